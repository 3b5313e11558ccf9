"""What the words beside a place name say of its place: its kind, and the place that holds it."""

from collections.abc import Sequence

from dashboard.mentions.toponym_spans import TOWN_NOUNS, Span
from dashboard.records.document import Document, Token

_DIVISION_WORDS = frozenset(
    "region oblast province governorate state prefecture krai republic voivodeship".split()
)
_DIVISIONS_WORDS = frozenset(
    "regions oblasts provinces governorates states prefectures krais republics voivodeships".split()
)
_LIST_SIGNS = frozenset([",", "and", "or", "-"])
_LONGEST_LIST = 16
_DISTRICT_WORDS = frozenset("district county raion municipality".split())
_PARTS = frozenset(
    "northern southern eastern western central northeastern northwestern southeastern southwestern".split()
)
_HELD = ([","], ["("], [",", "in"], ["in"], ["in", "the"])


def said_kind(document: Document, span: Span) -> tuple[str, ...]:
    """The feature codes that a word beside the name asks for: "Donetsk region", "the town of Homs"."""
    tokens = document.tokens
    sentence = document.sentences[span.sentence]
    after = tokens[span.last].lower if span.last < sentence.last else ""
    if span.first > sentence.first and tokens[span.first - 1].lower in _PARTS:
        return ("ADM1", "PCLI", "RGN", "CONT")
    if after in _DIVISION_WORDS:
        return ("ADM1",)
    if after in _DISTRICT_WORDS:
        return ("ADM2",)
    if span.first - 2 >= sentence.first and tokens[span.first - 1].lower == "of":
        before = tokens[span.first - 2].lower
        if before in TOWN_NOUNS:
            return ("PPL",)
        if before in _DIVISION_WORDS:
            return ("ADM1", "PCLI")
    return ("ADM1",) if _listed_as_division(document, span) else ()


def _listed_as_division(document: Document, span: Span) -> bool:
    """Whether the name stands in a list that is said to be one of divisions: "the Donetsk and Luhansk
    regions", "the provinces of Homs, Hama and Idlib"."""
    tokens, sentence = document.tokens, document.sentences[span.sentence]
    after, stop = span.last, min(sentence.last, span.last + _LONGEST_LIST)
    while after < stop and _is_listed(tokens[after]):
        after += 1
    if after < stop and tokens[after].lower in _DIVISIONS_WORDS:
        return True
    before, floor = span.first - 1, max(sentence.first, span.first - _LONGEST_LIST)
    while before > floor and _is_listed(tokens[before]):
        before -= 1
    return before > floor and tokens[before].lower == "of" and tokens[before - 1].lower in _DIVISIONS_WORDS


def _is_listed(token: Token) -> bool:
    return token.text[0].isupper() or token.lower in _LIST_SIGNS


def holder(document: Document, spans: Sequence[Span], i: int) -> int | None:
    """The span that is said to hold span ``i``: the next one, after a comma or in brackets."""
    if i + 1 >= len(spans) or spans[i + 1].sentence != spans[i].sentence:
        return None
    between = [token.lower for token in document.tokens[spans[i].last : spans[i + 1].first]]
    return i + 1 if between in _HELD else None
