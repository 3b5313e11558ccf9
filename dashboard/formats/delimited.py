"""Delimited text as sheets: comma, semicolon or tab, with a head or without, in bounded memory.

A block of whole lines is parsed at once. Where that fails, or a line has too few or too many cells, the
block is read again row by row, so that the wrong rows are told with their line and the others are kept.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv

from dashboard.errors import UnreadableDataset
from dashboard.formats.dataset import Refused, Sheet

#: Bytes read at a time, and the longest row that is believed to be one.
BLOCK = 4 << 20
LONGEST_ROW = 2 << 20
#: Bytes from which a head is known.
_START = 1 << 20


class Readable(Protocol):
    """A stream of bytes; a read gives fewer than asked for at the end alone."""

    def read(self, size: int, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Dialect:
    """How cells are parted; GDELT's files quote nothing."""

    delimiter: str = ","
    quoted: bool = True


def head_of(stream: Readable) -> tuple[bytes, Dialect, list[str]]:
    """The first bytes of a stream, how its cells are parted, and the cells of its first line.

    Raises UnreadableDataset for an encoding other than UTF-8 and for a file without a line.
    """
    start = stream.read(_START)
    if start[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in start[:200]:
        raise UnreadableDataset("the file is in UTF-16 or holds no text; save it as CSV in UTF-8")
    first = next((line for line in start.removeprefix(b"\xef\xbb\xbf").splitlines() if line.strip()), b"")
    if not first:
        raise UnreadableDataset("the file holds no rows")
    try:
        line = first.decode()
    except UnicodeDecodeError as error:
        raise UnreadableDataset(
            f"the first line is not UTF-8 (byte {first[error.start]:#x}); save the file as CSV in UTF-8"
        ) from None
    delimiter = max(("\t", ",", ";", "|"), key=lambda sign: len(_cells(line, Dialect(sign))))
    dialect = Dialect(delimiter, quoted=not (delimiter == "\t" and '"' not in line))
    return start, dialect, _cells(line, dialect)


def _cells(line: str, dialect: Dialect) -> list[str]:
    return next(_reader([line], dialect), [])


def _reader(lines: list[str], dialect: Dialect) -> Any:
    if dialect.quoted:
        return csv.reader(lines, delimiter=dialect.delimiter)
    return csv.reader(lines, delimiter=dialect.delimiter, quoting=csv.QUOTE_NONE)


def sheets(
    stream: Readable, start: bytes, dialect: Dialect, names: Sequence[str], *, head: bool
) -> Iterator[Sheet]:
    """All rows of a stream whose first bytes were ``start``; ``head`` says that its first line names columns.

    ``names`` are the columns. Rows that cannot be read are in the sheets' ``refused``.
    """
    csv.field_size_limit(LONGEST_ROW)
    rest, line, ended = start.removeprefix(b"\xef\xbb\xbf"), 1, False
    skip = head
    while rest or not ended:
        while not ended and len(rest) < BLOCK:
            more = stream.read(BLOCK)
            ended = not more
            rest += more
        if skip:
            rest, passed = _without_head(rest, dialect)
            line, skip = line + passed, False
            continue
        if not rest:
            return
        block, rest = _split(rest, dialect, ended)
        sheet = _parsed(block, dialect, names, line)
        if sheet is None:
            sheet, left = _row_by_row(block, dialect, names, line, ended=ended and not rest)
            block, rest = block[: len(block) - left], block[len(block) - left :] + rest
            if not block:  # a row longer than all that was read
                raise UnreadableDataset(
                    f"line {line}: the row does not end; a quotation mark is never closed"
                )
        line += block.count(b"\n")
        yield sheet


def _without_head(text: bytes, dialect: Dialect) -> tuple[bytes, int]:
    """The text after its head and the blank lines before it, and the lines passed over."""
    at = 0
    quotes = 0
    for match in re.finditer(rb"[^\n]*\n|[^\n]+\Z", text):
        at = match.end()
        quotes += match.group().count(b'"') if dialect.quoted else 0
        if match.group().strip() and quotes % 2 == 0:
            break
    return text[at:], text[:at].count(b"\n")


def _split(text: bytes, dialect: Dialect, ended: bool) -> tuple[bytes, bytes]:
    """The text up to its last line end outside of quotes, and what is left."""
    if ended and len(text) <= BLOCK:
        return text, b""
    limit = min(len(text), BLOCK)
    open_quotes = text.count(b'"', 0, limit) % 2 if dialect.quoted else 0
    at = limit
    while (cut := text.rfind(b"\n", 0, at)) >= 0:
        open_quotes ^= text.count(b'"', cut, at) % 2 if dialect.quoted else 0
        if not open_quotes:
            return text[: cut + 1], text[cut + 1 :]
        at = cut
        if limit - at > LONGEST_ROW:
            break
    cut = text.rfind(b"\n", 0, limit)
    return (text[: cut + 1], text[cut + 1 :]) if cut >= 0 else (text, b"")


def _parsed(block: bytes, dialect: Dialect, names: Sequence[str], line: int) -> Sheet | None:
    """The block parsed as a whole; None where any row needs a closer look."""
    wrong = False
    numbers = [str(number) for number in range(len(names))]

    def look_closer(row: pa_csv.InvalidRow) -> str:
        nonlocal wrong
        wrong = True
        return "skip"

    try:
        table = pa_csv.read_csv(
            pa.BufferReader(block),
            read_options=pa_csv.ReadOptions(
                column_names=list(map(str, range(len(names)))), use_threads=False
            ),
            parse_options=pa_csv.ParseOptions(
                delimiter=dialect.delimiter,
                quote_char='"' if dialect.quoted else False,
                newlines_in_values=dialect.quoted,
                invalid_row_handler=look_closer,
            ),
            convert_options=pa_csv.ConvertOptions(
                column_types=dict.fromkeys(numbers, pa.string()),
                strings_can_be_null=False,
            ),
        )
    except pa.ArrowInvalid:
        return None
    if wrong:
        return None
    columns = [column.combine_chunks() for column in table.columns]
    breaks = np.zeros(len(table), dtype=np.int64)
    lines_of_block = block.count(b"\n") + (not block.endswith(b"\n"))
    if len(table) != lines_of_block:
        for column in columns:
            breaks += pc.count_substring(column, "\n").to_numpy(zero_copy_only=False)
        if len(table) + int(breaks.sum()) != lines_of_block:
            return None  # blank lines: only the slow way knows where
    starts = line + np.arange(len(table)) + np.concatenate([[0], np.cumsum(breaks)[:-1]])[: len(table)]
    return Sheet(dict(zip(names, columns, strict=True)), starts.astype(np.int64))


def _row_by_row(
    block: bytes, dialect: Dialect, names: Sequence[str], first: int, *, ended: bool
) -> tuple[Sheet, int]:
    """The rows of a block one by one, and how many bytes at its end belong to a row that goes on after it."""
    raw = block.split(b"\n")
    if raw and not raw[-1]:
        raw.pop()
    lines, refused = _decoded(raw, first)
    rows: list[list[str]] = []
    starts: list[int] = []
    at = 0
    while at < len(lines):
        reader = _reader(lines[at:], dialect)
        begun = at
        try:
            for cells in reader:
                begun, before = at + reader.line_num, begun
                length = sum(map(len, cells))
                odd = begun == len(lines) and not _closed(lines[before:], dialect)
                if odd and not ended and length < LONGEST_ROW:
                    left = sum(len(text) + 1 for text in raw[before:]) - (not block.endswith(b"\n"))
                    return _sheet(names, rows, starts, refused), left
                if (odd and begun - before > 1) or length >= LONGEST_ROW:
                    begun = before
                    raise csv.Error("a quotation mark is never closed")
                if not cells:
                    continue
                if len(cells) != len(names) and begun - before > 1:
                    # Most likely a stray quotation mark: the lines after the first may be sound.
                    begun = before
                    raise csv.Error(f"{len(cells)} cells where the head has {len(names)}")
                if len(cells) != len(names):
                    told = f"{len(cells)} cells where the head has {len(names)}"
                    refused.append(Refused(first + before, told, "".join(lines[before:begun])[:2000]))
                else:
                    rows.append(cells)
                    starts.append(first + before)
            break
        except csv.Error as error:
            refused.append(Refused(first + begun, str(error), lines[begun][:2000]))
            at = begun + 1
    return _sheet(names, rows, starts, refused), 0


def _decoded(raw: list[bytes], first: int) -> tuple[list[str], list[Refused]]:
    """Lines as text; one that is not UTF-8 is refused and stands as a blank line."""
    lines: list[str] = []
    refused: list[Refused] = []
    for number, each in enumerate(raw):
        try:
            lines.append(each.decode() + "\n")
        except UnicodeDecodeError as error:
            told = f"byte {each[error.start]:#x} is not UTF-8"
            refused.append(Refused(first + number, told, each.decode(errors="replace")[:2000]))
            lines.append("\n")
    return lines, refused


def _closed(lines: list[str], dialect: Dialect) -> bool:
    return not dialect.quoted or sum(line.count('"') for line in lines) % 2 == 0


def _sheet(names: Sequence[str], rows: list[list[str]], starts: list[int], refused: list[Refused]) -> Sheet:
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(names)
    arrays = [pa.array(list(column), pa.string()) for column in columns]
    return Sheet(dict(zip(names, arrays, strict=True)), np.array(starts, dtype=np.int64), tuple(refused))
