"""Killed and injured go to the event that caused them."""

import pytest

from tests.events.conftest import Read


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("A car bomb in Mogadishu killed nine people on Monday.", 9, 9),
        ("A car bomb in Mogadishu killed at least nine people on Monday.", 9, None),
        ("A car bomb exploded in Mogadishu, a city of 2,000,000 people, on Monday.", None, None),
    ],
)
def test_killed(text: str, low: int | None, high: int | None, events_of: Read) -> None:
    (event,) = events_of(text)
    told = event.fatalities
    assert (told.low if told else None, told.high if told else None) == (low, high)


def test_killed_and_wounded_in_one_sentence(events_of: Read) -> None:
    (event,) = events_of("A car bomb in Mogadishu killed three soldiers and wounded two on Monday.")
    assert event.fatalities is not None
    assert event.injured is not None
    assert (event.fatalities.best, event.injured.best) == (3, 2)


def test_acts_of_speech_kill_nobody(events_of: Read) -> None:
    events = events_of(
        "The French president condemned the air strike that killed nine people in Idlib on Monday."
    )
    assert all(e.fatalities is None for e in events if e.event_type == "diplomacy")


def test_a_count_of_killings_is_no_toll_of_another_deed(events_of: Read) -> None:
    events = events_of(
        "Rebels shelled a police station in Gao on Monday in revenge for two killings in Timbuktu."
    )
    shelling = next(e for e in events if e.sub_type == "shelling")
    assert shelling.fatalities is None


def test_the_attacker_who_is_killed_counts_too(events_of: Read) -> None:
    (event,) = events_of(
        "A gunman opened fire on a patrol of police in Lyon on Sunday. "
        "The shooting killed a policeman, and guards then shot dead the gunman."
    )
    assert event.fatalities is not None
    assert event.fatalities.low == 2
