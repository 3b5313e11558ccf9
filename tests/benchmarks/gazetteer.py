"""How fast an index is built from a dump and what it then costs to open and to ask."""

import resource
import time
from pathlib import Path

from dashboard.geocoding.gazetteer import Gazetteer
from dashboard.geocoding.index_build import build
from dashboard.geocoding.index_file import IndexFile
from tests.geocoding.dumps import dump, row

ROWS = 200_000


def run(folder: Path) -> list[tuple[str, str]]:
    """A dump of ROWS places with names of their own."""
    lines = [
        row(20_000_000 + i, f"Place {i:x}", at=(i % 170 - 85, i % 359 - 179), others=f"Ort {i:x}")
        for i in range(ROWS)
    ]
    path = dump(folder, lines)
    start = time.perf_counter()
    report = build([path], target=folder / "gazetteer.bin", cache=folder / "cache")
    built = time.perf_counter() - start
    start = time.perf_counter()
    gazetteer = Gazetteer(IndexFile(report.path))
    opened = time.perf_counter() - start
    names = [f"Place {i:x}" for i in range(0, ROWS, 20)]
    start = time.perf_counter()
    for name in names:
        gazetteer.lookup(name)
    asked = (time.perf_counter() - start) / len(names)
    start = time.perf_counter()
    for i in range(200):
        gazetteer.near(i % 170 - 85, i % 359 - 179, 5)
    near = (time.perf_counter() - start) / 200
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [
        (f"index built from {ROWS:,} rows over the one that ships", f"{built:.1f} s"),
        (f"its size, {report.places:,} places, {report.names:,} names", f"{report.size / 1e6:.0f} MB"),
        ("it opened", f"{opened * 1000:.0f} ms"),
        ("a name looked up for the first time", f"{asked * 1e6:.1f} µs"),
        ("the five nearest places", f"{near * 1000:.1f} ms"),
        ("memory at the most, building included", f"{memory:.0f} MB"),
    ]
