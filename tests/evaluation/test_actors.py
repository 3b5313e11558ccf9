"""Actors, sources and casualties against the labelled events, and countries against PLOVER's records.

Rules were tuned on both; the set-aside articles are left out here, so the figures are optimistic.
"""

import csv
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dashboard.documents import read_document
from dashboard.mentions.actors import find_actors
from dashboard.mentions.attributions import find_attributions
from dashboard.mentions.casualties import find_casualties
from dashboard.mentions.toponyms import find_toponyms
from dashboard.records.article import Article
from dashboard.records.document import Document
from dashboard.records.mention import ActorMention
from dashboard.resources import file

FLOORS = {
    "actor name found": 0.90,
    "kind right, of found": 0.84,
    "source found in the evidence": 0.88,
    "casualty recall": 0.80,
    "casualty precision": 0.60,
    "source country": 0.90,
    "target country": 0.74,
}
_SMALL = {"the", "a", "an", "of", "and", "in"}


def _words(name: str) -> set[str]:
    return set(name.lower().replace("'s", "").replace("’s", "").split()) - _SMALL


def _document(ident: str, text: str) -> Document:
    return read_document(Article(article_id=ident, text=text, language="en"))


def _gold(corpora: Path) -> Iterator[tuple[Document, list[dict[str, Any]]]]:
    folder = corpora / "events"
    aside = set((folder / "set_aside.txt").read_text(encoding="utf8").split())
    with (folder / "articles.jsonl").open(encoding="utf8") as lines:
        for article in map(json.loads, lines):
            if article["id"] not in aside:
                name = article["id"].replace(":", "_")
                gold = json.loads((folder / f"{name}.json").read_text(encoding="utf8"))
                yield _document(article["id"], article["text"]), gold["events"]


def _overlap(actor: dict[str, str], mention: ActorMention) -> int:
    return len(_words(actor["name"]) & (_words(mention.text) | _words(mention.name)))


def _inside(start: int, end: int, evidence: list[list[int]]) -> bool:
    return any(start < b and end > a for a, b in evidence)


def _print(name: str, hits: int, total: int) -> float:
    share = hits / total
    print(f"{name}: {share:.3f} of {total}")
    return share


def test_actors_of_the_labelled_events(corpora: Path) -> None:
    counts: Counter[str] = Counter()
    for document, events in _gold(corpora):
        mentions = find_actors(document, toponyms=find_toponyms(document))
        for actor in (actor for event in events for actor in event["actors"]):
            best = max((_overlap(actor, mention) for mention in mentions), default=0)
            counts["gold"] += 1
            counts["found"] += best > 0
            counts["kind"] += best > 0 and any(
                _overlap(actor, mention) == best and mention.kind == actor["kind"] for mention in mentions
            )
    assert _print("actor name found", counts["found"], counts["gold"]) >= FLOORS["actor name found"]
    assert _print("kind right, of found", counts["kind"], counts["found"]) >= FLOORS["kind right, of found"]


def test_sources_of_the_labelled_events(corpora: Path) -> None:
    counts: Counter[str] = Counter()
    for document, events in _gold(corpora):
        found = find_attributions(document, actors=find_actors(document))
        for event in events:
            source = (event["attribution"] or {}).get("source")
            if source:
                counts["gold"] += 1
                counts["found"] += any(
                    entry.source
                    and _words(entry.source) & _words(source)
                    and _inside(entry.scope_start, entry.scope_end, event["evidence"])
                    for entry in found
                )
    share = _print("source found in the evidence", counts["found"], counts["gold"])
    assert share >= FLOORS["source found in the evidence"]


def test_casualties_of_the_labelled_events(corpora: Path) -> None:
    counts: Counter[str] = Counter()
    for document, events in _gold(corpora):
        gold = [
            (injured, event[field]["low"], event[field]["high"])
            for event in events
            for field, injured in (("fatalities", False), ("injured", True))
            if event.get(field)
        ]
        found = [(entry.injured, entry.low, entry.high) for entry in find_casualties(document)]
        counts["gold"] += len(gold)
        counts["told"] += len(found)
        counts["recalled"] += sum(any(_same(told, entry) for told in found) for entry in gold)
        counts["right"] += sum(any(_same(told, entry) for entry in gold) for told in found)
    assert _print("casualty recall", counts["recalled"], counts["gold"]) >= FLOORS["casualty recall"]
    assert _print("casualty precision", counts["right"], counts["told"]) >= FLOORS["casualty precision"]


def _same(one: tuple[bool, int | None, int | None], other: tuple[bool, int | None, int | None]) -> bool:
    return one[0] == other[0] and (one[1] == other[1] or one[2] == other[2])


@pytest.mark.parametrize("role", ["source", "target"])
def test_the_country_of_a_source_or_target_is_among_the_actors(corpora: Path, role: str) -> None:
    with file("gazetteer/countries.csv").open(encoding="utf8", newline="") as rows:
        codes = {row["iso3"]: row["country"] for row in csv.DictReader(rows)}
    counts: Counter[str] = Counter()
    for record in json.loads((corpora / "actors/plover_gsr.json").read_text(encoding="utf8")):
        coded = [actor for actor in record.get(role) or [] if isinstance(actor, dict)]
        wanted = {codes[a["code"][:3]] for a in coded if a.get("code", "")[:3] in codes}
        if wanted and "text" in record:
            document = _document(record["id"], record["text"])
            told = {mention.country for mention in find_actors(document, toponyms=find_toponyms(document))}
            counts["gold"] += 1
            counts["found"] += bool(wanted & told)
    assert _print(f"{role} country", counts["found"], counts["gold"]) >= FLOORS[f"{role} country"]
