"""Which of the spans that may be place names are: by score, without overlap, alike throughout a document."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from dashboard.geocoding.gazetteer import Gazetteer
from dashboard.mentions.mention_trace import MentionTrace, Unplaced
from dashboard.mentions.toponym_scoring import CueReader, elsewhere_cue, is_ambiguous, probability, score
from dashboard.mentions.toponym_spans import (
    LOCATIVE,
    PLACE_VERBS,
    TOWN_NOUNS,
    Span,
    called_a_town,
    candidate_spans,
    is_part,
)
from dashboard.records.document import Document

#: A span counts from this probability on.
ACCEPTED = 0.4
_WORTH_A_NOTE = 0.1
#: Of overlapping spans the longer is taken if it is less probable by no more than this for each word.
_LENGTH_BONUS = 0.06
_NEVER = float("-inf")
#: Log odds of a name that the text itself calls a town, or that is a country's in three words or more.
_BEYOND_DOUBT = 1.5
_LONG_NAME = 3
#: Log odds of a country's or great town's name that stands alone and is no person's name and no word.
_LIKELY = 0.4
#: "30 km (19 miles) north of" a place, in words.
_MEASURED = 8
_UNITS = frozenset("km kilometre kilometres kilometer kilometers mile miles".split())
_BEARINGS = frozenset("north south east west northeast northwest southeast southwest away outside".split())
#: A town of so many inhabitants is meant where its name stands alone.
_GREAT_TOWN = 1_000_000


class Chosen(NamedTuple):
    """A span taken for a place name, with its probability."""

    span: Span
    probability: float


def possible_spans(document: Document, gazetteer: Gazetteer) -> list[Span]:
    """The candidate spans of a document without the demonyms, which never count as place names."""
    return [span for span in candidate_spans(document, gazetteer) if not _is_demonym(span, gazetteer)]


def place_name_spans(
    document: Document,
    gazetteer: Gazetteer,
    weights: Mapping[str, float],
    *,
    trace: MentionTrace | None = None,
) -> list[Chosen]:
    """The place names of a document, in order, never overlapping; ``weights`` are those of the cues."""
    spans = possible_spans(document, gazetteer)
    reader = CueReader(document, spans, gazetteer)
    scored = [(span, _log_odds(document, span, reader, weights, gazetteer)) for span in spans]
    chosen = [Chosen(span, probability(log_odds)) for span, log_odds in _with_repetition(scored, weights)]
    names = _without_overlap([item for item in chosen if item.probability >= ACCEPTED])
    if trace is not None:
        _note(trace, document, chosen, names)
    return names


def _note(trace: MentionTrace, document: Document, chosen: Sequence[Chosen], names: Sequence[Chosen]) -> None:
    """Notes how likely each name is one, and what came near without being taken."""
    trace.names |= {span.start: probability for span, probability in names}
    taken = {token for span, _ in names for token in range(span.first, span.last)}
    for span, likely in chosen:
        if _WORTH_A_NOTE <= likely < ACCEPTED and taken.isdisjoint(range(span.first, span.last)):
            trace.rejected.append(
                Unplaced(span.start, span.end, document.text[span.start : span.end], likely)
            )


def _log_odds(
    document: Document, span: Span, reader: CueReader, weights: Mapping[str, float], gazetteer: Gazetteer
) -> float:
    """Log odds of a span by itself; what the text calls a town likely is one."""
    least = _NEVER
    if (
        _called_a_town(document, span)
        or _is_measured_from(document, span)
        or _is_long_name_of_country(span, gazetteer)
    ):
        least = _BEYOND_DOUBT
    elif _is_lone_name_of_country(document, span, gazetteer) or _is_great_town(document, span, gazetteer):
        least = _LIKELY
    return max(score(reader.cues(span), weights), least)


def _with_repetition(
    scored: Sequence[tuple[Span, float]], weights: Mapping[str, float]
) -> Iterator[tuple[Span, float]]:
    """Each span with a score that minds how sure the same name is elsewhere in the document."""
    best: dict[str, tuple[float, float]] = {}
    for span, log_odds in scored:
        first, second = best.get(span.key, (_NEVER, _NEVER))
        best[span.key] = (max(first, log_odds), max(second, min(first, log_odds)))
    for span, log_odds in scored:
        first, second = best[span.key]
        other = second if log_odds == first else first
        yield span, log_odds + (weights.get(elsewhere_cue(other), 0.0) if other > _NEVER else 0.0)


def _called_a_town(document: Document, span: Span) -> bool:
    """Whether "the village of X", "captured X, a village on" and the like say what X is."""
    sentence = document.sentences[span.sentence]
    if span.first == sentence.first:
        return False
    before = document.tokens[span.first - 1].lower
    if before == "of" and span.first - 2 >= sentence.first:
        return document.tokens[span.first - 2].lower in TOWN_NOUNS
    return (before in PLACE_VERBS or before in LOCATIVE) and called_a_town(
        document.tokens, span.last, sentence.last
    )


def _is_measured_from(document: Document, span: Span) -> bool:
    """Whether "30 km north of" or "60 miles from" stands before a name of the gazetteer."""
    sentence, tokens = document.sentences[span.sentence], document.tokens
    words = [token.lower for token in tokens[max(sentence.first, span.first - _MEASURED) : span.first]]
    if not span.named.keys or words[-1:] not in (["of"], ["from"]) or is_part(document, span):
        return False
    units = _UNITS.intersection(words)
    return bool(units) and (words[-2] in _UNITS or words[-2] in _BEARINGS or words[-2] == ")")


def _is_long_name_of_country(span: Span, gazetteer: Gazetteer) -> bool:
    """Whether the span is "Democratic Republic of the Congo" or the like."""
    if span.key.count(" ") < _LONG_NAME - 1 or not span.named.keys:
        return False
    return gazetteer.feature_code(span.named.keys[0]) == "PCLI"


def _is_lone_name_of_country(document: Document, span: Span, gazetteer: Gazetteer) -> bool:
    """Whether the span is a country's main name, no person's name, no word, and no part of a longer name."""
    keys = span.named.keys
    if not keys or not span.named.main[0] or gazetteer.feature_code(keys[0]) != "PCLI":
        return False
    return not is_ambiguous(span.key) and not is_part(document, span)


def _is_great_town(document: Document, span: Span, gazetteer: Gazetteer) -> bool:
    """Whether the span is a great town's main name, no person's name, no word, and no part of a longer name:
    "Karachi's hospitals", "Baghdad airport".
    """
    named = zip(span.named.keys, span.named.main, strict=True)
    town = next((key for key, main in named if main and gazetteer.feature_code(key).startswith("PPL")), None)
    if town is None or gazetteer.populations[town] < _GREAT_TOWN:
        return False
    return not is_ambiguous(span.key) and not is_part(document, span)


def _is_demonym(span: Span, gazetteer: Gazetteer) -> bool:
    if span.division is not None or gazetteer.demonym(span.key) is None:
        return False
    return not any(gazetteer.feature_code(key) == "PCLI" for key in span.named.keys)  # "US" is both


def _without_overlap(chosen: Sequence[Chosen]) -> list[Chosen]:
    ranked = sorted(
        chosen, key=lambda c: (-(c.probability + _LENGTH_BONUS * (c.span.last - c.span.first)), c.span.start)
    )
    taken: set[int] = set()
    kept = []
    for candidate in ranked:
        tokens = range(candidate.span.first, candidate.span.last)
        if taken.isdisjoint(tokens):
            taken.update(tokens)
            kept.append(candidate)
    return sorted(kept, key=lambda c: c.span.start)
