"""Time expressions against TimeBank and WikiWars.

The rules were tuned on TimeBank without its set-aside articles, and looked over on WikiWars; figures on both
are optimistic to that degree. The set-aside articles are left out here.
"""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dashboard.documents import read_document
from dashboard.mentions.timexes import find_timexes
from dashboard.records.article import Article
from dashboard.records.mention import Timex

FLOORS = {
    "timebank": {"strict": 82.0, "relaxed": 90.0, "value": 76.0},
    "wikiwars": {"strict": 80.0, "relaxed": 88.0, "value": 78.0},
}


def gold(corpora: Path, name: str) -> Iterator[dict[str, Any]]:
    aside = {
        line.partition(":")[2].removesuffix(".tml") for line in (corpora / "events/set_aside.txt").open()
    }
    with (corpora / f"timexes/{name}.jsonl").open(encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            if str(record["id"]) not in {ident.strip() for ident in aside}:
                yield record


def found(record: dict[str, Any]) -> tuple[Timex, ...]:
    article = Article(
        article_id=str(record["id"]),
        text=record["text"],
        published_at=date.fromisoformat(record["published"][:10]) if record.get("published") else None,
        language="en",
    )
    return find_timexes(read_document(article))


def pairs(wanted: list[dict[str, Any]], got: tuple[Timex, ...]) -> list[tuple[dict[str, Any], Timex]]:
    """Each gold expression with the free found one that overlaps it best."""
    free = list(got)
    matched = []
    for expression in wanted:
        hits = [one for one in free if one.start < expression["end"] and expression["start"] < one.end]
        if hits:
            best = min(
                hits, key=lambda one: abs(one.start - expression["start"]) + abs(one.end - expression["end"])
            )
            free.remove(best)
            matched.append((expression, best))
    return matched


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_figures_on(name: str, corpora: Path) -> None:
    n_gold = n_found = strict = relaxed = value = 0
    for record in gold(corpora, name):
        got = found(record)
        matched = pairs(record["timexes"], got)
        n_gold, n_found, relaxed = n_gold + len(record["timexes"]), n_found + len(got), relaxed + len(matched)
        strict += sum((one.start, one.end) == (wanted["start"], wanted["end"]) for wanted, one in matched)
        value += sum((one.value or "") == wanted["value"] for wanted, one in matched)
    figures = {
        figure: 200 * right / (n_gold + n_found)
        for figure, right in (("strict", strict), ("relaxed", relaxed), ("value", value))
    }
    print(f"{name}: {n_gold} expressions, F1 " + ", ".join(f"{k} {v:.1f}" for k, v in figures.items()))
    for figure, floor in FLOORS[name].items():
        assert figures[figure] >= floor, figure


def test_the_starting_article(corpora: Path) -> None:
    text = next((corpora / "articles").glob("*.txt")).read_text(encoding="utf-8")
    article = Article(article_id="start", text=text, published_at=date(2022, 6, 20), language="en")
    days = [
        (timex.text, str(timex.earliest), str(timex.latest))
        for timex in find_timexes(read_document(article))
        if timex.latest is not None
    ]
    assert days.count(("the weekend", "2022-06-18", "2022-06-19")) == 2
    assert ("Sunday", "2022-06-19", "2022-06-19") in days
    assert ("February 24", "2022-02-24", "2022-02-24") in days
    assert len(days) == 4  # "the third since" is no date
