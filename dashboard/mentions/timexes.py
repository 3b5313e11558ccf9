"""``find_timexes``: the time expressions of a document and what they stand for.

Words that can belong to an expression are found by one look-up a token; only around them the rules of
``data/lexicons/timexes.toml`` are tried. An expression is read against the day of publication and the day
last spoken of; what cannot be told from these stays without a value and says why.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from dashboard.mentions import (
    timex_amounts,
    timex_days,
    timex_deixis,
    timex_distances,
    timex_months,
    timex_periods,
    timex_years,
)
from dashboard.mentions.mention_trace import MentionTrace
from dashboard.mentions.timex_calendar import precision_of
from dashboard.mentions.timex_context import Context, Reading
from dashboard.mentions.timex_grammar import Grammar, grammar
from dashboard.mentions.timex_meaning import Meaning
from dashboard.mentions.timex_ranges import with_ranges
from dashboard.records.codes import DateBasis
from dashboard.records.document import Document, Token
from dashboard.records.mention import Timex

#: An expression begins so many tokens before the word that gives it away at most, and ends so many characters
#: after it at most.
_BACK, _AHEAD = 9, 80

_MEANINGS: dict[str, Reading] = {
    **timex_days.MEANINGS,
    **timex_months.MEANINGS,
    **timex_years.MEANINGS,
    **timex_deixis.MEANINGS,
    **timex_periods.MEANINGS,
    **timex_distances.MEANINGS,
    **timex_amounts.MEANINGS,
}
_YEAR = re.compile(r"(?:1\d|20)\d\d")
_DOTTED = re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}")
#: A dateline: a place in capitals, the date, then an agency in brackets or a dash.
_DATELINE_LENGTH = 80
_PLACE = re.compile(r"[A-Z][A-Z.'-]{2,}[A-Za-z .,'/-]*")
_DATELINE_END = re.compile(r",?[ \n]{0,2}(?:\([A-Z][^()\n]{1,40}\)|--?[ \n]|_ )")
_CAPITALISED = frozenset({"month", "weekday", "weekdays", "holiday"})
_TOLD_FROM_TODAY = frozenset(
    "today yesterday tomorrow tonight ago monday tuesday wednesday thursday friday saturday sunday".split()
)


def find_timexes(document: Document, *, trace: MentionTrace | None = None) -> tuple[Timex, ...]:
    """Time expressions in order, none overlapping, for a document in English.

    ``type`` and ``value`` follow TIMEX3; ``earliest`` and ``latest`` are the days named, for both ends of a
    range its first and last day. Relative expressions are reckoned from the day of publication, or from a
    full date in the dateline where the article has none. ``trace`` takes notes of the rules that fitted.
    """
    rules = grammar()
    published = document.article.published_at
    stated: str | None = None
    if published is None:
        published = _dateline_day(document, rules)
        stated = "reckoned from the dateline" if published else None
    context = Context(document, rules, published, history=_is_history(document, published))
    found = _expressions(document, rules, context, trace=trace)
    return with_ranges(document, (_timex(document, span, meaning, stated) for span, meaning in found))


def _dateline_day(document: Document, rules: Grammar) -> date | None:
    """The full date of a dateline, "KYIV, June 20, 2022 (Reuters) -", if the text opens with one."""
    head = len(document.plain) - len(document.plain.lstrip())
    for (start, end), meaning in _expressions(document, rules, Context(document, rules, None)):
        if start > head + _DATELINE_LENGTH:
            return None
        opens = _PLACE.fullmatch(document.plain, head, start)
        if opens and _DATELINE_END.match(document.plain, end) and meaning.earliest == meaning.latest:
            return meaning.earliest
    return None


def _is_history(document: Document, published: date | None) -> bool:
    """Whether the text tells of years long past: many of them named, and hardly a day told from today."""
    this_year = published.year if published else 0
    written = [token.text for token in document.tokens if len(token.text) == 4 and token.text[0] in "12"]
    years = [int(word) for word in written if _YEAR.fullmatch(word)]
    past = sum(year < this_year - 1 for year in years)
    today = sum(token.lower in _TOLD_FROM_TODAY for token in document.tokens)
    return past >= 5 and past > 3 * today and 2 * past > len(years)


def _expressions(
    document: Document, rules: Grammar, context: Context, *, trace: MentionTrace | None = None
) -> Iterator[tuple[tuple[int, int], Meaning]]:
    tokens = document.tokens
    free = 0  # tokens before this one belong to an expression already
    tried: dict[str, int] = {}  # trigger class -> tokens before this one begin no expression of it
    for index, token in enumerate(tokens):
        if index < free or not (
            token.lower in rules.triggers or token.text[0].isdigit() or token.lower == "s"
        ):
            continue
        for trigger in _triggers(document, tokens, index, rules):
            found = _at(document, rules, context, trigger, index, max(free, tried.get(trigger, 0)))
            if found is None:
                tried[trigger] = index + 1
                continue
            start, end, last, meaning, rule = found
            if trace is not None:
                trace.timex_rules[start] = rule
            if meaning.head is not None:
                length, rest, value = meaning.head
                yield (start, start + length), replace(meaning, value=value)
                start += rest
            yield (start, end), meaning
            if meaning.period is not None:
                context.remember(meaning.period, meaning.basis)
            free = last
            break


def _triggers(document: Document, tokens: tuple[Token, ...], index: int, rules: Grammar) -> tuple[str, ...]:
    """The classes by which a word can give an expression away."""
    token = tokens[index]
    classes = rules.triggers.get(token.lower)
    if classes is not None:
        if token.text[0].isupper() or not _CAPITALISED.intersection(classes):
            return classes
        return tuple(name for name in classes if name not in _CAPITALISED)
    first = token.text[0]
    if first.isdigit():
        if _YEAR.fullmatch(token.text):
            return ("year",)
        if ":" in token.text:
            return ("clock",)
        if _DOTTED.fullmatch(token.text) or (
            token.text == "9" and document.plain.startswith("/11", token.end)
        ):
            return ("dotted",)
    elif (
        token.lower == "s"
        and index
        and tokens[index - 1].end == token.start
        and tokens[index - 1].text[-1] == "0"
    ):
        return ("decade",)
    return ()


def _at(
    document: Document, rules: Grammar, context: Context, trigger: str, index: int, free: int
) -> tuple[int, int, int, Meaning, str] | None:
    """The first rule that fits around a trigger: start, end, the token after it, meaning, its name."""
    tokens, plain = document.tokens, document.plain
    gate = rules.gates[trigger]
    target = tokens[index]
    first = index
    while first > max(free, index - _BACK) and _may_begin(tokens[first - 1], rules):
        first -= 1
    limit = min(len(plain), target.end + _AHEAD)
    for position in range(first, index + 1):
        start = tokens[position].start
        fits = gate.match(plain, start, limit)
        if fits is None:
            continue
        fitting = int((fits.lastgroup or "r0")[1:])
        for number in rules.by_trigger[trigger]:
            # Rules after the first that fits are tried only where that one refuses its words.
            slots = rules.rules[number].slots(plain, start, target.end, limit) if number >= fitting else None
            if slots is None:
                continue
            end = start + len(slots["raw"])
            last = index
            while last < len(tokens) and tokens[last].start < end:
                last += 1
            context.position, context.end = position, last
            meaning = _MEANINGS[rules.rules[number].meaning](slots, context)
            if meaning is not None:
                return start, end, last, meaning, rules.rules[number].name
    return None


def _may_begin(token: Token, rules: Grammar) -> bool:
    return token.lower in rules.vocabulary or token.text[0].isdigit() or token.text in "-,./'"


def _timex(document: Document, span: tuple[int, int], meaning: Meaning, stated: str | None) -> Timex:
    start, end = span
    reason = meaning.reason
    if reason is None and meaning.earliest is not None and stated and meaning.basis is DateBasis.RELATIVE:
        reason = stated
    return Timex(
        start=start,
        end=end,
        text=document.text[start:end],
        type=meaning.type,
        value=meaning.value,
        earliest=meaning.earliest,
        latest=meaning.latest,
        precision=precision_of(meaning.earliest, meaning.latest),
        basis=meaning.basis,
        reason=reason,
    )
