"""Meanings of months and seasons."""

from dataclasses import replace
from datetime import date, timedelta

from dashboard.mentions.timex_calendar import SEASONS, month_of, safe_day, season_of
from dashboard.mentions.timex_context import Context, Reading, Slots
from dashboard.mentions.timex_meaning import (
    NEEDS_PUBLICATION,
    NO_SUCH_DAY,
    Meaning,
    before_our_era,
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
    if year is None and not {"which", "which2", "anaphor"}.intersection(slots):
        year = context.shared_year(number)
    if year is None:
        basis = DateBasis.RELATIVE
        published = context.published
        told = context.told(slots, "which2") or context.told(slots, "which")
        if "anaphor" in slots:
            year = context.year_spoken_of()
            if context.told(slots, "anaphor") in {"before", "after"} and "year" not in slots["text"]:
                year = _neighbour_year(number, 1, context.told(slots, "anaphor"), context)
        elif published and told and "year" in slots["text"]:
            year = published.year + {"last": -1, "next": 1}.get(told, 0)
        elif published and told and not context.history:
            year = _placed_year(number, told, published)
        else:
            year = _year_of_month(number, context)
    if year is None:
        return unresolved(NEEDS_PUBLICATION)
    if year < 1:
        return before_our_era(year, f"-{number:02d}")
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
    """A season of a year; alone it may be a verb, so it needs words around it that say not."""
    text, name = slots["text"], slots["season"]
    code = str(context.grammar.words["season"][name])
    if text == name and not _is_season(name, context):
        return None
    if name in {"fall", "spring"} and text == f"the {name}" and context.word(1) == "of":
        return None
    modifier = slots.get("mod") or slots.get("mod2")
    year = stated_year(slots)
    if year is None and not {"which", "which2", "anaphor", "anaphor2"}.intersection(slots):
        year = context.shared_year(SEASONS[code][0])
    if year is not None and year < 1:
        return before_our_era(year, f"-{code}")
    if year is not None and "yy" in slots:
        return _winter_between(year, int(slots["yy"]))
    if year is not None:
        return parted(season_of(year, code), modifier, DateBasis.STATED)
    if context.told(slots, "anaphor") in {"before", "after"} and "year" not in text:
        year = _neighbour_year(SEASONS[code][0], 3, context.told(slots, "anaphor"), context)
    elif "anaphor" in slots:
        step = {"before": -1, "after": 1}.get(context.told(slots, "anaphor"), 0)
        known = context.year_spoken_of()
        year = None if known is None else known + step
    else:
        year = _year_of_season(code, slots, context)
    if year is None:
        return unresolved(NEEDS_PUBLICATION)
    if year < 1:
        return before_our_era(year, f"-{code}")
    found = parted(season_of(year, code), modifier, DateBasis.RELATIVE)
    if context.word(1) in context.grammar.season_context["campaigns"]:
        return replace(found, period=None)  # the name of a campaign: nothing goes on from there
    return found


def _is_season(name: str, context: Context) -> bool:
    """Whether a bare "spring" or "fall" is a season, by its neighbours; histories name the others often."""
    cues = context.grammar.season_context
    if context.word(1) in cues["campaigns"]:
        return context.word(-1) not in cues["verbs"]
    if context.word(-1) in cues["before"]:
        return True
    return context.history and name != "fall" and context.word(-1) not in cues["verbs"]


def _winter_between(first: int, digits: int) -> Meaning | None:
    """The winter of 1941-42."""
    if (first + 1) % 100 != digits:
        return None
    start, end = safe_day(first, 12, 1), month_of(first + 1, 2)
    found = season_of(first, "WI")
    if found is None or start is None or end is None:
        return None
    return period_meaning(found, DateBasis.STATED, days=(start, end.last))


def _neighbour_year(month: int, months: int, told: str, context: Context) -> int | None:
    """The year of the last or next stretch that begins with ``month``, told from the period spoken of."""
    known = context.known_months()
    if known is None:
        return None
    if told == "after":
        return (known[1] - (month - 1)) // 12 + 1
    return (known[0] - (month - 1) - months) // 12


def month_number(slots: Slots, context: Context) -> int:
    """The number of the month that is named."""
    return int(context.grammar.words["month"][slots["month"].rstrip(".")])


def _year_of_month(month: int, context: Context) -> int | None:
    told = context.told_year(month)
    published = context.published
    if told is not None or published is None:
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
    if context.history and context.year is not None:
        # A winter is told by the year that it ends in.
        return context.told_year(1 if code == "WI" else SEASONS[code][0])
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
