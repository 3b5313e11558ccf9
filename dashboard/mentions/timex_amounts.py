"""Meanings of durations, sets and the present, past and future at large."""

from dashboard.mentions.timex_context import Context, Reading, Slots
from dashboard.mentions.timex_meaning import Meaning
from dashboard.mentions.timex_numbers import quantity
from dashboard.records.codes import TimexType


def duration(slots: Slots, context: Context) -> Meaning | None:
    """A length of time."""
    unit = str(context.grammar.words["unit"][slots["unit"]])
    amount = slots.get("n", "several" if slots["unit"].endswith("s") else "a")
    if not context.history and slots["unit"] not in slots["raw"] and context.following().istitle():
        return None  # the name of a war: "the Seven Years War"
    if unit == "period" or (unit == "second" and not slots["unit"].endswith("s") and amount in {"a", "an"}):
        return None
    if unit == "quarter" and amount in {"a", "an", "one", "three"}:
        return None
    count = quantity(amount)
    more = slots.get("n2") or slots.get("n3")
    if " or t" in slots["text"]:
        count = None  # a year or two
    if count is not None and more is None and " and a half" in slots["text"].removeprefix(amount):
        count += 0.5
    return Meaning(TimexType.DURATION, duration_value(unit, count))


def age(slots: Slots, context: Context) -> Meaning | None:
    """How old someone is; in news "is 52 years old" is no time, in a history it is."""
    if not context.history and not slots["text"].endswith("-old"):
        return None
    unit = str(context.grammar.words["unit"][slots["unit"]])
    return Meaning(TimexType.DURATION, duration_value(unit, quantity(slots["n"])))


def vague_duration(slots: Slots, context: Context) -> Meaning | None:
    """Days, months, years: a length without number."""
    unit = str(context.grammar.words["unit"][slots["units"]])
    return Meaning(TimexType.DURATION, duration_value(unit, None))


def vague_span(slots: Slots, context: Context) -> Meaning | None:
    """Recent days, the coming weeks."""
    if not slots["unit"].endswith("s"):
        return None
    return Meaning(TimexType.DATE, str(context.grammar.words["tendency"][slots["tendency"]]))


def every(slots: Slots, context: Context) -> Meaning | None:
    """Every day, each July, twice a year."""
    words = context.grammar.words
    named = slots.get("unit")
    rate = slots["text"].split()[0] in {"a", "per", "each"}
    if named is None and "season" in slots:
        value = f"XXXX-{words['season'][slots['season']]}"
    elif named is None:
        value = f"XXXX-{int(words['month'][slots['month'].rstrip('.')]):02d}"
    elif rate or words["unit"][named] != "day":
        value = duration_value(str(words["unit"][named]), 1)
    else:
        value = "XXXX-XX-XX"
    return Meaning(TimexType.SET, value)


def weekday_set(slots: Slots, context: Context) -> Meaning | None:
    """Mondays, every Thursday night."""
    words = context.grammar.words
    number = (
        words["weekdays"][slots["weekdays"]]
        if "weekdays" in slots
        else words["weekday"][slots["weekday"].rstrip(".")]
    )
    part = f"T{words['part'][slots['part']]}" if "part" in slots else ""
    return Meaning(TimexType.SET, f"XXXX-WXX-{number}{part}")


def weekend_set(slots: Slots, context: Context) -> Meaning | None:
    """Weekends, weekdays: those of every week."""
    return Meaning(TimexType.SET, "XXXX-WXX-WE" if slots["text"] == "weekends" else "XXXX-WXX-WD")


def rate(slots: Slots, context: Context) -> Meaning | None:
    """Daily, annually; in news only where no noun follows, in a history also the daily bread."""
    following = context.word(1)
    if (
        following.isalpha()
        and following != "and"
        and not (context.history and following == context.following())
    ):
        return None
    return Meaning(TimexType.SET, str(context.grammar.words["rate"][slots["rate"]]))


def vague(slots: Slots, context: Context) -> Meaning | None:
    """Now, recently, the future."""
    if "now" in slots:
        words = slots["now"].split()
        named = context.grammar.words["vague"]
        return Meaning(TimexType.DATE, str(named.get(words[0]) or named[words[-1]]))
    return Meaning(TimexType.DATE, "PAST_REF" if "past" in slots else "FUTURE_REF")


def told_vaguely(slots: Slots, context: Context) -> Meaning | None:
    """What only a history tells as a time: former, future, present-day."""
    if not context.history:
        return None
    word = slots["told"]
    if (word in {"present", "modern"}) != slots["text"].endswith("day"):
        return None
    return Meaning(TimexType.DATE, str(context.grammar.words["told"][word]))


def one_day(slots: Slots, context: Context) -> Meaning | None:
    """Some day to come, not a length: "will one day"."""
    if context.word(-1) in {"will", "would", "may", "might", "could", "'ll"} or context.word(1) in {
        "will",
        "would",
    }:
        return Meaning(TimexType.DATE, "FUTURE_REF")
    return None


def vague_length(slots: Slots, context: Context) -> Meaning | None:
    """A while, some time, a long period: a length without unit."""
    return Meaning(TimexType.DURATION, "PXX")


def night_time(slots: Slots, context: Context) -> Meaning | None:
    """At night; in a history also night attacks: no night of all."""
    if not context.history and context.word(-1) not in {"at", "by"}:
        return None
    if context.word(-1) in context.grammar.season_context["parts_of"]:
        return None
    code = "TDT" if slots["nighttime"].startswith("day") else "TNI"
    return Meaning(TimexType.TIME, f"XXXX-XX-XX{code}")


def duration_value(unit: str, count: float | None) -> str:
    """The TIMEX3 value of a length of time; X for an amount that is not told."""
    letter = {
        "day": "D",
        "night": "D",
        "week": "W",
        "month": "M",
        "quarter": "Q",
        "year": "Y",
        "period": "X",
    }.get(unit, "")
    scaled = count
    if unit in {"decade", "century"}:
        letter = "Y" if count is not None else {"decade": "DE", "century": "CE"}[unit]
        scaled = None if count is None else count * (10 if unit == "decade" else 100)
    if unit in {"fortnight", "weekend"}:
        letter = "W" if unit == "fortnight" else "WE"
        scaled = None if count is None else count * (2 if unit == "fortnight" else 1)
    if unit in {"hour", "minute", "second"}:
        return f"PT{_amount(scaled, unit)}"
    if scaled is not None and scaled != int(scaled) and letter == "Y":
        return f"P{int(scaled)}Y{round(12 * (scaled % 1))}M"
    return f"P{'X' if scaled is None else format(scaled, 'g')}{letter}"


def _amount(count: float | None, unit: str) -> str:
    letter = unit[0].upper()
    if count is None:
        return f"X{letter}"
    if count != int(count) and unit in {"hour", "minute"}:
        whole, rest = int(count), round(60 * (count % 1))
        smaller = "M" if unit == "hour" else "S"
        return (f"{whole}{letter}" if whole else "") + f"{rest}{smaller}"
    return f"{count:g}{letter}"


MEANINGS: dict[str, Reading] = {
    "duration": duration,
    "age": age,
    "vague_duration": vague_duration,
    "vague_span": vague_span,
    "every": every,
    "weekday_set": weekday_set,
    "weekend_set": weekend_set,
    "rate": rate,
    "vague": vague,
    "told_vaguely": told_vaguely,
    "one_day": one_day,
    "vague_length": vague_length,
    "night_time": night_time,
}
