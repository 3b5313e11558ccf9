"""A sentence with the words of each field marked. Words of an article become children of elements,
never markup.
"""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.query.views import Mark, QuotedSentence
from dashboard.web.parts import attributes

#: The small word after a mark.
WORDS = {
    "who": "who",
    "what": "what",
    "where": "where",
    "when": "when",
    "how_many": "how many",
    "says_who": "says who",
}


def marked(sentence: QuotedSentence) -> Component:
    """The sentence as a paragraph; where marks overlap, the one that starts first, then the longer, is
    shown.
    """
    inside: list[Component | str] = []
    at = 0
    for mark in _apart(sentence.marks, len(sentence.text)):
        inside.append(sentence.text[at : mark.start])
        inside.append(_mark(sentence.text[mark.start : mark.end], mark.field))
        at = mark.end
    inside.append(sentence.text[at:])
    return html.P([part for part in inside if part], className="quote")


def _apart(marks: Sequence[Mark], length: int) -> list[Mark]:
    """Marks that do not overlap; what an earlier one covers in part is cut to what is left of it."""
    found: list[Mark] = []
    at = 0
    for mark in sorted(marks, key=lambda m: (m.start, -m.end)):
        start, end = max(mark.start, at), min(mark.end, length)
        if start < end and mark.field in WORDS:
            found.append(Mark(start, end, mark.field))
            at = end
    return found


def _mark(words: str, field: str) -> Component:
    name = f"mark mark-{field.replace('_', '-')}"
    return html.Mark(
        [words, html.Span(f" {WORDS[field]}", className="tag")],
        className=name,
        **attributes(data_field=field),
    )
