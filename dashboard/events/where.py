"""Where an event happened: the place its own words give, as exactly as they do and no more."""

from dataclasses import dataclass

from dashboard.events.located import DIRECTIONS, MIDWAY, is_measured, located
from dashboard.events.nested import finest, host_of
from dashboard.events.own_ground import Actors, own_ground
from dashboard.events.reading import Reading
from dashboard.geocoding.distance import distance_km
from dashboard.mentions.cue_words import cue_words
from dashboard.records.codes import GeoPrecision, Role, ToponymUse
from dashboard.records.mention import Toponym, Trigger
from dashboard.records.place import Where

_CUES = cue_words("lexicons/place_cues.csv")
_IN = _CUES["in"]
_TO = _CUES["to"]
_FROM = _CUES["from"]
_BESIDE = _CUES["beside"]
_PLACE_NOUNS = _CUES["place_nouns"]
_PASSED = _CUES["passed"]
_TOWARD_TYPES = _CUES["toward_types"]
_FROM_TYPES = _CUES["from_types"]
_OBJECT_TYPES = _CUES["object_types"]
_SPEECH = _CUES["speech"]
_UTTERED = _CUES["uttered"]
_DIRECTED = _CUES["directed"]
_UNPLACED = _CUES["unplaced"]
#: A toponym of the event's sentence that fits no better than this is not its place.
_LOOSE = -0.9
#: What the brackets around a second measure add to the distance: "30 kilometers (19 miles) from X".
_BRACKETS = 2.16
#: "The troubled region": nouns for areas, and how many words may stand between them and what points.
_AREA_NOUNS = frozenset(["region", "province", "territory", "enclave", "state", "district", "governorate"])
_POINTING, _POINTING_REACH = frozenset(["the", "this", "that"]), 1
_PRONOUNS = frozenset(["they", "he", "she", "it"])


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
        if (host := host_of(reading, absent)) is not None:
            return Found(located(reading, host), host, False), None
        # Somewhere else than all that was told before, unless that was an area around it.
        if earlier is not None and not earlier.where.geo_precision.is_point and not alone:
            return Found(earlier.where, earlier.toponym, False), None
        return None, f"{absent.text} is not in the gazetteer"
    if toponym is None and alone and not speech:
        toponym = _best(reading, trigger, sub_type, _LOOSE)
    by = toponym is not None and earlier is not None and not alone and _runs_by(toponym, earlier)
    if by and earlier is not None and _sentences_since(reading, trigger, earlier) <= 3:
        return Found(earlier.where, earlier.toponym, False), None
    if toponym is not None:
        chosen = finest(reading, toponym)
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
        for t in reading.beside(reading.sites, trigger)
        if t.place is not None and (score := _score(reading, trigger, sub_type, t)) > least
    ]
    return max(scored, key=lambda item: item[:2])[2] if scored else None


def place_scores(reading: Reading, trigger: Trigger, sub_type: str) -> list[tuple[Toponym, float]]:
    """The toponyms in reach of the trigger in its sentence, each with how well it fits as the place.

    What fits less than 0 is taken, if at all, only for history that names no other place.
    """
    near = reading.beside(reading.sites, trigger)
    return [(t, _score(reading, trigger, sub_type, t)) for t in near]


def absent_place(reading: Reading, trigger: Trigger, sub_type: str) -> Toponym | None:
    """The name in the sentence that is the event's place and that the gazetteer does not know."""
    known = [t for t in reading.beside(reading.sites, trigger) if t.place is None]
    scored = [(_score(reading, trigger, sub_type, t), -t.start, t) for t in known]
    best = max(scored, key=lambda item: item[:2], default=None)
    return best[2] if best is not None and best[0] > 0 else None


def _score(reading: Reading, trigger: Trigger, sub_type: str, toponym: Toponym) -> float:
    """How well a toponym of the sentence fits as the place of the event; 0 and less does not."""
    line = reading.document.dateline
    continent = toponym.place is not None and toponym.place.feature_code == "CONT"
    if (
        (toponym.geo_precision is None and toponym.place is not None)
        or (continent and sub_type not in _SPEECH and sub_type != "visit")
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
    if reading.is_source(toponym) or _names_another(reading, trigger, toponym):
        return -1.0
    lead = _lead(before)
    if lead in _BESIDE and not (toponym.geo_precision is not None and toponym.geo_precision.is_point):
        return -1.0  # "a town bordering Northern Ireland" is not in it
    score = 1.6 - cost
    if not reading.same_voice(trigger.start, toponym.start):
        score -= 1.0
    if lead in _IN or lead in _BESIDE:
        score += 1.4
    elif is_measured(reading, toponym):
        score += 1.4 + _BRACKETS * before.count("(")
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
    if _is_border(toponym):
        score -= 0.6  # a whole border says less than any other place
    if sub_type in _SPEECH or sub_type == "visit":
        wanted = _IN | _TO if sub_type in ("visit", "aid", "expulsion") else _IN
        if lead not in wanted and not (sub_type == "visit" and toponym.start - trigger.end < 12):
            return -1.0
        if sub_type != "visit" and cost > 1.2:
            return -1.0
        if sub_type in _UTTERED and (
            cost > 0.8
            or (toponym.geo_precision is not None and not toponym.geo_precision.is_point)
            or _is_told_of(reading, trigger, sub_type, toponym)
        ):
            return -1.0
    return score


def _is_border(toponym: Toponym) -> bool:
    return toponym.geo_precision is GeoPrecision.MULTI_COUNTRY and (
        toponym.place is not None and toponym.place.feature_code == MIDWAY
    )


def _runs_by(border: Toponym, earlier: Found) -> bool:
    """Whether the words name a whole border, and what was told before lies by it: that says more."""
    place, where = border.place, earlier.where
    if place is None or not _is_border(border) or _is_border(earlier.toponym):
        return False
    apart = distance_km(place.latitude, place.longitude, where.latitude, where.longitude)
    return apart <= (place.radius_km or 0.0)


def _names_another(reading: Reading, trigger: Trigger, toponym: Toponym) -> bool:
    """Whether the place says which other event is meant: "charged in the Birmingham bombing"."""
    following = reading.triggers.between(toponym.end, toponym.end + 2)
    return any(other.noun and other.start != trigger.start for other in following)


def _is_told_of(reading: Reading, trigger: Trigger, sub_type: str, toponym: Toponym) -> bool:
    """Whether a place is of what is said, not where it is said: "said that fighting in Aleppo is over"."""
    after = toponym.start > trigger.start
    start = trigger.end if after else reading.document.sentences[trigger.sentence].start
    words = reading.words_between(start, toponym.start)
    timed = {w for t in reading.timexes.between(start, toponym.start) for w in t.text.lower().split()}
    objects = [w for w in words if w not in _IN and w not in timed and w not in ("the", ",")]
    return "that" in words or (after and sub_type in _DIRECTED and bool(objects))


def _lead(before: list[str]) -> str:
    """The preposition before a place, "the village of", "eastern" and the like passed over."""
    for word in reversed(before):
        if word in ("of", "and") or word in _PLACE_NOUNS or word in DIRECTIONS or word.endswith("ern"):
            continue
        if word in _PASSED:
            continue
        return word
    return ""


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
