"""Any table of events: its columns are guessed by their names, shown, and corrected by the user.

A mapping is given as ``column=field`` pairs or as a TOML file::

    [columns]                    # column of the file = field
    "Datum" = "date"
    "Opfer" = "fatalities_best"

    [types]                      # value of the file = sub-type of ours
    "Luftangriff" = "air_strike"

    [constants]                  # field = value of every row
    country = "SY"

    [dates]
    format = "%d.%m.%Y"          # as in Python's strptime, where days are not ISO 8601

``date`` fills both ends of the interval. Actors stay as listed unless ``actor_roles`` is mapped or constant.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from dashboard.errors import InputError
from dashboard.formats.cells import UNKNOWN, Cells, day
from dashboard.formats.dataset import CODED_COLUMNS, ROW_COLUMNS, UNSTATED, Coding
from dashboard.records import codes
from dashboard.records.crosswalks import countries_by_name, crosswalk
from dashboard.records.ontology import sub_types, type_labels

_KINDS = {column.name: column.kind for column in ROW_COLUMNS}
FIELDS = ("date", *_KINDS)


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """What the columns of a file mean. ``columns``: column -> field; ``types``: value, in small letters ->
    sub-type; ``constants``: field -> value; ``date_format`` as in strptime.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    types: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    date_format: str | None = None
    guessed: frozenset[str] = frozenset()

    def identity(self) -> str:
        """The same text for the same mapping."""
        return repr((sorted(self.columns.items()), sorted(self.types.items()),
                     sorted(self.constants.items()), self.date_format))  # fmt: skip


def read_mapping(pairs: Sequence[str], file: Path | None) -> ColumnMapping:
    """The mapping that a user gives; ``pairs`` go before the file. InputError names what is wrong."""
    told: dict[str, Any] = {}
    if file is not None:
        try:
            told = tomllib.loads(file.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise InputError(f"the mapping {file} cannot be read: {error}") from error
    unknown = set(told) - {"columns", "types", "constants", "dates"}
    if unknown:
        raise InputError(
            f"{file}: there is no table [{min(unknown)}]; there are columns, types, constants, dates"
        )
    columns = {str(key): str(value) for key, value in told.get("columns", {}).items()}
    for pair in pairs:
        name, sign, meant = pair.rpartition("=")
        if not sign or not name:
            raise InputError(f"--map {pair!r} is no column=field, for example --map 'Incident date=date'")
        columns[name] = meant
    for meant in [*columns.values(), *told.get("constants", {})]:
        if meant not in FIELDS:
            raise InputError(f"there is no field {meant!r}; the fields are {', '.join(FIELDS)}")
    types = {str(key).casefold(): str(value) for key, value in told.get("types", {}).items()}
    for meant in types.values():
        if meant not in sub_types():
            raise InputError(f"there is no sub-type {meant!r}; those are in data/ontology/event_types.csv")
    constants = {key: str(value) for key, value in told.get("constants", {}).items()}
    return ColumnMapping(columns, types, constants, told.get("dates", {}).get("format"))


def guessed(head: Sequence[str], given: ColumnMapping) -> ColumnMapping:
    """The mapping with the columns it does not name guessed by their names, each field once.

    Raises InputError where it names a column that the file does not have.
    """
    missing = [name for name in given.columns if name not in head]
    if missing:
        raise InputError(f"the file has no column {missing[0]!r}; its columns are {', '.join(head)}")
    taken = set(given.columns.values()) | set(given.constants)
    columns = dict(given.columns)
    names = _names()
    for name in head:
        meant = names.get(_plain(name))
        if meant is None or name in columns or meant in taken:
            continue
        if meant == "date" and {"date_start", "date_end"} & taken:
            continue
        columns[name] = meant
        taken.add(meant)
    return ColumnMapping(
        columns,
        given.types,
        given.constants,
        given.date_format,
        frozenset(columns) - frozenset(given.columns),
    )


def _plain(name: str) -> str:
    return " ".join(re.sub(r"[_\-./]+", " ", name.strip().casefold()).split())


@cache
def _names() -> dict[str, str]:
    names = {_plain(str(row["name"])): str(row["field"]) for row in crosswalk("column_names")}
    # Codes of other vocabularies stand in columns of the same names as ours: those are never guessed.
    return names | {_plain(name): name for name in FIELDS if name not in CODED_COLUMNS}


def coding(mapping: ColumnMapping) -> Coding:
    """How to read a file with this mapping."""
    taken = {*mapping.columns.values(), *mapping.constants}

    def lacks(_head: Sequence[str]) -> list[str]:
        missing = []
        if not taken & {"date", "date_start", "date_end"}:
            missing.append("date")
        if not taken & {"event_type", "sub_type"}:
            missing.append("event_type")
        return missing

    # Names are found in small letters, as those of the other codings are.
    aliases = {name.strip().lower(): meant for name, meant in mapping.columns.items()}
    return Coding(
        name="mapped",
        title="a table with a mapping",
        terms=UNSTATED,
        fits=lambda head: True,
        lacks=lacks,
        rows=lambda cells: _rows(cells, mapping),
        aliases=aliases,
        unknown=UNKNOWN,
    )


def _rows(cells: Cells, mapping: ColumnMapping) -> dict[str, pa.Array]:
    cells = cells.only(set(mapping.columns.values()), mapping.constants)

    def read_day(cell: str) -> date:
        if mapping.date_format is None:
            return day(cell)
        try:
            return datetime.strptime(cell, mapping.date_format).date()
        except ValueError:
            raise ValueError(f"which is not written as {mapping.date_format}") from None

    made: dict[str, pa.Array] = {}
    for name, kind in _KINDS.items():
        if name in CODED_COLUMNS:
            made[name] = cells.one_of(name, CODED_COLUMNS[name])
        elif name in ("latitude", "longitude"):
            made[name] = getattr(cells, name)(name)
        elif name == "reported_on":
            made[name] = cells.read(name, read_day, pa.date32())
        elif name.startswith("fatalities"):
            made[name] = cells.count(name)
        elif kind == "text":
            made[name] = cells.text(name)
        elif kind != "day":
            made[name] = getattr(cells, kind)(name)
    single = cells.read("date", read_day, pa.date32())
    start, end = (cells.read(name, read_day, pa.date32()) for name in ("date_start", "date_end"))
    made["date_start"] = pc.coalesce(start, single)
    # A start alone is a day; an end alone is an open start.
    made["date_end"] = pc.coalesce(end, single, start)
    cells.refuse_where(pc.less(made["date_end"], made["date_start"]), "date_end is before date_start")
    if made["time_precision"].null_count == cells.size:
        made["time_precision"] = _precision(made["date_start"], made["date_end"])
    return made | _places(cells, made) | _types(cells, mapping) | _identity(cells, made)


def _precision(start: pa.Array, end: pa.Array) -> pa.Array:
    days = pc.subtract(end.cast(pa.int32()), start.cast(pa.int32()))
    return pc.case_when(
        pc.make_struct(
            pc.equal(days, 0), pc.less(days, 6), pc.less(days, 7), pc.less(days, 31), pc.less(days, 366)
        ),
        *(pa.scalar(str(p)) for p in list(codes.TimePrecision)[:5]),
        pa.scalar(None, pa.string()),
    )


def _places(cells: Cells, made: dict[str, pa.Array]) -> dict[str, pa.Array]:
    """A point without a precision is that of a named place; a precision without a point says nothing."""
    placed = pc.and_(made["latitude"].is_valid(), made["longitude"].is_valid())
    precision = pc.coalesce(made["geo_precision"], pa.scalar(str(codes.GeoPrecision.TOWN)))
    names = countries_by_name()

    def country(cell: str) -> str | None:
        return names.get(cell) or names.get(cell.casefold())

    found = {
        name: pc.if_else(placed, made[name], pa.scalar(None, pa.float64()))
        for name in ("latitude", "longitude")
    }
    return found | {
        "geo_precision": pc.if_else(placed, precision, pa.scalar(None, pa.string())),
        "country": cells.read("country", country, pa.string()),
        "actor1_country": cells.read("actor1_country", country, pa.string()),
        "actor2_country": cells.read("actor2_country", country, pa.string()),
    }


def _types(cells: Cells, mapping: ColumnMapping) -> dict[str, pa.Array]:
    known = _known_types() | dict(mapping.types)

    def sub(cell: str) -> str:
        return known.get(cell.casefold()) or _slug(cell)

    def broad(cell: str) -> str:
        name = sub(cell)
        return sub_types()[name].event_type if name in sub_types() else name

    fine = cells.read("sub_type", sub, pa.string())
    coarse = cells.read("event_type", sub, pa.string())
    sub_type = pc.coalesce(fine, coarse)
    event_type = pc.coalesce(
        cells.read("event_type", broad, pa.string()), cells.read("sub_type", broad, pa.string())
    )
    cells.required("event_type", event_type)
    return {"event_type": event_type, "sub_type": sub_type}


@cache
def _known_types() -> dict[str, str]:
    """Names of types, ours and others', in small letters, with the sub-type that each means."""
    known: dict[str, str] = {}
    for row in crosswalk("acled_sub_events"):
        known[str(row["acled_sub_event_type"]).casefold()] = str(row["sub_type"])
    for row in crosswalk("acled_event_types"):
        known.setdefault(str(row["acled_event_type"]).casefold(), str(row["sub_type"]))
    for name, first in type_labels().items():
        known[name] = known[first.type_label.casefold()] = first.sub_type
    for name, kind in sub_types().items():
        known[name] = known[kind.label.casefold()] = name
    return known


def _slug(cell: str) -> str:
    """A type of the file's own: its word, in the form of ours."""
    name = re.sub(r"[^a-z]+", "_", cell.casefold()).strip("_")[:59]
    if not name:
        raise ValueError("which is no type; name what it means under [types] of a mapping")
    return name


def _identity(cells: Cells, made: dict[str, pa.Array]) -> dict[str, pa.Array]:
    """Ids of the file, or the line's number; roles as listed, where nothing else is said."""
    acting = pc.coalesce(made["actor_roles"], pa.scalar(str(codes.ActorRoles.LISTED)))
    lines = pc.binary_join_element_wise("line", cells.lines.cast(pa.string()), "-")
    return {"event_id": pc.coalesce(made["event_id"], lines), "actor_roles": acting}
