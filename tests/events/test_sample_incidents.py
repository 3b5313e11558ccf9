"""The sample's articles: one event told by two desks is one incident, and what differs stays apart."""

import pytest

from dashboard import resources
from dashboard.articles import read_articles
from dashboard.events.incidents import merge_incidents
from dashboard.pipeline import RuleExtractor
from dashboard.records.article import Article
from dashboard.records.event import Event
from dashboard.records.incident import Incident


@pytest.fixture(scope="module")
def told(extractor: RuleExtractor) -> tuple[dict[str, str], tuple[Incident, ...]]:
    """Names of the articles by id, and the incidents of the whole sample."""
    articles: list[Article] = []
    names: dict[str, str] = {}
    events: list[Event] = []
    for reading in read_articles([resources.file("sample/articles.jsonl")]):
        assert reading.article is not None
        articles.append(reading.article)
        names[reading.article.article_id] = reading.name
        events += extractor.read(reading.article).events
    return names, merge_incidents(events, articles)


def test_the_village_that_two_desks_tell_of_is_one_incident(
    told: tuple[dict[str, str], tuple[Incident, ...]],
) -> None:
    names, incidents = told
    (taken,) = (
        i
        for i in incidents
        if i.merged.sub_type == "territory_gained"
        and i.merged.where is not None
        and i.merged.where.name == "Metolkine"
    )
    assert {names[event.article_id] for event in taken.events} == {
        "sample-ukraine-severodonetsk-2022-06-20",
        "sample-ukraine-toshkivka-2022-06-21",
    }
    assert len(taken.publishers) == 2
    assert taken.reason is not None
    assert "the same place, Metolkine" in taken.reason
    assert len({event.where.text for event in taken.events if event.where}) == 2, "they spell it differently"


@pytest.mark.parametrize("pair", [("karabakh-2020", "karabakh-2023"), ("sudan-khartoum", "sudan-ardamata")])
def test_wars_of_one_land_years_or_towns_apart_do_not_merge(
    told: tuple[dict[str, str], tuple[Incident, ...]], pair: tuple[str, str]
) -> None:
    names, incidents = told
    for incident in incidents:
        tellers = {names[event.article_id] for event in incident.events}
        assert not all(any(part in name for name in tellers) for part in pair)


def test_no_two_articles_share_an_incident_of_another_kind_or_day(
    told: tuple[dict[str, str], tuple[Incident, ...]],
) -> None:
    _, incidents = told
    for incident in incidents:
        assert len({event.event_type for event in incident.events}) == 1
        assert len({event.article_id for event in incident.events}) == len(incident.events)
