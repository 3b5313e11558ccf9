"""``find_timexes``: the time expressions of a document and what they stand for.

An expression is read against the day of publication, or, in a text that tells of years long past, against
what was told before; what cannot be told from these stays without a value and says why.
"""

import re
from datetime import date

from dashboard.mentions.mention_trace import MentionTrace
from dashboard.mentions.timex_anchors import dateline_day, years_of_history
from dashboard.mentions.timex_calendar import precision_of
from dashboard.mentions.timex_context import Context
from dashboard.mentions.timex_grammar import Grammar, grammar
from dashboard.mentions.timex_matching import expressions
from dashboard.mentions.timex_meaning import Meaning
from dashboard.mentions.timex_ranges import with_ranges
from dashboard.mentions.timex_story import Story, Told
from dashboard.records.codes import DateBasis
from dashboard.records.document import Document
from dashboard.records.mention import Timex

_YEAR_STATED = re.compile(r"\d{4}")


def find_timexes(document: Document, *, trace: MentionTrace | None = None) -> tuple[Timex, ...]:
    """Time expressions in order, none overlapping, for a document in English.

    ``type`` and ``value`` follow TIMEX3; ``earliest`` and ``latest`` are the days named, for both ends of a
    range its first and last day. Relative expressions are reckoned from the day of publication, or from a
    full date in the dateline where the article has none; in a history from what it told last.
    ``trace`` takes notes of the rules that fitted, and whether it is a history.
    """
    rules = grammar()
    published = document.article.published_at
    stated: str | None = None
    if published is None:
        published = dateline_day(document, expressions(document, rules, Context(document, rules, None)))
        stated = "reckoned from the dateline" if published else None
    context = _context(document, rules, published)
    if trace is not None:
        trace.history = context.history
    found = expressions(document, rules, context, trace=trace)
    return with_ranges(document, (_timex(document, span, meaning, stated) for span, meaning in found))


def _context(document: Document, rules: Grammar, published: date | None) -> Context:
    years = years_of_history(document, rules, published)
    if years is None:
        return Context(document, rules, published)
    # A first reading finds the dates that name their years; they hold the thread for those that do not.
    probe = Context(document, rules, published, Story(()), years)
    told: list[Told] = []
    for (start, end), meaning in expressions(document, rules, probe):
        months = meaning.months
        if months is None or (told and told[-1].position == probe.position):
            continue
        if meaning.era is not None or _YEAR_STATED.search(document.plain, start, end):
            told.append(Told(probe.position, *months, aside=probe.is_aside()))
    return Context(document, rules, published, Story(told), years)


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
