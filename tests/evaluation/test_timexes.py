"""Time expressions against TimeBank and WikiWars.

The rules were written with the first half of the articles of each corpus open (TimeBank without its set-aside
articles, which are left out here); of the second halves only figures were looked at. Published figures stand
beside, those of the TempEval-3 test for news, which is another text of the same style.
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
    "timebank": {"strict": 90.1, "relaxed": 93.4, "value": 80.3},
    "wikiwars": {"strict": 90.7, "relaxed": 95.8, "value": 86.6},
}
PUBLISHED = {
    "timebank": {
        "HeidelTime, TempEval-3 test": (81.8, 90.7, 77.6),
        "SUTime, TempEval-3 test": (79.6, 90.3, 67.4),
    },
    "wikiwars": {"HeidelTime": (None, 91.4, None)},
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


def figures(records: list[dict[str, Any]]) -> dict[str, float]:
    """F1 of spans alike, of spans that overlap, and of values; recall and precision of spans that overlap."""
    n_gold = n_found = strict = relaxed = value = 0
    for record in records:
        got = found(record)
        matched = pairs(record["timexes"], got)
        n_gold, n_found, relaxed = n_gold + len(record["timexes"]), n_found + len(got), relaxed + len(matched)
        strict += sum((one.start, one.end) == (wanted["start"], wanted["end"]) for wanted, one in matched)
        value += sum((one.value or "") == wanted["value"] for wanted, one in matched)
    return {
        "strict": 200 * strict / (n_gold + n_found),
        "relaxed": 200 * relaxed / (n_gold + n_found),
        "value": 200 * value / (n_gold + n_found),
        "precision": 100 * relaxed / n_found,
        "recall": 100 * relaxed / n_gold,
    }


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_figures_on(name: str, corpora: Path) -> None:
    records = list(gold(corpora, name))
    half = (len(records) + 1) // 2
    print(f"\n{name:30}  strict  relaxed  value  precision  recall")
    for label, part in (("first half", records[:half]), ("second half", records[half:]), ("all", records)):
        got = figures(part)
        print(f"  {label:28}" + "".join(f"{value:8.1f}" for value in got.values()))
    for label, published in PUBLISHED[name].items():
        print(f"  {label:28}" + "".join("       -" if one is None else f"{one:8.1f}" for one in published))
    for figure, floor in FLOORS[name].items():
        assert got[figure] >= floor, figure


def test_every_expression_without_value_says_why(corpora: Path) -> None:
    sample = Path(__file__).parents[2] / "data/sample/articles.jsonl"
    records = [*gold(corpora, "timebank"), *gold(corpora, "wikiwars")]
    records += [json.loads(line) for line in sample.read_text(encoding="utf-8").splitlines()]
    for record in records:
        for known in (record, record | {"published": None}):
            for timex in found(known):
                assert timex.value is not None or timex.reason, timex
                assert (timex.earliest is None) == (timex.latest is None), timex
                assert timex.earliest is None or timex.latest is None or timex.earliest <= timex.latest, timex


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
