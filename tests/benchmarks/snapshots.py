"""The made-up snapshot that benchmarks share, written once for each size.

``CONFLICT_EVENTS_BENCH_EVENTS`` is its number of events (default 200,000; the targets are for 10,000,000),
and ``CONFLICT_EVENTS_BENCH_FOLDER`` a folder that keeps it for the next run.
"""

import os
from pathlib import Path

from dashboard.errors import SnapshotError
from dashboard.query.manifest import current_version
from dashboard.query.opened import OpenSnapshot
from tests.benchmarks.synthetic import Synthetic

EVENTS = int(os.environ.get("CONFLICT_EVENTS_BENCH_EVENTS", "200000").replace("_", "").replace(",", ""))


def folder_of(scratch: Path, events: int = EVENTS) -> Path:
    """The folder of snapshots that holds the made-up one of a size."""
    kept = os.environ.get("CONFLICT_EVENTS_BENCH_FOLDER")
    folder = (Path(kept) if kept else scratch) / f"made-up-{events}"
    try:
        current_version(folder)
    except SnapshotError:
        Synthetic(events).publish(folder)
    return folder


def opened(scratch: Path, events: int = EVENTS) -> OpenSnapshot:
    """The made-up snapshot of a size, opened."""
    folder = folder_of(scratch, events)
    return OpenSnapshot(folder / current_version(folder))
