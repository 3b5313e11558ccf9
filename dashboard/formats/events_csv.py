"""Our CSV: the flat table of incidents, UTF-8, one line a row, safe to open in a spreadsheet.

A spreadsheet takes text that starts with ``=``, ``+``, ``-`` or ``@`` for a formula, and a formula can fetch
and run. Such text is written with an apostrophe before it, which ``read`` takes off again; numbers stay
numbers.
"""

import csv
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, TextIO

from dashboard.errors import InputError
from dashboard.records.codebook import INCIDENT_COLUMNS

#: Text that a spreadsheet would run, or that would look as if it had been made safe.
_FORMULA = re.compile(r"'*[=+\-@\t\r＝＋－＠]")
_KINDS = {column.name: column.kind for column in INCIDENT_COLUMNS}


def write(rows: Iterable[Mapping[str, Any]], stream: TextIO, *, raw: bool = False) -> int:
    """Write rows with the columns of INCIDENT_COLUMNS; returns how many. Unknown (None) is an empty cell.

    ``raw`` leaves text as it is, for programs; ``stream`` must have been opened with ``newline=""``.
    """
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(_KINDS)
    count = 0
    for row in rows:
        writer.writerow([cell(row[name], raw=raw) for name in _KINDS])
        count += 1
    return count


def cell(value: Any, *, raw: bool) -> str:
    """A value as a cell; text that a spreadsheet would run is made text, unless ``raw``."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str) and not raw and _FORMULA.match(value):
        return "'" + value
    return str(value)


def read(stream: TextIO) -> Iterator[dict[str, Any]]:
    """The rows of such a file: None where a cell is empty, days as ``date``, numbers as numbers.

    Other columns than ours are left out. Raises InputError for a missing column, a line with too few or too
    many cells, or a cell that is not of its column's kind; the message names the line.
    """
    reader = csv.reader(stream, strict=True)
    try:
        head = [name.lstrip("\ufeff") for name in next(reader, [])]
        missing = [name for name in _KINDS if name not in head]
        if missing:
            raise InputError(
                f"the CSV has no column {missing[0]!r}; its columns must be those of the codebook"
            )
        for cells in reader:
            if len(cells) != len(head):
                raise InputError(
                    f"line {reader.line_num} has {len(cells)} cells where the head has {len(head)}"
                )
            named = dict(zip(head, cells, strict=True))
            yield {name: _value(named[name], name, kind, reader.line_num) for name, kind in _KINDS.items()}
    except csv.Error as error:
        raise InputError(f"line {reader.line_num} is no CSV: {error}") from error


def _value(cell: str, name: str, kind: str, line: int) -> Any:
    if cell == "":
        return None
    try:
        return _READ[kind](cell)
    except (ValueError, KeyError):
        raise InputError(f"line {line}: {name} is {cell[:40]!r}, which is no {kind}") from None


def _finite(cell: str) -> float:
    number = float(cell)
    if not math.isfinite(number):
        raise ValueError(cell)
    return number


_READ: dict[str, Callable[[str], Any]] = {
    "text": lambda cell: cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell,
    "day": date.fromisoformat,
    "number": _finite,
    "integer": int,
    "flag": lambda cell: {"true": True, "false": False}[cell],
}
