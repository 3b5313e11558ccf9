"""``make bench``: prints speeds, asserts none.

Machines are shared and drift, so each absolute figure stands beside a calibration loop of the same run:
divide by it to compare two runs.
"""

import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks import datasets, extraction, gazetteer, memory, page
from tests.benchmarks.calibration import calibration

#: Takes a scratch folder, gives labels and figures.
Benchmark = Callable[[Path], list[tuple[str, str]]]


def main() -> None:
    parts: dict[str, Benchmark] = {
        "datasets": datasets.run,
        "extraction": extraction.run,
        "memory": memory.run,
        "gazetteer": gazetteer.run,
        "page": page.run,
    }
    with tempfile.TemporaryDirectory() as folder:
        for name, run in parts.items():
            print(f"{name} (calibration {calibration():.1f} million additions/s)")
            for label, figure in run(Path(folder)):
                print(f"  {label:<58} {figure}")


if __name__ == "__main__":
    main()
