"""Extractors: an article to its events."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Protocol

from dashboard.documents import read_document
from dashboard.events.article_type import main_type
from dashboard.events.assemble import assemble
from dashboard.events.classify import acled_name_as_told
from dashboard.events.reading import Reading
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

    def annotate(self, document: Document) -> Extraction:
        """What a document tells, mentions first, events from them."""
        reading, events = self.find(document)
        return Extraction(
            article=document.article,
            events=events,
            toponyms=tuple(reading.toponyms),
            timexes=tuple(reading.timexes),
            actors=tuple(reading.actors),
            main_type=main_type(reading, events, model=self._models.types),
        )

    def find(self, document: Document) -> tuple[Reading, tuple[Event, ...]]:
        """The mentions of a document and the events made of them."""
        toponyms = find_toponyms(document, gazetteer=self._gazetteer, models=self._models.toponyms)
        timexes = find_timexes(document)
        actors = find_actors(document, toponyms=toponyms)
        reading = Reading(
            document=document,
            toponyms=toponyms,
            timexes=timexes,
            actors=actors,
            triggers=find_triggers(document),
            casualties=find_casualties(document),
            attributions=find_attributions(document, actors=actors),
        )
        events = assemble(reading)
        return reading, tuple(replace(e, acled_sub_event_type=acled_name_as_told(e)) for e in events)


def extract_events(
    articles: Iterable[Article], *, extractor: Extractor | None = None
) -> Iterator[Extraction]:
    """Extractions in the order of the articles, one at a time, so that memory stays flat.

    Raises UnsupportedLanguage at the article it concerns; a caller that wants to go on reads one by one.
    """
    reader = extractor or RuleExtractor()
    for article in articles:
        yield reader.read(article)
