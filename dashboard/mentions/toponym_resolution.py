"""Which place each name of a document means.

Names of one document are settled together: what is beyond doubt (countries, "X, Y" where Y holds X, names
that one place bears) tells which countries and divisions the article speaks of, and that settles the rest.
The same name means the same place throughout, except where its holder is given.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from dashboard.geocoding.candidates import Candidate, candidates, fuzzy_candidates
from dashboard.geocoding.gazetteer import Gazetteer
from dashboard.geocoding.ranking import (
    Context,
    Features,
    affinity,
    contains,
    context_features,
    own_features,
    scores_alone,
    weighed,
)
from dashboard.geocoding.transliteration import RESPELT
from dashboard.mentions.mention_trace import Considered, MentionTrace
from dashboard.mentions.toponym_absence import ELSEWHERE, NOT_LISTED, absence_features, may_be_absent, reason
from dashboard.mentions.toponym_evidence import Sums, context, evidence, known_beforehand
from dashboard.mentions.toponym_spans import LOCATIVE, PLACE_VERBS, Span, called_a_town
from dashboard.mentions.toponym_surroundings import holder, said_kind
from dashboard.records.codes import PlaceMatch
from dashboard.records.document import Document

# A name, and the kinds of place that a word beside it asks for.
_Group: TypeAlias = tuple[str, tuple[str, ...]]
_FOCUS_SHARE = 0.3
# How much where the article is counts beside how a name is spelt.
_CONTEXT_WEIGHT = 0.5
_LIKELY_HOLDERS = 6
_ROUNDS = 3
_CERTAIN = 10.0
_NOTED = 5
_NEVER = float("-inf")


class Resolved(NamedTuple):
    """The place a name was taken for; ``margin`` is the lead over the next candidate, ``reason`` why there is
    none.
    """

    candidate: Candidate | None
    margin: float
    reason: str | None


class Choice(NamedTuple):
    """What one name is chosen from: the features of each candidate, and those of "none of these"."""

    candidates: tuple[tuple[Candidate, Features], ...]
    absence: Features


def resolve(
    document: Document,
    spans: Sequence[Span],
    gazetteer: Gazetteer,
    weights: Mapping[str, float],
    *,
    trace: MentionTrace | None = None,
) -> list[Resolved]:
    """For each of the spans, in their order, the place it means; ``trace`` takes notes of the scores."""
    return Names(document, spans, gazetteer, weights, trace=trace).settled()


class Names:
    """The names of one document, settled together."""

    def __init__(
        self,
        document: Document,
        spans: Sequence[Span],
        gazetteer: Gazetteer,
        weights: Mapping[str, float],
        *,
        trace: MentionTrace | None = None,
    ) -> None:
        self._trace = trace
        self._document, self._spans, self._gazetteer, self._weights = document, spans, gazetteer, weights
        self._found = [self._candidates(span) for span in spans]
        self._groups: list[_Group] = [(span.key, said_kind(document, span)) for span in spans]
        self._holders = [holder(document, spans, i) for i in range(len(spans))]
        self._of_group = dict(zip(self._groups, self._found, strict=True))
        self._alone = {group: self._scores_alone(group) for group in self._of_group}
        self._contexts: dict[str, Context] = {}
        #: How each candidate of a name fits its context, by its key.
        self._fits: dict[_Group, dict[int, Features]] = {}
        self._inside: list[set[int]] = [set() for _ in spans]
        self._outside = [False] * len(spans)

    def settled(self) -> list[Resolved]:
        """The place of each name."""
        document, spans, gazetteer = self._document, self._spans, self._gazetteer
        known = known_beforehand(document, gazetteer)
        total, by_name = known, dict[str, Sums]()
        choice: list[Resolved] = []
        for number in range(_ROUNDS):
            self._contexts = {
                key: context(total, by_name.get(key), gazetteer) for key in {span.key: None for span in spans}
            }
            self._fits = {
                group: {key: context_features(gazetteer, key, self._contexts[group[0]]) for key in alone}
                for group, alone in self._alone.items()
            }
            scores = {
                group: {
                    key: score + weighed(self._fits[group][key], self._weights)
                    for key, score in alone.items()
                }
                for group, alone in self._alone.items()
            }
            choice = self._settle(scores, last=number == _ROUNDS - 1)
            chosen = [(c.candidate.key, c.margin) if c.candidate else None for c in choice]
            total, by_name = evidence(document, spans, chosen, known, gazetteer)
        whole = context(total, None, gazetteer)
        # A name that other places bear is no other spelling of a name.
        return [
            resolved if self._found[i] else self._respelt(spans[i], whole, resolved)
            for i, resolved in enumerate(choice)
        ]

    def choice(self, i: int, *, hidden: frozenset[int] = frozenset()) -> Choice:
        """What name ``i`` was chosen from in the last round, for training; call ``settled`` before.

        The places whose keys are ``hidden`` are left out, as if the gazetteer lacked them.
        """
        gazetteer, group = self._gazetteer, self._groups[i]
        found = [candidate for candidate in self._found[i] if candidate.key not in hidden]
        alone = own_features(gazetteer, found)
        listed = []
        for candidate in found:
            features = alone[candidate.key]
            features += self._fits[group][candidate.key]
            if self._is_of(candidate.key, group[1]):
                features.append(("said kind", 1.0))
            if candidate.key in self._inside[i]:
                features.append(("holder", 1.0))
            listed.append((candidate, features))
        return Choice(tuple(listed), self._absence(i, found) if found else [])

    def _candidates(self, span: Span) -> list[Candidate]:
        if span.division is not None:
            return [Candidate(span.division, PlaceMatch.ALTERNATE)]
        if not span.named.keys:
            return list(candidates(self._gazetteer, self._document.text[span.start : span.end]))
        return [
            Candidate(key, PlaceMatch.EXACT if main else PlaceMatch.ALTERNATE)
            for key, main in zip(span.named.keys, span.named.main, strict=True)
        ]

    def _scores_alone(self, group: _Group) -> dict[int, float]:
        """Score of each candidate of a name by its key, whatever the article."""
        scores = scores_alone(self._gazetteer, self._of_group[group], self._weights)
        bonus = self._weights.get("said kind", 0.0)
        return {key: score + bonus * self._is_of(key, group[1]) for key, score in scores.items()}

    def _is_of(self, key: int, kinds: tuple[str, ...]) -> bool:
        return bool(kinds) and self._gazetteer.feature_code(key).startswith(kinds)

    def _settle(self, scores: dict[_Group, dict[int, float]], *, last: bool) -> list[Resolved]:
        """The best candidate of each name; where a holder is given, of those that it holds."""
        self._hold(scores)
        bonus = self._weights.get("holder", 0.0)
        settled = []
        for i, group in enumerate(self._groups):
            found, inside = self._found[i], self._inside[i]
            if not found:
                settled.append(Resolved(None, 0.0, NOT_LISTED))
                continue
            ranked = sorted(
                ((scores[group][c.key] + bonus * (c.key in inside), c) for c in found),
                key=lambda pair: (-pair[0], pair[1].key),
            )
            first, candidate = ranked[0]
            absence = self._absence(i, found) if last and ELSEWHERE in self._weights else []
            around = self._contexts[self._spans[i].key]
            if absence and not may_be_absent(self._gazetteer, candidate.key, absence, around):
                absence = []
            none = weighed(absence, self._weights) if absence else _NEVER
            if last and self._trace is not None:
                self._note(self._trace, i, ranked, none if absence else None)
            if none > first:
                settled.append(Resolved(None, none - first, reason(absence)))
                continue
            second = max(none, ranked[1][0] if len(ranked) > 1 else _NEVER)
            settled.append(Resolved(candidate, min(_CERTAIN, first - second), None))
        return settled

    def _note(
        self, trace: MentionTrace, i: int, ranked: Sequence[tuple[float, Candidate]], none: float | None
    ) -> None:
        """Notes the likeliest places of a name, and what "none of these" weighs against them."""
        start = self._spans[i].start
        trace.found[start] = len(ranked)
        trace.places[start] = tuple(
            Considered(self._gazetteer.place(candidate.key), candidate.match, score)
            for score, candidate in ranked[:_NOTED]
        )
        if none is not None:
            trace.none[start] = none

    def _hold(self, scores: dict[_Group, dict[int, float]]) -> None:
        """For each name, the candidates that lie in the holder that is given with it, there or elsewhere."""
        found, groups = self._found, self._groups
        direct: list[set[int]] = [set() for _ in found]
        held: dict[_Group, set[int]] = defaultdict(set)
        known: dict[tuple[_Group, _Group], tuple[set[int], int | None]] = {}
        for i, held_by in enumerate(self._holders):
            if held_by is None or not found[held_by]:
                continue
            pair = groups[i], groups[held_by]
            if pair not in known:
                known[pair] = _inside(self._gazetteer, found[i], found[held_by], scores[groups[held_by]])
                held[groups[i]] |= known[pair][0]
            inside, area = known[pair]
            direct[i] |= inside
            if area is not None:
                direct[held_by].add(area)
            self._outside[i] = not inside and self._is_area(groups[held_by], scores)
        self._inside = [direct[i] or held[group] for i, group in enumerate(groups)]

    def _is_area(self, group: _Group, scores: dict[_Group, dict[int, float]]) -> bool:
        """Whether the likeliest place of a name is a country or a first-level division."""
        likeliest = max(scores[group], key=lambda key: scores[group][key])
        return self._gazetteer.feature_code(likeliest) in ("PCLI", "ADM1")

    def _absence(self, i: int, found: Sequence[Candidate]) -> Features:
        span, group = self._spans[i], self._groups[i]
        keys = [candidate.key for candidate in found]
        areas = any(self._gazetteer.feature_code(key) in ("PCLI", "ADM1") for key in keys)
        return absence_features(
            self._document,
            span,
            found,
            self._contexts[span.key],
            self._gazetteer,
            fits=[self._fits[group][key] for key in keys],
            outside=self._outside[i] and not areas,
            unmet=bool(group[1]) and not any(self._is_of(key, group[1]) for key in keys),
        )

    def _respelt(self, span: Span, whole: Context, unknown: Resolved) -> Resolved:
        """An unknown name tried as another spelling, where it stands as a place and the article's countries
        allow it.
        """
        document = self._document
        sentence = document.sentences[span.sentence]
        before = document.tokens[span.first - 1].lower if span.first > sentence.first else ""
        focus = {c for c, share in whole.countries.items() if share >= _FOCUS_SHARE and c in RESPELT}
        stands_as_place = before in LOCATIVE or (
            before in PLACE_VERBS and called_a_town(document.tokens, span.last, sentence.last)
        )
        if not focus or not stands_as_place or len(span.key.split()) > 2:
            return unknown
        guesses = fuzzy_candidates(
            self._gazetteer,
            document.text[span.start : span.end],
            focus,
            favour=lambda key: _CONTEXT_WEIGHT * affinity(self._gazetteer, key, whole, self._weights),
        )
        if not guesses:
            return unknown
        if self._trace is not None:
            self._trace.respelt.add(span.start)
        return Resolved(guesses[0], 0.0, None)


def _inside(
    gazetteer: Gazetteer, found: Iterable[Candidate], holders: Sequence[Candidate], scores: dict[int, float]
) -> tuple[set[int], int | None]:
    """The candidates that lie in the likeliest of the holder's candidates that holds any, and that one.

    Areas come before towns: "Saraqeb in Idlib" lies in the province.
    """
    ordered = sorted(holders, key=lambda h: (gazetteer.feature_code(h.key).startswith("PPL"), -scores[h.key]))
    for area in ordered[:_LIKELY_HOLDERS]:
        inside = {c.key for c in found if c.key != area.key and contains(gazetteer, area.key, c.key)}
        if inside:
            return inside, area.key
    return set(), None
