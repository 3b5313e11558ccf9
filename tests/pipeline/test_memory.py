"""Memory is flat: what is kept for words, names and places is bounded, whatever is read."""

import subprocess
import sys

import pytest

ARTICLES, STEP = 450, 150
#: What reading goes on to hold after the first articles, at most, in MB: word lists and caches fill.
MOST_MB = 12.0


@pytest.mark.skipif(sys.platform != "linux", reason="reads the memory of the process from /proc")
def test_memory_stays_flat_while_varied_articles_are_read() -> None:
    command = [sys.executable, "-m", "tests.benchmarks.memory", str(ARTICLES), str(STEP)]
    printed = subprocess.run(command, capture_output=True, text=True, check=True, timeout=240).stdout
    held = [float(line.split()[2]) for line in printed.splitlines()]
    assert len(held) == ARTICLES // STEP
    assert held[-1] - held[0] <= MOST_MB, printed
