"""The populated places of a gazetteer by latitude, to find those nearest to a point."""

import numpy as np
from numpy.typing import NDArray

_FIRST_WINDOW = 0.25  # degrees of latitude on either side


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
            first = int(np.searchsorted(self._latitudes, (latitude - window) * 1e5, "left"))
            last = int(np.searchsorted(self._latitudes, (latitude + window) * 1e5, "right"))
            keys = self._keys[first:last]
            if len(keys) >= count:
                angles = self._angles(latitude, longitude, first, last)
                top = _top(angles, keys, count)
                # Whatever lies outside the window is farther than its edge.
                if window >= 180 or np.degrees(angles[top[-1]]) <= window:
                    return [(float(angles[i]), int(keys[i])) for i in top]
            window *= 4
        return []

    def _angles(self, latitude: float, longitude: float, first: int, last: int) -> NDArray[np.float64]:
        a = np.radians(latitude)
        b = np.radians(self._latitudes[first:last] / 1e5)
        difference = np.radians(self._longitudes[first:last] / 1e5 - longitude)
        half = np.sin((b - a) / 2) ** 2 + np.cos(a) * np.cos(b) * np.sin(difference / 2) ** 2
        angles: NDArray[np.float64] = 2 * np.arcsin(np.sqrt(np.minimum(1.0, half)))
        return angles


def _top(angles: NDArray[np.float64], keys: NDArray[np.uint32], count: int) -> NDArray[np.intp]:
    """Positions of the ``count`` smallest angles in order; equal ones by key."""
    limit = np.partition(angles, count - 1)[count - 1]
    among = np.flatnonzero(angles <= limit)
    return among[np.lexsort((keys[among], angles[among]))][:count]
