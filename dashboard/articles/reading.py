"""What reading one source gave: an article, or the reason why there is none."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from dashboard.errors import ConflictEventsError
from dashboard.records.article import Article
from dashboard.records.event import Event


@dataclass(frozen=True, slots=True)
class Reading:
    """An article or an error, never both, never neither.

    ``name`` is what the reader of a report knows it by: the ``id`` of a JSON line, else the file's name, with
    ``:<line>`` for a line without id. ``line`` is the number of the line or row it stood in. ``events`` are
    those that ``extractor`` (name and version) found in it elsewhere, None where nobody looked.
    """

    name: str
    article: Article | None = None
    error: ConflictEventsError | None = None
    line: int | None = None
    events: tuple[Event, ...] | None = None
    extractor: str | None = None

    def __post_init__(self) -> None:
        if (self.article is None) == (self.error is None):
            raise ValueError("a reading holds either an article or an error")


class Reader(Protocol):
    """Reads the articles of one file.

    Raises InputError when the file as a whole cannot be read; what fails within it is a Reading.
    """

    def __call__(self, path: Path, *, published: date | None) -> Iterator[Reading]:
        """``published`` is the day of publication of articles that carry none of their own."""
        ...
