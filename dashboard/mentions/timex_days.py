"""Meanings of calendar days and holidays."""

from datetime import date

from dashboard.mentions.timex_calendar import Period, day_of, month_later, safe_day, shifted, week_of
from dashboard.mentions.timex_clock import clock_suffix
from dashboard.mentions.timex_context import Context, Reading, Slots
from dashboard.mentions.timex_meaning import (
    AMBIGUOUS_ORDER,
    NEEDS_PUBLICATION,
    NEEDS_REFERENCE,
    NO_SUCH_DAY,
    Meaning,
    before_our_era,
    day_meaning,
    period_meaning,
    unresolved,
)
from dashboard.mentions.timex_months import month_number
from dashboard.mentions.timex_numbers import ordinal, stated_year
from dashboard.records.codes import DateBasis, TimexType

#: A day without year that lies so near the publication is meant, whatever the tense seems to show.
_SURE_DAYS = 60


def numeric_day(slots: Slots, context: Context) -> Meaning | None:
    """Figures with the year first, or last in the order that they, the text or its publisher show."""
    year = int(slots["year"]) if "year" in slots else _full_year(int(slots["yy"]))
    if "mm" in slots:
        meaning = day_meaning(safe_day(year, int(slots["mm"]), int(slots["dd"])))
        return _at_clock(meaning, slots, context)
    first, second = int(slots["dd"]), int(slots["dd2"])
    if first == second or first > 12 or second > 12:
        return day_meaning(safe_day(year, second, first) or safe_day(year, first, second))
    if context.month_first is None:
        return unresolved(AMBIGUOUS_ORDER)
    return day_meaning(
        safe_day(year, first, second) if context.month_first else safe_day(year, second, first)
    )


def ordinal_day(slots: Slots, context: Context) -> Meaning | None:
    """The 6th: of the month spoken of, else that before or after the publication, as the tense shows."""
    day = ordinal(slots["ordinalday"])
    known = context.spoken_of
    if day is None:
        return None
    place = context.told(slots, "which")
    if known is not None and known.unit in {"day", "days", "month"} and context.near() and not place:
        return _relative(safe_day(known.first.year, known.first.month, day))
    published = context.published
    if published is None or context.history:
        return unresolved(NEEDS_REFERENCE)
    if place:
        step = {"last": -1, "next": 1}.get(place, 0)
    elif context.future():
        step = int(day < published.day)
    else:
        step = -int(day > published.day)
    month = month_later(published.replace(day=1), step)
    return _relative(safe_day(month.year, month.month, day) if month else None)


def week_of_date(slots: Slots, context: Context) -> Meaning | None:
    """The week that holds a day, begins or ends with it."""
    named = calendar_day({name: slot for name, slot in slots.items() if name != "weekday"}, context)
    if named is None or named.earliest is None:
        return named
    day = named.earliest
    for word, other in (("ending", -6), ("beginning", 6), ("starting", 6)):
        end = shifted(day, other)
        if f" {word} " in slots["text"] and end is not None:
            return period_meaning(
                week_of(min(day, end)), DateBasis.STATED, days=(min(day, end), max(day, end))
            )
    return period_meaning(week_of(day), DateBasis.STATED)


def _relative(day: date | None) -> Meaning:
    """A day that is told from another."""
    return unresolved(NO_SUCH_DAY) if day is None else period_meaning(day_of(day), DateBasis.RELATIVE)


def night_between(slots: Slots, context: Context) -> Meaning | None:
    """The night from one day of a month to the next."""
    month, first, last = month_number(slots, context), ordinal(slots["day"]), ordinal(slots["day2"])
    if first is None or last != first + 1:
        return None
    year = stated_year(slots) or _year_of_day(month, first, context)
    if year is None:
        return unresolved(NEEDS_PUBLICATION, kind=TimexType.TIME)
    start, end = safe_day(year, month, first), safe_day(year, month, last)
    if start is None or end is None:
        return unresolved(NO_SUCH_DAY, kind=TimexType.TIME)
    value = start.isoformat() + clock_suffix(slots, context.grammar)
    return Meaning(TimexType.TIME, value, start, end, period=Period(value, "days", start, end))


def dotted_day(slots: Slots, context: Context) -> Meaning | None:
    """Figures with points are written day first."""
    return day_meaning(safe_day(int(slots["year"]), int(slots["mm"]), int(slots["dd"])))


def nine_eleven(slots: Slots, context: Context) -> Meaning | None:
    """The attacks of 11 September 2001."""
    return day_meaning(date(2001, 9, 11))


def calendar_day(slots: Slots, context: Context) -> Meaning | None:
    """A day of a month, with or without its year, weekday, part or clock."""
    month = month_number(slots, context)
    number = slots.get("day") or slots.get("dayword")
    day = ordinal(number) if number else None
    if day is None:
        return None
    year = stated_year(slots)
    if year is None:
        year = context.year_spoken_of() if "anaphor" in slots else _year_of_day(month, day, context)
        if year is None:
            return unresolved(NEEDS_PUBLICATION)
    if year < 1:
        return before_our_era(year, f"-{month:02d}-{day:02d}")
    return _at_clock(day_meaning(safe_day(year, month, day)), slots, context)


def _at_clock(meaning: Meaning, slots: Slots, context: Context) -> Meaning:
    """The day, or the time of it that the slots name."""
    suffix = clock_suffix(slots, context.grammar)
    if suffix and meaning.period:
        return Meaning(
            TimexType.TIME,
            meaning.period.value + suffix,
            meaning.earliest,
            meaning.latest,
            period=meaning.period,
        )
    return meaning


def days_of_month(slots: Slots, context: Context) -> Meaning | None:
    """Days from one to another of the same month, both included."""
    month, first, last = month_number(slots, context), ordinal(slots["day"]), ordinal(slots["day2"])
    if first is None or last is None or first >= last:
        return None
    year = stated_year(slots)
    if year is None:
        year = _year_of_day(month, first, context)
        if year is None:
            return unresolved(NEEDS_PUBLICATION)
    start, end = safe_day(year, month, first), safe_day(year, month, last)
    if start is None or end is None:
        return unresolved(NO_SUCH_DAY)
    raw = slots["raw"].lower()
    length = raw.index(slots["day"]) + len(slots["day"])
    head = (length, raw.index(slots["day2"], length), start.isoformat())
    period = Period(end.isoformat(), "days", start, end)
    return Meaning(TimexType.DATE, end.isoformat(), start, end, period=period, head=head)


def _year_of_day(month: int, day: int, context: Context) -> int | None:
    told = context.shared_year(month)
    if told is None:
        told = context.told_year(month)
    published = context.published
    if told is not None and (month, day) == (2, 29):
        return next((year for year in (told, told + 1, told - 1) if safe_day(year, 2, 29)), told)
    if told is not None or published is None:
        return told
    years = (published.year - 1, published.year, published.year + 1)
    days = [found for near in years if (found := safe_day(near, month, day)) is not None]
    if not days:
        return published.year  # no such day in any year near; the caller says so
    nearest = min(days, key=lambda day: abs(day - published))
    if abs(nearest - published).days > _SURE_DAYS:
        future = context.future()
        fitting = [day for day in days if future is None or (day >= published) == future]
        nearest = min(fitting, key=lambda day: abs(day - published), default=nearest)
    return nearest.year


def _full_year(digits: int) -> int:
    """Two digits of a year, none of them far ahead of the present."""
    return digits + (2000 if digits < 50 else 1900)


MEANINGS: dict[str, Reading] = {
    "numeric_day": numeric_day,
    "ordinal_day": ordinal_day,
    "week_of_date": week_of_date,
    "night_between": night_between,
    "dotted_day": dotted_day,
    "nine_eleven": nine_eleven,
    "calendar_day": calendar_day,
    "days_of_month": days_of_month,
}
