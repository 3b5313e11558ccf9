"""Plain text files: the file is the article, character for character."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from dashboard.articles.assembly import assemble_article, file_bytes
from dashboard.articles.decoding import decode
from dashboard.articles.reading import Reading
from dashboard.errors import UnreadableArticle


def read_text(path: Path, *, published: date | None) -> Iterator[Reading]:
    """One article: the text of the file without its byte order mark, line ends and all."""
    raw = file_bytes(path)
    text = decode(raw)
    if text[:200].lstrip().lower().startswith(("<!doctype html", "<html")):
        raise UnreadableArticle("the file holds HTML, not plain text; name it .html")
    yield Reading(path.name, assemble_article(text, raw=raw, published_at=published))
