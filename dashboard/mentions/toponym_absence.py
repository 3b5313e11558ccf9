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
from dashboard.mentions.toponym_spans import Span, is_part
from dashboard.records.document import Document

NOT_LISTED = "not in the gazetteer"
_ELSEWHERE = "no place of that name lies where the article speaks of"
_OUTSIDE = "no place of that name lies in the one that is said to hold it"
_PART = "part of a longer name, whose place is not in the gazetteer"
_ACRONYM = "an abbreviation, not the place that is spelt like it"
#: How far all candidates are from where the article speaks of, 0 to 1; without a weight for it, a name with
#: candidates always has a place.
ELSEWHERE = "none, elsewhere"
_UNTOLD = 0.5
#: What speaks against a name itself, wherever the text is.
_AGAINST = frozenset({"none, acronym", "none, outside", "none, part"})
_WELL_KNOWN = 20_000
_LONGEST_ACRONYM = 5
_OFTEN_SMALL = 5


def absence_features(
    document: Document,
    span: Span,
    found: Sequence[Candidate],
    context: Context,
    gazetteer: Gazetteer,
    *,
    fits: Sequence[Features],
    outside: bool,
    unmet: bool,
) -> Features:
    """What speaks for "none of these".

    ``fits``: how each of ``found`` fits the context; ``outside``: a holder is given and holds none of them;
    ``unmet``: a kind is asked for and none is of it.
    """
    elsewhere = _UNTOLD
    if not all(gazetteer.country_code(c.key) for c in found):
        elsewhere = 0.0
    elif context.countries:
        elsewhere = 1.0 - max(map(_fit, fits))
    features: Features = [(ELSEWHERE, elsewhere), ("none, by candidates", log(len(found)))]
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


def may_be_absent(gazetteer: Gazetteer, key: int, absence: Features, context: Context) -> bool:
    """Whether "none of these" is an answer at all where ``key`` is the best candidate.

    Something must speak against the name itself, or the text must tell where it is, not only whose forces act
    there, and the candidate be no town that readers know without its country.
    """
    if not _AGAINST.isdisjoint(name for name, _ in absence):
        return True
    if gazetteer.populations[key] >= _WELL_KNOWN or not gazetteer.feature_code(key).startswith("PPL"):
        return False
    return bool(context.places or context.divisions)


def _fit(features: Features) -> float:
    """How well a place fits by its country or by its distance, 0 to 1: wars cross borders."""
    told = dict(features)
    return max(told.get("country", 0.0), told.get("in the region", 0.0))


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
    line = document.dateline
    if line is not None and line[0] <= span.start < line[1]:
        return False  # "KYIV, June 20 (Reuters) -"
    text = document.text[span.start : span.end]
    if not (1 < len(text) <= _LONGEST_ACRONYM and text.isalpha() and text.isupper()):
        return False
    sentence = document.sentences[span.sentence]
    around = document.text[sentence.start : span.start] + document.text[span.end : sentence.end]
    return not around.isupper() and any(sign.islower() for sign in around)
