"""What a time expression stands for, and how the commonest meanings are made."""

from dataclasses import dataclass
from datetime import date

from dashboard.mentions.timex_calendar import Period, day_of, part_of
from dashboard.records.codes import DateBasis, TimexType

NEEDS_PUBLICATION = "needs the publication date"
NEEDS_REFERENCE = "needs the day or period it refers to"
NO_SUCH_DAY = "there is no such day"
AMBIGUOUS_ORDER = "day or month first cannot be told: the publisher's country is not known"
NEEDS_EVENT = "needs the day of the event it names"
NEEDS_COUNTRY = "whose day it is cannot be told"
NEEDS_SPEAKER_DAY = "needs the day on which it was said"
BY_THE_MOON = "the moon decides the day, a day either way"
BEFORE_OUR_ERA = "before the calendar of the records begins"

#: The part of a period that a modifier names.
_PARTS = {
    "early": "early",
    "early in": "early",
    "the beginning of": "early",
    "the start of": "early",
    "the early part of": "early",
    "the early days of": "early",
    "mid": "mid",
    "the middle of": "mid",
    "late": "late",
    "late in": "late",
    "the end of": "late",
    "the close of": "late",
    "the latter part of": "late",
    "the last days of": "late",
    "end of": "late",
    "end": "late",
    "beginning of": "early",
    "start of": "early",
    "middle of": "mid",
}


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an expression stands for; ``period`` is remembered as the day or period last spoken of.

    ``head`` is an expression of its own in front, the "3" of "3-5 May": its length, where the rest begins,
    and its value. ``era`` is the year of a date before our era, 0 for 1 BC.
    """

    type: TimexType
    value: str | None
    earliest: date | None = None
    latest: date | None = None
    basis: DateBasis = DateBasis.STATED
    reason: str | None = None
    period: Period | None = None
    head: tuple[int, int, str] | None = None
    era: int | None = None

    @property
    def months(self) -> tuple[int, int] | None:
        """First and last month that are named, counted from year 0."""
        if self.era is not None:
            return self.era * 12, self.era * 12 + 11
        if self.period is None:
            return None
        first, last = self.earliest or self.period.first, self.latest or self.period.last
        if self.period.unit == "years":
            last = self.period.first.replace(month=12)  # what is told of them begins with the first
        return first.year * 12 + first.month - 1, last.year * 12 + last.month - 1


def period_meaning(
    period: Period | None, basis: DateBasis, *, days: tuple[date, date] | None = None
) -> Meaning:
    """A DATE that names a period; ``days`` narrows it ("early March")."""
    if period is None:
        return unresolved(NO_SUCH_DAY)
    first, last = days or (period.first, period.last)
    return Meaning(TimexType.DATE, period.value, first, last, basis, period=period)


def unresolved(reason: str, *, kind: TimexType = TimexType.DATE) -> Meaning:
    """An expression whose value cannot be told, and why."""
    return Meaning(kind, None, basis=DateBasis.RELATIVE, reason=reason)


def before_our_era(year: int, part: str = "") -> Meaning:
    """A year up to 0, which is 1 BC, or a part of it: a value, but no days that the calendar knows."""
    value = f"BC{1 - year:04d}{part}"
    return Meaning(TimexType.DATE, value, reason=BEFORE_OUR_ERA, era=year)


def day_meaning(day: date | None) -> Meaning:
    """A day that is named; None is one that the calendar does not have."""
    return unresolved(NO_SUCH_DAY) if day is None else period_meaning(day_of(day), DateBasis.STATED)


def timed(period: Period, suffix: str, *, last: date | None = None) -> Meaning:
    """A time of a day; ``last`` where a night ends on another."""
    value = f"{period.value}{suffix}"
    return Meaning(
        TimexType.TIME, value, period.first, last or period.last, DateBasis.RELATIVE, period=period
    )


def parted(period: Period | None, modifier: str | None, basis: DateBasis) -> Meaning:
    """A period, or the part of it that a modifier names."""
    part = _PARTS.get(modifier or "")
    if period is None or part is None:
        return period_meaning(period, basis)
    return period_meaning(period, basis, days=part_of(period, part))


def cut(period: Period | None, modifier: str | None, published: date | None) -> Meaning:
    """A period told by its place: "earlier" is what lies before the publication, "later" what lies after."""
    told = (modifier or "").removesuffix(" in")
    if period is None or published is None or not period.first <= published <= period.last:
        return parted(period, modifier, DateBasis.RELATIVE)
    if told == "earlier":
        return period_meaning(period, DateBasis.RELATIVE, days=(period.first, published))
    if told == "later":
        return period_meaning(period, DateBasis.RELATIVE, days=(published, period.last))
    return parted(period, modifier, DateBasis.RELATIVE)
