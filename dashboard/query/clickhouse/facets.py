"""Counts for the filter rail and the strip."""

from typing import Any

import numpy as np

from dashboard.query.clickhouse.conditions import (
    COLUMNS,
    LISTS,
    PLACE,
    Condition,
    condition,
    counted_parts,
)
from dashboard.query.clickhouse.opened import OpenVersion
from dashboard.query.counts import COUNTED
from dashboard.query.filters import Filters
from dashboard.query.index import steps_of
from dashboard.query.names import PRECISIONS
from dashboard.query.views import FacetRow, Facets, Killed, Strip


def facets_of(version: OpenVersion, filters: Filters, *, words: str, most: int) -> Facets:
    """The values of each dimension, counted under every other filter and in all: one question, and one for
    the names of actors and of sources where they have not been asked for.
    """
    totals = {
        dimension: _totals(version, dimension, filters, words=words, most=most)
        for dimension in COUNTED
        if dimension != "coarsest"
    }
    shown = _shown(version, filters, totals)
    found: dict[str, tuple[FacetRow, ...]] = {}
    for dimension, total in totals.items():
        rows = [FacetRow(value, shown[dimension].get(value, 0), number) for value, number in total.items()]
        found[COUNTED[dimension]] = tuple(sorted(rows, key=lambda row: (-row.total, row.value)))
    ranks = np.array([shown["coarsest"].get(str(rank), 0) for rank in range(len(PRECISIONS))])
    return Facets(**found, precision=steps_of(ranks))


def _totals(
    version: OpenVersion, dimension: str, filters: Filters, *, words: str, most: int
) -> dict[str, int]:
    if dimension not in LISTS:
        names = version.names[COUNTED[dimension]]
        return dict(zip(names.values[1:], names.totals[1:].tolist(), strict=True))
    return version.first_names(
        COUNTED[dimension],
        most=most,
        words=words if dimension == "actors" else "",
        always=getattr(filters, dimension),
    )


def _shown(
    version: OpenVersion, filters: Filters, totals: dict[str, dict[str, int]]
) -> dict[str, dict[str, int]]:
    if not filters.active():
        names = version.names["precision"]
        by_name = dict(zip(names.values, names.totals.tolist(), strict=True))
        ranks = {str(rank): by_name.get(name, 0) for rank, name in enumerate(PRECISIONS)}
        return totals | {"coarsest": ranks}
    parts: list[str] = []
    values: dict[str, Any] = {}
    alike: dict[Filters, list[str]] = {}
    for dimension in COUNTED:
        others = filters.without(dimension)
        if dimension not in LISTS:
            alike.setdefault(others, []).append(dimension)
            continue
        passing = condition(others)
        values |= passing.values | {f"listed_{dimension}": list(totals[dimension])}
        passing &= f"value IN {{listed_{dimension}:Array(String)}}"
        parts.append(
            f"SELECT '{dimension}' AS dimension, toString(value) AS named, count() AS shown "
            f"FROM {version.incidents} ARRAY JOIN {LISTS[dimension]} AS value "
            f"WHERE {passing.sql} GROUP BY value"
        )
    for others, dimensions in alike.items():
        passing = condition(others)
        values |= passing.values
        parts.append(_together(version, passing, dimensions))
    found: dict[str, dict[str, int]] = {dimension: {} for dimension in COUNTED}
    for row in version.connection.rows(" UNION ALL ".join(parts), **values):
        found[row["dimension"]][row["named"]] = row["shown"]
    return found


def _together(version: OpenVersion, passing: Condition, dimensions: list[str]) -> str:
    """A question that counts several dimensions of the same rows in one pass."""
    columns = {dimension: COLUMNS.get(dimension, "rank") for dimension in dimensions}
    # A row of the answer is of the one column that it is grouped by.
    which = "".join(f"grouping({column}) = 0, '{dimension}', " for dimension, column in columns.items())
    named = "".join(f"grouping({column}) = 0, toString({column}), " for column in columns.values())
    sets = ", ".join(f"({column})" for column in columns.values())
    return (
        f"SELECT multiIf({which}'') AS dimension, ifNull(multiIf({named}''), '') AS named, count() AS shown "
        f"FROM {version.incidents} WHERE {passing.sql} GROUP BY GROUPING SETS ({sets})"
    )


def killed_in(version: OpenVersion, filters: Filters) -> Killed:
    """The people killed in the incidents that pass, by the best numbers."""
    (row,) = version.counted(
        "ifNull(sum(fatalities_best), 0) AS people, count(fatalities_best) AS incidents", condition(filters)
    ).to_pylist()
    return Killed(**row)


def strip_of(version: OpenVersion, filters: Filters) -> Strip:
    """How many incidents stand in each part: one question."""
    base = condition(filters.without("dates", *PLACE))
    left = counted_parts(filters)
    values = {name: value for each in left.values() for name, value in each.values.items()}
    counts = ", ".join(f"countIf({each.sql}) AS {name}" for name, each in left.items())
    (row,) = version.counted(
        f"count() AS total, {counts}", Condition(base.sql, base.values | values)
    ).to_pylist()
    steps = [row["total"], *(row[name] for name in left)]
    parts = {name: before - after for name, before, after in zip(left, steps, steps[1:], strict=False)}
    return Strip(**parts, shown=steps[-1], total=row["total"])
