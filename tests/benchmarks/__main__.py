"""``make bench``: prints speeds, asserts none. ``make bench PARTS="brush snapshot"`` runs some of them.

``CONFLICT_EVENTS_BENCH_EVENTS=10_000_000`` sets the number of made-up events (``benchmarks/snapshots.py``).

Machines are shared and drift, so each absolute figure stands beside a calibration loop of the same run:
divide by it to compare two runs.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks import brush, extraction, gazetteer, linked_views, page, storage
from tests.benchmarks.snapshots import EVENTS

#: Takes a scratch folder, gives labels and figures.
Benchmark = Callable[[Path], list[tuple[str, str]]]


def calibration() -> float:
    """Millions of additions a second of plain Python, the median of five tries."""

    def once() -> float:
        start = time.process_time()
        total = 0
        for number in range(2_000_000):
            total += number & 7
        return 2 / (time.process_time() - start)

    return statistics.median(once() for _ in range(5))


def main() -> None:
    parts: dict[str, Benchmark] = {
        "extraction": extraction.run,
        "gazetteer": gazetteer.run,
        "page": page.run,
        f"linked views, {EVENTS:,} made-up events": linked_views.run,
        "date brush": brush.run,
        "snapshot": storage.run,
    }
    wanted = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        for name, run in parts.items():
            if wanted and not any(word in name for word in wanted):
                continue
            print(f"{name} (calibration {calibration():.1f} million additions/s)")
            for label, figure in run(Path(folder)):
                print(f"  {label:<58} {figure}")


if __name__ == "__main__":
    main()
