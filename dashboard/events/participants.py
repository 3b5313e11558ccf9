"""Who did it to whom: the actor mentions around a trigger, by voice, preposition and conjunction."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.events.antecedents import ARMED, both_sides, carried, held, invader, lead, owned
from dashboard.events.clauses import Clause
from dashboard.events.counterparts import counterpart, object_country
from dashboard.events.reading import Reading
from dashboard.records.codes import ActorKind, Role
from dashboard.records.mention import ActorMention, Trigger

_REACH, _AGENT_REACH = 3.0, 1.6
_SYMMETRIC = frozenset(["armed_clash", "meeting", "agreement", "ceasefire"])
#: Sub-types without anyone acted on.
_MOVES = frozenset(["withdrawal", "deployment", "evacuation"])
_ALONE = frozenset(["surrender", "desertion", "mutiny", "suicide_bombing", "territory_lost"])
_TARGET = frozenset(["on", "against", "at", "of", "with", "to", "upon", "from"])
_PEOPLE = frozenset([ActorKind.CIVILIANS, ActorKind.PROTESTERS, ActorKind.INDIVIDUAL])
_JOINS = frozenset(
    ["and", ",", "the", "its", "their", "his", "or", "as", "well", "both", "a", "an", "(", "'s"]
)
_JOINED = 8
_HARM = frozenset(["killed", "died", "dead", "wounded", "injured", "hurt", "slain", "die", "perished"])
_SUFFERING = frozenset(["burned", "burnt", "died", "die", "dies", "dying", "suffered", "perished", "fell"])
#: Types of events that concern somebody even where the clause names no object.
_ADDRESSED = frozenset(["diplomacy", "strategic_development", "protest", "riot"])
_HARMING = frozenset(["remote_violence", "violence_against_civilians"])
_INVADING = frozenset(["invaded", "invade", "invades", "invading", "invasion"])
_OWN = frozenset([ActorKind.ORGANISATION, *ARMED])
_AUDIENCE = frozenset(["reporters", "journalists", "newspaper", "television", "reporter", "journalist"])

Pairs = list[tuple[ActorMention, Role]]


@dataclass(frozen=True, slots=True)
class Cast:
    """Mentions with their roles in the order of the text, actor1 first.

    ``loose`` are names of those whom the act concerns without being its grammatical object.
    """

    pairs: Pairs
    loose: frozenset[str] = frozenset()


def find_participants(reading: Reading, trigger: Trigger) -> Cast:
    """Actors of a trigger with their roles; empty where the text names none."""
    actors = [a for a in reading.beside(reading.actors, trigger) if not _only_tells(reading, trigger, a)]
    before = [a for a in actors if a.end <= trigger.start]
    after = [a for a in actors if a.start >= trigger.end]
    within = [a for a in actors if a.start < trigger.end and trigger.start < a.end and a.text != "military"]
    clause = Clause(reading, trigger, actors)
    loose: set[str] = set()
    if trigger.noun:
        found = _of_noun(reading, trigger, clause, before, after, within)
    else:
        found = _of_verb(reading, trigger, clause, before, after, within, loose)
    if not any(role is Role.ACTOR1 for _, role in found):
        pronoun = carried(reading, trigger) if clause.pronoun else None
        if pronoun is not None and all(pronoun.name != mention.name for mention, _ in found):
            found.append((pronoun, Role.ACTOR2 if trigger.passive else Role.ACTOR1))
    if trigger.sub_type == "armed_clash" and not found:
        found = [(mention, Role.ACTOR1) for mention in both_sides(reading, trigger)]
    if not found and trigger.text.lower().startswith("invasion"):
        found = [(mention, Role.ACTOR1) for mention in invader(reading, trigger)]
    if trigger.sub_type == "weapons_seizure":
        found = [(m, r) for m, r in found if r is Role.ACTOR1 or lead(reading, m) in ("from", "of")]
    if _INVADING.intersection(trigger.text.lower().split()) and not any(r is Role.ACTOR2 for _, r in found):
        invaded = object_country(reading, trigger)
        found += [(invaded, Role.ACTOR2)] if invaded is not None else []
    if trigger.event_type == "diplomacy":
        if not any(role is Role.ACTOR1 for _, role in found):
            found += [
                (m, Role.ACTOR1) for m in _theme(reading, trigger) if all(m.name != o.name for o, _ in found)
            ]
        found = [(m, role) for m, role in found if role is Role.ACTOR1 or m.text.lower() not in _AUDIENCE]
    addressed = trigger.event_type in _ADDRESSED and trigger.sub_type not in _ALONE and bool(found)
    if addressed and not any(role is Role.ACTOR2 and (m.country or m.kind in _OWN) for m, role in found):
        other = counterpart(reading, trigger, [m for m, _ in found])
        if other is not None:
            found.append((other, Role.ACTOR2))
            loose.add(other.name)
    if trigger.sub_type in _ALONE:
        found = [(mention, Role.ACTOR1) for mention, role in found if role is Role.ACTOR1] or found
    unique: dict[str, tuple[ActorMention, Role]] = {}
    for mention, role in ((owned(reading, trigger, mention), role) for mention, role in found):
        unique.setdefault(mention.name, (mention, role))
    pairs = sorted(unique.values(), key=lambda pair: (pair[1] is Role.ACTOR2, pair[0].start))
    return Cast(pairs, frozenset(loose))


def _only_tells(reading: Reading, trigger: Trigger, actor: ActorMention) -> bool:
    """Whether the actor is only the source of the words around the trigger."""
    if trigger.event_type == "diplomacy":
        return False
    return any(
        a.start < actor.end
        and actor.start < a.end
        and a.source is not None
        and a.scope_start <= trigger.start < a.scope_end
        for a in reading.around(reading.attributions, trigger)
    )


def _together(reading: Reading, actors: Sequence[ActorMention], nearest: ActorMention) -> list[ActorMention]:
    """``nearest`` and those joined to it by "and" or commas alone."""
    group = [nearest]
    position = next(i for i, actor in enumerate(actors) if actor is nearest)
    for step in (-1, 1):
        edge, i = nearest, position + step
        while 0 <= i < len(actors):
            other = actors[i]
            left, right = (other, edge) if step < 0 else (edge, other)
            words = reading.words_between(left.end, right.start)
            listed = words[:1] == [","] and all(w in _JOINS or w[0].isdigit() for w in words)
            if step < 0:
                listed = listed and len(group) > 1
            else:
                after = actors[i + 1] if i + 1 < len(actors) else None
                listed = listed and after is not None and _joined(reading, other.end, after.start)
            if not listed and not _joined(reading, left.end, right.start):
                break
            group.append(other)
            edge, i = other, i + step
    return sorted(group, key=lambda a: a.start)


def _joined(reading: Reading, left: int, right: int) -> bool:
    """Whether only "and", articles, numbers and names lie between two mentions."""
    words = reading.words_between(left, right)
    if not {"and", "or", "as", "with"}.intersection(words) or len(words) > _JOINED:
        return False
    tokens = reading.document.tokens[reading.token_at(left) : reading.token_at(right)]
    return all(t.lower in _JOINS or t.text[0].isupper() or t.text[0].isdigit() for t in tokens)


def _agents(reading: Reading, trigger: Trigger, after: Sequence[ActorMention]) -> list[ActorMention]:
    agent = next(
        (a for a in after if lead(reading, a) == "by" and reading.cost(trigger, a) <= _AGENT_REACH), None
    )
    return _together(reading, after, agent) if agent else []


def _of_verb(
    reading: Reading,
    trigger: Trigger,
    clause: Clause,
    before: list[ActorMention],
    after: list[ActorMention],
    within: list[ActorMention],
    loose: set[str],
) -> Pairs:
    passive = trigger.passive or _suffers(trigger)
    subject = clause.subject(victim=passive)
    subjects = _together(reading, before, subject) if subject else []
    if passive:
        by = _agents(reading, trigger, after)
        return [(a, Role.ACTOR1) for a in by] + [(a, Role.ACTOR2) for a in subjects]
    found = [(a, Role.ACTOR1) for a in subjects]
    if within:
        return found + [(a, Role.ACTOR2) for a in _together(reading, [*within, *after], within[0])]
    target = clause.object(that=trigger.event_type == "diplomacy")
    if target is not None and all(target[0].name != a.name for a in subjects):
        mention, direct = target
        found += [(a, Role.ACTOR2) for a in _together(reading, after, mention)]
        if not direct:
            loose.update(m.name for m, role in found if role is Role.ACTOR2)
    return found


def _suffers(trigger: Trigger) -> bool:
    """Whether the subject of the active verb is who is hurt: "came under fire", "burned to death"."""
    words = trigger.text.lower().split()
    if trigger.sub_type == "landmine":
        return "mine" in words or "landmine" in words
    return "under" in words or words[0] in _SUFFERING


def _of_noun(
    reading: Reading,
    trigger: Trigger,
    clause: Clause,
    before: list[ActorMention],
    after: list[ActorMention],
    within: list[ActorMention],
) -> Pairs:
    after = [a for a in after if reading.cost(trigger, a) <= _REACH]
    between = [a for a in after if "between" in reading.words_between(trigger.end, a.start)[:3]]
    if not between and trigger.text.lower().endswith("between"):
        between = after[:1]
    if between:
        later = [a for a in after if a.start > between[0].start and reading.cost(trigger, a) <= 2.5]
        rest = [a for a in later if reading.words_after(a.end, 1) != ["'s"]] or later
        return [(between[0], Role.ACTOR1)] + [(a, Role.ACTOR2) for a in rest[:1]]
    found = [(a, Role.ACTOR1) for a in within]
    found += [(a, Role.ACTOR1) for a in _agents(reading, trigger, after)]
    agents = [m for m, _ in found]
    held = (a for a in after if a not in agents and lead(reading, a) in _TARGET)
    target = next((a for a in held if reading.cost(trigger, a) < 1.2), None)
    if not found:
        owner = clause.possessor() or clause.owner(done=trigger.event_type in _HARMING)
        if owner is None and (trigger.event_type == "protest" or trigger.sub_type in _ALONE | _MOVES):
            owner = clause.opening()
        if owner is not None:
            harmed = (owner.kind in _PEOPLE or clause.suffers) and _violent(trigger)
            found += [(a, Role.ACTOR2 if harmed else Role.ACTOR1) for a in _together(reading, before, owner)]
    if target is not None and _acts_of(reading, trigger, target):
        found += [(a, Role.ACTOR1) for a in _together(reading, after, target)]
    elif target is not None:
        found += [(a, Role.ACTOR2) for a in _together(reading, after, target)]
    elif (
        _violent(trigger)
        and not trigger.sub_type.startswith("territory")
        and not any(role is Role.ACTOR2 for _, role in found)
    ):
        found += [(a, Role.ACTOR2) for a in _harmed(reading, trigger, before, after) if a not in agents]
    if trigger.sub_type in _SYMMETRIC and len(found) == 1 and target is None:
        leads = ("with", "against", "and")
        other = next((a for a in after if lead(reading, a) in leads and a.name != found[0][0].name), None)
        if other is not None and reading.cost(trigger, other) <= 1.8:
            found.append((other, Role.ACTOR2))
    return found


def _violent(trigger: Trigger) -> bool:
    return trigger.event_type in ("battle", "remote_violence", "violence_against_civilians")


def _acts_of(reading: Reading, trigger: Trigger, actor: ActorMention) -> bool:
    """Whether "of" names who acts: a visit of a minister, a protest of students, no arrest of a man."""
    if reading.words_before(trigger.start, 1) == ["in"]:
        return False  # "in protest of a law"
    return lead(reading, actor) == "of" and (
        trigger.event_type in ("protest", "riot")
        or trigger.sub_type
        in ("visit", "meeting", "surrender", "withdrawal", "desertion", "mutiny", "statement")
    )


def _harmed(
    reading: Reading, trigger: Trigger, before: Sequence[ActorMention], after: Sequence[ActorMention]
) -> list[ActorMention]:
    """Those whom the sentence says were killed or hurt by what the noun names."""
    for actor in reversed(before):
        if reading.cost(trigger, actor) > _REACH:
            break
        if _HARM.intersection(reading.words_between(actor.end, trigger.start)) and not held(reading, actor):
            return _together(reading, before, actor)
    # "the attack left two soldiers dead": who comes after a noun without agent suffers.
    near = [a for a in after if reading.cost(trigger, a) <= 1.2 and lead(reading, a) != "by"]
    return _together(reading, after, near[0]) if near else []


def _theme(reading: Reading, trigger: Trigger) -> list[ActorMention]:
    """The subject that the sentence opens with, for an act told late in it: "after his trip to"."""
    opening = [a for a in reading.beside(reading.actors, trigger) if a.end <= trigger.start]
    return [a for a in opening if not held(reading, a)][:1]
