"""Quality of place names against labelled news, with the figures that the project's scorer prints.

The cue weights were fitted on LGL and GeoWebNews: their figures here are of the data they were fitted on.
TR-News was held out and is the honest one. Texts of the set-aside articles are left out of all three.
"""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from dashboard.documents import read_document
from dashboard.mentions.toponyms import find_toponyms
from dashboard.records.article import Article

_PREFIXES = {"tr_news": "TR", "lgl": "LGL", "geowebnews": "GWN"}
#: Strict F1 of recognition, and share of answered names within 161 km.
_FLOORS = {"tr_news": (90.0, 92.0), "lgl": (90.0, 84.0), "geowebnews": (88.0, 88.0)}


def _annotated(row: dict[str, str]) -> str:
    published = date.fromisoformat(row["published"]) if row.get("published") else None
    article = Article(row["id"], row["text"], title=row.get("title"), published_at=published, language="en")
    found = [
        {
            "start": toponym.start,
            "end": toponym.end,
            "latitude": toponym.place.latitude if toponym.place else None,
            "longitude": toponym.place.longitude if toponym.place else None,
            "country": toponym.place.country if toponym.place else None,
            "geonameid": toponym.place.geonameid if toponym.place else None,
        }
        for toponym in find_toponyms(read_document(article))
    ]
    return json.dumps({"id": row["id"], "toponyms": found})


@pytest.mark.parametrize("corpus", sorted(_FLOORS))
def test_recognition_and_resolution(corpus: str, corpora: Path, tmp_path: Path) -> None:
    scorer = corpora.parent / "tools" / "score.py"
    if not scorer.is_file():
        pytest.skip(f"the scorer is not beside the corpora: {scorer}")
    aside = set((corpora / "events" / "set_aside.txt").read_text(encoding="utf-8").split())
    lines = (corpora / "toponyms" / f"{corpus}.jsonl").read_text(encoding="utf-8").strip().split("\n")
    rows = [
        row for row in map(json.loads, lines) if f"{_PREFIXES[corpus]}:{row['id'].split(':')[1]}" not in aside
    ]
    gold, found = tmp_path / "gold.jsonl", tmp_path / "found.jsonl"
    gold.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    found.write_text("\n".join(map(_annotated, rows)), encoding="utf-8")
    printed = subprocess.run(
        [sys.executable, str(scorer), "toponyms", str(gold), str(found)],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    print(f"\n{corpus}\n{printed}")
    figures = {line.split()[0]: line.split()[1:] for line in printed.splitlines()}
    recognition, resolution = _FLOORS[corpus]
    assert float(figures["recognition_strict_P_R_F1"][2]) >= recognition
    assert float(figures["resolution_acc161_plain_of_answered"][0]) >= resolution
