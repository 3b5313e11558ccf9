"""An incident as a row of the flat table, and as the rows of the tables beside it."""

import json
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

from dashboard.records.article import Article
from dashboard.records.codes import ActorRoles, Role, Stance
from dashboard.records.event import Count, Event
from dashboard.records.incident import Incident

Row = dict[str, Any]

#: Columns a snapshot has beside INCIDENT_COLUMNS, in their order, with their kind.
EXTRA_COLUMNS = {
    "admin1_code": "text",
    "feature_code": "text",
    "injured_low": "integer",
    "injured_best": "integer",
    "injured_high": "integer",
    "place_text": "text",
}


_STOPS = ("\n", ". ", "! ", "? ")


def folded(text: str) -> str:
    """Text as the search compares it: case, accents and the form of characters do not count."""
    if text.isascii():
        return " ".join(text.lower().split())
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split())


def _counts(name: str, count: Count | None) -> Row:
    return {f"{name}_{end}": getattr(count, end) if count else None for end in ("low", "best", "high")}


def _actors(event: Event) -> Row:
    row: Row = {}
    for role in Role:
        acting = [actor for actor in event.actors if actor.role is role]
        first = acting[0] if acting else None
        row[role.value] = "; ".join(dict.fromkeys(actor.name for actor in acting)) or None
        row[f"{role}_kind"] = first.kind.value if first else None
        row[f"{role}_country"] = first.country if first else None
    row["actor_roles"] = ActorRoles.ACTING.value if event.actors else None
    return row


def incident_row(incident: Incident, *, dataset: str, licence: str) -> Row:
    """The row of an incident: INCIDENT_COLUMNS and EXTRA_COLUMNS, None where unknown."""
    event = incident.merged
    when, where = event.when, event.where
    row: Row = {
        "event_id": incident.incident_id,
        "event_type": event.event_type,
        "sub_type": event.sub_type,
        "acled_sub_event_type": event.acled_sub_event_type,
        "summary": event.summary,
        "date_start": when.start if when else None,
        "date_end": (when.end or when.start) if when else None,
        "time_precision": when.precision.value if when else None,
        "date_basis": when.basis.value if when else None,
        "reported_on": event.reported_on,
        "place": where.name if where else None,
        "geo_precision": where.geo_precision.value if where else None,
        "place_text": where.text if where else None,
    }
    for (
        name
    ) in "latitude longitude radius_km geonameid country admin1 admin2 admin1_code feature_code".split():
        row[name] = getattr(where, name) if where else None
    row |= _actors(event) | _counts("fatalities", event.fatalities) | _counts("injured", event.injured)
    row["certainty"] = incident.certainty.value
    said = [c.source for c in event.claims if c.source and c.stance is not Stance.DENIED]
    row["claimed_by"] = "; ".join(dict.fromkeys(said)) or None
    row["status"] = event.status.value
    row["background"] = event.background
    # An article whose publisher nobody named still has one.
    row["publishers"] = max(1, len(incident.publishers))
    row["sources"] = "; ".join(incident.publishers) or None
    row["dataset"] = dataset
    row["licence"] = licence
    return row


def more_words(incident: Incident, sentences: Iterable[Row]) -> str:
    """What a text search looks at beside the row: actors as they are written, quoted sentences."""
    written = [actor.text for event in incident.events for actor in event.actors]
    return " ".join([*written, *(sentence["text"] for sentence in sentences)])


def actor_rows(incident: Incident) -> Iterator[Row]:
    """Who took part, once each, in the order of the merged event."""
    for actor in dict.fromkeys(incident.merged.actors):
        yield {
            "event_id": incident.incident_id,
            "name": actor.name,
            "role": actor.role.value,
            "kind": actor.kind.value,
            "country": actor.country,
            "text": actor.text,
        }


def member_rows(incident: Incident) -> Iterator[Row]:
    """The events that were taken for this incident."""
    for event in incident.events:
        yield {
            "event_id": incident.incident_id,
            "member_id": event.event_id,
            "article_id": event.article_id,
            "sub_type": event.sub_type,
            "confidence": event.confidence,
            "extractor": event.extractor,
        }


def claim_rows(incident: Incident) -> Iterator[Row]:
    """Each member's claims; an event without claims is the reporter's word and has no row."""
    for event in incident.events:
        for claim in event.claims:
            yield {
                "event_id": incident.incident_id,
                "article_id": event.article_id,
                "source": claim.source,
                "stance": claim.stance.value,
                "certainty": claim.certainty.value,
                "via": claim.via,
            }


def toll_rows(incident: Incident) -> Iterator[Row]:
    """Each member's numbers of killed and injured as told, per side and per source."""
    for event in incident.events:
        for toll in event.tolls:
            yield {
                "event_id": incident.incident_id,
                "article_id": event.article_id,
                "text": toll.text,
                "injured": toll.injured,
                "low": toll.count.low,
                "best": toll.count.best,
                "high": toll.count.high,
                "source": toll.source,
            }


def sentence_rows(incident: Incident, articles: dict[str, Article]) -> Iterator[Row]:
    """The sentences that tell of the incident, with the words each field came from as marks."""
    spans: dict[str, set[tuple[int, int]]] = {}
    marks: dict[str, set[tuple[int, int, str]]] = {}
    for event in incident.events:
        for item in (event.trigger, *event.evidence):
            if item.field == "sentence":
                spans.setdefault(item.article_id, set()).add((item.start, item.end))
            else:
                marks.setdefault(item.article_id, set()).add((item.start, item.end, item.field))
    for article_id in dict.fromkeys(event.article_id for event in incident.events):
        text = articles[article_id].text
        told = spans.get(article_id, set())
        for start, end, _ in marks.get(article_id, set()):
            if not any(first <= start and end <= last for first, last in told):
                told.add(_sentence_around(text, start, end))
        for first, last in sorted(told):
            inside = [
                (start - first, end - first, field)
                for start, end, field in marks.get(article_id, set())
                if first <= start < end <= last
            ]
            yield {
                "event_id": incident.incident_id,
                "article_id": article_id,
                "text": text[first:last],
                "marks": json.dumps(sorted(inside, key=lambda mark: (mark[0], -mark[1], mark[2]))),
            }


def _sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The words around a span up to the next full stop or line break, where no sentence was recorded."""
    before = [(text.rfind(sign, 0, start), len(sign)) for sign in _STOPS]
    after = [(text.find(sign, end), len(sign.rstrip())) for sign in _STOPS]
    first = max((found + length for found, length in before if found >= 0), default=0)
    last = min((found + length for found, length in after if found >= 0), default=len(text))
    return min(first, start), last


def article_row(article: Article) -> Row:
    """What a reader is told of an article; its text stays in the record store."""
    url = article.url if article.url and article.url.lower().startswith(("http://", "https://")) else None
    return {
        "article_id": article.article_id,
        "title": article.title,
        "publisher": article.publisher,
        "url": url,
        "published_at": article.published_at,
    }
