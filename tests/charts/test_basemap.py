"""The offline ground of the map: style, tiles, outlines, fonts, and what SOURCE.md promises of them."""

import gzip
import hashlib
import json
import math
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from pmtiles.reader import MemorySource, Reader

from dashboard.charts import basemap
from dashboard.charts.theme import THEMES, token
from dashboard.resources import folder

ORIGIN = "https://maps.example.org/events"
LAND = [
    ("Kyiv", 50.45, 30.52),
    ("Khartoum", 15.55, 32.53),
    ("Brasilia", -15.79, -47.88),
    ("Denver", 39.74, -104.98),
    ("Alice Springs", -23.7, 133.87),
    ("Chukotka west of the antimeridian", 67.0, 178.5),
    ("Chukotka east of the antimeridian", 66.5, -175.5),
    ("Antarctica", -80.0, 90.0),
]
# At the latitudes of the lands that the antimeridian cuts, where a band would show.
SEA = [
    ("Norwegian Sea", 68.0, -2.0),
    ("Davis Strait", 67.0, -58.0),
    ("Chukchi Sea", 69.5, -170.0),
    ("Pacific off Peru", -17.0, -120.0),
    ("Atlantic off Angola", -17.0, -10.0),
    ("Coral Sea", -17.0, 155.0),
    ("Southern Ocean", -60.0, 100.0),
]


@pytest.mark.parametrize("theme", THEMES)
def test_style_asks_only_its_origin(theme):
    style = basemap.style(origin=ORIGIN, theme=theme)
    addresses = re.findall(r"https?://[^\"]+", json.dumps(style))
    assert addresses
    assert all(address.startswith(f"{ORIGIN}/tiles/") for address in addresses)
    assert not {"glyphs", "sprite"} & set(style)


@pytest.mark.parametrize("theme", THEMES)
def test_style_is_drawn_in_the_theme(theme):
    layers = {layer["id"]: layer for layer in basemap.style(origin=ORIGIN, theme=theme)["layers"]}
    assert layers["water"]["paint"]["background-color"] == token("water", theme)
    assert layers["land"]["paint"]["fill-color"] == token("land", theme)


def test_style_draws_every_layer_of_the_tiles():
    style = basemap.style(origin=ORIGIN, theme="light")
    drawn = {(layer["source"], layer["source-layer"]) for layer in style["layers"] if "source" in layer}
    sent = {("base", name) for name in layers_of("base", 6, 37, 22)} | {("places", "places")}
    assert drawn == sent
    assert len({layer["id"] for layer in style["layers"]}) == len(style["layers"])


def test_attribution_names_both_sources():
    for source in basemap.style(origin=ORIGIN, theme="dark")["sources"].values():
        assert source["attribution"] == basemap.ATTRIBUTION
    assert "Natural Earth" in basemap.ATTRIBUTION
    assert "GeoNames CC BY 4.0" in basemap.ATTRIBUTION


def test_one_tile_shows_the_world():
    layers = layers_of("base", 0, 0, 0)
    assert {"land", "borders"} <= set(layers)
    longitudes = [x for rings in layers["land"] for ring in rings for x, _ in ring]
    assert min(longitudes) <= 0
    assert max(longitudes) >= 4096 / 2


@pytest.mark.parametrize(("place", "latitude", "longitude"), LAND)
def test_land_is_land(place, latitude, longitude):
    assert is_land(latitude, longitude)


@pytest.mark.parametrize(("place", "latitude", "longitude"), SEA)
def test_sea_is_not_land(place, latitude, longitude):
    assert not is_land(latitude, longitude)


def test_tiles_are_gzipped_and_readable_by_many_threads():
    wanted = [
        (name, z, x, y)
        for name in basemap.TILE_SETS
        for z in (3, 4)
        for x in range(2**z)
        for y in range(2**z)
    ]
    one_by_one = [basemap.tile(*address) for address in wanted]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda address: basemap.tile(*address), wanted)) == one_by_one
    found = [tile for tile in one_by_one if tile is not None]
    assert len(found) > 200
    assert all(gzip.decompress(tile) for tile in found)


@pytest.mark.parametrize(
    "address",
    [
        ("nothing", 0, 0, 0),
        ("base", -1, 0, 0),
        ("base", 1, 2, 0),
        ("base", 0, 0, -1),
        ("places", 10, 0, 0),
        ("base", 7, 20, 80),
    ],
)
def test_no_such_tile(address):
    assert basemap.tile(*address) is None


@pytest.mark.parametrize(
    ("iso", "latitude", "longitude"),
    [
        ("UA", 50.45, 30.52),
        ("SY", 33.51, 36.29),
        ("US", 38.9, -77.03),
        ("US", 64.84, -147.72),
        ("RU", 55.75, 37.62),
        ("RU", 66.5, -175.5),
        ("FJ", -17.8, 178.0),
        ("XK", 42.66, 21.17),
        ("SS", 4.85, 31.58),
        ("FR", 48.86, 2.35),
        ("GF", 4.2, -52.9),
    ],
)
def test_country_outline_holds_its_places(iso, latitude, longitude):
    assert holds(basemap.country_outline(iso), latitude, longitude)
    assert not holds(basemap.country_outline("BR"), latitude, longitude)


@pytest.mark.parametrize("iso", ["FJ", "RU", "US", "NZ", "KI", "AQ"])
def test_outlines_end_at_the_antimeridian(iso):
    for ring in rings_of(basemap.country_outline(iso)):
        assert all(-180 <= x <= 180 for x, _ in ring)
        jumps = (abs(a[0] - b[0]) for a, b in pairwise(ring))
        assert iso == "AQ" or max(jumps) < 60


@pytest.mark.parametrize(
    ("country", "admin1", "latitude", "longitude"),
    [
        ("UA", "14", 48.95, 38.49),
        ("UA", "05", 48.72, 37.56),
        ("UA", "11", 44.95, 34.1),
        ("SY", "09", 36.2, 37.16),
        ("SD", "55", 13.63, 25.35),
        ("SD", "49", 12.05, 24.88),
        ("GB", "ENG", 52.48, -1.9),
    ],
)
def test_province_outline_holds_its_places_and_no_other_does(country, admin1, latitude, longitude):
    codes = {"UA": [f"{n:02}" for n in range(1, 28)], "SY": [f"{n:02}" for n in range(1, 15)]}
    codes |= {"SD": [str(n) for n in range(29, 63)], "GB": ["ENG", "NIR", "SCT", "WLS"]}
    shapes = {code: basemap.admin1_outline(country, code) for code in codes[country]}
    assert [code for code, shape in shapes.items() if shape and holds(shape, latitude, longitude)] == [admin1]


@pytest.mark.parametrize(
    ("country", "admin1", "latitude", "longitude"),
    [("KE", "27", -1.37, 38.01), ("MM", "18", 19.745, 96.13), ("YE", "28", 12.65, 54.02)],
)
def test_a_province_that_nothing_draws_is_the_hull_of_its_places(country, admin1, latitude, longitude):
    shape = basemap.admin1_outline(country, admin1)
    assert shape
    assert holds(shape, latitude, longitude)


def test_unknown_codes_have_no_outline():
    assert basemap.country_outline("ZZ") is None
    assert basemap.admin1_outline("UA", "99") is None


def test_files_are_what_source_md_says_and_small():
    home = folder("data") / "basemap"
    said = dict(
        reversed(line.split())
        for line in re.findall(r"^[0-9a-f]{64}  \S+$", text_of(home / "SOURCE.md"), re.M)
    )
    files = {
        path.name: path.read_bytes()
        for path in home.iterdir()
        if path.suffix in (".pmtiles", ".geojson", ".gz")
    }
    assert {name: hashlib.sha256(content).hexdigest() for name, content in files.items()} == said
    assert sum(map(len, files.values())) < 20_000_000
    for name in basemap.TILE_SETS:
        metadata = Reader(MemorySource(files[f"{name}.pmtiles"])).metadata()
        assert metadata["attribution"] == basemap.ATTRIBUTION
        assert "/" not in json.dumps(metadata)


def test_licences_are_told():
    assets = folder("assets") / "fonts"
    assert "CC BY 4.0" in text_of(folder("data") / "basemap" / "SOURCE.md")
    assert "SIL OPEN FONT LICENSE" in text_of(assets / "OFL.txt").upper()
    said = text_of(assets / "SOURCE.md")
    fonts = list(assets.glob("*.woff2"))
    assert fonts
    assert all(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}" in said for path in fonts)


def test_fonts_of_the_map_are_declared_and_present():
    css = text_of(folder("assets") / "fonts.css")
    declared = set(re.findall(r'font-family: "([^"]+)"', css))
    layers = basemap.style(origin=ORIGIN, theme="light")["layers"]
    wanted = {layer["layout"]["text-font"][0] for layer in layers if "text-font" in layer.get("layout", {})}
    assert wanted
    assert wanted | {"Source Sans 3", "Source Serif 4"} <= declared
    # MapLibre writes the family unquoted into CSS, where each word must be an identifier.
    assert not [word for family in wanted for word in family.split() if not word.isalpha()]
    addresses = re.findall(r'url\("([^"]+)"\)', css)
    assert all((folder("assets") / address).is_file() for address in addresses)


def text_of(path) -> str:
    return path.read_text(encoding="utf-8")


def is_land(latitude: float, longitude: float, zoom: int = 5) -> bool:
    x = (longitude / 360 + 0.5) * 2**zoom
    y = (0.5 - math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2)) / (2 * math.pi)) * 2**zoom
    layers = layers_of("base", zoom, int(x), int(y))
    return any(inside(rings, x % 1 * 2048, y % 1 * 2048) for rings in layers.get("land", []))


def holds(geometry, latitude: float, longitude: float) -> bool:
    return inside(list(rings_of(geometry)), longitude, latitude)


def rings_of(geometry) -> Iterator[list]:
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    for polygon in polygons:
        yield from polygon


def inside(rings, x: float, y: float) -> bool:
    """Even-odd rule over all rings, holes included."""
    crossings = 0
    for ring in rings:
        for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
            crossings += (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1
    return crossings % 2 == 1


def layers_of(name: str, z: int, x: int, y: int) -> dict[str, list]:
    """The layers of a vector tile: for each feature its paths, in units of the tile."""
    tile = basemap.tile(name, z, x, y)
    layers: dict[str, list] = {}
    for _, layer in fields(gzip.decompress(tile) if tile else b""):
        content = list(fields(layer))
        title = next(value for key, value in content if key == 1).decode()
        features = [dict(fields(value)) for key, value in content if key == 2]
        layers[title] = [list(paths(feature[4])) for feature in features]
    return layers


def fields(message: bytes) -> Iterator[tuple[int, bytes]]:
    """Protocol buffer fields; numbers are skipped, for none is needed here."""
    at = 0
    while at < len(message):
        key, at = varint(message, at)
        if key & 7 == 0:
            _, at = varint(message, at)
        elif key & 7 == 2:
            size, at = varint(message, at)
            yield key >> 3, message[at : at + size]
            at += size


def varint(message: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        value |= (message[at] & 127) << shift
        at, shift = at + 1, shift + 7
        if message[at - 1] < 128:
            return value, at


def paths(geometry: bytes) -> Iterator[list[tuple[int, int]]]:
    numbers, at = [], 0
    while at < len(geometry):
        value, at = varint(geometry, at)
        numbers.append(value)
    path: list[tuple[int, int]] = []
    x = y = i = 0
    while i < len(numbers):
        command, count = numbers[i] & 7, numbers[i] >> 3
        i += 1
        if command == 1 and path:
            yield path
            path = []
        for _ in range(count if command < 7 else 0):
            x += (numbers[i] >> 1) ^ -(numbers[i] & 1)
            y += (numbers[i + 1] >> 1) ^ -(numbers[i + 1] & 1)
            path.append((x, y))
            i += 2
    yield path
