"""Who did it to whom: the actor mentions around a trigger, by voice, preposition and conjunction."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.events.antecedents import ARMED, both_sides, carried, held, invader, lead, owned, pair
from dashboard.events.claimants import claimants, keepers
from dashboard.events.clauses import Clause
from dashboard.events.conjuncts import all_meant
from dashboard.events.counterparts import counterpart, object_country
from dashboard.events.holders import holder
from dashboard.events.noun_roles import ALONE, MOVES, SYMMETRIC, roles_of_noun
from dashboard.events.offices import holder_of
from dashboard.events.reading import Reading
from dashboard.events.suspects import accused, blamed
from dashboard.events.verb_roles import roles_of_verb, suffers
from dashboard.mentions.trigger_cues import BE
from dashboard.records.codes import ActorKind, Role
from dashboard.records.mention import ActorMention, Attribution, Trigger

#: Types of events that concern somebody even where the clause names no object.
_ADDRESSED = frozenset(["diplomacy", "strategic_development", "protest", "riot"])
#: Types of events that somebody may claim later in the article.
_CLAIMED = frozenset(["remote_violence", "violence_against_civilians"])
_INVADING = frozenset(["invaded", "invade", "invades", "invading", "invasion"])
#: Officials and inspectors without a name of their own are those whom a state sends.
_SENT = frozenset([ActorKind.GOVERNMENT, ActorKind.ORGANISATION])
_OWN = frozenset([ActorKind.ORGANISATION, *ARMED])
_STATE = frozenset([ActorKind.GOVERNMENT, ActorKind.STATE_FORCES])
#: Who meets whom where a crowd clashes.
ORDER = frozenset([ActorKind.POLICE, ActorKind.STATE_FORCES])
CROWD = frozenset([ActorKind.PROTESTERS, ActorKind.RIOTERS, ActorKind.CIVILIANS])
#: Acts upon somebody, beside whom nobody else is concerned.
_PERSONAL = frozenset(["arrest", "desertion", "weapons_seizure"])
_SIDES = 2
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
    tellers = _tellers(reading, trigger)
    actors = [a for a in reading.beside(reading.actors, trigger) if not _only_tells(a, tellers)]
    before = [a for a in actors if a.end <= trigger.start]
    after = [a for a in actors if a.start >= trigger.end]
    within = [a for a in actors if a.start < trigger.end and trigger.start < a.end and a.text != "military"]
    clause = Clause(reading, trigger, actors)
    loose: set[str] = set()
    if trigger.noun or _nominal(reading, trigger):
        found = roles_of_noun(reading, trigger, clause, before, after, within)
    else:
        found = roles_of_verb(reading, trigger, clause, before, after, within, loose)
    if not any(role is Role.ACTOR1 for _, role in found):
        pronoun = carried(reading, trigger) if clause.pronoun else None
        if pronoun is not None and all(pronoun.name != mention.name for mention, _ in found):
            hurt = trigger.passive or (not trigger.noun and suffers(trigger))
            role = Role.ACTOR2 if hurt else Role.ACTOR1
            found += [(m, role) for m in all_meant(reading, trigger, pronoun)]
    if trigger.sub_type == "armed_clash":
        found = _with_both_sides(found)
    if trigger.sub_type == "armed_clash" and not found:
        found = [(mention, Role.ACTOR1) for mention in both_sides(reading, trigger)]
    if trigger.event_type in _CLAIMED and not any(r is Role.ACTOR1 and m.country for m, r in found):
        found += [(m, Role.ACTOR1) for m in claimants(reading, trigger) or keepers(reading, trigger)]
    if trigger.event_type in _CLAIMED and not any(_known(m, role) for m, role in found):
        tried = accused(reading, trigger) if trigger.noun else []
        laid = tried or blamed(reading, trigger)
        found += [(m, Role.ACTOR1) for m in laid if all(m.name != other.name for other, _ in found)]
        loose.update(m.name for m in laid if not tried)
    if not found and trigger.text.lower().startswith("invasion"):
        found = [(mention, Role.ACTOR1) for mention in invader(reading, trigger)]
    found = [(one, role) for m, role in found for one in pair(reading, m) or [m]]
    taken = trigger.sub_type == "territory_gained" or trigger.event_type == "remote_violence"
    if taken and not any(role is Role.ACTOR2 for _, role in found):
        loser = holder(reading, trigger)
        found += [(loser, Role.ACTOR2)] if loser is not None else []
    if trigger.sub_type in MOVES or trigger.sub_type == "visit":
        found = _without_own_forces(found)
    if trigger.sub_type == "weapons_seizure":
        found = [(m, r) for m, r in found if r is Role.ACTOR1 or lead(reading, m) in ("from", "of")]
    if trigger.sub_type == "other":
        found = _addressing(reading, trigger, found)  # "a blockade of Serbia"
    if _INVADING.intersection(trigger.text.lower().split()) and not any(r is Role.ACTOR2 for _, r in found):
        invaded = object_country(reading, trigger)
        found += [(invaded, Role.ACTOR2)] if invaded is not None else []
    if trigger.event_type == "diplomacy":
        if not any(role is Role.ACTOR1 for _, role in found):
            acting = Role.ACTOR2 if trigger.passive else Role.ACTOR1
            found += [
                (m, acting) for m in _theme(reading, trigger) if all(m.name != o.name for o, _ in found)
            ]
        found = [(m, role) for m, role in found if role is Role.ACTOR1 or m.text.lower() not in _AUDIENCE]
    if trigger.event_type == "diplomacy" and trigger.sub_type != "visit" and not trigger.passive:
        found = _addressing(reading, trigger, found)
    addressed = trigger.event_type in _ADDRESSED and trigger.sub_type not in ALONE and bool(found)
    if trigger.sub_type in SYMMETRIC and len(found) > 1:
        addressed = False  # both parties are told
    if trigger.sub_type in _PERSONAL or (
        trigger.sub_type == "legal_action" and any(role is Role.ACTOR2 for _, role in found)
    ):
        addressed = False
    if addressed and not any(role is Role.ACTOR2 and (m.country or m.kind in _OWN) for m, role in found):
        other = counterpart(reading, trigger, [m for m, _ in found])
        if other is not None:
            found.append((other, Role.ACTOR2))
            loose.add(other.name)
    elif trigger.event_type == "diplomacy":
        found = _abroad(reading, trigger, found, loose)
    if trigger.sub_type in ALONE and not (trigger.sub_type == "mutiny" and not trigger.noun):
        met = trigger.sub_type == "surrender"  # "surrendered to Russian forces"
        found = [(m, r) for m, r in found if r is Role.ACTOR1 or (met and lead(reading, m) == "to")] or found
    unique: dict[str, tuple[ActorMention, Role]] = {}
    for mention, role in found:
        mention = holder_of(reading, owned(reading, trigger, mention))
        unique.setdefault(mention.name, (mention, role))
    pairs = sorted(unique.values(), key=lambda pair: (pair[1] is Role.ACTOR2, pair[0].start))
    return Cast(pairs, frozenset(loose))


def with_crowd_first(pairs: Pairs, *, noun: bool = False) -> Pairs:
    """Those who protest act, those who keep order meet them: "police clashed with demonstrators".

    With ``noun`` the trigger names the protest itself, so that police beside it never protest.
    """
    first = {m.kind for m, role in pairs if role is Role.ACTOR1}
    second = {m.kind for m, role in pairs if role is Role.ACTOR2}
    turned = bool(first & ORDER) and not first & CROWD and bool(second & CROWD)
    beside = bool(first & ORDER) and (bool(first & CROWD) or noun)
    if not turned and not beside:
        return pairs
    made: Pairs = []
    for mention, role in pairs:
        if mention.kind in ORDER and role is Role.ACTOR1:
            role = Role.ACTOR2
        elif mention.kind in CROWD and turned:
            role = Role.ACTOR1
        made.append((mention, role))
    return sorted(made, key=lambda pair: (pair[1] is Role.ACTOR2, pair[0].start))


def _with_both_sides(found: Pairs) -> Pairs:
    """Where a clash names only its dead, but of two armed sides, they fought each other."""
    fought = [m for m, role in found if m.kind in ARMED or m.kind is ActorKind.POLICE]
    if any(role is Role.ACTOR1 for _, role in found) or len({m.kind for m in fought}) < _SIDES:
        return found
    return [(m, Role.ACTOR1 if m.kind is fought[0].kind else role) for m, role in found]


def _known(mention: ActorMention, role: Role) -> bool:
    """Whether the mention says who did it: no mere "gunmen"."""
    return role is Role.ACTOR1 and mention.kind is not ActorKind.UNKNOWN


def _addressing(reading: Reading, trigger: Trigger, found: Pairs) -> Pairs:
    """A country right after the verb is its object, not what stands behind it: "wrote to Brazil about"."""
    land = object_country(reading, trigger)
    if land is None or any(m.start <= land.start < m.end for m, _ in found):
        return found
    nearer = [(m, role) for m, role in found if role is Role.ACTOR1 or m.start < land.start]
    return [*nearer, (land, Role.ACTOR2)] if all(m.name != land.name for m, _ in nearer) else found


def _abroad(reading: Reading, trigger: Trigger, found: Pairs, loose: set[str]) -> Pairs:
    """Where a government only tells of its own side, the other country of the clause is concerned:
    "the minister said that the government would stop deliveries to Ukraine"."""
    lands = {m.country for m, role in found if role is Role.ACTOR1 and m.kind in _STATE}
    told = [m for m, role in found if role is Role.ACTOR2]
    if not lands or None in lands or any(m.name not in loose or m.kind not in _STATE for m in told):
        return found
    if any(m.country not in lands for m in told):
        return found
    other = counterpart(reading, trigger, [m for m, _ in found])
    if other is None or other.country in lands:
        return found
    loose.add(other.name)
    return [(m, role) for m, role in found if role is Role.ACTOR1] + [(other, Role.ACTOR2)]


def _nominal(reading: Reading, trigger: Trigger) -> bool:
    """Whether a form in -ing stands as a noun: "the fatal shooting of a man"."""
    if trigger.passive or not trigger.text.lower().endswith("ing"):
        return False
    before = reading.words_before(trigger.start, 2)
    return reading.words_after(trigger.end, 1) == ["of"] and not BE.intersection(before)


def _without_own_forces(found: Pairs) -> Pairs:
    """Who sends its own troops or envoys acts through them; they are not acted upon."""
    acting = [m for m, role in found if role is Role.ACTOR1]
    lands = {m.country for m in acting} | {None}
    kept: Pairs = []
    for mention, role in found:
        forces = mention.kind in ARMED or mention.kind is ActorKind.POLICE
        own = forces and (mention.country in lands or not acting or mention.text[:1].islower())
        own = own or (mention.kind in _SENT and mention.text.islower())
        own = own and role is Role.ACTOR2
        if not own:
            kept.append((mention, role))
        elif not acting or (mention.text[:1].isupper() and mention.name not in {m.name for m in acting}):
            kept.append((mention, Role.ACTOR1))
    return kept


def _tellers(reading: Reading, trigger: Trigger) -> list[Attribution]:
    """The attributions to a source in whose words the trigger stands."""
    if trigger.event_type == "diplomacy":
        return []
    return [
        a
        for a in reading.around(reading.attributions, trigger)
        if a.source is not None
        and a.scope_start <= trigger.start < a.scope_end
        and reading.words_after(a.scope_start, 1) != ["to"]  # "the group claims to have taken"
    ]


def _only_tells(actor: ActorMention, tellers: Sequence[Attribution]) -> bool:
    """Whether the actor is only the source of the words around the trigger."""
    return any(a.start < actor.end and actor.start < a.end for a in tellers)


def _theme(reading: Reading, trigger: Trigger) -> list[ActorMention]:
    """The subject that the sentence opens with, for an act told late in it: "after his trip to"."""
    opening = [a for a in reading.beside(reading.actors, trigger) if a.end <= trigger.start]
    return [a for a in opening if not held(reading, a)][:1]
