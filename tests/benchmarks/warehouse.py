"""ClickHouse in this process (chdb): bytes an event, loading, and each view of a linked update.

Needs the extra ``clickhouse`` and chdb. ``CONFLICT_EVENTS_BENCH_FOLDER`` keeps what was loaded.
"""

import os
import resource
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from dashboard.query.clickhouse.loading import load_rows
from dashboard.query.clickhouse.source import ClickHouseSource
from dashboard.query.filters import Filters
from tests.benchmarks.linked_views import filters
from tests.benchmarks.snapshots import EVENTS
from tests.benchmarks.synthetic import Synthetic

#: What the engine may take for one question, in bytes.
MEMORY = 2_000_000_000


def run(scratch: Path) -> list[tuple[str, str]]:
    """Wall and CPU time (all threads) of each view, nothing kept from before."""
    import clickhouse_connect

    kept = os.environ.get("CONFLICT_EVENTS_BENCH_FOLDER")
    folder = (Path(kept) if kept else scratch) / f"warehouse-{EVENTS}"
    url, fresh = f"chdb://{folder}", not folder.exists()
    # Held, so that the engine and its limit last.
    engine = clickhouse_connect.get_client(dsn=url, settings={"max_memory_usage": MEMORY})
    lines = _loaded(url) if fresh else []
    sizes = engine.query(
        "SELECT if(table LIKE 'incidents%', 'incidents', 'beside'), sum(bytes_on_disk) FROM system.parts "
        "WHERE active AND database = currentDatabase() GROUP BY 1 ORDER BY 2 DESC"
    ).result_rows
    lines += [(f"bytes an event on disk, {name}", f"{size / EVENTS:.0f}") for name, size in sizes]
    source = ClickHouseSource(url)
    facets = source.facets(Filters())
    for name, asked in filters(facets.actor[0].value, facets.event_type[0].value).items():
        lines.append((f"{name}, {source.count(asked):,} events", ""))
        lines += [(f"    {view}", told) for view, told in _views(url, asked)]
    source.close()
    engine.close()
    return lines


def _loaded(url: str) -> list[tuple[str, str]]:
    start, spent = time.perf_counter(), time.process_time()
    load_rows(url, Synthetic(EVENTS).batches(), title="Made-up events", licence="none needed")
    wall, cpu = time.perf_counter() - start, time.process_time() - spent
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    return [
        ("rows loaded a second, making them included", f"{EVENTS / wall:,.0f}"),
        ("the same a second of CPU", f"{EVENTS / cpu:,.0f}"),
        ("peak memory of the process, GB", f"{peak:.1f}"),
    ]


def _views(url: str, asked: Filters) -> Iterator[tuple[str, str]]:
    half = (date(2017, 3, 18), date(2025, 12, 31))
    views: dict[str, Callable[[ClickHouseSource], object]] = {
        "facets": lambda source: source.facets(asked),
        "strip": lambda source: source.strip(asked),
        "histogram": lambda source: source.histogram(asked.without("dates"), bins=400),
        "cells, whole map": lambda source: source.cells(asked, zoom=2),
        "latest 50 rows": lambda source: source.rows(asked, descending=True, limit=50),
        "brush step": lambda source: source.brush(asked, zoom=2).step(*half),
        "text, latest 50": lambda source: source.rows(
            asked.replace(text="place 4711"), descending=True, limit=50
        ),
    }
    for name, view in views.items():
        walls, cpus = [], []
        for _ in range(3):
            source = ClickHouseSource(url)
            source.facets(Filters())  # names are kept by a process
            if name == "brush step":
                source.brush(asked, zoom=2)
            start, spent = time.perf_counter(), time.process_time()
            view(source)
            walls.append(time.perf_counter() - start)
            cpus.append(time.process_time() - spent)
            source.close()
        wall, cpu = (statistics.median(each) * 1000 for each in (walls, cpus))
        yield name, f"{wall:7.0f} ms   {cpu:7.0f} ms CPU"
