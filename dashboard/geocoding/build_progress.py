"""What a build of an index tells while it runs, and at its end."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, Protocol


class BadLine(NamedTuple):
    """A line of a dump that was not taken, and why."""

    file: str
    line: int
    reason: str


class Progress(Protocol):
    """Is told of each stage how much of it is done."""

    def __call__(self, stage: str, done: int, total: int) -> None: ...


def silent(stage: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


@dataclass(slots=True)
class Rows:
    """Rows of a file: read, of them taken, and bad. Of the bad ones the first of each part are listed."""

    read: int = 0
    taken: int = 0
    bad: int = 0
    listed: list[BadLine] = field(default_factory=list)
    #: Rows that an earlier, interrupted build had read already.
    resumed: int = 0

    def add(self, other: "Rows") -> None:
        """Count another file's rows too."""
        self.read += other.read
        self.taken += other.taken
        self.bad += other.bad
        self.resumed += other.resumed
        self.listed += other.listed


@dataclass(frozen=True, slots=True)
class Report:
    """A finished build: the file, its numbers, the rows of the dumps, and where bad ones are listed."""

    path: Path
    places: int
    names: int
    matched: int
    size: int
    rows: Rows
    rejected: Path | None
