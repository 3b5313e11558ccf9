"""Events and actors against labelled corpora, by the scorer that lies beside them.

The rules were tuned on the event articles outside ``set_aside.txt``, so figures on them are optimistic; the
set-aside ones are not read here. So are the figures on ``plover_gsr.json``: its misses were read and mended.
"""

import importlib.util
import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from dashboard.pipeline import RuleExtractor
from dashboard.pipeline.annotation import to_json
from dashboard.records.article import Article

FLOORS = {"type_place_date_P_R_F1": 62.0, "mapped_P_R_F1": 60.5}
SLOTS = {"sub_type": 74.0, "status": 85.0, "attribution": 79.0, "actors": 51.0, "actor1_side": 62.0}
ACTOR_FLOORS = {"source_country": 90.0, "target_country": 82.0}


@pytest.fixture(scope="module")
def scorer(corpora: Path) -> ModuleType:
    path = corpora.parent / "tools/score.py"
    if not path.is_file():
        pytest.skip(f"the scorer is not beside the corpora: {path}")
    spec = importlib.util.spec_from_file_location("score", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def annotate(records: Iterable[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    extractor = RuleExtractor()
    lines = {}
    for record in records:
        published = record.get("published")
        article = Article(
            article_id=str(record["id"]),
            text=record["text"],
            published_at=date.fromisoformat(published[:10]) if published else None,
            language="en",
        )
        lines[str(record["id"])] = to_json(extractor.read(article))
    return lines


def figures(printed: str) -> dict[str, float]:
    """The last number of each printed line: F1 where precision and recall stand before it."""
    found = {}
    for line in printed.splitlines():
        name, *values = line.split()
        try:
            found[name] = float(values[0] if name.startswith("slot_") else values[-1])
        except (ValueError, IndexError):
            continue
    print(printed)
    return found


def test_events(corpora: Path, scorer: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    aside = set((corpora / "events/set_aside.txt").read_text().split())
    with (corpora / "events/articles.jsonl").open(encoding="utf-8") as lines:
        articles = [record for record in map(json.loads, lines) if record["id"] not in aside]
    predicted = annotate(articles)
    capsys.readouterr()
    scorer.events(corpora / "events", predicted, without=aside)
    got = figures(capsys.readouterr().out)
    for name, floor in FLOORS.items():
        assert got[name] >= floor, name
    for name, floor in SLOTS.items():
        assert got[f"slot_{name}_of_matched"] >= floor, name


def test_actor_countries(corpora: Path, scorer: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    path = corpora / "actors/plover_gsr.json"
    records = [record for record in json.loads(path.read_text(encoding="utf-8")) if "text" in record]
    predicted = annotate(records)
    capsys.readouterr()
    scorer.actors(path, predicted)
    printed = capsys.readouterr().out
    got = {line.split()[0]: float(line.split()[1]) for line in printed.splitlines()}
    print(printed)
    for name, floor in ACTOR_FLOORS.items():
        assert got[name] >= floor, name
