"""Small files of other datasets' layouts, invented."""

import csv
import io
from pathlib import Path

ACLED = {
    "event_id_cnty": "AAA1", "event_date": "01 January 2022", "year": "2022", "time_precision": "1",
    "disorder_type": "Political violence", "event_type": "Battles", "sub_event_type": "Armed clash",
    "actor1": "Military Forces of Mali (2020-)", "assoc_actor_1": "", "inter1": "1",
    "actor2": "Northern Column", "assoc_actor_2": "Herders (Mali)", "inter2": "2", "interaction": "12",
    "civilian_targeting": "", "iso": "466", "region": "Western Africa", "country": "Mali", "admin1": "Gao",
    "admin2": "Ansongo", "admin3": "", "location": "Ansongo", "latitude": "15.66", "longitude": "0.5",
    "geo_precision": "1", "source": "Courier; Radio North; Courier", "source_scale": "National",
    "notes": "On 1 January, they fought\nnear the bridge, \"at dawn\".", "fatalities": "3", "tags": "",
    "timestamp": "1646077433",
}  # fmt: skip

UCDP = {
    "id": "7", "relid": "MLI-2022-1-1-1", "year": "2022", "active_year": "1", "code_status": "Clear",
    "type_of_violence": "1", "conflict_dset_id": "1", "conflict_new_id": "1", "conflict_name": "Mali: North",
    "dyad_dset_id": "1", "dyad_new_id": "1", "dyad_name": "Government of Mali - Column",
    "side_a_dset_id": "1", "side_a_new_id": "1", "side_a": "Government of Mali",
    "side_b_dset_id": "2", "side_b_new_id": "2",
    "side_b": "Column", "number_of_sources": "2", "source_article": "\"Courier,2022-03-02,Fight\"",
    "source_office": "Courier;Courier", "source_date": "2022-03-04;2022-03-02", "source_headline": "Fight",
    "source_original": "", "where_prec": "2", "where_coordinates": "Ansongo town", "where_description": "",
    "adm_1": "Gao region", "adm_2": "", "latitude": "15.66", "longitude": "0.5",
    "geom_wkt": "POINT (0.5 15.66)",     "priogrid_gid": "1",
    "country": "Mali", "country_id": "432", "region": "Africa", "event_clarity": "1",
    "date_prec": "2", "date_start": "2022-03-01 00:00:00.000", "date_end": "2022-03-03", "deaths_a": "1",
    "deaths_b": "2", "deaths_civilians": "0", "deaths_unknown": "0", "best": "3", "high": "4", "low": "2",
    "gwnoa": "432", "gwnob": "",
}  # fmt: skip


def delimited(*rows: dict[str, str], head: bool = True, sign: str = ",") -> bytes:
    """Rows as delimited text."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=sign, lineterminator="\n")
    if head:
        writer.writerow(rows[0])
    writer.writerows(row.values() for row in rows)
    return stream.getvalue().encode()


def saved(folder: Path, content: bytes, name: str = "events.csv") -> Path:
    """A file of these bytes."""
    path = folder / name
    path.write_bytes(content)
    return path


def gdelt_line(cells: int, **changes: str) -> str:
    """A line of a GDELT file with so many cells."""
    from dashboard.formats.gdelt import HEADS

    values = dict.fromkeys(HEADS[cells], "") | {
        "globaleventid": "900", "sqldate": "20220301", "actor1code": "MLIMIL", "actor1name": "MALI",
        "actor1countrycode": "MLI", "actor1type1code": "MIL", "actor2code": "REB", "actor2name": "REBEL",
        "actor2type1code": "REB", "eventcode": "1951", "numsources": "2", "actiongeo_type": "4",
        "actiongeo_fullname": "Ansongo, Gao, Mali", "actiongeo_countrycode": "ML", "actiongeo_lat": "15.66",
        "actiongeo_long": "0.5", "dateadded": "20220302",
    } | changes  # fmt: skip
    if cells > 57:
        values["sourceurl"] = changes.get("sourceurl", 'https://www.courier.example/a"b')
    return "\t".join(values.values())
