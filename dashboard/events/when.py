"""When an event happened: the days its words give, else its surroundings, else those before publication."""

from dataclasses import dataclass, replace
from datetime import date

from dashboard.events.reading import Reading
from dashboard.records.codes import DateBasis, Status, TimePrecision, TimexType
from dashboard.records.mention import Timex, Trigger
from dashboard.records.when import When

#: News tells of what happened in the last days; without any words of time this is what may be said.
NEWS_DAYS = 3
_BACKGROUND_DAYS = 8
_TELLING = frozenset(
    [
        "said",
        "says",
        "told",
        "announced",
        "reported",
        "stated",
        "statement",
        "added",
        "announcing",
        "saying",
        "confirmed",
        "disclosed",
        "tells",
        "wrote",
        "tweeted",
        "according",
    ]
)
_REACH = 3.2
_OWNED_REACH = 0.3
#: The distance from a trigger up to which a time can be the event's, in the cost of `date_costs`.
FARTHEST = _REACH
_PERFECT_REACH = 6
_HAVE = frozenset(["have", "has"])
#: Words that begin a clause of its own behind a "since".
_AGAIN = frozenset([";", "and", "but"])
#: After the name of a feast: what belongs to the feast, on whatever day it is met.
_FESTIVE = frozenset(
    """market markets tree trees shopping lights party parties dinner card cards carols bazaar fair
    decorations sales presents gift gifts lamb eggs""".split()
)
_SINGLE = frozenset(["a", "an", "the", "its", "their", "his", "her"])


@dataclass(frozen=True, slots=True)
class Dated:
    """A date with the timex it came from; ``own``: the event's own sentence gives it."""

    when: When
    timex: Timex | None
    own: bool


def find_when(reading: Reading, trigger: Trigger, status: Status, earlier: Timex | None) -> Dated | None:
    """The event's days; None where neither words nor a publication date say anything.

    Words whose days are not known (they need a publication date and there is none, day and month may be
    either way round) give a date without days, so that a reader sees them.

    ``earlier`` is the timex of the sentence before, where that sentence tells of the past.
    """
    published = reading.document.article.published_at
    chosen = _best(reading, trigger)
    if chosen is not None:
        return Dated(_span(reading, trigger, chosen, published, status), chosen, True)
    if earlier is not None:
        when = _span(reading, trigger, earlier, published, status)
        inherited = When(when.start, when.end, when.precision, DateBasis.INHERITED, when.text)
        return Dated(inherited, earlier, False)
    unresolved = _unresolved(reading, trigger, dates_only=published is not None)
    if unresolved is not None:
        when = When(None, None, TimePrecision.UNKNOWN, unresolved.basis, unresolved.text)
        return Dated(when, unresolved, False)
    if published is None:
        return None
    if status in (Status.PLANNED, Status.THREATENED):
        return None
    if status is Status.ONGOING or has_gone_on(reading, trigger):
        return Dated(When(None, published, TimePrecision.UNKNOWN, DateBasis.PUBLICATION), None, False)
    start = days_before(published, NEWS_DAYS)
    return Dated(When(start, published, TimePrecision.FEW_DAYS, DateBasis.PUBLICATION), None, False)


def has_gone_on(reading: Reading, trigger: Trigger) -> bool:
    """Whether it has been done up to now: "have conducted strikes", "have lost men to desertion"."""
    if not trigger.noun:
        return False
    before = reading.words_before(trigger.start, _PERFECT_REACH)
    return bool(_HAVE.intersection(before)) and not _SINGLE.intersection(before[-3:])


def in_perfect(reading: Reading, trigger: Trigger) -> bool:
    """Whether the verb stands in the present perfect: "have surrendered"."""
    return not trigger.noun and bool(_HAVE.intersection(reading.words_before(trigger.start, 3)))


def opened(when: When) -> When:
    """``when`` with its start unknown: what still goes on began some day before."""
    return replace(when, start=None, precision=TimePrecision.UNKNOWN)


def _best(reading: Reading, trigger: Trigger) -> Timex | None:
    scored = []
    line = reading.document.dateline
    for timex in reading.beside(reading.timexes, trigger):
        if line and line[0] <= timex.start < line[1]:
            continue  # the day on which it was written
        if timex.latest is None or timex.type is TimexType.SET:
            continue
        if timex.end - timex.start <= 3 and timex.text.lower() in ("now",):
            continue
        cost = reading.cost(trigger, timex)
        if (cost > _OWNED_REACH and owns(reading, timex)) or _is_festive(reading, timex):
            continue
        cost += _told_cost(reading, trigger, timex)
        if cost <= _REACH:
            scored.append((cost, abs(timex.start - trigger.start), timex))
    return min(scored, key=lambda item: item[:2])[2] if scored else None


def date_costs(reading: Reading, trigger: Trigger) -> list[tuple[Timex, float]]:
    """The time expressions in reach of the trigger in its sentence, each with its distance in cost."""
    near = reading.beside(reading.timexes, trigger)
    return [(t, reading.cost(trigger, t) + _told_cost(reading, trigger, t)) for t in near]


def dated_by(reading: Reading, trigger: Trigger, timex: Timex, status: Status) -> When:
    """The days that a resolved time expression gives an event of that status."""
    return _span(reading, trigger, timex, reading.document.article.published_at, status)


def owns(reading: Reading, timex: Timex) -> bool:
    """Whether the time only says which of a kind: "in this year's election"; "Sunday's attack" is dated."""
    if timex.precision in (TimePrecision.DAY, TimePrecision.FEW_DAYS):
        return False
    return reading.words_after(timex.end, 1) == ["'s"]


def _is_festive(reading: Reading, timex: Timex) -> bool:
    """Whether a feast only says what kind of thing: "blew up a Christmas market"."""
    return not _FESTIVE.isdisjoint(reading.words_after(timex.end, 1))


def _unresolved(reading: Reading, trigger: Trigger, *, dates_only: bool) -> Timex | None:
    """The date in the text whose days are not known: "the weekend" without a day of publication, "480 BC".

    ``dates_only`` leaves out times of a day that is not told: they gainsay no day before publication.
    """
    kinds = (TimexType.DATE,) if dates_only else (TimexType.DATE, TimexType.TIME)
    near = [
        t
        for t in reading.beside(reading.timexes, trigger)
        if t.latest is None and t.type in kinds and t.reason
    ]
    scored = [(reading.cost(trigger, t) + _told_cost(reading, trigger, t), t.start, t) for t in near]
    best = min(scored, key=lambda item: item[:2], default=None)
    return best[2] if best is not None and best[0] <= _REACH else None


def _told_cost(reading: Reading, trigger: Trigger, timex: Timex) -> float:
    """Extra distance of a time that belongs to the telling: "announced on Sunday that it had taken"."""
    around = [*reading.words_before(timex.start, 3), *reading.words_after(timex.end, 2)]
    own = set(trigger.text.lower().split())
    if _TELLING.intersection(around) and not _TELLING & own:
        if not _TELLING.intersection(
            reading.words_between(min(trigger.end, timex.end), max(trigger.start, timex.start))
        ):
            nearest = reading.words_before(timex.start, 2)
            if not _TELLING.intersection(nearest):
                return 0.3
        return 1.4
    return 0.0


def _span(reading: Reading, trigger: Trigger, timex: Timex, published: date | None, status: Status) -> When:
    before = reading.words_before(timex.start, 2)
    start, end, precision = timex.earliest, timex.latest, timex.precision
    last = before[-1] if before else ""
    if last != "since" and trigger.end < timex.start:
        # "has fired on the airport since the envoy left on 20 May": on days after that.
        clause = reading.words_between(trigger.end, timex.start)
        last = "since" if "since" in clause[-12:] and not _AGAIN.intersection(clause) else last
    if last == "since" and published is not None and status in (Status.ONGOING, Status.OCCURRED):
        end = published
        precision = TimePrecision.UNKNOWN if start is None else length(start, end)
    elif last in ("until", "till") or before == ["up", "to"]:
        start = None
        precision = TimePrecision.UNKNOWN
    if (
        status is Status.ONGOING
        and published is not None
        and end is not None
        and end < published
        and last != "until"
    ):
        end = published
        precision = length(start, end) if start else TimePrecision.UNKNOWN
    return When(start, end, precision, timex.basis, timex.text)


def length(start: date, end: date) -> TimePrecision:
    """The precision of an interval of days."""
    days = (end - start).days + 1
    for limit, precision in (
        (1, TimePrecision.DAY),
        (6, TimePrecision.FEW_DAYS),
        (8, TimePrecision.WEEK),
        (31, TimePrecision.MONTH),
    ):
        if days <= limit:
            return precision
    return TimePrecision.YEAR


def is_background(when: When | None, published: date | None) -> bool:
    """Whether an event of these days is history at publication."""
    if when is None or when.end is None or published is None:
        return False
    return when.end < days_before(published, _BACKGROUND_DAYS)


def days_before(day: date, count: int) -> date:
    """The day ``count`` days earlier, the first of the calendar at the earliest."""
    return date.fromordinal(max(1, day.toordinal() - count))
