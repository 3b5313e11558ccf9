"""Writing a snapshot: incidents and their evidence as an immutable folder, then one move of the pointer."""

import contextlib
import os
import shutil
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pyarrow as pa

from dashboard.errors import SnapshotError
from dashboard.query import flat
from dashboard.query.manifest import (
    BUILDING,
    DATA_FILE,
    POINTER,
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
