"""Rows of the flat table, as they come, into the columns of the staged table."""

from collections.abc import Iterable, Iterator

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dashboard.query import grid
from dashboard.query.building import ROW_KINDS, completed, folded_texts, typed
from dashboard.query.clickhouse.tables import DAYS_END, REACH, STAGED
from dashboard.query.columns import EVER, UNPLACED
from dashboard.query.names import PRECISIONS

#: Rows that are sent at a time.
BATCH = 122_880
_NARROW = dict.fromkeys(("first", "last", "day"), pa.int32()) | dict.fromkeys(("reach", "rank"), pa.uint8())


def staged(batches: Iterable[pa.Table | pa.RecordBatch]) -> Iterator[pa.Table]:
    """The rows with what the filters compare, about ``BATCH`` at a time, in the order they come.

    What is held in memory does not grow with their number, unless a batch is larger. Raises SnapshotError
    for a row that ends before it begins.
    """
    with duckdb.connect(config={"threads": 1}) as connection:
        connection.execute("SET enable_progress_bar = false")  # it would be written to standard output
        for batch in _gathered(batches):
            connection.register("fresh", batch)
            rows = connection.sql(completed("fresh")).to_arrow_table()
            connection.unregister("fresh")
            for start in range(0, rows.num_rows, BATCH):
                yield _computed(rows.slice(start, BATCH))


def _gathered(batches: Iterable[pa.Table | pa.RecordBatch]) -> Iterator[pa.Table]:
    """Small batches as few larger ones: each one that is sent becomes files of its own."""
    waiting: list[pa.Table] = []
    for batch in batches:
        waiting.append(typed(batch))
        if sum(each.num_rows for each in waiting) >= BATCH:
            yield pa.concat_tables(waiting)
            waiting = []
    if sum(each.num_rows for each in waiting):
        yield pa.concat_tables(waiting)


def _computed(rows: pa.Table) -> pa.Table:
    start, end = (rows.column(name).cast(pa.int32()).combine_chunks() for name in ("date_start", "date_end"))
    known, dated = (np.asarray(each.is_valid()) for each in (start, end))
    first, last = (np.asarray(each.fill_null(0)) for each in (start, end))
    days = {
        "first": np.where(known, first, np.where(dated, EVER, DAYS_END)),
        "last": np.where(dated, last, EVER),
        "day": np.where(known, first, np.where(dated, last, DAYS_END)),
        "reach": dated & (~known | (last - first > REACH)),
    }
    latitude, longitude = (
        np.array(rows.column(name).to_numpy(), dtype=np.float64) for name in ("latitude", "longitude")
    )
    nowhere = np.isnan(latitude) | np.isnan(longitude)
    latitude[nowhere] = longitude[nowhere] = np.nan
    y, x = grid.whole(latitude), grid.whole(longitude)
    cell, deep = np.zeros(len(y), np.uint32), np.zeros(len(y), np.uint64)
    cell[~nowhere] = grid.cells(latitude[~nowhere], longitude[~nowhere])
    # Finer cells are those of the whole numbers, as the snapshot computes them.
    deep[~nowhere] = grid.cells(grid.degrees(y[~nowhere]), grid.degrees(x[~nowhere]), level=grid.FINEST)
    rank = pc.fill_null(pc.index_in(rows.column("geo_precision"), pa.array(PRECISIONS)), UNPLACED)
    computed = days | {"y": y, "x": x, "cell": cell, "deep": deep, "rank": np.asarray(rank)}
    columns = {name: rows.column(name) for name in (*ROW_KINDS, "reason")}
    for name in ("actor_names", "source_names"):
        lists = rows.column(name).combine_chunks()
        columns[name] = pc.coalesce(lists, pa.scalar([], lists.type))
    columns["words"] = pa.array(folded_texts(rows.column("searched")), pa.string())
    columns |= {name: pa.array(values) for name, values in computed.items()}
    for name, kind in ROW_KINDS.items():
        if kind == "day":
            columns[name] = columns[name].cast(pa.int32())
    return pa.table({name: columns[name].cast(_NARROW.get(name, columns[name].type)) for name in STAGED})
