"""What an attack was is decided by who attacked whom."""

import pytest

from tests.events.conftest import Read


@pytest.mark.parametrize(
    ("text", "sub_type"),
    [
        ("Gunmen opened fire on worshippers in Kabul on Monday.", "attack"),
        ("Police opened fire on protesters in Lagos on Monday and killed two.", "excessive_force"),
        ("Rebels ambushed soldiers near Goma on Monday.", "armed_clash"),
        ("Police arrested nine suspects in Lagos on Monday.", "arrest"),
        ("Police detained forty protesters in Lagos on Monday.", "protest_with_intervention"),
        ("Protesters clashed with police in Lagos on Monday.", "violent_demonstration"),
    ],
)
def test_actors_decide(text: str, sub_type: str, events_of: Read) -> None:
    assert [e.sub_type for e in events_of(text)] == [sub_type]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ukrainian troops recaptured the city of Kherson on Monday.", "Government regains territory"),
        ("Russian troops captured the city of Kherson on Monday.", "Non-state actor overtakes territory"),
        ("Warplanes bombed a depot in Idlib on Monday.", "Air/drone strike"),
    ],
)
def test_acled_names(text: str, name: str, events_of: Read) -> None:
    (event,) = events_of(text)
    assert event.acled_sub_event_type == name


def test_diplomacy_has_no_acled_name(events_of: Read) -> None:
    (event,) = events_of("The French president condemned the plan of Russia on Monday.")
    assert event.acled_sub_event_type is None
