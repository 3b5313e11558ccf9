"""The kind of news that an article is: an ACLED sub-event name, or one of five kinds beside conflict."""

import numpy as np

from dashboard.events.article_head import Head
from dashboard.events.type_cues import Cues, names_in
from dashboard.events.type_lexicon import points_of
from dashboard.events.type_model import TypeModel

#: How sure an article must be of some kind: at the least, and how much more by each different word of its
#: head, for a long one has had the words to show it. A clear type adds its score by half.
_LEAST, _MORE, _CLEAR = -0.8, 0.004, 0.5
#: Points of a word that speaks for a type by itself.
_STRONG = 2.0
#: What the names of the events found add to their types, shared among them.
_NAMED = 0.1
#: Without weights: points that an event adds to the type it has, and the points of a type at the least.
_EVENT_POINTS, _LEAST_POINTS = 3.0, 3.0


def type_of(cues: Cues, model: TypeModel) -> str | None:
    """The type that weights give to cues; None where they tell of none of the kinds."""
    if not cues["trigger"] and max(cues["points"].values(), default=0.0) < _STRONG:
        return None  # common words alone are no news of conflict, however they lean
    scores, news = model.scores(cues)
    names = names_in(cues)
    for name in names:
        if name in model.types:
            scores[model.types.index(name)] += _NAMED / len(names)
    best = int(np.argmax(scores))
    sure = news + _CLEAR * float(scores[best])
    return model.types[best] if sure >= _LEAST + _MORE * len(cues["word"]) else None


def type_by_points(head: Head) -> str | None:
    """The type of an article's news without weights, by the lexicon and the events of its head; None where it
    is none of the kinds.
    """
    points = points_of(head.words)
    for event in head.events:
        named = event.acled_sub_event_type or ("Diplomacy" if event.event_type == "diplomacy" else None)
        if named is not None and not event.background:
            points[named] = points.get(named, 0.0) + _EVENT_POINTS * event.confidence
    if not points:
        return None
    best = max(sorted(points), key=lambda name: points[name])
    return best if points[best] >= _LEAST_POINTS else None
