"""Meanings of calendar days and holidays."""

from datetime import date, timedelta

from dashboard.mentions.timex_calendar import Period, day_of, easter, month_of, safe_day
from dashboard.mentions.timex_clock import clock_suffix
from dashboard.mentions.timex_context import Context, Reading, Slots
from dashboard.mentions.timex_meaning import (
    AMBIGUOUS_ORDER,
    BEFORE_OUR_ERA,
    NEEDS_PUBLICATION,
    NO_SUCH_DAY,
    Meaning,
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
    """Figures with the year first, or last where day and month can be told apart."""
    year = int(slots["year"])
    if "mm" in slots:
        return day_meaning(safe_day(year, int(slots["mm"]), int(slots["dd"])))
    first, second = int(slots["dd"]), int(slots["dd2"])
    if first != second and first <= 12 and second <= 12:
        return unresolved(AMBIGUOUS_ORDER)
    return day_meaning(safe_day(year, second, first) or safe_day(year, first, second))


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
        year = context.year if "anaphor" in slots else _year_of_day(month, day, context)
        if year is None:
            return unresolved(NEEDS_PUBLICATION)
    meaning = day_meaning(safe_day(year, month, day))
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


def before_our_era(slots: Slots, context: Context) -> Meaning | None:
    """A year, season or month before our era: it has a value but no days that the calendar knows."""
    value = f"BC{int(slots['bcyear']):04d}"
    if "month" in slots:
        value += f"-{month_number(slots, context):02d}"
        value += f"-{ordinal(slots['day']):02d}" if "day" in slots else ""
    elif "season" in slots:
        value += f"-{context.grammar.words['season'][slots['season']]}"
    return Meaning(TimexType.DATE, value, reason=BEFORE_OUR_ERA)


def holiday(slots: Slots, context: Context) -> Meaning | None:
    """A feast or holiday of a year; without one the nearest on the side that the tense shows."""
    rule = context.grammar.holidays[slots["holiday"]]
    year = stated_year(slots)
    if year is not None:
        return day_meaning(holiday_in(rule, year))
    published = context.published
    if published is None:
        return unresolved(NEEDS_PUBLICATION)
    place = context.told(slots, "which2") or context.told(slots, "which")
    if "which2" in slots:
        return day_meaning(holiday_in(rule, published.year + {"last": -1, "next": 1}.get(place, 0)))
    days = [day for near in (-1, 0, 1) if (day := holiday_in(rule, published.year + near)) is not None]
    if not days:
        return unresolved(NO_SUCH_DAY)
    if place == "last" or (not place and context.future() is False):
        day = max((day for day in days if day <= published), default=days[0])
    elif place == "next" or (not place and context.future()):
        day = min((day for day in days if day >= published), default=days[-1])
    else:
        day = min(days, key=lambda day: abs(day - published))
    return period_meaning(day_of(day), DateBasis.RELATIVE)


def holiday_in(rule: str, year: int) -> date | None:
    """The day of a holiday in a year, by its rule in the grammar."""
    if not 1 <= year <= 9999:
        return None
    if rule.startswith("easter"):
        return easter(year) + timedelta(days=int(rule.removeprefix("easter")))
    if rule[2] == "-":
        return safe_day(year, int(rule[:2]), int(rule[3:]))
    count, weekday, number = rule.split()
    wanted = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday").index(weekday)
    period = month_of(year, int(number))
    if period is None:
        return None
    if int(count) < 0:
        return period.last - timedelta(days=(period.last.weekday() - wanted) % 7)
    return period.first + timedelta(days=(wanted - period.first.weekday()) % 7 + 7 * (int(count) - 1))


def _year_of_day(month: int, day: int, context: Context) -> int | None:
    told = context.told_year(month)
    published = context.published
    if told or published is None:
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


MEANINGS: dict[str, Reading] = {
    "numeric_day": numeric_day,
    "dotted_day": dotted_day,
    "nine_eleven": nine_eleven,
    "calendar_day": calendar_day,
    "days_of_month": days_of_month,
    "before_our_era": before_our_era,
    "holiday": holiday,
}
