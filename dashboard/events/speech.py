"""Who says something of weight, and where: statements, demands, threats and the like."""

from collections.abc import Sequence

from dashboard.events.draft import Draft
from dashboard.events.pronouns import fits
from dashboard.events.reading import Reading
from dashboard.events.seats import body_of
from dashboard.records.codes import ActorKind, Role
from dashboard.records.mention import ActorMention, Trigger

#: A visit is what a speaker is on for so many sentences.
_VISIT_SENTENCES = 6
#: A rule of no more weight than this needs somebody who is known to hold an office.
_UNSURE = 0.3
_ACTING = frozenset(set(ActorKind) - {ActorKind.CIVILIANS, ActorKind.UNKNOWN})
#: What someone says or wants is an event only where it binds more than the speaker.
_PERSONAL = frozenset(["statement", "threat", "demand", "pledge", "accusation", "condemnation", "agreement"])
_FORCES = frozenset([ActorKind.STATE_FORCES, ActorKind.POLICE])
#: Verbs that only say what another verb of their sentence tells.
_SAYING = frozenset(
    """
    say says said saying tell tells told telling state states stated stating add adds added adding stress
    stresses stressed note notes noted noting respond responds responded reply replies replied announce
    announces announced announcing proclaim proclaims proclaimed declare declares declared declaring
    speech address remarks deny denies denied denying
    """.split()
)


def speaks(
    reading: Reading, actors: list[tuple[ActorMention, Role]], trigger: Trigger, sub_type: str
) -> bool:
    """Whether someone acts who can speak for a state, a group or an office, or for a people.

    "French farmers" may demand and give as the French do; what they only say is no event. An expulsion
    may name only the party that is expelled.
    """
    if sub_type == "visit" and trigger.confidence <= _UNSURE:
        # "Boris Johnson visited Kyiv": no word of the sentence says that it is more than a journey.
        return any(m.kind is ActorKind.GOVERNMENT and fits("he", m) for m, role in actors)
    kinds = _ACTING - {ActorKind.INDIVIDUAL} if sub_type in _PERSONAL else _ACTING
    if sub_type == "statement" and not trigger.noun and _SAYING.intersection(trigger.text.lower().split()):
        kinds = kinds - _FORCES  # what the army only says tells of something that it saw or did
    words = slice(-1, None) if sub_type == "statement" else slice(None)
    return any(
        mention.kind in kinds
        or (
            mention.kind is ActorKind.CIVILIANS
            and (
                any(word[:1].isupper() for word in mention.name.split()[words])
                or (sub_type != "statement" and body_of(reading, mention) is not None)
            )
        )
        for mention, role in actors
        if role is Role.ACTOR1 or trigger.noun or sub_type == "expulsion"
    )


def reports(reading: Reading, trigger: Trigger) -> bool:
    """Whether a verb of saying only tells of another event: that is its source, not an event of its own."""
    if trigger.noun or not _SAYING.intersection(trigger.text.lower().split()):
        return False  # to reject, veto or praise something is an act of its own
    others = reading.beside(reading.triggers, trigger)
    return any(
        other.event_type != "diplomacy" or (other.sub_type != "statement" and other.start > trigger.end)
        for other in others
    )


def place_in_visit(draft: Draft, drafts: Sequence[Draft]) -> None:
    """Gives what someone said on a visit that was told just before the place of the visit."""
    speakers = draft.names(Role.ACTOR1)
    for told in reversed(drafts):
        if draft.trigger.sentence - told.trigger.sentence > _VISIT_SENTENCES:
            return
        if told.sub_type == "visit" and told.where is not None and speakers & told.names(Role.ACTOR1):
            if told.status is draft.status and told.background is draft.background:
                draft.where, draft.toponym = told.where, told.toponym
            return
