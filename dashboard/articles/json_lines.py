"""JSON lines: an article a line. A file ending in .json may also hold one object or one array of them."""

import codecs
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import BinaryIO, NamedTuple

from dashboard.articles.assembly import MAX_BYTES, check_regular
from dashboard.articles.fields import article_reading
from dashboard.articles.reading import Reading
from dashboard.errors import InputError, UnreadableArticle

#: A line longer than this is passed over unread; JSON may write a character with six bytes.
_MAX_LINE = 6 * MAX_BYTES // 4
_SNIFFED = 4096


def read_json_lines(path: Path, *, published: date | None) -> Iterator[Reading]:
    """An article a line; a line that cannot be read gives an error with its number and the rest go on.

    Raises UnreadableArticle when the file cannot be opened or holds no line.
    """
    check_regular(path)
    found = False
    try:
        if path.suffix.lower() == ".json":
            whole = _whole_document(path)
            if whole is not None:
                for number, (record, raw) in enumerate(whole, start=1):
                    found = True
                    yield article_reading(
                        record, raw, name=f"{path.name}:{number}", line=number, published=published
                    )
                if found:
                    return
        with path.open("rb") as lines:
            for line in numbered(lines):
                found = True
                yield line_reading(line, path.name, published=published)
    except OSError as error:
        raise UnreadableArticle(f"the file cannot be opened: {error.strerror or error}") from error
    if not found:
        raise UnreadableArticle("empty: there is no line in it")


class Line(NamedTuple):
    """A line that is not empty: its number from 1, the byte it starts at, and its bytes.

    Of one that is too long the first bytes, which are too many already.
    """

    number: int
    at: int
    raw: bytes


def numbered(lines: BinaryIO, *, number: int = 1, at: int = 0) -> Iterator[Line]:
    """The lines of a file that is opened in binary mode, from line ``number`` on, at byte ``at``.

    Raises UnreadableArticle where the start of the file is no text.
    """
    lines.seek(at)
    number -= 1
    while line := lines.readline(_MAX_LINE + 1):
        if not number and b"\0" in line[:_SNIFFED]:
            raise UnreadableArticle("not UTF-8 text; JSON lines are UTF-8")
        number, start, rest = number + 1, at, line
        at += len(line)
        while len(rest) > _MAX_LINE and not rest.endswith(b"\n"):
            rest = lines.readline(_MAX_LINE + 1)
            at += len(rest)
        if number == 1:
            line = line.removeprefix(codecs.BOM_UTF8)
        if line.strip():
            yield Line(number, start, line)


def line_reading(line: Line, file: str, *, published: date | None) -> Reading:
    """The article of a line, or why it holds none; ``file`` names it where it has no id."""
    name, raw = f"{file}:{line.number}", line.raw
    try:
        record = _parsed(raw, line.number)
    except InputError as error:
        return Reading(name, error=error, line=line.number)
    return article_reading(record, raw.strip(), name=name, line=line.number, published=published)


def _whole_document(path: Path) -> list[tuple[object, bytes]] | None:
    """The records of a file that is one JSON document, None when it is lines or cannot be parsed as one."""
    if path.stat().st_size > _MAX_LINE:
        return None
    raw = path.read_bytes().removeprefix(codecs.BOM_UTF8)
    try:
        whole = json.loads(raw)
        records = whole if isinstance(whole, list) else [whole]
        return [(record, json.dumps(record, sort_keys=True).encode()) for record in records]
    except (ValueError, RecursionError):
        return None


def _parsed(line: bytes, number: int) -> object:
    if len(line) > _MAX_LINE:
        raise UnreadableArticle(
            f"line {number} is longer than {_MAX_LINE / 1e6:.0f} MB; an article is shorter"
        )
    try:
        return json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise UnreadableArticle(
            f"line {number} is not UTF-8 at byte {error.start}; JSON lines are UTF-8"
        ) from error
    except json.JSONDecodeError as error:
        raise UnreadableArticle(f"line {number} is not JSON: {error.msg} at column {error.colno}") from error
    except (ValueError, RecursionError) as error:
        raise UnreadableArticle(f"line {number} is not JSON that can be read: {error}") from error
