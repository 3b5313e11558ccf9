"""Killed and injured: each number goes to the nearest event that can have caused it."""

from collections.abc import Sequence

from dashboard.events.draft import Draft
from dashboard.events.reading import Reading
from dashboard.records.event import Count
from dashboard.records.mention import Casualties

_VIOLENT = frozenset(["battle", "remote_violence", "violence_against_civilians", "riot"])
_AFTERMATH = frozenset(["protest_with_intervention", "excessive_force"])
_NEXT_SENTENCE = 3.0
_JOINING = frozenset([",", "and", "about", "some", "another", "at", "least", "as", "well"])


def give_tolls(reading: Reading, drafts: Sequence[Draft]) -> None:
    """Gives each casualty count to the nearest violent draft of its sentence, else of the sentence before."""
    violent: dict[int, list[Draft]] = {}
    for draft in drafts:
        if draft.event_type in _VIOLENT or draft.sub_type in _AFTERMATH:
            violent.setdefault(draft.trigger.sentence, []).append(draft)
    for toll in reading.casualties:
        sentence = reading.document.sentence_at(toll.start)
        scored = []
        for draft in (d for number in range(sentence - 2, sentence + 1) for d in violent.get(number, ())):
            behind = sentence - draft.trigger.sentence
            cost = reading.cost(draft.trigger, toll) if behind == 0 else _NEXT_SENTENCE * behind
            scored.append((cost, draft.trigger.start, draft))
        if scored:
            _add(reading, min(scored, key=lambda item: item[:2])[2], toll)


def _add(reading: Reading, draft: Draft, toll: Casualties) -> None:
    """The first number holds; one joined to it ("five officers and a dozen militants") is added to it."""
    count = Count(toll.low, toll.best, toll.high)
    told = draft.injured if toll.injured else draft.fatalities
    if told is not None:
        last = next(t for t in reversed(draft.tolls) if t.injured == toll.injured)
        if not _joined(reading, last, toll):
            return
        count = Count(_sum(told.low, toll.low), _sum(told.best, toll.best), _sum(told.high, toll.high))
    if toll.injured:
        draft.injured = count
    else:
        draft.fatalities = count
    draft.tolls.append(toll)


def _sum(one: int | None, two: int | None) -> int | None:
    return None if one is None or two is None else one + two


def _joined(reading: Reading, first: Casualties, second: Casualties) -> bool:
    words = set(reading.words_between(first.end, second.start))
    return words <= _JOINING and bool(words) and not second.text.lower().startswith("the ")
