"""How fast articles become events, on one core."""

import json
import resource
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from dashboard.documents import read_document
from dashboard.geocoding.gazetteer import Gazetteer
from dashboard.mentions.timexes import find_timexes
from dashboard.mentions.toponyms import find_toponyms
from dashboard.pipeline import RuleExtractor
from dashboard.records.article import Article, article_id
from dashboard.resources import file

LENGTH = 2_000
ROUNDS = 5


def articles() -> list[Article]:
    """The sample's texts, joined and cut into articles of LENGTH characters at paragraph ends."""
    lines = map(json.loads, file("sample/articles.jsonl").read_text(encoding="utf-8").splitlines())
    found: list[Article] = []
    for line in lines:
        text = (line["text"] + "\n\n") * (LENGTH // len(line["text"]) + 1)
        text = text[:LENGTH]
        published = date.fromisoformat(line["published"])
        found.append(Article(article_id(text, line["id"]), text, published_at=published))
    return found


def seconds(work: Callable[[], object]) -> float:
    """CPU seconds of the fastest of ROUNDS tries."""
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def _places_and_times(article: Article) -> None:
    document = read_document(article)
    find_toponyms(document)
    find_timexes(document)


def run(_: Path) -> list[tuple[str, str]]:
    """Opening the gazetteer, cutting documents, and the whole way, in CPU time."""
    start = time.perf_counter()
    gazetteer = Gazetteer.open()
    opened = time.perf_counter() - start
    names = ["Severodonetsk", "Aleppo", "Khartoum", "Springfield", "Nosuchplace", "Kyiv", "El Fasher"]
    lookup = seconds(lambda: [gazetteer.lookup(name) for name in names * 500]) / (500 * len(names))
    texts = articles()
    cut = seconds(lambda: [read_document(article) for article in texts]) / len(texts)
    places = seconds(lambda: [find_toponyms(read_document(article)) for article in texts]) / len(texts)
    timed = seconds(lambda: [_places_and_times(article) for article in texts]) / len(texts)
    extractor = RuleExtractor()
    whole = seconds(lambda: [extractor.read(article) for article in texts]) / len(texts)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [
        ("gazetteer opened, first time in this process", f"{opened * 1000:.0f} ms"),
        ("gazetteer lookup of a name", f"{lookup * 1e6:.1f} µs"),
        (f"documents cut, {LENGTH:,} characters each", f"{1 / cut:.0f} a second"),
        (f"articles to places, {LENGTH:,} characters each, one core", f"{1 / places:.0f} a second"),
        (f"articles to places and times, {LENGTH:,} characters each, one core", f"{1 / timed:.0f} a second"),
        (f"articles to events, {LENGTH:,} characters each, one core", f"{1 / whole:.0f} a second"),
        ("memory at the most", f"{memory:.0f} MB"),
    ]
