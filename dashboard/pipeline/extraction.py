"""An extraction: what was found in one article."""

from dataclasses import dataclass

from dashboard.records.article import Article
from dashboard.records.event import Event
from dashboard.records.mention import ActorMention, Timex, Toponym


@dataclass(frozen=True, slots=True)
class Extraction:
    """The events of one article with the mentions that they came from.

    ``main_type`` is the kind of news: an ACLED sub-event name, "Diplomacy", "Attribution of responsibility",
    "Organised crime", "Natural disaster", "Man-made disaster", or None.
    """

    article: Article
    events: tuple[Event, ...]
    toponyms: tuple[Toponym, ...]
    timexes: tuple[Timex, ...]
    actors: tuple[ActorMention, ...]
    main_type: str | None
