"""Places that words describe and do not name: "the Iraqi capital", "Estonian airspace", "between A and B".

They are read as place names are, but are none: the layer of place names does not hold them.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from dashboard.events.borderlands import Borderlands
from dashboard.events.located import midway
from dashboard.geocoding.capitals import capital_of, capital_of_country
from dashboard.geocoding.gazetteer import Gazetteer
from dashboard.mentions.cue_words import cue_words
from dashboard.mentions.toponym_precision import precision_of
from dashboard.mentions.toponym_use import near_cue
from dashboard.records.codes import GeoPrecision, PlaceMatch, ToponymUse
from dashboard.records.document import Document
from dashboard.records.mention import Toponym
from dashboard.records.place import Place

_CUES = cue_words("lexicons/described_places.csv")
_SOIL, _SETTLED, _NO_TOWN = _CUES["soil"], _CUES["settled"], _CUES["no_town"]
_RELATIONS, _WAYS, _DAYS = _CUES["relations"], _CUES["ways"], _CUES["days"]
_ARTICLES = frozenset(["the", "a", "an"])
_PLACING = frozenset(["in", "on", "near", "outside", "around", "across", "into", "to", "from", "of", "over"])
#: So many words may stand between a people's name and what is theirs: "an Iraqi border town".
_BETWEEN_WORDS = 1
#: Towns farther apart than this are not what something lies between, in km.
_FARTHEST_KM = 400.0
_SURE = 0.8


def described_places(
    document: Document, toponyms: Sequence[Toponym], *, gazetteer: Gazetteer | None = None
) -> tuple[Toponym, ...]:
    """The places that a document describes by a people's or another place's name, in the order of the text.

    ``toponyms`` are the place names found in it.
    """
    described = _Descriptions(document, toponyms, gazetteer or Gazetteer.open())
    found = [
        *described.of_peoples(),
        *described.capitals(),
        *described.bare_capitals(),
        *described.between_towns(),
        *Borderlands(document, toponyms, gazetteer or Gazetteer.open()).told(),
    ]
    return tuple(sorted(found, key=lambda toponym: (toponym.start, toponym.end)))


class _Descriptions:
    """The descriptions of places in one document."""

    def __init__(self, document: Document, toponyms: Sequence[Toponym], gazetteer: Gazetteer) -> None:
        self._document, self._tokens, self._toponyms = document, document.tokens, toponyms
        self._gazetteer = gazetteer
        self._starts = [token.start for token in document.tokens]
        self._named = {self._at(toponym.start) for toponym in toponyms}

    def of_peoples(self) -> Iterator[Toponym]:
        """ "The Iraqi capital", "Iranian territory", "a northern Iraqi village"."""
        demonyms = self._gazetteer.demonyms
        for i, token in enumerate(self._tokens):
            country = demonyms.get(token.lower) if token.text[0].isupper() else None
            if country is None or i in self._named or self._before(i, 1) in (["ethnic"], ["-"]):
                continue
            # "Lyman, a Ukrainian town, was shelled": that says what Lyman is.
            settled = _SETTLED if self._before(i, 2)[:1] != [","] else frozenset[str]()
            facts = self._gazetteer.country(country)
            for j in range(i + 1, min(i + 2 + _BETWEEN_WORDS, self._edge(i))):
                word = self._tokens[j].lower
                if word == "capital" and self._stands_alone(j):
                    yield from self._made(i, j, capital_of_country(self._gazetteer, country))
                elif facts is not None and (word in _SOIL or (word in settled and self._stands_alone(j))):
                    yield from self._made(i, j, self._gazetteer.place(facts.key))
                elif self._tokens[j].text.islower() and word not in ("capital", *_SETTLED):
                    continue
                break

    def capitals(self) -> Iterator[Toponym]:
        """ "The capital of Afghanistan", "Afghanistan's capital"."""
        for toponym in self._toponyms:
            if toponym.place is None or toponym.place.feature_code not in ("PCLI", "ADM1"):
                continue
            first, last = self._at(toponym.start), self._at(toponym.end)
            before = self._before(first, 3)
            while before and before[-1] in _ARTICLES:
                before.pop()
            after = [token.lower for token in self._tokens[last : min(last + 2, self._edge(first))]]
            if before[-2:] == ["capital", "of"]:
                start = next(k for k in range(first - 1, -1, -1) if self._tokens[k].lower == "capital")
                yield from self._made(start, last - 1, capital_of(self._gazetteer, toponym.place))
            elif after == ["'s", "capital"] and self._stands_alone(last + 1):
                yield from self._made(first, last + 1, capital_of(self._gazetteer, toponym.place))

    def bare_capitals(self) -> Iterator[Toponym]:
        """ "In the capital", in a text most of whose places lie in one country."""
        country = self._main_country()
        if country is None:
            return
        for i, token in enumerate(self._tokens):
            if token.lower != "capital" or not self._stands_alone(i):
                continue
            before = self._before(i, 2)
            follows = self._tokens[i + 1 : min(i + 3, self._edge(i))]
            named = len(follows) == 2 and follows[0].text == "," and follows[1].text[0].isupper()
            if len(before) == 2 and before[0] in _PLACING and before[1] == "the" and not named:
                yield from self._made(i, i, capital_of_country(self._gazetteer, country))

    def _main_country(self) -> str | None:
        """The country of more than half of the places named as such; None where there is none."""
        lands = Counter(t.place.country for t in self._toponyms if t.place and t.use is ToponymUse.LITERAL)
        country, number = lands.most_common(1)[0] if lands else (None, 0)
        return country if 2 * number > lands.total() else None

    def between_towns(self) -> Iterator[Toponym]:
        """ "On the road from Mosul to Erbil", "halfway between Kharkiv and Izium": a point midway."""
        for one, other in pairwise(self._toponyms):
            if one.place is None or other.place is None:
                continue
            codes = one.place.feature_code, other.place.feature_code
            if not all(code.startswith("PPL") for code in codes):
                continue
            start = self._opens_between(one, other, capitals=set(codes) == {"PPLC"})
            spot = midway(one.place, other.place) if start is not None else None
            if spot is None or spot.radius_km is None or spot.radius_km > _FARTHEST_KM / 2:
                continue
            text = self._document.text[start : other.end]
            yield Toponym(
                start=start or 0,
                end=other.end,
                text=text,
                place=spot,
                geo_precision=GeoPrecision.NEAR,
                match=PlaceMatch.EXACT,
                use=ToponymUse.LITERAL,
                confidence=min(one.confidence, other.confidence),
            )

    def _opens_between(self, one: Toponym, other: Toponym, *, capitals: bool) -> int | None:
        """Where the words begin that say "between the two towns"; None where they say nothing of the kind."""
        first, last = self._at(one.start), self._at(other.end)
        joining = [t.lower for t in self._tokens[self._at(one.end) : self._at(other.start)]]
        before = self._before(first, 3)
        if before[-1:] == ["between"] and joining == ["and"]:
            # What goes on between two capitals goes on between two governments.
            meant = not capitals and _RELATIONS.isdisjoint(before)
            return self._starts[first - 1] if meant else None
        if before[-1:] == ["from"] and joining == ["to"] and before[-2] in _WAYS:
            return self._starts[first - 1]
        if joining == ["-"] and last < self._edge(first) and self._tokens[last].lower in _WAYS:
            return one.start
        return None

    def _made(self, first: int, last: int, place: Place | None) -> Iterator[Toponym]:
        """The description in tokens ``first`` to ``last``, both included, as a name that means ``place``."""
        if place is None:
            return
        start, end = self._starts[first], self._tokens[last].end
        precision = precision_of(place)
        if precision is GeoPrecision.TOWN and near_cue(self._document, first):
            precision = GeoPrecision.NEAR
        yield Toponym(
            start=start,
            end=end,
            text=self._document.text[start:end],
            place=place,
            geo_precision=precision,
            match=PlaceMatch.ALTERNATE,
            use=ToponymUse.LITERAL,
            confidence=_SURE,
        )

    def _stands_alone(self, noun: int) -> bool:
        """Whether a noun for a town is no part of a longer name or phrase: "capital punishment"."""
        if noun + 1 >= self._edge(noun):
            return True
        following = self._tokens[noun + 1]
        if following.lower == "of" or following.lower in _NO_TOWN or noun + 1 in self._named:
            return False
        named = following.text[0].isupper() and following.start - self._tokens[noun].end == 1
        return not named or following.lower in _DAYS

    def _at(self, offset: int) -> int:
        return bisect_left(self._starts, offset)

    def _edge(self, token: int) -> int:
        """The token after the last of the sentence that holds ``token``."""
        sentence = self._document.sentence_at(self._starts[token])
        return self._document.sentences[sentence].last if sentence >= 0 else token

    def _before(self, token: int, count: int) -> list[str]:
        """The last ``count`` folded words before ``token`` in its sentence."""
        sentence = self._document.sentence_at(self._starts[token])
        floor = self._document.sentences[sentence].first if sentence >= 0 else token
        return [t.lower for t in self._tokens[max(floor, token - count) : token]]
