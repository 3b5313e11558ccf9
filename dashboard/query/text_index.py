"""The words of a snapshot: which rows hold a text. A sidecar of SQLite, and the list of all its words.

A word is what white space separates, folded. A text is looked for word by word, each anywhere inside a word
of the row: the list of words tells which ones those are, and FTS5 which rows have them. That finds the same
rows as a search through the texts, without reading them.
"""

import mmap
import os
import re
import sqlite3
import string
import threading
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import count
from pathlib import Path

import numpy as np
import numpy.typing as npt

FILE = "words.sqlite"
LIST = "words.txt"
#: Texts whose rows a process keeps.
KEPT = 16
#: Words in one question to FTS5.
_AT_ONCE = 400
_BATCH = 20_000

_MARKS = string.punctuation.replace("'", "''")
_CREATE = (
    "CREATE VIRTUAL TABLE words USING fts5(text, content='', columnsize=0, detail=none, "
    f"tokenize=\"ascii tokenchars '{_MARKS.replace(chr(34), chr(34) * 2)}'\")"
)


class TextWriter:
    """Writes the index of rows that come in rising order of their numbers."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._connection = sqlite3.connect(folder / FILE, isolation_level=None)
        # Nothing is lost when this breaks off: a snapshot that is not finished is never read.
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "page_size = 4096", "cache_size = -32000"):
            self._connection.execute(f"PRAGMA {pragma}")
        self._connection.execute(_CREATE)
        self._connection.execute("INSERT INTO words (words, rank) VALUES ('hashsize', 67108864)")
        self._connection.execute("INSERT INTO words (words, rank) VALUES ('automerge', 0)")
        self._connection.execute("BEGIN")

    def add(self, first: int, texts: Sequence[str]) -> None:
        """The folded texts of rows ``first``, ``first + 1`` and so on, without NUL."""
        self._connection.executemany(
            "INSERT INTO words (rowid, text) VALUES (?, ?)", zip(count(first), texts, strict=False)
        )

    def close(self) -> None:
        """Finish both files."""
        self._connection.execute("INSERT INTO words (words) VALUES ('optimize')")
        self._connection.execute("COMMIT")
        self._connection.execute("CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, words, row)")
        with (self._folder / LIST).open("wb") as file:
            file.write(b"\n")
            terms = self._connection.execute("SELECT term || char(10) FROM temp.terms")
            while some := terms.fetchmany(_BATCH):
                file.write("".join(term for (term,) in some).encode())
        self._connection.close()


class TextIndex:
    """Finds the rows that hold a text. Safe to share between threads, and on both sides of a fork."""

    def __init__(self, folder: Path) -> None:
        """Open the index in a snapshot's folder; OSError or sqlite3.Error where it is missing or damaged."""
        self._path = folder / FILE
        self._lock = threading.Lock()
        with (folder / LIST).open("rb") as file:
            self._list = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._process = os.getpid()
        self._connection = self._connect()
        self.rows = lru_cache(maxsize=KEPT)(self._rows)

    def newest(self, word: str, most: int) -> list[int]:
        """Numbers of the last rows that hold a folded word, the last one first."""
        found: set[int] = set()
        for question in self._questions(word):
            sql = "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid DESC LIMIT ?"
            with self._lock:
                found.update(row for (row,) in self._now().execute(sql, (question, most)))
        return sorted(found, reverse=True)[:most]

    def _rows(self, folded: str) -> npt.NDArray[np.int64]:
        """Numbers of the rows that hold every word of a folded text, in rising order."""
        rows: npt.NDArray[np.int64] | None = None
        for word in dict.fromkeys(folded.split()):
            found = self._with(word)
            rows = found if rows is None else np.intersect1d(rows, found, assume_unique=True)
            if not len(rows):
                break
        return np.empty(0, dtype=np.int64) if rows is None else rows

    def _with(self, word: str) -> npt.NDArray[np.int64]:
        parts = []
        for question in self._questions(word):
            with self._lock:
                cursor = self._now().execute("SELECT rowid FROM words WHERE words MATCH ?", (question,))
                parts.append(np.fromiter((row for (row,) in cursor), dtype=np.int64))
        if len(parts) == 1:
            return parts[0]
        return np.unique(np.concatenate(parts)) if parts else np.empty(0, dtype=np.int64)

    def _questions(self, word: str) -> Iterable[str]:
        """Questions to FTS5 that together name every word in which ``word`` stands."""
        # The index folds the letters A to Z by itself; what is asked for is folded already.
        pattern = re.compile(b"\n([^\n]*" + re.escape(word.encode("utf-8", "ignore")) + b"[^\n]*)(?=\n)")
        quoted = [f'"{term}"' for term in self._terms(pattern)]
        for start in range(0, len(quoted), _AT_ONCE):
            yield " OR ".join(quoted[start : start + _AT_ONCE])

    def _terms(self, pattern: re.Pattern[bytes]) -> Iterable[str]:
        for found in pattern.finditer(self._list):
            yield found[1].decode().replace('"', '""')

    def _now(self) -> sqlite3.Connection:
        if os.getpid() != self._process:
            self._inherited = self._connection  # not ours to close
            self._process = os.getpid()
            self._connection = self._connect()
        return self._connection

    def _connect(self) -> sqlite3.Connection:
        address = f"{self._path.resolve().as_uri()}?mode=ro&immutable=1"
        return sqlite3.connect(address, uri=True, check_same_thread=False)
