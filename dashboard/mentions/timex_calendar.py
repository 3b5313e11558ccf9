"""Calendar arithmetic: the periods that expressions name, as days and as TIMEX3 values."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from dashboard.records.codes import TimePrecision

SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of the calendar: its TIMEX3 ``value``, its kind, first and last day."""

    value: str
    unit: str
    first: date
    last: date


def safe_day(year: int, month: int, day: int) -> date | None:
    """The date, None where the calendar has none (30 February, year 0)."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def shifted(day: date, days: int) -> date | None:
    """``day`` moved by ``days``; None beyond the calendar's ends."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def month_later(day: date, months: int) -> date | None:
    """``day`` moved by whole months; the 31st becomes the last day of a shorter month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not 1 <= year <= 9999:
        return None
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def day_of(day: date) -> Period:
    """A single day."""
    return Period(day.isoformat(), "day", day, day)


def week_of(day: date) -> Period:
    """The ISO week that holds ``day``."""
    year, week, weekday = day.isocalendar()
    first = shifted(day, 1 - weekday) or day
    return Period(f"{year}-W{week:02d}", "week", first, shifted(first, 6) or first)


def weekend_of(day: date) -> Period:
    """Saturday and Sunday of the ISO week that holds ``day``."""
    week = week_of(day)
    return Period(f"{week.value}-WE", "weekend", shifted(week.first, 5) or week.last, week.last)


def month_of(year: int, month: int) -> Period | None:
    """A month; None outside the calendar."""
    first = safe_day(year, month, 1)
    if first is None:
        return None
    return Period(
        f"{year:04d}-{month:02d}", "month", first, date(year, month, calendar.monthrange(year, month)[1])
    )


def quarter_of(year: int, quarter: int) -> Period | None:
    """A calendar quarter, 1 to 4."""
    first, last = month_of(year, 3 * quarter - 2), month_of(year, 3 * quarter)
    if first is None or last is None:
        return None
    return Period(f"{year:04d}-Q{quarter}", "quarter", first.first, last.last)


def half_of(year: int, half: int) -> Period | None:
    """A half of a year, 1 or 2."""
    first, last = month_of(year, 6 * half - 5), month_of(year, 6 * half)
    if first is None or last is None:
        return None
    return Period(f"{year:04d}-H{half}", "half", first.first, last.last)


def season_of(year: int, season: str) -> Period | None:
    """A northern season, by whole months. "Winter 1994" may be either end of 1994, so it spans the year."""
    first_month, last_month = SEASONS[season]
    first = month_of(year, first_month if season != "WI" else 1)
    last = month_of(year, last_month if season != "WI" else 12)
    if first is None or last is None:
        return None
    return Period(f"{year:04d}-{season}", "season", first.first, last.last)


def year_of(year: int) -> Period | None:
    """A calendar year."""
    first = safe_day(year, 1, 1)
    return None if first is None else Period(f"{year:04d}", "year", first, date(year, 12, 31))


def decade_of(year: int) -> Period | None:
    """The ten years that hold ``year``; TIMEX3 writes three digits."""
    start = year - year % 10
    first, last = year_of(max(start, 1)), year_of(start + 9)
    if first is None or last is None:
        return None
    return Period(f"{start // 10:03d}", "decade", first.first, last.last)


def century_of(number: int) -> Period | None:
    """The ``number``-th century; TIMEX3 writes the two digits its years begin with."""
    first, last = year_of(number * 100 - 99), year_of(number * 100)
    if first is None or last is None:
        return None
    return Period(f"{number - 1:02d}", "century", first.first, last.last)


def unit_of(unit: str, day: date) -> Period | None:
    """The period of kind ``unit`` that holds ``day``."""
    if unit == "day":
        return day_of(day)
    if unit == "week":
        return week_of(day)
    if unit == "weekend":
        return weekend_of(day)
    if unit == "month":
        return month_of(day.year, day.month)
    if unit == "quarter":
        return quarter_of(day.year, (day.month + 2) // 3)
    if unit == "year":
        return year_of(day.year)
    if unit == "decade":
        return decade_of(day.year)
    if unit == "century":
        return century_of((day.year + 99) // 100)
    return None


def moved(unit: str, day: date, count: int) -> date | None:
    """``day`` moved by ``count`` units of a kind."""
    days = {"day": 1, "night": 1, "week": 7, "weekend": 7, "fortnight": 14}.get(unit)
    if days is not None:
        return shifted(day, days * count)
    months = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}.get(unit)
    return None if months is None else month_later(day, months * count)


def part_of(period: Period, modifier: str) -> tuple[date, date]:
    """First and last day of the early, middle or late third of a period; all of a short one."""
    days = (period.last - period.first).days + 1
    if days < 7 or modifier not in {"early", "mid", "late"}:
        return period.first, period.last
    third = days // 3
    cut, end = period.first + timedelta(days=third), period.last - timedelta(days=third)
    if modifier == "early":
        return period.first, cut - timedelta(days=1)
    return (end + timedelta(days=1), period.last) if modifier == "late" else (cut, end)


def precision_of(first: date | None, last: date | None) -> TimePrecision:
    """How exact an interval of days is, by its length."""
    if first is None or last is None:
        return TimePrecision.UNKNOWN
    days = (last - first).days + 1
    steps = (
        (1, TimePrecision.DAY),
        (6, TimePrecision.FEW_DAYS),
        (7, TimePrecision.WEEK),
        (31, TimePrecision.MONTH),
        (366, TimePrecision.YEAR),
    )
    return next((precision for limit, precision in steps if days <= limit), TimePrecision.UNKNOWN)
