"""The populated places of a gazetteer by latitude, to find those nearest to a point."""

from math import cos, radians

import numpy as np
from numpy.typing import NDArray

_FIRST_WINDOW = 0.25  # degrees on either side
_UNITS = 100_000  # a degree in the units of the columns
_POLAR = 89.9  # from here on meridians lie too close together to count


class Towns:
    """Points that are asked for the nearest ones; holds twelve bytes a point."""

    def __init__(
        self, keys: NDArray[np.int64], latitudes: NDArray[np.int32], longitudes: NDArray[np.int32]
    ) -> None:
        """Keys of the towns and their points in units of 1e-5 degrees."""
        order = np.argsort(latitudes, kind="stable")
        self._keys = keys[order].astype(np.uint32)
        self._latitudes, self._longitudes = latitudes[order], longitudes[order]

    def nearest(self, latitude: float, longitude: float, k: int) -> list[tuple[float, int]]:
        """The ``k`` nearest towns as (angle in radians, key), nearest first."""
        count = min(max(k, 0), len(self._keys))
        window = _FIRST_WINDOW
        while count:
            at = self._within(latitude, longitude, window)
            if len(at) >= count:
                angles, keys = self._angles(latitude, longitude, at), self._keys[at]
                top = _top(angles, keys, count)
                # Whatever lies outside the window is farther than its edge.
                if window >= 180 or np.degrees(angles[top[-1]]) <= window:
                    return [(float(angles[i]), int(keys[i])) for i in top]
            window *= 4
        return []

    def _within(self, latitude: float, longitude: float, window: float) -> NDArray[np.intp]:
        """Positions of the towns of a box that holds all within ``window`` degrees of a point."""
        first = int(np.searchsorted(self._latitudes, (latitude - window) * _UNITS, "left"))
        last = int(np.searchsorted(self._latitudes, (latitude + window) * _UNITS, "right"))
        farthest = abs(latitude) + window
        if farthest >= _POLAR:
            return np.arange(first, last)
        apart = np.abs(self._longitudes[first:last] - round(longitude * _UNITS))
        apart = np.minimum(apart, 360 * _UNITS - apart)
        return first + np.flatnonzero(apart <= window / cos(radians(farthest)) * _UNITS)

    def _angles(self, latitude: float, longitude: float, at: NDArray[np.intp]) -> NDArray[np.float64]:
        a = np.radians(latitude)
        b = np.radians(self._latitudes[at] / _UNITS)
        difference = np.radians(self._longitudes[at] / _UNITS - longitude)
        half = np.sin((b - a) / 2) ** 2 + np.cos(a) * np.cos(b) * np.sin(difference / 2) ** 2
        angles: NDArray[np.float64] = 2 * np.arcsin(np.sqrt(np.minimum(1.0, half)))
        return angles


def _top(angles: NDArray[np.float64], keys: NDArray[np.uint32], count: int) -> NDArray[np.intp]:
    """Positions of the ``count`` smallest angles in order; equal ones by key."""
    limit = np.partition(angles, count - 1)[count - 1]
    among = np.flatnonzero(angles <= limit)
    return among[np.lexsort((keys[among], angles[among]))][:count]
