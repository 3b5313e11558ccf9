"""``make bench``: prints speeds, asserts none.

Machines are shared and drift, so each absolute figure stands beside a calibration loop of the same run:
divide by it to compare two runs.
"""

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks import extraction, gazetteer, memory, page

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
