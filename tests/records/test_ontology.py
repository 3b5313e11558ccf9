"""The ontology: labels, colours and crosswalks that both arms read."""

import re

import pytest

from dashboard.records.codes import ActorKind
from dashboard.records.ontology import EventType, actor_kinds, event_types, sub_types, type_labels

HEX = re.compile(r"#[0-9A-F]{6}")


def test_a_sub_type_belongs_to_one_event_type() -> None:
    assert len(sub_types()) == len(event_types()) == 48
    assert len(type_labels()) == 7


@pytest.mark.parametrize("row", event_types(), ids=lambda row: row.sub_type)
def test_a_row_is_whole(row: EventType) -> None:
    assert HEX.fullmatch(row.colour_light)
    assert HEX.fullmatch(row.colour_dark)
    assert row.definition.endswith(".")
    assert row.example != row.counter_example
    first = type_labels()[row.event_type]
    assert (row.colour_light, row.colour_dark, row.symbol) == (
        first.colour_light,
        first.colour_dark,
        first.symbol,
    )


def test_types_differ_in_colour_and_shape() -> None:
    for field in ("colour_light", "colour_dark", "symbol"):
        assert len({getattr(row, field) for row in type_labels().values()}) == 7


def test_every_kind_of_actor_has_a_label() -> None:
    assert set(actor_kinds()) == set(ActorKind)
