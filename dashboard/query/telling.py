"""An incident with the claims, numbers and sentences that stand in the tables beside it, as one value."""

import json
from typing import Any

from dashboard.query.views import (
    Actor,
    IncidentView,
    Mark,
    Member,
    QuotedArticle,
    QuotedClaim,
    QuotedSentence,
    QuotedToll,
)

Row = dict[str, Any]


def incident_view(
    row: Row,
    *,
    reason: str | None,
    actors: list[Row],
    claims: list[Row],
    members: list[Row],
    tolls: list[Row],
    sentences: list[Row],
    articles: list[Row],
) -> IncidentView:
    """The view of the incident of a row of the flat table, from its rows of the other tables."""
    publishers = {article["article_id"]: article["publisher"] for article in articles}
    told = [member["article_id"] for member in members]
    articles = sorted(articles, key=lambda article: told.index(article["article_id"]))
    return IncidentView(
        row=row,
        reason=reason,
        actors=tuple(Actor(**actor) for actor in actors) or _actors_of(row),
        claims=tuple(QuotedClaim(**c, publisher=publishers.get(c["article_id"])) for c in claims),
        members=tuple(Member(event_id=m.pop("member_id"), **m) for m in members),
        evidence=tuple(_quoted(article, sentences) for article in articles),
        tolls=tuple(QuotedToll(**toll) for toll in tolls),
    )


def _quoted(article: Row, sentences: list[Row]) -> QuotedArticle:
    return QuotedArticle(
        **article,
        sentences=tuple(
            QuotedSentence(row["text"], tuple(Mark(*mark) for mark in json.loads(row["marks"])))
            for row in sentences
            if row["article_id"] == article["article_id"]
        ),
    )


def _actors_of(row: Row) -> tuple[Actor, ...]:
    """Who took part in an event of a dataset: its row is all that is known of them."""
    return tuple(
        Actor(name, role, row[f"{role}_kind"] or "unknown", row[f"{role}_country"], name)
        for role in ("actor1", "actor2")
        for name in (row[role] or "").split("; ")
        if name
    )
