"""Filters as conditions of SQL. Values are bound by name; the text of a condition holds none."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from dashboard.query import grid
from dashboard.query.clickhouse.tables import REACH
from dashboard.query.columns import EVER, UNPLACED
from dashboard.query.filters import Bounds, Filters
from dashboard.query.flat import folded
from dashboard.query.selection import day_number
from dashboard.query.views import Part

#: Dimensions whose column holds one value, and those that hold a list.
COLUMNS = {
    "event_types": "event_type",
    "sub_types": "sub_type",
    "countries": "country",
    "certainties": "certainty",
    "statuses": "status",
    "datasets": "dataset",
}
LISTS = {"actors": "actor_names", "sources": "source_names"}
#: What the strip tells apart, beside the dates.
PLACE = ("countries", "coarsest", "bounds")
UNDATED = f"last = {EVER}"
HAS_POINT = f"y != {grid.NOWHERE}"
HAS_PLACE = f"rank != {UNPLACED}"


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition and its values. ``True`` in SQL where it has no text."""

    sql: str = "1"
    values: dict[str, Any] = field(default_factory=dict)

    def __and__(self, other: "Condition | str") -> "Condition":
        """Both hold."""
        more = Condition(other) if isinstance(other, str) else other
        sql = [each for each in (self.sql, more.sql) if each != "1"]
        return Condition(" AND ".join(sql) or "1", self.values | more.values)

    def __invert__(self) -> "Condition":
        """It does not hold; what is unknown does not hold."""
        return Condition(f"NOT ifNull({self.sql}, 0)", self.values)


def condition(filters: Filters) -> Condition:
    """What an incident that passes must be."""
    found = Condition()
    for dimension in filters.active():
        found &= dimension_of(filters, dimension)
    return found


def dimension_of(filters: Filters, dimension: str) -> Condition:
    """The same for one dimension that is set."""
    if dimension == "dates":
        return _dates(filters)
    if dimension in COLUMNS:
        values = list(getattr(filters, dimension))
        return _bound(f"{COLUMNS[dimension]} IN", dimension, "Array(String)", values)
    if dimension in LISTS:
        values = list(getattr(filters, dimension))
        return Condition(f"hasAny({LISTS[dimension]}, {{{dimension}:Array(String)}})", {dimension: values})
    if dimension == "coarsest":
        assert filters.coarsest is not None
        return _bound("rank <=", "coarsest", "UInt8", filters.coarsest.rank)
    if dimension == "min_publishers":
        return _bound("greatest(ifNull(publishers, 1), 1) >=", "publishers", "Int64", filters.min_publishers)
    if dimension == "bounds":
        assert filters.bounds is not None
        return in_bounds(filters.bounds)
    assert dimension == "text"
    return _words(filters.text or "")


def in_bounds(bounds: Bounds, *, name: str = "") -> Condition:
    """Those with a point in a part of the map; ``name`` tells its values from others' in one question."""
    sides = {side: grid.corner(getattr(bounds, side)) for side in ("south", "north", "west", "east")}
    value = {side: f"{{{name}{side}:Int32}}" for side in sides}
    across = f"x >= {value['west']} {'AND' if bounds.west <= bounds.east else 'OR'} x <= {value['east']}"
    # What has no point lies south of everything.
    return Condition(
        f"y >= {value['south']} AND y <= {value['north']} AND ({across})",
        {f"{name}{side}": at for side, at in sides.items()},
    )


def of_rows(rows: Sequence[int]) -> Condition:
    """Those with some row numbers."""
    return Condition("row IN {rows:Array(UInt32)}", {"rows": list(rows)})


def part_of(filters: Filters, part: Part) -> Condition:
    """Those in one part of the strip."""
    kept = condition(filters.without("dates", *PLACE))
    for name, stays, leaves in _steps(filters):
        if name == part:
            return kept & leaves
        kept &= stays
    return kept  # shown: every step was taken


def counted_parts(filters: Filters) -> dict[str, Condition]:
    """For each part but the last what is left once it and those before it are taken away."""
    left, found = Condition(), {}
    for name, stays, _ in _steps(filters):
        left &= stays
        found[name.value] = left
    return found


def _steps(filters: Filters) -> list[tuple[Part, Condition, Condition]]:
    dates = Filters(date_from=filters.date_from, date_to=filters.date_to)
    area = Filters(countries=filters.countries, bounds=filters.bounds)
    tests = (
        (Part.WITHOUT_DATE, ~Condition(UNDATED)),
        (Part.OUTSIDE_DATES, condition(dates)),
        (Part.WITHOUT_PLACE, Condition(HAS_PLACE)),
        (Part.TOO_COARSE, condition(Filters(coarsest=filters.coarsest))),
        (Part.OUTSIDE_AREA, condition(area)),
    )
    return [(part, stays, ~stays) for part, stays in tests]


def _dates(filters: Filters) -> Condition:
    # An undated row begins after every day and ends before every day; an open start is before every day.
    found = Condition()
    if filters.date_from:
        low = day_number(filters.date_from)
        found &= _bound("last >=", "low", "Int32", low)
        found &= Condition("(reach = 1 OR first >= {near:Int32})", {"near": low - REACH})
    if filters.date_to:
        found &= _bound("first <=", "high", "Int32", day_number(filters.date_to))
    return found


def _words(text: str) -> Condition:
    found = Condition()
    for at, word in enumerate(dict.fromkeys(folded(text).split())):
        plain = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        found &= _bound("words LIKE", f"word{at}", "String", f"%{plain}%")
    return found


def _bound(sql: str, name: str, kind: str, value: Any) -> Condition:
    return Condition(f"{sql} {{{name}:{kind}}}", {name: value})
