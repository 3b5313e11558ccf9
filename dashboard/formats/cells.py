"""Columns of text, as a file has them, turned into typed columns; a cell without meaning refuses its row."""

import math
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dashboard.formats import plain_cells

#: What programs write for a value that is not known.
UNKNOWN = ("", "NA", "nan", "NaN", "NULL")

#: Between the cells of columns that are read together.
JOIN = "\x1f"

Read = Callable[[str], Any]


class Cells:
    """The rows of one batch. Ask for typed columns, then see which rows were ``refused`` and why.

    ``columns`` are text by name, ``unknown`` the cells that stand for nothing.
    ``trimmed`` takes off white space around a cell; ``lines`` are the lines the rows stand on.
    """

    def __init__(
        self,
        columns: Mapping[str, pa.Array],
        size: int,
        *,
        lines: pa.Array | None = None,
        unknown: tuple[str, ...] = UNKNOWN,
        trimmed: bool = True,
    ) -> None:
        self.size = size
        self.lines = pa.array(range(1, size + 1), pa.int64()) if lines is None else lines
        self._trimmed = trimmed
        self.refused: dict[int, str] = {}
        self._columns = columns
        self._unknown = pa.array(unknown, pa.string())
        self._encoded: dict[str, pa.DictionaryArray] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._columns

    def only(self, names: Collection[str], constants: Mapping[str, str]) -> "Cells":
        """The same rows with these columns alone, and with columns of one value; refusals are shared."""
        columns = {name: column for name, column in self._columns.items() if name in names}
        columns |= {name: self.constant(value) for name, value in constants.items()}
        narrowed = Cells(columns, self.size, lines=self.lines)
        narrowed._unknown, narrowed._trimmed, narrowed.refused = self._unknown, self._trimmed, self.refused
        return narrowed

    def text(self, name: str) -> pa.Array:
        """A column as text, trimmed; null where unknown or where there is no such column."""
        encoded = self._encoded.get(name)
        if encoded is not None:
            return encoded.cast(pa.string())
        column = self._columns.get(name)
        if column is None:
            return pa.nulls(self.size, pa.string())
        trimmed = pc.utf8_trim_whitespace(column) if self._trimmed else column
        return pc.if_else(pc.is_in(trimmed, self._unknown), pa.scalar(None, pa.string()), trimmed)

    def read(self, name: str, read: Read, kind: pa.DataType) -> pa.Array:
        """A column read cell by cell, each different cell once; ValueError or KeyError refuses the rows."""
        return self.read_values(name, self.encoded(name), read, kind)

    def encoded(self, name: str) -> pa.DictionaryArray:
        """A column as codes and its different cells."""
        if name not in self._encoded:
            self._encoded[name] = self.text(name).dictionary_encode()
        return self._encoded[name]

    def read_values(self, name: str, encoded: pa.DictionaryArray, read: Read, kind: pa.DataType) -> pa.Array:
        """The same for a column made of others by JOIN; the first stands in the reason as ``name``."""
        values: list[Any] = []
        wrong: dict[int, str] = {}
        for code, cell in enumerate(encoded.dictionary.to_pylist()):
            try:
                values.append(read(cell))
            except (ValueError, KeyError, OverflowError) as error:
                values.append(None)
                said = str(error) if type(error) is ValueError else "which has no meaning here"
                wrong[code] = f"{name} is {cell.partition(JOIN)[0][:60]!r}, {said}"
        if wrong:
            codes = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False)
            for row in np.flatnonzero(np.isin(codes, list(wrong))).tolist():
                self.refuse(row, wrong[int(codes[row])])
        return pa.array(values, kind).take(encoded.indices)

    def refuse(self, row: int, reason: str) -> None:
        """Refuse a row; its first reason is kept."""
        self.refused.setdefault(row, reason)

    def refuse_where(self, mask: pa.Array, reason: str) -> None:
        """Refuse the rows of a mask."""
        for row in np.flatnonzero(mask.fill_null(False).to_numpy(zero_copy_only=False)).tolist():
            self.refuse(row, reason)

    def required(self, name: str, values: pa.Array) -> pa.Array:
        """The same values, with rows refused where they are unknown."""
        if values.null_count:
            self.refuse_where(values.is_null(), f"{name} is empty")
        return values

    def integer(self, name: str) -> pa.Array:
        """Whole numbers; "5.0" is one."""
        return self.read(name, whole, pa.int64())

    def count(self, name: str) -> pa.Array:
        """Whole numbers from 0."""
        return _first(plain_cells.counts(self.text(name)), lambda: self.read(name, counted, pa.int64()))

    def number(self, name: str) -> pa.Array:
        """Finite numbers."""
        return self.read(name, finite, pa.float64())

    def latitude(self, name: str) -> pa.Array:
        """Degrees from -90 to 90."""
        return self._degrees(name, 90)

    def longitude(self, name: str) -> pa.Array:
        """Degrees from -180 to 180."""
        return self._degrees(name, 180)

    def _degrees(self, name: str, most: int) -> pa.Array:
        return _first(
            plain_cells.numbers(self.text(name), most=most),
            lambda: self.read(name, lambda cell: degrees(cell, most), pa.float64()),
        )

    def day(self, name: str) -> pa.Array:
        """Days, in any of the spellings of ``day``."""
        return _first(plain_cells.days(self.text(name)), lambda: self.read(name, day, pa.date32()))

    def flag(self, name: str) -> pa.Array:
        """True or false."""
        return self.read(name, flag, pa.bool_())

    def one_of(self, name: str, codes: type[StrEnum]) -> pa.Array:
        """One of a closed vocabulary."""

        values = [str(code) for code in codes]

        def read(cell: str) -> str:
            if cell not in values:
                raise ValueError(f"which is none of {', '.join(values)}")
            return cell

        return self.read(name, read, pa.string())

    def constant(self, value: str | None) -> pa.Array:
        """A column of text that is the same in every row."""
        return (
            pa.nulls(self.size, pa.string()) if value is None else pa.array([value] * self.size, pa.string())
        )


def _first(plain: pa.Array | None, read: Callable[[], pa.Array]) -> pa.Array:
    return read() if plain is None else plain


def whole(cell: str) -> int:
    """A whole number; ValueError says what is wrong."""
    if cell.isascii() and cell.isdigit() and len(cell) <= 18:
        return int(cell)
    number = finite(cell)
    if not number.is_integer() or abs(number) > 2**53:
        raise ValueError("which is no whole number")
    return int(number)


def counted(cell: str) -> int:
    """A number of people or things."""
    number = whole(cell)
    if number < 0:
        raise ValueError("which is less than none")
    return number


def finite(cell: str) -> float:
    """A number that is neither infinite nor undefined."""
    try:
        number = float(cell)
    except ValueError:
        raise ValueError("which is no number") from None
    if not math.isfinite(number) or "_" in cell:
        raise ValueError("which is no number")
    return number


def flag(cell: str) -> bool:
    """A truth as true, false, 1 or 0."""
    try:
        return {"true": True, "1": True, "false": False, "0": False}[cell.lower()]
    except KeyError:
        raise ValueError("which is neither true nor false") from None


def degrees(cell: str, most: int) -> float:
    """Decimal degrees; a latitude has 90 at most, a longitude 180."""
    number = finite(cell)
    if abs(number) > most:
        raise ValueError(f"which is not between -{most} and {most} degrees")
    return number


def day(cell: str) -> date:
    """A day as 2022-01-31, 2022-01-31 00:00:00, 20220131, or 31 January 2022 (or Jan, or 31-Jan-2022)."""
    try:
        return date.fromisoformat(cell if len(cell) <= 10 else cell[:10] if cell[10] in " T" else cell)
    except ValueError:
        pass
    spelt = cell.replace("-", " ")
    for form in ("%d %B %Y", "%d %b %Y", "%d %b %y"):
        try:
            return datetime.strptime(spelt, form).date()
        except ValueError:
            continue
    raise ValueError("which is no day; write it as 2022-01-31")


def lists_of(column: pa.Array, separator: str) -> Iterator[list[str]]:
    """The parts of each cell, without empty ones; none where the cell is null."""
    for cell in column.to_pylist():
        yield [part.strip() for part in (cell or "").split(separator) if part.strip()]
