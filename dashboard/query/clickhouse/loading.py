"""Loading a dataset into ClickHouse: whole, as a new version that answers from one moment on, or not."""

import contextlib
import re
import secrets
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pyarrow as pa

from dashboard.errors import SnapshotError, WarehouseError
from dashboard.query.building import ROW_KINDS
from dashboard.query.clickhouse.connection import Connection
from dashboard.query.clickhouse.incoming import BATCH, staged
from dashboard.query.clickhouse.tables import (
    DAYS_END,
    KINDS,
    STAGED,
    VERSIONS,
    VERSIONS_TABLE,
    WORD_INDICES,
    created,
    table,
)
from dashboard.query.clickhouse.versions import Version, newest
from dashboard.query.manifest import DATA_FILE, DatasetSource, current_version, read_manifest
from dashboard.query.snapshot import TABLES

#: A snapshot's rows are read in any order, and nothing is written into its folder.
_READING: dict[str, str | bool | int | float | list[str]] = {
    "memory_limit": "1GB",
    "preserve_insertion_order": False,
    "temp_directory": "",
}
#: Versions that stay, so that who asks the one before is still answered.
KEPT = 2
#: A load on a server that has not written for so long is taken for dead.
STALE = timedelta(hours=1)
#: Bytes that sorting may take before it goes to the disk.
_SORTING = 400_000_000
#: Bytes of rows that are written to the disk at a time.
_BLOCK = 100_000_000
#: A table of a version, and no other that may stand beside ours.
_OURS = re.compile(f"(?:{'|'.join(KINDS)})_([0-9]{{8}}T[0-9]+Z_[0-9a-f]{{8}})")


@dataclass(frozen=True, slots=True)
class Beside:
    """Rows of the tables beside the incidents, by table, and the number of articles read."""

    tables: Mapping[str, Iterable[pa.Table]]
    articles: int = 0


def load_rows(
    url: str,
    batches: Iterable[pa.Table | pa.RecordBatch],
    *,
    title: str,
    licence: str,
    as_of: datetime | None = None,
    datasets: tuple[DatasetSource, ...] = (),
    beside: Beside | None = None,
    stale: timedelta = STALE,
) -> Version:
    """Load rows as a new version and make it the one that answers.

    ``batches`` are as in ``snapshot.write_rows``: columns of the flat table by name, in any order, streamed;
    memory stays bounded. Readers see the old version or the new one. The version before it stays, older ones
    are dropped, and so is what a load that broke off has left. Raises WarehouseError, InputError.
    """
    as_of = as_of or datetime.now(UTC)
    connection = Connection(url, writing=True)
    try:
        connection.run(VERSIONS_TABLE)
        _drop_leftovers(connection, stale=timedelta(0) if connection.embedded else stale)
        version = f"{as_of:%Y%m%dT%H%M%S%f}Z-{secrets.token_hex(4)}"
        with _dropped_on_failure(connection, version):
            _create(connection, version)
            for rows in staged(batches):
                connection.insert(table("staged", version), rows)
            _sort(connection, version)
            _write_names(connection, version)
            for kind, tables in (beside.tables if beside else {}).items():
                _write_beside(connection, table(kind, version), tables)
            complete = Version(
                version=version,
                title=title,
                licence=licence,
                as_of=as_of,
                articles=beside.articles if beside else 0,
                datasets=datasets,
                **_counted(connection, version),
            )
            # This one row makes the version the newest: it is there or not.
            connection.insert(VERSIONS, pa.Table.from_pylist([complete.as_row(loaded=time.time_ns())]))
        _drop_old(connection)
        return complete
    finally:
        connection.close()


def load_snapshot(url: str, folder: Path, *, pinned: str | None = None, stale: timedelta = STALE) -> Version:
    """Load the current snapshot of a folder, with its claims, sentences and articles.

    Raises SnapshotError where there is none, and what ``load_rows`` raises.
    """
    path = folder / current_version(folder, pinned=pinned)
    manifest = read_manifest(path)
    try:
        with duckdb.connect(str(path / DATA_FILE), read_only=True, config=_READING) as data:
            tables = {name: _batches(data.cursor(), f"SELECT * FROM {name}") for name in TABLES}
            return load_rows(
                url,
                _snapshot_rows(data),
                title=manifest.title,
                licence=manifest.licence,
                as_of=manifest.as_of,
                datasets=manifest.datasets,
                beside=Beside(tables, articles=manifest.articles),
                stale=stale,
            )
    except duckdb.Error as error:
        raise SnapshotError(f"the snapshot {manifest.version} cannot be read: {error}") from error


def _snapshot_rows(data: duckdb.DuckDBPyConnection) -> Iterator[pa.Table]:
    """The incidents with the names of all who took part, and the words of their sentences."""
    columns = ", ".join(f"incidents.{name}" for name in (*ROW_KINDS, "reason"))
    sql = (
        f"SELECT {columns}, named.actor_names, concat_ws(' ', named.words, told.words) AS words "
        "FROM incidents LEFT JOIN "
        "(SELECT event_id, list(DISTINCT name) AS actor_names, string_agg(text, ' ') AS words "
        "FROM actors GROUP BY event_id) AS named USING (event_id) LEFT JOIN "
        "(SELECT event_id, string_agg(text, ' ') AS words FROM sentences GROUP BY event_id) AS told "
        "USING (event_id)"
    )
    return _batches(data.cursor(), sql)


def _batches(cursor: duckdb.DuckDBPyConnection, sql: str) -> Iterator[pa.Table]:
    for batch in cursor.sql(sql).to_arrow_reader(BATCH):
        yield pa.Table.from_batches([batch])


def _create(connection: Connection, version: str) -> None:
    for words in WORD_INDICES:
        try:
            for statement in created(version, words=words).values():
                connection.run(statement)
        except WarehouseError:
            if words is WORD_INDICES[-1]:
                raise
            _drop(connection, version)
        else:
            return


def _sort(connection: Connection, version: str) -> None:
    """The staged rows with their numbers, which follow from their order, into the table that is asked."""
    columns = ", ".join(STAGED)
    given = ", ".join(f"arrayDistinct({name})" if name.endswith("_names") else name for name in STAGED)
    incidents, waiting = table("incidents", version), table("staged", version)
    connection.run(
        f"INSERT INTO {incidents} (row, {columns}) "
        f"SELECT row_number() OVER (ORDER BY day, event_id) - 1 AS row, {given} FROM {waiting} "
        f"SETTINGS max_bytes_before_external_sort = {_SORTING}, max_bytes_ratio_before_external_sort = 0, "
        f"max_block_size = {BATCH // 2}, max_threads = 2, max_insert_threads = 1, "
        f"min_insert_block_size_rows = {2 * BATCH}, min_insert_block_size_bytes = {_BLOCK}"
    )
    connection.run(f"DROP TABLE {waiting} SYNC")
    connection.run(
        f"INSERT INTO {table('ids', version)} SELECT event_id, row FROM {incidents} "
        f"SETTINGS max_block_size = {BATCH // 2}, max_insert_threads = 1"
    )


def _write_names(connection: Connection, version: str) -> None:
    """How many rows have each value of a dimension."""
    values = {
        "event_type": "event_type",
        "sub_type": "sub_type",
        "country": "country",
        "certainty": "certainty",
        "status": "status",
        "dataset": "dataset",
        "precision": "geo_precision",
        "actor": "arrayJoin(actor_names)",
        "source": "arrayJoin(source_names)",
    }
    for dimension, value in values.items():
        connection.run(
            f"INSERT INTO {table('names', version)} SELECT '{dimension}', value, count() "
            f"FROM (SELECT toString({value}) AS value FROM {table('incidents', version)}) "
            "WHERE value != '' GROUP BY value"
        )


def _write_beside(connection: Connection, name: str, tables: Iterable[pa.Table]) -> None:
    number = 0
    for rows in tables:
        if not rows.num_rows:
            continue
        days = [field.name for field in rows.schema if pa.types.is_date(field.type)]
        for day in days:
            rows = rows.set_column(rows.column_names.index(day), day, rows.column(day).cast(pa.int32()))
        numbers = pa.array(range(number, number + rows.num_rows), pa.uint32())
        connection.insert(name, rows.add_column(0, "number", numbers))
        number += rows.num_rows


def _counted(connection: Connection, version: str) -> dict[str, int]:
    """Number of rows, first and last day of the dated ones; without any the last lies before the first."""
    (found,) = connection.rows(
        f"SELECT count() AS incidents, countIf(day != {DAYS_END}) AS dated, "
        f"minIf(day, day != {DAYS_END}) AS first_day, "
        f"greatest(maxIf(day, day != {DAYS_END}), max(last)) AS last_day FROM {table('incidents', version)}"
    )
    return found if found.pop("dated") else found | {"first_day": 0, "last_day": -1}


def _drop_leftovers(connection: Connection, *, stale: timedelta) -> None:
    """What is of no complete version, and has not been written to for a while."""
    complete = {row["version"] for row in connection.rows(f"SELECT version FROM {VERSIONS}")}
    kept = {table(kind, version) for version in complete for kind in KINDS}
    written = connection.rows(
        "SELECT name, toUnixTimestamp(greatest(metadata_modification_time, written)) AS at "
        "FROM system.tables LEFT JOIN (SELECT table, max(modification_time) AS written FROM system.parts "
        "WHERE database = currentDatabase() GROUP BY table) AS parts ON parts.table = name "
        "WHERE database = currentDatabase()"
    )
    old = time.time() - stale.total_seconds()
    loads: dict[str, int] = {}
    for row in written:
        ours = _OURS.fullmatch(row["name"])
        if ours and row["name"] not in kept:
            loads[ours[1]] = max(loads.get(ours[1], 0), row["at"])
    for version, seen in loads.items():
        if seen <= old:
            _drop(connection, version)


def _drop_old(connection: Connection) -> None:
    kept = {version.version for version in newest(connection, KEPT)}
    for row in connection.rows(f"SELECT version FROM {VERSIONS}"):
        if row["version"] not in kept:
            _drop(connection, row["version"])


@contextlib.contextmanager
def _dropped_on_failure(connection: Connection, version: str) -> Iterator[None]:
    try:
        yield
    except BaseException:
        with contextlib.suppress(Exception):
            _drop(connection, version)
        raise


def _drop(connection: Connection, version: str) -> None:
    for kind in KINDS:
        connection.run(f"DROP TABLE IF EXISTS {table(kind, version)} SYNC")
