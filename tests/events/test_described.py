"""Places that words describe and no name names."""

import pytest

from dashboard.geocoding.distance import distance_km
from dashboard.pipeline import RuleExtractor
from dashboard.records.article import Article
from dashboard.records.codes import GeoPrecision
from dashboard.records.event import Event
from tests.events.conftest import Read


def placed(events_of: Read, text: str) -> Event:
    (event,) = events_of(text)
    assert event.where is not None
    return event


@pytest.mark.parametrize(
    ("text", "name", "precision"),
    [
        ("A bomb exploded in the Iraqi capital on Monday.", "Baghdad", GeoPrecision.TOWN),
        ("A bomb exploded in Iraq's capital on Monday.", "Baghdad", GeoPrecision.TOWN),
        ("A bomb exploded in the capital of Afghanistan on Monday.", "Kabul", GeoPrecision.TOWN),
        ("A bomb exploded near the Afghan capital on Monday.", "Kabul", GeoPrecision.NEAR),
        ("A bomb exploded in the capital of Dagestan on Monday.", "Makhachkala", GeoPrecision.TOWN),
        ("Syrian rebels shelled Turkish soil on Monday.", "Turkey", GeoPrecision.COUNTRY),
        ("Rebels shelled an Iraqi border village on Monday.", "Iraq", GeoPrecision.COUNTRY),
        ("A bomb exploded in the Iraqi capital, Baghdad, on Monday.", "Baghdad", GeoPrecision.TOWN),
        ("A bomb exploded in the Iraqi city of Mosul on Monday.", "Mosul", GeoPrecision.TOWN),
    ],
)  # fmt: skip
def test_a_people_and_a_noun_make_a_place(
    text: str, name: str, precision: GeoPrecision, events_of: Read
) -> None:
    where = placed(events_of, text).where
    assert where is not None
    assert (where.name, where.geo_precision) == (name, precision)


def test_the_capital_is_that_of_the_country_told_of(events_of: Read) -> None:
    events = events_of(
        "Rebels shelled Mosul on Sunday. A school in Basra closed. A bomb exploded in the capital on Monday."
    )
    (bombing,) = [e for e in events if e.sub_type == "bombing"]
    assert bombing.where is not None
    assert bombing.where.name == "Baghdad"


@pytest.mark.parametrize(
    "text",
    [
        "Shells hit a truck between Mosul and Erbil on Monday.",
        "Shells hit a truck on the road from Mosul to Erbil on Monday.",
        "Shells hit a truck on the Mosul-Erbil highway on Monday.",
    ],
)
def test_between_two_towns_is_a_point_that_reaches_to_both(text: str, events_of: Read) -> None:
    event = placed(events_of, text)
    where = event.where
    assert where is not None
    assert where.geo_precision is GeoPrecision.NEAR
    assert where.radius_km == pytest.approx(40, abs=5)
    assert distance_km(where.latitude, where.longitude, 36.335, 43.119) == pytest.approx(40, abs=5)
    assert where.country == "IQ"
    assert "near between" not in event.summary
    assert "between Mosul and" in event.summary


def test_talks_between_two_capitals_are_not_between_them(events_of: Read) -> None:
    events = events_of("Talks between Baghdad and Ankara collapsed on Monday.")
    assert all(e.where is None or e.where.feature_code != "AREA" for e in events)


def test_what_is_described_is_no_place_name(extractor: RuleExtractor) -> None:
    text = "A bomb exploded in the Afghan capital on Monday."
    found = extractor.read(Article(article_id="test", text=text, published_at=None, language="en"))
    assert found.toponyms == ()
    assert [e.where and e.where.text for e in found.events] == ["Afghan capital"]


def test_capital_punishment_is_no_place(events_of: Read) -> None:
    (event,) = events_of("Police arrested a foe of Iraqi capital punishment on Monday in Basra.")
    assert event.where is not None
    assert event.where.name == "Basrah"
