"""What the names of a document say together of where it speaks of."""

from collections.abc import Mapping, Sequence
from heapq import nlargest
from typing import NamedTuple, TypeVar

from dashboard.geocoding.gazetteer import Gazetteer
from dashboard.geocoding.ranking import Context
from dashboard.mentions.toponym_spans import Span, folded
from dashboard.mentions.toponym_use import toponym_use
from dashboard.records.codes import ToponymUse
from dashboard.records.document import Document

_Key = TypeVar("_Key")
_DATELINE_WEIGHT = 2.0
_DEMONYM_WEIGHT = 0.5
_PUBLISHER_WEIGHT = 0.7
# A country that acts ("Russia said", "Russia's army") may do so abroad.
_ACTOR_WEIGHT = 0.5
_LEAST = 1.0
# A smaller town in a publisher's name is more likely a word ("Star", "Independence").
_PUBLISHERS_TOWN = 50_000
_MOST_PLACES = 12
_AREA_KM = 100
_NOTHING = 1e-9
# What a name says whose place is in doubt, and the lead that gives it its full weight.
_DOUBTFUL, _FULL_LEAD = 0.3, 5.0


class Sums(NamedTuple):
    """Weights of countries, first-level divisions (by number) and places (by key)."""

    countries: dict[str, float]
    divisions: dict[int, float]
    places: dict[int, float]

    @classmethod
    def none(cls) -> "Sums":
        return cls({}, {}, {})


def known_beforehand(document: Document, gazetteer: Gazetteer) -> Sums:
    """What people and adjectives in the document say of its countries, and its publisher's name."""
    demonyms, sums = gazetteer.demonyms, Sums.none()
    for token in document.tokens:
        if token.text[0].isupper() and token.lower in demonyms:
            _add(sums.countries, demonyms[token.lower], _DEMONYM_WEIGHT)
    words = folded(document.article.publisher or "").split()
    for i, word in enumerate(words):
        if word in demonyms:
            _add(sums.countries, demonyms[word], _PUBLISHER_WEIGHT)
        length = gazetteer.longest(words, i)
        named = gazetteer.named(" ".join(words[i : i + length]))
        key = next((key for key, main in zip(named.keys, named.main, strict=True) if main), None)
        if key is not None and gazetteer.populations[key] >= _PUBLISHERS_TOWN:
            _add(sums.countries, gazetteer.country_code(key) or "", _PUBLISHER_WEIGHT)
            if gazetteer.admin1_number(key):
                _add(sums.divisions, gazetteer.admin1_number(key), _PUBLISHER_WEIGHT)
    return sums


def evidence(
    document: Document,
    spans: Sequence[Span],
    chosen: Sequence[tuple[int, float] | None],
    beforehand: Sums,
    gazetteer: Gazetteer,
) -> tuple[Sums, dict[str, Sums]]:
    """What all settled names say besides what is known beforehand, and what each name by itself.

    ``chosen`` holds for each span the key of its place and the lead over the next candidate.
    """
    total = Sums(dict(beforehand.countries), dict(beforehand.divisions), {})
    by_name: dict[str, Sums] = {}
    for span, choice in zip(spans, chosen, strict=True):
        if choice is None:
            continue
        key, lead = choice
        weight = min(1.0, _DOUBTFUL + lead / _FULL_LEAD)
        if gazetteer.feature_code(key) == "PCLI" and not _is_literal(document, span, key, gazetteer):
            weight *= _ACTOR_WEIGHT
        if document.dateline and document.dateline[0] <= span.start < document.dateline[1]:
            weight *= _DATELINE_WEIGHT
        country, division = gazetteer.country_code(key), gazetteer.admin1_number(key)
        for sums in (total, by_name.setdefault(span.key, Sums.none())):
            if country:
                _add(sums.countries, country, weight)
            if division:
                _add(sums.divisions, division, weight)
            if gazetteer.radius_km(key) < _AREA_KM:
                _add(sums.places, key, weight)
    return total, by_name


def _is_literal(document: Document, span: Span, key: int, gazetteer: Gazetteer) -> bool:
    return toponym_use(document, span.first, span.last, gazetteer.place(key)) is ToponymUse.LITERAL


def context(total: Sums, own: Sums | None, gazetteer: Gazetteer) -> Context:
    """What the names say that the article speaks of, but for the share of one name, ``own``."""
    without = own or Sums.none()
    places = _rest(total.places, without.places)
    most = nlargest(_MOST_PLACES, places.items(), key=lambda pair: (pair[1], -pair[0]))
    return Context(
        _shares(_rest(total.countries, without.countries)),
        _shares(_rest(total.divisions, without.divisions)),
        [
            (key, gazetteer.latitudes[key] / 1e5, gazetteer.longitudes[key] / 1e5, min(1.0, weight))
            for key, weight in most
        ],
    )


def _add(weights: dict[_Key, float], key: _Key, weight: float) -> None:
    weights[key] = weights.get(key, 0.0) + weight


def _rest(weights: Mapping[_Key, float], taken: Mapping[_Key, float]) -> Mapping[_Key, float]:
    if not taken:
        return weights
    return {key: left for key, weight in weights.items() if (left := weight - taken.get(key, 0.0)) > _NOTHING}


def _shares(weights: Mapping[_Key, float]) -> dict[_Key, float]:
    top = max(weights.values(), default=0.0)
    return {key: weight / max(top, _LEAST) for key, weight in weights.items()}
