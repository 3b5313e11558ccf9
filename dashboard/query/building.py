"""Rows in any order into the files of a snapshot, in bounded memory.

They are staged on the disk, sorted there, and read back once: into the table of incidents, the hot
columns and the text index.
"""

import contextlib
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from dashboard.errors import SnapshotError
from dashboard.formats.dataset import ARROW_KINDS
from dashboard.query import flat
from dashboard.query.columns import UNPLACED
from dashboard.query.hot_writer import MOST_NAMES, HotWriter
from dashboard.query.manifest import DATA_FILE
from dashboard.query.names import CERTAINTIES, OPEN, PRECISIONS, STATUSES
from dashboard.query.text_index import TextWriter
from dashboard.records.codebook import INCIDENT_COLUMNS

#: Memory that a database may take, in MB, and bytes a row where that is not enough to sort them.
MEMORY, SORTING = 300, 80
#: The newest form of DuckDB's file: texts are half as long in it.
NEWEST: dict[str, str | bool | int | float | list[str]] = {"storage_compatibility_version": "latest"}
#: Rows that are handled at a time: a row group of DuckDB.
BATCH = 122_880

SQL_KINDS = {"text": "VARCHAR", "day": "DATE", "number": "DOUBLE", "integer": "BIGINT", "flag": "BOOLEAN"}
#: Columns of the incidents' table, with their kind, in order.
ROW_KINDS = {column.name: column.kind for column in INCIDENT_COLUMNS} | flat.EXTRA_COLUMNS
#: Rows before they are sorted. They may bring beside: why they were merged, names one by one, more words.
_STAGED = pa.schema(
    [(name, ARROW_KINDS[kind]) for name, kind in ROW_KINDS.items()]
    + [(name, pa.string()) for name in ("reason", "words")]
    + [(name, pa.list_(pa.string())) for name in ("actor_names", "source_names")]
    + [("sorted_by", pa.date32())]
)
_SEARCHED = "summary place place_text admin1 actor1 actor2 claimed_by sources sub_type event_type".split()
_NAMED = {"actor_names": "concat_ws('; ', actor1, actor2)", "source_names": "sources"}


def write_data(folder: Path, batches: Iterable[pa.Table | pa.RecordBatch]) -> tuple[int, int]:
    """Write the data of a snapshot into ``folder``; gives the number of rows and the first day (days since
    1970).

    A batch has the columns of ``ROW_KINDS`` by name; those it lacks are unknown; days may be text, ISO 8601.
    Where ``actor_names`` or ``source_names`` (lists) are missing, the names are those in actor1, actor2 and
    sources, which "; " separates. Raises SnapshotError for a row that ends before it begins.
    """
    staged = folder / "staged.parquet"
    _stage(staged, batches)
    with _reading(staged) as staging:
        size, first_day, days = _days(staging)
        # Sorting cannot put everything on the disk: what it must hold grows with the rows.
        staging.execute(f"SET memory_limit = '{max(MEMORY, SORTING * size // 1_000_000)}MB'")
        codes = _codes(staging)
        names = {dimension: [value for value, _ in codes[dimension]] for dimension in OPEN}
        of_datasets = [total for _, total in codes["dataset"]]
        hot = HotWriter(folder, size, names, one_dataset=of_datasets in ([], [size]))
        texts = TextWriter(folder)
        with duckdb.connect(str(folder / DATA_FILE), config=NEWEST | {"memory_limit": f"{MEMORY}MB"}) as data:
            declared = ", ".join(f"{name} {SQL_KINDS[kind]}" for name, kind in ROW_KINDS.items())
            declared = declared.replace("summary VARCHAR", "summary VARCHAR USING COMPRESSION zstd")
            data.execute("SET enable_progress_bar = false")
            data.execute(f"CREATE TABLE incidents ({declared}, reason VARCHAR)")
            row = 0
            for table in _sorted(staging):
                hot.add(table)
                texts.add(row, folded_texts(table.column("searched")))
                data.register("fresh", table.select([*ROW_KINDS, "reason"]))
                data.execute("INSERT INTO incidents SELECT * FROM fresh")
                data.unregister("fresh")
                row += table.num_rows
            _write_codes(data, codes)
    hot.close(days)
    texts.close()
    staged.unlink()
    return size, first_day


@contextlib.contextmanager
def _reading(staged: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database that reads the staged rows and sorts them, on the disk where there are many."""
    spilled = staged.with_name("spilled")
    config = {"memory_limit": f"{MEMORY}MB", "temp_directory": str(spilled)}
    with duckdb.connect(config=config) as staging:  # type: ignore[arg-type]
        staging.execute("SET preserve_insertion_order = false")
        staging.execute("SET enable_progress_bar = false")  # it would be written to standard output
        # The path is ours; a view takes no parameter.
        staging.execute(f"CREATE VIEW staged AS FROM '{str(staged).replace(chr(39), chr(39) * 2)}'")
        yield staging
    shutil.rmtree(spilled, ignore_errors=True)


def _stage(path: Path, batches: Iterable[pa.Table | pa.RecordBatch]) -> None:
    """Write the rows to the disk as they come."""
    with pq.ParquetWriter(path, _STAGED, compression="lz4") as writer:
        for batch in batches:
            writer.write_table(typed(batch))


def typed(batch: pa.Table | pa.RecordBatch) -> pa.Table:
    """Rows as they come, in the kinds of the flat table, with what may stand beside them and the day by which
    they are sorted. Raises SnapshotError for a row that ends before it begins.
    """
    size, has = batch.num_rows, set(batch.schema.names)
    columns = {
        field.name: _cast(batch.column(field.name), field)
        if field.name in has
        else pa.nulls(size, field.type)
        for field in _STAGED
    }
    start, end = columns["date_start"], columns["date_end"]
    # A day that is known from its start alone is that day.
    columns["date_end"] = pc.coalesce(end, start)
    columns["sorted_by"] = pc.coalesce(start, end)
    wrong = np.flatnonzero(pc.less(end, start).fill_null(False).to_numpy(zero_copy_only=False))
    if len(wrong):
        event_id, *days = (
            str(columns[name][int(wrong[0])]) for name in ("event_id", "date_start", "date_end")
        )
        raise SnapshotError(f"the event {event_id} begins on {days[0]} and ends before, on {days[1]}")
    return pa.table(columns, schema=_STAGED)


def _cast(column: pa.Array | pa.ChunkedArray, field: pa.Field) -> pa.Array | pa.ChunkedArray:
    try:
        return column if column.type == field.type else column.cast(field.type)
    except pa.ArrowInvalid as error:
        raise SnapshotError(f"the column {field.name} holds what it cannot: {error}") from error


def completed(rows: str) -> str:
    """A question in SQL of DuckDB for typed rows: the flat table, why they were merged, all names as lists,
    and ``searched``, the text to search before it is folded.
    """
    lists = ", ".join(
        f"coalesce({name}, list_filter(string_split({text}, '; '), lambda n: n <> '')) AS {name}"
        for name, text in _NAMED.items()
    )
    searched = ", ".join(
        f"replace({name}, '_', ' ')" if name.endswith("type") else name for name in _SEARCHED
    )
    return (
        f"SELECT {', '.join(ROW_KINDS)}, reason, {lists}, concat_ws(' ', {searched}, words) AS searched "
        f"FROM {rows}"
    )


def _sorted(data: duckdb.DuckDBPyConnection) -> Iterator[pa.Table]:
    """The rows by their first possible day, the undated last, with their names and the text to search."""
    sql = f"{completed('staged')} ORDER BY sorted_by NULLS LAST, event_id"
    for batch in data.sql(sql).to_arrow_reader(BATCH):
        yield pa.Table.from_batches([batch])


def folded_texts(texts: pa.ChunkedArray) -> list[str]:
    """``flat.folded`` of each text, but for plain letters at once; there white space is left as it is."""
    folded: list[str] = pc.ascii_lower(pc.replace_substring(texts, "\0", " ")).to_pylist()
    for row in np.flatnonzero(~pc.string_is_ascii(texts).to_numpy()).tolist():
        folded[row] = flat.folded(folded[row])
    return folded


def _days(data: duckdb.DuckDBPyConnection) -> tuple[int, int, npt.NDArray[np.int64]]:
    """Number of rows, first day, and the row at which each day begins."""
    found = data.sql(
        "SELECT date_diff('day', DATE '1970-01-01', sorted_by), count(*) FROM staged GROUP BY ALL"
    ).fetchall()
    size = sum(rows for _, rows in found)
    dated = {day: rows for day, rows in found if day is not None}
    if not dated:
        return size, 0, np.zeros(1, dtype=np.int64)
    first = min(dated)
    counts = np.zeros(max(dated) - first + 2, dtype=np.int64)
    for day, rows in dated.items():
        counts[day - first + 1] = rows
    return size, first, np.cumsum(counts)


def _codes(data: duckdb.DuckDBPyConnection) -> dict[str, list[tuple[str, int]]]:
    """The values of each dimension and how many rows have each, the most frequent first."""
    unnested = {
        name: f"unnest(list_distinct(coalesce({name}, string_split({text}, '; '))))"
        for name, text in _NAMED.items()
    }
    values = {
        "kind": "coalesce(event_type, '') || chr(9) || coalesce(sub_type, '')",
        "country": "country",
        "dataset": "dataset",
        "actor": unnested["actor_names"],
        "source": unnested["source_names"],
        "certainty": "certainty",
        "status": "status",
        "precision": "geo_precision",
    }
    found: dict[str, list[tuple[str, int]]] = {}
    for dimension, value in values.items():
        sql = (
            f"SELECT value, count(*) AS total FROM (SELECT {value} AS value FROM staged) "
            "WHERE value <> '' GROUP BY value ORDER BY total DESC, value"
        )
        found[dimension] = data.sql(sql).fetchall()
        if len(found[dimension]) >= MOST_NAMES:
            raise SnapshotError(
                f"there is room for {MOST_NAMES:,} names of one kind, not for one {dimension} more"
            )
    return found


def _write_codes(data: duckdb.DuckDBPyConnection, codes: dict[str, list[tuple[str, int]]]) -> None:
    rows: list[dict[str, Any]] = []
    for dimension in OPEN:
        rows.append({"dimension": dimension, "code": 0})
        for code, (value, total) in enumerate(codes[dimension], start=1):
            above, _, name = value.rpartition("\t")
            rows.append(
                {"dimension": dimension, "code": code, "value": name, "above": above or None, "total": total}
            )
    closed = {"certainty": CERTAINTIES, "status": STATUSES, "precision": PRECISIONS}
    for dimension, values in closed.items():
        totals = dict(codes[dimension])
        rows += [
            {"dimension": dimension, "code": code, "value": value, "total": totals.get(value, 0)}
            for code, value in enumerate(values)
        ]
    assert len(PRECISIONS) < UNPLACED
    schema = pa.schema(
        [("dimension", pa.string()), ("code", pa.int64()), ("value", pa.string()), ("above", pa.string()),
         ("total", pa.int64())]
    )  # fmt: skip
    data.register("fresh", pa.Table.from_pylist([{"total": 0} | row for row in rows], schema=schema))
    data.execute("CREATE TABLE codes AS SELECT * FROM fresh")
    data.unregister("fresh")
