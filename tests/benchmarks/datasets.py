"""How fast a file of events is imported, by layout, and what it takes: CPU time, memory, disk.

``python -m tests.benchmarks.datasets 10000000`` does the same with another number of rows.
"""

import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from tests.benchmarks.calibration import calibration
from tests.formats.files import ACLED, UCDP

ROWS = 300_000
_FIRST = date(1995, 1, 1)
_BLOCK = 20_000


def lines(layout: str, count: int) -> Iterator[str]:
    """Lines of a CSV with as many rows: places and actors by a steep skew, mostly single days."""
    chance = random.Random(7)
    columns = UCDP if layout == "ucdp-ged" else ACLED
    names = [f"Front {number}" for number in range(5_000)]
    yield ",".join(columns) + "\n"
    ucdp = layout == "ucdp-ged"
    identity, day, end = ("id", "date_start", "date_end") if ucdp else ("event_id_cnty", "event_date", "")
    sides = ("side_a", "side_b") if ucdp else ("actor1", "actor2")
    text = {"source_article", "notes"}
    for number in range(count):
        place = int(5_000 * chance.random() ** 3)
        happened = _FIRST + timedelta(days=int(10_958 * chance.random() ** 0.5))
        row = dict(columns)
        row |= {
            identity: str(number),
            day: happened.isoformat(),
            sides[0]: names[int(5_000 * chance.random() ** 6)],
            sides[1]: names[int(5_000 * chance.random() ** 4)],
            "latitude": f"{place % 140 - 70 + chance.random() / 7:.4f}",
            "longitude": f"{place % 340 - 170 + chance.random() / 7:.4f}",
        }
        if end:
            row |= {end: happened.isoformat(), "where_coordinates": f"Town {place}"}
        else:
            row |= {"location": f"Town {place}", "inter1": "2", "inter2": "3"}
        words = f'"They fought near town {place} on day {number % 9973}, {number} people say, until dusk."'
        cells = (words if name in text else value.replace('"', "") for name, value in row.items())
        yield ",".join(cells) + "\n"


def _saved(folder: Path, layout: str, count: int) -> Path:
    path = folder / f"{layout}.csv"
    with path.open("w", encoding="utf-8") as file:
        file.writelines(lines(layout, count))
    return path


_RUN = """
import resource, sys, time
from pathlib import Path
from dashboard.query.dataset_import import import_dataset
start = time.process_time()
report = import_dataset(Path(sys.argv[1]), Path(sys.argv[2]), name="bench")
used = resource.getrusage(resource.RUSAGE_SELF)
size = sum(path.stat().st_size for path in report.folder.rglob("*") if path.name != "originals.parquet")
print(report.taken, time.process_time() - start, used.ru_maxrss / 1024, size)
"""


def run(folder: Path, count: int = ROWS) -> list[tuple[str, str]]:
    """Each layout in a process of its own, so that memory is its own."""
    found = []
    for layout in ("ucdp-ged", "acled"):
        path = _saved(folder, layout, count)
        started = time.perf_counter()
        told = subprocess.run(
            [sys.executable, "-c", _RUN, path, folder / layout], check=True, capture_output=True, text=True
        ).stdout.split()
        wall = time.perf_counter() - started
        taken, cpu, memory, size = (float(part) for part in told)
        assert taken == count
        found += [
            (f"{layout}: {count:,} rows imported, rows a second of CPU", f"{count / cpu:,.0f}"),
            (f"{layout}: wall time, of {path.stat().st_size / 1e6:,.0f} MB", f"{wall:.1f} s"),
            (f"{layout}: memory at the most", f"{memory:,.0f} MB"),
            (f"{layout}: disk an event, without the originals", f"{size / count:.0f} bytes"),
        ]
        path.unlink()
    return found


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    print(f"datasets (calibration {calibration():.1f} million additions/s)")
    with tempfile.TemporaryDirectory() as folder:
        for label, figure in run(Path(folder), count):
            print(f"  {label:<66} {figure}", flush=True)


if __name__ == "__main__":
    main()
