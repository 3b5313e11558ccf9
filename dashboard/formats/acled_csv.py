"""Writing rows in the 31 columns of ACLED's layout of 2023, for tools that read nothing else.

It is ACLED's layout, not ACLED's data: what has no place in it is counted (``losses``).
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any, TextIO

from dashboard.formats import acled
from dashboard.formats.losses import write_counting
from dashboard.records.codes import ActorKind
from dashboard.records.crosswalks import coded, countries_by, country_names
from dashboard.records.ontology import actor_kinds, sub_types

HEAD = tuple(
    """event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1
    assoc_actor_1 inter1 actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region country
    admin1 admin2 admin3 location latitude longitude geo_precision source source_scale notes fatalities
    tags timestamp""".split()
)
_TIME = {"day": 1, "few_days": 2, "week": 2, "month": 3, "year": 3}
_PLACE = {"exact": 1, "town": 1, "near": 2, "district": 2, "province": 3, "country": 3}
#: Kinds that ACLED codes as external forces where they act outside their own country.
_STATE = (ActorKind.STATE_FORCES, ActorKind.POLICE, ActorKind.GOVERNMENT)


def write(
    rows: Iterable[Mapping[str, Any]], stream: TextIO, *, raw: bool = False
) -> tuple[int, dict[str, int]]:
    """Write rows of our table; gives how many, and for each column the rows whose value was lost."""
    return write_counting(rows, stream, head=HEAD, shaped=_shaped, coding=acled.CODING, raw=raw)


def _shaped(row: Mapping[str, Any]) -> dict[str, Any]:
    day = _day(row)
    event_type, sub_event_type = _type(row)
    made: dict[str, Any] = {
        "event_id_cnty": row["event_id"],
        "event_date": day,
        "year": day.year if day else None,
        "time_precision": _TIME.get(row["time_precision"] or "", 3 if day else None),
        "event_type": event_type,
        "sub_event_type": sub_event_type,
        "iso": _numbers().get(row["country"] or ""),
        "country": country_names().get(row["country"] or ""),
        "admin1": row["admin1"],
        "admin2": row["admin2"],
        "location": row["place"],
        "latitude": row["latitude"],
        "longitude": row["longitude"],
        "geo_precision": _PLACE.get(row["geo_precision"] or ""),
        "source": row["sources"],
        "notes": row["summary"],
        "fatalities": row["fatalities_best"],
    }
    codes = []
    for number in ("1", "2"):
        first, _, others = (row[f"actor{number}"] or "").partition("; ")
        made[f"actor{number}"], made[f"assoc_actor_{number}"] = first or None, others or None
        made[f"inter{number}"] = _inter(row, number) if first else 0
        codes.append(made[f"inter{number}"])
    # The smaller code comes first; one side alone is followed by 0.
    ordered = sorted(codes, key=lambda code: code or 10)
    made["interaction"] = ordered[0] * 10 + ordered[1]
    return made


def _day(row: Mapping[str, Any]) -> date | None:
    """The day that ACLED would tell: the middle of the interval."""
    start, end = row["date_start"], row["date_end"]
    if start is None or end is None:
        return end or start  # type: ignore[no-any-return]
    return start + timedelta(days=(end - start).days // 2)  # type: ignore[no-any-return]


def _type(row: Mapping[str, Any]) -> tuple[str | None, str | None]:
    kind = sub_types().get(row["sub_type"] or "")
    name = row["acled_sub_event_type"] or (kind.acled_sub_event_type if kind else None)
    event_type = coded("acled_sub_events", "acled_sub_event_type", "acled_event_type").get(name or "")
    return event_type or (kind.acled_event_type if kind else None), name


def _inter(row: Mapping[str, Any], number: str) -> int:
    kind, country = row[f"actor{number}_kind"], row[f"actor{number}_country"]
    if kind == ActorKind.UNKNOWN or (
        kind in _STATE and country and row["country"] and country != row["country"]
    ):
        return 8
    return int((actor_kinds()[kind].acled_inter if kind in actor_kinds() else None) or 0)


@cache
def _numbers() -> dict[str, str]:
    return {country: number for number, country in countries_by("iso_numeric").items()}
