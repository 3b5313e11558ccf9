"""An event with the reasons of its fields and of the confidence in it."""

from dashboard.events.assemble import EXTRACTOR
from dashboard.events.confidence import least
from dashboard.events.draft import Draft
from dashboard.events.reading import Reading
from dashboard.events.trace import Told, Trace
from dashboard.explain.explanation import EventReason, Weight
from dashboard.explain.fields import field_reasons
from dashboard.explain.rules import rule_row

_JOINED = 0.05
_ROUNDED = 0.005


def event_reason(trace: Trace, reading: Reading, told: Told) -> EventReason:
    """Why an event is what it is."""
    draft, event = told
    bound = least(draft.event_type) if event.extractor == EXTRACTOR else None
    return EventReason(event, field_reasons(trace, reading, draft, event), _weights(trace, draft), bound)


def _weights(trace: Trace, draft: Draft) -> tuple[Weight, ...]:
    """What the confidence is made of, up to hundredths."""
    rule, parts = trace.weights.get(draft.trigger.start, (draft.confidence, ()))
    name = "the rule's weight" if rule_row(draft.trigger.rule) else "a proposal's weight"
    weights = [Weight(name, rule), *(Weight(text, points) for text, points in parts if points)]
    again = len(draft.triggers) - 1
    if again:
        weights.append(Weight(f"told again {again} times" if again > 1 else "told again", _JOINED * again))
    rest = draft.confidence - sum(weight.points for weight in weights)
    if abs(rest) >= _ROUNDED:
        weights.append(Weight("another mention of it is surer", rest))
    return tuple(weights)
