"""Meanings of quarters, years and longer periods."""

from datetime import date

from dashboard.mentions.timex_calendar import (
    Period,
    century_of,
    day_of,
    decade_of,
    half_of,
    quarter_of,
    year_of,
)
from dashboard.mentions.timex_context import Context, Reading, Slots
from dashboard.mentions.timex_eras import century_number
from dashboard.mentions.timex_meaning import (
    NEEDS_PUBLICATION,
    Meaning,
    parted,
    period_meaning,
    unresolved,
)
from dashboard.mentions.timex_numbers import ordinal, stated_year
from dashboard.records.codes import DateBasis, TimexType


def quarter(slots: Slots, context: Context) -> Meaning | None:
    """A quarter of a year; without year the one that lies nearest before the publication."""
    rank = {"final": 4, "last": 4}.get(slots["rank"]) or ordinal(slots["rank"]) or 0
    if not 1 <= rank <= 4:
        return None
    year = stated_year(slots)
    if year is None:
        published = context.published
        if published is None:
            return unresolved(NEEDS_PUBLICATION)
        place = context.told(slots, "which2")
        year = published.year
        if place:
            year += {"last": -1, "next": 1}.get(place, 0)
        elif rank > (published.month + 2) // 3 and not context.future():
            year -= 1
        return period_meaning(quarter_of(year, rank), DateBasis.RELATIVE)
    return period_meaning(quarter_of(year, rank), DateBasis.STATED)


def lettered(slots: Slots, context: Context) -> Meaning | None:
    """Q3 2022, H1: a quarter or half by its letter."""
    stated = slots.get("year") or slots.get("year2")
    year = int(stated) if stated else None
    basis = DateBasis.STATED if year else DateBasis.RELATIVE
    published = context.published
    if year is None and published is None:
        return unresolved(NEEDS_PUBLICATION)
    if "halfno" in slots:
        rank = int(slots["halfno"])
        late = published is not None and rank > (published.month + 5) // 6 and not context.future()
    else:
        rank = int(slots["quarterno"])
        late = published is not None and rank > (published.month + 2) // 3 and not context.future()
    if year is None:
        assert published is not None
        year = published.year - late
    return period_meaning(half_of(year, rank) if "halfno" in slots else quarter_of(year, rank), basis)


def short_year(slots: Slots, context: Context) -> Meaning | None:
    """Two digits behind an apostrophe: the last such year by then, in a history one of those it names."""
    digits = int(slots["yy"])
    if context.years is not None:
        first, last = context.years
        year = next((year for year in range(first, last + 1) if year % 100 == digits), None)
        return None if year is None else period_meaning(year_of(year), DateBasis.RELATIVE)
    if context.published is None:
        return unresolved(NEEDS_PUBLICATION)
    year = context.published.year - (context.published.year - digits) % 100
    return period_meaning(year_of(year), DateBasis.RELATIVE)


def half(slots: Slots, context: Context) -> Meaning | None:
    """A half of a year."""
    rank = 1 if slots.get("rank") in {"first", "1st"} else 2
    if "year" in slots:
        return period_meaning(half_of(int(slots["year"]), rank), DateBasis.STATED)
    published = context.published
    if published is None:
        return unresolved(NEEDS_PUBLICATION)
    place = context.told(slots, "which")
    year = published.year + {"last": -1, "next": 1}.get(place, 0)
    return period_meaning(half_of(year, rank), DateBasis.RELATIVE)


def year(slots: Slots, context: Context) -> Meaning | None:
    """Four digits, or words, that their neighbours let be a year."""
    number = stated_year(slots)
    if number is None:
        return None
    if not (_is_year(slots, context) if "year" in slots else not context.is_counted()):
        return None
    if context.word(1) in {"first", "second", "third", "fourth"} and context.word(2) == "quarter":
        return None
    return parted(year_of(number), slots.get("mod") or slots.get("mod2"), DateBasis.STATED)


def years(slots: Slots, context: Context) -> Meaning | None:
    """From one year to another: each end is an expression, both span all the years."""
    first = int(slots["year"])
    last = int(slots["year2"]) if "year2" in slots else first - first % 100 + int(slots["yy"])
    if not first < last < first + 150 or context.word(-1) in context.grammar.year_context["not_before"]:
        return None
    start, end = year_of(first), year_of(last)
    if start is None or end is None:
        return None
    raw = slots["raw"]
    at = raw.index(slots["year"])
    length = at + len(slots["year"])
    rest = raw.index(slots.get("year2") or slots["yy"], length)
    period = Period(end.value, "years", start.first, end.last)
    head = (length, rest, start.value)
    return Meaning(TimexType.DATE, end.value, start.first, end.last, period=period, head=head)


def decade(slots: Slots, context: Context) -> Meaning | None:
    """Ten years, by their digits or their name."""
    if "decadeyear" in slots:
        start = int(slots["decadeyear"])
    elif "decadeyy" in slots:
        start = 1900 + int(slots["decadeyy"])
    elif "the " in slots["text"]:
        start = 1900 + int(context.grammar.words["decade"][slots["decadeword"]])
    else:
        return None
    return parted(decade_of(start), slots.get("mod") or slots.get("mod2"), DateBasis.STATED)


def century(slots: Slots, context: Context) -> Meaning | None:
    """A hundred years, by their number."""
    number = century_number(slots)
    if number is None or not 1 <= number <= 22:
        return None
    return parted(century_of(number), slots.get("mod") or slots.get("mod2"), DateBasis.STATED)


def year_end(slots: Slots, context: Context) -> Meaning | None:
    """The last day of the year."""
    if context.published is None:
        return unresolved(NEEDS_PUBLICATION)
    return period_meaning(day_of(date(context.published.year, 12, 31)), DateBasis.RELATIVE)


def _is_year(slots: Slots, context: Context) -> bool:
    """Whether four digits are a year: what stands before and after them tells."""
    nearby = context.grammar.year_context
    number = int(slots["year"])
    before, after = context.word(-1), context.word(1)
    surely = before in nearby["surely_before"]
    if before in nearby["not_before"] or (after in nearby["not_after"] and not (surely and after == "or")):
        return False
    marked = slots["text"] != slots["year"]
    if not marked and before not in nearby["surely_before"] and context.is_counted():
        return False
    if marked or before in nearby["surely_before"] or before in nearby["before"]:
        return 1000 <= number <= 2100
    if context.years is not None and context.years[0] <= number <= context.years[1]:
        return True  # of those that a history surely names
    return 1900 <= number <= 2050


MEANINGS: dict[str, Reading] = {
    "quarter": quarter,
    "lettered": lettered,
    "short_year": short_year,
    "half": half,
    "year": year,
    "years": years,
    "decade": decade,
    "century": century,
    "year_end": year_end,
}
