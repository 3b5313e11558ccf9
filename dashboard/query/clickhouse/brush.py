"""While a date brush moves: each step is one question of grouped counts."""

from datetime import date

import numpy as np

from dashboard.query.brush import BrushStep
from dashboard.query.cells import Cells
from dashboard.query.clickhouse.cells import cell_at
from dashboard.query.clickhouse.conditions import HAS_POINT, condition
from dashboard.query.clickhouse.opened import OpenVersion, numbers
from dashboard.query.filters import Filters


class WarehouseBrush:
    """Counts by cell and by event type for any dates, under the other filters of a view."""

    def __init__(self, version: OpenVersion, filters: Filters, *, cells: Cells) -> None:
        """``cells`` are those that are drawn for the filters without any dates."""
        self.cells, self.event_types = cells, tuple(version.names["event_type"].values)
        self._version, self._filters = version, filters.without("dates")

    def step(self, first: date, last: date) -> BrushStep:
        """The counts from one day to another, both inclusive."""
        asked = self._filters.replace(date_from=first, date_to=last)
        # The map is not filtered by its own area, everything else is.
        area, passing = condition(Filters(bounds=asked.bounds)), condition(asked.without("bounds"))
        found = self._version.counted(
            f"if({HAS_POINT}, toInt64({cell_at(self.cells.level)}), -1) AS code, event_type AS type, "
            f"count() AS number, countIf({area.sql}) AS inside",
            passing,
            tail="GROUP BY code, type",
            **area.values,
        )
        at = {name: kind for kind, name in enumerate(self.event_types)}
        kind = np.array([at.get(name, 0) for name in found.column("type").to_pylist()], dtype=np.int64)
        types, drawn = np.zeros(len(at), dtype=np.int64), np.zeros(len(self.cells.code), dtype=np.int64)
        np.add.at(types, kind, numbers(found, "inside"))
        code = numbers(found, "code")
        if len(drawn):
            place = np.minimum(np.searchsorted(self.cells.code, code), len(drawn) - 1)
            mine = self.cells.code[place] == code
            np.add.at(drawn, place[mine], numbers(found, "number")[mine])
        return BrushStep(drawn, types, int(types.sum()))
