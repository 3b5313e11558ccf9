"""Cues of the kind of news: words and their beginnings, points of the lexicon, and who did what to whom.

Cues come in groups, each brought to length one before it is weighed: a long head has no more to say by its
words than a short one, and many words do not drown the few events.
"""

from collections.abc import Iterable

from dashboard.events.article_head import Head
from dashboard.events.type_lexicon import points_of
from dashboard.records.codes import Role
from dashboard.records.event import Event

#: The groups, with their weight against each other.
GROUPS = {"word": 1.2, "start": 1.2, "points": 1.0, "event": 1.0, "trigger": 0.7, "actor": 0.5}
#: Beginnings of words, in letters: they join "shelled" to "shelling" without a stemmer.
_STARTS = (4, 6)

_NAME = "name "

Cues = dict[str, dict[str, float]]


def cues_of(head: Head) -> Cues:
    """Group to its cues, each with a value: points for the lexicon, 1 for all others."""
    words = {"0" if word[0].isdigit() else word for word in head.words}
    return {
        "word": _one(words),
        "start": _one(f"{word[:n]}-" for word in words for n in _STARTS if len(word) > n),
        "points": points_of(head.words),
        "event": _one(_event_cues(head.events)),
        "trigger": _one(cue for t in head.triggers for cue in (t.sub_type, f"{t.event_type}:")),
        "actor": _one(mention.kind.value for mention in head.actors),
    }


def names_in(cues: Cues) -> list[str]:
    """The different names of the events in a head: ACLED's, or "Diplomacy" and the like where it has none."""
    return [cue.removeprefix(_NAME) for cue in cues["event"] if cue.startswith(_NAME)]


def _one(cues: Iterable[str]) -> dict[str, float]:
    return dict.fromkeys(cues, 1.0)


def _event_cues(events: Iterable[Event]) -> Iterable[str]:
    """What happened, by and to what kinds of actors, whether it happened, and how it is told."""
    for number, event in enumerate(events):
        name = event.sub_type
        sides = {
            role: sorted({a.kind.value for a in event.actors if a.role is role}) or ["-"] for role in Role
        }
        yield name
        yield f"{_NAME}{event.acled_sub_event_type or event.event_type.capitalize()}"
        yield f"{name} {event.status.value}"
        if number == 0:
            yield f"first {name}"
        for kind in sides[Role.ACTOR1]:
            yield f"{kind} {name}"
        for kind in sides[Role.ACTOR2]:
            yield f"{name} {kind}"
        yield from (f"{one} > {two}" for one in sides[Role.ACTOR1] for two in sides[Role.ACTOR2])
        if event.fatalities is not None:
            yield "dead"
        # Who gains territory, or strikes, at home and who abroad.
        for actor in event.actors:
            if actor.role is Role.ACTOR1 and actor.country and event.where and event.where.country:
                yield f"{event.event_type} {'at home' if actor.country == event.where.country else 'abroad'}"
        for claim in event.claims:
            yield f"claim {claim.stance.value}"
