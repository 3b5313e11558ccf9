"""Who did it to whom."""

import pytest

from dashboard.records.codes import ActorKind, Role
from dashboard.records.event import Event
from tests.events.conftest import Read


def sides(event: Event) -> tuple[set[str], set[str]]:
    one = {a.name for a in event.actors if a.role is Role.ACTOR1}
    return one, {a.name for a in event.actors if a.role is Role.ACTOR2}


@pytest.mark.parametrize(
    ("text", "one", "two"),
    [
        ("Ukrainian forces shelled Russian troops near Kherson on Tuesday.", "Ukrainian", "Russian"),
        ("Russian troops were shelled by Ukrainian forces near Kherson on Tuesday.", "Ukrainian", "Russian"),
        ("The shelling of Russian troops by Ukrainian forces went on in Kherson.", "Ukrainian", "Russian"),
        ("Clashes between Turkish soldiers and Syrian rebels shook Afrin on Monday.", "Turkish", "Syrian"),
    ],
)
def test_voice_and_prepositions_give_the_sides(text: str, one: str, two: str, events_of: Read) -> None:
    (event,) = events_of(text)
    first, second = sides(event)
    assert any(one in name for name in first), event.actors
    assert any(two in name for name in second), event.actors


def test_joined_subjects_act_together(events_of: Read) -> None:
    (event,) = events_of("Russian and Syrian forces bombarded the town of Saraqib on Monday.")
    assert {a.country for a in event.actors if a.role is Role.ACTOR1} == {"RU", "SY"}


def test_a_pronoun_takes_the_subject_before(events_of: Read) -> None:
    events = events_of("Syrian rebels gathered near Idlib. On Monday they captured the town of Saraqib.")
    taken = next(e for e in events if e.sub_type == "territory_gained")
    assert {a.country for a in taken.actors if a.role is Role.ACTOR1} == {"SY"}


def test_the_source_does_not_act(events_of: Read) -> None:
    (event,) = events_of("Shells hit a market in Donetsk on Monday, the Russian Defence Ministry said.")
    assert not any(a.kind is ActorKind.GOVERNMENT for a in event.actors)


def test_unknown_actors_stay_unknown(events_of: Read) -> None:
    (event,) = events_of("A car bomb exploded in Mogadishu on Monday.")
    assert event.actors == ()


@pytest.mark.parametrize(
    ("text", "sub_type", "one"),
    [
        # the head of the subject is no actor, so nobody acts
        ("Soldiers watched when missiles hit a market in Kharkiv on Tuesday.", "missile_strike", set()),
        # relative clauses, asides, joined verbs, amounts and days stand between subject and verb
        ("Syrian rebels, who came by night, took the town of Saraqib on Monday.", "territory_gained", {"SY"}),
        ("Syrian rebels came by night and took the town of Saraqib on Monday.", "territory_gained", {"SY"}),
        ("Many of the Syrian rebels in the town of Saraqib surrendered on Monday.", "surrender", {"SY"}),
        ("The Syrian army on Monday captured the town of Saraqib.", "territory_gained", {"SY"}),
    ],
)  # fmt: skip
def test_the_subject_is_read_from_the_clause(
    text: str, sub_type: str, one: set[str], events_of: Read
) -> None:
    event = next(e for e in events_of(text) if e.sub_type == sub_type)
    assert {a.country for a in event.actors if a.role is Role.ACTOR1} == one


def test_who_comes_under_fire_suffers(events_of: Read) -> None:
    (event,) = events_of("A car with Russian peacekeepers came under fire near Kherson on Tuesday.")
    assert [(a.country, a.role) for a in event.actors] == [("RU", Role.ACTOR2)]


def test_its_troops_belong_to_whom_the_sentence_named(events_of: Read) -> None:
    (event,) = events_of("Turkey said on Monday that its troops had captured the town of Afrin.")
    assert {(a.name, a.country) for a in event.actors} == {("Turkish forces", "TR")}


def test_reporters_are_the_audience_of_a_statement(events_of: Read) -> None:
    (event,) = events_of(
        "The French foreign minister told reporters in Kyiv on Monday that talks would go on."
    )
    assert sides(event)[1] == set()


def test_both_sides_are_the_two_that_the_article_names(events_of: Read) -> None:
    events = events_of(
        "Ukrainian troops lost men. Russian troops lost more. Units of both sides clashed in Kherson."
    )
    clash = next(e for e in events if e.sub_type == "armed_clash")
    assert {a.country for a in clash.actors} == {"RU", "UA"}


def test_an_act_concerns_the_next_country_of_its_clause(events_of: Read) -> None:
    (event,) = events_of("Iran threatened on Monday to impose tariffs on Iraqi dates.")
    assert [(a.country, a.role) for a in event.actors] == [("IR", Role.ACTOR1), ("IQ", Role.ACTOR2)]
    assert "Iraq" not in event.summary  # it is concerned, not threatened in so many words
