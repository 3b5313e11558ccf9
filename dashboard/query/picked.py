"""Rows that pass a selection, as a stretch or as their numbers, and the intervals that reach into it."""

import numpy as np
import numpy.typing as npt

from dashboard.query.columns import Mask, Numbers, Rows


class Picked:
    """Rows that pass: ``inside`` the stretch of dates (a slice, or numbers in rising order), and ``beyond``
    it (numbers in rising order, all of them intervals).
    """

    __slots__ = ("_mask", "_start", "beyond", "inside")

    def __init__(self, inside: Rows, beyond: Numbers, *, mask: Mask | None = None, start: int = 0) -> None:
        """``mask`` may tell which of the rows from ``start`` on are inside; looking there is faster."""
        self.inside, self.beyond = inside, beyond
        self._mask, self._start = mask, start

    @property
    def parts(self) -> list[Rows]:
        """Both, without what is empty."""
        return [rows for rows in (self.inside, self.beyond) if length(rows)]

    @property
    def size(self) -> int:
        """Number of rows."""
        return length(self.inside) + len(self.beyond)

    @property
    def _before(self) -> int:
        """How many of those beyond stand before those inside: none of them stands between."""
        inside = self.inside
        if not length(inside):
            return 0
        return int(np.searchsorted(self.beyond, inside.start if isinstance(inside, slice) else inside[0]))

    def some(self, start: int, stop: int) -> Numbers:
        """The rows whose rank, by date and from 0, is ``start`` or more and less than ``stop``."""
        before, inside, size = self._before, self.inside, length(self.inside)
        low, high = (min(max(at - before, 0), size) for at in (start, stop))
        if isinstance(inside, slice):
            middle = np.arange(inside.start + low, inside.start + high)
        else:
            middle = inside[low:high]
        after = self.beyond[before:]
        last = after[max(start - before - size, 0) : max(stop - before - size, 0)]
        return np.concatenate([self.beyond[:before][start:stop], middle, last])

    def numbers(self) -> Numbers:
        """All row numbers, in rising order."""
        return self.some(0, self.size)

    def rank(self, row: int) -> int:
        """How many of the rows come before one."""
        inside = self.inside
        if isinstance(inside, slice):
            passed = min(max(row - int(inside.start), 0), length(inside))
        else:
            passed = int(np.searchsorted(inside, row))
        return passed + int(np.searchsorted(self.beyond, row))

    def holds(self, rows: npt.NDArray[np.integer]) -> Mask:
        """Which of some rows, in rising order, are among these."""
        if self._mask is None or not len(rows):
            mask = within(self.inside, rows)
        else:
            first, last = np.searchsorted(
                rows, np.array([self._start, self._start + len(self._mask)], dtype=rows.dtype)
            )
            mask = np.zeros(len(rows), dtype=bool)
            mask[first:last] = self._mask[rows[first:last] - self._start]
        if len(self.beyond):
            mask |= within(self.beyond, rows)
        return mask


def length(rows: Rows) -> int:
    """Number of rows."""
    return int(rows.stop - rows.start) if isinstance(rows, slice) else len(rows)


def within(part: Rows, rows: npt.NDArray[np.integer]) -> Mask:
    """Which of some rows are in a part."""
    if isinstance(part, slice):
        return np.asarray((rows >= part.start) & (rows < part.stop))
    if not len(part):
        return np.zeros(len(rows), dtype=bool)
    at = np.minimum(np.searchsorted(part, rows.astype(np.int64)), len(part) - 1)
    return np.asarray(part[at] == rows)
