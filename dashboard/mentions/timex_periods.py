"""Meanings of periods told by their place: last week, the same day, the past two months."""

from datetime import date

from dashboard.mentions.timex_amounts import duration_value
from dashboard.mentions.timex_calendar import day_of, moved, shifted, unit_of
from dashboard.mentions.timex_context import Context, Reading, Slots
from dashboard.mentions.timex_meaning import (
    NEEDS_EVENT,
    NEEDS_PUBLICATION,
    NEEDS_REFERENCE,
    NEEDS_SPEAKER_DAY,
    NO_SUCH_DAY,
    Meaning,
    before_our_era,
    cut,
    period_meaning,
    unresolved,
)
from dashboard.mentions.timex_numbers import quantity
from dashboard.records.codes import DateBasis, TimexType


def period(slots: Slots, context: Context) -> Meaning | None:
    """This, last or next week, month, quarter, year, decade, with or without a part of it."""
    unit = context.unit(slots)
    place = context.told(slots, "which")
    if unit == "period" and place == "latest":
        unit = "quarter"  # of companies, which report by the quarter
    short = unit in {"second", "minute", "hour", "day", "night", "period", "fortnight"}
    if short or slots["unit"].endswith("s"):
        return None
    published = context.published
    if context.history:
        if context.is_quoted():
            return unresolved(NEEDS_SPEAKER_DAY)
        if place != "this" or context.future() is False:
            published = context.past_day() or published
    if published is None:
        return unresolved(NEEDS_PUBLICATION)
    if slots["which"] in {"past", "the past"} or (slots["which"] == "the last" and unit != "quarter"):
        return _recent(unit, 1, "last", published)
    if place == "latest":
        place = "last"
    day = moved(unit, published, {"last": -1, "next": 1}.get(place, 0))
    found = unit_of(unit, day) if day else None
    return cut(found, slots.get("mod"), context.published)


def the_period(slots: Slots, context: Context) -> Meaning | None:
    """The week, the month, the quarter, the year: that last spoken of, else the present one."""
    unit = context.unit(slots)
    full = slots["text"] != f"the {slots['unit']}"
    if unit == "day" and slots.get("mod") in {"earlier in", "later in", "early in", "late in"}:
        return _day_at_hand(context)
    if unit not in {"week", "month", "quarter", "year"} or slots["unit"].endswith("s"):
        return None
    if context.word(1) in {"of", "before", "after", "when", "that", "in", "to", "since"} and not full:
        return None
    known = context.spoken_of
    if known is not None and known.unit == unit and context.near():
        return cut(known, slots.get("mod"), context.published)
    published = context.published
    if context.history:
        if known is not None:
            return cut(unit_of(unit, known.first), slots.get("mod"), context.published)
        told = context.year
        return (
            before_our_era(told)
            if told is not None and told < 1 and unit == "year"
            else unresolved(NEEDS_REFERENCE)
        )
    if published is None:
        return unresolved(NEEDS_PUBLICATION)
    day = moved(unit, published, -1) if unit == "quarter" else published
    return cut(unit_of(unit, day) if day else None, slots.get("mod"), context.published)


def _day_at_hand(context: Context) -> Meaning:
    """The day just told, else in news that of the publication: "later in the day"."""
    known = context.spoken_of
    if known is not None and known.unit == "day" and context.near():
        return period_meaning(day_of(known.first), DateBasis.RELATIVE)
    if context.published is None or context.history:
        return unresolved(NEEDS_REFERENCE)
    return period_meaning(day_of(context.published), DateBasis.RELATIVE)


def anaphor(slots: Slots, context: Context) -> Meaning | None:
    """The same day, the previous day, the following year, told from the period last spoken of."""
    unit = context.unit(slots)
    if slots["unit"].endswith("s") or unit in {"second", "minute", "hour", "period", "fortnight", "weekend"}:
        return None
    told = context.told(slots, "anaphor")
    if slots["anaphor"] == "the next" and unit != "day" and not context.history:
        return None
    if slots["anaphor"] == "that" and context.word(-1) in {"said", "say", "says", "is", "was"}:
        return None
    known = context.spoken_of
    if known is None and context.year is not None and context.year < 1 and unit in {"year", "century"}:
        step = {"before": -1, "after": 1}.get(told, 0)
        return before_our_era(context.year + step) if unit == "year" else unresolved(NEEDS_REFERENCE)
    needs = 1 if unit in {"day", "night"} else {"week": 7, "month": 31, "quarter": 92}.get(unit, 366)
    longer = known is not None and (known.last - known.first).days >= needs
    if known is None or (longer and (told == "same" or unit in {"day", "night"})):
        return unresolved(NEEDS_REFERENCE)
    base = known.first
    day = moved(unit, base, {"before": -1, "after": 1}.get(told, 0))
    found = unit_of("day" if unit == "night" else unit, day) if day else None
    return cut(found, slots.get("mod"), context.published)


def neighbour_day(slots: Slots, context: Context) -> Meaning | None:
    """The day before or after the one last spoken of; in a history also that before an event."""
    if "before" in slots["text"] or "after" in slots["text"]:
        ends = context.word(1) in {"", ".", ",", ";", ":", ")"}
        if not ends and not context.history:
            return None
        if not ends:
            return unresolved(NEEDS_EVENT)
    known = context.spoken_of
    if known is None or known.first != known.last:
        return unresolved(NEEDS_REFERENCE)
    day = shifted(known.first, -1 if slots["text"].endswith("before") else 1)
    return unresolved(NO_SUCH_DAY) if day is None else period_meaning(day_of(day), DateBasis.RELATIVE)


def reference_time(slots: Slots, context: Context) -> Meaning | None:
    """In a history: the same time, this date, which is the day just told; other times have no ends told."""
    if not context.history:
        return None
    known = context.spoken_of
    pointed = "same time" in slots["text"] or "date" in slots["text"]
    if pointed and known is not None and known.unit == "day" and context.same_paragraph():
        return period_meaning(day_of(known.first), DateBasis.RELATIVE)
    return unresolved(NEEDS_REFERENCE)


def recent_span(slots: Slots, context: Context) -> Meaning | None:
    """The past two days, the next three weeks: a duration whose days are known."""
    unit, count = context.unit(slots), quantity(slots["n"])
    if slots["n"] in {"a", "an"}:
        return None
    value = duration_value(unit, count)
    side = {"past": "last", "last": "last", "previous": "last", "next": "next", "coming": "next"}.get(
        slots["span"]
    )
    published = context.published
    if side is None or published is None or count is None:
        return Meaning(TimexType.DURATION, value)
    found = _recent(unit, count, side, published)
    return Meaning(TimexType.DURATION, value, found.earliest, found.latest, DateBasis.RELATIVE)


def _recent(unit: str, count: float, side: str, published: date) -> Meaning:
    if unit in {"hour", "minute", "second"}:
        steps = int(count // {"hour": 24, "minute": 1440, "second": 86400}[unit]) or 1
        other = moved("day", published, -steps if side == "last" else steps)
    else:
        other = moved(unit, published, -int(count) if side == "last" else int(count))
    if other is None:
        return unresolved(NO_SUCH_DAY)
    first, last = (other, published) if side == "last" else (published, other)
    return Meaning(TimexType.DURATION, duration_value(unit, count), first, last, DateBasis.RELATIVE)


MEANINGS: dict[str, Reading] = {
    "period": period,
    "the_period": the_period,
    "anaphor": anaphor,
    "neighbour_day": neighbour_day,
    "reference_time": reference_time,
    "recent_span": recent_span,
}
