"""Which place each name of a document means.

Names of one document are settled together: what is beyond doubt (countries, "X, Y" where Y holds X, names
that one place bears) tells which countries and divisions the article speaks of, and that settles the rest.
The same name means the same place throughout, except where its holder is given.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from heapq import nlargest
from typing import NamedTuple, TypeAlias, TypeVar

from dashboard.geocoding.candidates import Candidate, fuzzy_candidates
from dashboard.geocoding.gazetteer import Gazetteer
from dashboard.geocoding.ranking import Context, affinity, contains, prominences
from dashboard.geocoding.transliteration import RESPELT
from dashboard.mentions.toponym_spans import LOCATIVE, PLACE_VERBS, TOWN_NOUNS, Span, called_a_town, folded
from dashboard.records.codes import PlaceMatch
from dashboard.records.document import Document, Token

_Key = TypeVar("_Key")
# A name, and the kinds of place that a word beside it asks for.
_Group: TypeAlias = tuple[str, tuple[str, ...]]
_KIND_BONUS = 4.0
_HOLDER_BONUS = 5.0
_DATELINE_WEIGHT = 2.0
_DEMONYM_WEIGHT = 0.5
_PUBLISHER_WEIGHT = 0.7
# A smaller town in a publisher's name is more likely a word ("Star", "Independence").
_PUBLISHERS_TOWN = 50_000
_FOCUS_SHARE = 0.3
# How much where the article is counts beside how a name is spelt.
_CONTEXT_WEIGHT = 0.5
_MOST_PLACES = 12
_LIKELY_HOLDERS = 6
_ROUNDS = 3
_CERTAIN = 10.0
_AREA_KM = 100
_NOTHING = 1e-9
_DIVISION_WORDS = frozenset(
    "region oblast province governorate state prefecture krai republic voivodeship".split()
)
_DIVISIONS_WORDS = frozenset(
    "regions oblasts provinces governorates states prefectures krais republics voivodeships".split()
)
_LIST_SIGNS = frozenset([",", "and", "or", "-"])
_LONGEST_LIST = 16
_DISTRICT_WORDS = frozenset("district county raion municipality".split())
_PARTS = frozenset(
    "northern southern eastern western central northeastern northwestern southeastern southwestern".split()
)


class Resolved(NamedTuple):
    """The place a name was taken for; ``margin`` is the lead over the next candidate, ``reason`` why there is
    none.
    """

    candidate: Candidate | None
    margin: float
    reason: str | None


class _Sums(NamedTuple):
    """What settled names say of where the article is: weights of countries, divisions (by number), places."""

    countries: dict[str, float]
    divisions: dict[int, float]
    places: dict[int, float]

    @classmethod
    def none(cls) -> "_Sums":
        return cls({}, {}, {})


def resolve(document: Document, spans: Sequence[Span], gazetteer: Gazetteer) -> list[Resolved]:
    """For each of the spans, in their order, the place it means."""
    found = [_candidates(span) for span in spans]
    groups = [(span.key, _said_kind(document, span)) for span in spans]
    holders = [_holder(document, spans, i) for i in range(len(spans))]
    of_group = dict(zip(groups, found, strict=True))
    alone = {group: _scores_alone(of_group[group], group[1], gazetteer) for group in of_group}
    known = _known_beforehand(document, gazetteer)
    total = known
    by_name: dict[str, _Sums] = {}
    choice: list[Resolved] = []
    for _ in range(_ROUNDS):
        contexts: dict[str, Context] = {}
        scores = {}
        for group, by_key in alone.items():
            if len(by_key) > 1:
                name = group[0]
                if name not in contexts:
                    contexts[name] = _context(total, by_name.get(name), gazetteer)
                by_key = {k: s + affinity(gazetteer, k, contexts[name]) for k, s in by_key.items()}
            scores[group] = by_key
        choice = _settle(found, groups, holders, scores, gazetteer)
        total, by_name = _evidence(document, spans, choice, known, gazetteer)
    context = _context(total, None, gazetteer)
    return [
        choice[i] if found[i] else _respelt(document, span, context, gazetteer)
        for i, span in enumerate(spans)
    ]


def _candidates(span: Span) -> list[Candidate]:
    if span.division is not None:
        return [Candidate(span.division, PlaceMatch.ALTERNATE)]
    return [
        Candidate(key, PlaceMatch.EXACT if main else PlaceMatch.ALTERNATE)
        for key, main in zip(span.named.keys, span.named.main, strict=True)
    ]


def _said_kind(document: Document, span: Span) -> tuple[str, ...]:
    """The feature codes that a word beside the name asks for: "Donetsk region", "the town of Homs"."""
    tokens = document.tokens
    sentence = document.sentences[span.sentence]
    after = tokens[span.last].lower if span.last < sentence.last else ""
    if span.first > sentence.first and tokens[span.first - 1].lower in _PARTS:
        return ("ADM1", "PCLI", "RGN", "CONT")
    if after in _DIVISION_WORDS:
        return ("ADM1",)
    if after in _DISTRICT_WORDS:
        return ("ADM2",)
    if span.first - 2 >= sentence.first and tokens[span.first - 1].lower == "of":
        before = tokens[span.first - 2].lower
        if before in TOWN_NOUNS:
            return ("PPL",)
        if before in _DIVISION_WORDS:
            return ("ADM1", "PCLI")
    return ("ADM1",) if _listed_as_division(document, span) else ()


def _listed_as_division(document: Document, span: Span) -> bool:
    """Whether the name stands in a list that is said to be one of divisions: "the Donetsk and Luhansk
    regions", "the provinces of Homs, Hama and Idlib"."""
    tokens, sentence = document.tokens, document.sentences[span.sentence]
    after, stop = span.last, min(sentence.last, span.last + _LONGEST_LIST)
    while after < stop and _is_listed(tokens[after]):
        after += 1
    if after < stop and tokens[after].lower in _DIVISIONS_WORDS:
        return True
    before, floor = span.first - 1, max(sentence.first, span.first - _LONGEST_LIST)
    while before > floor and _is_listed(tokens[before]):
        before -= 1
    return before > floor and tokens[before].lower == "of" and tokens[before - 1].lower in _DIVISIONS_WORDS


def _is_listed(token: Token) -> bool:
    return token.text[0].isupper() or token.lower in _LIST_SIGNS


def _holder(document: Document, spans: Sequence[Span], i: int) -> int | None:
    """The span that is said to hold span ``i``: the next one, after a comma or in brackets."""
    if i + 1 >= len(spans) or spans[i + 1].sentence != spans[i].sentence:
        return None
    between = [token.lower for token in document.tokens[spans[i].last : spans[i + 1].first]]
    return i + 1 if between in ([","], ["("], [",", "in"], ["in"], ["in", "the"]) else None


def _known_beforehand(document: Document, gazetteer: Gazetteer) -> _Sums:
    """What people and adjectives in the document say of its countries, and its publisher's name."""
    demonyms, sums = gazetteer.demonyms, _Sums.none()
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


def _add(weights: dict[_Key, float], key: _Key, weight: float) -> None:
    weights[key] = weights.get(key, 0.0) + weight


def _scores_alone(
    found: Sequence[Candidate], kinds: tuple[str, ...], gazetteer: Gazetteer
) -> dict[int, float]:
    """Score of each candidate of a name by its key, whatever the article; 0 where there is but one."""
    if len(found) == 1:
        return {found[0].key: 0.0}
    scores = prominences(gazetteer, found)
    if kinds:
        for key in scores:
            scores[key] += _KIND_BONUS * gazetteer.feature_code(key).startswith(kinds)
    return scores


def _settle(
    found: Sequence[Sequence[Candidate]],
    groups: Sequence[_Group],
    holders: Sequence[int | None],
    scores: dict[_Group, dict[int, float]],
    gazetteer: Gazetteer,
) -> list[Resolved]:
    """The best candidate of each name; where a holder is given, of those that it holds."""
    direct: list[set[int]] = [set() for _ in found]
    held: dict[_Group, set[int]] = defaultdict(set)
    known: dict[tuple[_Group, _Group], tuple[set[int], int | None]] = {}
    for i, holder in enumerate(holders):
        if holder is not None and found[holder]:
            pair = groups[i], groups[holder]
            if pair not in known:
                known[pair] = _inside(gazetteer, found[i], found[holder], scores[groups[holder]])
                held[groups[i]] |= known[pair][0]
            inside, area = known[pair]
            direct[i] |= inside
            if area is not None:
                direct[holder].add(area)
    settled = []
    for i, group in enumerate(groups):
        if not found[i]:
            settled.append(Resolved(None, 0.0, "not in the gazetteer"))
            continue
        inside = direct[i] or held[group]
        ranked = sorted(
            found[i], key=lambda c: (-scores[group][c.key] - _HOLDER_BONUS * (c.key in inside), c.key)
        )
        margin = _CERTAIN
        if len(ranked) > 1:
            first, second = (scores[group][c.key] + _HOLDER_BONUS * (c.key in inside) for c in ranked[:2])
            margin = first - second
        settled.append(Resolved(ranked[0], margin, None))
    return settled


def _inside(
    gazetteer: Gazetteer, found: Iterable[Candidate], holders: Sequence[Candidate], scores: dict[int, float]
) -> tuple[set[int], int | None]:
    """The candidates that lie in the likeliest of the holder's candidates that holds any, and that one.

    Areas come before towns: "Saraqeb in Idlib" lies in the province.
    """
    ordered = sorted(holders, key=lambda h: (gazetteer.feature_code(h.key).startswith("PPL"), -scores[h.key]))
    for holder in ordered[:_LIKELY_HOLDERS]:
        inside = {c.key for c in found if c.key != holder.key and contains(gazetteer, holder.key, c.key)}
        if inside:
            return inside, holder.key
    return set(), None


def _evidence(
    document: Document,
    spans: Sequence[Span],
    choice: Sequence[Resolved],
    beforehand: _Sums,
    gazetteer: Gazetteer,
) -> tuple[_Sums, dict[str, _Sums]]:
    """What all settled names say besides what is known beforehand, and what each name by itself."""
    total = _Sums(dict(beforehand.countries), dict(beforehand.divisions), {})
    by_name: dict[str, _Sums] = {}
    for span, resolved in zip(spans, choice, strict=True):
        if resolved.candidate is None:
            continue
        key = resolved.candidate.key
        weight = min(1.0, 0.3 + resolved.margin / 5)
        if document.dateline and document.dateline[0] <= span.start < document.dateline[1]:
            weight *= _DATELINE_WEIGHT
        country, division = gazetteer.country_code(key), gazetteer.admin1_number(key)
        for sums in (total, by_name.setdefault(span.key, _Sums.none())):
            if country:
                _add(sums.countries, country, weight)
            if division:
                _add(sums.divisions, division, weight)
            if gazetteer.radius_km(key) < _AREA_KM:
                _add(sums.places, key, weight)
    return total, by_name


def _context(total: _Sums, own: _Sums | None, gazetteer: Gazetteer) -> Context:
    """What the names say that the article speaks of, but for the share of one name, ``own``."""
    without = own or _Sums.none()
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


def _rest(weights: dict[_Key, float], taken: dict[_Key, float]) -> dict[_Key, float]:
    if not taken:
        return weights
    return {key: left for key, weight in weights.items() if (left := weight - taken.get(key, 0.0)) > _NOTHING}


def _shares(weights: dict[_Key, float]) -> dict[_Key, float]:
    top = max(weights.values(), default=0.0)
    return {key: weight / top for key, weight in weights.items()} if top else {}


def _respelt(document: Document, span: Span, context: Context, gazetteer: Gazetteer) -> Resolved:
    """An unknown name tried as another spelling, where it stands as a place and the article's countries allow
    it.
    """
    unknown = Resolved(None, 0.0, "not in the gazetteer")
    before = (
        document.tokens[span.first - 1].lower if span.first > document.sentences[span.sentence].first else ""
    )
    focus = {c for c, share in context.countries.items() if share >= _FOCUS_SHARE and c in RESPELT}
    edge = document.sentences[span.sentence].last
    stands_as_place = before in LOCATIVE or (
        before in PLACE_VERBS and called_a_town(document.tokens, span.last, edge)
    )
    if not focus or not stands_as_place or len(span.key.split()) > 2:
        return unknown
    guesses = fuzzy_candidates(
        gazetteer,
        document.text[span.start : span.end],
        focus,
        favour=lambda key: _CONTEXT_WEIGHT * affinity(gazetteer, key, context),
    )
    return Resolved(guesses[0], 0.0, None) if guesses else unknown
