"""Slices: files of very many articles, cut so that each piece can be read by itself, on any machine."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from dashboard.articles.assembly import check_regular
from dashboard.articles.json_lines import line_reading, numbered
from dashboard.articles.parquet import group_rows, opened, row_reading
from dashboard.articles.reading import Reading
from dashboard.errors import InputError, UnreadableArticle, UnsupportedFormat

#: The endings of files that can be cut.
LINES, ROWS = (".jsonl", ".ndjson"), (".parquet",)


@dataclass(frozen=True, slots=True)
class Slice:
    """``count`` articles of a file, from line or row ``first`` on, which is counted from 1.

    ``at`` is where to start reading: the byte of that line, or the row group of that row, in which ``skip``
    rows stand before it.
    """

    path: str
    first: int
    count: int
    at: int
    skip: int = 0


def files_of(paths: Iterable[Path]) -> list[Path]:
    """The files named, and those that can be cut in the folders named, in order of name.

    Raises UnsupportedFormat for others, UnreadableArticle for what is missing.
    """
    found: list[Path] = []
    for path in paths:
        inside = [path]
        if path.is_dir():
            inside = [each for each in sorted(path.rglob("*")) if each.suffix.lower() in LINES + ROWS]
            if not inside:
                raise UnsupportedFormat(
                    f"{path} holds no JSON lines (.jsonl, .ndjson) and no Parquet (.parquet)"
                )
        found += inside
    for file in found:
        try:
            check_regular(file)
        except UnreadableArticle as error:
            raise UnreadableArticle(f"{file}: {error}") from error
        if file.suffix.lower() not in LINES + ROWS:
            raise UnsupportedFormat(
                f"{file}: in batches are read JSON lines (.jsonl, .ndjson) and Parquet (.parquet); "
                "leave --runner out, and write no .parquet, to read others"
            )
    return found


def slices(files: Iterable[Path], *, size: int) -> Iterator[Slice]:
    """The files cut into pieces of ``size`` articles, the last of each file or row group shorter.

    Raises UnreadableArticle where a file cannot be opened or holds nothing.
    """
    for file in files:
        try:
            pieces = _row_slices(file, size) if file.suffix.lower() in ROWS else _line_slices(file, size)
            yield from pieces
        except (InputError, OSError) as error:
            raise UnreadableArticle(f"{file}: {error}") from error


def _line_slices(file: Path, size: int) -> Iterator[Slice]:
    with file.open("rb") as stream:
        lines = numbered(stream)
        first = next(lines, None)
        if first is None:
            raise UnreadableArticle("empty: there is no line in it")
        while first is not None:
            count = 1 + sum(1 for _ in islice(lines, size - 1))
            yield Slice(str(file), first.number, count, first.at)
            first = next(lines, None)


def _row_slices(file: Path, size: int) -> Iterator[Slice]:
    with opened(file) as rows:
        before = 0
        for group in range(rows.num_row_groups):
            number = rows.metadata.row_group(group).num_rows
            for skip in range(0, number, size):
                yield Slice(str(file), before + skip + 1, min(size, number - skip), group, skip)
            before += number


class SliceReader:
    """Reads slices; those of one row group in rising order are read in one pass over it."""

    def __init__(self, *, published: date | None) -> None:
        """``published`` is the day of publication of articles that carry none of their own."""
        self._published = published
        self._group: tuple[str, int] | None = None
        self._next = 0
        self._file: pq.ParquetFile | None = None
        self._rows: Iterator[pa.RecordBatch] = iter(())

    def read(self, piece: Slice) -> list[Reading]:
        """Its articles, one Reading each. Raises UnreadableArticle where the file is not what it was."""
        path = Path(piece.path)
        try:
            found = self._of_rows(path, piece) if path.suffix.lower() in ROWS else self._of_lines(path, piece)
        except (InputError, OSError) as error:
            self._close()
            raise UnreadableArticle(f"{path}: {error}") from error
        if len(found) < piece.count:
            self._close()
            raise UnreadableArticle(f"{path} is shorter than it was when it was cut; start again")
        return found

    def _of_lines(self, path: Path, piece: Slice) -> list[Reading]:
        with path.open("rb") as stream:
            lines = islice(numbered(stream, number=piece.first, at=piece.at), piece.count)
            return [line_reading(line, path.name, published=self._published) for line in lines]

    def _of_rows(self, path: Path, piece: Slice) -> list[Reading]:
        if self._group != (piece.path, piece.at) or piece.skip < self._next:
            self._close()
            self._file, self._group, self._next = opened(path), (piece.path, piece.at), 0
            self._rows = group_rows(self._file, piece.at)
        start = piece.skip - self._next
        rows = islice(self._rows, start, start + piece.count)
        self._next = piece.skip + piece.count
        return [
            row_reading(row, path.name, number=number, published=self._published)
            for number, row in enumerate(rows, start=piece.first)
        ]

    def _close(self) -> None:
        if self._file is not None:
            self._file.close()
        self._file, self._group, self._rows = None, None, iter(())
