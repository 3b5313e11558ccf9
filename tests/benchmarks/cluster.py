"""What a runner costs beside one process: ``python -m tests.benchmarks.cluster``, not part of ``make bench``.

The same articles are read by one process, then by one worker of each runner, in batches of 50, so that the
ratio of the two is what handing batches over costs; then by two workers. All figures are of one run.
"""

import itertools
import json
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from dashboard.pipeline.batch_run import BATCH, extract_batches
from dashboard.pipeline.runners import RUNNERS, Runner, RunnerOptions
from tests.benchmarks.calibration import calibration
from tests.benchmarks.memory import varied

ARTICLES = 1_000


@dataclass(frozen=True, slots=True)
class Timed:
    """Seconds until the first batch was done, and from then on for each further batch."""

    first: float
    batch: float
    whole: float


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
    done: list[float] = []
    start = time.perf_counter()
    extract_batches([path], output, runner=runner, progress=lambda *_: done.append(time.perf_counter()))
    whole = time.perf_counter() - start
    _, first, *_, last = done  # the first is told before anything is done
    return Timed(first - start, (last - first) / (len(done) - 2), whole)


def run(folder: Path) -> list[tuple[str, str]]:
    """Start, speed and ratio to one process, for each runner."""
    path = articles_file(folder, ARTICLES)
    numbers = itertools.count()
    rows: list[tuple[str, str]] = []

    def row(label: str, name: str, options: RunnerOptions, before: Timed | None) -> Timed:
        result = timed(path, folder / f"{next(numbers)}.parquet", RUNNERS[name](options))
        ratio = f", {result.batch / before.batch:.2f} of one process" if before else ""
        rows.append(
            (label, f"{BATCH / result.batch:.0f} a second{ratio}; first batch after {result.first:.1f} s")
        )
        return result

    serial = row("one process", "serial", RunnerOptions(), None)
    for name in ("processes", "ray"):
        for workers in (1, 2):
            row(f"{name}, {workers} worker{'s' * (workers > 1)}", name, RunnerOptions(workers), serial)
    again = timed(path, folder / f"{next(numbers)}.parquet", RUNNERS["serial"](RunnerOptions()))
    rows.append(("one process, at the end of the run", f"{BATCH / again.batch:.0f} a second"))
    size = path.stat().st_size / ARTICLES
    rows.append((f"articles: {ARTICLES:,} of {size:,.0f} bytes, in batches of {BATCH}", ""))
    return rows


def main() -> None:
    """Print the figures."""
    print(f"extraction in batches (calibration {calibration():.1f} million additions/s)")
    with tempfile.TemporaryDirectory() as folder:
        for label, figure in run(Path(folder)):
            print(f"  {label:<58} {figure}")


if __name__ == "__main__":
    main()
