"""Two dates that name the ends of one stretch: "from 3 May to 5 June", "between Monday and Wednesday"."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from dashboard.mentions.timex_calendar import precision_of, safe_day
from dashboard.records.codes import TimexType
from dashboard.records.document import Document
from dashboard.records.mention import Timex

_OPENER = re.compile(r"\b(from|between|since)[ \n]{1,3}(?:the[ \n]{1,3})?$", re.IGNORECASE)
_LINK = re.compile(
    r"[ \n]{0,3}(to|until|till|through|up to|and|-)[ \n]{0,3}(?:the[ \n]{1,3})?", re.IGNORECASE
)
_YEAR = re.compile(r"\d{4}|'\d\d")
_DAY_VALUE = re.compile(r"\d{4}-(\d\d)-(\d\d)")


def with_ranges(document: Document, timexes: Iterable[Timex]) -> tuple[Timex, ...]:
    """The same expressions; both ends of a stretch get its first and last day, and keep their values."""
    found = list(timexes)
    for index in range(len(found) - 1):
        first, last = found[index], found[index + 1]
        if not _are_linked(document, first, last):
            continue
        first = _in_year_of(first, last)
        if first.earliest is None or last.latest is None or first.earliest > last.latest:
            continue
        days = (first.earliest, last.latest)
        found[index], found[index + 1] = _spanning(first, days), _spanning(last, days)
    return tuple(found)


def _are_linked(document: Document, first: Timex, last: Timex) -> bool:
    if first.type is not TimexType.DATE or last.type is not TimexType.DATE or last.start - first.end > 12:
        return False
    link = _LINK.fullmatch(document.plain, first.end, last.start)
    if link is None:
        return False
    opener = _OPENER.search(document.plain, max(first.start - 20, 0), first.start)
    if opener is None:
        return link[1] in {"-", "through"}
    return (link[1].lower() == "and") == (opener[1].lower() == "between")


def _in_year_of(first: Timex, last: Timex) -> Timex:
    """ "From 3 May to 5 June 2021": the year stands once, with the second day."""
    day = _DAY_VALUE.fullmatch(first.value or "")
    if day is None or last.latest is None or _YEAR.search(first.text) or not _YEAR.search(last.text):
        return first
    moved = safe_day(last.latest.year, int(day[1]), int(day[2]))
    if moved is None or moved > last.latest:
        return first
    return replace(first, value=moved.isoformat(), earliest=moved, latest=moved)


def _spanning(timex: Timex, days: tuple[date, date]) -> Timex:
    return replace(timex, earliest=days[0], latest=days[1], precision=precision_of(*days))
