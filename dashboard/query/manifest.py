"""The folder of snapshots: what each one is, which one is current, and which are kept.

::

    snapshots/current            the version that readers open, one line
    snapshots/pins/NAME          a version that is kept for ever under that name
    snapshots/VERSION/           manifest.json, events.duckdb (rows), hot/ (columns), words.* (text index);
                                 never changed once it has this name
"""

import contextlib
import fcntl
import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from dashboard.errors import SnapshotError

#: Rises when a snapshot's tables change so that an older reader could not read them.
FORMAT = 2
DATA_FILE = "events.duckdb"
POINTER = "current"
BUILDING = ".building-"
MANIFEST = "manifest.json"
#: How much of a file its fingerprint reads, in bytes: so many blocks of this length.
_BLOCKS, _BLOCK = 32, 65_536

_MEND = "run `conflict-events ingest` with some articles, or `conflict-events publish`"


@dataclass(frozen=True, slots=True)
class DatasetSource:
    """A dataset among a snapshot's rows. ``redistribution``: whether its rows may be passed on.

    ``file`` is the name of the imported file, ``identity`` a hash of its bytes and of how they were read.
    """

    name: str
    title: str
    licence: str
    redistribution: bool
    rows: int
    refused: int = 0
    citation: str | None = None
    file: str | None = None
    identity: str | None = None


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a snapshot holds: ``sha256`` is its ``fingerprint``, ``as_of`` is UTC, ``first_day`` that of its
    hot columns in days since 1970; ``datasets`` are those whose rows were imported.
    """

    version: str
    title: str
    licence: str
    as_of: datetime
    articles: int
    incidents: int
    sha256: str
    first_day: int = 0
    format: int = FORMAT
    datasets: tuple[DatasetSource, ...] = ()

    def write(self, folder: Path) -> None:
        """Write ``manifest.json`` into a snapshot's folder."""
        values = asdict(self) | {"as_of": self.as_of.isoformat()}
        (folder / MANIFEST).write_text(json.dumps(values, indent=1) + "\n", encoding="utf-8")


def read_manifest(folder: Path, *, check: bool = True) -> Manifest:
    """The manifest of a snapshot's folder; with ``check`` its files must have the fingerprint it names.

    Raises SnapshotError where something is missing, damaged, or written by another version of this package.
    """
    try:
        values = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if values["format"] != FORMAT:
            raise SnapshotError(
                f"the snapshot {folder.name} has format {values['format']}, this version reads {FORMAT}; "
                "run `conflict-events publish`, or import its dataset again"
            )
        values["datasets"] = tuple(DatasetSource(**each) for each in values.get("datasets", ()))
        manifest = Manifest(**values | {"as_of": datetime.fromisoformat(values["as_of"])})
        if check and fingerprint(folder) != manifest.sha256:
            raise SnapshotError(
                f"the snapshot {folder.name} is damaged; run `conflict-events publish` to make a new one"
            )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SnapshotError(f"the snapshot {folder.name} cannot be read ({error}); {_MEND}") from error
    return manifest


def fingerprint(folder: Path) -> str:
    """sha256 over the names, lengths and contents of a snapshot's files, hexadecimal.

    Of a long file the first and last block count and others evenly between: a whole reading would hold up the
    start of every worker, and what breaks a snapshot (a copy cut short, a disk that is full) changes lengths.
    """
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST):
        size = path.stat().st_size
        digest.update(f"{path.relative_to(folder).as_posix()} {size}\n".encode())
        with path.open("rb") as file:
            if size <= _BLOCKS * _BLOCK:
                digest.update(file.read())
                continue
            for at in range(_BLOCKS):
                file.seek((size - _BLOCK) * at // (_BLOCKS - 1))
                digest.update(file.read(_BLOCK))
    return digest.hexdigest()


def current_version(folder: Path, *, pinned: str | None = None) -> str:
    """The version that the pointer (or the pin of that name) names; SnapshotError where there is none."""
    path = folder / POINTER if pinned is None else folder / "pins" / pin_name(pinned)
    try:
        version = path.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        what = "no snapshot" if pinned is None else f"no snapshot pinned as {pinned!r}"
        raise SnapshotError(f"there is {what} in {folder}; {_MEND}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise SnapshotError(f"the pointer {path} cannot be read ({error}); {_MEND}") from error
    if not re.fullmatch(r"[0-9A-Za-z-]+", version):
        raise SnapshotError(f"the pointer {path} names no version; {_MEND}")
    return version


def pin_name(name: str) -> str:
    """A name that a snapshot may be kept under; SnapshotError for one that could leave the folder."""
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}", name):
        raise SnapshotError(f"a snapshot is kept under letters, digits, - and _, not {name!r}")
    return name


def point(path: Path, version: str) -> None:
    """Make a pointer file name a version, at once and for good: readers see the old one or the new one."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    fresh.write_text(version + "\n", encoding="utf-8")
    sync(fresh)
    fresh.replace(path)
    sync(path.parent)


def sync(path: Path) -> None:
    """Wait until a file, or a folder's list of names, is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextlib.contextmanager
def publishing(folder: Path) -> Iterator[None]:
    """Only one process publishes into a folder at a time; others wait."""
    with (folder / "publish.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def drop_old(folder: Path, *, keep: set[str]) -> None:
    """Delete the versions that are neither in ``keep`` nor pinned, and what a killed process left half
    written.

    To be called while ``publishing``.
    """
    pins = folder / "pins"
    if pins.is_dir():
        keep = keep | {path.read_text(encoding="utf-8").strip() for path in pins.iterdir()}
    for path in folder.iterdir():
        if (path.is_dir() and path.name not in keep and (path / MANIFEST).is_file()) or path.name.startswith(
            BUILDING
        ):
            shutil.rmtree(path, ignore_errors=True)
