"""What a file of another layout cannot hold: what was written is read back and compared, column by column."""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TextIO

from dashboard.formats import delimited, events_csv
from dashboard.formats.dataset import ROW_COLUMNS, Coding

_MANY = 2_000
Row = Mapping[str, Any]


def write_counting(
    rows: Iterable[Row],
    stream: TextIO,
    *,
    head: Sequence[str],
    shaped: Callable[[Row], Row],
    coding: Coding,
    raw: bool,
) -> tuple[int, dict[str, int]]:
    """Write CSV of another layout; gives how many rows, and for each column those that do not come back.

    ``head`` names the columns, ``shaped`` gives a row's values for them; ``raw`` as in ``events_csv.cell``. A
    row that cannot be read back at all counts in each column that it fills.
    """
    lost: Counter[str] = Counter()
    count = 0
    for part in _parts(rows):
        text = io.StringIO(newline="")
        _write(part, text, head=head, shaped=shaped, raw=raw)
        written = text.getvalue()
        stream.write(written if not count else written.partition("\r\n")[2])
        count += len(part)
        read = {row["event_id"]: row for row in _read(written.encode("utf-8", "replace"), coding)}
        for row in part:
            back = read.get(row["event_id"], {})
            for column in ROW_COLUMNS:
                value = row[column.name]
                if value is not None and back.get(column.name) != value:
                    lost[column.name] += 1
    if not count:
        _write([], stream, head=head, shaped=shaped, raw=raw)
    return count, dict(lost)


def _write(
    rows: Iterable[Row], stream: TextIO, *, head: Sequence[str], shaped: Callable[[Row], Row], raw: bool
) -> None:
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(head)
    for row in rows:
        made = shaped(row)
        writer.writerow([events_csv.cell(made.get(name), raw=raw) for name in head])


def _parts(rows: Iterable[Row]) -> Iterator[list[Row]]:
    part: list[Row] = []
    for row in rows:
        part.append(row)
        if len(part) == _MANY:
            yield part
            part = []
    if part:
        yield part


def _read(text: bytes, coding: Coding) -> Iterator[dict[str, Any]]:
    stream = io.BytesIO(text)
    start, dialect, head = delimited.head_of(stream)
    for sheet in delimited.sheets(stream, start, dialect, head, head=True):
        yield from coding.batch(sheet).rows.to_pylist()
