"""``make bench``: prints speeds, asserts none. ``make bench PARTS="brush snapshot"`` runs some of them.

``CONFLICT_EVENTS_BENCH_EVENTS=10_000_000`` sets the number of made-up events (``benchmarks/snapshots.py``).

Machines are shared and drift, so each absolute figure stands beside a calibration loop of the same run:
divide by it to compare two runs.
"""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks import (
    brush,
    datasets,
    extraction,
    gazetteer,
    linked_views,
    memory,
    page,
    storage,
    warehouse,
)
from tests.benchmarks.calibration import calibration
from tests.benchmarks.snapshots import EVENTS

#: Takes a scratch folder, gives labels and figures.
Benchmark = Callable[[Path], list[tuple[str, str]]]


def main() -> None:
    parts: dict[str, Benchmark] = {
        "datasets": datasets.run,
        "extraction": extraction.run,
        "memory": memory.run,
        "gazetteer": gazetteer.run,
        "page": page.run,
        f"linked views, {EVENTS:,} made-up events": linked_views.run,
        "date brush": brush.run,
        "snapshot": storage.run,
        "warehouse": warehouse.run,
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
