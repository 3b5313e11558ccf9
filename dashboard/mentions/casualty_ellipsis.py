"""Numbers told against a number: "Kyiv said five people were killed; Moscow said none"."""

from collections.abc import Sequence

from dashboard.mentions.attribution_lexicon import telling_words
from dashboard.mentions.casualty_counts import NOBODY, Ledger
from dashboard.mentions.numbers import Number, number_at, starts_number
from dashboard.records.document import Sentence, Token

_NONE = frozenset(["none", "nobody"])
_ENDS = frozenset([".", ";", ",", "and", "but", "while"])
_LEADING = frozenset(["that", "only", "just", "it", "was", "were", "put", "at"])
_REACH = 4


def count_ellipsis(ledger: Ledger, sentence: Sentence) -> None:
    """Count the bare numbers that end what somebody said, where the sentence counted people before them."""
    tokens, telling = ledger.tokens, telling_words()
    for at in range(sentence.first, sentence.last - 1):
        if tokens[at].lower not in telling:
            continue
        number = bare_number(tokens, at + 1, sentence.last)
        if number is None:
            continue
        told = [entry for entry in ledger.entries() if sentence.start <= entry.start < tokens[at].start]
        if told:
            ledger.add(number.first, number.last, number, injured=told[-1].injured)


def bare_number(tokens: Sequence[Token], start: int, last: int) -> Number | None:
    """The number, or "none", that alone follows a telling verb which ends before token ``start``."""
    stop = min(start + _REACH, last)
    while start < stop and tokens[start].lower in _LEADING:
        start += 1
    if start >= last:
        return None
    number = NOBODY._replace(first=start, last=start + 1)
    if tokens[start].lower not in _NONE:
        found = number_at(tokens, start, last) if starts_number(tokens[start]) else None
        if found is None:
            return None
        number = found
    return number if number.last >= last or tokens[number.last].text in _ENDS else None
