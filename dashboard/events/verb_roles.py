"""Who did it to whom around a verb: subject and object, turned round by the passive."""

from collections.abc import Sequence

from dashboard.events.antecedents import lead
from dashboard.events.clauses import Clause
from dashboard.events.conjuncts import AGENT_REACH, agents_of, together
from dashboard.events.noun_roles import VIOLENT
from dashboard.events.reading import Reading
from dashboard.records.codes import Role
from dashboard.records.mention import ActorMention, Trigger

#: Last words of "took the stand", "went on trial", "faces charges".
_TRIED = frozenset(["stand", "trial", "charges"])
_SUFFERING = frozenset(["burned", "burnt", "died", "die", "dies", "dying", "suffered", "perished", "fell"])


def roles_of_verb(
    reading: Reading,
    trigger: Trigger,
    clause: Clause,
    before: list[ActorMention],
    after: list[ActorMention],
    within: list[ActorMention],
    loose: set[str],
) -> list[tuple[ActorMention, Role]]:
    """The actors of a verb with their roles; ``loose`` takes the names of those who are not its object."""
    passive = trigger.passive or suffers(trigger)
    subject = clause.subject(victim=passive)
    subjects = together(reading, before, subject) if subject else []
    if passive and "fighting" in trigger.text.lower().split():
        # "killed fighting rebels" in one trigger: who fell fought those behind it
        return [(a, Role.ACTOR1) for a in subjects] + [(a, Role.ACTOR2) for a in within]
    if passive:
        fallen = [a for a in within if a.start == trigger.start]
        if fallen:  # "soldiers and rebels were killed in clashes": the trigger begins with who fell
            subjects = together(reading, [*before, *fallen], fallen[0])
        by = [a for a in within if lead(reading, a) == "by"]  # "killed by gunmen" is one trigger
        by = together(reading, [*within, *after], by[0]) if by else agents_of(reading, trigger, after)
        return [(a, Role.ACTOR1) for a in by] + [(a, Role.ACTOR2) for a in subjects]
    found = [(a, Role.ACTOR1) for a in subjects]
    if within:
        return found + [(a, Role.ACTOR2) for a in together(reading, [*within, *after], within[0])]
    target = clause.object(that=trigger.event_type == "diplomacy" or trigger.sub_type == "legal_action")
    about = clause.antecedent()
    if about is not None:
        target = about, True
    if target is None and trigger.event_type in VIOLENT:
        target = _opponent(reading, trigger, after)
    if target is not None and all(target[0].name != a.name for a in subjects):
        mention, direct = target
        found += [(a, Role.ACTOR2) for a in together(reading, before if mention is about else after, mention)]
        if not direct:
            loose.update(m.name for m, role in found if role is Role.ACTOR2)
    return found


def _opponent(
    reading: Reading, trigger: Trigger, after: Sequence[ActorMention]
) -> tuple[ActorMention, bool] | None:
    """Whom "against" names later in the clause: "fired mortars, rockets and shells against the camp"."""
    against = (a for a in after if lead(reading, a) == "against" and reading.cost(trigger, a) <= AGENT_REACH)
    found = next(against, None)
    return (found, True) if found is not None else None


def suffers(trigger: Trigger) -> bool:
    """Whether the subject of the active verb is who is hurt: "came under fire", "burned to death"."""
    words = trigger.text.lower().split()
    if trigger.sub_type == "legal_action":
        return not _TRIED.isdisjoint(words)
    if trigger.sub_type == "landmine":
        return "mine" in words or "landmine" in words
    return "under" in words or words[0] in _SUFFERING
