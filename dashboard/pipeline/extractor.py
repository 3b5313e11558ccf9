"""Extractors: an article to its events."""

from collections.abc import Iterable, Iterator
from typing import Protocol

from dashboard.documents import read_document
from dashboard.events.acled_correction import corrected
from dashboard.events.article_head import head_of
from dashboard.events.article_type import type_by_points, type_of
from dashboard.events.assemble import assemble
from dashboard.events.described import described_places
from dashboard.events.reading import Reading
from dashboard.events.trace import Trace
from dashboard.events.type_cues import cues_of
from dashboard.geocoding.gazetteer import Gazetteer
from dashboard.mentions.actors import find_actors
from dashboard.mentions.attributions import find_attributions
from dashboard.mentions.casualties import find_casualties
from dashboard.mentions.timexes import find_timexes
from dashboard.mentions.toponyms import find_toponyms
from dashboard.mentions.triggers import find_triggers
from dashboard.pipeline.extraction import Extraction
from dashboard.pipeline.models import Models
from dashboard.records.article import Article
from dashboard.records.document import Document
from dashboard.records.event import Event


class Extractor(Protocol):
    """Anything that reads an article. An implementation keeps no state between articles."""

    def read(self, article: Article) -> Extraction:
        """What the article tells.

        Raises UnsupportedLanguage where its language is not one the extractor knows.
        """
        ...


class RuleExtractor:
    """The extractor that ships: lexicons, rules and the offline gazetteer."""

    def __init__(self, *, gazetteer: Gazetteer | None = None, models: Models | None = None) -> None:
        """``gazetteer`` and ``models`` default to those of the installation."""
        self._gazetteer = gazetteer
        self._models = models or Models.open()

    def read(self, article: Article) -> Extraction:
        """What the article tells; deterministic. Raises UnsupportedLanguage."""
        return self.annotate(read_document(article))

    def annotate(self, document: Document, *, trace: Trace | None = None) -> Extraction:
        """What a document tells, mentions first, events from them; ``trace`` takes notes of the reasons."""
        reading, events = self.find(document, trace=trace)
        return extraction_of(reading, events, models=self._models)

    def find(self, document: Document, *, trace: Trace | None = None) -> tuple[Reading, tuple[Event, ...]]:
        """The mentions of a document and the events made of them; ``trace`` takes notes of the reasons."""
        reading = mentions_of(document, gazetteer=self._gazetteer, models=self._models, trace=trace)
        return reading, assemble(reading, trace=trace)


def mentions_of(
    document: Document, *, models: Models, gazetteer: Gazetteer | None = None, trace: Trace | None = None
) -> Reading:
    """Everything that the recognisers find in a document; ``trace`` takes notes of what they considered."""
    notes = trace.mentions if trace is not None else None
    toponyms = find_toponyms(document, gazetteer=gazetteer, models=models.toponyms, trace=notes)
    timexes = find_timexes(document, trace=notes)
    actors = find_actors(document, toponyms=toponyms)
    reading = Reading(
        document=document,
        toponyms=toponyms,
        timexes=timexes,
        actors=actors,
        triggers=find_triggers(document),
        casualties=find_casualties(document),
        attributions=find_attributions(document, actors=actors),
        described=described_places(document, toponyms, gazetteer=gazetteer),
    )
    if trace is not None:
        trace.reading = reading
    return reading


def extraction_of(reading: Reading, events: tuple[Event, ...], *, models: Models) -> Extraction:
    """The extraction of a document whose mentions and events are known."""
    head = head_of(reading, events)
    if models.types is None:
        kind, named = type_by_points(head), events
    else:
        cues = cues_of(head)
        kind, named = type_of(cues, models.types), corrected(events, cues, models.types)
    return Extraction(
        article=reading.document.article,
        events=named,
        toponyms=tuple(reading.toponyms),
        timexes=tuple(reading.timexes),
        actors=tuple(reading.actors),
        main_type=kind,
    )


def extract_events(
    articles: Iterable[Article], *, extractor: Extractor | None = None
) -> Iterator[Extraction]:
    """Extractions in the order of the articles, one at a time, so that memory stays flat.

    Raises UnsupportedLanguage at the article it concerns; a caller that wants to go on reads one by one.
    """
    reader = extractor or RuleExtractor()
    for article in articles:
        yield reader.read(article)
