"""Writing a snapshot: incidents and their evidence as an immutable folder, then one move of the pointer."""

import contextlib
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from dashboard.errors import SnapshotError
from dashboard.query import flat
from dashboard.query.manifest import (
    BUILDING,
    DATA_FILE,
    POINTER,
    DatasetSource,
    Manifest,
    current_version,
    drop_old,
    file_hash,
    pin_name,
    point,
    publishing,
    sync,
)
from dashboard.records.article import Article
from dashboard.records.codebook import INCIDENT_COLUMNS
from dashboard.records.incident import Incident

#: Terms told beside the data where the publisher of a snapshot names none.
LICENCE = "Places: GeoNames, CC BY 4.0. Quoted words belong to their publishers."

ARROW_KINDS = {
    "text": pa.string(),
    "day": pa.date32(),
    "number": pa.float64(),
    "integer": pa.int64(),
    "flag": pa.bool_(),
}

#: Columns of the incidents' table, with their kind, in order.
ROW_KINDS = {column.name: column.kind for column in INCIDENT_COLUMNS} | flat.EXTRA_COLUMNS

TABLES: dict[str, dict[str, str]] = {
    "incidents": ROW_KINDS | {"reason": "text", "search_text": "text"},
    "actors": {
        "event_id": "text",
        "name": "text",
        "role": "text",
        "kind": "text",
        "country": "text",
        "text": "text",
    },
    "publishers": {"event_id": "text", "name": "text"},
    "members": {
        "event_id": "text",
        "member_id": "text",
        "article_id": "text",
        "sub_type": "text",
        "confidence": "number",
        "extractor": "text",
    },
    "claims": {
        "event_id": "text",
        "article_id": "text",
        "source": "text",
        "stance": "text",
        "certainty": "text",
        "via": "text",
    },
    "tolls": {
        "event_id": "text",
        "article_id": "text",
        "text": "text",
        "injured": "flag",
        "low": "integer",
        "best": "integer",
        "high": "integer",
        "source": "text",
    },
    "sentences": {"event_id": "text", "article_id": "text", "text": "text", "marks": "text"},
    "articles": {
        "article_id": "text",
        "title": "text",
        "publisher": "text",
        "url": "text",
        "published_at": "day",
    },
}


def write_snapshot(
    folder: Path,
    incidents: Iterable[Incident],
    articles: Iterable[Article],
    *,
    title: str,
    licence: str = LICENCE,
    as_of: datetime | None = None,
    keep: str | None = None,
) -> Manifest:
    """Write a snapshot into ``folder`` and make it the current one.

    Readers see the old one or the new one, never a part. The version before it stays for readers that have it
    open, older ones are deleted, one published with ``keep`` stays for ever under that name. ``articles``
    must hold those that the incidents name. ``as_of`` (UTC) defaults to now. Raises SnapshotError.
    """
    as_of = as_of or datetime.now(UTC)
    by_id = {article.article_id: article for article in articles}
    if keep is not None:
        pin_name(keep)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with publishing(folder):
            tables = _tables(incidents, by_id, dataset=title, licence=licence)
            building = folder / f"{BUILDING}{os.getpid()}"
            with _removed_on_failure(building):
                building.mkdir()
                _write_data(building / DATA_FILE, tables)
                digest = file_hash(building / DATA_FILE)
                manifest = Manifest(
                    version=f"{as_of:%Y%m%dT%H%M%S%f}Z-{digest[:8]}",
                    title=title,
                    licence=licence,
                    as_of=as_of,
                    articles=len(by_id),
                    incidents=len(tables["incidents"]),
                    sha256=digest,
                )
                manifest.write(building)
                for path in (*building.iterdir(), building):
                    sync(path)
                building.rename(folder / manifest.version)
                sync(folder)
            if keep is not None:
                (folder / "pins").mkdir(exist_ok=True)
                point(folder / "pins" / keep, manifest.version)
            previous = current_version(folder) if (folder / POINTER).exists() else manifest.version
            point(folder / POINTER, manifest.version)
            drop_old(folder, keep={previous, manifest.version})
    except (OSError, duckdb.Error, pa.ArrowException) as error:
        raise SnapshotError(f"the snapshot could not be written to {folder}: {error}") from error
    return manifest


@contextlib.contextmanager
def _removed_on_failure(building: Path) -> Iterator[None]:
    shutil.rmtree(building, ignore_errors=True)
    try:
        yield
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise


def _tables(
    incidents: Iterable[Incident], articles: dict[str, Article], *, dataset: str, licence: str
) -> dict[str, list[flat.Row]]:
    tables: dict[str, list[flat.Row]] = {name: [] for name in TABLES}
    for incident in incidents:
        sentences = list(flat.sentence_rows(incident, articles))
        row = flat.incident_row(incident, dataset=dataset, licence=licence)
        row["reason"] = incident.reason
        row["search_text"] = flat.search_text(incident, row, sentences)
        tables["incidents"].append(row)
        tables["sentences"] += sentences
        tables["actors"] += flat.actor_rows(incident)
        tables["publishers"] += flat.publisher_rows(incident)
        tables["members"] += flat.member_rows(incident)
        tables["claims"] += flat.claim_rows(incident)
        tables["tolls"] += flat.toll_rows(incident)
    tables["articles"] = [flat.article_row(article) for article in articles.values()]
    tables["incidents"].sort(key=_by_date)
    return tables


def _by_date(row: flat.Row) -> tuple[bool, str, str]:
    day = row["date_start"] or row["date_end"]
    return (day is None, day.isoformat() if day else "", row["event_id"])


def _write_data(path: Path, tables: dict[str, list[flat.Row]]) -> None:
    with duckdb.connect(str(path)) as connection:
        for name, kinds in TABLES.items():
            schema = pa.schema([(column, ARROW_KINDS[kind]) for column, kind in kinds.items()])
            connection.register("fresh", pa.Table.from_pylist(tables[name], schema=schema))
            # The names are those of TABLES, never a user's.
            connection.execute(f"CREATE TABLE {name} AS SELECT * FROM fresh")  # noqa: S608
            connection.unregister("fresh")


def write_rows(
    folder: Path,
    batches: Iterable[pa.Table | pa.RecordBatch],
    *,
    title: str,
    licence: str,
    as_of: datetime | None = None,
    datasets: tuple[DatasetSource, ...] = (),
    beside: Callable[[Path], None] | None = None,
) -> Manifest:
    """Write rows that were not read from articles as a snapshot, and make it the current one.

    ``batches`` hold rows of the flat table in any order; columns they lack are unknown. ``beside`` is given
    the folder before it becomes visible, to put other files into it. Raises SnapshotError.
    """
    as_of = as_of or datetime.now(UTC)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with publishing(folder):
            building = folder / f"{BUILDING}{os.getpid()}"
            with _removed_on_failure(building):
                building.mkdir()
                size = _write_row_data(building, batches)
                if beside is not None:
                    beside(building)
                digest = file_hash(building / DATA_FILE)
                manifest = Manifest(
                    version=f"{as_of:%Y%m%dT%H%M%S%f}Z-{digest[:8]}",
                    title=title,
                    licence=licence,
                    as_of=as_of,
                    articles=0,
                    incidents=size,
                    sha256=digest,
                    datasets=datasets,
                )
                manifest.write(building)
                for path in (*building.iterdir(), building):
                    sync(path)
                building.rename(folder / manifest.version)
                sync(folder)
            previous = current_version(folder) if (folder / POINTER).exists() else manifest.version
            point(folder / POINTER, manifest.version)
            drop_old(folder, keep={previous, manifest.version})
    except (OSError, duckdb.Error, pa.ArrowException) as error:
        raise SnapshotError(f"the snapshot could not be written to {folder}: {error}") from error
    return manifest


_SEARCHED = ("summary", "place", "admin1", "actor1", "actor2", "sources")


def _write_row_data(building: Path, batches: Iterable[pa.Table | pa.RecordBatch]) -> int:
    """Stage the rows on disk, then sort them, so that memory stays bounded whatever their number."""
    bounded: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": "600MB",
        "preserve_insertion_order": False,
    }
    schema = pa.schema([(column, ARROW_KINDS[kind]) for column, kind in TABLES["incidents"].items()])
    staged = building / "staged.parquet"
    with pq.ParquetWriter(staged, schema, compression="lz4") as writer:
        for batch in batches:
            known = {name: batch.column(name) for name in batch.schema.names}
            words = [known[name].to_pylist() for name in _SEARCHED if name in known]
            texts = [flat.folded(" ".join(filter(None, each))) for each in zip(*words, strict=True)]
            known["search_text"] = pa.array(texts, pa.string())
            columns = [known.get(field.name, pa.nulls(batch.num_rows, field.type)) for field in schema]
            writer.write_table(pa.table(columns, schema=schema))
    with duckdb.connect(str(building / DATA_FILE), config=bounded) as data:
        data.execute("SET enable_progress_bar = false")  # it would be written to standard output
        for name, kinds in TABLES.items():
            if name == "incidents":
                continue
            data.register("fresh", pa.schema([(c, ARROW_KINDS[k]) for c, k in kinds.items()]).empty_table())
            data.execute(f"CREATE TABLE {name} AS SELECT * FROM fresh")  # noqa: S608 - names of TABLES
            data.unregister("fresh")
        data.execute(
            "CREATE TABLE incidents AS SELECT * FROM read_parquet(?) "
            "ORDER BY coalesce(date_start, date_end) NULLS LAST, event_id",
            [str(staged)],
        )
        for role in ("actor1", "actor2"):
            data.execute(
                f"INSERT INTO actors SELECT event_id, n, '{role}', coalesce({role}_kind, 'unknown'), "  # noqa: S608
                f"{role}_country, n FROM (SELECT *, unnest(string_split({role}, '; ')) AS n FROM incidents)"
            )
        data.execute(
            "INSERT INTO publishers SELECT event_id, unnest(string_split(sources, '; ')) FROM incidents"
        )
        counted = data.execute("SELECT count(*) FROM incidents").fetchall()
    staged.unlink()
    return int(counted[0][0])
