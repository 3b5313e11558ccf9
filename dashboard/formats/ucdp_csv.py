"""Writing rows in the 49 columns of UCDP GED, for tools that read nothing else.

It is UCDP's layout, not UCDP's data: what has no place in it is counted (``losses``).
"""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, TextIO

from dashboard.formats import ucdp_ged
from dashboard.formats.losses import write_counting
from dashboard.formats.ucdp_ged import HEAD
from dashboard.records.codes import ActorKind
from dashboard.records.crosswalks import countries_by, country_names

_TIME = {"day": 1, "few_days": 2, "week": 3, "month": 4, "year": 5}
_PLACE = {"exact": 1, "town": 1, "near": 2, "district": 3, "province": 4, "country": 6, "multi_country": 6,
          "international": 7}  # fmt: skip
_STATE = (ActorKind.STATE_FORCES, ActorKind.POLICE, ActorKind.GOVERNMENT)
_ARMED = ("battle", "remote_violence")


def write(
    rows: Iterable[Mapping[str, Any]], stream: TextIO, *, raw: bool = False
) -> tuple[int, dict[str, int]]:
    """Write rows of our table; gives how many, and for each column the rows whose value was lost."""
    return write_counting(rows, stream, head=HEAD, shaped=_shaped, coding=ucdp_ged.CODING, raw=raw)


def _shaped(row: Mapping[str, Any]) -> dict[str, Any]:
    start = row["date_start"] or row["date_end"]
    placed = row["latitude"] is not None and row["longitude"] is not None
    violence = _violence(row)
    made = {
        "id": row["event_id"],
        "year": start.year if start else None,
        "type_of_violence": violence,
        "dyad_name": " - ".join(filter(None, (row["actor1"], row["actor2"]))) or None,
        "side_a": row["actor1"],
        "side_b": row["actor2"],
        "number_of_sources": -1 if row["publishers"] is None else row["publishers"],
        "source_office": (row["sources"] or "").replace("; ", ";") or None,
        "source_date": row["reported_on"],
        "source_headline": row["summary"],
        "where_prec": _PLACE.get(row["geo_precision"] or ""),
        "where_coordinates": row["place"],
        "adm_1": row["admin1"],
        "adm_2": row["admin2"],
        "latitude": row["latitude"],
        "longitude": row["longitude"],
        "geom_wkt": f"POINT ({row['longitude']} {row['latitude']})" if placed else None,
        "country": country_names().get(row["country"] or ""),
        "country_id": _numbers().get(row["country"] or ""),
        "date_prec": _TIME.get(row["time_precision"] or ""),
        "date_start": start,
        "date_end": row["date_end"],
        "best": row["fatalities_best"],
        "high": row["fatalities_high"],
        "low": row["fatalities_low"],
    }
    for side, number in (("actor1", "gwnoa"), ("actor2", "gwnob")):
        if row[f"{side}_kind"] in _STATE:
            made[number] = _numbers().get(row[f"{side}_country"] or "")
    return made


def _violence(row: Mapping[str, Any]) -> int | None:
    """1: a state among the sides, 2: none, 3: against civilians; None for what UCDP does not code."""
    if row["event_type"] == "violence_against_civilians":
        return 3
    if row["event_type"] not in _ARMED:
        return None
    return 1 if row["actor1_kind"] in _STATE or row["actor2_kind"] in _STATE else 2


@cache
def _numbers() -> dict[str, str]:
    first: dict[str, str] = {}
    for number, country in countries_by("gw").items():
        first.setdefault(country, number)
    return first
