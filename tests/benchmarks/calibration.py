"""A loop of plain Python: divide by its speed to compare two runs."""

import statistics
import time


def calibration() -> float:
    """Millions of additions a second of plain Python, the median of five tries."""

    def once() -> float:
        start = time.process_time()
        total = 0
        for number in range(2_000_000):
            total += number & 7
        return 2 / (time.process_time() - start)

    return statistics.median(once() for _ in range(5))
