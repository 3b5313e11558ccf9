"""Whom words stand for that name nobody: "they", "both sides", "its troops", "the invasion"."""

from collections import Counter
from dataclasses import replace

from dashboard.events.clause_tokens import WORDS
from dashboard.events.pronouns import fits
from dashboard.events.reading import Reading
from dashboard.events.wording import country_name, demonyms
from dashboard.mentions.actor_lexicon import nationality_of
from dashboard.records.codes import ActorKind
from dashboard.records.mention import ActorMention, Trigger

ARMED = frozenset(
    [
        ActorKind.STATE_FORCES,
        ActorKind.REBEL_GROUP,
        ActorKind.POLITICAL_MILITIA,
        ActorKind.IDENTITY_MILITIA,
    ]
)
_BOTH = frozenset(["sides", "armies", "generals", "camps"])
_PAIRED = frozenset(
    """
    sides leaders presidents ministers governments countries nations states neighbours neighbors capitals
    delegations officials diplomats premiers
    """.split()
)
_HELD = frozenset(
    ["of", "by", "with", "against", "from", "in", "to", "on", "for", "between", "than", "at", "into", "near"]
)
_AMOUNTS = WORDS["amounts"]
_PRONOUN_REACH = 6
_PRONOUNS = frozenset(["he", "she", "it", "they", "him", "her", "them"])
_OWNERS = (["its"], ["their"], ["his"], ["her"])
_STATE_OWNED = ARMED | {ActorKind.GOVERNMENT, ActorKind.POLICE}
_WITHIN = 500


def lead(reading: Reading, actor: ActorMention) -> str:
    """The word before a mention, articles and numbers passed over."""
    words = reading.words_before(actor.start, 4)
    passed = ("the", "a", "an", "its", "their", "several", "some", "two", "three", "both")
    return next((w for w in reversed(words) if w not in passed and not w[0].isdigit()), "")


def held(reading: Reading, actor: ActorMention) -> bool:
    """Whether a preposition stands before the mention, so that it is no subject; "a group of" does not."""
    before = reading.words_before(actor.start, 2)
    if before[1:] == ["of"] and before[0] in _AMOUNTS:
        return False
    return lead(reading, actor) in _HELD


def both_sides(reading: Reading, trigger: Trigger) -> list[ActorMention]:
    """The two armed sides of an article that says "both sides" and has named exactly two by their country."""
    words = reading.words_of(trigger)
    if not any(w in _BOTH and words[max(i - 1, 0)] in ("both", "two") for i, w in enumerate(words)):
        return []
    sides: dict[str, ActorMention] = {}
    for actor in reading.actors:
        if actor.kind in ARMED and actor.country and actor.start < trigger.end + 2 * _WITHIN:
            sides.setdefault(actor.country, actor)
    return list(sides.values()) if len(sides) == 2 else []


def pair(reading: Reading, mention: ActorMention) -> list[ActorMention]:
    """Whom "the two presidents" or "both countries" are: the last two of different countries before."""
    words = mention.text.lower().split()
    if words[-1] not in _PAIRED or mention.country is not None:
        return []
    if not {"two", "both"}.intersection((*words[:-1], *reading.words_before(mention.start, 1))):
        return []
    found: list[ActorMention] = []
    for actor in reading.actors.back_from(mention.start):
        if mention.start - actor.start > _WITHIN or len(found) == 2:
            break
        new = actor.country and actor.country not in {other.country for other in found}
        if new and actor.kind in _STATE_OWNED and not reading.is_source(actor):
            found.append(actor)
    if len(found) == 2:
        return found[::-1]
    return _foes(reading, mention) if words[-1] == "sides" else []


def _foes(reading: Reading, mention: ActorMention) -> list[ActorMention]:
    """The army and the rebels told of before, where the words before name just one of either."""
    told: dict[str, ActorMention] = {}
    for actor in reading.actors.between(mention.start - _WITHIN, mention.start):
        if actor.kind in ARMED and not reading.is_source(actor):
            told.setdefault(actor.name, actor)
    of_state = [a for a in told.values() if a.kind is ActorKind.STATE_FORCES]
    return list(told.values()) if len(told) == 2 and len(of_state) == 1 else []


def invader(reading: Reading, trigger: Trigger) -> list[ActorMention]:
    """Who "the invasion" is by: the armed side that the article names most, of another land than invaded."""
    lands = {t.place.country for t in reading.inside(reading.places, trigger.sentence) if t.place is not None}
    armed = [
        a for a in reading.actors if a.kind is ActorKind.STATE_FORCES and a.country and a.country not in lands
    ]
    counts = Counter(a.country for a in armed)
    if not counts:
        return []
    most = counts.most_common(1)[0][0]
    country = country_name(most) if most else None
    state = next((a for a in reading.actors if a.name == country), None)
    return [state or next(a for a in armed if a.country == most)]


def carried(reading: Reading, trigger: Trigger) -> ActorMention | None:
    """The mention that a pronoun before the verb stands for.

    "The ministry said it had taken": who speaks or acts in the sentence; else the subject of the one before.
    """
    words = reading.words_before(trigger.start, _PRONOUN_REACH)
    pronoun = next((w for w in reversed(words) if w in _PRONOUNS), "")
    told = [a for a in reading.beside(reading.actors, trigger) if a.end <= trigger.start and fits(pronoun, a)]
    free = [a for a in told if not held(reading, a)]
    speakers = [a for a in free if reading.is_source(a)]
    if speakers or free:
        return (speakers or free)[-1]
    if trigger.sentence == 0:
        return None
    before = reading.inside(reading.actors, trigger.sentence - 1)
    earlier = [a for a in before if fits(pronoun, a)]
    if "they" in words or "them" in words:
        earlier = [a for a in earlier if not reading.is_source(a)] or earlier
    free = [a for a in earlier if not held(reading, a)]
    return next(iter(free or earlier), None)


def owned(reading: Reading, trigger: Trigger, mention: ActorMention) -> ActorMention:
    """The country of "its troops" is that of whom the sentence named before."""
    if mention.kind not in _STATE_OWNED or reading.words_before(mention.start, 1)[-1:] not in _OWNERS:
        return mention
    nationality = mention.text.split(" ", 1)[0].lower()
    if nationality in demonyms():
        return mention
    before = [a for a in reading.beside(reading.actors, trigger) if a.end <= mention.start and a.country]
    owner = next((a for a in reversed(before) if not held(reading, a)), None)
    if owner is None:
        return mention
    people = nationality_of(owner.country or "")
    name = mention.name.rsplit(" ", 1)[-1] if mention.name[:1].isupper() else mention.name
    if mention.kind is ActorKind.STATE_FORCES and people is not None:
        name = f"{people.adjective} forces"
    elif mention.kind is ActorKind.GOVERNMENT and people is not None and mention.name == "government":
        name = f"{people.adjective} government"
    return replace(mention, name=name, country=owner.country)
