"""Two dates that name the ends of one stretch: "from 3 May to 5 June", "between Monday and Wednesday"."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from dashboard.mentions.timex_calendar import precision_of
from dashboard.records.codes import TimexType
from dashboard.records.document import Document
from dashboard.records.mention import Timex

_OPENER = re.compile(r"\b(from|between|since)[ \n]{1,3}(?:the[ \n]{1,3})?$", re.IGNORECASE)
_LINK = re.compile(
    r"[ \n]{0,3}(to|until|till|through|up to|and|into|-)[ \n]{0,3}(?:the[ \n]{1,3})?", re.IGNORECASE
)


def with_ranges(document: Document, timexes: Iterable[Timex]) -> tuple[Timex, ...]:
    """The same expressions; both ends of a stretch get its first and last day, and keep their values."""
    found = list(timexes)
    for index in range(len(found) - 1):
        first, last = found[index], found[index + 1]
        if not _are_linked(document, first, last):
            continue
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


def _spanning(timex: Timex, days: tuple[date, date]) -> Timex:
    return replace(timex, earliest=days[0], latest=days[1], precision=precision_of(*days))
