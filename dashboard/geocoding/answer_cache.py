"""The cache of answers: what a service said is asked for once, by all processes and over restarts.

An empty answer is an answer, and expires sooner, since maps grow. A failure is never kept. What a crash of
the machine may take is the last answers, never the file: SQLite's write-ahead log, with one writer at a time
by a lock file, because a writer and a checkpoint that meet can damage the log of older versions.
"""

import contextlib
import json
import os
import sqlite3
import threading
import weakref
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from dashboard.errors import LookupFailed
from dashboard.geocoding.lock_file import held
from dashboard.geocoding.service_answers import Answer

_PATIENCE = 10.0
_TABLE = """
CREATE TABLE IF NOT EXISTS answers (
    service TEXT NOT NULL, address TEXT NOT NULL, operation TEXT NOT NULL, query TEXT NOT NULL,
    options TEXT NOT NULL, asked_at TEXT NOT NULL, answer TEXT NOT NULL,
    PRIMARY KEY (service, address, operation, query, options)
) WITHOUT ROWID
"""


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked of whom: the service by geopy's name, the address of its server, ``geocode`` or
    ``reverse``, the query in its normal form, and the options as JSON.
    """

    service: str
    address: str
    operation: str
    query: str
    options: str


class AnswerCache:
    """Answers in one SQLite file; safe to share between threads, and between processes by its file."""

    def __init__(
        self,
        file: Path,
        *,
        keep_found: timedelta = timedelta(days=365),
        keep_nothing: timedelta = timedelta(days=30),
    ) -> None:
        self.file = file
        self._keep_found = keep_found
        self._keep_nothing = keep_nothing
        self._lock = threading.Lock()
        # By process: a connection must not be carried over a fork, not even to be closed there.
        self._connections: dict[int, sqlite3.Connection] = {}
        weakref.finalize(self, _close, self._connections)

    def get(self, question: Question) -> tuple[Answer, ...] | None:
        """What was answered, best first and empty where nothing was known; None where it was not asked or too
        long ago. Raises LookupFailed where the file cannot be used.
        """
        with self._told_plainly():
            row = (
                self._connection()
                .execute(
                    "SELECT asked_at, answer FROM answers WHERE service = :service AND address = :address "
                    "AND operation = :operation AND query = :query AND options = :options",
                    asdict(question),
                )
                .fetchone()
            )
        if row is None:
            return None
        answers = tuple(Answer(**place) for place in json.loads(row[1]))
        keep = self._keep_found if answers else self._keep_nothing
        return answers if datetime.now(UTC) - datetime.fromisoformat(row[0]) < keep else None

    def put(self, question: Question, answers: tuple[Answer, ...]) -> None:
        """Keep an answer, with the moment. Raises LookupFailed where the file cannot be used."""
        row = asdict(question) | {
            "asked_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "answer": json.dumps([asdict(answer) for answer in answers], ensure_ascii=False),
        }
        with self._told_plainly():
            connection = self._connection()
            with held(_lock_of(self.file), patience=_PATIENCE):
                connection.execute(
                    "INSERT OR REPLACE INTO answers VALUES "
                    "(:service, :address, :operation, :query, :options, :asked_at, :answer)",
                    row,
                )

    def _connection(self) -> sqlite3.Connection:
        process = os.getpid()
        if process not in self._connections:
            # Under the lock: of two that switch the log on at once, SQLite refuses one without waiting.
            with held(_lock_of(self.file), patience=_PATIENCE):
                connection = sqlite3.connect(
                    self.file, timeout=_PATIENCE, isolation_level=None, check_same_thread=False
                )
                try:
                    connection.execute("PRAGMA journal_mode = WAL")
                    connection.execute("PRAGMA synchronous = NORMAL")
                    connection.execute(_TABLE)
                except sqlite3.Error:
                    connection.close()
                    raise
            self._connections[process] = connection
        return self._connections[process]

    @contextlib.contextmanager
    def _told_plainly(self) -> Iterator[None]:
        try:
            with self._lock:
                yield
        except TimeoutError:
            raise LookupFailed(f"another process keeps the cache {self.file} locked; try again") from None
        except OSError as error:
            raise LookupFailed(
                f"the cache {self.file} cannot be written ({error}); set CONFLICT_EVENTS_HOME to a folder of "
                "yours"
            ) from error
        except sqlite3.Error as error:
            raise LookupFailed(
                f"the cache {self.file} cannot be used ({error}); free space or delete it: it only holds "
                "answers that can be asked for again"
            ) from error


def _lock_of(file: Path) -> Path:
    return file.with_name(f"{file.name}.lock")


def _close(connections: dict[int, sqlite3.Connection]) -> None:
    connection = connections.pop(os.getpid(), None)
    if connection is not None:
        # Without the lock, which this very thread may hold: the last to close tidies the log, and SQLite lets
        # it do so only alone.
        connection.close()
