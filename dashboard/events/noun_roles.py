"""Who did it to whom around a noun: "the shelling of the town by the army", "talks between A and B"."""

import re
from collections.abc import Sequence

from dashboard.events.antecedents import held, lead
from dashboard.events.clauses import Clause
from dashboard.events.conjuncts import agents_of, together
from dashboard.events.reading import Reading
from dashboard.mentions.trigger_cues import BE, DETERMINERS, PREPOSITIONS
from dashboard.records.codes import ActorKind, Role
from dashboard.records.mention import ActorMention, Trigger

VIOLENT = frozenset(["battle", "remote_violence", "violence_against_civilians"])
#: Sub-types with two parties of equal part.
SYMMETRIC = frozenset(["armed_clash", "meeting", "agreement", "ceasefire"])
MOVES = frozenset(["withdrawal", "deployment", "evacuation"])
#: Sub-types without anyone acted on.
ALONE = frozenset(["surrender", "desertion", "mutiny", "suicide_bombing", "territory_lost"])
_REACH, _NEAR = 3.0, 40
#: Between an event and "of", which then belongs to another noun.
_OTHER_HOLDS = PREPOSITIONS - {"of"} | {"to"}
_MEDIATING = re.compile(r"\bmediat")
_TARGET = frozenset(["on", "against", "at", "of", "with", "to", "upon", "from"])
_PEOPLE = frozenset([ActorKind.CIVILIANS, ActorKind.PROTESTERS, ActorKind.INDIVIDUAL])
_HARM = frozenset(["killed", "died", "dead", "wounded", "injured", "hurt", "slain", "die", "perished"])
_HARMING = frozenset(["remote_violence", "violence_against_civilians"])
#: Before these nobody is harmed: "the largest operation since Vietnam".
_CIRCUMSTANCE = frozenset(
    ["since", "in", "near", "after", "before", "during", "inside", "across", "into", "through"]
)


def roles_of_noun(
    reading: Reading,
    trigger: Trigger,
    clause: Clause,
    before: list[ActorMention],
    after: list[ActorMention],
    within: list[ActorMention],
) -> list[tuple[ActorMention, Role]]:
    """The actors of a noun with their roles."""
    after = [a for a in after if reading.cost(trigger, a) <= _REACH]
    between = [a for a in after if "between" in reading.words_between(trigger.end, a.start)[:3]]
    if not between and trigger.text.lower().endswith("between"):
        between = after[:1]
    if between:
        later = [a for a in after if a.start > between[0].start and reading.cost(trigger, a) <= 2.5]
        rest = [a for a in later if reading.words_after(a.end, 1) != ["'s"]] or later
        broker = clause.possessor() or clause.owner() if _MEDIATING.search(trigger.text.lower()) else None
        if broker is not None:
            return [(broker, Role.ACTOR1)] + [(a, Role.ACTOR2) for a in (between[0], *rest[:1])]
        return [(between[0], Role.ACTOR1)] + [(a, Role.ACTOR2) for a in rest[:1]]
    found = [(a, Role.ACTOR1) for a in within]
    found += [(a, Role.ACTOR1) for a in agents_of(reading, trigger, after)]
    if trigger.sub_type == "evacuation" and all(m.kind in _PEOPLE for m in within):
        found = [(a, Role.ACTOR2) for a in within]  # "the evacuation of civilians"
        owner = clause.possessor() or clause.owner() if within else None
        found += [(a, Role.ACTOR1) for a in together(reading, before, owner)] if owner is not None else []
    agents = [m for m, _ in found]
    held = (a for a in after if a not in agents and lead(reading, a) in _TARGET)
    target = next((a for a in held if reading.cost(trigger, a) < 1.2), None)
    if not found:
        owner = clause.possessor()
        spoken_of = _is_spoken_of(reading, trigger)
        if owner is None and not spoken_of:
            owner = clause.owner(done=trigger.event_type in _HARMING)
        if (
            owner is None
            and not spoken_of
            and (trigger.event_type == "protest" or trigger.sub_type in ALONE | MOVES)
        ):
            owner = clause.opening()
        if owner is not None:
            harmed = (owner.kind in _PEOPLE or clause.suffers) and trigger.event_type in VIOLENT
            found += [(a, Role.ACTOR2 if harmed else Role.ACTOR1) for a in together(reading, before, owner)]
    if target is not None and _acts_of(reading, trigger, target):
        found += [(a, Role.ACTOR1) for a in together(reading, after, target)]
    elif target is not None:
        found += [(a, Role.ACTOR2) for a in together(reading, after, target)]
    elif (foe := _fell_fighting(reading, trigger, after)) is not None:
        found = [(a, Role.ACTOR1) for a in _harmed(reading, trigger, before, ())]
        found += [(a, Role.ACTOR2) for a in together(reading, after, foe)]
    elif (
        trigger.event_type in VIOLENT
        and not trigger.sub_type.startswith("territory")
        and not any(role is Role.ACTOR2 for _, role in found)
    ):
        found += [(a, Role.ACTOR2) for a in _harmed(reading, trigger, before, after) if a not in agents]
    if trigger.sub_type in SYMMETRIC and len(found) == 1 and target is None:
        leads = ("with", "against", "and")
        other = next((a for a in after if lead(reading, a) in leads and a.name != found[0][0].name), None)
        if other is not None and reading.cost(trigger, other) <= 1.8:
            found.append((other, Role.ACTOR2))
    return found


def _is_spoken_of(reading: Reading, trigger: Trigger) -> bool:
    """Whether a verb right before only speaks of what the noun names: "condemned the coup"."""
    spoken = reading.triggers.between(trigger.start - _NEAR, trigger.start)
    return trigger.event_type != "diplomacy" and any(
        other.sub_type == "condemnation"
        and not other.noun
        and DETERMINERS.issuperset(reading.words_between(other.end, trigger.start))
        for other in spoken
    )


def _fell_fighting(reading: Reading, trigger: Trigger, after: Sequence[ActorMention]) -> ActorMention | None:
    """Whom the fallen fought: "soldiers were killed fighting rebels"."""
    if trigger.text.lower() != "fighting" or _HARM.isdisjoint(reading.words_before(trigger.start, 1)):
        return None
    return after[0] if after and lead(reading, after[0]) == "fighting" else None


def _acts_of(reading: Reading, trigger: Trigger, actor: ActorMention) -> bool:
    """Whether "of" names who acts: a visit of a minister, a protest of students, no arrest of a man."""
    if reading.words_before(trigger.start, 1) == ["in"]:
        return False  # "in protest of a law"
    if not _OTHER_HOLDS.isdisjoint(reading.words_between(trigger.end, actor.start)):
        return False  # "a strike to demand the release of prisoners"
    return lead(reading, actor) == "of" and (
        trigger.event_type in ("protest", "riot")
        or trigger.sub_type
        in ("visit", "meeting", "surrender", "withdrawal", "desertion", "mutiny", "statement")
    )


def _harmed(
    reading: Reading, trigger: Trigger, before: Sequence[ActorMention], after: Sequence[ActorMention]
) -> list[ActorMention]:
    """Those whom the sentence says were killed or hurt by what the noun names."""
    object_ = None
    for actor in reversed(before):
        if reading.cost(trigger, actor) > _REACH:
            break
        words = reading.words_between(actor.end, object_.start if object_ is not None else trigger.start)
        if _HARM.intersection(words) and not held(reading, actor):
            # "rebels wounded two soldiers in the attack", but "soldiers were wounded by rebels in it"
            suffers = object_ if object_ is not None and BE.isdisjoint(words) else actor
            return together(reading, before, suffers)
        object_ = actor
    # "the attack left two soldiers dead": who comes after a noun without agent suffers.
    near = [
        a for a in after if reading.cost(trigger, a) <= 1.2 and lead(reading, a) not in {"by", *_CIRCUMSTANCE}
    ]
    return together(reading, after, near[0]) if near else []
