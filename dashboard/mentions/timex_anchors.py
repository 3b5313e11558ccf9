"""What a document's expressions are read against: its day, its kind, its story, its order of day and month.

The document decides these, no flag: news is reckoned from its publication, a history from what it tells.
"""

import re
from collections.abc import Iterable
from datetime import date
from urllib.parse import urlsplit

from dashboard.mentions.timex_grammar import Grammar
from dashboard.mentions.timex_meaning import Meaning
from dashboard.records.article import Article
from dashboard.records.document import Document

#: A dateline: a place in capitals, the date, then an agency in brackets or a dash.
DATELINE_LENGTH = 80
_PLACE = re.compile(r"[A-Z][A-Z.'-]{2,}[A-Za-z .,'/-]*")
_DATELINE_END = re.compile(r",?[ \n]{0,2}(?:\([A-Z][^()\n]{1,40}\)|--?[ \n]|_ )")
_YEAR = re.compile(r"(?:1\d|20)\d\d")
_FOUR_DIGITS = re.compile(r"[12]\d\d\d")
#: A history names so many years long past at least.
_YEARS_OF_HISTORY = 5
_FIGURES = re.compile(r"(?<![\d/.-])(\d{1,2})[/-](\d{1,2})[/-](?:(?:19|20)\d\d|\d\d)(?![\d/-])")
#: News names days told from today, and who said so.
_NEWS_WORDS = frozenset(
    "today yesterday tomorrow tonight ago monday tuesday wednesday thursday friday saturday sunday"
    " said says".split()
)
_ERAS = frozenset(["bc", "bce", "b.c", "b.c."])


def dateline_day(document: Document, found: Iterable[tuple[tuple[int, int], Meaning]]) -> date | None:
    """The full date of a dateline, "KYIV, June 20, 2022 (Reuters) -", if the text opens with one.

    ``found`` are the expressions of the text read without a day of publication.
    """
    head = len(document.plain) - len(document.plain.lstrip())
    for (start, end), meaning in found:
        if start > head + DATELINE_LENGTH:
            return None
        opens = _PLACE.fullmatch(document.plain, head, start)
        if opens and _DATELINE_END.match(document.plain, end) and meaning.earliest == meaning.latest:
            return meaning.earliest
    return None


def years_of_history(document: Document, grammar: Grammar, published: date | None) -> tuple[int, int] | None:
    """First and last year that a history surely names; None for a text that is none.

    A history names many years long past, and hardly a day told from today or someone who said so.
    """
    plain = document.plain
    if len(_FOUR_DIGITS.findall(plain)) + plain.count("BC") + plain.count("B.C") < _YEARS_OF_HISTORY:
        return None  # no need to look closer
    this_year = published.year if published else 0
    tokens = document.tokens
    cues = grammar.year_context["surely_before"]
    years, sure = [], []
    past = news = 0
    for index, token in enumerate(tokens):
        if len(token.text) == 4 and token.text[0] in "12" and _YEAR.fullmatch(token.text):
            years.append(int(token.text))
            before = tokens[index - 1].lower if index else ""
            if before in cues or before in grammar.words["month"]:
                sure.append(years[-1])
        elif token.lower in _NEWS_WORDS:
            news += 1
        elif token.lower in _ERAS and index and tokens[index - 1].text.isdigit():
            past += 1
    named = len(years) + past
    past += sum(year < this_year - 1 for year in years)
    if past < _YEARS_OF_HISTORY or past <= 3 * news or 2 * past <= named:
        return None
    return (min(sure), max(sure)) if sure else (9999, 0)


def writes_month_first(document: Document, grammar: Grammar) -> bool | None:
    """Whether "03/04/2022" means March: by other dates of the text, else the publisher's country."""
    orders = set()
    for first, second in _FIGURES.findall(document.plain):
        if int(first) > 12 >= int(second) > 0:
            orders.add(False)
        elif int(second) > 12 >= int(first) > 0:
            orders.add(True)
    if len(orders) == 1:
        return orders.pop()
    return None if orders else _order_of_publisher(document.article, grammar)


def _order_of_publisher(article: Article, grammar: Grammar) -> bool | None:
    order = grammar.day_order
    try:
        host = urlsplit(article.url or "").hostname or ""
    except ValueError:
        host = ""
    ending = host.rpartition(".")[2]
    name = f" {(article.publisher or '').lower()} "
    for month_first in (True, False):
        side = "month_first" if month_first else "day_first"
        if ending in order[side]:
            return month_first
        sites, names = order[f"{side}_sites"], order[f"{side}_publishers"]
        if any(host == site or host.endswith(f".{site}") for site in sites):
            return month_first
        if any(f" {known} " in name for known in names):
            return month_first
    return None
