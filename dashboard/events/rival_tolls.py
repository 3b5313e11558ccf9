"""Numbers that several sources give for one event: each is kept with its source, the total is their range."""

from dashboard.events.draft import Draft
from dashboard.events.reading import Reading, Spanned
from dashboard.records.claim import Claim
from dashboard.records.event import Count, Toll
from dashboard.records.mention import Attribution, Casualties


def told_by(reading: Reading, span: Spanned) -> Attribution | None:
    """The attribution that vouches for a number, the one with the shortest reach; None for the reporter."""
    covering = [
        a
        for a in reading.attributions.between(span.start - 1000, span.end + 1000)
        if a.source is not None and a.scope_start <= span.start < a.scope_end
    ]
    return min(covering, key=lambda a: (a.scope_end - a.scope_start, a.start), default=None)


def are_rivals(reading: Reading, told: list[Casualties], toll: Casualties) -> bool:
    """Whether a number is another source's than those told before it, and not one of them again."""
    said = told_by(reading, toll)
    others = [told_by(reading, other) for other in told if other.injured == toll.injured]
    return said is not None and all(other is None or other.source != said.source for other in others)


def widened(told: Count, toll: Casualties) -> Count:
    """The range of what is told: from the lowest to the highest, without one to quote where they differ."""
    if (told.low, told.best, told.high) == (toll.low, toll.best, toll.high):
        return told
    lows = [n for n in (told.low, told.best, toll.low, toll.best) if n is not None]
    highs = [n for n in (told.high, told.best, toll.high, toll.best) if n is not None]
    return Count(min(lows, default=None), None, max(highs, default=None))


def add_claim(reading: Reading, draft: Draft, toll: Casualties) -> None:
    """Who gives the number says so of the event, too."""
    said = told_by(reading, toll)
    if said is not None and all(claim.source != said.source for claim in draft.claims):
        draft.claims.append(Claim(said.source, said.stance, said.likelihood, said.start, said.end, said.via))


def toll_records(reading: Reading, draft: Draft) -> tuple[Toll, ...]:
    """The numbers of a draft as told, each with its source, in the order of the text."""
    found = []
    for toll in sorted(draft.tolls, key=lambda told: (told.start, told.injured)):
        said = told_by(reading, toll)
        count = Count(toll.low, toll.best, toll.high)
        found.append(Toll(toll.text, toll.injured, count, said.source if said else None))
    return tuple(dict.fromkeys(found))
