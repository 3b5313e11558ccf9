"""Columns that are written plainly throughout, as nearly all are, read at once and not cell by cell.

What these give is what reading each cell gives; where any cell is spelt in another way they give None.
"""

import pyarrow as pa
import pyarrow.compute as pc

_NUMBER = r"^-?[0-9]{1,15}(\.[0-9]{1,17})?$"
_COUNT = r"^[0-9]{1,15}$"
_DAY = r"^[12][0-9]{3}-[0-9]{2}-[0-9]{2}([ T][0-9:.]*)?$"


def numbers(text: pa.Array, *, most: float) -> pa.Array | None:
    """Numbers from ``-most`` to ``most``; null stays null."""
    if not _all_like(text, _NUMBER):
        return None
    values = text.cast(pa.float64())
    within = pc.less_equal(pc.abs(values), pa.scalar(most))
    return values if pc.all(within, min_count=0).as_py() else None


def counts(text: pa.Array) -> pa.Array | None:
    """Whole numbers from 0."""
    return text.cast(pa.int64()) if _all_like(text, _COUNT) else None


def days(text: pa.Array) -> pa.Array | None:
    """Days as 2022-01-31, a time of the day after them being passed over."""
    if not _all_like(text, _DAY):
        return None
    try:
        return pc.utf8_slice_codeunits(text, 0, 10).cast(pa.date32())
    except pa.ArrowInvalid:
        return None  # a day that is none of the calendar's: reading it alone tells which


def _all_like(text: pa.Array, pattern: str) -> bool:
    found: bool = pc.all(pc.match_substring_regex(text, pattern), min_count=0).as_py()
    return found
