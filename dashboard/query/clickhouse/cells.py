"""Events counted by cells of the map."""

import numpy as np

from dashboard.query import cells, grid
from dashboard.query.cells import Cells
from dashboard.query.clickhouse.conditions import HAS_POINT, Condition, condition, in_bounds
from dashboard.query.clickhouse.opened import OpenVersion, numbers
from dashboard.query.columns import Numbers
from dashboard.query.filters import Bounds, Filters
from dashboard.query.time_axis import Floats


def cell_at(level: int) -> str:
    """The code of a row's cell of a level, as SQL."""
    if level <= grid.LEVEL:
        return f"bitShiftRight(cell, {2 * (grid.LEVEL - level)})"
    return f"bitShiftRight(deep, {2 * (grid.FINEST - level)})"


def cells_of(
    version: OpenVersion, filters: Filters, *, level: int, within: Bounds | None, most: int
) -> Cells:
    """The placed rows that pass every filter but the map's own area, by cells of a level, or of a coarser one
    where more than ``most`` would hold any: a question for each level that has too many.
    """
    passing = condition(filters.without("bounds"))
    passing &= in_bounds(within, name="view_") if within else HAS_POINT
    types = version.names["event_type"].values
    kinds = len(types)
    while True:
        # So many pairs stand for more cells than are wanted.
        limit = most * kinds + 1 if level else 4 * kinds
        found = version.counted(
            f"{cell_at(level)} AS code, event_type AS type, count() AS number, max(row) AS newest, "
            "argMax(y, row) AS north, argMax(x, row) AS east",
            passing,
            tail=f"GROUP BY code, type LIMIT {limit}",
        )
        if found.num_rows < limit or not level:
            break
        level -= 1
    at = {name: code for code, name in enumerate(types)}
    kind = np.array([at.get(name, 0) for name in found.column("type").to_pylist()], dtype=np.int64)
    key, newest = numbers(found, "code") * kinds + kind, numbers(found, "newest")
    north, east = (np.asarray(found.column(name).to_numpy(), np.int32) for name in ("north", "east"))
    order, by_row = np.argsort(key), np.argsort(newest)

    def points(rows: Numbers) -> tuple[Floats, Floats]:
        found_at = by_row[np.searchsorted(newest[by_row], rows)]
        return grid.degrees(north[found_at]), grid.degrees(east[found_at])

    pairs = (key[order], numbers(found, "number")[order], newest[order])
    level, pairs = cells.coarsened(pairs, level=level, kinds=kinds, most=most)
    return cells.dominated(level, pairs, tuple(types), points)


def in_cell(filters: Filters, *, level: int, code: int) -> Condition:
    """The rows of one cell that pass every filter but the map's own area."""
    there = condition(filters.without("bounds")) & HAS_POINT
    return there & Condition(f"{cell_at(level)} = {{code:UInt64}}", {"code": code})


def around(version: OpenVersion, filters: Filters) -> list[tuple[float, float]]:
    """Points around all rows that pass every filter but the map's own area, to a twentieth of a degree."""
    (row,) = version.counted(
        "groupUniqArray(toInt32(round(x / 2000))) AS steps, min(y) AS south, max(y) AS north",
        condition(filters.without("bounds")) & HAS_POINT,
    ).to_pylist()
    south, north = grid.degrees(np.array([row["south"], row["north"]], dtype=np.int32)).tolist()
    return [(side, step / 10) for step in sorted(row["steps"]) for side in (south, north)]
