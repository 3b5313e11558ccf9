"""An article cut into stretches of words, each with the span that is marked there."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from dashboard.explain.explanation import Explanation, SpanReason

#: The small word after a mark.
WORDS = {
    "who": "who",
    "what": "what",
    "where": "where",
    "when": "when",
    "how_many": "how many",
    "says_who": "says who",
}


class Stretch(NamedTuple):
    """Words of the article and the span that they are part of, None between spans.

    ``last`` is false where another stretch of the same span follows.
    """

    text: str
    span: SpanReason | None
    last: bool = True


def paragraphs(explanation: Explanation) -> Iterator[list[Stretch]]:
    """The stretches of each paragraph of the text, in order; paragraphs without words are left out.

    Where spans overlap, one that supports an event goes before one that does not, then the one that starts
    first, then the longer; no mark crosses the end of a paragraph.
    """
    text = explanation.article.text
    marks = _apart(explanation.spans, len(text))
    for start, end in pairwise((0, *explanation.breaks, len(text))):
        words = text[start:end]
        if words.strip():
            yield list(_stretches(text, marks, start, start + len(words.rstrip())))


def _apart(spans: Sequence[SpanReason], length: int) -> list[tuple[int, int, SpanReason]]:
    """Start, end and span of the marks, in the order of the text; none overlap."""
    taken = bytearray(length)
    found = []
    for span in sorted(spans, key=lambda s: (not s.events, s.quote.start, -s.quote.end)):
        start, end = span.quote.start, min(span.quote.end, length)
        if start < end and not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            found.append((start, end, span))
    return sorted(found, key=lambda mark: mark[0])


def _stretches(
    text: str, marks: Sequence[tuple[int, int, SpanReason]], start: int, end: int
) -> Iterator[Stretch]:
    at = start
    # Marks do not overlap, so their ends are in order like their starts.
    for first, last, span in marks[bisect_right(marks, start, key=itemgetter(1)) :]:
        if first >= end:
            break
        first, cut = max(first, at), min(last, end)
        if at < first:
            yield Stretch(text[at:first], None)
        yield Stretch(text[first:cut], span, cut == last)
        at = cut
    if at < end:
        yield Stretch(text[at:end], None)


def tag(span: SpanReason) -> str:
    """The word after a mark, with the numbers of the events that it supports: "where 1, 3"."""
    numbers = ", ".join(map(str, span.events))
    return f"{WORDS[span.kind]} {numbers}" if numbers else WORDS[span.kind]
