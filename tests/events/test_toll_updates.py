"""Tolls that grow, that add up over the two sides, and that are nought."""

import pytest

from dashboard.records.event import Event
from tests.events.conftest import Read


def killed(event: Event) -> tuple[int | None, int | None] | None:
    told = event.fatalities
    return (told.low, told.high) if told else None


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("A suicide bomber blew himself up at a market in Maiduguri on Monday, killing 12. "
         "Three more died in hospital, raising the toll to 15.", 15),
        ("A car bomb in Mogadishu killed 12 people on Monday. Three more died in hospital.", 15),
        ("A car bomb in Mogadishu killed 12 people on Monday. "
         "The number of dead rose to 15 on Tuesday, police said.", 15),
        ("A car bomb in Mogadishu killed 12 people on Monday, "
         "bringing the number of people killed to 15.", 15),
        ("Gunmen killed five people in Goma on Monday. Two others died of their wounds.", 7),
        ("The army lost 12 soldiers and killed 40 militants in fighting near Gao on Monday.", 52),
        ("Rebels attacked a base near Gao on Monday. Twelve soldiers and 40 militants were killed.", 52),
        ("Rebels attacked a base near Gao on Monday, killing 12 soldiers. "
         "Forty militants also died, the army said.", 52),
        ("A car bomb in Mogadishu killed 12 people, including three soldiers and four civilians, "
         "on Monday.", 12),
        ("The blast in Kabul on Tuesday killed nobody.", 0),
        ("Rockets hit a depot in Kirkuk on Monday, but there were no casualties.", 0),
        ("Gunmen stormed the house of a judge in Basra on Sunday and killed his wife.", 1),
        ("Gunmen stormed the house of a judge in Basra on Sunday and killed his wife and two children.", 3),
    ],
)  # fmt: skip
def test_the_count_of_all(text: str, number: int, events_of: Read) -> None:
    (event,) = events_of(text)
    assert killed(event) == (number, number)


def test_each_side_keeps_its_number(events_of: Read) -> None:
    (event,) = events_of("The army lost 12 soldiers and killed 40 militants in fighting near Gao on Monday.")
    assert [(toll.text, toll.count.best) for toll in event.tolls] == [
        ("12 soldiers", 12),
        ("40 militants", 40),
    ]


@pytest.mark.parametrize("text", ["The team lost 12 players in May.", "The party lost 40 seats in May."])
def test_what_else_is_lost_is_no_toll(text: str, events_of: Read) -> None:
    assert all(event.fatalities is None for event in events_of(text))
