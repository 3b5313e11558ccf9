"""How many of some rows have each value of a dimension."""

import numpy as np
import numpy.typing as npt

from dashboard.query.columns import MANY_KILLED, UNPLACED, Codes, HotColumns, Numbers, Rows, counted
from dashboard.query.names import Dictionaries, Names
from dashboard.query.picked import Picked, within

#: Dimensions that can be counted: the filter's name, and the name of the dictionary.
COUNTED = {
    "event_types": "event_type",
    "sub_types": "sub_type",
    "actors": "actor",
    "countries": "country",
    "certainties": "certainty",
    "statuses": "status",
    "sources": "source",
    "datasets": "dataset",
    "coarsest": "precision",
}
#: Columns that two dimensions are read from are counted once for both.
_READ_FROM = {
    "event_types": "kind",
    "sub_types": "kind",
    "certainties": "place",
    "coarsest": "place",
}


class Counts:
    """Counts of some rows, by code; each column is gone through once."""

    def __init__(self, hot: HotColumns, names: Dictionaries, picked: Picked) -> None:
        self._hot, self._names, self._picked = hot, names, picked
        self._kept: dict[str, Numbers] = {}

    def of(self, dimension: str) -> Numbers:
        """How many rows have each code of a dimension of ``COUNTED``; 15 of "coarsest" is unplaced."""
        if self._picked.size == self._hot.size:
            return self._in_all(dimension)
        column = _READ_FROM.get(dimension, dimension)
        if column not in self._kept:
            self._kept[column] = self._counted(column)
        found = self._kept[column]
        if dimension == "event_types":
            return _summed(found, self._names.type_of, len(self._names.event_type))
        if dimension == "sub_types":
            return _summed(found, self._names.sub_of, len(self._names.sub_type))
        if dimension == "certainties":
            return np.asarray(found.reshape(16, 16).sum(axis=1))
        if dimension == "coarsest":
            return np.asarray(found.reshape(16, 16).sum(axis=0))
        return found

    def killed(self) -> tuple[int, int] | None:
        """People killed by the best numbers, and the rows that have one; None where that is not kept."""
        hot = self._hot
        if hot.killed is None:
            return None
        if "killed" not in self._kept:
            self._kept["killed"] = self._column(hot.killed, MANY_KILLED + 1)
        rows = self._kept["killed"][1:]
        many = [_more(part, hot.more_killed_row, hot.more_killed_number) for part in self._picked.parts]
        people = int(np.arange(len(rows) - 1) @ rows[:-1]) + sum(
            int(each.sum(dtype=np.int64)) for each in many
        )
        return people, int(rows.sum())

    def _in_all(self, dimension: str) -> Numbers:
        names: Names = getattr(self._names, COUNTED[dimension])
        if dimension != "coarsest":
            return names.totals
        unplaced = self._hot.size - int(names.totals.sum())
        return np.array([*names.totals, *[0] * (UNPLACED - len(names)), unplaced], dtype=np.int64)

    def _counted(self, column: str) -> Numbers:
        hot, names = self._hot, self._names
        if column == "actors":
            size = len(names.actor)
            return self._names_of((hot.actor1, hot.actor2), hot.more_actors_row, hot.more_actors_code, size)
        if column == "sources":
            size = len(names.source)
            return self._names_of((hot.source,), hot.more_sources_row, hot.more_sources_code, size)
        if column == "statuses":
            by_status = self._column(hot.told, 256).reshape(8, 32).sum(axis=1)
            return np.asarray(by_status[: len(names.status)])
        if column == "kind":
            return self._column(hot.kind, len(names.type_of))
        if column == "countries":
            return self._column(hot.country, len(names.country))
        if column == "datasets":
            if hot.dataset is None:
                # All rows are of one, the last of the dictionary, or of none at all.
                return np.array([0] * (len(names.dataset) - 1) + [self._picked.size], dtype=np.int64)
            return self._column(hot.dataset, len(names.dataset))
        return self._column(hot.place, 256)

    def _column(self, values: npt.NDArray[np.unsignedinteger], size: int) -> Numbers:
        return sum((counted(values[rows], size) for rows in self._picked.parts), np.zeros(size, np.int64))

    def _names_of(
        self,
        columns: tuple[Codes, ...],
        more_rows: npt.NDArray[np.int32],
        more_codes: npt.NDArray[np.int32],
        size: int,
    ) -> Numbers:
        total = np.zeros(size, dtype=np.int64)
        for rows in self._picked.parts:
            for column in columns:
                total += column.counts(rows, size)
            total += np.bincount(_more(rows, more_rows, more_codes), minlength=size)
        total[0] = 0
        return total


def _more(rows: Rows, row: npt.NDArray[np.int32], code: npt.NDArray[np.int32]) -> npt.NDArray[np.int32]:
    if isinstance(rows, slice):
        first, last = np.searchsorted(row, np.array([rows.start, rows.stop], dtype=row.dtype))
        return code[first:last]
    return code[within(rows, row)]


def _summed(counts: Numbers, into: Numbers, size: int) -> Numbers:
    return np.bincount(into, weights=counts, minlength=size).astype(np.int64)
