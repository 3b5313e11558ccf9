"""Meanings of months and seasons."""

from datetime import date, timedelta

from dashboard.mentions.timex_calendar import month_of, season_of
from dashboard.mentions.timex_context import Context, Reading, Slots
from dashboard.mentions.timex_meaning import (
    NEEDS_PUBLICATION,
    NO_SUCH_DAY,
    Meaning,
    day_meaning,
    parted,
    period_meaning,
    unresolved,
)
from dashboard.mentions.timex_numbers import ordinal, stated_year
from dashboard.records.codes import DateBasis


def month(slots: Slots, context: Context) -> Meaning | None:
    """A month with a year, a word for its place, or a part of it."""
    number = month_number(slots, context)
    basis = DateBasis.STATED
    year = stated_year(slots)
    if year is None:
        basis = DateBasis.RELATIVE
        published = context.published
        if published is None and not (context.history and context.year):
            return unresolved(NEEDS_PUBLICATION)
        told = context.told(slots, "which2") or context.told(slots, "which")
        if "anaphor" in slots:
            year = context.year
        elif published and told and "year" in slots["text"]:
            year = published.year + {"last": -1, "next": 1}.get(told, 0)
        elif published and told:
            year = _placed_year(number, told, published)
        else:
            year = _year_of_month(number, context)
    if year is None:
        return unresolved(NEEDS_PUBLICATION)
    return parted(month_of(year, number), slots.get("mod") or slots.get("mod2"), basis)


def bare_month(slots: Slots, context: Context) -> Meaning | None:
    """A month alone; names of people and verbs are told from it by the words around."""
    word = slots["month"].rstrip(".")
    known = context.word(-1) in context.grammar.year_context["before"] | {"last", "next", "this", "'s"}
    if known:
        return month(slots, context)
    if word in {"may", "march"} or len(word) == 3:
        return None
    names_someone = word in {"april", "june", "august"} and context.word(1) in {"said", "says", "told", "has"}
    return None if names_someone else month(slots, context)


def part_of_month(slots: Slots, context: Context) -> Meaning | None:
    """The first day, the last week, the second half of a month."""
    found = month(slots, context)
    if found is None or found.period is None:
        return found
    first, last = found.period.first, found.period.last
    rank = {"final": -1, "last": -1}.get(slots["rank"]) or ordinal(slots["rank"]) or 1
    unit = slots.get("partunit", "half")
    length = {"day": 1, "days": 5, "week": 7, "weeks": 14, "weekend": 7, "half": 15}[unit]
    start = last - timedelta(days=length - 1) if rank < 0 else first + timedelta(days=length * (rank - 1))
    end = last if rank < 0 or (unit == "half" and rank == 2) else start + timedelta(days=length - 1)
    if end > last:
        return unresolved(NO_SUCH_DAY)
    if unit == "day":
        return day_meaning(start)
    return period_meaning(found.period, found.basis, days=(start, end))


def season(slots: Slots, context: Context) -> Meaning | None:
    """A season of a year; alone it may be a verb, so it needs a word before it that says not."""
    text, name = slots["text"], slots["season"]
    code = str(context.grammar.words["season"][name])
    if text == name and context.word(-1) not in {"in", "by", "since", "until", "during", "that"}:
        return None
    if name in {"fall", "spring"} and text == f"the {name}" and context.word(1) == "of":
        return None
    year = stated_year(slots)
    if year is not None:
        return parted(season_of(year, code), slots.get("mod") or slots.get("mod2"), DateBasis.STATED)
    step = 0
    if "anaphor" in slots:
        step = {"before": -1, "after": 1}.get(context.told(slots, "anaphor"), 0)
        year = context.year
    else:
        year = _year_of_season(code, slots, context)
    if year is None:
        return unresolved(NEEDS_PUBLICATION)
    return parted(season_of(year + step, code), slots.get("mod") or slots.get("mod2"), DateBasis.RELATIVE)


def month_number(slots: Slots, context: Context) -> int:
    """The number of the month that is named."""
    return int(context.grammar.words["month"][slots["month"].rstrip(".")])


def _year_of_month(month: int, context: Context) -> int | None:
    told = context.told_year(month)
    published = context.published
    if told or published is None:
        return told
    future = context.future()
    months = [published.year * 12 + published.month - 1 + distance for distance in range(-11, 12)]
    fitting = [index for index in months if index % 12 == month - 1]
    today = published.year * 12 + published.month - 1
    if future:
        return min(index for index in fitting if index >= today) // 12
    if future is False:
        return max(index for index in fitting if index <= today) // 12
    return min(fitting, key=lambda index: abs(index - today)) // 12


def _placed_year(month: int, told: str, published: date) -> int:
    """The year of "last April", "this April", "next April"."""
    if told == "last":
        return published.year - (month >= published.month)
    if told == "next":
        return published.year + (month <= published.month)
    return published.year


def _year_of_season(code: str, slots: Slots, context: Context) -> int | None:
    if context.history and context.year:
        return context.year
    published = context.published
    if published is None:
        return None
    told = context.told(slots, "which2") or context.told(slots, "which")
    if "which2" in slots:
        return published.year + {"last": -1, "next": 1}.get(told, 0)
    starts = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[code]
    ends = {"SP": 5, "SU": 8, "FA": 11, "WI": 14}[code]
    if told == "last":
        return published.year - (published.month <= (ends if code != "WI" else 12))
    if told == "next":
        return published.year + (published.month >= starts)
    if told == "this":
        return published.year
    if code == "WI" and published.month <= 2:
        return published.year
    return published.year - (published.month < starts and not context.future())


MEANINGS: dict[str, Reading] = {
    "month": month,
    "bare_month": bare_month,
    "part_of_month": part_of_month,
    "season": season,
}
