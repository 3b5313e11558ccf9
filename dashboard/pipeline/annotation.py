"""Standoff annotation: an extraction as JSON, in the layers that ``annotate`` writes."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from dashboard.pipeline.extraction import Extraction
from dashboard.records.event import Count, Event
from dashboard.records.mention import Timex, Toponym

#: The layers, in the order in which they are written.
LAYERS = ("toponyms", "timexes", "type", "events")


def to_json(
    extraction: Extraction, layers: Iterable[str] = LAYERS, *, ident: str | None = None
) -> dict[str, Any]:
    """One line of annotation: ``id`` (default: the article's) and the chosen layers.

    Offsets count characters of the article's text, ends exclusive; days are ISO 8601. Raises ValueError for a
    layer that does not exist.
    """
    wanted = set(layers)
    if unknown := wanted - set(LAYERS):
        raise ValueError(f"no layer named {', '.join(sorted(unknown))}; there are {', '.join(LAYERS)}")
    line: dict[str, Any] = {"id": ident or extraction.article.article_id}
    if "toponyms" in wanted:
        line["toponyms"] = [_toponym(t) for t in extraction.toponyms]
    if "timexes" in wanted:
        line["timexes"] = [_timex(t) for t in extraction.timexes]
    if "type" in wanted:
        line["type"] = extraction.main_type
    if "events" in wanted:
        line["events"] = [event_to_json(event) for event in extraction.events]
    return line


def _toponym(toponym: Toponym) -> dict[str, Any]:
    place = toponym.place
    return {
        "start": toponym.start,
        "end": toponym.end,
        "text": toponym.text,
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "country": place.country if place else None,
        "geo_precision": toponym.geo_precision,
        "geonameid": place.geonameid if place else None,
        "match": toponym.match,
        "confidence": round(toponym.confidence, 3),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _timex(timex: Timex) -> dict[str, Any]:
    return {
        "start": timex.start,
        "end": timex.end,
        "text": timex.text,
        "type": timex.type,
        "value": timex.value,
        "from": _day(timex.earliest),
        "to": _day(timex.latest),
    }


def _count(count: Count | None) -> dict[str, Any] | None:
    return {"low": count.low, "best": count.best, "high": count.high} if count else None


def event_to_json(event: Event) -> dict[str, Any]:
    """An event as annotation writes it: ``place``, ``date`` and ``attribution`` (its first claim)."""
    where, when = event.where, event.when
    spans = {field: (e.start, e.end) for e in reversed(event.evidence) for field in (e.field,)}
    at, told = spans.get("where", (None, None)), next(iter(event.claims), None)
    return {
        "event_id": event.event_id,
        "event_type": event.event_type,
        "sub_type": event.sub_type,
        "acled_sub_event_type": event.acled_sub_event_type,
        "summary": event.summary,
        "trigger": {"text": event.trigger.text, "start": event.trigger.start, "end": event.trigger.end},
        "place": {
            "text": where.text,
            "start": at[0],
            "end": at[1],
            "name": where.name,
            "country": where.country,
            "latitude": where.latitude,
            "longitude": where.longitude,
            "geo_precision": where.geo_precision,
        }
        if where
        else None,
        "date": {
            "text": when.text,
            "from": _day(when.start),
            "to": _day(when.end),
            "precision": when.precision,
            "basis": when.basis,
        }
        if when
        else None,
        "actors": [
            {"name": actor.text, "role": actor.role, "kind": actor.kind, "country": actor.country}
            for actor in event.actors
        ],
        "fatalities": _count(event.fatalities),
        "injured": _count(event.injured),
        "attribution": {
            "source": told.source,
            "via": told.via,
            "stance": told.stance,
            "certainty": told.certainty,
        }
        if told is not None and not told.is_reporters_own
        else None,
        "status": event.status,
        "background": event.background,
        "confidence": event.confidence,
        "evidence": [[e.start, e.end] for e in event.evidence if e.field == "sentence"],
    }
