"""A record of named fields, such as a JSON line or a row, to a Reading.

Read are ``id``, ``text``, ``title``, ``published`` or ``published_at``, ``url``, ``publisher``, ``author``
and ``language``; other fields are passed over. ``text`` stays as it is, so that its offsets hold.
"""

from datetime import date

from dashboard.articles.assembly import assemble_article
from dashboard.articles.publication import publication_day
from dashboard.articles.reading import Reading
from dashboard.errors import InputError, UnreadableArticle

#: Fields that are read.
FIELDS = ("id", "text", "title", "published", "published_at", "url", "publisher", "author", "language")


def article_reading(
    record: object, raw: bytes, *, name: str, line: int, published: date | None, unit: str = "line"
) -> Reading:
    """The article of a record, or why it holds none; ``raw`` are the bytes it came from.

    ``name`` is what it is known by where it has no id; ``unit`` is what ``line`` counts.
    """
    try:
        if not isinstance(record, dict):
            raise UnreadableArticle(f"{unit} {line} is {_kind(record)}, not an object with a text")
        name = _name(record) or name
        text = record.get("text")
        if not isinstance(text, str):
            given = "has no text" if text is None else f"has {_kind(text)} for a text"
            raise UnreadableArticle(f"{unit} {line} {given}")
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
