"""Mentions of one event are one event; different events stay apart."""

from tests.events.conftest import Read


def kinds(events_of: Read, text: str) -> list[str]:
    return [event.sub_type for event in events_of(text)]


def test_a_cause_and_its_deaths_are_one_event(events_of: Read) -> None:
    events = events_of("An air strike hit a market in Idlib on Monday and killed seven people.")
    assert [e.sub_type for e in events] == ["air_strike"]
    assert events[0].fatalities is not None
    assert (events[0].fatalities.low, events[0].fatalities.high) == (7, 7)


def test_deaths_told_in_the_next_sentence_join(events_of: Read) -> None:
    assert kinds(
        events_of,
        "A car bomb exploded in Mogadishu on Monday. At least nine people were killed, police said.",
    ) == ["bombing"]


def test_a_village_told_of_twice_is_one_event(events_of: Read) -> None:
    events = events_of(
        "Russian troops captured the village of Toshkivka on Monday. "
        "The Russian Defence Ministry said that its troops had taken control of the village of Toshkivka."
    )
    assert [e.sub_type for e in events] == ["territory_gained"]
    assert len([q for q in events[0].evidence if q.field == "sentence"]) == 2


def test_other_places_are_other_events(events_of: Read) -> None:
    assert kinds(
        events_of, "Shells hit a school in Kharkiv on Monday. Shells also hit a bus in Mykolaiv on Monday."
    ) == [
        "shelling",
        "shelling",
    ]


def test_other_days_are_other_events(events_of: Read) -> None:
    assert (
        len(
            kinds(
                events_of,
                "A bomb exploded in Mogadishu on Monday. A bomb exploded in Mogadishu in March 2021.",
            )
        )
        == 2
    )


def test_a_rally_and_its_breaking_up_are_one(events_of: Read) -> None:
    events = events_of("Police broke up a rally called by the opposition in Lagos on Monday.")
    assert [e.sub_type for e in events] == ["protest_with_intervention"]


def test_what_is_announced_is_told_not_the_announcing(events_of: Read) -> None:
    events = events_of(
        "Russia announced that its foreign minister met Turkish officials in Ankara on Monday."
    )
    assert [e.sub_type for e in events] == ["meeting"]
