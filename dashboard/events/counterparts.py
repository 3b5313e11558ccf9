"""Whom an act of diplomacy concerns where the clause has no object: the next country that it names."""

from collections.abc import Iterator
from itertools import pairwise

from dashboard.events.antecedents import lead
from dashboard.events.reading import Reading
from dashboard.events.wording import country_name
from dashboard.mentions.actor_lexicon import Nationality, phrase_table
from dashboard.records.codes import ActorKind
from dashboard.records.mention import ActorMention, Toponym, Trigger

_REACH, _WORDS = 3.4, 20
#: Measures for a whole land, unlike an arrest, which only happens in one.
_BEFORE_OBJECT = frozenset(
    ["of", "the", "to", "with", "on", "upon", "against", "neighbouring", "neighboring"]
)
_REGIONAL = frozenset(
    ["deployment", "withdrawal", "evacuation", "base_established", "other", "ceasefire", "peaceful_protest"]
)
_AUTHORITY = frozenset(
    [
        ActorKind.GOVERNMENT,
        ActorKind.STATE_FORCES,
        ActorKind.POLICE,
        ActorKind.ORGANISATION,
        ActorKind.REBEL_GROUP,
    ]
)
_EDGES = frozenset([(",", "and"), (",", "but"), (",", "as"), (",", "said"), ('"', ",")])
_OTHER = frozenset(
    """
    where while when because although though but ; whereas since until
    """.split()
)


def counterpart(reading: Reading, trigger: Trigger, acting: list[ActorMention]) -> ActorMention | None:
    """The actor or country after the trigger that belongs to another country than those who act."""
    lands = {actor.country for actor in acting}
    names = {actor.name for actor in acting}
    later = [
        a
        for a in reading.beside(reading.actors, trigger)
        if a.start >= trigger.end and lead(reading, a) != "as"  # "resigned as attorney general"
    ]
    if trigger.sub_type == "visit":
        return _host(reading, trigger, lands)
    foreign = [a for a in later if a.country and a.country not in lands and a.name not in names]
    told: list[ActorMention | None] = [
        next(iter(foreign), None),
        _adjective(reading, trigger, lands),
        next(_countries(reading, trigger, lands), None),
    ]
    home = (a for a in later if a.kind in _AUTHORITY and a.name not in names)
    for found in (*sorted(filter(None, told), key=lambda m: m.start), next(home, None)):
        if found is not None and _concerned(reading, trigger, found):
            return found
    if trigger.event_type == "diplomacy":
        return _named_before(reading, trigger, lands)
    return _region(reading, trigger) if trigger.sub_type in _REGIONAL else None


def _countries(reading: Reading, trigger: Trigger, lands: set[str | None]) -> Iterator[ActorMention]:
    """The other countries named after the trigger, as their governments."""
    for toponym in reading.beside(reading.toponyms, trigger):
        made = _government(toponym) if toponym.start >= trigger.end else None
        if made is not None and made.country not in lands:
            yield made


def _concerned(reading: Reading, trigger: Trigger, mention: ActorMention) -> bool:
    """Whether a mention stands near enough in the same statement, and is not the one who tells it."""
    if reading.cost(trigger, mention) > _REACH or reading.is_source(mention):
        return False
    return _same_clause(reading, trigger, mention.start)


def _host(reading: Reading, trigger: Trigger, lands: set[str | None]) -> ActorMention | None:
    """The country that a visit goes to."""
    for toponym in reading.beside(reading.toponyms, trigger):
        if toponym.start >= trigger.start and reading.cost(trigger, toponym) <= _REACH:
            place = toponym.place
            if place is not None and place.country and place.country not in lands:
                return _of_country(toponym.start, toponym.end, toponym.text, place.country)
    return None


def _named_before(reading: Reading, trigger: Trigger, lands: set[str | None]) -> ActorMention | None:
    """The last of another country told before the act: "angered by the Turkish raid, Greece warned"."""
    earlier = [a for a in reading.beside(reading.actors, trigger) if a.end <= trigger.start]
    others = [a for a in earlier if a.country and a.country not in lands and not reading.is_source(a)]
    return others[-1] if others else None


def _region(reading: Reading, trigger: Trigger) -> ActorMention | None:
    """Whose land a measure is for: "imposed a curfew in the West Bank". A town names no side."""
    for toponym in reading.beside(reading.toponyms, trigger):
        place = toponym.place
        if toponym.start < trigger.end or place is None or not place.country:
            continue
        far = reading.cost(trigger, toponym) > _REACH
        if far or place.feature_code.startswith("PPL") or reading.is_source(toponym):
            continue
        if _same_clause(reading, trigger, toponym.start):
            return _of_country(toponym.start, toponym.end, toponym.text, place.country)
    return None


def object_country(reading: Reading, trigger: Trigger) -> ActorMention | None:
    """The country right after the trigger: "invaded Kuwait", "invasion of Kuwait", "apologised to Brazil"."""
    for toponym in reading.toponyms.between(trigger.end, trigger.end + 20):
        if set(reading.words_between(trigger.end, toponym.start)) <= _BEFORE_OBJECT:
            return _government(toponym)
    return None


def _same_clause(reading: Reading, trigger: Trigger, start: int) -> bool:
    """Whether no other statement begins between the trigger and a name: ", and Russia asked"."""
    words = reading.words_between(trigger.end, start)
    joined = any(pair in _EDGES for pair in pairwise(words))
    return not joined and _OTHER.isdisjoint(words)


def _adjective(reading: Reading, trigger: Trigger, lands: set[str | None]) -> ActorMention | None:
    """The country of an adjective after the trigger: "threatened to shell Iraqi towns"."""
    tokens, table = reading.document.tokens, phrase_table()
    first = reading.token_at(trigger.end)
    last = min(first + _WORDS, reading.document.sentences[trigger.sentence].last)
    for at in range(first, last):
        if not tokens[at].text[0].isupper():
            continue
        _, entries = table.match(tokens, at, last)
        for entry in entries:
            if isinstance(entry, Nationality) and entry.country and entry.country not in lands:
                following = tokens[at + 1].text if at + 1 < last else ""
                if entry.plural and not tokens[at].lower.endswith("s") and following.islower():
                    continue  # "Dane guns"
                if "-" in (following, tokens[at - 1].text) or following[:1].isdigit():
                    continue  # "the Lebanese-Israeli border", "U.S. 79"
                start, end = tokens[at].start, tokens[at].end
                if not _same_clause(reading, trigger, start) or any(
                    reading.is_source(a) for a in reading.actors.between(start, end)
                ):
                    return None
                text = reading.document.text[start:end]
                return _of_country(start, end, text, entry.country)
    return None


def _of_country(start: int, end: int, text: str, code: str) -> ActorMention:
    return ActorMention(start, end, text, country_name(code), ActorKind.GOVERNMENT, code, speaker=True)


def _government(toponym: Toponym) -> ActorMention | None:
    """A country's name as its government: "aid to Pakistan"."""
    place = toponym.place
    if place is None or place.country is None or not place.feature_code.startswith("PCL"):
        return None
    return _of_country(toponym.start, toponym.end, toponym.text, place.country)
