"""Labelled articles of the corpora, without those that are set aside."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dashboard.records.article import Article

#: Corpora to learn from, with the prefix of their articles in the list of those set aside.
CORPORA = {"lgl": "LGL", "geowebnews": "GWN", "tr_news": "TR"}


@dataclass(frozen=True, slots=True)
class Label:
    """A labelled span: whether it is a proper ``name`` of a place, and its place where that is known."""

    start: int
    end: int
    name: bool
    point: tuple[float, float] | None
    geonameid: int | None


@dataclass(frozen=True, slots=True)
class Labelled:
    """An article with the labels of its place names."""

    article: Article
    labels: tuple[Label, ...]


def labelled(corpora: Path, name: str) -> Iterator[Labelled]:
    """The articles of the corpus ``name``; those set aside for the last test are always left out."""
    aside = set((corpora / "events/set_aside.txt").read_text(encoding="utf-8").split())
    with (corpora / f"toponyms/{name}.jsonl").open(encoding="utf-8") as file:
        for row in map(json.loads, file):
            if f"{CORPORA[name]}:{row['id'].split(':')[1]}" in aside:
                continue
            published = date.fromisoformat(row["published"]) if row.get("published") else None
            article = Article(
                row["id"], row["text"], title=row.get("title"), published_at=published, language="en"
            )
            yield Labelled(article, tuple(map(_label, row["toponyms"])))


def _label(row: dict[str, object]) -> Label:
    latitude, longitude = row["latitude"], row["longitude"]
    point = (float(str(latitude)), float(str(longitude))) if latitude is not None else None
    geonameid = int(str(row["geonameid"])) if row["geonameid"] else None
    return Label(int(str(row["start"])), int(str(row["end"])), row["kind"] == "name", point, geonameid)
