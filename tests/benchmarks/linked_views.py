"""A filter changes: CPU time of all views against the same in SQL and in pandas, for six filters."""

import gc
import os
import statistics
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np

from dashboard.query.filters import Bounds, Filters
from dashboard.query.histogram import timeline
from dashboard.query.index import Index
from dashboard.query.opened import OpenSnapshot
from dashboard.query.selection import day_number
from tests.benchmarks import sql_views
from tests.benchmarks.snapshots import opened

FIRST, LAST = date(1996, 1, 1), date(2025, 12, 31)
#: Half of the events by the rate that grows, and the last twentieth.
_HALF = (date(2017, 3, 18), LAST)
_FEW = (date(2025, 3, 28), LAST)
_BOX = Bounds(-10, 0, 30, 60)


def filters(actor: str, event_type: str) -> dict[str, Filters]:
    """The six filters of the comparison."""
    half, few = (Filters(date_from=a, date_to=b) for a, b in (_HALF, _FEW))
    return {
        "all": Filters(),
        "dates 50 %": half,
        "dates 5 %": few,
        "dates 5 %, actor": few.replace(actors=(actor,)),
        "dates 50 %, map area": half.replace(bounds=_BOX),
        "dates 50 %, type, actor, area": half.replace(
            bounds=_BOX, actors=(actor,), event_types=(event_type,)
        ),
    }


def cpu(work: Callable[[], object], *, tries: int = 3) -> float:
    """Seconds of CPU, all threads, the median of some tries."""
    spent = []
    for _ in range(tries):
        gc.collect()
        start = time.process_time()
        work()
        spent.append(time.process_time() - start)
    return statistics.median(spent)


def all_views(snapshot: OpenSnapshot, asked: Filters) -> None:
    """What the panels ask for when a filter changes, with nothing kept from before."""
    index = Index(snapshot.index.hot, snapshot.index.names, snapshot.index._texts)
    weeks = np.arange(day_number(FIRST), day_number(LAST) + 8, 7)
    timeline(index, index.picked(asked.without("dates")), weeks, low=int(weeks[0]), high=int(weeks[-1]))
    index.cells(asked, level=8, within=None, most=10**9)
    index.facets(asked)
    index.strip(asked)
    picked = index.picked(asked)
    snapshot.frame(snapshot.ordered(picked, order="date", descending=True, limit=50))


def run(scratch: Path) -> list[tuple[str, str]]:
    """Ratios: less than 1 is less CPU than the other way."""
    snapshot = opened(scratch)
    names = snapshot.index.names
    asked = filters(names.actor.values[1], names.event_type.values[1])
    connection = snapshot._cursor()
    connection.execute(f"SET threads = {os.cpu_count() or 1}")
    mine = {name: cpu(lambda f=each: all_views(snapshot, f)) for name, each in asked.items()}
    sql = {name: cpu(lambda f=each: sql_views.run_sql(connection, f)) for name, each in asked.items()}
    frame = sql_views.pandas_frame(connection)
    pandas = {name: cpu(lambda f=each: sql_views.run_pandas(frame, f)) for name, each in asked.items()}
    lines = [
        (
            f"{name}, {snapshot.index.picked(each).size:,} events",
            f"{mine[name] * 1000:6.1f} ms   {mine[name] / sql[name]:.2f}x SQL   "
            f"pandas {pandas[name] / mine[name]:.1f}x",
        )
        for name, each in asked.items()
    ]
    mean = statistics.geometric_mean(mine[name] / sql[name] for name in asked)
    times = statistics.geometric_mean(pandas[name] / mine[name] for name in asked)
    return [*lines, ("geometric mean", f"{mean:.2f}x SQL   pandas {times:.1f}x")]
