"""Triggers whose words name a deed that the sentence tells nobody did: a bomb found, talks sought."""

from dashboard.events.reading import Reading
from dashboard.mentions.cue_words import cue_words
from dashboard.mentions.trigger_cues import BE
from dashboard.records.mention import Trigger

_CUES = cue_words("lexicons/clause_words.csv")
_FOUND, _UNITS, _SOUGHT = _CUES["found"], _CUES["units"], _CUES["sought"]
_VIOLENT = frozenset(["battle", "remote_violence", "violence_against_civilians"])
_SERIES = frozenset(["series", "string", "wave", "spate", "rash"])
#: "a region threatened by rebels" and "is threatened by" tell of a state.
_LASTING = frozenset(["is", "are"])
_CONSIDERED = frozenset(["consider", "considers", "considering", "considered", "contemplating"])
_ONE_OF = frozenset(["latest", "another", "part"])
_BOMBS = frozenset(["bombing", "suicide_bombing", "landmine", "missile_strike"])


def why_unreal(reading: Reading, trigger: Trigger) -> str | None:
    """Why the words name no happening of their own, in words; None where they may."""
    before = reading.words_before(trigger.start, 5)
    after = reading.words_after(trigger.end, 3)
    if trigger.noun and trigger.sub_type in _BOMBS and (_FOUND & set(before[-3:]) or _is_found(after)):
        return "a weapon found, not used"
    if trigger.noun and trigger.event_type in _VIOLENT and _UNITS.intersection(after[:1]):
        return "only the name of a kind of unit or weapon"
    series = before[-1:] == ["of"] and bool(_SERIES.intersection(before[-2:-1]))
    if trigger.event_type in _VIOLENT and series and _ONE_OF.intersection(before):
        return "only a series that another one belongs to"
    if trigger.sub_type == "meeting" and trigger.noun and _SOUGHT.intersection(before[-3:]):
        return "wished for, not held"
    lasting = not BE.intersection(before[-2:]) or bool(_LASTING.intersection(before[-2:]))
    if trigger.sub_type == "threat" and trigger.passive and lasting:
        return "under a threat that nobody utters"
    if (
        trigger.event_type == "protest"
        and trigger.noun
        and "at" in before[-4:]
        and _is_scene(reading, trigger)
    ):
        return "only the scene of what else is told"
    verb = trigger.text.lower().split()[0]
    if not trigger.noun and verb.endswith("ing") and _CONSIDERED.intersection(before[-1:]):
        return "only considered"
    return None


def _is_scene(reading: Reading, trigger: Trigger) -> bool:
    """Whether the sentence tells first of a deed against somebody: "shot at a peace rally"."""
    others = reading.beside(reading.triggers, trigger)
    return any(o.end <= trigger.start and o.event_type == "violence_against_civilians" for o in others)


def _is_found(after: list[str]) -> bool:
    """Whether the noun is the subject of a passive of finding: "a car bomb was defused"."""
    return after[:1] in (["was"], ["were"]) and bool(_FOUND.intersection(after[1:]))
