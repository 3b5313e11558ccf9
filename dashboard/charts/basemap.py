"""The ground under the marks: an offline map style, its vector tiles, outlines of countries and provinces.

Everything is read from ``data/basemap`` (see ``SOURCE.md`` there): Natural Earth's land, waters and de facto
borders, and GeoNames' places. Outlines carry GeoNames' codes, so that they agree with the gazetteer.
"""

import gzip
import json
import mmap
from bisect import bisect_right
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from pmtiles.tile import deserialize_directory, deserialize_header, zxy_to_tileid

from dashboard.charts.theme import Theme, token
from dashboard.errors import ResourceError
from dashboard.resources import folder

Geometry = dict[str, Any]

ATTRIBUTION = "Natural Earth · GeoNames CC BY 4.0"
#: Tile sets by name, with the last zoom each one has; MapLibre enlarges those tiles beyond it.
TILE_SETS = {"base": 7, "places": 9}

# Families of assets/fonts.css. MapLibre draws text with the page's fonts when a style has no ``glyphs``, and
# puts the names into CSS unquoted: a family with a digit in its name would be refused.
_REGULAR = ["Source Sans Map", "Noto Sans"]
_MEDIUM = ["Source Sans Map Medium", "Noto Sans"]


def style(*, origin: str, theme: Theme) -> dict[str, Any]:
    """The MapLibre style of the map in ``theme``.

    ``origin`` is scheme, host and any path prefix of the running app, without a slash at its end: tile
    addresses must be absolute, because MapLibre fetches them from a worker without an address of its own.
    """

    def colour(name: str) -> str:
        return token(name, theme)

    return {
        "version": 8,
        "name": f"Conflict Events, {theme}",
        "sources": {
            name: {
                "type": "vector",
                "tiles": [f"{origin.rstrip('/')}/tiles/{name}/{{z}}/{{x}}/{{y}}"],
                "maxzoom": zoom,
                "attribution": ATTRIBUTION,
            }
            for name, zoom in TILE_SETS.items()
        },
        "layers": [
            {"id": "water", "type": "background", "paint": {"background-color": colour("water")}},
            _fill("land", colour("land")),
            _line("rivers", colour("river"), width=_by_zoom((3, 0.5), (6, 0.9), (9, 1.8), (12, 3))),
            _fill("lakes", colour("water")),
            _line("provinces", colour("oblast"), width=_by_zoom((4, 0.5), (8, 1)), dash=[3, 2]),
            _border("borders", colour("border"), disputed=0),
            _border("disputed", colour("border"), disputed=1, dash=[4, 3]),
            # Names keep clear of one another; what stands later here finds its room first.
            *_settlements(seats=False, text=colour("place"), halo=colour("halo")),
            _province_names(text=colour("ink3"), halo=colour("halo")),
            *_settlements(seats=True, text=colour("place"), halo=colour("halo")),
            _country_names(text=colour("ink2"), halo=colour("halo")),
        ],
    }


def tile(name: str, z: int, x: int, y: int) -> bytes | None:
    """A vector tile of the set ``name``, gzipped (serve it with ``Content-Encoding: gzip``).

    None where the set is not one of ``TILE_SETS`` or has no such tile (open sea).
    Raises ResourceError where the tile set is missing or damaged.
    """
    if name not in TILE_SETS or not 0 <= z <= TILE_SETS[name] or not (0 <= x < 2**z and 0 <= y < 2**z):
        return None
    return _archive(name).get(zxy_to_tileid(z, x, y))


def country_outline(iso: str) -> Geometry | None:
    """The GeoJSON geometry, (lon, lat), of a country by its ISO 3166-1 alpha-2 code; XK is Kosovo."""
    return _geometry(_countries().get(iso))


def admin1_outline(country: str, admin1: str) -> Geometry | None:
    """The GeoJSON geometry, (lon, lat), of a first-level area by GeoNames' country and admin1 code."""
    return _geometry(_provinces().get((country, admin1)))


def _by_zoom(*stops: tuple[float, float | list[Any]]) -> list[Any]:
    return ["interpolate", ["linear"], ["zoom"], *(value for stop in stops for value in stop)]


def _by_weight(small: float, large: float) -> list[Any]:
    return ["interpolate", ["linear"], ["get", "p"], 20, small, 60, large]


def _fill(layer: str, colour: str) -> dict[str, Any]:
    return {
        "id": layer,
        "type": "fill",
        "source": "base",
        "source-layer": layer,
        "paint": {"fill-color": colour},
    }


def _line(layer: str, colour: str, *, width: list[Any], dash: list[float] | None = None) -> dict[str, Any]:
    return {
        "id": layer,
        "type": "line",
        "source": "base",
        "source-layer": layer,
        "layout": {"line-join": "round", "line-cap": "butt" if dash else "round"},
        "paint": {"line-color": colour, "line-width": width} | ({"line-dasharray": dash} if dash else {}),
    }


def _border(name: str, colour: str, *, disputed: int, dash: list[float] | None = None) -> dict[str, Any]:
    line = _line("borders", colour, width=_by_zoom((1, 0.4), (4, 0.8), (8, 1.3)), dash=dash)
    return line | {"id": name, "filter": ["==", ["get", "d"], disputed]}


def _settlements(*, seats: bool, text: str, halo: str) -> list[dict[str, Any]]:
    """A dot and a name beside it; capitals and the first places of provinces apart from the others."""
    kind = "seats" if seats else "places"
    common = {"symbol-sort-key": ["-", 0, ["get", "p"]], "text-font": _MEDIUM if seats else _REGULAR}

    def layer(name: str, layout: dict[str, Any], halo_width: float) -> dict[str, Any]:
        return {
            "id": name,
            "type": "symbol",
            "source": "places",
            "source-layer": "places",
            "minzoom": 3.5,
            "filter": ["has", "k"] if seats else ["!", ["has", "k"]],
            "layout": common | layout,
            "paint": {"text-color": text, "text-halo-color": halo, "text-halo-width": halo_width},
        }

    return [
        layer(
            f"{kind}_names",
            {
                "text-field": ["get", "n"],
                "text-size": _by_zoom((4, _by_weight(11, 12.5)), (9, _by_weight(11.5, 15))),
                "text-variable-anchor": ["left", "right", "top", "bottom"],
                "text-radial-offset": 0.45,
                "text-justify": "auto",
                "text-padding": 2,
                "text-max-width": 9,
            },
            1.2,
        ),
        # A bullet, not a circle, so that it gives way to the names of countries and provinces.
        layer(
            f"{kind}_dots",
            {
                "text-field": "•",
                "text-size": _by_weight(8, 15),
                "text-padding": 0,
                "text-offset": [0, -0.04],
                "text-allow-overlap": seats,
            },
            0,
        ),
    ]


def _province_names(*, text: str, halo: str) -> dict[str, Any]:
    return _area_names(
        "province_labels",
        {
            "text-font": _REGULAR,
            "text-size": _by_zoom((5, 10), (8, 11.5)),
            "text-transform": "uppercase",
            "text-letter-spacing": 0.12,
            "text-max-width": 7,
            "text-padding": 6,
        },
        {"text-color": text, "text-halo-color": halo, "text-halo-width": 1},
        zooms=(4.5, 10),
    )


def _country_names(*, text: str, halo: str) -> dict[str, Any]:
    return _area_names(
        "country_labels",
        {
            "text-font": _MEDIUM,
            "text-size": _by_zoom((1, 11), (4, 13.5), (6, 15)),
            "text-letter-spacing": 0.04,
            "text-max-width": 7,
            "text-padding": 4,
        },
        {"text-color": text, "text-halo-color": halo, "text-halo-width": 1.4},
        zooms=(1, 7),
    )


def _area_names(
    layer: str, layout: dict[str, Any], paint: dict[str, Any], *, zooms: tuple[float, float]
) -> dict[str, Any]:
    return {
        "id": layer,
        "type": "symbol",
        "source": "base",
        "source-layer": layer,
        "minzoom": zooms[0],
        "maxzoom": zooms[1],
        "layout": {"text-field": ["get", "n"], "symbol-sort-key": ["-", 0, ["get", "s"]], **layout},
        "paint": paint,
    }


class _Archive(NamedTuple):
    """A PMTiles file with its directories read; the tiles themselves stay on disk."""

    mapping: mmap.mmap
    tile_ids: list[int]
    runs: list[tuple[int, int, int]]  # how many tiles share the bytes, where they start, how long they are

    def get(self, tile_id: int) -> bytes | None:
        index = bisect_right(self.tile_ids, tile_id) - 1
        if index < 0:
            return None
        length_of_run, start, size = self.runs[index]
        return self.mapping[start : start + size] if tile_id < self.tile_ids[index] + length_of_run else None


@cache
def _archive(name: str) -> _Archive:
    path = _path(f"{name}.pmtiles")
    with path.open("rb") as file:
        mapping = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    try:
        header = deserialize_header(mapping[:127])
        tile_ids: list[int] = []
        runs: list[tuple[int, int, int]] = []
        waiting = [(header["root_offset"], header["root_length"])]
        while waiting:
            start, size = waiting.pop()
            for entry in deserialize_directory(mapping[start : start + size]):
                if entry.run_length == 0:
                    waiting.append((header["leaf_directory_offset"] + entry.offset, entry.length))
                else:
                    tile_ids.append(entry.tile_id)
                    runs.append((entry.run_length, header["tile_data_offset"] + entry.offset, entry.length))
    except (ValueError, EOFError, OSError, IndexError) as error:
        raise ResourceError(f"{path} is damaged ({error}); install the package again") from error
    order = sorted(range(len(tile_ids)), key=tile_ids.__getitem__)
    return _Archive(mapping, [tile_ids[i] for i in order], [runs[i] for i in order])


@cache
def _countries() -> dict[str, str]:
    lines = _path("countries.geojson").read_text(encoding="utf-8").splitlines()
    return {found["iso"]: shape for found, shape in _features(lines)}


@cache
def _provinces() -> dict[tuple[str, str], str]:
    with gzip.open(_path("admin1.geojson.gz"), "rt", encoding="utf-8") as lines:
        return {(found["country"], found["admin1"]): shape for found, shape in _features(lines)}


def _features(lines: Iterable[str]) -> list[tuple[dict[str, Any], str]]:
    """Properties and the text of the geometry of each feature; the files hold one feature a line.

    Geometries are parsed only when one is asked for: as Python lists all of them would fill 100 MB.
    """
    found = []
    for line in lines:
        head, _, shape = line.rstrip().rstrip(",").partition(',"geometry":')
        if shape:
            found.append((json.loads(head + "}")["properties"], shape[:-1]))
    return found


def _geometry(shape: str | None) -> Geometry | None:
    return None if shape is None else json.loads(shape)


def _path(name: str) -> Path:
    path = folder("data") / "basemap" / name
    if not path.is_file():
        raise ResourceError(f"{path} is missing; install the package again, or run `make data` in a checkout")
    return path
