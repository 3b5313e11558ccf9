"""Writing the hot columns from rows that come in their final order."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from dashboard.query import grid
from dashboard.query.columns import EVER, FOLDER, MANY_KILLED, MOST_PUBLISHERS, UNPLACED
from dashboard.query.names import CERTAINTIES, PRECISIONS, STATUSES

#: Names that a column of codes has room for.
MOST_NAMES = 2**24
#: Bytes a row that all columns may take, and counts by day among them.
MOST_BYTES, MOST_DAILY = 28, 2
_WIDE = 2**16

Pairs = tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]


class HotWriter:
    """Writes ``size`` rows into ``folder``. ``names`` are the values of the open dictionaries by code, from
    1 on; those of "kind" are event type and sub-type with a tab between them.
    """

    def __init__(
        self, folder: Path, size: int, names: Mapping[str, Sequence[str]], *, one_dataset: bool
    ) -> None:
        """``one_dataset``: whether all rows are of the same one, which then needs no column."""
        self._hot = folder / FOLDER
        self._hot.mkdir()
        self._size = size
        self._codes = {
            dimension: {value: code for code, value in enumerate(values, start=1)}
            for dimension, values in names.items()
        }
        self._row = 0
        self._columns: dict[str, npt.NDArray[Any]] = {}
        for column in ("kind", "country") if one_dataset else ("kind", "country", "dataset"):
            self._column(column, np.uint8 if len(names[column]) < 256 else np.uint16)
        for column, kind in (
            ("place", np.uint8), ("told", np.uint8), ("latitude", np.int32), ("longitude", np.int32),
            ("cell", np.uint32),
        ):  # fmt: skip
            self._column(column, kind)
        for column, dimension in (("actor1", "actor"), ("actor2", "actor"), ("source", "source")):
            self._column(column, np.uint16)
            if len(names[dimension]) >= _WIDE:
                self._column(f"{column}_high", np.uint8)
        if self._taken < MOST_BYTES:
            self._column("killed", np.uint8)
        self._beside: dict[str, list[npt.NDArray[np.int32]]] = {
            f"{table}_{part}": []
            for table, parts in (
                ("interval", ("row", "first", "last")),
                ("more_actors", ("row", "code")),
                ("more_sources", ("row", "code")),
                ("more_publishers", ("row", "number")),
                ("more_killed", ("row", "number")),
            )
            for part in parts
        }

    def _column(self, name: str, kind: type[np.generic]) -> None:
        self._columns[name] = np.lib.format.open_memmap(
            self._hot / f"{name}.npy", mode="w+", dtype=kind, shape=(self._size,)
        )

    @property
    def _taken(self) -> int:
        """Bytes a row of the columns."""
        return sum(column.itemsize for column in self._columns.values())

    def add(self, table: pa.Table) -> None:
        """The next rows: the flat table's columns, with ``actor_names`` and ``source_names`` as lists."""
        rows = slice(self._row, self._row + table.num_rows)
        put = self._columns
        put["kind"][rows] = self._coded("kind", _kinds(table))
        for column in ("country", "dataset"):
            if column in put:
                put[column][rows] = self._coded(column, _text(table, column))
        certainty = _closed(table, "certainty", CERTAINTIES)
        precision = _closed(table, "geo_precision", PRECISIONS, other=UNPLACED)
        put["place"][rows] = certainty << 4 | precision
        publishers = np.maximum(_whole(table, "publishers", missing=1), 1)
        capped = np.minimum(publishers, MOST_PUBLISHERS)
        put["told"][rows] = _closed(table, "status", STATUSES) << 5 | capped
        many = np.flatnonzero(publishers > MOST_PUBLISHERS)
        self._aside("more_publishers", row=many + self._row, number=publishers[many])
        if "killed" in put:
            killed = _whole(table, "fatalities_best", missing=-1) + 1
            put["killed"][rows] = np.clip(killed, 0, MANY_KILLED)
            many = np.flatnonzero(killed >= MANY_KILLED)
            self._aside("more_killed", row=many + self._row, number=killed[many] - 1)
        self._points(table, rows)
        self._intervals(table)
        self._several(table, "actor_names", "actor", ("actor1", "actor2"), "more_actors", rows)
        self._several(table, "source_names", "source", ("source",), "more_sources", rows)
        self._row = rows.stop

    def close(self, days: npt.NDArray[np.int64]) -> None:
        """Finish; ``days`` are the rows at which each day begins, and the number of dated rows."""
        self._write_daily(days)
        for column in self._columns.values():
            column.flush()  # type: ignore[attr-defined]
        self._columns.clear()
        for name, parts in self._beside.items():
            np.save(self._hot / f"{name}.npy", np.concatenate([np.empty(0, np.int32), *parts]))
        np.save(self._hot / "days.npy", days.astype(np.uint32))

    def _write_daily(self, days: npt.NDArray[np.int64]) -> None:
        kinds = len(self._codes["kind"]) + 1
        if 4 * kinds * len(days) > min(MOST_BYTES - self._taken, MOST_DAILY) * self._size:
            return
        daily = np.zeros((len(days) - 1, kinds), dtype=np.uint32)
        for day in range(len(days) - 1):
            daily[day] = np.bincount(self._columns["kind"][days[day] : days[day + 1]], minlength=kinds)
        np.save(self._hot / "daily.npy", daily)

    def _coded(self, dimension: str, values: pd.Series) -> npt.NDArray[np.int64]:
        codes, found = pd.factorize(values)
        known = self._codes[dimension]
        return np.array([*(known.get(value, 0) for value in found), 0], dtype=np.int64)[codes]

    def _points(self, table: pa.Table, rows: slice) -> None:
        latitude, longitude = (_floats(table, name) for name in ("latitude", "longitude"))
        nowhere = np.isnan(latitude) | np.isnan(longitude)
        latitude[nowhere] = longitude[nowhere] = np.nan
        self._columns["latitude"][rows] = grid.whole(latitude)
        self._columns["longitude"][rows] = grid.whole(longitude)
        known = ~nowhere
        cell = np.zeros(len(latitude), dtype=np.uint32)
        cell[known] = grid.cells(latitude[known], longitude[known])
        self._columns["cell"][rows] = cell

    def _intervals(self, table: pa.Table) -> None:
        last = _days(table, "date_end")
        first = _days(table, "date_start")
        dated = last != EVER
        at = np.flatnonzero(dated & (first != last))
        self._aside("interval", row=at + self._row, first=first[at], last=last[at])

    def _several(
        self, table: pa.Table, column: str, dimension: str, room: Sequence[str], aside: str, rows: slice
    ) -> None:
        row, code = _pairs(table.column(column), self._codes[dimension])
        opens = np.flatnonzero(np.diff(row, prepend=-1))
        place = np.arange(len(row)) - np.repeat(opens, np.diff([*opens, len(row)]))
        for at, name in enumerate(room):
            mine = place == at
            codes = np.zeros(table.num_rows, dtype=np.int64)
            codes[row[mine]] = code[mine]
            self._columns[name][rows] = codes & 0xFFFF
            if f"{name}_high" in self._columns:
                self._columns[f"{name}_high"][rows] = codes >> 16
        left = place >= len(room)
        self._aside(aside, row=row[left] + self._row, code=code[left])

    def _aside(self, table: str, **parts: npt.NDArray[Any]) -> None:
        for part, values in parts.items():
            self._beside[f"{table}_{part}"].append(values.astype(np.int32))


def _pairs(column: pa.ChunkedArray, known: dict[str, int]) -> Pairs:
    """Row and code of every name in a column of lists, each once a row, by row."""
    lists = column.combine_chunks()
    if isinstance(lists, pa.ChunkedArray):  # no chunk at all
        return np.empty(0, np.int64), np.empty(0, np.int64)
    lengths = np.nan_to_num(lists.value_lengths().to_numpy(zero_copy_only=False)).astype(np.int64)
    rows = np.repeat(np.arange(len(lengths)), lengths)
    at, found = pd.factorize(lists.flatten().to_pandas())
    codes = np.array([*(known.get(value, 0) for value in found), 0], dtype=np.int64)[at]
    key = rows * np.int64(MOST_NAMES) + codes
    _, once = np.unique(key, return_index=True)
    once = np.sort(once[codes[once] > 0])
    return rows[once], codes[once]


def _text(table: pa.Table, name: str) -> pd.Series:
    values: pd.Series = table.column(name).to_pandas()
    return values


def _kinds(table: pa.Table) -> pd.Series:
    return _text(table, "event_type").fillna("") + "\t" + _text(table, "sub_type").fillna("")


def _closed(table: pa.Table, name: str, values: Iterable[str], *, other: int = 0) -> npt.NDArray[np.int64]:
    at, found = pd.factorize(_text(table, name))
    known = {value: code for code, value in enumerate(values) if value}
    return np.array([*(known.get(value, other) for value in found), other], dtype=np.int64)[at]


def _floats(table: pa.Table, name: str) -> npt.NDArray[np.float64]:
    return np.array(table.column(name).to_numpy(), dtype=np.float64)


def _whole(table: pa.Table, name: str, *, missing: int) -> npt.NDArray[np.int64]:
    given = table.column(name).fill_null(missing)
    return np.asarray(given.to_numpy(), dtype=np.int64)


def _days(table: pa.Table, name: str) -> npt.NDArray[np.int32]:
    days = table.column(name).cast(pa.int32()).fill_null(int(EVER))
    return np.asarray(days.to_numpy(), dtype=np.int32)
