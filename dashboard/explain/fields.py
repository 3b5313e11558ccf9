"""The fields of an event with the rule, the words and the score behind each, and what was weighed instead."""

from collections.abc import Iterable

from dashboard.events.assemble import EXTRACTOR
from dashboard.events.draft import Draft
from dashboard.events.reading import Reading, Spanned
from dashboard.events.trace import Trace
from dashboard.events.when import FARTHEST, date_costs, owns
from dashboard.events.where import place_scores
from dashboard.explain.explanation import FieldReason, Option, Quote, SpanKind
from dashboard.explain.rules import rule_row, rule_words
from dashboard.explain.words import (
    USE,
    basis_words,
    count_words,
    kind_words,
    named_type,
    timex_words,
    when_words,
    where_words,
)
from dashboard.records.codes import Likelihood, Role, Status, TimexType
from dashboard.records.event import Event
from dashboard.records.mention import Timex, Toponym

_ROLES = {Role.ACTOR1: "Who acts", Role.ACTOR2: "Who is acted on"}
_UNTIMED = {TimexType.SET: "told as repeated", TimexType.DURATION: "a length of time, not a date"}


def field_reasons(trace: Trace, reading: Reading, draft: Draft, event: Event) -> tuple[FieldReason, ...]:
    """Why each field of an event holds what it holds; ``draft`` is what the event was made of."""
    return (
        _what(reading, draft, event),
        _where(trace, reading, draft, event),
        _when(trace, reading, draft, event),
        *_who(reading, draft, event),
        *_how_many(reading, draft, event),
        _says_who(reading, draft, event),
    )


def quote(reading: Reading, start: int, end: int) -> Quote:
    """Words of the document."""
    return Quote(start, end, reading.document.text[start:end])


def _quotes(reading: Reading, spans: Iterable[Spanned]) -> tuple[Quote, ...]:
    return tuple(quote(reading, span.start, span.end) for span in sorted(spans, key=lambda s: s.start))


def _distance(reading: Reading, draft: Draft, span: Spanned) -> float:
    """How far a span stands from the nearest words of the event, as the rules reckon it."""
    return round(min(reading.cost(trigger, span) for trigger in draft.triggers), 2)


def _far(reading: Reading, draft: Draft, span: Spanned) -> str:
    return f"distance {_distance(reading, draft, span):.2f}"


def _what(reading: Reading, draft: Draft, event: Event) -> FieldReason:
    trigger = draft.trigger
    value = named_type(event.sub_type)
    if event.status is not Status.OCCURRED:
        value += f", {event.status.value}"
    if event.background:
        value += ", told as background"
    by = rule_words(trigger.rule)
    if trigger.sub_type != event.sub_type:
        by += f"; who takes part and other mentions make it {event.sub_type.replace('_', ' ')}"
    again = [
        Option(
            f"“{other.text}” in sentence {other.sentence + 1} tells it again",
            chosen=True,
            score=other.confidence,
        )
        for other in draft.triggers
        if other is not trigger
    ]
    return FieldReason(
        SpanKind.WHAT,
        "What",
        value,
        by,
        _quotes(reading, draft.triggers),
        f"the rule's weight is {trigger.confidence:.2f}" if rule_row(trigger.rule) else None,
        tuple(again),
    )


def _where(trace: Trace, reading: Reading, draft: Draft, event: Event) -> FieldReason:
    fits: dict[Toponym, float] = {}
    for trigger in draft.triggers:
        for toponym, score in place_scores(reading, trigger, draft.sub_type):
            fits[toponym] = max(score, fits.get(toponym, score))
    chosen = draft.toponym
    best = fits.get(chosen, 0.0) if chosen is not None else 0.0
    options = [
        Option(
            f"“{toponym.text}”",
            toponym is chosen,
            None if toponym is chosen else _not_the_place(reading, toponym, score, best),
            round(score, 2),
        )
        for toponym, score in sorted(fits.items(), key=lambda item: (item[0] is not chosen, -item[1]))
    ]
    options = _weighed(options)
    if event.where is None or chosen is None:
        return FieldReason(
            SpanKind.WHERE, "Where", None, event.where_reason or "no place", options=tuple(options)
        )
    if event.extractor != EXTRACTOR:
        by = f"{event.extractor} points to these words; the gazetteer places them"
    elif draft.scene:
        by = f"sentence {reading.document.sentence_at(chosen.start) + 1} says that it happened there"
    elif draft.placed and chosen not in reading.toponyms:
        by = "the place that the event's own sentence describes and that fits best"
    elif draft.placed:
        by = "the place name that fits best in the event's own sentence"
    elif any(trace.grounds.get(trigger.start) is chosen for trigger in draft.triggers):
        by = "where those who act are at home, for no place is told"
    else:
        number = reading.document.sentence_at(chosen.start) + 1
        by = f"taken over from sentence {number}, for the event's own sentence gives no place that fits"
    fit = f"fit {best:.2f} (over 0 fits), " if chosen in fits else ""
    return FieldReason(
        SpanKind.WHERE,
        "Where",
        where_words(event.where),
        f"{by}; {event.where.match.value} name in the gazetteer",
        _quotes(reading, [chosen]),
        f"{fit}place name and place are {chosen.confidence:.2f} sure",
        tuple(options),
    )


def _weighed(options: list[Option]) -> list[Option]:
    """The options, where there was any other than the one taken."""
    return [] if len(options) == 1 and options[0].chosen else options


def _not_the_place(reading: Reading, toponym: Toponym, score: float, best: float) -> str:
    line = reading.document.dateline
    if line and line[0] <= toponym.start < line[1]:
        return "in the dateline: where it was written"
    if toponym.place is None:
        return toponym.reason or "not in the gazetteer"
    if toponym.use in USE:
        return USE[toponym.use]
    if reading.is_source(toponym):
        return "belongs to who says so"
    if score <= 0:
        return "does not fit the words around the event"
    return "fits, but a finer place stands beside it" if score >= best else "fits less well"


def _when(trace: Trace, reading: Reading, draft: Draft, event: Event) -> FieldReason:
    costs: dict[Timex, float] = {}
    for trigger in draft.triggers:
        for timex, cost in date_costs(reading, trigger):
            costs[timex] = min(cost, costs.get(timex, cost))
    chosen = draft.timex
    options = [
        Option(
            f"“{timex.text}”",
            timex is chosen,
            None if timex is chosen else _not_the_time(reading, timex),
            round(cost, 2),
        )
        for timex, cost in sorted(costs.items(), key=lambda item: (item[0] is not chosen, item[1]))
    ]
    options = _weighed(options)
    if event.when is None:
        why = "the text gives no date"
        if reading.document.article.published_at is None:
            why += ", and the day of publication is not known"
        return FieldReason(SpanKind.WHEN, "When", None, why, options=tuple(options))
    by = basis_words(event.when, chosen, history=trace.mentions.history)
    score = None
    if chosen is not None:
        by += f"; “{chosen.text}” is {timex_words(chosen)}"
        if chosen in costs:
            score = f"distance {costs[chosen]:.2f} (up to {FARTHEST:g} counts)"
    return FieldReason(
        SpanKind.WHEN,
        "When",
        when_words(event.when),
        by,
        _quotes(reading, [chosen] if chosen else []),
        score,
        tuple(options),
    )


def _not_the_time(reading: Reading, timex: Timex) -> str:
    line = reading.document.dateline
    if line and line[0] <= timex.start < line[1]:
        return "in the dateline: the day it was written"
    if timex.type in _UNTIMED:
        return _UNTIMED[timex.type]
    if timex.latest is None:
        return timex.reason or "names no day"
    if owns(reading, timex):
        return "says which of its kind, not when"
    return "farther from the event's words, or the time of telling"


def _who(reading: Reading, draft: Draft, event: Event) -> Iterable[FieldReason]:
    for (mention, role), actor in zip(draft.actors, event.actors, strict=True):
        words = ", ".join(part for part in (actor.name, kind_words(actor.kind, actor.country)) if part)
        if event.extractor != EXTRACTOR:
            by = f"{event.extractor} points to these words"
        elif mention.name in draft.loose:
            by = "the event concerns it without being done to it in so many words"
        elif (number := reading.document.sentence_at(mention.start)) not in draft.sentences:
            by = f"taken over from sentence {number + 1}, for the event's own sentence does not name it"
        else:
            how = "noun" if draft.trigger.noun else "passive verb" if draft.trigger.passive else "verb"
            by = f"by its place around the {how} “{draft.trigger.text}”"
        if actor.country and not mention.country:
            by += "; the country is the event's, or the only one named"
        quotes = _quotes(reading, [mention])
        yield FieldReason(SpanKind.WHO, _ROLES[role], words, by, quotes, _far(reading, draft, mention))
    left = _other_actors(reading, draft)
    if not event.actors or left:
        value = "named, but taking no part" if event.actors else None
        why = "in the event's sentences" if event.actors else "nobody is named as acting or acted on"
        yield FieldReason(SpanKind.WHO, "Others" if event.actors else "Who", value, why, options=left)


def _other_actors(reading: Reading, draft: Draft) -> tuple[Option, ...]:
    taken = {mention.name for mention, _ in draft.actors}
    others = {
        actor.name: actor
        for trigger in draft.triggers
        for actor in reading.beside(reading.actors, trigger)
        if actor.name not in taken
    }
    return tuple(
        Option(
            f"“{actor.text}”",
            False,
            "belongs to who says so" if reading.is_source(actor) else "neither acts nor is acted on here",
            _distance(reading, draft, actor),
        )
        for actor in others.values()
    )


def _how_many(reading: Reading, draft: Draft, event: Event) -> Iterable[FieldReason]:
    others = tuple(
        Option(f"“{toll.text}”", False, "nearer to another event, or told after the first number")
        for number in sorted(draft.sentences)
        for toll in reading.inside(reading.casualties, number)
        if toll not in draft.tolls
    )
    for label, count, injured in (("Killed", event.fatalities, False), ("Injured", event.injured, True)):
        tolls = [toll for toll in draft.tolls if toll.injured is injured]
        if count is not None:
            yield FieldReason(
                SpanKind.HOW_MANY,
                label,
                count_words(count),
                "the number stands nearest to this event",
                _quotes(reading, tolls),
                _far(reading, draft, tolls[0]) if tolls else None,
            )
    if (event.fatalities is None and event.injured is None) or others:
        told = event.fatalities is not None or event.injured is not None
        yield FieldReason(
            SpanKind.HOW_MANY,
            "Other numbers" if told else "How many",
            None,
            "not counted here" if told else "no source gives a number for it",
            options=others,
        )


def _says_who(reading: Reading, draft: Draft, event: Event) -> FieldReason:
    sources = {claim.source for claim in event.claims}
    near = {
        a.source: a
        for trigger in draft.triggers
        for a in reading.beside(reading.attributions, trigger)
        if a.source is not None and a.source not in sources
    }
    options = tuple(Option(f"“{a.text}”", False, "its words do not reach the event") for a in near.values())
    if not event.claims:
        return FieldReason(
            SpanKind.SAYS_WHO,
            "Who says so",
            "the reporter, as a fact",
            "no source's words cover the event",
            options=options,
        )
    said = []
    for claim in event.claims:
        sure = "" if claim.certainty is Likelihood.CERTAIN else f", {claim.certainty.value}"
        via = f", through {claim.via}" if claim.via else ""
        said.append(f"{claim.source or 'the reporter'} ({claim.stance.value}{sure}{via})")
    spans = [(c.start, c.end) for c in event.claims if c.start is not None and c.end is not None]
    return FieldReason(
        SpanKind.SAYS_WHO,
        "Who says so",
        "; ".join(said),
        "the source's words cover the event" if spans else "a hedge without a source",
        tuple(quote(reading, start, end) for start, end in spans),
        None,
        options,
    )
