"""Standoff annotation, as ``annotate`` writes it."""

import json
from datetime import date

import pytest

from dashboard.pipeline import RuleExtractor
from dashboard.pipeline.annotation import LAYERS, to_json
from dashboard.records.article import Article

TEXT = "Russian forces shelled Kharkiv on Monday and killed nine people, the Ukrainian military said."
EXTRACTION = RuleExtractor().read(
    Article(article_id="a", text=TEXT, published_at=date(2022, 6, 22), language="en")
)


def test_the_line_is_json_and_holds_every_layer() -> None:
    line = json.loads(json.dumps(to_json(EXTRACTION)))
    assert list(line) == ["id", *LAYERS]
    assert line["id"] == "a"


def test_an_event_has_every_key_of_the_contract() -> None:
    (event,) = to_json(EXTRACTION)["events"]
    assert set(event) == {
        "event_id", "event_type", "sub_type", "acled_sub_event_type", "summary", "trigger", "place", "date",
        "actors", "fatalities", "injured", "attribution", "status", "background", "confidence", "evidence",
    }  # fmt: skip
    assert event["place"]["name"] == "Kharkiv"
    assert TEXT[event["place"]["start"] : event["place"]["end"]] == event["place"]["text"]
    assert TEXT[event["trigger"]["start"] : event["trigger"]["end"]] == event["trigger"]["text"]
    assert event["date"]["from"] == event["date"]["to"] == "2022-06-20"
    assert event["fatalities"] == {"low": 9, "best": 9, "high": 9}
    assert "Ukrainian" in event["attribution"]["source"]
    assert event["actors"][0]["role"] == "actor1"
    assert event["evidence"] == [[0, len(TEXT)]]


def test_layers_are_chosen() -> None:
    line = to_json(EXTRACTION, ["timexes"], ident="other")
    assert set(line) == {"id", "timexes"}
    assert line["id"] == "other"
    assert line["timexes"][0]["value"] == "2022-06-20"


def test_an_unknown_layer_is_refused() -> None:
    with pytest.raises(ValueError, match="colours"):
        to_json(EXTRACTION, ["colours"])
