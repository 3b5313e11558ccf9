"""Whether a place is meant that the gazetteer lacks, though other places bear its name.

"None of these" stands against the candidates with a score of its own; it wins over a village at the other
end of the world whose name is a word, an acronym or a part of a longer name.
"""

from collections.abc import Sequence
from math import log

from dashboard.geocoding.candidates import Candidate
from dashboard.geocoding.gazetteer import Gazetteer
from dashboard.geocoding.ranking import Context, Features
from dashboard.mentions.toponym_scoring import small_share
from dashboard.mentions.toponym_spans import Span
from dashboard.records.document import Document, Token

NOT_LISTED = "not in the gazetteer"
_ELSEWHERE = "no place of that name lies where the article speaks of"
_OUTSIDE = "no place of that name lies in the one that is said to hold it"
_PART = "part of a longer name, whose place is not in the gazetteer"
_ACRONYM = "an abbreviation, not the place that is spelt like it"
#: The feature that every name has; without a weight for it, a name with candidates always has a place.
ALWAYS = "none"
_LONGEST_ACRONYM = 5
_OFTEN_SMALL = 5


def absence_features(
    document: Document,
    span: Span,
    found: Sequence[Candidate],
    context: Context,
    gazetteer: Gazetteer,
    *,
    outside: bool,
    unmet: bool,
) -> Features:
    """What speaks for "none of these"; ``outside``: a holder is given and holds none of them; ``unmet``: a
    kind is asked for and none is of it.
    """
    features: Features = [(ALWAYS, 1.0), ("none, by candidates", log(len(found)))]
    if context.countries:
        best = max(context.countries.get(gazetteer.country_code(c.key) or "", 0.0) for c in found)
        if not any(gazetteer.country_code(c.key) is None for c in found):
            features.append(("none, elsewhere", 1.0 - best))
    if outside:
        features.append(("none, outside", 1.0))
    if unmet:
        features.append(("none, kind", 1.0))
    if is_acronym(document, span):
        features.append(("none, acronym", 1.0))
    if is_part(document, span):
        features.append(("none, part", 1.0))
    if " " not in span.key and small_share(span.key) >= _OFTEN_SMALL:
        features.append(("none, word", 1.0))
    return features


def reason(features: Features) -> str:
    """Why there is no place, in words, from what spoke for it."""
    told = dict(features)
    if "none, acronym" in told:
        return _ACRONYM
    if "none, outside" in told:
        return _OUTSIDE
    return _PART if "none, part" in told else _ELSEWHERE


def is_acronym(document: Document, span: Span) -> bool:
    """ "EU", "OAS": capitals alone, in a sentence that has small letters, and no division's abbreviation."""
    if span.last - span.first > 1 or span.division is not None:
        return False
    text = document.text[span.start : span.end]
    if not (1 < len(text) <= _LONGEST_ACRONYM and text.isalpha() and text.isupper()):
        return False
    sentence = document.sentences[span.sentence]
    around = document.text[sentence.start : span.start] + document.text[span.end : sentence.end]
    return not around.isupper() and any(sign.islower() for sign in around)


def is_part(document: Document, span: Span) -> bool:
    """Whether a capitalised word stands right beside the name."""
    sentence = document.sentences[span.sentence]
    tokens = document.tokens

    def joins(token: Token, gap: int) -> bool:
        return gap == 1 and token.text[0].isupper()

    if span.first > sentence.first:
        before = tokens[span.first - 1]
        if before is not tokens[sentence.first] and joins(before, span.start - before.end):
            return True
    return span.last < sentence.last and joins(
        tokens[span.last], tokens[span.last].start - tokens[span.last - 1].end
    )
