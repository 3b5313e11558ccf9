"""Meanings of days told from the publication: today, weekdays, weekends, times of day."""

from dashboard.mentions.timex_calendar import day_of, shifted, weekend_of
from dashboard.mentions.timex_clock import clock_suffix
from dashboard.mentions.timex_context import Context, Reading, Slots
from dashboard.mentions.timex_meaning import (
    NEEDS_PUBLICATION,
    NEEDS_REFERENCE,
    NEEDS_SPEAKER_DAY,
    NO_SUCH_DAY,
    Meaning,
    period_meaning,
    timed,
    unresolved,
)
from dashboard.records.codes import DateBasis, TimexType


def deictic(slots: Slots, context: Context) -> Meaning | None:
    """Today, yesterday, tomorrow, tonight, overnight, with or without a part of the day."""
    word = slots["deictic"]
    published = context.published
    suffix = clock_suffix(slots, context.grammar)
    if word == "today" and not suffix and context.word(-1) in {"'s", "of"} and context.word(1) == "'s":
        return Meaning(TimexType.DATE, "PRESENT_REF")
    if context.history and word != "overnight":
        if word == "today" and not context.is_quoted():
            return Meaning(TimexType.DATE, "PRESENT_REF")
        return unresolved(NEEDS_SPEAKER_DAY)
    at_night = word in {"tonight", "overnight"} or bool(suffix)
    if published is None:
        return unresolved(NEEDS_PUBLICATION, kind=TimexType.TIME if at_night else TimexType.DATE)
    if word == "overnight" and context.history:
        return _anaphoric_part({"anaphor": "that"}, context, "TNI")
    if word == "overnight":
        night = shifted(published, -1)
        return None if night is None else timed(day_of(night), "TNI", last=published)
    day = shifted(published, int(context.grammar.words["deictic"][word]))
    if day is None:
        return unresolved(NO_SUCH_DAY)
    if at_night:
        return timed(day_of(day), suffix or "TNI")
    return period_meaning(day_of(day), DateBasis.RELATIVE)


def part_of_day(slots: Slots, context: Context) -> Meaning | None:
    """This morning, last night; that night, the following morning."""
    suffix = clock_suffix(slots, context.grammar)
    if "anaphor" in slots or (context.history and slots.get("which") != "this"):
        return _anaphoric_part(slots, context, suffix)
    place = context.told(slots, "which")
    published = context.published
    if published is None:
        return unresolved(NEEDS_PUBLICATION, kind=TimexType.TIME)
    if place == "last" and slots["part"] == "night":
        night = shifted(published, -1)
        return None if night is None else timed(day_of(night), suffix, last=published)
    if place == "this":
        return timed(day_of(published), suffix)
    return None


def _anaphoric_part(slots: Slots, context: Context, suffix: str) -> Meaning:
    known = context.spoken_of
    if known is None or known.first != known.last:
        return unresolved(NEEDS_REFERENCE, kind=TimexType.TIME)
    step = {"before": -1, "after": 1}.get(context.told(slots, "anaphor"), 0)
    day = shifted(known.first, step)
    return unresolved(NO_SUCH_DAY, kind=TimexType.TIME) if day is None else timed(day_of(day), suffix)


def weekday(slots: Slots, context: Context) -> Meaning | None:
    """A weekday, on the side of the publication that its words or the tense show."""
    number = int(context.grammar.words["weekday"][slots["weekday"].rstrip(".")])
    if _is_newspaper(slots, context):
        return None
    published = context.published
    suffix = clock_suffix(slots, context.grammar)
    if context.history and "week" not in slots["text"].split():
        return _weekday_of_story(context, number, context.told(slots, "anaphor"), suffix)
    if published is None:
        return unresolved(NEEDS_PUBLICATION, kind=TimexType.TIME if suffix else TimexType.DATE)
    back = (published.isoweekday() - number) % 7
    place = context.told(slots, "which")
    told = context.told(slots, "anaphor")
    if slots["text"].startswith("a week "):  # a week ago Monday
        days = -back - 7 if "ago" in slots["text"] else 7 - back + 7
    elif "week" in slots["text"].split():  # Tuesday last week
        days = number - published.isoweekday() + 7 * {"last": -1, "next": 1}.get(place, 0)
    elif told and told != "same":
        return _weekday_from(context, number, told, suffix)
    elif place == "last":
        # Who means yesterday says so: on a Friday "last Thursday" is eight days back.
        days = -8 if back == 1 else -(back or 7)
    elif place == "next":
        days = 7 - back
    elif place == "this":
        days = number - published.isoweekday()
    elif back == 0:
        days = 0
    else:
        days = 7 - back if context.future() else -back
    day = shifted(published, days)
    if day is None:
        return unresolved(NO_SUCH_DAY)
    return timed(day_of(day), suffix) if suffix else period_meaning(day_of(day), DateBasis.RELATIVE)


def weekday_night(slots: Slots, context: Context) -> Meaning | None:
    """The night from one weekday to the next, told by either of them."""
    begins = "weekday" in slots
    named = weekday({"text": slots["text"], "weekday": slots["weekday" if begins else "weekday2"]}, context)
    if named is None or named.earliest is None:
        return named
    night = named.earliest if begins else shifted(named.earliest, -1)
    morning = shifted(night, 1) if night else None
    if night is None or morning is None:
        return unresolved(NO_SUCH_DAY, kind=TimexType.TIME)
    if (
        "weekday2" in slots
        and int(context.grammar.words["weekday"][slots["weekday2"].rstrip(".")]) != morning.isoweekday()
    ):
        return None
    return timed(day_of(night), "TNI", last=morning)


def _is_newspaper(slots: Slots, context: Context) -> bool:
    """ "The Sun", "the Sunday Times", and short forms without a point that are words of their own."""
    word = slots["weekday"]
    if len(word) > 5 or word.endswith("."):
        return context.word(1) in {"times", "telegraph", "mirror", "express", "mail", "herald", "agreement"}
    return not (context.word(1).isdigit() or context.word(1) in context.grammar.words["month"])


def _weekday_of_story(context: Context, number: int, told: str, suffix: str) -> Meaning:
    """In a history: the day last spoken of where it is such a weekday; else it may lie before or after."""
    known = context.spoken_of
    if told in {"before", "after"} and known is not None:
        return _weekday_from(context, number, told, suffix)
    if known is None or known.unit != "day" or known.first.isoweekday() != number or context.is_quoted():
        return unresolved(NEEDS_REFERENCE, kind=TimexType.TIME if suffix else TimexType.DATE)
    day = day_of(known.first)
    return timed(day, suffix) if suffix else period_meaning(day, DateBasis.RELATIVE)


def _weekday_from(context: Context, number: int, told: str, suffix: str) -> Meaning:
    known = context.spoken_of
    if known is None:
        return unresolved(NEEDS_REFERENCE)
    base = known.first if told == "before" else known.last
    distance = (base.isoweekday() - number) % 7 or 7
    day = shifted(base, -distance if told == "before" else (7 - distance) or 7)
    if day is None:
        return unresolved(NO_SUCH_DAY)
    return timed(day_of(day), suffix) if suffix else period_meaning(day_of(day), DateBasis.RELATIVE)


def clock_of_day(slots: Slots, context: Context) -> Meaning | None:
    """A time of day on a weekday or on a day told from the publication."""
    day = weekday(slots, context) if "weekday" in slots else deictic(slots, context)
    if day is None or day.period is None:
        return day
    return timed(day.period, clock_suffix(slots, context.grammar))


def clock(slots: Slots, context: Context) -> Meaning | None:
    """A time of day of the day last spoken of in the paragraph."""
    suffix = clock_suffix(slots, context.grammar)
    known = context.spoken_of
    if known is not None and known.first == known.last and (context.near() or context.same_paragraph()):
        return timed(day_of(known.first), suffix)
    return unresolved(NEEDS_REFERENCE, kind=TimexType.TIME)


def weekend(slots: Slots, context: Context) -> Meaning | None:
    """A weekend: the last one begun, or the next where the tense shows that."""
    if "anaphor" in slots:
        return _anaphoric_weekend(slots, context)
    if slots["text"] == slots["weekend"] and context.word(-1) not in {"at", "over", "during"}:
        return None
    published = context.published
    if published is None:
        return unresolved(NEEDS_PUBLICATION)
    this = weekend_of(published)
    place = context.told(slots, "which")
    begun = published >= this.first
    if place == "last":
        weeks = -1
    elif place == "next":
        weeks = 1 if begun else 0
    else:
        weeks = 0 if begun or context.future() or (place == "this" and context.future() is None) else -1
    day = shifted(this.first, 7 * weeks)
    return unresolved(NO_SUCH_DAY) if day is None else period_meaning(weekend_of(day), DateBasis.RELATIVE)


def _anaphoric_weekend(slots: Slots, context: Context) -> Meaning:
    known = context.spoken_of
    if known is None:
        return unresolved(NEEDS_REFERENCE)
    step = {"before": -7, "after": 7}.get(context.told(slots, "anaphor"), 0)
    day = shifted(known.first, step)
    return unresolved(NO_SUCH_DAY) if day is None else period_meaning(weekend_of(day), DateBasis.RELATIVE)


MEANINGS: dict[str, Reading] = {
    "deictic": deictic,
    "part_of_day": part_of_day,
    "weekday": weekday,
    "weekday_night": weekday_night,
    "clock_of_day": clock_of_day,
    "clock": clock,
    "weekend": weekend,
}
