"""ACLED's CSV: any of its layouts since 2017, interaction codes as numbers or words, both spellings of days.

Its actors imply no direction, so they stay as listed (``actor_roles`` is ``listed``). ``write`` gives the
31 columns of the layout of 2023.
"""

import calendar
import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache, partial
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from dashboard.formats import plain_cells
from dashboard.formats.cells import JOIN, UNKNOWN, Cells, day, lists_of, whole
from dashboard.formats.dataset import Coding, Terms
from dashboard.records.codes import ActorKind, ActorRoles, TimePrecision
from dashboard.records.crosswalks import Row, coded, countries_by, countries_by_name, crosswalk

TERMS = Terms(
    "ACLED terms of use: rows may not be passed on",
    redistribution=False,
    citation="Armed Conflict Location & Event Data Project (ACLED), acleddata.com",
)
_NEEDED = ("event_date", "event_type", "actor1", "latitude", "longitude")
_FORCES = re.compile(r"(?:Military|Police) Forces of (.+?) \([0-9]{4}")
_OF_COUNTRY = re.compile(r"\(([^()0-9][^()]*)\)$")


def fits(head: Sequence[str]) -> bool:
    """Whether a head is ACLED's."""
    return {"event_date", "actor1", "event_type"} <= set(head) and bool(
        {"event_id_cnty", "inter1", "geo_precision", "time_precision"} & set(head)
    )


def lacks(head: Sequence[str]) -> list[str]:
    """The columns that are missing and cannot be done without."""
    return [name for name in _NEEDED if name not in head] + (
        [] if {"event_id_cnty", "data_id"} & set(head) else ["event_id_cnty"]
    )


def rows(cells: Cells) -> dict[str, pa.Array]:
    """The columns of the flat table."""
    ends = _dates(cells)
    made: dict[str, pa.Array] = {
        "event_id": cells.required("event_id_cnty", _ids(cells)),
        "date_start": ends[0],
        "date_end": ends[1],
        "time_precision": ends[2],
        "place": cells.text("location"),
        "latitude": cells.latitude("latitude"),
        "longitude": cells.longitude("longitude"),
        "geo_precision": cells.read("geo_precision", _geo_precision, pa.string())
        if "geo_precision" in cells
        else cells.constant(None),
        "country": _countries(cells),
        "admin1": cells.text("admin1"),
        "admin2": cells.text("admin2"),
        "actor_roles": cells.constant(ActorRoles.LISTED),
        "fatalities_best": cells.count("fatalities"),
        "summary": cells.text("notes"),
        "acled_sub_event_type": cells.text("sub_event_type"),
    }
    placed = pc.and_(made["latitude"].is_valid(), made["longitude"].is_valid())
    made["geo_precision"] = pc.if_else(placed, made["geo_precision"], pa.scalar(None, pa.string()))
    return made | _types(cells) | _actors(cells) | _sources(cells)


def _ids(cells: Cells) -> pa.Array:
    name = "event_id_cnty" if "event_id_cnty" in cells else "data_id"
    return pc.replace_substring_regex(cells.text(name), r"\.0$", "")


def _dates(cells: Cells) -> list[pa.Array]:
    """First and last day and their precision."""
    days = cells.required("event_date", cells.text("event_date"))
    code = cells.text("time_precision")
    to_the_day = [code for code, ours in _precisions("time_precision").items() if ours == TimePrecision.DAY]
    exact = pc.or_(code.is_null(), pc.is_in(code, pa.array(to_the_day)))
    plain = plain_cells.days(pc.if_else(exact, days, pa.scalar(None, pa.string())))
    if plain is None:
        plain = pa.nulls(len(days), pa.date32())
    both = pc.binary_join_element_wise(days, code, JOIN, null_handling="replace", null_replacement="")
    others = pc.if_else(plain.is_valid(), pa.scalar(None, pa.string()), both).dictionary_encode()
    read = [
        cells.read_values("event_date", others, partial(_end, nth), kind)
        for nth, kind in enumerate((pa.date32(), pa.date32(), pa.string()))
    ]
    told = pc.if_else(plain.is_valid(), pa.scalar(str(TimePrecision.DAY)), pa.scalar(None, pa.string()))
    return [pc.coalesce(*each) for each in zip((plain, plain, told), read, strict=True)]


def _end(nth: int, cell: str) -> Any:
    return _interval(cell)[nth]


@cache
def _interval(cell: str) -> tuple[date, date, str]:
    """First and last day and their precision, from the day and the code of its precision."""
    spelt, _, code = cell.partition(JOIN)
    middle = day(spelt)
    code = code.removesuffix(".0") or "1"
    ours = _precisions("time_precision").get(code)
    if ours is None:
        raise ValueError(f"and time_precision is {code!r}, which is none of 1, 2, 3")
    if ours == TimePrecision.WEEK:
        return middle - timedelta(days=3), middle + timedelta(days=3), ours
    if ours == TimePrecision.MONTH:
        last = calendar.monthrange(middle.year, middle.month)[1]
        return middle.replace(day=1), middle.replace(day=last), ours
    return middle, middle, ours


@cache
def _precisions(column: str) -> dict[str, str | None]:
    return coded("acled_precisions", "code", "ours", column=column)


def _geo_precision(cell: str) -> str:
    ours = _precisions("geo_precision").get(cell.removesuffix(".0"))
    if ours is None:
        raise ValueError("which is none of 1, 2, 3")
    return ours


def _countries(cells: Cells) -> pa.Array:
    numbers = countries_by("iso_numeric")
    by_number = cells.read("iso", lambda cell: numbers.get(str(whole(cell))), pa.string())
    names = countries_by_name()
    by_name = cells.read("country", lambda cell: names.get(cell.casefold()), pa.string())
    return pc.coalesce(by_number, by_name)


def _types(cells: Cells) -> dict[str, pa.Array]:
    """Types by the sub-event; where there is none or an unknown one, by the event type."""
    fine = {str(row["acled_sub_event_type"]).casefold(): row for row in crosswalk("acled_sub_events")}
    coarse = {str(row["acled_event_type"]).casefold(): row for row in crosswalk("acled_event_types")}

    def known(cell: str) -> str:
        if cell.casefold() not in coarse:
            raise ValueError(
                f"which is none of {', '.join(str(r['acled_event_type']) for r in coarse.values())}"
            )
        return cell.casefold()

    kinds = cells.required("event_type", cells.read("event_type", known, pa.string()))
    types = kinds.dictionary_encode()
    made = {}
    for column in ("event_type", "sub_type"):
        by_type = cells.read_values("event_type", types, partial(_cell, coarse, column), pa.string())
        by_sub = cells.read("sub_event_type", partial(_cell, fine, column), pa.string())
        made[column] = pc.coalesce(by_sub, by_type)
    made["status"] = cells.constant("occurred")
    return made


def _cell(rows: Mapping[str, Row], column: str, name: str) -> str | None:
    row = rows.get(name.casefold())
    return row[column] if row else None


def _actors(cells: Cells) -> dict[str, pa.Array]:
    made = {}
    for number in ("1", "2"):
        name = cells.encoded(f"actor{number}")
        names = name.cast(pa.string())
        others = cells.text(f"assoc_actor_{number}")
        made[f"actor{number}"] = pc.if_else(
            pc.and_(names.is_valid(), others.is_valid()),
            pc.binary_join_element_wise(names, others, "; ", null_handling="replace", null_replacement=""),
            names,
        )
        codes = cells.text(f"inter{number}")
        both = pc.if_else(
            names.is_valid(),
            pc.binary_join_element_wise(codes, names, JOIN, null_handling="replace", null_replacement=""),
            pa.scalar(None, pa.string()),
        ).dictionary_encode()
        made[f"actor{number}_kind"] = cells.read_values(f"inter{number}", both, _kind, pa.string())
        made[f"actor{number}_country"] = cells.read_values(f"actor{number}", name, actor_country, pa.string())
    return made


@cache
def _kind(cell: str) -> str:
    code, _, name = cell.partition(JOIN)
    code = code.removesuffix(".0")
    kinds = _inter_codes()
    if code.casefold() not in kinds:
        raise ValueError(f"where {code!r} is no interaction code from 0 to 8")
    kind = kinds[code.casefold()]
    if kind in (None, ActorKind.STATE_FORCES, ActorKind.UNKNOWN):
        for row in crosswalk("acled_actor_names"):
            if name.startswith(str(row["starts_with"])):
                return str(row["kind"])
    return kind or ActorKind.UNKNOWN


@cache
def _inter_codes() -> dict[str, str | None]:
    kinds: dict[str, str | None] = {"0": None, "": None}
    for row in crosswalk("acled_inter"):
        kinds[str(row["code"])] = kinds[str(row["label"]).casefold()] = row["kind"]
    return kinds


@cache
def actor_country(name: str) -> str | None:
    """The country in the name of an actor: "Protesters (India)", "Military Forces of Mali (2020-)"."""
    found = _FORCES.match(name) or _OF_COUNTRY.search(name)
    return countries_by_name().get(found.group(1).casefold()) if found else None


def _sources(cells: Cells) -> dict[str, pa.Array]:
    told = cells.encoded("source")
    parts = [list(dict.fromkeys(each)) for each in lists_of(told.dictionary, ";")]
    names = pa.array(["; ".join(each) or None for each in parts], pa.string())
    numbers = pa.array([len(each) or None for each in parts], pa.int64())
    return {"sources": names.take(told.indices), "publishers": numbers.take(told.indices)}


CODING = Coding(
    name="acled",
    title="ACLED",
    terms=TERMS,
    fits=fits,
    lacks=lacks,
    rows=rows,
    aliases={
        "assoc_actor1": "assoc_actor_1",
        "assoc_actor2": "assoc_actor_2",
        "ally_actor_1": "assoc_actor_1",
        "ally_actor_2": "assoc_actor_2",
        "gwno": "gwno",
        "time_prec": "time_precision",
    },
    unknown=UNKNOWN,
)
