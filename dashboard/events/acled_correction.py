"""The ACLED name of an article's main event, where the kind of its news says better."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from dashboard.events.type_cues import Cues
from dashboard.events.type_model import TypeModel
from dashboard.records.event import Event

#: How far a kind of news must lead the next for its name to stand.
_LEAD = 0.2
#: Names that are told apart by words more than by who acts: one may stand for another of its set.
_KIN = (
    {"Remote explosive/landmine/IED", "Grenade", "Suicide bomb"},
    {"Air/drone strike", "Shelling/artillery/missile attack", "Chemical weapon"},
    {
        "Peaceful protest",
        "Protest with intervention",
        "Excessive force against protesters",
        "Violent demonstration",
        "Mob violence",
    },
)


def corrected(events: Sequence[Event], cues: Cues, model: TypeModel) -> tuple[Event, ...]:
    """The events, the first that is no background named anew where the weights are clear about it.

    The new name is kin to the old, and none that another event of the article bears: else the news is of
    that event.
    """
    main = next((i for i, event in enumerate(events) if not event.background), None)
    if main is None:
        return tuple(events)
    scores, _ = model.scores(cues)
    second, best = np.argsort(scores, kind="stable")[-2:]
    name, old = model.types[best], events[main].acled_sub_event_type
    if (
        old is None
        or scores[best] - scores[second] < _LEAD
        or not any({name, old} <= kin for kin in _KIN)
        or any(event.acled_sub_event_type == name for event in events)
    ):
        return tuple(events)
    return (*events[:main], replace(events[main], acled_sub_event_type=name), *events[main + 1 :])
