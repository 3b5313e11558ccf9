"""Rows in any order into the files of a snapshot, in bounded memory.

They are staged in a database on disk, sorted there, and read back once: into the table of incidents, the hot
columns and the text index.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from dashboard.errors import SnapshotError
from dashboard.query import flat
from dashboard.query.columns import UNPLACED
from dashboard.query.hot_writer import MOST_NAMES, HotWriter
from dashboard.query.manifest import DATA_FILE
from dashboard.query.names import CERTAINTIES, OPEN, PRECISIONS, STATUSES
from dashboard.query.text_index import TextWriter
from dashboard.records.codebook import INCIDENT_COLUMNS

#: Memory that sorting may take; the rest goes to the disk.
MEMORY = "400MB"
#: The newest form of DuckDB's file: texts are half as long in it.
NEWEST: dict[str, str | bool | int | float | list[str]] = {"storage_compatibility_version": "latest"}
#: Rows that are handled at a time: a row group of DuckDB.
BATCH = 122_880

SQL_KINDS = {"text": "VARCHAR", "day": "DATE", "number": "DOUBLE", "integer": "BIGINT", "flag": "BOOLEAN"}
#: Columns of the incidents' table, with their kind, in order.
ROW_KINDS = {column.name: column.kind for column in INCIDENT_COLUMNS} | flat.EXTRA_COLUMNS
#: What the rows may bring beside: names that stand one by one, why they were merged, more words.
_BESIDE = {
    "reason": "VARCHAR",
    "actor_names": "VARCHAR[]",
    "source_names": "VARCHAR[]",
    "words": "VARCHAR",
}
_SEARCHED = "summary place place_text admin1 actor1 actor2 claimed_by sources sub_type event_type".split()
_NAMED = {"actor_names": "concat_ws('; ', actor1, actor2)", "source_names": "sources"}


def write_data(folder: Path, batches: Iterable[pa.Table | pa.RecordBatch]) -> tuple[int, int]:
    """Write the data of a snapshot into ``folder``; gives the number of rows and the first day (days since
    1970).

    A batch has the columns of ``ROW_KINDS`` by name; those it lacks are unknown; days may be text, ISO 8601.
    Where ``actor_names`` or ``source_names`` (lists) are missing, the names are those in actor1, actor2 and
    sources, which "; " separates. Raises SnapshotError for a row that ends before it begins.
    """
    with duckdb.connect(str(folder / "staged.duckdb"), config={"memory_limit": MEMORY}) as staging:
        staging.execute("SET preserve_insertion_order = false")
        _stage(staging, batches)
        size, first_day, days = _days(staging)
        codes = _codes(staging)
        names = {dimension: [value for value, _ in codes[dimension]] for dimension in OPEN}
        of_datasets = [total for _, total in codes["dataset"]]
        hot = HotWriter(folder, size, names, one_dataset=of_datasets in ([], [size]))
        texts = TextWriter(folder)
        with duckdb.connect(str(folder / DATA_FILE), config=NEWEST | {"memory_limit": MEMORY}) as data:
            declared = _declared().replace("summary VARCHAR", "summary VARCHAR USING COMPRESSION zstd")
            data.execute(f"CREATE TABLE incidents ({declared}, reason VARCHAR)")
            row = 0
            for table in _sorted(staging):
                hot.add(table)
                texts.add(row, [folded_text(text) for text in table.column("searched").to_pylist()])
                data.register("fresh", table.select([*ROW_KINDS, "reason"]))
                data.execute("INSERT INTO incidents SELECT * FROM fresh")
                data.unregister("fresh")
                row += table.num_rows
            _write_codes(data, codes)
        hot.close(days)
        texts.close()
    (folder / "staged.duckdb").unlink()
    return size, first_day


def _declared() -> str:
    return ", ".join(f"{name} {SQL_KINDS[kind]}" for name, kind in ROW_KINDS.items())


def _stage(staging: duckdb.DuckDBPyConnection, batches: Iterable[pa.Table | pa.RecordBatch]) -> None:
    beside = ", ".join(f"{name} {kind}" for name, kind in _BESIDE.items())
    staging.execute(f"CREATE TABLE staged ({_declared()}, {beside}, sorted_by DATE)")
    for batch in batches:
        table = pa.Table.from_batches([batch]) if isinstance(batch, pa.RecordBatch) else batch
        if not table.num_rows:
            continue
        values = _values("fresh", set(table.column_names))
        day = f"coalesce({values['date_start']}, {values['date_end']})"
        staging.register("fresh", table)
        # Names and kinds are those of this module.
        staging.execute(f"INSERT INTO staged SELECT {', '.join(values.values())}, {day} FROM fresh")
        staging.unregister("fresh")
    wrong = staging.execute(
        "SELECT event_id, date_start, date_end FROM staged WHERE date_end < date_start LIMIT 1"
    ).fetchall()
    if wrong:
        event_id, start, end = wrong[0]
        raise SnapshotError(f"the event {event_id} begins on {start} and ends before, on {end}")


def _values(given: str, has: set[str]) -> dict[str, str]:
    """The columns of a staged row from what a batch brings, by name; what it lacks is unknown."""
    kinds = {name: SQL_KINDS[kind] for name, kind in ROW_KINDS.items()} | _BESIDE
    values = {
        name: f"{given}.{name}::{kind}" if name in has else f"NULL::{kind}" for name, kind in kinds.items()
    }
    # A day that is known from its start alone is that day.
    values["date_end"] = f"coalesce({values['date_end']}, {values['date_start']})"
    return values


def _completed(rows: str) -> str:
    """A question for staged rows with the names that take part and the text to search."""
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


def prepared_sql(given: str, has: set[str]) -> str:
    """A question for the rows of a batch, registered as ``given`` with the columns ``has``, in their kinds:
    the flat table, reason, names as lists, and ``searched``, the text to search before it is folded.
    """
    values = ", ".join(f"{value} AS {name}" for name, value in _values(given, has).items())
    return _completed(f"(SELECT {values} FROM {given})")


def _sorted(staging: duckdb.DuckDBPyConnection) -> Iterator[pa.Table]:
    """The rows by their first possible day, the undated last, with their names and the text to search."""
    sql = f"{_completed('staged')} ORDER BY sorted_by NULLS LAST, event_id"
    for batch in staging.sql(sql).to_arrow_reader(BATCH):
        yield pa.Table.from_batches([batch])


def folded_text(text: str | None) -> str | None:
    """``flat.folded``, at once for plain letters; white space is left as it is."""
    if text is None or text.isascii():
        return text and text.lower()
    return flat.folded(text)


def _days(staging: duckdb.DuckDBPyConnection) -> tuple[int, int, npt.NDArray[np.int64]]:
    """Number of rows, first day, and the row at which each day begins."""
    found = staging.sql(
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


def _codes(staging: duckdb.DuckDBPyConnection) -> dict[str, list[tuple[str, int]]]:
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
        found[dimension] = staging.sql(sql).fetchall()
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
