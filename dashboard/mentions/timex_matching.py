"""Matching: where a document's words fit the rules of the grammar, and what they mean there.

Words that can belong to an expression are found by one look-up a token; only around them the rules of
``data/lexicons/timexes.toml`` are tried.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from dashboard.mentions import (
    timex_amounts,
    timex_days,
    timex_deixis,
    timex_distances,
    timex_eras,
    timex_holidays,
    timex_months,
    timex_periods,
    timex_years,
)
from dashboard.mentions.mention_trace import MentionTrace
from dashboard.mentions.timex_context import Context, Reading
from dashboard.mentions.timex_grammar import Grammar
from dashboard.mentions.timex_meaning import Meaning
from dashboard.records.document import Document, Token

#: An expression begins so many tokens before the word that gives it away at most, and ends so many characters
#: after it at most.
_BACK, _AHEAD = 9, 80

_MEANINGS: dict[str, Reading] = {
    **timex_days.MEANINGS,
    **timex_months.MEANINGS,
    **timex_years.MEANINGS,
    **timex_eras.MEANINGS,
    **timex_holidays.MEANINGS,
    **timex_deixis.MEANINGS,
    **timex_periods.MEANINGS,
    **timex_distances.MEANINGS,
    **timex_amounts.MEANINGS,
}
_YEAR = re.compile(r"(?:1\d|20)\d\d")
_DOTTED = re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}")
_ORDINALS = frozenset(["st", "nd", "rd", "th"])
_CAPITALISED = frozenset({"month", "weekday", "weekdays", "holiday"})


def expressions(
    document: Document, rules: Grammar, context: Context, *, trace: MentionTrace | None = None
) -> Iterator[tuple[tuple[int, int], Meaning]]:
    """The expressions of a document in order, with their spans; ``context`` follows them.

    ``trace`` takes notes of the rules that fitted.
    """
    tokens = document.tokens
    free = 0  # tokens before this one belong to an expression already
    tried: dict[str, int] = {}  # trigger class -> tokens before this one begin no expression of it
    openers = rules.openers
    for index, (_, _, _, word) in enumerate(tokens):
        if (word not in openers and not "0" <= word[0] <= "9") or index < free:
            continue
        for trigger in _triggers(document, tokens, index, rules):
            if trigger == "oldyear" and not context.history:
                continue
            found = _at(document, rules, context, trigger, index, max(free, tried.get(trigger, 0)))
            if found is None:
                tried[trigger] = index + 1
                continue
            start, end, last, meaning, rule = found
            if meaning.head is not None:
                length, rest, value = meaning.head
                if trace is not None:
                    trace.timex_rules[start] = rule
                yield (start, start + length), replace(meaning, value=value)
                start += rest
            if trace is not None:
                trace.timex_rules[start] = rule
            yield (start, end), meaning
            context.remember(meaning)
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
            return ("clock", "year") if _is_clock(tokens, index, rules) else ("year",)
        if len(token.text) == 3 and token.text.isdigit():
            return ("oldyear",)
        if ":" in token.text or (len(token.text) == 4 and _is_clock(tokens, index, rules)):
            return ("clock",)
        if len(token.text) == 2 and index and tokens[index - 1].lower == "'":
            return ("yy",)
        if _DOTTED.fullmatch(token.text) or document.plain.startswith("/", token.end):
            return ("dotted",)
    elif index and tokens[index - 1].end == token.start and tokens[index - 1].text[-1].isdigit():
        # What is written into one with figures: 1990s, 21st, 21h30.
        if token.lower == "s" and tokens[index - 1].text[-1] == "0":
            return ("decade",)
        if token.lower in _ORDINALS:
            return ("ordinal",)
        if len(token.lower) == 3:
            return ("clock",)
    return ()


def _is_clock(tokens: tuple[Token, ...], index: int, rules: Grammar) -> bool:
    """Whether four digits are a time: "0430", "1430 hours", "1430 GMT"."""
    following = tokens[index + 1].lower if index + 1 < len(tokens) else ""
    return following in rules.clock_words


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
