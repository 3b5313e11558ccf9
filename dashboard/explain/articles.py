"""The explanations of articles."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Protocol

from dashboard.articles import read_articles
from dashboard.documents import read_document
from dashboard.errors import ConflictEventsError
from dashboard.events.assemble import EXTRACTOR
from dashboard.events.trace import Trace
from dashboard.explain.events import event_reason
from dashboard.explain.explanation import Explanation
from dashboard.explain.spans import dropped_reasons, span_reasons
from dashboard.pipeline import Extraction, RuleExtractor
from dashboard.pipeline.careful import carefully
from dashboard.records.article import Article
from dashboard.records.document import Document


class Traceable(Protocol):
    """An extractor that can take notes of its reasons."""

    def annotate(self, document: Document, *, trace: Trace | None = None) -> Extraction:
        """What a document tells; ``trace`` is filled, its ``reading`` too."""
        ...


@dataclass(frozen=True, slots=True)
class Explained:
    """What one source gave: an explanation, or the reason why there is none."""

    name: str
    explanation: Explanation | None = None
    error: ConflictEventsError | None = None


def explain(article: Article, *, name: str | None = None, extractor: Traceable | None = None) -> Explanation:
    """Why the events of an article are what they are, by the rules unless another extractor is given.

    ``name`` is how the article is called, default its id. Raises UnsupportedLanguage.
    """
    trace = Trace()
    extraction = (extractor or RuleExtractor()).annotate(read_document(article), trace=trace)
    reading = trace.reading
    assert reading is not None
    # Events are numbered as the extractor gives them.
    trace.told.sort(key=lambda told: extraction.events.index(told.event))
    names = sorted({event.extractor for event in extraction.events}) or [EXTRACTOR]
    return Explanation(
        name=name or article.article_id,
        article=article,
        events=tuple(event_reason(trace, reading, told) for told in trace.told),
        spans=span_reasons(trace, reading, extraction.events),
        dropped=dropped_reasons(trace, reading),
        main_type=extraction.main_type,
        extractor=", ".join(names),
        breaks=tuple(
            after.start
            for before, after in pairwise(reading.document.sentences)
            if before.paragraph != after.paragraph
        ),
    )


def explanations(
    paths: Iterable[Path],
    *,
    published: date | None = None,
    ident: str | None = None,
    extractor: Traceable | None = None,
) -> Iterator[Explained]:
    """The explanations of the articles of files, in their order, one at a time; nothing raises.

    ``published`` is the day of publication of articles that carry none of their own; ``ident`` the name of
    the only article wanted.
    """
    reader = extractor or RuleExtractor()
    for reading in read_articles(paths, published=published):
        if ident is not None and reading.name != ident:
            continue
        if reading.article is None:
            yield Explained(reading.name, error=reading.error)
            continue
        try:
            read = partial(explain, name=reading.name, extractor=reader)
            yield Explained(reading.name, carefully(read, reading.article))
        except ConflictEventsError as error:
            yield Explained(reading.name, error=error)
