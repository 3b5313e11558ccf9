"""Triggers that only mention a happening: to date something else, as a plan, as a whole war."""

from dashboard.events.reading import Reading
from dashboard.records.codes import TimexType
from dashboard.records.mention import Trigger

#: What may be told although it has not happened: announced meetings and moves, not wars that might be.
_PLANNABLE = frozenset(
    [
        "visit",
        "meeting",
        "agreement",
        "other",
        "deployment",
        "withdrawal",
        "peaceful_protest",
        "evacuation",
        "aid",
        "ceasefire",
        "sanction",
        "base_established",
        "legal_action",
    ]
)
#: Nouns that name a whole war: told as an event only with a time or with those who fight.
_WHOLE = frozenset(["war", "wars", "invasion", "conflict"])
_DRAGGING = frozenset(["years", "months", "weeks", "days", "decades", "end", "ends", "ended", "ending"])
_BESIDE = 1.2
_READY = frozenset(["ready", "willing", "prepared"])


def is_announced(trigger: Trigger) -> bool:
    """Whether what has not happened is told all the same: "he would be ready to" is an offer made."""
    return trigger.sub_type in _PLANNABLE or trigger.text.split()[0].lower() in _READY


def refers(reading: Reading, trigger: Trigger, reach: int) -> bool:
    """Whether the trigger only dates something else: "before the fighting", "since the war"."""
    words = reading.words_before(trigger.start, reach)
    return any(word in ("before", "since", "until") for word in words)


def has_time(reading: Reading, trigger: Trigger) -> bool:
    """Whether a date stands by the trigger, resolved or not."""
    near = (t for t in reading.beside(reading.timexes, trigger) if t.type is TimexType.DATE)
    return any(reading.cost(trigger, t) <= _BESIDE for t in near)


def is_whole_war(reading: Reading, trigger: Trigger, *, told: bool) -> bool:
    """Whether a war is only mentioned: "two years of war", "with the war at the head of the agenda"."""
    if (
        not trigger.noun
        or trigger.sub_type != "armed_clash"
        or _WHOLE.isdisjoint(trigger.text.lower().split())
    ):
        return False
    if _DRAGGING.intersection(reading.words_before(trigger.start, 4)):
        return True
    return not told and not has_time(reading, trigger)
