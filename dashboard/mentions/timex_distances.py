"""Meanings of distances in time: two days ago, a year earlier, months later."""

from dataclasses import replace
from datetime import date

from dashboard.mentions.timex_calendar import Period, moved, quarter_of, shifted, unit_of, year_of
from dashboard.mentions.timex_context import Context, Reading, Slots
from dashboard.mentions.timex_meaning import (
    NEEDS_PUBLICATION,
    NEEDS_REFERENCE,
    NEEDS_SPEAKER_DAY,
    Meaning,
    before_our_era,
    period_meaning,
    unresolved,
)
from dashboard.mentions.timex_numbers import quantity
from dashboard.records.codes import DateBasis, TimexType


def distance(slots: Slots, context: Context) -> Meaning | None:
    """So many days, weeks, years before or after the publication or the day last spoken of."""
    unit, count = context.unit(slots), quantity(slots["n"])
    direction = slots["direction"].split()[0]
    back = direction in {"ago", "earlier", "previously", "before"}
    from_publication = direction in {"ago", "from", "hence"}
    if unit == "period":
        return None
    if count is None:
        return Meaning(TimexType.DATE, "PAST_REF" if back else "FUTURE_REF", basis=DateBasis.RELATIVE)
    known = context.spoken_of
    if known is not None and known.unit == "quarter" and unit == "year" and context.near():
        # A comparison ("up from a year earlier"): what follows does not go on from there.
        compared = _quarters_on(known, 4 * int(count) * (-1 if back else 1))
        return replace(period_meaning(compared, DateBasis.RELATIVE), period=None)
    if (
        known is None
        and context.year is not None
        and context.year < 1
        and unit in {"year", "decade", "century"}
    ):
        years = int(count * {"year": 1, "decade": 10, "century": 100}[unit])
        return _years_on(context.year + (-years if back else years))
    base = context.past_day() or context.published if from_publication else None
    if from_publication and context.history and context.is_quoted():
        return unresolved(NEEDS_SPEAKER_DAY)
    if not from_publication and known is not None:
        base = known.first if back else known.last
        if (known.last - known.first).days > 0 and unit in {"day", "night"} and direction != "from":
            base = None
    if base is None:
        return unresolved(NEEDS_PUBLICATION if from_publication else NEEDS_REFERENCE)
    if unit in {"second", "minute", "hour"}:
        return _hours(unit, count, back=back, base=base)
    day = moved(unit, base, -int(count) if back else int(count))
    grain = {"night": "day", "fortnight": "day", "week": "day"}.get(unit, unit)
    if unit == "week" and direction == "ago":
        grain = "week"  # "two weeks ago" is no day, "two weeks later" is
    return period_meaning(unit_of(grain, day) if day else None, DateBasis.RELATIVE)


def vague_distance(slots: Slots, context: Context) -> Meaning | None:
    """Months ago, years later."""
    if not slots["unit"].endswith("s"):
        return None
    back = slots["text"].endswith(("ago", "earlier"))
    return Meaning(TimexType.DATE, "PAST_REF" if back else "FUTURE_REF", basis=DateBasis.RELATIVE)


def year_ago(slots: Slots, context: Context) -> Meaning | None:
    """The same quarter or period of the year before."""
    known = context.spoken_of
    if known is not None and known.unit == "quarter":
        return replace(period_meaning(_quarters_on(known, -4), DateBasis.RELATIVE), period=None)
    if context.published is None:
        return unresolved(NEEDS_PUBLICATION)
    day = moved("year", context.published, -1)
    # A comparison: what follows does not go on from there.
    return replace(period_meaning(unit_of("year", day) if day else None, DateBasis.RELATIVE), period=None)


def _hours(unit: str, count: float, *, back: bool, base: date) -> Meaning:
    days = {"hour": 24, "minute": 1440, "second": 86400}[unit]
    other = shifted(base, -(int(count) // days + 1) if back else int(count) // days + 1) or base
    first, last = (other, base) if back else (base, other)
    return Meaning(
        TimexType.DATE, None, first, last, DateBasis.RELATIVE, reason="no value for a distance of hours"
    )


def _years_on(year: int) -> Meaning:
    return before_our_era(year) if year < 1 else period_meaning(year_of(year), DateBasis.RELATIVE)


def _quarters_on(known: Period, count: int) -> Period | None:
    index = known.first.year * 4 + (known.first.month - 1) // 3 + count
    return quarter_of(index // 4, index % 4 + 1)


MEANINGS: dict[str, Reading] = {
    "distance": distance,
    "vague_distance": vague_distance,
    "year_ago": year_ago,
}
