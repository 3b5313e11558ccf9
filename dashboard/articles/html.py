"""HTML pages: the article's words without navigation, scripts and hidden text; the rest from metadata.

trafilatura (Barbaresi 2021) separates article from page. It is quadratic on some input and gives up on
other, so large trees, and pages on which it finds nothing, are read by their paragraphs alone. Nothing is
ever fetched.
"""

import logging
import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from dashboard.articles.assembly import assemble_article, file_bytes
from dashboard.articles.decoding import decode
from dashboard.articles.publication import publication_day
from dashboard.articles.reading import Reading
from dashboard.errors import UnreadableArticle

#: Above these a page is read by its paragraphs: trafilatura took 20 s on 5 MB of them, 2 s on 2,000 levels.
_MAX_ELEMENTS, _MAX_CHARACTERS, _MAX_DEPTH = 12_000, 300_000, 250

_CHARSET = re.compile(
    rb"""<(?:meta[^>]{0,200}?charset|\?xml[^>]{0,100}?encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE
)
_INVISIBLE = {
    "script",
    "style",
    "noscript",
    "template",
    "svg",
    "iframe",
    "object",
    "head",
    "textarea",
    "select",
    "canvas",
}
_MARGINAL = {"nav", "header", "footer", "aside", "form", "button", "figure", "dialog", "menu"}
_INLINE = {
    "a",
    "abbr",
    "b",
    "bdi",
    "bdo",
    "cite",
    "code",
    "data",
    "del",
    "dfn",
    "em",
    "font",
    "i",
    "ins",
    "kbd",
    "mark",
}
_INLINE |= {"q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"}
_HIDDEN = re.compile(
    r"(?:display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d]*[1-9]))", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Metadata:
    title: str | None = None
    author: str | None = None
    publisher: str | None = None
    url: str | None = None
    published_at: date | None = None


def read_html(path: Path, *, published: date | None) -> Iterator[Reading]:
    """One article. Raises UnreadableArticle when the page has no text."""
    raw = file_bytes(path)
    declared = _CHARSET.search(raw[:4096])
    page = decode(raw, declared=declared.group(1).decode("ascii") if declared else None)
    tree = _tree(page)
    metadata = _metadata(tree)
    _remove_hidden(tree)
    text = _article_text(tree)
    if not text:
        raise UnreadableArticle(
            "the page has no text: it may be drawn by a script, be a frame set or hold pictures only"
        )
    article = assemble_article(
        text,
        raw=raw,
        url=metadata.url,
        title=metadata.title,
        publisher=metadata.publisher,
        author=metadata.author,
        published_at=metadata.published_at or published,
    )
    yield Reading(path.name, article)


def _tree(page: str) -> Any:
    from lxml import etree, html  # here, not above: only HTML needs it

    try:
        # huge_tree: without it everything below 256 nested elements is lost, silently
        parser = html.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True, encoding="utf-8")
        return html.document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise UnreadableArticle("the page holds no HTML element") from error


def _metadata(tree: Any) -> _Metadata:
    from trafilatura.metadata import extract_metadata

    _silence()
    if _is_large(tree):
        head = tree.find("head")
        tree = tree.makeelement("html")
        tree.append(deepcopy(head) if head is not None else tree.makeelement("head"))
    # not extensive: a day in a foot line or a copyright notice is no day of publication
    dates = {"extensive_search": False, "original_date": True, "min_date": "1900-01-01"}
    try:
        found = extract_metadata(tree, date_config=dates, extensive=False)
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError, OverflowError):
        return _Metadata()  # metadata is help, not the article; hostile metadata must not lose it
    return _Metadata(
        title=found.title or None,
        author=found.author or None,
        publisher=found.sitename or None,
        url=found.url or None,
        published_at=publication_day(found.date),
    )


def _silence() -> None:
    for name in ("trafilatura", "htmldate", "courlan"):
        logger = logging.getLogger(name)
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())


def _is_large(tree: Any) -> bool:
    from lxml import etree

    elements = characters = depth = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if event == "start":
            elements += 1
            depth += 1
            characters += len(element.text or "") if element.tag not in _INVISIBLE else 0
        else:
            depth -= 1
            characters += len(element.tail or "")
        if elements > _MAX_ELEMENTS or characters > _MAX_CHARACTERS or depth > _MAX_DEPTH:
            return True
    return False


def _remove_hidden(tree: Any) -> None:
    """Take out what a reader of the page does not see, save what only a style sheet hides."""
    doomed = []
    for element in tree.iter():
        if element.tag == "time":
            element.tag = "span"  # trafilatura drops it, and with it the day in "on <time>Sunday</time>"
        elif (
            (element.tag in _INVISIBLE and element.tag != "head")
            or element.get("hidden") is not None
            or _HIDDEN.search(element.get("style") or "")
        ):
            doomed.append(element)
    for element in doomed:
        parent = element.getparent()
        if parent is None or element.tag == "body":
            continue
        if element.tail:
            before = element.getprevious()
            if before is None:
                parent.text = (parent.text or "") + element.tail
            else:
                before.tail = (before.tail or "") + element.tail
        parent.remove(element)


def _article_text(tree: Any) -> str:
    if not _is_large(tree):
        from trafilatura.core import bare_extraction

        found = bare_extraction(deepcopy(tree), include_comments=False, with_metadata=False)
        text = getattr(found, "text", None)
        if isinstance(text, str) and text.strip():
            return text.strip()
    return _paragraphs(tree)


def _paragraphs(tree: Any) -> str:
    """The text of the paragraphs outside the margins, else of every block; one line each."""
    blocks, in_paragraphs = _blocks(tree)
    return (
        "\n".join(in_paragraphs)
        if sum(map(len, in_paragraphs)) > 0.3 * sum(map(len, blocks))
        else "\n".join(blocks)
    )


def _blocks(tree: Any) -> tuple[list[str], list[str]]:
    """All blocks of text, and those within <p>. Walks by events, so that depth costs nothing."""
    from lxml import etree

    blocks: list[str] = []
    paragraphs: list[str] = []
    parts: list[str] = []
    skipped = paragraph = 0

    def close() -> None:
        words = " ".join("".join(parts).split())
        parts.clear()
        if words:
            blocks.append(words)
            if paragraph:
                paragraphs.append(words)

    for event, element in etree.iterwalk(tree, events=("start", "end")):
        outside = element.tag in _INVISIBLE or element.tag in _MARGINAL
        inline = element.tag in _INLINE
        if event == "start":
            if not inline and not skipped:
                close()
            skipped += outside
            paragraph += element.tag == "p"
            if element.text and not skipped:
                parts.append(element.text)
            continue
        if not inline and not skipped:
            close()
        skipped -= outside
        paragraph -= element.tag == "p"
        if element.tail and not skipped:
            parts.append(element.tail)
    close()
    return blocks, paragraphs
