"""``doctor``: what is installed, where things lie, and what state they are in."""

import platform
import sqlite3
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version

import typer

from dashboard import __version__
from dashboard.cli.options import settings
from dashboard.errors import ConflictEventsError

EXAMPLE = "conflict-events doctor"
_PACKAGES = ("dash", "plotly", "pandas", "duckdb", "sqlalchemy", "gunicorn")
_DATA = (
    "gazetteer/gazetteer.bin",
    "ontology/event_types.csv",
    "lexicons/triggers.csv",
    "basemap/base.pmtiles",
)

#: A line of the report: whether all is well, what it is about, what was found.
Line = tuple[bool, str, str]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("doctor", epilog=f"Example: {EXAMPLE}")(doctor)


def doctor() -> None:
    """Say what is installed and what state it is in.

    Also where the store and the snapshots lie. The status is 1 where something needs mending; a line then
    starts with an exclamation mark.
    """
    lines = [*_versions(), *_data(), *_gazetteer(), *_store(), *_snapshot()]
    for well, name, found in lines:
        typer.echo(f"{' ' if well else '!'} {name:<10} {found}")
    if not all(well for well, _, _ in lines):
        raise typer.Exit(1)


def _versions() -> Iterator[Line]:
    yield True, "version", f"conflict-events {__version__}, Python {platform.python_version()}"
    for name in _PACKAGES:
        try:
            yield True, name, version(name)
        except PackageNotFoundError:
            yield False, name, "not installed; install conflict-events again"


def _data() -> Iterator[Line]:
    from dashboard import resources

    try:
        for path in _DATA:
            resources.file(path)
    except ConflictEventsError as error:
        yield False, "data", str(error)
    else:
        yield True, "data", str(resources.folder("data"))


def _gazetteer() -> Iterator[Line]:
    from dashboard.geocoding.index_facts import index_facts

    try:
        facts = index_facts()
    except ConflictEventsError as error:
        yield False, "gazetteer", str(error)
        return
    origin = {"shipped": "shipped", "built": f"built {facts.built}", "named": "as the environment says"}
    own = f", {facts.own:,} of your own" if facts.own else ""
    stale = "" if facts.current else "; built on other tables than ship now, build it again"
    told = f"{facts.path} ({origin[facts.kind]}): {facts.places:,} places{own}{stale}"
    yield facts.current, "gazetteer", told


def _store() -> Iterator[Line]:
    from dashboard.store.engine import SAFE_SQLITE, Database
    from dashboard.store.record_store import RecordStore

    chosen = settings()
    safe = ".".join(map(str, SAFE_SQLITE))
    guard = (
        "" if sqlite3.sqlite_version_info >= SAFE_SQLITE else f"; older than {safe}, so writers take turns"
    )
    yield True, "sqlite", sqlite3.sqlite_version + guard
    yield True, "home", str(chosen.home)
    try:
        database = Database(chosen.store_url)
        if database.file is not None and not database.file.exists():
            yield True, "store", f"{database.name}: none yet; `conflict-events ingest` makes it"
            return
        store = RecordStore(chosen.store_url)
        counts = ", ".join(f"{number} {name}" for name, number in store.counts().items())
        store.close()
        yield True, "store", f"{store.name}: {counts}"
    except ConflictEventsError as error:
        yield False, "store", str(error)


def _snapshot() -> Iterator[Line]:
    from dashboard.query.snapshot_source import SnapshotSource

    folder = settings().snapshots
    if not (folder / "current").exists():
        yield True, "snapshot", f"{folder}: none yet; `conflict-events ingest` publishes one"
        return
    try:
        source = SnapshotSource(folder)
    except ConflictEventsError as error:
        yield False, "snapshot", str(error)
    else:
        told = (
            f"{source.total} events from {source.articles} articles, as of {source.as_of:%Y-%m-%d %H:%M} UTC"
        )
        yield True, "snapshot", f"{source.version}: {told}"
