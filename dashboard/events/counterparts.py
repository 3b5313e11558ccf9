"""Whom an act of diplomacy concerns where the clause has no object: the next country that it names."""

from itertools import pairwise

from dashboard.events.reading import Reading
from dashboard.events.wording import country_name
from dashboard.mentions.actor_lexicon import Nationality, phrase_table
from dashboard.records.codes import ActorKind
from dashboard.records.mention import ActorMention, Toponym, Trigger

_REACH, _WORDS = 3.4, 20
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
    ["where", "while", "when", "because", "although", "though", "but", ";", "whereas", "since"]
)


def counterpart(reading: Reading, trigger: Trigger, acting: list[ActorMention]) -> ActorMention | None:
    """The actor or country after the trigger that belongs to another country than those who act."""
    lands = {actor.country for actor in acting}
    names = {actor.name for actor in acting}
    later = [a for a in reading.beside(reading.actors, trigger) if a.start >= trigger.end]
    for actor in later:
        if reading.cost(trigger, actor) > _REACH:
            break
        if not actor.country or actor.country in lands or actor.name in names or reading.is_source(actor):
            continue
        return actor if _same_clause(reading, trigger, actor.start) else None
    land = _adjective(reading, trigger, lands)
    if land is not None:
        return land
    for toponym in reading.beside(reading.toponyms, trigger):
        if toponym.start < trigger.end or reading.cost(trigger, toponym) > _REACH:
            continue
        made = _government(toponym)
        if made is not None and made.country not in lands and not reading.is_source(toponym):
            return made if _same_clause(reading, trigger, toponym.start) else None
    home = (a for a in later if a.kind in _AUTHORITY and a.name not in names and not reading.is_source(a))
    nearest = next(home, None)
    if nearest is None or reading.cost(trigger, nearest) > _REACH:
        return None
    return nearest if _same_clause(reading, trigger, nearest.start) else None


def object_country(reading: Reading, trigger: Trigger) -> ActorMention | None:
    """The country right after the trigger, "of" passed over: "invaded Kuwait", "invasion of Kuwait"."""
    for toponym in reading.toponyms.between(trigger.end, trigger.end + 20):
        if set(reading.words_between(trigger.end, toponym.start)) <= {"of", "the"}:
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
