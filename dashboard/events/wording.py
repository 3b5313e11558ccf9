"""How names are worded in a sentence: the article, the number, the spelling of places."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache

from dashboard.documents.tokens import tokens as tokenise
from dashboard.events.reading import Reading, Spanned
from dashboard.geocoding.folding import fold
from dashboard.geocoding.gazetteer import Gazetteer
from dashboard.mentions.actor_lexicon import Nationality, phrase_table
from dashboard.mentions.cue_words import cue_words
from dashboard.records.codes import PlaceMatch
from dashboard.records.mention import ActorMention

_CUES = cue_words("lexicons/wording.csv")
_PLURALS, _SINGULARS = _CUES["plurals"], _CUES["singulars"]
_ARTICLED, _COLLECTIVE = _CUES["articled"], _CUES["collective"]
_PLACE_NOUNS, _UNCOUNTED = _CUES["place_nouns"], _CUES["uncounted"]
_NUMBERS = _CUES["numbers"]
_WIDTH = 4
#: "12-year-old" right before a noun.
_AGE, _LONGEST_AGE = re.compile(r"\b\d{1,3}-year-old $"), 16


def widened(reading: Reading, mention: ActorMention) -> ActorMention:
    """The mention with the number and the names that stand before it: "13 soldiers", "Abkhaz servicemen"."""
    tokens = reading.document.tokens
    at = first = reading.token_at(mention.start)
    sentence = reading.document.sentence_at(mention.start)
    floor = max(reading.document.sentences[sentence].first, first - _WIDTH) if sentence >= 0 else first
    taken = {
        i
        for span in (
            *reading.actors.between(tokens[floor].start, mention.start),
            *_named(reading, floor, mention),
        )
        for i in range(reading.token_at(span.start), reading.token_at(span.end))
    }
    while at > floor and at - 1 not in taken:
        token = tokens[at - 1]
        counts = token.lower in _NUMBERS or (
            token.text[0].isdigit() and (at == first or tokens[at].lower in _NUMBERS)
        )
        if token.lower == "of" and at - 1 > floor and tokens[at - 2].lower in _NUMBERS:
            counts = True
        if not counts:
            break
        at -= 1
    start = tokens[at].start
    aged = _AGE.search(reading.document.text, max(0, start - _LONGEST_AGE), start)
    if aged is not None:
        start = aged.start()
    if start == mention.start:
        return mention
    text = reading.document.text[start : mention.end]
    return ActorMention(
        start, mention.end, text, mention.name, mention.kind, mention.country, mention.speaker
    )


def _named(reading: Reading, floor: int, mention: ActorMention) -> Iterable[Spanned]:
    start = reading.document.tokens[floor].start
    yield from reading.timexes.between(start, mention.start)
    yield from reading.toponyms.between(start, mention.start)


def worded(reading: Reading, mention: ActorMention) -> str:
    """An actor as a sentence names it: the canonical name or the common noun, with its article."""
    if mention.name[:1].isupper() and not _only_capital(mention):
        return articled(mention.name, written=_has_article(reading, mention))
    words = mention.text.split()
    if words and words[0][:1].isupper() and words[0][1:].islower() and words[0].lower() not in demonyms():
        words[0] = words[0].lower()
    text = " ".join(words)
    if is_plural(text) or words[0].lower() in _NUMBERS or words[0][0].isdigit():
        return text
    before = reading.words_before(mention.start, 1)
    if before in (["a"], ["an"]):
        return f"{before[0]} {text}"
    return text if words[0].lower() in ("a", "an", "the") or words[0][0].isupper() else f"the {text}"


def _only_capital(mention: ActorMention) -> bool:
    return mention.name.islower()


def _has_article(reading: Reading, mention: ActorMention) -> bool:
    """Whether the text has "the" before the name itself, not before a title of its bearer."""
    same = mention.text.split(" ", 1)[0].lower() == mention.name.split(" ", 1)[0].lower()
    return same and reading.words_before(mention.start, 1) == ["the"]


def articled(name: str, *, written: bool = False) -> str:
    """A proper name with "the" where English wants it: "the United States", "the Security Council"."""
    first, last = name.split(" ", 1)[0], name.rsplit(" ", 1)[-1]
    if name.lower().startswith("the "):
        return name
    if last == "forces" and first in _proper_adjectives():
        return name
    if written and (name.isupper() or is_plural(name)):
        return f"the {name}"
    if last[:1].islower() and not is_plural(name):
        return f"the {name}"  # "the Iraqi ambassador"
    if last in _ARTICLED or (first in ("United",) and " " in name) or " of the " in name:
        return f"the {name}"
    if first in _proper_adjectives() and last in _COLLECTIVE:
        return f"the {name}"
    return name


@cache
def _proper_adjectives() -> frozenset[str]:
    return frozenset(a for country in Gazetteer.open().countries.values() for a in country.adjectives)


def source_worded(reading: Reading, source: str, start: int | None) -> str:
    """A source as a sentence names it; ``start`` is where it is written."""
    written = start is not None and reading.words_before(start, 1)[-1:] == ["the"]
    before = reading.words_before(start, 1)[-1:] if start is not None else []
    words = source.split()
    if (
        source[:1].isupper()
        and not (len(words) == 1 and source.lower() in demonyms())
        and (len(words) == 1 or any(w[:1].isupper() for w in words[1:]))
    ):
        return articled(source, written=written)
    opens = start is not None and not reading.words_before(start, 1)
    if opens and words[0][:1].isupper() and words[0].lower() not in demonyms():
        source = source[0].lower() + source[1:]
    if words[0].lower() in ("a", "an", "the") or words[0].lower() in _NUMBERS or is_plural(source):
        return source
    if words[0].endswith(("'s", "’s")) or words[-1].lower() in _UNCOUNTED:
        return source
    if len(words) == 1 and source.lower() in demonyms():
        return f"{source} sources"
    article = before[0] if before in (["a"], ["an"]) else "the"
    return f"{article} {source}"


def is_plural(name: str) -> bool:
    """Whether a verb after the name stands in the plural: "officials say", "the Houthis say"."""
    if " and " in name:
        return True
    words = [w for w in _head(name).split() if w]
    last = words[-1] if words else ""
    low = last.lower()
    if low in _PLURALS:
        return True
    if low in _SINGULARS or not low.endswith("s") or low.endswith(("ss", "us", "is", "'s")):
        return low.endswith("this") and last[:1].isupper()
    if last[:1].islower():
        return True
    return last in ("Forces", "Serbs", "Croats", "Brigades", "Talibs") or (
        len(words) == 1 and _is_people(last)
    )


def _is_people(word: str) -> bool:
    _, entries = phrase_table().match(tokenise(word), 0, len(tokenise(word)))
    return any(isinstance(entry, Nationality) and entry.plural for entry in entries)


def _head(name: str) -> str:
    """The words up to the first preposition or comma: "spokesman for the rebels"."""
    for mark in (",", " of ", " for ", " in ", " at ", " from ", " with ", " on ", " who ", " there"):
        name = name.split(mark, 1)[0]
    return name


def place_name(name: str, written: str, match: PlaceMatch | None) -> str:
    """The readable name of a place: its own where it is plain, else as written, else without its marks."""
    if name.isascii():
        return name
    if match is not PlaceMatch.FUZZY and written.isascii() and not written.isupper():
        return written
    return plain(name)


def plain(name: str) -> str:
    """A name in plain letters: "Khan Shaykhun"; letters that have no plain form are kept."""
    made = "".join(
        c
        for c in unicodedata.normalize("NFKD", name.replace("ǝ", "a").replace("ə", "a"))
        if not unicodedata.combining(c)
    )
    return made.translate(_MARKS)


_MARKS = dict.fromkeys(map(ord, "’‘ʼʻ`ʹ"), None)


@cache
def division_name(name: str) -> str:
    """The readable name of a first-level division: "Kharkiv Oblast"."""
    if name.isascii() and "'" not in name:
        return name
    bare = plain(name).replace("'", "")
    for ending in ("ska Oblast", "ka Oblast"):
        if bare.endswith(ending):
            stem = bare.removesuffix(ending)
            for tried in (stem, stem + "a", stem[:-1]):
                known = Gazetteer.open().lookup(f"{tried} Oblast")
                if any(place.feature_code == "ADM1" for place in known):
                    return f"{tried} Oblast"
    return bare


@cache
def country_name(code: str) -> str:
    """The name of the country with an ISO 3166-1 alpha-2 code; the code where there is none."""
    country = Gazetteer.open().country(code)
    return country.name if country else code


@cache
def demonyms() -> frozenset[str]:
    """Every adjective and word for people of a country, in lower case."""
    return frozenset(Gazetteer.open().demonyms)


@lru_cache(4096)
def bears_name(division: str, name: str) -> bool:
    """Whether the division is called like the place, so that naming both says nothing more."""
    return any(division == division_name(place.name) for place in Gazetteer.open().lookup(name))


def place_article(reading: Reading, start: int, end: int, name: str, *, town: bool) -> str:
    """A place's name with "the" where the text or English has it: "the Donbas", "the Maldives"."""
    if town:
        return name
    following = reading.words_after(end, 1)
    written = reading.words_before(start, 1) == ["the"] and not (set(following) & _PLACE_NOUNS)
    if written and fold(reading.document.text[start:end]) in fold(name):
        return f"the {name}"
    return articled(name)
