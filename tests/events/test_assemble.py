"""What holds for every event, whatever the text."""

import pytest

from dashboard.pipeline import RuleExtractor
from dashboard.records.article import Article
from dashboard.records.event import event_id
from dashboard.records.ontology import sub_types
from dashboard.records.provenance import EVIDENCE_FIELDS
from tests.events.conftest import PUBLISHED, Read

TEXT = (
    "Shelling Kills Nine In Kharkiv\n\n"
    "KYIV, June 21 (Wire) — Russian forces shelled Kharkiv’s centre on Monday and killed nine people, "
    "the mayor said. “They are still shelling us,” he added.\n\n"
    "Police arrested two men near Poltava on Tuesday. The French foreign minister condemned the attack.\n\n"
    "In 2014, rebels captured the town of Sloviansk."
)


def test_every_quotation_stands_in_the_text(events_of: Read) -> None:
    events = events_of(TEXT)
    assert len(events) >= 3
    for event in events:
        for quote in (event.trigger, *event.evidence):
            assert TEXT[quote.start : quote.end] == quote.text
            assert quote.field in EVIDENCE_FIELDS
        assert {"sentence", "what"} <= {quote.field for quote in event.evidence}
        for field, told in (("who", event.actors), ("where", event.where)):
            assert bool(told) == any(quote.field == field for quote in event.evidence)


def test_types_and_ids(events_of: Read) -> None:
    events = events_of(TEXT)
    for event in events:
        assert sub_types()[event.sub_type].event_type == event.event_type
        assert event.event_id == event_id("test", event.trigger.start, event.trigger.end, event.event_type)
        assert 0 <= event.confidence <= 1
        assert (event.where is None) == (event.where_reason is not None)
        assert event.reported_on == PUBLISHED
    assert len({event.event_id for event in events}) == len(events)


def test_reading_twice_gives_the_same(extractor: RuleExtractor) -> None:
    article = Article(article_id="test", text=TEXT, published_at=PUBLISHED, language="en")
    assert extractor.read(article) == extractor.read(article)


def test_a_headline_alone_adds_nothing(events_of: Read) -> None:
    body = "Russian forces shelled Kharkiv on Monday."
    assert len(events_of(f"Rebels Captured Palmyra In Bloody Battle\n\n{body}")) == len(events_of(body))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The town council met to discuss the price of bread and the new swimming pool.",
        "The scouts will collect food on Saturday to fight hunger; Troop 12 leads the drive.",
        "Swarming bees attacked a horse and a farmer in Pahrump on Monday.",
        "The museum ship ferried troops in the war; it will open to visitors in May.",
    ],
)
def test_peaceful_texts_hold_no_violence(text: str, events_of: Read) -> None:
    assert not [
        e
        for e in events_of(text)
        if e.event_type in ("battle", "remote_violence", "violence_against_civilians")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Supermarkets defend their home territory and rivals surrender their independence to a raider.",
        "The manager came under fire from shareholders, and a visiting side was massacred on Monday.",
        "Rebels on the back benches plot an ambush.",
        "The treaty ended two years of war in Bosnia.",
    ],
)
def test_figures_of_speech_and_wars_in_passing_are_no_events(text: str, events_of: Read) -> None:
    assert not [e for e in events_of(text) if e.event_type in ("battle", "violence_against_civilians")]


def test_years_of_cases_are_a_statistic(events_of: Read) -> None:
    text = "Of the men, two were beaten to death in Newark between 1993 and 2019, the police said."
    assert events_of(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "A woman was arrested on Monday on drug charges after a search of her home.",
        "He will be charged with theft, the sheriff said on Monday.",
        "A robber entered the shop on Monday and demanded cash.",
        "The driver lost control of his pickup on Monday near Athens.",
    ],
)
def test_everyday_crime_and_accidents_are_no_events(text: str, events_of: Read) -> None:
    assert events_of(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Detectives reopened on Friday the murders of six nurses in Leeds over the past seven years.",
        "Of the ten dead, four were shot and one was beaten to death in Leeds.",
        "Men were arrested in just nine cases in Leeds.",
    ],
)
def test_counts_of_cases_are_no_events(text: str, events_of: Read) -> None:
    assert events_of(text) == ()


def test_what_is_said_in_an_article_on_nothing_of_politics_is_no_event(events_of: Read) -> None:
    text = (
        "The mayor of Hartford demanded on Monday that shops close earlier. "
        + "Shoppers like to come after supper. "
        + "Owners would lose their best hours. " * 5
    )
    assert events_of(text) == ()
    political = text + "The opposition in parliament and the government have been at odds for months. "
    assert [e.sub_type for e in events_of(political)] == ["demand"]


def test_arrests_over_attacks_are_events(events_of: Read) -> None:
    events = events_of(
        "Police arrested two men on Monday over the theft of explosives by militants in Quetta."
    )
    assert [e.sub_type for e in events] == ["arrest"]


def test_to_reject_is_an_act_although_it_names_another_event(events_of: Read) -> None:
    events = events_of("The Serbian government rejected a French offer to host peace talks on Monday.")
    (rejected,) = [e for e in events if e.trigger.text == "rejected"]
    assert {a.country for a in rejected.actors} == {"RS", "FR"}


def test_common_nouns_with_a_capital_adjective_are_of_the_only_country(events_of: Read) -> None:
    (event,) = events_of("Egyptian police dispersed Christian demonstrators on Monday.")
    assert {a.country for a in event.actors} == {"EG"}


@pytest.mark.parametrize(
    "text",
    [
        "Police discovered a car bomb in Lima on Sunday.",
        "Envoys are seeking new peace talks between Chad and Libya this week.",
        "The valley is threatened by rebels.",
        "It was the latest in a series of knife attacks in Oslo.",
        "Kenya is considering expelling the Ugandan ambassador.",
        "A friend of President Omar Said's assassin said on Friday that he had fled.",
    ],
)
def test_what_nobody_did_is_no_event(text: str, events_of: Read) -> None:
    told = {e.sub_type for e in events_of(text)}
    assert told <= {"weapons_seizure", "disrupted_attack"}, told


@pytest.mark.parametrize(
    ("text", "sub_type"),
    [
        ("A car bomb killed two people in Lima on Sunday.", "bombing"),
        ("Chad and Libya held peace talks in Oslo on Monday.", "meeting"),
        ("A wave of knife attacks killed 20 people in Oslo on Sunday.", "attack"),
        ("President Omar Said's message called for talks with Chad on Monday.", "demand"),
    ],
)
def test_what_was_done_is_an_event(text: str, sub_type: str, events_of: Read) -> None:
    assert sub_type in {e.sub_type for e in events_of(text)}


def test_a_rally_where_somebody_was_shot_is_only_the_scene(events_of: Read) -> None:
    told = {e.sub_type for e in events_of("Gunmen shot dead a senator at a peace rally in Lima on Sunday.")}
    assert told == {"killing"}
