"""Which short sentences tell of an event, and which only report one."""

import pytest

from tests.events.conftest import Read


@pytest.mark.parametrize(
    ("text", "sub_type", "place"),
    [
        ("The raid in Jenin left two dead and 11 wounded.", "attack", "Jenin"),
        ("An assault on Monday in Goma left five people dead.", "attack", "Goma"),
        ("Boris Johnson visited Kyiv.", "visit", "Kyiv"),
        ("Volodymyr Zelensky toured Kharkiv on Sunday.", "visit", "Kharkiv"),
        ("Rockets destroyed a depot near Kirkuk on Monday, the army said. "
         "The strike also hit a bridge, it added.", "shelling", "Kirkuk"),
        ("Missiles destroyed a depot near Odesa on Monday, the army said.", "missile_strike", "Odesa"),
        ("A bomb hit a convoy in Kano on Monday.", "bombing", "Kano"),
    ],
)  # fmt: skip
def test_one_event(text: str, sub_type: str, place: str, events_of: Read) -> None:
    (event,) = events_of(text)
    assert (event.sub_type, event.where.name if event.where else None) == (sub_type, place)


@pytest.mark.parametrize(
    "text",
    [
        "Rockets destroyed a depot, the army said. The strike also hit a bridge, it added.",
        "The road near Kirkuk was dark on Monday, the army said.",
        "Germany visited Wembley on Friday.",
        "Anna Schmidt visited Kyiv on Friday.",
        "The raid on the fridge left two plates empty.",
    ],
)
def test_no_event(text: str, events_of: Read) -> None:
    assert events_of(text) == ()
