"""Markdown files: the words without markup; title and date from the front matter or the first heading."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from dashboard.articles.assembly import assemble_article, file_bytes
from dashboard.articles.decoding import decode
from dashboard.articles.fields import language_code
from dashboard.articles.publication import publication_day
from dashboard.articles.reading import Reading
from dashboard.errors import UnreadableArticle

_FRONT_MATTER = re.compile(
    r"\s*---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE
)
_FIELD = re.compile(r"^([A-Za-z_]+)[ \t]*:[ \t]*(.+?)[ \t\r]*$", re.MULTILINE)
_DATE_FIELDS = ("published", "published_at", "date")


def read_markdown(path: Path, *, published: date | None) -> Iterator[Reading]:
    """One article: its paragraphs, one blank line apart. Pictures, code blocks and raw HTML are left out.

    The first heading of the first level is the title, and no part of the text; front matter may name another.
    """
    raw = file_bytes(path)
    text = decode(raw)
    fields: dict[str, str] = {}
    front = _FRONT_MATTER.match(text)
    if front:
        fields = {key.lower(): value.strip("\"'") for key, value in _FIELD.findall(front.group(1))}
        text = text[front.end() :]
    heading, words = _words(text)
    if not words.strip():
        raise UnreadableArticle("there is no text in it besides headings, pictures or code")
    stated = next(((key, fields[key]) for key in _DATE_FIELDS if key in fields), ("published", None))
    article = assemble_article(
        words,
        raw=raw,
        url=fields.get("url"),
        title=fields.get("title") or heading,
        publisher=fields.get("publisher"),
        author=fields.get("author"),
        published_at=publication_day(stated[1], field=stated[0]) or published,
        language=language_code(fields.get("language") or fields.get("lang")),
    )
    yield Reading(path.name, article)


def _words(text: str) -> tuple[str | None, str]:
    """The first heading of level one, and the text of the other blocks."""
    title: str | None = None
    blocks: list[str] = []
    opener = ""
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        if token.type == "inline":
            words = _inline(token.children or [])
            if opener == "h1" and title is None and words.strip():
                title = " ".join(words.split())
            elif words.strip():
                blocks.append(words)
        opener = token.tag
    return title, "\n\n".join(blocks)


def _inline(tokens: list[Token]) -> str:
    parts = []
    for token in tokens:
        if token.type in {"text", "code_inline", "text_special"}:
            parts.append(token.content)
        elif token.type in {"softbreak", "hardbreak"}:
            parts.append("\n")
    return "".join(parts)
