"""``find_toponyms``: the place names of a document and the places they mean."""

from dashboard.geocoding.gazetteer import Gazetteer
from dashboard.mentions.mention_trace import MentionTrace
from dashboard.mentions.toponym_models import ToponymModels
from dashboard.mentions.toponym_precision import precision_of
from dashboard.mentions.toponym_resolution import Resolved, resolve
from dashboard.mentions.toponym_selection import Chosen, place_name_spans
from dashboard.mentions.toponym_use import is_directed, near_cue, toponym_use
from dashboard.records.codes import GeoPrecision, PlaceMatch
from dashboard.records.document import Document
from dashboard.records.mention import Toponym

_CLEAR_MARGIN = 4.0
_PROVINCES = frozenset(["province", "oblast", "governorate"])
_DISTRICTS = frozenset(["district", "county", "raion", "municipality", "subdistrict"])


def find_toponyms(
    document: Document,
    *,
    gazetteer: Gazetteer | None = None,
    models: ToponymModels | None = None,
    trace: MentionTrace | None = None,
) -> tuple[Toponym, ...]:
    """The place names of a document in order, each with the place it means and what it stands for.

    Proper names count whatever they stand for ("Moscow said"); demonyms ("Russian") do not. ``place`` is None
    where the gazetteer knows none by that name. ``gazetteer`` and ``models`` are the installation's unless
    given; ``trace`` takes notes of what was considered.
    """
    names = gazetteer or Gazetteer.open()
    models = models or ToponymModels.open()
    chosen = place_name_spans(document, names, models.cues, trace=trace)
    resolved = resolve(document, [item.span for item in chosen], names, models.ranking, trace=trace)
    return tuple(_toponym(document, item, where, names) for item, where in zip(chosen, resolved, strict=True))


def _toponym(document: Document, chosen: Chosen, resolved: Resolved, gazetteer: Gazetteer) -> Toponym:
    span, candidate = chosen.span, resolved.candidate
    place = gazetteer.place(candidate.key) if candidate else None
    precision = precision_of(place) if place else None
    if precision in (GeoPrecision.TOWN, GeoPrecision.EXACT) and near_cue(document, span.first):
        precision = GeoPrecision.NEAR
    if precision is GeoPrecision.COUNTRY and is_directed(document, span.first):
        precision = GeoPrecision.PROVINCE
    precision = _said_precision(document, span.last, precision)
    sure = min(1.0, 0.6 + 0.4 * resolved.margin / _CLEAR_MARGIN)
    if candidate is not None and candidate.match is PlaceMatch.FUZZY:
        sure = candidate.similarity * 0.8
    return Toponym(
        start=span.start,
        end=span.end,
        text=document.text[span.start : span.end],
        place=place,
        geo_precision=precision,
        match=candidate.match if candidate else None,
        use=toponym_use(document, span.first, span.last, place),
        confidence=round(chosen.probability * (sure if place else 1.0), 3),
        reason=resolved.reason,
    )


def _said_precision(document: Document, last: int, precision: GeoPrecision | None) -> GeoPrecision | None:
    """The precision that a noun after the name gives: "Kosovo province", and "Gali district" for its town."""
    noun = document.tokens[last].lower if last < len(document.tokens) else ""
    if noun in _PROVINCES and precision in (GeoPrecision.COUNTRY, GeoPrecision.TOWN):
        return GeoPrecision.PROVINCE
    if noun in _DISTRICTS and precision is GeoPrecision.TOWN:
        return GeoPrecision.DISTRICT
    return precision
