"""The sub-type of a trigger once its actors and places are known, and the ACLED name of an event."""

from collections.abc import Sequence

from dashboard.events.reading import Reading
from dashboard.records.codes import ActorKind, Role
from dashboard.records.mention import ActorMention, Trigger
from dashboard.records.ontology import sub_types
from dashboard.records.place import Where

_ARMED = frozenset(
    [
        ActorKind.STATE_FORCES,
        ActorKind.REBEL_GROUP,
        ActorKind.POLITICAL_MILITIA,
        ActorKind.IDENTITY_MILITIA,
        ActorKind.POLICE,
    ]
)
_AUTHORITY = frozenset([ActorKind.STATE_FORCES, ActorKind.POLICE, ActorKind.GOVERNMENT])
_NON_STATE = frozenset([ActorKind.REBEL_GROUP, ActorKind.POLITICAL_MILITIA, ActorKind.IDENTITY_MILITIA])
_CROWD = frozenset([ActorKind.PROTESTERS, ActorKind.RIOTERS])
_UNARMED = frozenset(
    [ActorKind.CIVILIANS, ActorKind.INDIVIDUAL, ActorKind.ORGANISATION, ActorKind.GOVERNMENT]
)

Actors = Sequence[tuple[ActorMention, Role]]


def _kinds(actors: Actors, role: Role) -> set[ActorKind]:
    return {mention.kind for mention, played in actors if played is role}


def sub_type_of(reading: Reading, trigger: Trigger, actors: Actors) -> str:
    """The sub-type that the actors make of the trigger's: who attacked whom decides what an attack was."""
    first, second = _kinds(actors, Role.ACTOR1), _kinds(actors, Role.ACTOR2)
    sub_type = trigger.sub_type
    if sub_type in ("attack", "killing"):
        if second & _CROWD and first & _AUTHORITY:
            return "excessive_force"
        if second & _ARMED and not second & {ActorKind.CIVILIANS}:
            return "armed_clash"
        if (
            first & _AUTHORITY
            and not second & {ActorKind.CIVILIANS, ActorKind.ORGANISATION}
            and sub_type == "attack"
        ):
            return "armed_clash"
        return sub_type
    if sub_type == "armed_clash":
        if first | second and (first | second) & _CROWD and (first | second) & _AUTHORITY:
            return "violent_demonstration"
        if second and second <= {ActorKind.CIVILIANS} and not trigger.noun:
            return "attack"
        return sub_type
    if sub_type == "territory_gained" and first == {ActorKind.POLICE}:
        return "weapons_seizure"
    if sub_type == "arrest":
        if second & _CROWD and first & (_AUTHORITY | {ActorKind.UNKNOWN}):
            return "protest_with_intervention"
        if first and first <= _NON_STATE:
            return "abduction"
        return sub_type
    if sub_type == "abduction" and ActorKind.POLICE in first:
        return "arrest"
    if sub_type == "peaceful_protest":
        words = set(reading.words_of(trigger))
        if "police" in words and words & {
            "tear",
            "teargas",
            "dispersed",
            "cannon",
            "batons",
            "detained",
            "broke",
        }:
            return "protest_with_intervention"
    return sub_type


def acled_name(sub_type: str, actors: Actors, where: Where | None) -> str | None:
    """The ACLED sub-event type; None for what ACLED does not code.

    Territory taken by the state forces of the country it lies in is regained by its government; by anyone
    else, foreign state forces too, it counts as overtaken, as ACLED does.
    """
    if sub_type == "territory_gained":
        own = any(
            role is Role.ACTOR1
            and mention.kind in _AUTHORITY
            and (where is None or mention.country is None or mention.country == where.country)
            for mention, role in actors
        )
        return "Government regains territory" if own else "Non-state actor overtakes territory"
    return sub_types()[sub_type].acled_sub_event_type
