"""Everything that was found in a text, each with what it was read as and by what."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dashboard.events.reading import Reading
from dashboard.events.trace import Trace
from dashboard.explain.explanation import DroppedReason, Option, SpanKind, SpanReason
from dashboard.explain.fields import quote
from dashboard.explain.rules import rule_row, rule_words
from dashboard.explain.words import (
    USE,
    attribution_words,
    count_words,
    kind_words,
    named_type,
    place_words,
    timex_words,
)
from dashboard.mentions.toponym_selection import ACCEPTED
from dashboard.records.event import Count, Event
from dashboard.records.mention import Toponym

_LESS = "less likely in this article"


def span_reasons(trace: Trace, reading: Reading, events: Sequence[Event]) -> tuple[SpanReason, ...]:
    """The spans of a document in the order of the text."""
    found = [
        *_triggers(trace, reading),
        *_toponyms(trace, reading),
        *_timexes(trace, reading),
        *(
            SpanReason(
                SpanKind.WHO,
                quote(reading, a.start, a.end),
                f"{a.name} ({kind_words(a.kind, a.country)})",
                "words of the actor lexicon",
            )
            for a in reading.actors
        ),
        *(
            SpanReason(
                SpanKind.HOW_MANY,
                quote(reading, c.start, c.end),
                f"{'injured' if c.injured else 'killed'}: {count_words(Count(c.low, c.best, c.high))}",
                "words of the casualty lexicon",
            )
            for c in reading.casualties
        ),
        *(
            SpanReason(
                SpanKind.SAYS_WHO,
                quote(reading, a.start, a.end),
                attribution_words(a),
                "words of the attribution lexicon",
                reason=f"vouches for “{_short(reading, a.scope_start, a.scope_end)}”",
            )
            for a in reading.attributions
        ),
    ]
    support = _Support(events)
    return tuple(support.of(span) for span in sorted(found, key=lambda s: (s.quote.start, -s.quote.end)))


def dropped_reasons(trace: Trace, reading: Reading) -> tuple[DroppedReason, ...]:
    """What was considered and left out, in the order of the text, proposals of outside models last."""
    found = [
        DroppedReason(named_type(t.sub_type), t.text, quote(reading, t.start, t.end), reason)
        for t, reason in trace.dropped
    ]
    for number, (draft, _) in enumerate(trace.told, start=1):
        found += [
            DroppedReason(
                named_type(t.sub_type), t.text, quote(reading, t.start, t.end), f"tells event {number} again"
            )
            for t in draft.triggers
            if t is not draft.trigger
        ]
    found += [
        DroppedReason(
            "place name",
            r.text,
            quote(reading, r.start, r.end),
            f"likely no place name ({_compared(r.probability)})",
        )
        for r in trace.mentions.rejected
    ]
    found.sort(key=lambda d: d.quote.start if d.quote else 0)
    found += [
        DroppedReason(f"proposed {r.field.replace('_', ' ')}", r.quote, None, f"{r.proposer}: {r.reason}")
        for r in trace.refused
    ]
    return tuple(found)


def _compared(probability: float) -> str:
    """A probability beside the least that counts, with as many decimals as show that it is lower."""
    digits = 2 if round(probability, 2) < ACCEPTED else 3
    return f"{probability:.{digits}f} < {ACCEPTED}"


def _triggers(trace: Trace, reading: Reading) -> Iterator[SpanReason]:
    dropped = {trigger.start: reason for trigger, reason in trace.dropped}
    proposed = [t for draft, _ in trace.told for t in draft.triggers if rule_row(t.rule) is None]
    for t in (*reading.triggers, *proposed):
        row = rule_row(t.rule)
        marks = [t.status.value] if t.status.value != "occurred" else []
        marks += ["passive"] if t.passive else []
        marks += ["negated"] if t.negated else []
        yield SpanReason(
            SpanKind.WHAT,
            quote(reading, t.start, t.end),
            ", ".join([named_type(t.sub_type), *marks]),
            rule_words(t.rule) if row is not None else t.rule,
            t.confidence,
            dropped.get(t.start),
        )


def _toponyms(trace: Trace, reading: Reading) -> Iterator[SpanReason]:
    for t in reading.toponyms:
        notes = trace.mentions
        by = "trained weights of place-name cues"
        if t.start in notes.names:
            by += f", {notes.names[t.start]:.2f} sure that it is one"
        if t.match is not None:
            by += f"; {t.match.value} name in the gazetteer"
        if t.start in notes.respelt:
            by += ", taken for another spelling of it"
        elif t.place is not None and notes.found.get(t.start) == 1:
            by += ", of no other place"
        yield SpanReason(
            SpanKind.WHERE,
            quote(reading, t.start, t.end),
            place_words(t.place) if t.place is not None else "no place",
            by,
            t.confidence,
            t.reason or USE.get(t.use),
            _candidates(trace, t),
        )


def _candidates(trace: Trace, toponym: Toponym) -> tuple[Option, ...]:
    """The places of that name and "none of these", best first; how many more there are is told last."""
    listed = trace.mentions.places.get(toponym.start, ())
    total = trace.mentions.found.get(toponym.start, 0)
    key = toponym.place.key if toponym.place is not None else None
    if total == 1 and any(place.key == key for place, _, _ in listed):
        return ()
    options = [
        Option(
            place_words(place),
            place.key == key,
            None if place.key == key else _LESS,
            round(score, 2),
        )
        for place, _, score in listed
    ]
    none = trace.mentions.none.get(toponym.start)
    if none is not None:
        chosen = toponym.place is None
        why = "another spelling of a name is likelier" if toponym.start in trace.mentions.respelt else _LESS
        at = sum(score >= none for _, _, score in listed)
        options.insert(at, Option("none of these", chosen, None if chosen else why, round(none, 2)))
    if total > len(listed):
        options.append(
            Option(
                f"and {total - len(listed)} more of that name",
                False,
                "less likely than those listed",
            )
        )
    return tuple(options)


def _timexes(trace: Trace, reading: Reading) -> Iterator[SpanReason]:
    for t in reading.timexes:
        rule = trace.mentions.timex_rules.get(t.start)
        yield SpanReason(
            SpanKind.WHEN,
            quote(reading, t.start, t.end),
            timex_words(t),
            f"rule “{rule}” of the time grammar" if rule else "the time grammar",
            reason=t.reason,
        )


class _Support:
    """Which events have evidence where."""

    def __init__(self, events: Sequence[Event]) -> None:
        found: dict[str, list[tuple[int, int, int]]] = {}
        for number, event in enumerate(events, start=1):
            for e in event.evidence:
                found.setdefault(e.field, []).append((e.start, e.end, number))
        self._found = {field: sorted(spans) for field, spans in found.items()}
        self._longest = {field: max(e - s for s, e, _ in spans) for field, spans in found.items()}

    def of(self, span: SpanReason) -> SpanReason:
        """The span with the numbers of the events whose evidence lies in it."""
        spans = self._found.get(span.kind.value)
        if spans is None:
            return span
        start, end = span.quote.start, span.quote.end
        near = spans[
            bisect_left(spans, (start - self._longest[span.kind.value],)) : bisect_left(spans, (end,))
        ]
        return replace(span, events=tuple(sorted({number for _, last, number in near if start < last})))


def _short(reading: Reading, start: int, end: int) -> str:
    words = " ".join(reading.document.text[start:end].split())
    return words if len(words) <= 60 else f"{words[:57].rstrip()}..."
