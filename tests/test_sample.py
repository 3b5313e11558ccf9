"""The bundled sample: its articles can be read, and what is expected of them is exact and varied."""

import json
from collections import Counter
from datetime import date
from functools import cache
from typing import Any

import pytest

from dashboard import resources
from dashboard.articles import read_articles
from dashboard.records import codes
from dashboard.records.ontology import sub_types

ARTICLES_FILE = "sample/articles.jsonl"
EXPECTED_FILE = "sample/expected.jsonl"


def _lines(name: str) -> list[dict[str, Any]]:
    with resources.file(name).open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


@cache
def _articles() -> dict[str, dict[str, Any]]:
    return {article["id"]: article for article in _lines(ARTICLES_FILE)}


@cache
def _events() -> list[Any]:
    """Every expected event with its article, and a readable name for the test's report."""
    return [
        pytest.param(_articles()[line["id"]], event, id=f"{line['id']}-{event['trigger']['start']}")
        for line in _lines(EXPECTED_FILE)
        for event in line["events"]
    ]


def _of_all(name: str) -> list[Any]:
    return [param.values[1][name] for param in _events()]


def test_no_id_occurs_twice_and_each_article_has_its_expectation() -> None:
    articles = [article["id"] for article in _lines(ARTICLES_FILE)]
    expected = [line["id"] for line in _lines(EXPECTED_FILE)]
    assert Counter(articles).most_common(1)[0][1] == 1
    assert articles == expected


def test_articles_are_read_as_they_stand() -> None:
    readings = list(read_articles([resources.file(ARTICLES_FILE)]))
    assert [reading.name for reading in readings] == list(_articles())
    for reading in readings:
        stored = _articles()[reading.name]
        assert reading.article is not None, reading.error
        assert reading.article.text == stored["text"]
        assert reading.article.title == stored["title"]
        assert reading.article.publisher == stored["publisher"]
        assert reading.article.published_at is not None
        assert reading.article.published_at.isoformat().startswith(stored["published"])


def test_each_article_says_that_it_was_written_for_the_sample() -> None:
    for article in _articles().values():
        assert "ritten for the Conflict Events sample" in article["note"]
        assert article["publisher"].startswith("Conflict Events sample desk ")
        assert article.get("url") is None
        assert 200 <= len(article["text"].split()) <= 450, article["id"]


def test_coverage() -> None:
    assert len(_articles()) >= 12
    countries = {place["country"] for place in _of_all("place") if place}
    assert len(countries - {None}) >= 6
    assert len({article["published"][:4] for article in _articles().values()}) >= 8
    assert min(article["published"] for article in _articles().values()) < "2000"
    assert set(_of_all("event_type")) == {row.event_type for row in sub_types().values()}
    assert {"planned", "ongoing", "attempted"} <= set(_of_all("status"))
    assert any(place is None for place in _of_all("place"))
    assert any(when is None for when in _of_all("date"))
    precisions = {place["precision"] for place in _of_all("place") if place}
    assert precisions >= {"exact", "town", "near", "district", "province", "country", "multi_country"}
    assert [line["id"] for line in _lines(EXPECTED_FILE) if not line["events"]] == [
        "sample-language-of-business-2023-09-05"
    ]


def test_one_event_is_told_by_several_desks() -> None:
    tellers = {
        param.values[0]["publisher"]
        for param in _events()
        if param.values[1]["place"] and param.values[1]["place"]["name"] == "Metolkine"
    }
    assert len(tellers) >= 2


@pytest.mark.parametrize(("article", "event"), _events())
def test_offsets_are_exact(article: dict[str, Any], event: dict[str, Any]) -> None:
    text = article["text"]
    for span in (event["trigger"], event["place"], event["date"]):
        if span is not None and span["start"] is not None:
            assert text[span["start"] : span["end"]] == span["text"]
    for actor in event["actors"]:
        assert actor["name"] in text
    source = event["attribution"] and event["attribution"]["source"]
    assert source is None or source in text
    spans = event["evidence"]
    assert any(start <= event["trigger"]["start"] < end for start, end in spans)
    for start, end in spans:
        assert 0 <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        assert text[end - 1] in '.!?"'


@pytest.mark.parametrize(("article", "event"), _events())
def test_codes_are_known(article: dict[str, Any], event: dict[str, Any]) -> None:
    assert sub_types()[event["sub_type"]].event_type == event["event_type"]
    assert event["status"] in set(codes.Status)
    assert isinstance(event["background"], bool)
    for actor in event["actors"]:
        assert actor["role"] in set(codes.Role)
        assert actor["kind"] in set(codes.ActorKind)
    if event["attribution"]:
        assert event["attribution"]["stance"] in set(codes.Stance)
        assert event["attribution"]["certainty"] in set(codes.Likelihood)
    for count in (event["fatalities"], event["injured"]):
        if count is not None:
            assert count["low"] >= 0
            assert count["high"] is None or count["low"] <= count["high"]


@pytest.mark.parametrize(("article", "event"), _events())
def test_dates_and_places_are_possible(article: dict[str, Any], event: dict[str, Any]) -> None:
    when, where = event["date"], event["place"]
    published = date.fromisoformat(article["published"])
    if when is not None:
        first, last = date.fromisoformat(when["from"]), date.fromisoformat(when["to"])
        assert first <= last
        assert when["precision"] in set(codes.TimePrecision)
        assert (when["precision"] == "day") == (first == last)
        assert event["status"] == "planned" or last <= published
    if where is not None:
        assert -90 <= where["lat"] <= 90
        assert -180 <= where["lon"] <= 180
        assert where["precision"] in set(codes.GeoPrecision)
        assert where["country"] is None or (len(where["country"]) == 2 and where["country"].isupper())
        assert where["country"] is not None or where["precision"] == "multi_country"
