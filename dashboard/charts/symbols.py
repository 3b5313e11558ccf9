"""The shapes of event types, as SVG for pages and as a MapLibre sprite for maps.

Type is always colour and shape together. The sprite is drawn here rather than shipped as a picture, so that
it follows the tokens: each image is the distance to a polygon's edge, turned into fill, line and casing.
Image names hold an underscore: Plotly looks for any other missing name on a foreign host.
"""

import json
import struct
import zlib
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dashboard.charts.theme import Theme, token, type_colour
from dashboard.records.ontology import type_labels

#: Plotly symbol -> corners in a 16 x 16 box; a circle has none.
CORNERS: dict[str, tuple[tuple[float, float], ...]] = {
    "circle": (),
    "triangle-up": ((8, 1.2), (15, 13.8), (1, 13.8)),
    "triangle-down": ((8, 14.8), (1, 2.2), (15, 2.2)),
    "diamond": ((8, 0.6), (15.4, 8), (8, 15.4), (0.6, 8)),
    "star-diamond": ((8, 0), (10.3, 5.7), (16, 8), (10.3, 10.3), (8, 16), (5.7, 10.3), (0, 8), (5.7, 5.7)),
    "square": ((2, 2), (14, 2), (14, 14), (2, 14)),
    "pentagon": ((8, 0.8), (15.2, 6.1), (12.5, 14.6), (3.5, 14.6), (0.8, 6.1)),
}
#: Plotly symbol -> (filled, outlined) character, for maps and texts that have no sprite.
GLYPHS: dict[str, tuple[str, str]] = {
    "circle": ("●", "○"),
    "triangle-up": ("▲", "△"),
    "triangle-down": ("▼", "▽"),
    "diamond": ("◆", "◇"),
    "star-diamond": ("✦", "✧"),
    "square": ("■", "□"),
    "pentagon": ("⬟", "⬠"),
}
#: A font with those characters, first of what a system may have.
GLYPH_FONT = "DejaVu Sans"
#: Most symbols that a chip of several events shows.
SLOTS = 4
_RADIUS = 6.3
_CASING = 1.7
_OUTLINE = 2.4
_SLOT_STEP = 17.0
_CHIP_HEIGHT = 24.0
#: Pixels of a chip to the right of its point, where the count stands.
COUNT_PX = 12.0


def symbol(event_type: str) -> str:
    """The Plotly symbol of an event type; a circle for one that the ontology does not know."""
    known = type_labels().get(event_type)
    return known.symbol if known else "circle"


def svg(event_type: str) -> str:
    """The filled shape as an SVG document in black, to be used as a mask."""
    shape = _svg_shape(symbol(event_type), _RADIUS)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">{shape}</svg>'


def svg_outline(event_type: str) -> str:
    """The outlined shape (one party's claim) as an SVG document in black, to be used as a mask."""
    shape = _svg_shape(symbol(event_type), _RADIUS - 0.6)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-1 -1 18 18">'
        f'<g fill="none" stroke="#000" stroke-width="{_OUTLINE}" stroke-linejoin="round">{shape}</g></svg>'
    )


def _svg_shape(name: str, radius: float) -> str:
    corners = CORNERS[name]
    if not corners:
        return f'<circle cx="8" cy="8" r="{radius}"/>'
    return f'<path d="M{"L".join(f"{x} {y}" for x, y in corners)}Z"/>'


def image_name(event_type: str, outlined: bool) -> str:
    """The sprite image of a mark; ``outlined`` is one party's claim."""
    known = event_type if event_type in type_labels() else next(iter(type_labels()))
    return f"mark_{known}{'_claim' if outlined else ''}"


def slot_name(image: str, slot: int) -> str:
    """The sprite image of a mark, or of ``AREA``, as the ``slot``-th symbol (from 1, right to left) of
    a chip.
    """
    return f"{image}_{slot}"


def chip_name(symbols: int, *, selected: bool = False) -> str:
    """The sprite image of a chip with room for so many symbols and a count at its point."""
    return f"chip_{min(symbols, SLOTS)}{'_selected' if selected else ''}"


def chip_size(symbols: int) -> tuple[float, float]:
    """Pixels that a chip reaches to the left of its point, and half its height."""
    return COUNT_PX + min(symbols, SLOTS) * _SLOT_STEP + 4, _CHIP_HEIGHT / 2


RING = "ring_selected"
AREA = "area_mark"

_Distance = NDArray[np.float64]


def _grid(width: float, height: float, ratio: int) -> tuple[_Distance, _Distance]:
    x = (np.arange(round(width * ratio)) + 0.5) / ratio - width / 2
    y = (np.arange(round(height * ratio)) + 0.5) / ratio - height / 2
    return np.meshgrid(x, y)


def _to_symbol(name: str, x: _Distance, y: _Distance) -> _Distance:
    """Signed distance to the symbol's edge, in its own pixels, negative inside; centred on (8, 8) of
    its box.
    """
    if not CORNERS[name]:
        return np.hypot(x, y) - _RADIUS
    corners = np.array(CORNERS[name]) - 8.0
    distance = np.full(x.shape, np.inf)
    inside = np.zeros(x.shape, dtype=bool)
    for (ax, ay), (bx, by) in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        along = np.clip(
            ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2), 0, 1
        )
        distance = np.minimum(distance, np.hypot(x - ax - along * (bx - ax), y - ay - along * (by - ay)))
        if ay != by:
            inside ^= ((ay > y) != (by > y)) & (x < (bx - ax) * (y - ay) / (by - ay) + ax)
    return np.where(inside, -distance, distance)


def _to_box(x: _Distance, y: _Distance, left: float, right: float, half: float, radius: float) -> _Distance:
    middle = (left + right) / 2
    dx = np.abs(x - middle) - (right - left) / 2 + radius
    dy = np.abs(y) - half + radius
    return np.hypot(np.maximum(dx, 0), np.maximum(dy, 0)) + np.minimum(np.maximum(dx, dy), 0) - radius


class _Canvas:
    """Layers of one colour each, painted over one another with a soft edge of one device pixel."""

    def __init__(self, width: float, height: float, ratio: int) -> None:
        self.x, self.y = _grid(width, height, ratio)
        self.ratio = ratio
        self.colour = np.zeros((*self.x.shape, 3))
        self.alpha = np.zeros(self.x.shape)

    def paint(self, distance: _Distance, colour: str, *, opacity: float = 1.0) -> None:
        cover = np.clip(0.5 - distance * self.ratio, 0, 1) * opacity
        rgb = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)], dtype=float)
        alpha = cover + self.alpha * (1 - cover)
        weight = np.divide(cover, alpha, out=np.zeros_like(cover), where=alpha > 0)[..., None]
        self.colour = rgb * weight + self.colour * (1 - weight)
        self.alpha = alpha

    def pixels(self) -> NDArray[np.uint8]:
        return np.dstack([self.colour, self.alpha * 255]).round().astype(np.uint8)


def _paint_symbol(canvas: _Canvas, event_type: str, *, outlined: bool, theme: Theme, at: float = 0.0) -> None:
    small = 1.0 if at == 0 else 13 / 16
    edge = _to_symbol(symbol(event_type), (canvas.x - at) / small, canvas.y / small) * small
    colour = type_colour(event_type, theme)
    if at == 0:
        canvas.paint(edge - _CASING, token("halo", theme))
    canvas.paint(edge, colour)
    if outlined:
        canvas.paint(edge + _OUTLINE * small, token("surface", theme))


def _chip_width(symbols: int) -> float:
    return 2 * (COUNT_PX + symbols * _SLOT_STEP + 8)


def _images(theme: Theme, ratio: int) -> dict[str, NDArray[np.uint8]]:
    images: dict[str, NDArray[np.uint8]] = {}
    slots = {slot: -COUNT_PX - _SLOT_STEP * (slot - 0.5) for slot in range(1, SLOTS + 1)}
    for event_type in type_labels():
        for outlined in (False, True):
            name = image_name(event_type, outlined)
            canvas = _Canvas(22, 22, ratio)
            _paint_symbol(canvas, event_type, outlined=outlined, theme=theme)
            images[name] = canvas.pixels()
            for slot, at in slots.items():
                canvas = _Canvas(2 * (9 - at), 18, ratio)
                _paint_symbol(canvas, event_type, outlined=outlined, theme=theme, at=at)
                images[slot_name(name, slot)] = canvas.pixels()
    for slot, at in slots.items():
        canvas = _Canvas(2 * (10 - at), 20, ratio)
        _paint_area(canvas, theme, at)
        images[slot_name(AREA, slot)] = canvas.pixels()
    for symbols in range(1, SLOTS + 1):
        for selected in (False, True):
            canvas = _Canvas(_chip_width(symbols) + 8, _CHIP_HEIGHT + 8, ratio)
            _paint_chip(canvas, symbols, theme, selected=selected)
            images[chip_name(symbols, selected=selected)] = canvas.pixels()
    canvas = _Canvas(42, 42, ratio)
    radius = np.hypot(canvas.x, canvas.y)
    canvas.paint(np.abs(radius - 15.0) - 3.5, token("halo", theme))
    canvas.paint(np.abs(radius - 15.0) - 1.5, token("ink", theme))
    images[RING] = canvas.pixels()
    return images


def _paint_chip(canvas: _Canvas, symbols: int, theme: Theme, *, selected: bool) -> None:
    left = -chip_size(symbols)[0]
    box = _to_box(canvas.x, canvas.y, left, COUNT_PX, _CHIP_HEIGHT / 2, 6)
    for spread in (3.0, 2.0, 1.0):
        canvas.paint(box - spread, token("ink" if theme == "light" else "bg", theme), opacity=0.07)
    if selected:
        canvas.paint(box - 2, token("ink", theme))
    canvas.paint(box, token("ink" if selected else "control", theme))
    canvas.paint(box + 1, token("surface", theme))


def _paint_area(canvas: _Canvas, theme: Theme, at: float) -> None:
    """A dashed frame: the place is an area, and no point of it is known."""
    x = canvas.x - at
    box = _to_box(x, canvas.y, -7.0, 7.0, 5.5, 1)
    along = np.where(np.abs(x) * 5.5 > np.abs(canvas.y) * 7, canvas.y, x)
    dashes = np.where(np.mod(along + 1.4, 5.2) < 3.2, np.abs(box) - 0.85, 9.0)
    canvas.paint(dashes, token("ink", theme))


def _png(pixels: NDArray[np.uint8]) -> bytes:
    height, width, _ = pixels.shape

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = np.concatenate([np.zeros((height, 1), np.uint8), pixels.reshape(height, -1)], axis=1)
    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows.tobytes(), 9))
        + chunk(b"IEND", b"")
    )


@cache
def sprite(theme: Theme, *, ratio: int = 1) -> tuple[bytes, bytes]:
    """The sprite sheet of a theme: its index (JSON) and picture (PNG), at ``ratio`` device pixels a pixel.

    Format: https://maplibre.org/maplibre-style-spec/sprite/
    """
    images = _images(theme, ratio)
    height = sum(image.shape[0] for image in images.values())
    sheet = np.zeros((height, max(image.shape[1] for image in images.values()), 4), np.uint8)
    index: dict[str, Any] = {}
    top = 0
    for name, image in images.items():
        rows, columns = image.shape[:2]
        sheet[top : top + rows, :columns] = image
        index[name] = {"x": 0, "y": top, "width": columns, "height": rows, "pixelRatio": ratio, "sdf": False}
        top += rows
    return json.dumps(index).encode(), _png(sheet)
