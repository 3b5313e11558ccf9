"""What the recognisers weighed before they decided: filled only where somebody asks for reasons."""

from dataclasses import dataclass, field
from typing import NamedTuple

from dashboard.records.codes import PlaceMatch
from dashboard.records.place import Place


class Considered(NamedTuple):
    """A place that a written name may mean, with its score among the places of that name."""

    place: Place
    match: PlaceMatch
    score: float


class Unplaced(NamedTuple):
    """Words that were not taken for a place name, with the probability that they are one."""

    start: int
    end: int
    text: str
    probability: float


@dataclass(slots=True)
class MentionTrace:
    """Notes of the recognisers; a mention is named by its first character.

    ``places`` holds the likeliest candidates of a name, best first, ``found`` how many there were, ``none``
    the score of "none of these" on the same scale, where it was one of the answers; ``respelt`` has the names
    that were then taken for another spelling of a place's; ``names`` the probability that the words are a
    place name; ``rejected`` words that are more likely none; ``timex_rules`` the rule of the grammar that
    read a time expression; ``history`` that times are reckoned from what was told before.
    """

    places: dict[int, tuple[Considered, ...]] = field(default_factory=dict)
    found: dict[int, int] = field(default_factory=dict)
    none: dict[int, float] = field(default_factory=dict)
    respelt: set[int] = field(default_factory=set)
    names: dict[int, float] = field(default_factory=dict)
    rejected: list[Unplaced] = field(default_factory=list)
    timex_rules: dict[int, str] = field(default_factory=dict)
    history: bool = False
