"""From words and what is known about them to a checked Article."""

import hashlib
import re
from datetime import UTC, date, datetime
from pathlib import Path

from dashboard.errors import UnreadableArticle
from dashboard.records.article import Article, article_id

#: The longest text that is read, in characters; books and dumps are longer, articles never.
MAX_CHARACTERS = 10_000_000
#: The largest file of one article: the longest text in the widest encoding.
MAX_BYTES = 4 * MAX_CHARACTERS

_SURROGATE = re.compile("[\ud800-\udfff]")
_WORD = re.compile(r"[^\W_]")


def file_bytes(path: Path) -> bytes:
    """The bytes of a file that holds one article.

    Raises UnreadableArticle when it is missing, no regular file, not to be opened, or too large.
    """
    check_regular(path)
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise UnreadableArticle(
                f"the file is too large: {size / 1e6:.0f} MB; the limit is {MAX_BYTES / 1e6:.0f} MB"
            )
        return path.read_bytes()
    except OSError as error:
        raise UnreadableArticle(f"the file cannot be opened: {error.strerror or error}") from error


def check_regular(path: Path) -> None:
    """Raise UnreadableArticle unless ``path`` is a file: a pipe or a device would never end."""
    try:
        if path.is_file():
            return
        found = path.exists()
    except (OSError, ValueError) as error:
        raise UnreadableArticle(f"the file cannot be opened: {error}") from error
    raise UnreadableArticle("not a regular file" if found else "no such file")


def assemble_article(
    text: str,
    *,
    raw: bytes,
    url: str | None = None,
    title: str | None = None,
    publisher: str | None = None,
    author: str | None = None,
    published_at: date | None = None,
    language: str | None = None,
) -> Article:
    """An Article of these words, kept character for character; ``raw`` are the bytes they came from.

    Raises UnreadableArticle when there are no words, too many, or characters that cannot be stored.
    """
    if not text:
        raise UnreadableArticle("empty: there is no text in it")
    if not text.strip():
        raise UnreadableArticle("there is only white space in it")
    if len(text) > MAX_CHARACTERS:
        raise UnreadableArticle(
            f"the text is too long: {len(text):,} characters; the limit is {MAX_CHARACTERS:,} an article"
        )
    for field, value in (
        ("text", text),
        ("title", title),
        ("url", url),
        ("publisher", publisher),
        ("author", author),
    ):
        if value is not None:
            _check_characters(field, value)
    if not _WORD.search(text):
        raise UnreadableArticle("there are no words in it")
    return Article(
        article_id=article_id(text, url),
        text=text,
        url=url,
        title=title,
        publisher=publisher,
        author=author,
        published_at=published_at,
        language=language,
        fetched_at=datetime.now(UTC),
        raw_sha256=hashlib.sha256(raw).hexdigest(),
    )


def _check_characters(field: str, value: str) -> None:
    nul = value.find("\0")
    if nul >= 0:
        raise UnreadableArticle(f"{field} holds a NUL character at position {nul}; remove it")
    broken = _SURROGATE.search(value)
    if broken:
        raise UnreadableArticle(
            f"{field} holds half a character (lone surrogate U+{ord(broken.group()):04X}) "
            f"at position {broken.start()}; the text was cut or converted wrongly"
        )
