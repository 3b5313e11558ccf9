"""The formats of datasets, by the names that users give."""

from enum import StrEnum


class DatasetFormat(StrEnum):
    """The formats that can be imported."""

    ACLED = "acled"
    UCDP_GED = "ucdp-ged"
    GDELT = "gdelt"
    CSV = "csv"
    GEOJSON = "geojson"
    PARQUET = "parquet"
    XLSX = "xlsx"
