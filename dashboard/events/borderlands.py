"""Borders that the text tells of: "the Chad-Niger border", "the border between A and B", "with B"."""

from collections import Counter
from collections.abc import Iterator, Sequence

from dashboard.events.located import MIDWAY
from dashboard.geocoding.borders import border_of
from dashboard.geocoding.gazetteer import Gazetteer
from dashboard.records.codes import GeoPrecision, PlaceMatch, ToponymUse
from dashboard.records.document import Document, Sentence
from dashboard.records.mention import Toponym
from dashboard.records.place import Place

_BORDERS = frozenset(["border", "frontier"])
_HYPHENS = frozenset(["-", "–", "and"])
_SURE, _NO_KEY = 0.7, -1

#: Tokens ``first`` up to ``last`` that name a country, and its code.
_Land = tuple[int, int, str]


class Borderlands:
    """The borders told of in one document."""

    def __init__(self, document: Document, toponyms: Sequence[Toponym], gazetteer: Gazetteer) -> None:
        self._tokens, self._document, self._gazetteer = document.tokens, document, gazetteer
        self._ends: dict[int, Toponym] = {}
        self._starts: dict[int, Toponym] = {}
        for toponym in toponyms:
            if toponym.place is not None and toponym.place.feature_code == "PCLI" and toponym.place.country:
                self._ends[toponym.end] = self._starts[toponym.start] = toponym
        self._lands = Counter(
            t.place.country for t in toponyms if t.place is not None and t.place.country is not None
        )

    def told(self) -> Iterator[Toponym]:
        """Each border as a place that reaches along all of it."""
        for sentence in self._document.sentences:
            for at in range(sentence.first + 1, sentence.last):
                if self._tokens[at].lower in _BORDERS:
                    yield from self._border(sentence, at)

    def _border(self, sentence: Sentence, at: int) -> Iterator[Toponym]:
        before = self._ending(at, sentence)
        second = before
        first = self._ending(before[0] - 1, sentence) if before and self._joins(before[0] - 1) else None
        start, end = at, at + 1
        if first is not None and before is not None:
            start = first[0]
        else:
            first, second = before, self._behind(at + 1, sentence)
            if second is not None:
                end = second[1]
                if self._word(at + 1, sentence) == "between":
                    first = self._starting(at + 2, sentence)
            if first is not None and first is before:
                start = first[0]
        lands = [land[2] for land in (first, second) if land is not None]
        if len(lands) == 1:
            lands += [main] if (main := self._home(lands[0])) is not None else []
        if len(lands) == 2:
            yield from self._made(start, end, lands[0], lands[1])

    def _word(self, at: int, sentence: Sentence) -> str:
        return self._tokens[at].lower if sentence.first <= at < sentence.last else ""

    def _joins(self, at: int) -> bool:
        return at > 0 and self._tokens[at].text in _HYPHENS

    def _behind(self, at: int, sentence: Sentence) -> _Land | None:
        """The country after "with", or the second after "between"."""
        word = self._word(at, sentence)
        if word == "with":
            return self._starting(at + 1, sentence)
        if word == "between":
            one = self._starting(at + 1, sentence)
            return (
                self._starting(one[1] + 1, sentence)
                if one and self._word(one[1], sentence) == "and"
                else None
            )
        return None

    def _ending(self, end: int, sentence: Sentence) -> _Land | None:
        """The country whose name or whose people's name ends before token ``end``."""
        last = end - 1
        if self._word(last, sentence) == "'s":
            last -= 1
        if last < sentence.first:
            return None
        toponym = self._ends.get(self._tokens[last].end)
        if toponym is not None and toponym.place is not None and toponym.place.country:
            first = next(
                (k for k in range(last, sentence.first - 1, -1) if self._tokens[k].start == toponym.start),
                last,
            )
            return first, end, toponym.place.country
        code = self._people(last)
        return (last, end, code) if code else None

    def _starting(self, first: int, sentence: Sentence) -> _Land | None:
        if self._word(first, sentence) == "the":
            first += 1
        if first >= sentence.last:
            return None
        toponym = self._starts.get(self._tokens[first].start)
        if toponym is None or toponym.place is None or not toponym.place.country:
            return None
        last = next(k for k in range(first, sentence.last) if self._tokens[k].end >= toponym.end)
        return first, last + 1, toponym.place.country

    def _people(self, at: int) -> str | None:
        token = self._tokens[at]
        return self._gazetteer.demonyms.get(token.lower) if token.text[0].isupper() else None

    def _home(self, neighbour: str) -> str | None:
        """The country that most of the other places named lie in, if it borders the neighbour."""
        others = Counter({code: n for code, n in self._lands.items() if code != neighbour})
        if not others:
            return None
        country, number = others.most_common(1)[0]
        return country if 2 * number > others.total() and border_of(country, neighbour) else None

    def _made(self, first: int, last: int, one: str, other: str) -> Iterator[Toponym]:
        border = border_of(one, other)
        names = [self._gazetteer.country(code) for code in (one, other)]
        if border is None or None in names:
            return
        start, end = self._tokens[first].start, self._tokens[last - 1].end
        yield Toponym(
            start=start,
            end=end,
            text=self._document.text[start:end],
            place=Place(
                key=_NO_KEY,
                name="on the border of " + " and ".join(facts.name for facts in names if facts is not None),
                latitude=border.latitude,
                longitude=border.longitude,
                feature_code=MIDWAY,
                country=None,
                admin1=None,
                admin1_name=None,
                radius_km=border.radius_km,
            ),
            geo_precision=GeoPrecision.MULTI_COUNTRY,
            match=PlaceMatch.EXACT,
            use=ToponymUse.LITERAL,
            confidence=_SURE,
        )
