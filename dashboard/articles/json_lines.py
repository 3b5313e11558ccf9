"""JSON lines: an article a line. A file ending in .json may also hold one object or one array of them.

Read are ``id``, ``text``, ``title``, ``published`` or ``published_at``, ``url``, ``publisher``, ``author``
and ``language``; other fields are passed over. ``text`` stays as it is, so that its offsets hold.
"""

import codecs
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import BinaryIO

from dashboard.articles.assembly import MAX_BYTES, assemble_article, check_regular
from dashboard.articles.publication import publication_day
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
                    yield _reading(
                        record, raw, name=f"{path.name}:{number}", line=number, published=published
                    )
                if found:
                    return
        with path.open("rb") as lines:
            if b"\0" in lines.peek(_SNIFFED)[:_SNIFFED]:
                raise UnreadableArticle("not UTF-8 text; JSON lines are UTF-8")
            for number, raw in _numbered(lines):
                if number == 1:
                    raw = raw.removeprefix(codecs.BOM_UTF8)
                if raw.strip():
                    found = True
                    yield _line_reading(raw, name=f"{path.name}:{number}", line=number, published=published)
    except OSError as error:
        raise UnreadableArticle(f"the file cannot be opened: {error.strerror or error}") from error
    if not found:
        raise UnreadableArticle("empty: there is no line in it")


def _numbered(lines: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Lines with their numbers; of one that is too long the first bytes, which are too many already."""
    number = 0
    while line := lines.readline(_MAX_LINE + 1):
        number += 1
        rest = line
        while len(rest) > _MAX_LINE and not rest.endswith(b"\n"):
            rest = lines.readline(_MAX_LINE + 1)
        yield number, line


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


def _line_reading(raw: bytes, *, name: str, line: int, published: date | None) -> Reading:
    try:
        record = _parsed(raw, line)
    except InputError as error:
        return Reading(name, error=error, line=line)
    return _reading(record, raw.strip(), name=name, line=line, published=published)


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


def _reading(record: object, raw: bytes, *, name: str, line: int, published: date | None) -> Reading:
    try:
        if not isinstance(record, dict):
            raise UnreadableArticle(f"line {line} is {_kind(record)}, not an object with a text")
        name = _name(record) or name
        text = record.get("text")
        if not isinstance(text, str):
            given = "has no text" if text is None else f"has {_kind(text)} for a text"
            raise UnreadableArticle(f"line {line} {given}")
        stated = record.get("published") or record.get("published_at")
        article = assemble_article(
            text,
            raw=raw,
            url=_words(record.get("url")),
            title=_words(record.get("title")),
            publisher=_words(record.get("publisher")),
            author=_words(record.get("author")),
            published_at=publication_day(stated) or published,
            language=language_code(record.get("language")),
        )
        return Reading(name, article, line=line)
    except InputError as error:
        return Reading(name, error=error, line=line)


def _name(record: dict[str, object]) -> str | None:
    ident = record.get("id")
    if isinstance(ident, int) and not isinstance(ident, bool):
        return str(ident)
    if isinstance(ident, str) and ident.strip():
        return ident.encode("utf-8", "replace").decode()
    return None


def _words(value: object) -> str | None:
    """A field that is known only when it is text; several authors are one by-line."""
    if isinstance(value, list):
        value = ", ".join(item for item in value if isinstance(item, str))
    return value if isinstance(value, str) and value.strip() else None


def language_code(value: object) -> str | None:
    """The ISO 639-1 code of "en", "EN" or "en-GB"; None for what is no such code."""
    if not isinstance(value, str):
        return None
    code = value.strip().lower().replace("_", "-").partition("-")[0]
    return code if len(code) == 2 and code.isascii() and code.isalpha() else None


def _kind(value: object) -> str:
    names = {type(None): "null", bool: "true or false", str: "a string", list: "an array", dict: "an object"}
    return names.get(type(value), "a number")
