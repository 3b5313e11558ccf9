"""What part of the map a reader sees, as the browser tells it."""

import math
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from dashboard.charts.projection import WORLD_PX, View, latitude_of, mercator
from dashboard.errors import FilterError
from dashboard.query.filters import Bounds

#: A map is drawn for so many times what is in view, so that a small move needs no new one.
ROOM = 1.5
#: Size of a map whose size is not told, in pixels, and the least and most that is believed.
USUAL = (1200, 800)
_LEAST, _MOST = 100, 10_000
#: MapLibre zooms in no further.
_CLOSEST = 24


@dataclass(frozen=True, slots=True)
class MapView:
    """``view`` is None before the map has been drawn; ``size`` is in pixels."""

    view: View | None = None
    size: tuple[int, int] = USUAL

    @classmethod
    def from_camera(cls, camera: Any) -> "MapView":
        """What the browser says, where it makes sense; else what is usual."""
        return cls(_view(camera), _size(camera) or USUAL)

    @property
    def zoom(self) -> float:
        """Zoom of MapLibre, by steps of a half: marks that are apart there are apart from there on."""
        if self.view is None:
            return max(0.0, math.log2(self.size[0] / WORLD_PX))
        return math.floor(2 * self.view.zoom) / 2

    @property
    def within(self) -> Bounds | None:
        """The part of the world to draw; None is all of it."""
        if self.view is None:
            return None
        world = WORLD_PX * 2**self.view.zoom
        across = self.size[0] * ROOM / world * 360
        if across >= 360:
            return None
        up = self.size[1] * ROOM / world / 2
        middle = mercator(self.view.latitude)
        south, north = (latitude_of(max(-0.5, min(0.5, middle + side * up))) for side in (-1, 1))
        longitude = self.view.longitude
        return Bounds(south, longitude - across / 2, north, longitude + across / 2)

    def query(self) -> str:
        """The same as a part of an address; ``from_camera`` reads it back."""
        told: dict[str, Any] = {"width": self.size[0], "height": self.size[1]}
        if self.view is not None:
            told |= {name: getattr(self.view, name) for name in ("latitude", "longitude", "zoom")}
        return urlencode(told)


def _view(camera: Any) -> View | None:
    try:
        latitude, longitude, zoom = (float(camera[name]) for name in ("latitude", "longitude", "zoom"))
        Bounds(latitude, longitude, latitude, longitude)
    except (KeyError, TypeError, ValueError, FilterError):
        return None
    return View(latitude, longitude, zoom) if 0 <= zoom <= _CLOSEST else None


def _size(camera: Any) -> tuple[int, int] | None:
    try:
        width, height = (int(camera[name]) for name in ("width", "height"))
    except (KeyError, TypeError, ValueError, OverflowError):
        return None
    return (width, height) if _LEAST < width < _MOST and _LEAST < height < _MOST else None
