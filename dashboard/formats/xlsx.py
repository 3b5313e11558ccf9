"""XLSX: the flat table as a sheet in which no cell is a formula, with the codebook and the source beside it.

Needs the extra ``xlsx``.
"""

import math
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any

import numpy as np
import pyarrow as pa

from dashboard.errors import InputError, UnreadableDataset
from dashboard.formats.dataset import Sheet
from dashboard.records.codebook import INCIDENT_COLUMNS

_MANY = 5_000
#: What a sheet and a cell can hold.
MOST_ROWS = 1_048_575
LONGEST_CELL = 32_767
_INSTALL = "XLSX needs more packages: pip install 'conflict-events[xlsx]'"


def write(
    rows: Iterable[Mapping[str, Any]],
    stream: IO[bytes],
    *,
    title: str,
    licence: str,
    note: str | None = None,
    cut: list[str] | None = None,
) -> int:
    """Write rows with the columns of INCIDENT_COLUMNS; returns how many.

    Cells that are longer than a sheet can hold are cut, and named in ``cut``. Raises InputError where there
    are more rows than a sheet can hold, or where the extra is not installed.
    """
    try:
        from xlsxwriter import Workbook
    except ImportError:
        raise InputError(_INSTALL) from None
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    count = 0
    with Workbook(stream, options | {"default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet("events")
        for column, name in enumerate(each.name for each in INCIDENT_COLUMNS):
            sheet.write_string(0, column, name)
        for row in rows:
            count += 1
            if count > MOST_ROWS:
                raise InputError(
                    f"a sheet holds {MOST_ROWS:,} rows at most; narrow the filters, or write Parquet or CSV"
                )
            for column, each in enumerate(INCIDENT_COLUMNS):
                value = row[each.name]
                if value is None:
                    continue
                if isinstance(value, str):
                    text = _clean(value)
                    if len(text) > LONGEST_CELL and cut is not None:
                        cut.append(f"{row['event_id']}: {each.name} has {len(text):,} characters")
                    sheet.write_string(count, column, text[:LONGEST_CELL])
                elif isinstance(value, bool):
                    sheet.write_boolean(count, column, value)
                elif isinstance(value, date):
                    # Spreadsheets have no days before 1900.
                    if value.year >= 1900:
                        sheet.write_datetime(count, column, datetime(value.year, value.month, value.day))
                    else:
                        sheet.write_string(count, column, value.isoformat())
                else:
                    sheet.write_number(count, column, value)
        _tables(book, title=title, licence=licence, note=note)
    return count


def _tables(book: Any, *, title: str, licence: str, note: str | None) -> None:
    codebook = book.add_worksheet("codebook")
    for row, cells in enumerate(
        [("column", "kind", "meaning", "unit", "values", "source")]
        + [(c.name, c.kind, c.meaning, c.unit, c.values, c.source) for c in INCIDENT_COLUMNS]
    ):
        for column, cell in enumerate(cells):
            codebook.write_string(row, column, cell or "")
    source = book.add_worksheet("source")
    for row, (name, told) in enumerate((("title", title), ("licence", licence), ("note", note))):
        source.write_string(row, 0, name)
        source.write_string(row, 1, told or "")


def _clean(text: str) -> str:
    """Text without the signs that XML cannot hold."""
    return "".join(sign for sign in text if sign >= " " or sign in "\t\n\r").translate(
        {0xFFFE: None, 0xFFFF: None}
    )


def read(path: Path) -> tuple[list[str], Iterator[Sheet]]:
    """The head of a workbook's first sheet that has one, and its rows; the line is the row's number.

    Raises UnreadableDataset where it is no workbook or holds no rows.
    """
    try:
        from python_calamine import CalamineError, CalamineWorkbook
    except ImportError:
        raise InputError(_INSTALL) from None
    try:
        book = CalamineWorkbook.from_path(path)
        rows = iter(book.get_sheet_by_index(0).iter_rows())
    except (CalamineError, OSError) as error:
        raise UnreadableDataset(f"{path} is no XLSX workbook, or is damaged: {error}") from error
    line = 0
    for line, cells in enumerate(rows, start=1):
        if any(cell != "" for cell in cells):
            names = [_text(cell) or f"column {number}" for number, cell in enumerate(cells, start=1)]
            return names, _sheets(names, rows, line + 1)
    raise UnreadableDataset(f"{path} holds no rows; the events must be on its first sheet")


def _sheets(names: list[str], rows: Iterator[list[Any]], line: int) -> Iterator[Sheet]:
    part: list[list[str]] = []
    lines: list[int] = []
    for number, cells in enumerate(rows, start=line):
        texts = [_text(cell) for cell in cells[: len(names)]]
        if any(texts):
            part.append(texts + [""] * (len(names) - len(texts)))
            lines.append(number)
        if len(part) == _MANY:
            yield _sheet(names, part, lines)
            part, lines = [], []
    yield _sheet(names, part, lines)


def _sheet(names: list[str], rows: list[list[str]], lines: list[int]) -> Sheet:
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(names)
    arrays = [pa.array(list(column), pa.string()) for column in columns]
    return Sheet(dict(zip(names, arrays, strict=True)), np.array(lines, dtype=np.int64))


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.date().isoformat() if not (value.hour or value.minute) else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and math.isfinite(value) and value.is_integer() and abs(value) < 2**53:
        return str(int(value))
    return str(value)
