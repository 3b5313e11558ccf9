"""Meanings of years, decades and centuries before our era, and of our era's first centuries.

They have values but, before year 1, no days: the calendar of the records begins there.
"""

from dataclasses import replace

from dashboard.mentions.timex_calendar import year_of
from dashboard.mentions.timex_context import Context, Reading, Slots
from dashboard.mentions.timex_meaning import BEFORE_OUR_ERA, Meaning, period_meaning
from dashboard.mentions.timex_meaning import before_our_era as before
from dashboard.mentions.timex_months import month_number
from dashboard.mentions.timex_numbers import ordinal, roman
from dashboard.records.codes import DateBasis, TimexType


def before_our_era(slots: Slots, context: Context) -> Meaning | None:
    """A year, season, month or day before our era, with a first one in front of it ("264-241 BC")."""
    year = 1 - int(slots["bcyear2"] if "bcyear2" in slots else slots["bcyear"])
    if year > 0:
        return None
    part = ""
    if "month" in slots:
        day = ordinal(slots["day"]) if "day" in slots else None
        part = f"-{month_number(slots, context):02d}" + (f"-{day:02d}" if day else "")
    elif "season" in slots:
        part = f"-{context.grammar.words['season'][slots['season']]}"
    meaning = before(year, part)
    if "bcyear2" not in slots:
        return meaning
    first = 1 - int(slots["bcyear"])
    if first >= year:
        return None
    raw = slots["raw"]
    length = raw.index(slots["bcyear"]) + len(slots["bcyear"])
    rest = raw.index(slots["bcyear2"], length)
    return replace(meaning, head=(length, rest, before(first).value or ""))


def decade_before(slots: Slots, context: Context) -> Meaning | None:
    """Ten years before our era: "the 490s BC"."""
    year = int(slots["bcdecade"])
    value = f"BC{year // 10:03d}"
    return Meaning(TimexType.DATE, value, reason=BEFORE_OUR_ERA, era=1 - year - 9)


def century_before(slots: Slots, context: Context) -> Meaning | None:
    """A hundred years before our era: "the fifth century BC"."""
    number = century_number(slots)
    if number is None or not 1 <= number <= 50:
        return None
    return Meaning(TimexType.DATE, f"BC{number - 1:02d}", reason=BEFORE_OUR_ERA, era=1 - number * 100)


def year_of_our_era(slots: Slots, context: Context) -> Meaning | None:
    """A year marked AD or CE."""
    return period_meaning(year_of(int(slots["bcyear"])), DateBasis.STATED)


def bare_year_before(slots: Slots, context: Context) -> Meaning | None:
    """In a history from before our era: a number of three digits where only a year can stand, "in 480"."""
    told = context.year
    if told is None or told > 0 or context.is_counted() or context.word(1) in context.grammar.not_years:
        return None
    if context.word(-1) not in context.grammar.year_context["surely_before"] | {"by", "after", "before"}:
        return None
    return before(1 - int(slots["oldyear"]))


def century_number(slots: Slots) -> int | None:
    """The number of a century, by its ordinal or Roman figures."""
    if "roman" in slots:
        return roman(slots["roman"])
    return ordinal(slots.get("dayword") or slots["day"])


MEANINGS: dict[str, Reading] = {
    "before_our_era": before_our_era,
    "decade_before": decade_before,
    "century_before": century_before,
    "year_of_our_era": year_of_our_era,
    "bare_year_before": bare_year_before,
}
