"""A batch: some articles that one worker reads at once and keeps as one part, a Parquet file."""

import contextlib
import os
import uuid
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import pyarrow.parquet as pq

from dashboard.articles.reading import Reading
from dashboard.articles.slices import Slice, SliceReader
from dashboard.errors import ConflictEventsError, RunnerError
from dashboard.formats.extracted_parquet import Extracted, table_of
from dashboard.pipeline.careful import carefully
from dashboard.pipeline.extractor import RuleExtractor
from dashboard.pipeline.version import extractor_name, reads_with

#: Ending of the file that counts how often a batch was begun, and how often it may be.
TRIED, _MOST_TRIES = ".tried", 4


@dataclass(frozen=True, slots=True)
class Batch:
    """The articles of a slice; ``number`` orders the parts, ``file`` is the slice's file as it was given."""

    number: int
    piece: Slice
    file: str


@dataclass(frozen=True, slots=True)
class BatchExtraction:
    """The work on a batch: reads its articles and writes the part into the folder ``parts``.

    A part appears whole or not at all, so one that is there is done, whoever did it. ``reader`` is what it
    must be read with (``version.reads_with()``), ``published`` the day of articles that carry none.
    """

    parts: str
    reader: str
    published: date | None = None

    def __call__(self, batch: Batch) -> int:
        """The number of the batch, once its part is on the disk.

        Raises RunnerError where this worker reads with something else or cannot write, or where others died
        of the batch; UnreadableArticle where the file is not what it was.
        """
        path = part_of(Path(self.parts), batch.number)
        if path.exists():
            return batch.number
        _check(self.reader)
        try:
            tried = _note_try(path, batch)
            readings = _slice_reader(self.published).read(batch.piece)
            _write(path, [_extracted(reading, batch.file) for reading in readings])
            tried.unlink(missing_ok=True)
        except OSError as error:
            raise RunnerError(
                f"a worker cannot write {path}: {error.strerror or error}; the folder of the output must be "
                "one that every machine sees under the same path"
            ) from error
        return batch.number


def _note_try(path: Path, batch: Batch) -> Path:
    """Notes that a worker begins with a batch, so that one that kills its workers does not for ever."""
    tried = path.with_suffix(TRIED)
    with tried.open("ab") as notes:
        notes.write(b".")
        if notes.tell() > _MOST_TRIES:
            first = batch.piece.first
            raise RunnerError(
                f"{_MOST_TRIES} workers died of the articles {first} to {first + batch.piece.count - 1} of "
                f"{batch.file}: is there too little memory? Fewer --workers need less; what is done is kept"
            )
    return tried


def part_of(parts: Path, number: int) -> Path:
    """The file of a batch."""
    return parts / f"{number:08}.parquet"


@cache
def _check(reader: str) -> None:
    try:
        here = reads_with()
    except OSError as error:
        raise RunnerError(f"a worker has no gazetteer: {error}") from error
    if here != reader:
        raise RunnerError(
            f"a worker reads with {here}, this command with {reader}: install the same version and gazetteer "
            "on every machine"
        )


@cache
def _extractor() -> RuleExtractor:
    return RuleExtractor()


@cache
def _slice_reader(published: date | None) -> SliceReader:
    return SliceReader(published=published)


def _extracted(reading: Reading, file: str) -> Extracted:
    error: ConflictEventsError | None = reading.error
    if reading.article is not None:
        try:
            told = carefully(_extractor().read, reading.article)
        except ConflictEventsError as failed:
            error = failed
        else:
            return Extracted(
                file=file,
                line=reading.line,
                name=reading.name,
                main_type=told.main_type,
                extractor=extractor_name(),
                article=told.article,
                events=told.events,
            )
    return Extracted(file, reading.line, reading.name, error=str(error).encode("utf-8", "replace").decode())


def _write(path: Path, rows: list[Extracted]) -> None:
    temporary = path.with_name(f".{path.name}.{uuid.uuid4().hex}")
    try:
        with temporary.open("wb") as file:
            pq.write_table(table_of(rows), file, compression="zstd")
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
