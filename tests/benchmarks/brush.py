"""A step of a date brush: cumulative counts, an answer of 5,000 cells and its compression."""

import gzip
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np

from dashboard.query.brush import Brush
from dashboard.query.filters import Filters
from dashboard.query.opened import OpenSnapshot
from dashboard.web.brush_steps import step_json
from tests.benchmarks.linked_views import cpu
from tests.benchmarks.snapshots import EVENTS, opened

CELLS = 5_000
#: Half of all days, and so many steps of a day.
FIRST, LAST, STEPS = date(2003, 7, 3), date(2018, 7, 2), 40


def brush_of(snapshot: OpenSnapshot) -> Brush:
    """A brush over the fullest cells of the world."""
    cells = snapshot.index.cells(Filters(), level=9, within=None, most=10**9)
    kept = np.sort(np.argsort(-cells.number, kind="stable")[:CELLS])
    arrays = ("code", "number", "event_type", "latitude", "longitude")
    cells = replace(cells, **{name: getattr(cells, name)[kept] for name in arrays})
    return Brush(snapshot.index, Filters(), cells=cells)


def stepping(brush: Brush) -> Callable[[], object]:
    """Some steps, each answered and compressed."""

    def work() -> None:
        for day in range(STEPS):
            last = date.fromordinal(LAST.toordinal() + day)
            gzip.compress(step_json(brush, FIRST, last).encode(), 1)

    return work


def counting(snapshot: OpenSnapshot) -> Callable[[], object]:
    """As many bare counts in SQL."""
    connection = snapshot._cursor()
    connection.execute(f"SET threads = {os.cpu_count() or 1}")
    sql = "SELECT count(*) FROM snapshot.incidents WHERE date_start BETWEEN ? AND ?"

    def work() -> None:
        for day in range(STEPS):
            last = date.fromordinal(LAST.toordinal() + day)
            connection.execute(sql, [FIRST, last]).fetchall()

    return work


def run(scratch: Path) -> list[tuple[str, str]]:
    """Ratios to a bare count in SQL, and to the same step with a tenth of the events."""
    snapshot, tenth = opened(scratch), opened(scratch, EVENTS // 10)
    made: list[Brush] = []
    build = cpu(lambda: made.append(brush_of(snapshot)), tries=1)
    brush, small = made[0], brush_of(tenth)
    mine, sql = cpu(stepping(brush)) / STEPS, cpu(counting(snapshot)) / STEPS
    # In turns: a machine that others use drifts.
    turns = [(cpu(stepping(brush), tries=1), cpu(stepping(small), tries=1)) for _ in range(5)]
    times = sorted(large / little for large, little in turns)[2]
    answer = step_json(brush, FIRST, LAST).encode()
    return [
        (f"a step, {len(brush.cells.code):,} cells, answered and compressed", f"{mine * 1000:.2f} ms"),
        ("of a bare count(*) over the same days in SQL", f"{mine / sql:.2f}x"),
        (
            f"of a step with {EVENTS // 10:,} events ({len(small.cells.code):,} cells)",
            f"{times:.2f}x",
        ),
        ("its answer, compressed", f"{len(gzip.compress(answer, 1)) / 1000:.1f} kB"),
        ("made when the brush begins", f"{build * 1000:.0f} ms"),
    ]
