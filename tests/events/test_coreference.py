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


def test_a_toll_of_years_is_not_last_weeks_killing(events_of: Read) -> None:
    text = (
        "Since 2012 some 900 soldiers have been killed fighting rebels in Mali. "
        "On Friday rebels killed seven soldiers in Mali."
    )
    ends = [e.when and (e.when.start, e.when.end) for e in events_of(text) if e.event_type == "battle"]
    assert len(ends) == 2


def test_a_rally_and_its_breaking_up_are_one(events_of: Read) -> None:
    events = events_of("Police broke up a rally called by the opposition in Lagos on Monday.")
    assert [e.sub_type for e in events] == ["protest_with_intervention"]


def test_what_is_announced_is_told_not_the_announcing(events_of: Read) -> None:
    events = events_of(
        "Russia announced that its foreign minister met Turkish officials in Ankara on Monday."
    )
    assert [e.sub_type for e in events] == ["meeting"]


def test_another_attack_is_another_event(events_of: Read) -> None:
    events = events_of(
        "Rebels ambushed a convoy of soldiers near Goma on Friday. "
        "In another ambush, rebels killed two soldiers near Goma on Friday."
    )
    assert len(events) == 2


def test_the_greater_toll_of_one_event_holds(events_of: Read) -> None:
    events = events_of(
        "A car bomb exploded in Mogadishu on Monday, killing three people. "
        "By the evening the bombing in Mogadishu had killed nine people, police said."
    )
    assert [e.fatalities.low for e in events if e.fatalities] == [9]


def test_clashes_of_nobody_known_take_no_sides_of_other_lands(events_of: Read) -> None:
    events = events_of(
        "Police clashed with four gunmen in Oslo on Friday. "
        "A shootout in Lima on Thursday killed two bandits."
    )
    lima = next(e for e in events if "shootout" in e.trigger.text)
    assert not any(a.name == "police" for a in lima.actors)
