"""Who answers for violence without an agent: "the group claimed responsibility", "died in army custody"."""

from dashboard.events.clauses import Clause
from dashboard.events.conjuncts import together
from dashboard.events.reading import Reading
from dashboard.records.codes import ActorKind
from dashboard.records.mention import ActorMention, Trigger

_REACH = 1500
#: Sentences between an attack and the claim of it, which mostly comes later.
_AFTER, _LATER = 1, 6
_CUSTODY = frozenset(["custody", "captivity", "detention"])
_GROUPS = frozenset(
    [
        ActorKind.REBEL_GROUP,
        ActorKind.POLITICAL_MILITIA,
        ActorKind.IDENTITY_MILITIA,
        ActorKind.ORGANISATION,
    ]
)


def claimants(reading: Reading, trigger: Trigger) -> list[ActorMention]:
    """The named groups that claim responsibility near the trigger, where only one claim is told."""
    near = reading.triggers.between(trigger.start - _REACH, trigger.end + _REACH)
    claims = [t for t in near if t.text.lower().endswith("responsibility") and not t.negated]
    if len({claim.sentence for claim in claims}) != 1:
        return []
    if not -_AFTER <= claims[0].sentence - trigger.sentence <= _LATER:
        return []
    actors = reading.beside(reading.actors, claims[0])
    subject = Clause(reading, claims[0], actors).subject()
    if subject is None:
        return []
    before = [a for a in actors if a.end <= claims[0].start]
    return [a for a in together(reading, before, subject) if a.kind in _GROUPS and not a.name.islower()]


def keepers(reading: Reading, trigger: Trigger) -> list[ActorMention]:
    """Those in whose hands somebody was harmed: "tortured in police custody", "in the custody of rebels"."""
    if trigger.event_type != "violence_against_civilians":
        return []
    kept = []
    for actor in reading.beside(reading.actors, trigger):
        before = reading.words_before(actor.start, 3)
        of = "of" in before and not _CUSTODY.isdisjoint(before)
        if of or ("in" in before and not _CUSTODY.isdisjoint(reading.words_after(actor.end, 1))):
            kept.append(actor)
    return kept[:1]
