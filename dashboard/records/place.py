"""Places: the gazetteer's entry, and where an event happened."""

from dataclasses import dataclass

from dashboard.records.codes import GeoPrecision, PlaceMatch
from dashboard.records.fields import described


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the gazetteer: a country, a province, a town, a region, a sea, an air base."""

    key: int = described("Number of the entry in this gazetteer")
    name: str = described("Name in English or in Latin letters")
    latitude: float = described("Label point", unit="decimal degrees, WGS84")
    longitude: float = described("Label point", unit="decimal degrees, WGS84")
    feature_code: str = described(
        "What it is", source="GeoNames feature codes, http://www.geonames.org/export/codes.html"
    )
    country: str | None = described("Country", values="ISO 3166-1 alpha-2", default=None)
    admin1: str | None = described(
        "Code of the first-level division", source="GeoNames admin1 codes", default=None
    )
    admin2: str | None = described("Name of the second-level division", default=None)
    admin1_name: str | None = described("Name of the first-level division", default=None)
    population: int = described("Inhabitants; 0 where unknown", default=0)
    geonameid: int | None = described("GeoNames id, where the source has one", default=None)
    radius_km: float | None = described("Half the extent of an area", unit="km", default=None)


@dataclass(frozen=True, slots=True)
class Where:
    """Where an event happened, as exactly as the article says and no more."""

    name: str = described("Name in the gazetteer")
    text: str = described("Name as written in the article")
    latitude: float = described(
        "Latitude of the point, or of an area's label point", unit="decimal degrees, WGS84"
    )
    longitude: float = described(
        "Longitude of the point, or of an area's label point", unit="decimal degrees, WGS84"
    )
    geo_precision: GeoPrecision = described(
        "How exactly the place is known", values=", ".join(GeoPrecision), source="after UCDP GED where_prec"
    )
    radius_km: float | None = described(
        "The event lies within this distance of the point", unit="km", default=None
    )
    geonameid: int | None = described("GeoNames id, where the source has one", default=None)
    feature_code: str | None = described("What the place is", source="GeoNames feature codes", default=None)
    country: str | None = described("Country", values="ISO 3166-1 alpha-2", default=None)
    admin1: str | None = described("Name of the first-level division", default=None)
    admin2: str | None = described("Name of the second-level division", default=None)
    admin1_code: str | None = described(
        "Code of the first-level division", source="GeoNames admin1 codes", default=None
    )
    match: PlaceMatch = described(
        "How the written name met the gazetteer's", values=", ".join(PlaceMatch), default=PlaceMatch.EXACT
    )
