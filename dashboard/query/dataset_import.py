"""A file of events as a snapshot of its own, beside those of articles: streamed, whole or not at all.

::

    datasets/NAME/current           the version that readers open
    datasets/NAME/VERSION/          a snapshot, and with it
        originals.parquet           the rows as the file had them, with the event and the line each stands on
        refused.csv                 the rows that were not taken: line, reason, text

The rows are first written to the disk as they are read, because only the whole file tells which identities
stand twice; then they are sorted into the snapshot. Nothing is visible before it is complete.
"""

import csv
import hashlib
import os
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from dashboard import __version__
from dashboard.errors import ConflictEventsError, InputError, SnapshotError, UnreadableDataset
from dashboard.formats.dataset import ROW_SCHEMA, Batch, Refused, Terms
from dashboard.formats.dataset_format import DatasetFormat
from dashboard.formats.mapped import ColumnMapping
from dashboard.formats.reading import OpenDataset, open_dataset
from dashboard.query.manifest import DatasetSource, Manifest, current_version, read_manifest
from dashboard.query.snapshot import write_rows

ORIGINALS = "originals.parquet"
REFUSED = "refused.csv"
#: Columns of the originals that are ours: the event that a row became, and the line it stands on.
EVENT, LINE = "conflict_events_id", "conflict_events_line"
_FEW = 5
#: Rows that are handed on at a time.
_BATCH = 50_000
#: Beginning of the name of a folder that an import works in.
READING = ".reading-"
_STAGED = pa.schema([*ROW_SCHEMA, pa.field(LINE, pa.int64())])


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of a file. ``read`` = ``taken`` + ``refused``; ``reasons`` are the most frequent reasons.

    ``unchanged`` says that the same file had been imported in the same way: nothing was done.
    """

    name: str
    manifest: Manifest
    folder: Path
    taken: int
    refused: int
    reasons: tuple[tuple[str, int], ...] = ()
    unchanged: bool = False

    @property
    def read(self) -> int:
        """Rows in the file."""
        return self.taken + self.refused


def dataset_name(name: str) -> str:
    """A name that a dataset may have; InputError for one that could leave the folder."""
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}", name):
        raise InputError(f"a dataset is named with letters, digits, - and _, as in acled-2024, not {name!r}")
    return name


def import_dataset(
    path: Path,
    folder: Path,
    *,
    name: str,
    format: DatasetFormat | None = None,  # noqa: A002
    mapping: ColumnMapping | None = None,
    licence: str | None = None,
    redistribution: bool | None = None,
    opened: Callable[[OpenDataset], None] | None = None,
    progress: Callable[[int], None] | None = None,
) -> ImportReport:
    """Import a file into ``folder`` (``Settings.datasets``) under a name.

    ``licence`` and ``redistribution`` go before what is known of the format. ``opened`` is told what the file
    was taken for, ``progress`` how many of its bytes were read. Raises UnreadableDataset, also where no row
    can be taken, InputError and SnapshotError.
    """
    home = folder / dataset_name(name)
    identity = _identity(path, name, format, mapping, licence, redistribution)
    known = _known(home, identity)
    if known is not None:
        source = known.datasets[0]
        return ImportReport(name, known, home / known.version, source.rows, source.refused, unchanged=True)
    staging = home / f"{READING}{os.getpid()}"
    try:
        home.mkdir(parents=True, exist_ok=True)
        _sweep(home)
        staging.mkdir()
        with open_dataset(path, format=format, mapping=mapping, progress=progress) as dataset:
            if opened is not None:
                opened(dataset)
            rows = _Staged(staging)
            rows.write(dataset.batches())
        if not rows.taken:
            raise UnreadableDataset(_none_taken(path, rows))
        terms = _terms(dataset.terms, licence, redistribution)
        source = DatasetSource(
            name=name,
            title=dataset.coding.title,
            licence=terms.licence,
            redistribution=terms.redistribution,
            rows=rows.taken,
            refused=rows.refused,
            citation=terms.citation,
            file=path.name,
            identity=identity,
        )
        manifest = write_rows(
            home,
            rows.batches(dataset=name, licence=terms.licence),
            title=name,
            licence=terms.licence,
            datasets=(source,),
            beside=rows.move,
        )
    except OSError as error:
        if isinstance(error, ConflictEventsError):
            raise
        raise SnapshotError(f"the dataset could not be written to {home}: {error}") from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)
        if home.is_dir() and not any(home.glob("*/manifest.json")):
            shutil.rmtree(home, ignore_errors=True)
    reasons = tuple(rows.reasons.most_common(_FEW))
    return ImportReport(name, manifest, home / manifest.version, rows.taken, rows.refused, reasons)


def _identity(path: Path, *how: object) -> str:
    """A hash of the file and of how it is read; UnreadableDataset where it cannot be opened."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    except OSError as error:
        raise UnreadableDataset(f"{path} cannot be read: {error.strerror or error}") from error
    told = [each.identity() if isinstance(each, ColumnMapping) else str(each) for each in how]
    digest.update(repr([__version__, *told]).encode())
    return digest.hexdigest()


def _known(home: Path, identity: str) -> Manifest | None:
    """The current snapshot, where it was made of the same file in the same way and is whole."""
    try:
        manifest = read_manifest(home / current_version(home))
    except SnapshotError:
        return None
    return manifest if [each.identity for each in manifest.datasets] == [identity] else None


def _terms(terms: Terms, licence: str | None, redistribution: bool | None) -> Terms:
    if licence is not None:
        terms = replace(terms, licence=licence, redistribution=True)
    return terms if redistribution is None else replace(terms, redistribution=redistribution)


def _sweep(home: Path) -> None:
    """Delete what killed imports left."""
    for path in home.glob(f"{READING}*"):
        pid = path.name.removeprefix(READING)
        try:
            os.kill(int(pid), 0)
        except (ValueError, ProcessLookupError):
            shutil.rmtree(path, ignore_errors=True)
        except PermissionError:
            continue


def _none_taken(path: Path, rows: "_Staged") -> str:
    if not rows.refused:
        return f"{path} holds no rows, only a head"
    first = "; ".join(f"{reason} ({count:,} rows)" for reason, count in rows.reasons.most_common(3))
    return f"none of the {rows.refused:,} rows of {path} could be taken: {first}"


class _Staged:
    """The rows, the originals and the refusals on the disk, while the file is read."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._hashes: list[npt.NDArray[np.uint64]] = []
        self.taken = self.refused = 0
        self.reasons: Counter[str] = Counter()

    def write(self, batches: Iterator[Batch]) -> None:
        """Write all batches; then refuse the rows whose identity stands in an earlier one."""
        originals: pq.ParquetWriter | None = None
        try:
            with (
                pq.ParquetWriter(self._folder / "rows.parquet", _STAGED, compression="lz4") as rows,
                (self._folder / REFUSED).open("w", encoding="utf-8", newline="") as file,
            ):
                refusals = csv.writer(file)
                refusals.writerow(("line", "reason", "text"))
                for batch in batches:
                    self._refuse(refusals, batch.refused)
                    if not len(batch.lines):
                        continue
                    table = pa.Table.from_batches([batch.rows]).append_column(LINE, pa.array(batch.lines))
                    rows.write_table(table.cast(_STAGED))
                    original = pa.table(
                        {EVENT: batch.rows.column("event_id"), LINE: pa.array(batch.lines), **batch.originals}
                    )
                    if originals is None:
                        originals = pq.ParquetWriter(
                            self._folder / ORIGINALS, original.schema, compression="zstd", compression_level=1
                        )
                    originals.write_table(original)
                    ids = table.column("event_id").to_numpy().astype(object)
                    self._hashes.append(pd.util.hash_array(ids, categorize=False))
                    self.taken += len(batch.lines)
                rows.close()
                self._refuse_repeated(refusals)
        finally:
            if originals is not None:
                originals.close()

    def _refuse(self, refusals: Any, refused: Iterable[Refused]) -> None:
        for each in refused:
            refusals.writerow((each.line, each.reason, each.text))
            self.reasons[each.reason] += 1
            self.refused += 1

    def _refuse_repeated(self, refusals: Any) -> None:
        """Refuse all rows of one identity but the first; those of one hash are compared as they are."""
        hashes = np.concatenate([*self._hashes, np.empty(0, np.uint64)])
        self._hashes.clear()
        self._kept = np.ones(len(hashes), dtype=bool)
        values, counts = np.unique(hashes, return_counts=True)
        doubtful = np.flatnonzero(np.isin(hashes, values[counts > 1]))
        if not len(doubtful):
            return
        lines: dict[str, int] = {}
        with pq.ParquetFile(self._folder / "rows.parquet") as file:
            at = 0
            for batch in file.iter_batches(columns=["event_id", LINE]):
                inside = doubtful[(doubtful >= at) & (doubtful < at + len(batch))]
                for row in inside.tolist():
                    event_id, line = (column[row - at].as_py() for column in batch.columns)
                    if lines.setdefault(event_id, line) != line:
                        self._kept[row] = False
                        reason = "an event of this identity stands in an earlier line"
                        told = Refused(line, reason, f"{event_id}, also in line {lines[event_id]}")
                        self._refuse(refusals, [told])
                        self.taken -= 1
                at += len(batch)

    def batches(self, *, dataset: str, licence: str) -> Iterator[pa.Table]:
        """The rows that were taken, with the name and terms of their dataset."""
        with pq.ParquetFile(self._folder / "rows.parquet") as file:
            at = 0
            for batch in file.iter_batches(batch_size=_BATCH):
                table = pa.Table.from_batches([batch]).drop_columns([LINE])
                kept = self._kept[at : at + len(table)]
                at += len(table)
                if not kept.all():
                    table = table.filter(pa.array(kept))
                for name, value in (("dataset", dataset), ("licence", licence)):
                    table = table.append_column(name, pa.array([value], pa.string()).take(_zeros(len(table))))
                yield table.append_column("place_text", table.column("place"))

    def move(self, building: Path) -> None:
        """Put originals and refusals into the folder of the snapshot."""
        for name in (ORIGINALS, REFUSED):
            (self._folder / name).rename(building / name)


def _zeros(size: int) -> pa.Array:
    return pa.array(np.zeros(size, dtype=np.int8))
