"""What became of each trigger on its way to an event: filled only where somebody asks for reasons."""

from dataclasses import dataclass, field
from typing import NamedTuple

from dashboard.events.draft import Draft
from dashboard.events.reading import Reading
from dashboard.mentions.mention_trace import MentionTrace
from dashboard.records.event import Event
from dashboard.records.mention import Toponym, Trigger


class Dropped(NamedTuple):
    """A trigger that tells no event of its own, with the reason in plain words."""

    trigger: Trigger
    reason: str


class Told(NamedTuple):
    """A draft and the event made of it."""

    draft: Draft
    event: Event


class Refused(NamedTuple):
    """Words that an outside model proposed and the check did not let pass.

    ``field`` is one of EVIDENCE_FIELDS, or "event" for a proposal as a whole; ``quote`` is what it wrote.
    """

    proposer: str
    field: str
    quote: str
    reason: str


@dataclass(slots=True)
class Trace:
    """Everything that an extractor noted on one document. An extractor that is given none notes nothing.

    ``weights`` holds, by the first character of a trigger, the points of its rule and what its findings added
    or took, each in words and points; ``grounds``, by the same, the words that name where those who act are
    at home, where that gave the place; ``reading`` is set by the extractor before anything else.
    """

    mentions: MentionTrace = field(default_factory=MentionTrace)
    reading: Reading | None = None
    weights: dict[int, tuple[float, tuple[tuple[str, float], ...]]] = field(default_factory=dict)
    grounds: dict[int, Toponym] = field(default_factory=dict)
    dropped: list[Dropped] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
