"""Two dates that name the ends of one stretch: "from 3 May to 5 June", "between Monday and Wednesday"."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from dashboard.mentions.timex_calendar import month_of, precision_of, shifted
from dashboard.mentions.timex_clock import clock_in
from dashboard.records.codes import DateBasis, TimexType
from dashboard.records.document import Document
from dashboard.records.mention import Timex

_OPENER = re.compile(r"\b(from|between|since)[ \n]{1,3}(?:the[ \n]{1,3})?$", re.IGNORECASE)
_LINK = re.compile(
    r"[ \n]{0,3}(to|until|till|through|up to|and|into|-)[ \n]{0,3}(?:the[ \n]{1,3})?", re.IGNORECASE
)
_MONTH_VALUE = re.compile(r"(\d{4})-(\d\d)")


def with_ranges(document: Document, timexes: Iterable[Timex]) -> tuple[Timex, ...]:
    """The same expressions; both ends of a stretch get its first and last day, and keep their values."""
    found = list(timexes)
    for index in range(len(found) - 1):
        first, last = found[index], found[index + 1]
        if not _are_linked(document, first, last):
            continue
        first = _on_day_of(_before(first, last), last)
        if first.earliest is None or last.latest is None or first.earliest > last.latest:
            continue
        days = (first.earliest, last.latest)
        found[index], found[index + 1] = _spanning(first, days), _spanning(last, days)
    return tuple(found)


def _are_linked(document: Document, first: Timex, last: Timex) -> bool:
    kinds = {first.type, last.type}
    if not kinds <= {TimexType.DATE, TimexType.TIME} or last.start - first.end > 12:
        return False
    link = _LINK.fullmatch(document.plain, first.end, last.start)
    if link is None:
        return False
    opener = _OPENER.search(document.plain, max(first.start - 20, 0), first.start)
    if opener is None:
        return link[1] in {"-", "through", "into"}
    return (link[1].lower() == "and") == (opener[1].lower() == "between")


def _before(first: Timex, last: Timex) -> Timex:
    """The first end where it was read as coming after the last: a weekday a week, a month a year too late."""
    if first.earliest is None or last.latest is None or first.earliest <= last.latest:
        return first
    if first.basis is not DateBasis.RELATIVE or last.basis is not DateBasis.RELATIVE or first.latest is None:
        return first
    if first.earliest == first.latest and (first.earliest - last.latest).days < 7:
        day = shifted(first.earliest, -7)
        return first if day is None else _moved(first, day.isoformat(), day, day)
    month = _MONTH_VALUE.fullmatch(first.value or "")
    if month is None or not _MONTH_VALUE.fullmatch(last.value or ""):
        return first
    earlier = month_of(int(month[1]) - 1, int(month[2]))
    return first if earlier is None else _moved(first, earlier.value, earlier.first, earlier.last)


def _on_day_of(first: Timex, last: Timex) -> Timex:
    """ "From 2 p.m. to 4 p.m. on Sunday": the day stands once, with the second time."""
    named = clock_in(first.text) if first.type is last.type is TimexType.TIME else None
    if named is None or last.value is None or last.earliest is None or clock_in(last.text) is not None:
        return first
    value = last.value.partition("T")[0] + named
    return replace(
        first, value=value, earliest=last.earliest, latest=last.latest, basis=last.basis, reason=last.reason
    )


def _moved(timex: Timex, value: str, earliest: date, latest: date) -> Timex:
    return replace(timex, value=value, earliest=earliest, latest=latest)


def _spanning(timex: Timex, days: tuple[date, date]) -> Timex:
    return replace(timex, earliest=days[0], latest=days[1], precision=precision_of(*days))
