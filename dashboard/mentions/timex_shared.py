"""A year that stands once, with the last of several dates: "in April and June 1955"."""

import re
from functools import cache

from dashboard.mentions.timex_calendar import SEASONS
from dashboard.mentions.timex_grammar import Grammar
from dashboard.records.document import Document

#: What joins dates that share a year, and what may stand before the next one's month.
_LINK = r"[ \n]{0,2}(?:,|-|/|,?[ \n](?:and|or|to|until|till|through))[ \n]{0,2}"
_LEAD = r"(?:(?:the|early|late|mid|mid-)[ \n]?){0,2}(?:\d{1,2}(?:st|nd|rd|th)?[ \n](?:of[ \n])?)?"
_DAY = r"(?:[ \n]\d{1,2}(?:st|nd|rd|th)?(?=,?[ \n]\d{4}))?"
_LONGEST = 90


def shared_year(document: Document, grammar: Grammar, end: int, month: int) -> int | None:
    """The year behind the dates that follow a month or season without one, from character ``end`` on.

    None where no such dates follow. Where the last month comes before ``month``, the year before is meant
    ("December and January 1943"). Years are counted through 0, which is 1 BC.
    """
    found = _shared(grammar).match(document.plain, end, end + _LONGEST)
    if found is None:
        return None
    words = grammar.words
    name = found["last"].lower().rstrip(".")
    last = int(words["month"][name]) if name in words["month"] else SEASONS[str(words["season"][name])][0]
    year = 1 - int(found["bc"]) if found["bc"] else int(found["year"])
    return year - (last < month)


@cache
def _pattern(months: tuple[str, ...], seasons: tuple[str, ...]) -> re.Pattern[str]:
    name = rf"(?:{'|'.join(sorted(months, key=len, reverse=True))})\b\.?|(?:{'|'.join(seasons)})\b"
    one = rf"{_LINK}{_LEAD}"
    year = r",?[ \n](?:of[ \n])?(?:(?P<bc>\d{1,4})[ \n]?(?-i:BC|B\.C)|(?P<year>1\d{3}|20\d\d)(?!\d))"
    return re.compile(rf"(?:{one}(?:{name}){_DAY}){{0,2}}{one}(?P<last>{name}){_DAY}{year}", re.IGNORECASE)


def _shared(grammar: Grammar) -> re.Pattern[str]:
    return _pattern(tuple(grammar.words["month"]), tuple(grammar.words["season"]))
