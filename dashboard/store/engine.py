"""One database engine a process, with the rules that keep what was acknowledged.

SQLite: write-ahead log, every commit on the disk before it is acknowledged, foreign keys checked, a wait of
ten seconds for another writer, and write units that take their lock at their start (a transaction that reads
first and writes later loses updates or fails at once). While SQLite is older than 3.51.3, writers also take
turns on a lock file, because a writer and a checkpoint that meet can damage the log before that version.
"""

import contextlib
import fcntl
import os
import sqlite3
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, NoSuchModuleError
from sqlalchemy.orm import Session

from dashboard.errors import StoreBusy, StoreError

#: Seconds to wait for another writer.
PATIENCE = 10.0
#: The first SQLite whose log needs no help.
SAFE_SQLITE = (3, 51, 3)
#: Number of the lock that one migrating process holds on a server; any fixed number will do.
_MIGRATING = 4_211_870_036


class Database:
    """Sessions on one database. The engine is made in the process that uses it, never carried over a fork."""

    def __init__(self, address: str) -> None:
        """``address`` is a SQLAlchemy URL; StoreError where it is none, or its driver is missing."""
        if address.startswith("postgres://"):
            address = address.replace("postgres://", "postgresql://", 1)
        try:
            self.url: URL = make_url(address)
        except ArgumentError:
            raise StoreError(
                "DATABASE_URL is no database address; write it as sqlite:////folder/store.sqlite or "
                "postgresql+psycopg://user:password@host/database"
            ) from None
        self.name = self.url.render_as_string(hide_password=True)
        self._engine: Engine | None = None
        self._process = os.getpid()
        self._lock = threading.Lock()

    @property
    def file(self) -> Path | None:
        """The file of a SQLite database; None for a server."""
        if self.url.get_backend_name() == "sqlite" and self.url.database not in (None, "", ":memory:"):
            return Path(str(self.url.database))
        return None

    @property
    def engine(self) -> Engine:
        """The engine of this process, made at its first use."""
        with self._lock:
            if self._engine is None or self._process != os.getpid():
                self._process = os.getpid()
                self._engine = self._made()
            return self._engine

    @contextlib.contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one state of the store. Raises StoreError."""
        with self._told_plainly(), Session(self.engine, expire_on_commit=False) as session:
            yield session

    @contextlib.contextmanager
    def writing(self) -> Iterator[Session]:
        """One unit of work: on the disk when the block ends, undone when it raises. Raises StoreError,
        StoreBusy.
        """
        with self._told_plainly(), self._turn():
            engine = self.engine.execution_options(writes=True)
            with Session(engine, expire_on_commit=False) as session, session.begin():
                session.connection()  # begins now, not at the first question
                yield session

    @contextlib.contextmanager
    def connection(self) -> Iterator[Connection]:
        """A bare connection inside one write transaction, for migrations; one process at a time."""
        with (
            self._told_plainly(),
            self._turn(),
            self.engine.execution_options(writes=True).begin() as connection,
        ):
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATING})
            yield connection

    def close(self) -> None:
        """Close this process's connections; the last to close tidies the log, so it takes its turn."""
        if self._engine is not None and self._process == os.getpid():
            with self._turn():
                self._engine.dispose()
        self._engine = None

    def _made(self) -> Engine:
        try:
            if self.file is not None:
                self.file.parent.mkdir(parents=True, exist_ok=True)
            engine = create_engine(self.url)
        except OSError as error:
            raise StoreError(f"the folder of the store {self.name} cannot be made: {error}") from error
        except NoSuchModuleError:
            raise StoreError(
                f"no driver for {self.url.drivername}; use sqlite or postgresql+psycopg"
            ) from None
        except ModuleNotFoundError as error:
            raise StoreError(
                f"the driver {error.name} is not installed; run `pip install 'conflict-events[postgresql]'`"
            ) from None
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", _prepared)
            event.listen(engine, "begin", _begun)
        return engine

    @contextlib.contextmanager
    def _turn(self) -> Iterator[None]:
        """This writer's turn on the lock file, where the SQLite in use needs one."""
        if self.file is None or sqlite3.sqlite_version_info >= SAFE_SQLITE:
            yield
            return
        self.file.parent.mkdir(parents=True, exist_ok=True)
        with self.file.with_name(f"{self.file.name}.lock").open("a") as lock:
            _take(lock.fileno(), self.name)
            yield

    @contextlib.contextmanager
    def _told_plainly(self) -> Iterator[None]:
        try:
            yield
        except (IntegrityError, StoreError):
            raise
        except DBAPIError as error:
            raise _plain(error, self.name) from error
        except OSError as error:
            raise StoreError(f"the store {self.name} cannot be used: {error}") from error


def _take(lock: int, name: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise StoreBusy(
                    f"another process has kept the store {name} for over {PATIENCE:.0f} seconds; try again"
                ) from None
            time.sleep(0.005)


def _prepared(connection: Any, _record: Any) -> None:
    # Without this the driver begins transactions of its own, deferred ones.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {int(PATIENCE * 1000)}")
    _write_ahead(cursor)
    for pragma in ("synchronous = FULL", "foreign_keys = ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _write_ahead(cursor: Any) -> None:
    """Turns the write-ahead log on. SQLite does not wait for it: where another process makes the same new
    store at this moment, it says "locked" at once, whatever the busy timeout.
    """
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.02)


def _begun(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _plain(error: DBAPIError, name: str) -> StoreError:
    """What went wrong, in words, with what mends it."""
    said = str(error.orig)
    if "locked" in said or "busy" in said:
        return StoreBusy(f"another process kept the store {name} locked; try again")
    if "disk is full" in said or "No space left" in said:
        return StoreError(f"the disk is full: nothing of this unit was kept in {name}; free space, run again")
    if "readonly" in said or "read-only" in said:
        return StoreError(f"the store {name} is read-only; give this user the right to write to it")
    if "unable to open" in said:
        return StoreError(f"the store {name} cannot be opened; is its folder there, and yours to write to?")
    if "malformed" in said or "not a database" in said:
        return StoreError(f"the file of the store {name} is damaged or no store; restore it from a backup")
    return StoreError(f"the store {name} failed: {said.splitlines()[0] if said else type(error).__name__}")
