"""Several datasets as one snapshot: layers on the same scales, told apart by the column ``dataset``.

A layered snapshot is made of snapshots and lies beside them under a name that tells of which. It is made
anew when one of them has changed, and used as it is otherwise: at once for a server that shows it
(``refresh_layers``), else when it is next asked for. An identity of an imported event has the name
of its dataset before it, because two datasets may give the same one.
"""

import fcntl
import hashlib
import logging
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

import duckdb
import pyarrow as pa

from dashboard.errors import InputError, SnapshotError
from dashboard.query.building import ROW_KINDS
from dashboard.query.manifest import (
    DATA_FILE,
    POINTER,
    DatasetSource,
    Manifest,
    current_version,
    read_manifest,
)
from dashboard.query.snapshot import write_rows

log = logging.getLogger(__name__)

#: The name of the events that were read from articles, as a layer.
ARTICLES = "articles"
FOLDER = "layers"
_BATCH = 50_000
#: What stands beside the row of an article's event: all names of actors, and the sentences to search.
_BESIDE_ROWS = (
    "(SELECT list(name) FROM part.actors WHERE event_id = row.event_id) AS actor_names, "
    "(SELECT string_agg(text, ' ') FROM part.sentences WHERE event_id = row.event_id) AS words"
)
#: Tables of what articles say, which a layer of them keeps.
_TOLD = ("actors", "members", "claims", "tolls", "sentences", "articles")


def layered(names: Sequence[str], *, datasets: Path, snapshots: Path) -> Path:
    """The folder of the snapshots to open for these datasets; ``articles`` names the articles' events.

    ``datasets`` and ``snapshots`` are the folders of ``Settings``. Raises InputError for a dataset that does
    not exist, SnapshotError for one that cannot be read.
    """
    homes = {name: _home(name, datasets, snapshots) for name in dict.fromkeys(names)}
    if len(homes) == 1:
        return next(iter(homes.values()))
    versions = {name: current_version(home) for name, home in homes.items()}
    folder = datasets.parent / FOLDER / _folder_name(names)
    made_of = hashlib.sha256("|".join(f"{k}={v}" for k, v in versions.items()).encode()).hexdigest()
    if not _is_current(folder, made_of):
        parts = {name: homes[name] / version for name, version in versions.items()}
        _write(folder, parts, made_of)
    return folder


def served(names: Sequence[str], *, datasets: Path) -> IO[str]:
    """Says that this process shows these datasets as layers, until what this gives is closed; to be said
    before ``layered``.
    """
    lock = datasets.parent / FOLDER / f"{_folder_name(names)}.lock"
    lock.parent.mkdir(parents=True, exist_ok=True)
    held = lock.open("a", encoding="utf-8")
    fcntl.flock(held, fcntl.LOCK_SH)
    return held


def refresh_layers(changed: str, *, datasets: Path, snapshots: Path) -> None:
    """After a dataset has changed: make the layers anew that a server shows, and delete the others that hold
    it. What cannot be made is logged.
    """
    for pointer in sorted((datasets.parent / FOLDER).glob(f"*/{POINTER}")):
        folder = pointer.parent
        try:
            manifest = read_manifest(folder / current_version(folder), check=False)
            names = [dataset.name for dataset in manifest.datasets]
            if changed not in names or _deleted_unless_served(folder):
                continue
            layered(names, datasets=datasets, snapshots=snapshots)
        except (InputError, SnapshotError) as error:
            log.warning("the layers in %s stay as they were: %s", folder, error)


def _deleted_unless_served(folder: Path) -> bool:
    with folder.with_suffix(".lock").open("a", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        shutil.rmtree(folder, ignore_errors=True)
    return True


def _folder_name(names: Sequence[str]) -> str:
    return hashlib.sha256("|".join(dict.fromkeys(names)).encode()).hexdigest()[:16]


def _home(name: str, datasets: Path, snapshots: Path) -> Path:
    home = snapshots if name == ARTICLES else datasets / name
    if (home / "current").is_file():
        return home
    there = sorted(path.parent.name for path in datasets.glob("*/current"))
    told = f"there are {', '.join(there)}" if there else "import one with `conflict-events import`"
    raise InputError(f"there is no dataset {name!r}; {told}")


def _is_current(folder: Path, made_of: str) -> bool:
    try:
        manifest = read_manifest(folder / current_version(folder), check=False)
    except SnapshotError:
        return False
    return all(dataset.identity == made_of for dataset in manifest.datasets)


def _write(folder: Path, parts: dict[str, Path], made_of: str) -> None:
    manifests = {name: read_manifest(path) for name, path in parts.items()}
    sources = tuple(_source(name, manifest, made_of) for name, manifest in manifests.items())
    titles = [manifest.title for manifest in manifests.values()]
    licences = dict.fromkeys(source.licence for source in sources)
    write_rows(
        folder,
        _rows(parts),
        title=", ".join(titles),
        licence="; ".join(licences),
        articles=manifests[ARTICLES].articles if ARTICLES in manifests else 0,
        datasets=sources,
        beside=lambda building: _keep_told(building, parts),
    )


def _source(name: str, manifest: Manifest, made_of: str) -> DatasetSource:
    (known,) = manifest.datasets or (DatasetSource(name, manifest.title, manifest.licence, True, 0),)
    return DatasetSource(
        name=name,
        title=known.title,
        licence=manifest.licence,
        redistribution=known.redistribution,
        rows=manifest.incidents,
        citation=known.citation,
        identity=made_of,
    )


def _rows(parts: dict[str, Path]) -> Iterator[pa.Table]:
    columns = [name for name in ROW_KINDS if name not in ("event_id", "dataset")]
    for name, path in parts.items():
        event_id = "event_id" if name == ARTICLES else f"'{name}:' || event_id"
        with duckdb.connect(config={"threads": 1, "memory_limit": "400MB"}) as connection:
            _attach(connection, path / DATA_FILE, "part")
            # Names of datasets are letters, digits, - and _; columns are those of the codebook.
            asked = f"{event_id} AS event_id, '{name}' AS dataset, reason, {', '.join(columns)}"
            if name == ARTICLES:
                asked += f", {_BESIDE_ROWS}"
            sql = f"SELECT {asked} FROM part.incidents AS row"  # noqa: S608
            for batch in connection.sql(sql).to_arrow_reader(_BATCH):
                yield pa.Table.from_batches([batch])


def _keep_told(building: Path, parts: dict[str, Path]) -> None:
    """What articles say of their events stays with them."""
    if ARTICLES not in parts:
        return
    with duckdb.connect(str(building / DATA_FILE)) as data:
        _attach(data, parts[ARTICLES] / DATA_FILE, "part")
        for table in _TOLD:
            data.execute(f"INSERT INTO {table} BY NAME SELECT * FROM part.{table}")  # noqa: S608
        data.execute("DETACH part")


def _attach(connection: duckdb.DuckDBPyConnection, path: Path, name: str) -> None:
    connection.execute(f"ATTACH '{str(path).replace(chr(39), chr(39) * 2)}' AS {name} (READ_ONLY)")
