"""What a runner costs beside one process: ``python -m tests.benchmarks.cluster``, not part of ``make bench``.

The same articles are read by one process, then by one worker of each runner, in batches of 50, so that the
ratio of the two is what handing batches over costs; then by two workers. All figures are of one run. The
ratio is also told in CPU time, of this process and all below it, which others on the machine disturb less.
"""

import contextlib
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dashboard.pipeline.batch_run import BATCH, extract_batches
from dashboard.pipeline.runners import RUNNERS, Runner, RunnerOptions
from tests.benchmarks.calibration import calibration
from tests.benchmarks.memory import varied

ARTICLES = 600


@dataclass(frozen=True, slots=True)
class Timed:
    """Seconds until the first batch, then for each further one; CPU seconds of each, the start shared out."""

    first: float
    batch: float
    cpu: float


def cpu() -> float:
    """CPU seconds of this process and all below it, so far; 0 where the system does not tell."""
    parents: dict[int, int] = {}
    ticks: dict[int, int] = {}
    for file in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = file.read_text().rpartition(")")[2].split()
            pid = int(file.parent.name)
            parents[pid], ticks[pid] = int(fields[1]), sum(map(int, fields[11:15]))
    total, below = 0, {os.getpid()}
    while below:
        total += sum(ticks.get(pid, 0) for pid in below)
        below = {pid for pid, parent in parents.items() if parent in below}
    return total / os.sysconf("SC_CLK_TCK")


def articles_file(folder: Path, number: int) -> Path:
    """So many articles, no two alike, as JSON lines."""
    path = folder / "articles.jsonl"
    with path.open("w", encoding="utf-8") as lines:
        for article in varied(number):
            day = article.published_at and article.published_at.isoformat()
            lines.write(json.dumps({"text": article.text, "published": day, "language": "en"}) + "\n")
    return path


def timed(path: Path, output: Path, runner: Runner) -> Timed:
    """How long the batches of a file take with a runner."""
    start, used = time.time(), cpu()
    written: list[float] = []
    spent: list[float] = []

    def note(done: int, total: int) -> None:
        """At the end: when each part was written, for a runner may tell of several batches at once."""
        if done == total:
            parts = output.with_name(f"{output.name}.parts").glob("[0-9]*.parquet")
            written.extend(sorted(part.stat().st_mtime for part in parts))
            spent.append(cpu() - used)

    extract_batches([path], output, runner=runner, progress=note)
    batches = len(written)
    return Timed(written[0] - start, (written[-1] - written[0]) / (batches - 1), spent[0] / batches)


def run(folder: Path, number: int = ARTICLES) -> Iterator[tuple[str, str]]:
    """Start, speed and ratio to one process, for each runner."""
    path = articles_file(folder, number)
    serial = timed(path, folder / "serial.parquet", RUNNERS["serial"](RunnerOptions()))
    yield "one process", _speed(serial)
    for name in ("processes", "ray"):
        for workers in (1, 2):
            output = folder / f"{name}{workers}.parquet"
            found = timed(path, output, RUNNERS[name](RunnerOptions(workers)))
            ratio = f"{found.batch / serial.batch:.2f} of the time, {found.cpu / serial.cpu:.2f} of the CPU"
            yield f"{name}, workers: {workers}", f"{_speed(found)}; {ratio}"
    again = timed(path, folder / "again.parquet", RUNNERS["serial"](RunnerOptions()))
    yield "one process, at the end of the run", _speed(again)
    yield f"articles, in batches of {BATCH}", f"{number:,} of {path.stat().st_size / number:,.0f} bytes"


def _speed(found: Timed) -> str:
    first = f"first batch after {found.first:.1f} s"
    return f"{BATCH / found.batch:.0f} a second, {BATCH / found.cpu:.0f} a CPU second, {first}"


def main(number: int = ARTICLES) -> None:
    """Print the figures as they come."""
    print(f"extraction in batches (calibration {calibration():.1f} million additions/s)", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        for label, figure in run(Path(folder), number):
            print(f"  {label:<36} {figure}", flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
