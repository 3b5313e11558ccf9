"""Writing a snapshot: rows, or incidents and their evidence, as an immutable folder, then one move of the
pointer.
"""

import contextlib
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pyarrow as pa

from dashboard.errors import SnapshotError
from dashboard.formats.dataset import ARROW_KINDS
from dashboard.query import flat
from dashboard.query.building import BATCH, ROW_KINDS, write_data
from dashboard.query.manifest import (
    BUILDING,
    DATA_FILE,
    POINTER,
    DatasetSource,
    Manifest,
    current_version,
    drop_old,
    fingerprint,
    pin_name,
    point,
    publishing,
    sync,
)
from dashboard.records.article import Article
from dashboard.records.incident import Incident

#: Terms told beside the data where the publisher of a snapshot names none.
LICENCE = "Places: GeoNames, CC BY 4.0. Quoted words belong to their publishers."

#: The tables beside the incidents; datasets that were not read from articles leave them empty.
TABLES: dict[str, dict[str, str]] = {
    "actors": {
        "event_id": "text",
        "name": "text",
        "role": "text",
        "kind": "text",
        "country": "text",
        "text": "text",
    },
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


_BESIDE = pa.schema(
    [("reason", pa.string()), ("words", pa.string())]
    + [(name, pa.list_(pa.string())) for name in ("actor_names", "source_names")]
)


def write_rows(
    folder: Path,
    batches: Iterable[pa.Table | pa.RecordBatch],
    *,
    title: str,
    licence: str,
    as_of: datetime | None = None,
    keep: str | None = None,
    articles: int = 0,
    datasets: tuple[DatasetSource, ...] = (),
    beside: Callable[[Path], None] | None = None,
) -> Manifest:
    """Write rows that were not read from articles as a snapshot, and make it the current one.

    ``batches`` hold rows of the flat table in any order, as many at a time as the caller likes; memory stays
    bounded whatever their number. They have the columns of ``building.ROW_KINDS`` by name (``dataset`` and
    ``licence`` too, where the rows are to tell them); missing columns are unknown. ``beside`` is given the
    folder before it becomes visible, to put other files into it or fill the tables of ``articles`` articles.
    Everything else is as in ``write_snapshot``. Raises SnapshotError.
    """
    return _written(
        folder,
        batches,
        {},
        articles=articles,
        title=title,
        licence=licence,
        as_of=as_of,
        keep=keep,
        datasets=datasets,
        finish=beside,
    )


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
    by_id = {article.article_id: article for article in articles}
    beside: dict[str, list[flat.Row]] = {name: [] for name in TABLES}
    beside["articles"] = [flat.article_row(article) for article in by_id.values()]
    batches = _incident_batches(incidents, by_id, beside, dataset=title, licence=licence)
    return _written(
        folder, batches, beside, articles=len(by_id), title=title, licence=licence, as_of=as_of, keep=keep
    )


def _written(
    folder: Path,
    batches: Iterable[pa.Table | pa.RecordBatch],
    beside: dict[str, list[flat.Row]],
    *,
    articles: int = 0,
    title: str,
    licence: str,
    as_of: datetime | None,
    keep: str | None,
    datasets: tuple[DatasetSource, ...] = (),
    finish: Callable[[Path], None] | None = None,
) -> Manifest:
    as_of = as_of or datetime.now(UTC)
    if keep is not None:
        pin_name(keep)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with publishing(folder):
            building = folder / f"{BUILDING}{os.getpid()}"
            with _removed_on_failure(building):
                building.mkdir()
                size, first_day = write_data(building, batches)
                _write_beside(building / DATA_FILE, beside)
                if finish is not None:
                    finish(building)
                digest = fingerprint(building)
                manifest = Manifest(
                    version=f"{as_of:%Y%m%dT%H%M%S%f}Z-{digest[:8]}",
                    title=title,
                    licence=licence,
                    as_of=as_of,
                    articles=articles,
                    incidents=size,
                    sha256=digest,
                    first_day=first_day,
                    datasets=datasets,
                )
                manifest.write(building)
                for path in (*building.rglob("*"), building):
                    sync(path)
                building.rename(folder / manifest.version)
                sync(folder)
            if keep is not None:
                (folder / "pins").mkdir(exist_ok=True)
                point(folder / "pins" / keep, manifest.version)
            previous = current_version(folder) if (folder / POINTER).exists() else manifest.version
            point(folder / POINTER, manifest.version)
            drop_old(folder, keep={previous, manifest.version})
    except (OSError, duckdb.Error, sqlite3.Error, pa.ArrowException) as error:
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


def _incident_batches(
    incidents: Iterable[Incident],
    articles: dict[str, Article],
    beside: dict[str, list[flat.Row]],
    *,
    dataset: str,
    licence: str,
) -> Iterator[pa.Table]:
    """The incidents as rows; what stands in the other tables is added to ``beside`` on the way."""
    schema = pa.unify_schemas([_schema(ROW_KINDS), _BESIDE])
    waiting: list[flat.Row] = []
    for incident in incidents:
        sentences = list(flat.sentence_rows(incident, articles))
        actors = list(flat.actor_rows(incident))
        row = flat.incident_row(incident, dataset=dataset, licence=licence)
        row["reason"] = incident.reason
        row["actor_names"] = [actor["name"] for actor in actors]
        row["source_names"] = list(dict.fromkeys(incident.publishers))
        row["words"] = flat.more_words(incident, sentences)
        waiting.append(row)
        if len(waiting) >= BATCH:
            yield pa.Table.from_pylist(waiting, schema=schema)
            waiting = []
        beside["sentences"] += sentences
        beside["actors"] += actors
        beside["members"] += flat.member_rows(incident)
        beside["claims"] += flat.claim_rows(incident)
        beside["tolls"] += flat.toll_rows(incident)
    yield pa.Table.from_pylist(waiting, schema=schema)


def _schema(kinds: dict[str, str]) -> pa.Schema:
    return pa.schema([(column, ARROW_KINDS[kind]) for column, kind in kinds.items()])


def _write_beside(path: Path, tables: dict[str, list[flat.Row]]) -> None:
    with duckdb.connect(str(path)) as connection:
        for name, kinds in TABLES.items():
            rows = pa.Table.from_pylist(tables.get(name, []), schema=_schema(kinds))
            connection.register("fresh", rows)
            # The names are those of TABLES, never a user's.
            connection.execute(f"CREATE TABLE {name} AS SELECT * FROM fresh")  # noqa: S608
            connection.unregister("fresh")
