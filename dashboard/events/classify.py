"""The sub-type of a trigger once its actors and places are known, and the ACLED name of an event."""

import re
from collections.abc import Sequence
from itertools import pairwise

from dashboard.events.reading import Reading
from dashboard.records.codes import ActorKind, GeoPrecision, Role
from dashboard.records.event import Event
from dashboard.records.mention import ActorMention, Trigger
from dashboard.records.ontology import sub_types
from dashboard.records.place import Where
from dashboard.records.provenance import Evidence

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

_FORCES = frozenset([ActorKind.STATE_FORCES, ActorKind.POLICE])
#: Words right before a protest that end it, and words of the police at one.
_ENDS = frozenset(
    """suppress suppressed suppressing quash quashed stop stopped block blocked disperse dispersed
    dispersing prevent prevented crush crushed halt halted""".split()
)
_MEANS = frozenset("tear teargas dispersed cannon batons detained broke".split())
_ENDED = _ENDS | {"broken", "smashed", "dissolved"}
_CROWD_WORDS = frozenset("protesters protestors demonstrators rioters marchers".split())
#: Words of an attack that say by what means: "drone attacks", "a chemical assault".
_BY_MEANS = {
    "drone": "drone_strike",
    "drones": "drone_strike",
    "chemical": "chemical_attack",
    "gas": "chemical_attack",
    "chlorine": "chemical_attack",
    "sarin": "chemical_attack",
    "missile": "missile_strike",
    "air": "air_strike",
    "aerial": "air_strike",
    "artillery": "shelling",
    "mortar": "shelling",
    "rocket": "shelling",
    "suicide": "suicide_bombing",
}
_ATTACKS = frozenset("attack attacks assault assaults raid raids strike strikes".split())
_REGAINED, _OVERTAKEN = "Government regains territory", "Non-state actor overtakes territory"
_WORD = re.compile(r"[a-z]+")
_UNRESISTED = re.compile(
    r"\bwithout (?:a|any|firing a|firing) (?:fight|fighting|shot|resistance|struggle|battle|clash|clashes)\b"
    r"|\bwithout (?:resistance|fighting|opposition|bloodshed)\b|\bunopposed\b"
    r"|\b(?:after|following|since) (?:\S+ ){0,5}(?:withdrew|withdrawal|withdrawn|pulled (?:out|back))\b"
    r"|\bhanded (?:over|to)\b|\bmet (?:with )?no resistance\b"
)

_SAYING = frozenset(
    """said says say told tell tells added stressed announced stated repeated declared
    reiterated insisted""".split()
)
_PROMISE = 14
_WILL = frozenset(["will", "would", "'ll", "going"])
#: After these "will" promises no deed: "will not", "would be", "will never".
_NO_DEED = frozenset(
    ["no", "not", "be", "never", "have", "lead", "mean", "cause", "depend", "require", "prove", "likely"]
)
#: Deeds that one side charges another with, after "had", "was" and the like.
_CHARGED = frozenset(
    """attacked bombed shelled mined invaded occupied violated breached fired killed abducted kidnapped
    tortured massacred armed arming supplying funding sponsoring sheltering harbouring backing shelling
    bombing attacking violating occupying destroyed destroying poisoned""".split()
)
_AUXILIARIES = frozenset(["had", "has", "have", "was", "is", "were", "are"])
_CHARGE = 8
#: Who speaks of the own side, and words that end the clause told.
_OWN = frozenset(["it", "he", "she", "they", "we", "i"])
_EDGES = frozenset([";", '"', "if", "who", "which", "when", "because", "but", "unless", "what", "how"])

Actors = Sequence[tuple[ActorMention, Role]]


def _kinds(actors: Actors, role: Role) -> set[ActorKind]:
    return {mention.kind for mention, played in actors if played is role}


def sub_type_of(reading: Reading, trigger: Trigger, actors: Actors) -> str:
    """The sub-type that the actors make of the trigger's: who attacked whom decides what an attack was."""
    first, second = _kinds(actors, Role.ACTOR1), _kinds(actors, Role.ACTOR2)
    sub_type = trigger.sub_type
    if sub_type in ("attack", "killing", "armed_clash") and (means := _means_of(trigger)) is not None:
        return means
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
    if sub_type == "statement" and _promises(reading, trigger, actors):
        return "pledge"
    if sub_type == "statement" and _charges(reading, trigger, actors):
        return "accusation"
    if sub_type == "armed_clash":
        if first | second and (first | second) & _CROWD and (first | second) & _AUTHORITY:
            return "violent_demonstration"
        if _is_clash_of_unarmed(reading, trigger, actors) or _is_with_crowd(reading, trigger):
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
    if sub_type == "peaceful_protest" and _is_broken_up(reading, trigger, first):
        return "protest_with_intervention"
    return sub_type


def _means_of(trigger: Trigger) -> str | None:
    """The sub-type of the means that stands right before the word for an attack."""
    words = trigger.text.lower().replace("-", " ").split()
    found = pairwise(words)
    return next((_BY_MEANS[one] for one, two in found if two in _ATTACKS and one in _BY_MEANS), None)


def _is_with_crowd(reading: Reading, trigger: Trigger) -> bool:
    """Whether the other side of a clash is a crowd: "while clashing with anti-government protesters"."""
    words = [*trigger.text.lower().split(), *reading.words_after(trigger.end, 5)]
    if not words[0].startswith("clash") or words[1:2] != ["with"]:
        return False
    return not _CROWD_WORDS.isdisjoint(words[2:])


def _promises(reading: Reading, trigger: Trigger, actors: Actors) -> bool:
    """Whether a speaker says what the own side will do: "said its troops would join the mission"."""
    if trigger.noun or trigger.text.lower().split()[0] not in _SAYING:
        return False
    words = reading.words_after(trigger.end, _PROMISE)
    at = next((i for i, word in enumerate(words) if word in _WILL), None)
    if at is None:
        return False
    if words[at] == "going" and (
        words[at - 1] not in ("is", "was", "were", "are") or words[at + 1 : at + 2] != ["to"]
    ):
        return False
    following = [w for w in words[at + 1 : at + 4] if w != "to"][:1]
    if following and (following[0] in _NO_DEED or following[0].endswith("n't")):
        return False
    subject = words[:at]
    if not _EDGES.isdisjoint(subject):
        return False
    if _OWN.intersection(subject[-2:]) or ("its" in subject or "our" in subject):
        return True
    speakers = {m.country for m, role in actors if role is Role.ACTOR1 and m.country}
    start = trigger.end
    spans = [a for a in reading.beside(reading.actors, trigger) if a.start >= start]
    end = reading.document.tokens[reading.token_at(start) + at].start
    named = [a for a in spans if a.end <= end]
    return bool(named) and all(a.country in speakers for a in named)


def _charges(reading: Reading, trigger: Trigger, actors: Actors) -> bool:
    """Whether a speaker says that another country did harm: "stated that Ruritania had mined it"."""
    speakers = {m.country for m, role in actors if role is Role.ACTOR1 and m.country}
    if trigger.noun or not speakers or trigger.text.lower().split()[0] not in _SAYING:
        return False
    words = reading.words_after(trigger.end, _CHARGE)
    told = (
        i
        for i, word in enumerate(words)
        if word in _AUXILIARIES and _CHARGED.intersection(words[i + 1 : i + 3])
    )
    at = next(told, None)
    if at is None or not _EDGES.isdisjoint(words[:at]) or "not" in words[at : at + 3]:
        return False
    end = reading.document.tokens[reading.token_at(trigger.end) + at].start
    named = [a for a in reading.beside(reading.actors, trigger) if trigger.end <= a.start and a.end <= end]
    return bool(named) and all(a.country and a.country not in speakers for a in named)


def _is_clash_of_unarmed(reading: Reading, trigger: Trigger, actors: Actors) -> bool:
    """Whether those who keep order clash with people without arms: "police and residents clashed"."""
    kinds = {mention.kind for mention, _ in actors}
    if not trigger.text.lower().startswith("clash") or not kinds & _FORCES:
        return False
    if ActorKind.CIVILIANS not in kinds or not kinds <= _FORCES | {ActorKind.CIVILIANS}:
        return False
    if not trigger.noun:
        return True
    # "ten civilians were killed in clashes" names no side of them; a people may well be armed.
    told = trigger.text.lower().endswith(("between", "with")) or reading.words_after(trigger.end, 1) in (
        ["between"],
        ["with"],
    )
    return told and all(m.name.islower() for m, _ in actors if m.kind is ActorKind.CIVILIANS)


def _is_broken_up(reading: Reading, trigger: Trigger, first: set[ActorKind]) -> bool:
    """Whether a protest is told as ended or hindered by those who keep order."""
    if first & _FORCES and not first & _CROWD and _ENDS.intersection(reading.words_before(trigger.start, 4)):
        return True
    after = reading.words_after(trigger.end, 6)
    if any(one in ("was", "were") and two in _ENDED for one, two in pairwise(after)) and "by" in after:
        return True  # "the protests that were crushed by police"
    words = set(reading.words_of(trigger))
    return "police" in words and bool(words & _MEANS)


def acled_name(sub_type: str, actors: Actors, where: Where | None) -> str | None:
    """The ACLED sub-event type; None for what ACLED does not code.

    Territory taken by the state forces of the country it lies in is regained by its government; by anyone
    else, foreign state forces too, it counts as overtaken, as ACLED does. Where only the loser is known,
    what a non-state or foreign force loses goes back to the government. Forces that leave a country, or no
    place that is named, change what they do; those that leave a town hand it over.
    """
    if sub_type == "territory_gained":
        takers = [mention for mention, role in actors if role is Role.ACTOR1]
        if takers:
            own = any(_is_at_home(mention, where) for mention in takers)
        else:
            own = _lose_to_government(actors, Role.ACTOR2, where)
        return _REGAINED if own else _OVERTAKEN
    if sub_type == "territory_lost":
        takers = [mention for mention, role in actors if role is Role.ACTOR2 and mention.kind in _ARMED]
        if takers:
            own = any(_is_at_home(mention, where) for mention in takers)
        else:
            own = _lose_to_government(actors, Role.ACTOR1, where)
        return _REGAINED if own else _OVERTAKEN
    if sub_type == "withdrawal" and (where is None or where.geo_precision.rank > GeoPrecision.PROVINCE.rank):
        return "Change to group/activity"
    return sub_types()[sub_type].acled_sub_event_type


def acled_name_as_told(event: Event) -> str | None:
    """The ACLED sub-event type that the words of an event make of the one it has.

    A bomb may be a hand grenade, and a place may be taken without a shot.
    """
    words = set(_WORD.findall(event.trigger.text.lower()))
    if event.sub_type == "bombing" and words & {"grenade", "grenades"}:
        return "Grenade"
    if event.sub_type == "territory_gained":
        told = (e.text.lower() for e in event.evidence if e.field == "sentence" and _holds(e, event.trigger))
        if any(_UNRESISTED.search(text) for text in told):
            return "Non-violent transfer of territory"
    return event.acled_sub_event_type


def _is_at_home(mention: ActorMention, where: Where | None) -> bool:
    """Whether a force is the state's in whose country the place lies; where that is not known, it is."""
    at_home = where is None or mention.country is None or mention.country == where.country
    return mention.kind in _AUTHORITY and at_home


def _lose_to_government(actors: Actors, role: Role, where: Where | None) -> bool:
    losers = [mention for mention, played in actors if played is role and mention.kind in _ARMED]
    return bool(losers) and not any(_is_at_home(mention, where) for mention in losers)


def _holds(sentence: Evidence, trigger: Evidence) -> bool:
    return sentence.start <= trigger.start < sentence.end
