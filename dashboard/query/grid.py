"""Points as whole numbers: coordinates that compare exactly with a map area, and cells of the map.

A coordinate is kept as twice its number of ten-thousandths of a degree, rounded down, plus one where it lies
between two of them. Corners of a map area (``Bounds``) stand on whole ten-thousandths, so that comparing the
whole numbers gives what comparing the degrees gives.

A cell of level ``n`` is one of 4**n squares of the Web Mercator world; its code interleaves the bits of
column and row, so that the code of the cell around it is the code shifted by two.
"""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int32]
Codes = npt.NDArray[np.uint32]

#: What stands for the coordinate of an unplaced row: less than any other.
NOWHERE = np.int32(-(2**31))
#: Level of the cells that are kept; finer ones are computed from the coordinates.
LEVEL = 16
FINEST = 22

_STEPS = 10_000.0
#: Latitude at which the Web Mercator world ends.
_EDGE = 85.0511287798066


def whole(degrees: Floats) -> Whole:
    """Coordinates in degrees as whole numbers; NaN gives ``NOWHERE``."""
    known = ~np.isnan(degrees)
    given = np.where(known, degrees, 0.0)
    step = np.floor(given * _STEPS)
    # The product may be rounded across a step.
    step += (step + 1) / _STEPS <= given
    step -= step / _STEPS > given
    between = step / _STEPS != given
    return np.where(known, 2 * step + between, NOWHERE).astype(np.int32)


def corner(degrees: float) -> int:
    """A side of a map area, which stands on a whole step."""
    return 2 * round(degrees * _STEPS)


def degrees(values: npt.NDArray[np.int32]) -> Floats:
    """Whole numbers as degrees, to 6 metres."""
    return np.asarray(values / (2 * _STEPS), dtype=np.float64)


def cells(latitude: Floats, longitude: Floats, *, level: int = LEVEL) -> npt.NDArray[np.uint64]:
    """Codes of the cells that hold some points, all of which are known."""
    side = float(2**level)
    column = np.floor((longitude + 180.0) / 360.0 * side)
    slant = np.radians(np.clip(latitude, -_EDGE, _EDGE))
    row = np.floor((0.5 - np.log(np.tan(np.pi / 4 + slant / 2)) / (2 * np.pi)) * side)
    across = np.clip(column, 0, side - 1).astype(np.uint64)
    down = np.clip(row, 0, side - 1).astype(np.uint64)
    return _spread(across) | (_spread(down) << np.uint64(1))


def _spread(values: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """The bits of numbers below 2**32, with a zero before each."""
    spread = values
    for shift, mask in (
        (16, 0x0000FFFF0000FFFF),
        (8, 0x00FF00FF00FF00FF),
        (4, 0x0F0F0F0F0F0F0F0F),
        (2, 0x3333333333333333),
        (1, 0x5555555555555555),
    ):
        spread = (spread | (spread << np.uint64(shift))) & np.uint64(mask)
    return spread
