"""What an outside model may propose, and the check that keeps only what the text holds.

A model can only point: it names a sub-type of the ontology and quotes words. Coordinates, days and numbers
are read from those words by our own recognisers.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from dashboard.events.trace import Refused
from dashboard.pipeline.quotes import QuoteFinder
from dashboard.records.codes import Role
from dashboard.records.document import Document
from dashboard.records.ontology import sub_types

#: Longest quotes in characters: of a sentence, of any other field.
_LONGEST_SENTENCE, _LONGEST = 2000, 200
#: Most actors, and most numbers, of one event that are looked at.
_MOST = 20


@dataclass(frozen=True, slots=True)
class ProposedActor:
    """Words that name somebody, and ``role``: "actor1" acts, "actor2" is acted on."""

    quote: str
    role: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """An event as an outside model points to it; every field but ``sub_type`` quotes the article.

    ``trigger`` is the word or words that name the event, ``sentence`` the sentence that they stand in,
    ``numbers`` counts of people killed or hurt with their nouns, ``source`` who says so.
    """

    sub_type: str
    trigger: str
    sentence: str | None = None
    place: str | None = None
    date: str | None = None
    actors: tuple[ProposedActor, ...] = ()
    numbers: tuple[str, ...] = ()
    source: str | None = None


class Proposer(Protocol):
    """An outside model that proposes events. It keeps no state between documents."""

    @property
    def name(self) -> str:
        """Name and version, as records show it."""
        ...

    def propose(self, document: Document) -> Iterable[Proposal]:
        """The events that the model sees in a document.

        Raises ProposerError where the model fails; no events is an answer, a failure is none.
        """
        ...


Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Checked:
    """A proposal of which every quote stands in the text, as spans of it, ends exclusive."""

    sub_type: str
    trigger: Span
    place: Span | None
    date: Span | None
    actors: tuple[tuple[Span, Role], ...]
    numbers: tuple[Span, ...]
    source: Span | None


class ProposalCheck:
    """Checks the proposals for one document; ``refused`` gathers what it did not let pass."""

    def __init__(self, document: Document, *, proposer: str) -> None:
        self._document = document
        self._finder = QuoteFinder(document)
        self._proposer = proposer
        self.refused: list[Refused] = []

    def checked(self, proposal: Proposal) -> Checked | None:
        """The proposal with its quotes found; None where its type or its trigger is not to be had."""
        if proposal.sub_type not in sub_types():
            self.refuse("event", proposal.trigger, f"there is no type {proposal.sub_type!r}")
            return None
        sentence = self._sentence(proposal)
        trigger = self._trigger(proposal, sentence)
        if trigger is None:
            return None
        near = sentence or self._sentence_of(trigger)
        actors = []
        for actor in proposal.actors[:_MOST]:
            if actor.role not in list(Role):
                self.refuse("who", actor.quote, f"there is no role {actor.role!r}")
            elif (span := self._span("who", actor.quote, near)) is not None:
                actors.append((span, Role(actor.role)))
        numbers = [self._span("how_many", quote, near) for quote in proposal.numbers[:_MOST]]
        return Checked(
            proposal.sub_type,
            trigger,
            self._span("where", proposal.place, near),
            self._span("when", proposal.date, near),
            tuple(actors),
            tuple(span for span in numbers if span is not None),
            self._span("says_who", proposal.source, near),
        )

    def refuse(self, field: str, quote: str, reason: str) -> None:
        """Note something that is not let pass."""
        self.refused.append(Refused(self._proposer, field, quote[:_LONGEST], reason))

    def _sentence(self, proposal: Proposal) -> Span | None:
        """The quoted sentence; the first where it stands several times."""
        quote = proposal.sentence
        if quote is None or not quote.strip():
            return None
        found = self._finder.find(quote) if len(quote) <= _LONGEST_SENTENCE else []
        if not found:
            self.refuse("sentence", quote, "does not stand in the text")
            return None
        return found[0]

    def _trigger(self, proposal: Proposal, sentence: Span | None) -> Span | None:
        quote = proposal.trigger
        found = self._finder.find(quote) if len(quote) <= _LONGEST else []
        if not found:
            self.refuse("event", quote, "the words for it do not stand in the text")
            return None
        if sentence is not None:
            nearest = self._finder.nearest(quote, sentence)
            assert nearest is not None
            found = [nearest]
        elif len(found) > 1:
            self.refuse(
                "event", quote, f"the words stand {len(found)} times, and no sentence tells which is meant"
            )
            return None
        if self._document.sentence_at(found[0][0]) < 0:
            self.refuse("event", quote, "stands in no sentence")
            return None
        return found[0]

    def _sentence_of(self, span: Span) -> Span:
        bounds = self._document.sentences[self._document.sentence_at(span[0])]
        return bounds.start, bounds.end

    def _span(self, field: str, quote: str | None, near: Span) -> Span | None:
        if quote is None or not quote.strip():
            return None
        span = self._finder.nearest(quote, near) if len(quote) <= _LONGEST else None
        if span is None:
            self.refuse(field, quote, "does not stand in the text")
        return span
