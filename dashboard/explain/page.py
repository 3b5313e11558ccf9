"""An explanation as one HTML page that opens from a disk, without scripts and without a network."""

import unicodedata
from collections.abc import Iterable, Sequence
from html import escape

from dashboard import __version__
from dashboard.charts.symbols import svg
from dashboard.charts.theme import css_variables
from dashboard.explain.explanation import (
    DroppedReason,
    EventReason,
    Explanation,
    FieldReason,
    Option,
    SpanKind,
    SpanReason,
)
from dashboard.explain.marks import WORDS, Stretch, paragraphs, tag
from dashboard.explain.page_style import STYLE
from dashboard.explain.words import article_line, counted, named_type, weight_words
from dashboard.records.ontology import sub_types

#: Signs that would turn the direction of what follows them.
_TURNING = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_FOUND = {
    SpanKind.WHAT: "Words for events",
    SpanKind.WHO: "Actors",
    SpanKind.WHERE: "Place names",
    SpanKind.WHEN: "Times",
    SpanKind.HOW_MANY: "Numbers of people",
    SpanKind.SAYS_WHO: "Sources",
}


def page(explanations: Sequence[Explanation]) -> str:
    """The page of one or several articles. What they hold stays text."""
    title = explanations[0].article.title or explanations[0].name if len(explanations) == 1 else None
    title = title or f"{len(explanations)} articles"
    body = "".join(_article(explanation, number) for number, explanation in enumerate(explanations, start=1))
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{_text(title)}: why these events</title>\n"
        f"<style>{css_variables()}{STYLE}</style>\n</head>\n<body>\n{_contents(explanations)}{body}"
        f"<footer>Made by Conflict Events {_text(__version__)}. Every mark is a rule's or a model's reading "
        "of the words under it; the article alone is the source.</footer>\n</body>\n</html>\n"
    )


def _text(words: object) -> str:
    """Words as text of a page, whatever stands in them."""
    signs = (
        "\ufffd"
        if sign in _TURNING or (sign not in "\t\n\r" and unicodedata.category(sign) in ("Cc", "Cs"))
        else sign
        for sign in str(words)
    )
    return escape("".join(signs))


def _contents(explanations: Sequence[Explanation]) -> str:
    if len(explanations) == 1:
        return ""
    links = "".join(
        f'<li><a href="#a{n}">{_text(e.article.title or e.name)}</a> '
        f'<span class="note">{counted(len(e.events), "event")}</span></li>'
        for n, e in enumerate(explanations, start=1)
    )
    return f'<nav aria-label="Articles"><ol>{links}</ol></nav>\n'


def _article(explanation: Explanation, number: int) -> str:
    key = f"a{number}"
    article = explanation.article
    told = "".join(
        _event(reason, n, f"{key}-e{n}", explanation) for n, reason in enumerate(explanation.events, start=1)
    )
    if not told:
        told = '<p class="empty">No event is told. What was considered is listed below.</p>'
    return (
        f'<main id="{key}" class="article">\n<header><p class="eyebrow">{_text(explanation.name)}</p>'
        f"<h1>{_text(article.title or 'Why these events')}</h1>"
        f'<p class="note">{_text(article_line(explanation))}</p></header>\n'
        f'<div class="columns"><section class="text" aria-labelledby="{key}-text">'
        f'<h2 id="{key}-text">The text</h2>{_legend()}{_words(explanation, key)}</section>\n'
        f'<div class="reasons"><section aria-labelledby="{key}-events">'
        f'<h2 id="{key}-events">{counted(len(explanation.events), "event")}</h2>{told}</section>'
        f"{_dropped(explanation.dropped, key)}{_found(explanation.spans, key)}</div></div>\n</main>\n"
    )


def _legend() -> str:
    marks = "".join(
        f'<li><span class="mark mark-{k.replace("_", "-")}">{word}</span></li>' for k, word in WORDS.items()
    )
    return (
        f'<ul class="legend" aria-label="Marks">{marks}'
        '<li class="note">filled: behind an event, with its number; line only: read, not used</li></ul>'
    )


def _words(explanation: Explanation, key: str) -> str:
    lines = ("".join(_stretch(stretch, key) for stretch in line) for line in paragraphs(explanation))
    return f'<div class="prose" dir="auto">{"".join(f"<p>{line}</p>" for line in lines)}</div>'


def _stretch(stretch: Stretch, key: str) -> str:
    span, words = stretch.span, _text(stretch.text)
    if span is None:
        return words
    used = "" if span.events else " unused"
    note = _text(". ".join(part for part in (span.value, span.reason) if part))
    small = ""
    if stretch.last:
        links = ", ".join(f'<a href="#{key}-e{n}">{n}</a>' for n in span.events)
        name = WORDS[span.kind]
        small = f'<span class="tag">\u00a0{name}{" " + links if links else ""}</span>'
    kind = span.kind.replace("_", "-")
    return f'<mark class="mark mark-{kind}{used}" title="{note}">{words}{small}</mark>'


def _event(reason: EventReason, number: int, key: str, explanation: Explanation) -> str:
    event = reason.event
    kind = event.event_type.replace("_", "-")
    definition = sub_types()[event.sub_type].definition
    fields = "".join(_field(field) for field in reason.fields)
    quotes = "".join(
        f"<blockquote>{_text(' '.join(e.text.split()))}</blockquote>"
        for e in event.evidence
        if e.field == "sentence"
    )
    weights = "".join(
        f'<li><span class="points">{w.points:+.2f}</span><span>{_text(w.text)}</span></li>'
        for w in reason.weights
    )
    return (
        f'<article class="event" id="{key}"><p class="kind"><span class="number">{number}</span>'
        f'<i class="dot dot-{_text(kind)}" aria-hidden="true">{svg(event.event_type)}</i>'
        f"{_text(named_type(event.sub_type))}</p><h3>{_text(event.summary)}</h3>{quotes}<dl>{fields}</dl>"
        f"<details><summary>Confidence {event.confidence:.2f}{_text(weight_words(reason))}</summary>"
        f'<ul class="options">{weights}</ul>'
        f'<p class="note">{_text(definition)} Read by {_text(event.extractor)}.</p></details></article>\n'
    )


def _field(field: FieldReason) -> str:
    kind = field.kind.replace("_", "-")
    quotes = " ".join(
        f'<mark class="mark mark-{kind}">{_text(" ".join(q.text.split()))}</mark>' for q in field.quotes
    )
    value = _text(field.value) if field.value is not None else '<span class="unknown">unknown</span>'
    by = _text(". ".join(_sentence(part) for part in (field.by, field.score) if part))
    quoted = f'<div class="quotes">{quotes}</div>' if quotes else ""
    return (
        f'<div class="field"><dt>{_text(field.label)}</dt><dd><div class="value">{value}</div>'
        f'{quoted}<div class="by">{by}.</div>{_options(field.options)}</dd></div>'
    )


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}".rstrip(".")


def _options(options: Sequence[Option]) -> str:
    """What was weighed beside what was taken."""
    if not options:
        return ""
    count = len([option for option in options if not option.chosen])
    name = f"Considered {counted(count, 'other')}" if count else "Told again"
    rows = "".join(map(_option, options))
    return f'<details><summary>{name}</summary><ul class="options">{rows}</ul></details>'


def _option(option: Option) -> str:
    score = f'<span class="points">{option.score:.2f}</span>' if option.score is not None else ""
    why = option.reason or ("taken" if option.chosen else "")
    return (
        f'<li class="{"chosen" if option.chosen else "other"}">{score}<span>{_text(option.text)}'
        f"{f': {_text(why)}' if why else ''}</span></li>"
    )


def _dropped(dropped: Sequence[DroppedReason], key: str) -> str:
    rows = "".join(
        f'<li><q class="{"held" if d.quote else "absent"}">{_text(" ".join(d.text.split()))}</q>'
        f"<span>{_text(d.what)}</span><span>{_text(_sentence(d.reason))}.</span></li>"
        for d in dropped
    )
    if not rows:
        return ""
    return (
        f'<section aria-labelledby="{key}-dropped"><h2 id="{key}-dropped">Considered and left out</h2>'
        f'<ul class="dropped">{rows}</ul></section>\n'
    )


def _found(spans: Sequence[SpanReason], key: str) -> str:
    groups = "".join(_group(name, [s for s in spans if s.kind is kind]) for kind, name in _FOUND.items())
    return (
        f'<section aria-labelledby="{key}-found"><h2 id="{key}-found">Everything found in the text</h2>'
        f"{groups}</section>\n"
        if groups
        else ""
    )


def _group(name: str, spans: Sequence[SpanReason]) -> str:
    if not spans:
        return ""
    rows = "".join(_span(span) for span in spans)
    return (
        f'<details class="group"><summary>{name} <span class="note">{len(spans)}</span></summary>'
        f'<ul class="spans">{rows}</ul></details>'
    )


def _span(span: SpanReason) -> str:
    kind = span.kind.replace("_", "-")
    used = "" if span.events else " unused"
    score = f"score {span.score:.2f}" if span.score is not None else ""
    parts: Iterable[str] = (span.by, score, span.reason or "")
    by = _text(". ".join(_sentence(part) for part in parts if part))
    return (
        f'<li><mark class="mark mark-{kind}{used}">{_text(" ".join(span.quote.text.split()))}'
        f'<span class="tag">\u00a0{_text(tag(span))}</span></mark> <b>{_text(span.value)}</b>'
        f' <span class="note">{span.quote.start}–{span.quote.end}</span>'
        f'<div class="by">{by}.</div>{_options(span.options)}</li>'
    )
