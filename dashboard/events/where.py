"""Where an event happened: the place its own words give, as exactly as they do and no more."""

import re
from dataclasses import dataclass

from dashboard.events.located import DIRECTIONS, located
from dashboard.events.own_ground import Actors, own_ground
from dashboard.events.reading import Reading
from dashboard.mentions.cue_words import cue_words
from dashboard.records.codes import GeoPrecision, Role, ToponymUse
from dashboard.records.mention import Toponym, Trigger
from dashboard.records.place import Where

_CUES = cue_words("lexicons/place_cues.csv")
_IN = _CUES["in"]
_TO = _CUES["to"]
_FROM = _CUES["from"]
_PLACE_NOUNS = _CUES["place_nouns"]
_PASSED = _CUES["passed"]
_TOWARD_TYPES = _CUES["toward_types"]
_FROM_TYPES = _CUES["from_types"]
_OBJECT_TYPES = _CUES["object_types"]
_SPEECH = _CUES["speech"]
_UTTERED = _CUES["uttered"]
_UNPLACED = _CUES["unplaced"]
_LINK = re.compile(
    r"(?:\s*,\s*|\s*,?\s*\b(?:in|of|near|outside)\b\s*)(?:the |a |an )?"
    r"(?:[a-z'-]+ ){0,4}?(?:of |in |near )?\s*"
    r"|['’]s\s+(?:[a-z-]+\s+){0,4}"  # "Nigeria's commercial capital Lagos"
)
#: A toponym of the event's sentence that fits no better than this is not its place.
_LOOSE = -0.9
#: "The troubled region": nouns for areas, and how many words may stand between them and what points.
_AREA_NOUNS = frozenset(["region", "province", "territory", "enclave", "state", "district", "governorate"])
_POINTING, _POINTING_REACH = frozenset(["the", "this", "that"]), 1
_PRONOUNS = frozenset(["they", "he", "she", "it"])
#: Characters within which the places of a chain stand.
_CHAIN = 120


@dataclass(frozen=True, slots=True)
class Found:
    """A place with the toponym it came from; ``own``: the event's own sentence names it.

    ``ground``: it is where those who act are at home.
    """

    where: Where
    toponym: Toponym
    own: bool
    ground: bool = False


def find_where(
    reading: Reading,
    trigger: Trigger,
    sub_type: str,
    earlier: Found | None,
    *,
    actors: Actors = (),
    alone: bool = False,
) -> tuple[Found | None, str | None]:
    """The event's place, or None with the reason.

    ``earlier`` is the place of the event told last before it; with ``alone`` only its own sentence counts,
    and whose ground the ``actors`` act on.
    """
    found, reason = _told_where(reading, trigger, sub_type, earlier, alone=alone)
    if found is not None and not found.own and _filed_abroad(reading, found.toponym, actors):
        found, reason = None, "the text names no place for it"
    if found is None and (ground := own_ground(reading, sub_type, actors)) is not None:
        where, toponym = ground
        return Found(where, toponym, False, ground=True), None
    return found, reason


def _told_where(
    reading: Reading, trigger: Trigger, sub_type: str, earlier: Found | None, *, alone: bool
) -> tuple[Found | None, str | None]:
    toponym = _best(reading, trigger, sub_type, 0.0)
    speech = sub_type in _SPEECH or sub_type in _UNPLACED
    if toponym is None and (absent := absent_place(reading, trigger, sub_type)) is not None:
        # Somewhere else than all that was told before, unless that was an area around it.
        if earlier is not None and not earlier.where.geo_precision.is_point and not alone:
            return Found(earlier.where, earlier.toponym, False), None
        return None, f"{absent.text} is not in the gazetteer"
    if toponym is None and alone and not speech:
        toponym = _best(reading, trigger, sub_type, _LOOSE)
    if toponym is not None:
        chosen = _finest(reading, toponym)
        return Found(located(reading, chosen), chosen, True), None
    if sub_type == "arrest" and (scene := _scene(reading, trigger)) is not None:
        return Found(located(reading, scene), scene, False), None
    if speech and not (sub_type == "arrest" and _follows(reading, trigger, earlier)):
        return None, "the text names no place for it"
    recent = earlier if earlier and _sentences_since(reading, trigger, earlier) <= 3 else None
    back = _pointed_at(reading, trigger, recent)
    if back is not None:
        return Found(back.where, back.toponym, False), None
    if alone:
        return None, "the text names no place for it"
    if recent is not None:
        return Found(recent.where, recent.toponym, False), None
    opening = _opening(reading, trigger)
    if opening is not None:
        return Found(located(reading, opening), opening, False), None
    return None, "the text names no place for it"


def _follows(reading: Reading, trigger: Trigger, earlier: Found | None) -> bool:
    """Whether the sentence goes on, in the same paragraph, where the one with ``earlier`` ended."""
    if earlier is None:
        return False
    sentences = reading.document.sentences
    told = reading.document.sentence_at(earlier.toponym.start)
    return trigger.sentence - told <= 1 and sentences[told].paragraph == sentences[trigger.sentence].paragraph


def _filed_abroad(reading: Reading, toponym: Toponym, actors: Actors) -> bool:
    """Whether the place is only where the news was filed, and those who act are of other countries."""
    line = reading.document.dateline
    if line is None or not line[0] <= toponym.start < line[1] or toponym.place is None:
        return False
    lands = {mention.country for mention, role in actors if role is Role.ACTOR1 and mention.country}
    return bool(lands) and toponym.place.country not in lands


def _scene(reading: Reading, trigger: Trigger) -> Toponym | None:
    """Where the sentence before took place, if this one goes on with the same people: "They arrested two"."""
    sentences = reading.document.sentences
    here = sentences[trigger.sentence]
    opening = reading.document.tokens[here.first].lower
    if opening not in _PRONOUNS or trigger.sentence == 0:
        return None
    before = sentences[trigger.sentence - 1]
    named = [t for t in reading.places.between(before.start, before.end) if _is_locative(reading, t)]
    return named[0] if before.paragraph == here.paragraph and len(named) == 1 else None


def _best(reading: Reading, trigger: Trigger, sub_type: str, least: float) -> Toponym | None:
    scored = [
        (score, -abs(t.start - trigger.start), t)
        for t in reading.beside(reading.toponyms, trigger)
        if t.place is not None and (score := _score(reading, trigger, sub_type, t)) > least
    ]
    return max(scored, key=lambda item: item[:2])[2] if scored else None


def place_scores(reading: Reading, trigger: Trigger, sub_type: str) -> list[tuple[Toponym, float]]:
    """The toponyms in reach of the trigger in its sentence, each with how well it fits as the place.

    What fits less than 0 is taken, if at all, only for history that names no other place.
    """
    near = reading.beside(reading.toponyms, trigger)
    return [(t, _score(reading, trigger, sub_type, t)) for t in near]


def absent_place(reading: Reading, trigger: Trigger, sub_type: str) -> Toponym | None:
    """The name in the sentence that is the event's place and that the gazetteer does not know."""
    known = [t for t in reading.beside(reading.toponyms, trigger) if t.place is None]
    scored = [(_score(reading, trigger, sub_type, t), -t.start, t) for t in known]
    best = max(scored, key=lambda item: item[:2], default=None)
    return best[2] if best is not None and best[0] > 0 else None


def _score(reading: Reading, trigger: Trigger, sub_type: str, toponym: Toponym) -> float:
    """How well a toponym of the sentence fits as the place of the event; 0 and less does not."""
    line = reading.document.dateline
    continent = toponym.place is not None and toponym.place.feature_code == "CONT"
    if (
        (toponym.geo_precision is None and toponym.place is not None)
        or (continent and sub_type not in _SPEECH)
        or (line and line[0] <= toponym.start < line[1])
    ):
        return -1.0
    cost = reading.cost(trigger, toponym)
    before = [w for w in reading.words_before(toponym.start, 6) if w not in ("the", "a", "an", ",")]
    last = before[-1] if before else ""
    if toponym.use is not ToponymUse.LITERAL:
        # "the Istanbul bombing" names the place; "the Syrian army" and "Kyiv said" do not.
        attached = (
            trigger.noun and 0 <= trigger.start - toponym.end <= 8 and toponym.use is ToponymUse.MODIFIER
        )
        return 1.5 - cost if attached and toponym.geo_precision is not GeoPrecision.COUNTRY else -1.0
    if reading.is_source(toponym):
        return -1.0
    lead = _lead(before)
    score = 1.6 - cost
    if not reading.same_voice(trigger.start, toponym.start):
        score -= 1.0
    if lead in _IN:
        score += 1.4
    elif lead in _TO:
        score += 1.0 if sub_type in _TOWARD_TYPES else -0.4
    elif lead in _FROM:
        score += 0.8 if sub_type in _FROM_TYPES else -2.0
    elif (last == "of" and len(before) > 1 and before[-2] in _PLACE_NOUNS) or (
        0 <= toponym.start - trigger.end <= 12 and sub_type in _OBJECT_TYPES
    ):
        score += 1.0
    elif last == "of" and trigger.noun and toponym.start - trigger.end < 12:
        score += 0.8
    elif last in ("between", "with", "and", "by", "against", "than", "as", "like"):
        score -= 0.6
    if any(a.end > toponym.start for a in reading.actors.between(toponym.start - 100, toponym.end)):
        score -= 1.2
    if toponym.geo_precision is not None and toponym.geo_precision.rank >= GeoPrecision.COUNTRY.rank:
        score -= 0.3
    if sub_type in _SPEECH or sub_type == "visit":
        wanted = _IN | _TO if sub_type in ("visit", "aid", "expulsion") else _IN
        if lead not in wanted and not (sub_type == "visit" and toponym.start - trigger.end < 12):
            return -1.0
        if sub_type != "visit" and cost > 1.2:
            return -1.0
        if sub_type in _UTTERED and (
            cost > 0.8 or (toponym.geo_precision is not None and not toponym.geo_precision.is_point)
        ):
            return -1.0
    return score


def _lead(before: list[str]) -> str:
    """The preposition before a place, "the village of", "eastern" and the like passed over."""
    for word in reversed(before):
        if word in ("of", "and") or word in _PLACE_NOUNS or word in DIRECTIONS or word.endswith("ern"):
            continue
        if word in _PASSED:
            continue
        return word
    return ""


def _finest(reading: Reading, toponym: Toponym) -> Toponym:
    """The finest of a chain of nested places: "Karak, Jordan", "a village near Severodonetsk"."""
    chosen = toponym
    for other in reading.places.between(toponym.start - _CHAIN, toponym.start + _CHAIN):
        if other is toponym or other.geo_precision is None or chosen.geo_precision is None:
            continue
        left, right = (other, chosen) if other.start < chosen.start else (chosen, other)
        between = reading.document.plain[left.end : right.start]
        if not _LINK.fullmatch(between):
            continue
        finer = other.geo_precision.rank < chosen.geo_precision.rank
        beside = "near" in between or "outside" in between
        if finer or (beside and other.start < chosen.start and other.geo_precision is chosen.geo_precision):
            chosen = other
    return chosen


def _pointed_at(reading: Reading, trigger: Trigger, recent: Found | None) -> Found | None:
    """The place that "the town", "the troubled region" or "there" in the sentence stands for."""
    pointer = _pointer(reading, trigger)
    if pointer is None:
        return None
    if pointer not in _AREA_NOUNS:
        return recent or _last_named(reading, trigger, areas=False)
    return _last_named(reading, trigger, areas=True) or recent


def _pointer(reading: Reading, trigger: Trigger) -> str | None:
    """The noun that points back: "village" of "this small village"; "there" too. None where none does."""
    words = reading.words_of(trigger)
    for i, word in enumerate(words):
        if word == "there" and words[i + 1 : i + 2] not in (["is"], ["are"], ["was"], ["were"]):
            return word
        if word in _PLACE_NOUNS and words[i + 1 : i + 2] != ["of"]:
            lead = words[max(0, i - 1 - _POINTING_REACH) : i]
            if _POINTING.intersection(lead[-1:]) or (word in _AREA_NOUNS and _POINTING.intersection(lead)):
                return word
    return None


def _last_named(reading: Reading, trigger: Trigger, *, areas: bool) -> Found | None:
    """The place named last before the sentence, countries passed over; with ``areas`` the last province."""
    start = reading.document.sentences[trigger.sentence].start
    for t in reading.places.back_from(start):
        if t.geo_precision is None or t.geo_precision.rank >= GeoPrecision.COUNTRY.rank:
            continue
        if not areas or not t.geo_precision.is_point:
            return Found(located(reading, t), t, False)
    return None


def _sentences_since(reading: Reading, trigger: Trigger, earlier: Found) -> int:
    return trigger.sentence - reading.document.sentence_at(earlier.toponym.start)


def _is_locative(reading: Reading, toponym: Toponym) -> bool:
    before = [w for w in reading.words_before(toponym.start, 6) if w not in ("the", "a", "an", ",")]
    return _lead(before) in _IN and toponym.geo_precision is not None and toponym.geo_precision.is_point


def _opening(reading: Reading, trigger: Trigger) -> Toponym | None:
    """The place that the article opens with, where an event of its opening names none."""
    if trigger.sentence > 6 and reading.document.sentences[trigger.sentence].paragraph > 6:
        return None
    start = reading.document.sentences[trigger.sentence].start
    near = tuple(reading.places.back_from(start))
    local = next((t for t in near if _is_locative(reading, t)), None)
    if local is not None or near:
        return local or near[0]
    line = reading.document.dateline
    return next(iter(reading.places.between(*line)), None) if line else None
