"""Meanings of holidays: by their rules in the grammar, national ones by the country that the text names."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from dashboard.mentions.timex_calendar import Period, day_of, month_of, safe_day, shifted, weekend_of
from dashboard.mentions.timex_clock import clock_suffix
from dashboard.mentions.timex_context import Context, Reading, Slots
from dashboard.mentions.timex_feasts import (
    easter,
    hanukkah,
    hebrew_new_year,
    islamic,
    new_moon,
    nowruz,
    orthodox_easter,
    passover,
)
from dashboard.mentions.timex_meaning import (
    BY_THE_MOON,
    NEEDS_COUNTRY,
    NEEDS_PUBLICATION,
    NO_SUCH_DAY,
    Meaning,
    period_meaning,
    unresolved,
)
from dashboard.mentions.timex_numbers import stated_year
from dashboard.records.codes import DateBasis, TimexType

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_COUNTED = {
    "easter": easter,
    "orthodox": orthodox_easter,
    "hebrew": hebrew_new_year,
    "passover": passover,
    "hanukkah": hanukkah,
    "nowruz": nowruz,
}
#: Calendar arithmetic holds for these years.
_FIRST_YEAR, _LAST_YEAR = 1000, 3000


@dataclass(frozen=True, slots=True)
class Feast:
    """The days of a holiday in a year; ``sure`` is false where the moon decides, a day either way."""

    first: date
    last: date
    sure: bool = True


def holiday_part(slots: Slots, context: Context) -> Meaning | None:
    """A holiday, or a part of it: "Christmas night"."""
    named = holiday(slots, context)
    suffix = clock_suffix(slots, context.grammar)
    if named is None or named.value is None or not suffix:
        return named
    return replace(named, type=TimexType.TIME, value=named.value + suffix)


def holiday_weekend(slots: Slots, context: Context) -> Meaning | None:
    """Saturday and Sunday next to a holiday, and the holiday where it lies beside them."""
    named = holiday(slots, context)
    if named is None or named.earliest is None or named.latest is None:
        return named
    near = shifted(named.earliest, 2 if named.earliest.weekday() in (2, 3, 4) else -2) or named.earliest
    found = weekend_of(near if named.earliest.weekday() < 5 else named.earliest)
    days = (min(found.first, named.earliest), max(found.last, named.latest))
    close = (days[1] - days[0]).days <= 3
    return period_meaning(found, named.basis, days=days if close else (found.first, found.last))


def holiday(slots: Slots, context: Context) -> Meaning | None:
    """A feast or holiday of a year; without one the nearest on the side that the tense shows."""
    rule = context.grammar.holidays[slots["holiday"]]
    if rule == "national":
        country = _country(context)
        known = context.grammar.national_days[slots["holiday"]]
        if country not in known:
            return unresolved(NEEDS_COUNTRY)
        rule = known[country]
    if rule[4:5] == rule[7:8] == "-":
        if not context.history:
            return None  # news says "D-Day" of any great day
        day = date.fromisoformat(rule)
        return period_meaning(day_of(day), DateBasis.STATED)
    year = stated_year(slots)
    if year is not None:
        return _meaning(next(iter(feasts_in(rule, year)), None), DateBasis.STATED)
    published, told = context.published, context.year
    if context.history and told is not None:
        return _meaning(_of_story(rule, told, context), DateBasis.RELATIVE)
    if published is None:
        return unresolved(NEEDS_PUBLICATION)
    place = context.told(slots, "which2") or context.told(slots, "which")
    if "which2" in slots:
        year = published.year + {"last": -1, "next": 1}.get(place, 0)
        return _meaning(next(iter(feasts_in(rule, year)), None), DateBasis.RELATIVE)
    near = [feast for step in (-1, 0, 1) for feast in feasts_in(rule, published.year + step)]
    if not near:
        return unresolved(NO_SUCH_DAY)
    if place == "last" or (not place and context.future() is False):
        chosen = max(
            (one for one in near if one.first <= published), default=near[0], key=lambda one: one.first
        )
    elif place == "next" or (not place and context.future()):
        chosen = min(
            (one for one in near if one.last >= published), default=near[-1], key=lambda one: one.first
        )
    else:
        chosen = min(near, key=lambda one: abs(one.first - published))
    return _meaning(chosen, DateBasis.RELATIVE)


def feasts_in(rule: str, year: int) -> tuple[Feast, ...]:
    """The days of a holiday in a year, by its rule in the grammar; " for 8" behind a rule is its length."""
    rule, _, length = rule.partition(" for ")
    more = timedelta(days=int(length or 1) - 1)
    if not 1 <= year <= 9998:
        return ()
    if rule[2] == "-":
        return tuple(Feast(day, day + more) for day in [safe_day(year, int(rule[:2]), int(rule[3:]))] if day)
    name, _, rest = rule.partition(" ")
    if name in {"islamic", "moon"} or not name.lstrip("-").isdigit():
        return _moving(name, rest, year, more) if _FIRST_YEAR <= year <= _LAST_YEAR else ()
    weekday, number = rest.split()
    period = month_of(year, int(number))
    if period is None:
        return ()
    wanted = _WEEKDAYS.index(weekday)
    if int(name) < 0:
        day = period.last - timedelta(days=(period.last.weekday() - wanted) % 7)
    else:
        day = period.first + timedelta(days=(wanted - period.first.weekday()) % 7 + 7 * (int(name) - 1))
    return (Feast(day, day + more),)


def _moving(name: str, rest: str, year: int, more: timedelta) -> tuple[Feast, ...]:
    one = timedelta(days=1)
    if name == "islamic":
        month, day = (int(part) for part in rest.split("-"))
        return tuple(Feast(at - one, at + more + one, sure=False) for at in islamic(year, month, day))
    if name == "moon":
        start, hours, before = rest.split()
        at = new_moon(date(year, int(start[:2]), int(start[3:])), float(hours))
        return (Feast(at - timedelta(days=int(before)), at, sure=before == "0"),)
    base = name.rstrip("+-0123456789")
    at = _COUNTED[base](year) + timedelta(days=int(name.removeprefix(base) or 0))
    return (Feast(at, at + more),)


def _of_story(rule: str, told: int, context: Context) -> Feast | None:
    """In a history: the feast of the year that the telling has reached when it comes to it."""
    this = next(iter(feasts_in(rule, told)), None)
    if this is None:
        return None
    year = context.told_year(this.first.month)
    return this if year is None or year == told else next(iter(feasts_in(rule, year)), None)


def _meaning(feast: Feast | None, basis: DateBasis) -> Meaning:
    if feast is None:
        return unresolved(NO_SUCH_DAY)
    if not feast.sure:
        return Meaning(TimexType.DATE, None, feast.first, feast.last, basis, reason=BY_THE_MOON)
    value = feast.first.isoformat()
    unit = "day" if feast.first == feast.last else "days"
    period = Period(value, unit, feast.first, feast.last)
    return Meaning(TimexType.DATE, value, feast.first, feast.last, basis, period=period)


def _country(context: Context) -> str | None:
    """The country named at the holiday ("Ukraine's Independence Day"), else the only one in its sentence."""
    countries = context.grammar.country_words
    for offset in (-1, -2):
        if context.word(offset) in countries:
            return countries[context.word(offset)]
    if context.word(1) == "of" and context.word(2) in countries:
        return countries[context.word(2)]
    document = context.document
    at = document.tokens[context.position].start
    sentence = document.sentences[max(document.sentence_at(at), 0)]
    named = {countries[token.lower] for token in document.tokens_of(sentence) if token.lower in countries}
    return named.pop() if len(named) == 1 else None


MEANINGS: dict[str, Reading] = {"holiday": holiday_part, "holiday_weekend": holiday_weekend}
