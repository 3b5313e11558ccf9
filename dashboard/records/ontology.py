"""Event types and actor kinds, read from ``data/ontology``: labels, colours, shapes and crosswalks.

Both arms use them: the extractor to type an event, charts and pages to name and draw it.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cache

from dashboard import resources
from dashboard.errors import ResourceError


@dataclass(frozen=True, slots=True)
class EventType:
    """One sub-type of the ontology. Crosswalk fields are None where the other scheme has no class for it."""

    event_type: str
    sub_type: str
    type_label: str
    label: str
    definition: str
    example: str
    counter_example: str
    colour_light: str
    colour_dark: str
    symbol: str
    acled_event_type: str | None
    acled_sub_event_type: str | None
    plover_event: str | None
    plover_mode: str | None
    cameo_root: str | None
    ucdp_type: str | None


@dataclass(frozen=True, slots=True)
class ActorKindLabel:
    """How a kind of actor is shown, and its codes in other schemes."""

    kind: str
    label: str
    definition: str
    example: str
    acled_inter: str | None
    plover_sector: str | None


def _rows(path: str) -> Iterator[dict[str, str | None]]:
    with resources.file(path).open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield {key: value or None for key, value in row.items()}


@cache
def event_types() -> tuple[EventType, ...]:
    """Every sub-type, in the order of ``data/ontology/event_types.csv``, which is the order to show them in.

    Raises ResourceError where the file is missing or lacks a column.
    """
    wanted = [column.name for column in fields(EventType)]
    try:
        return tuple(
            EventType(**{name: row[name] for name in wanted})  # type: ignore[arg-type]
            for row in _rows("ontology/event_types.csv")
        )
    except KeyError as missing:
        raise ResourceError(f"data/ontology/event_types.csv lacks the column {missing}") from None


@cache
def sub_types() -> dict[str, EventType]:
    """The sub-types by name; a name belongs to one event type only."""
    return {row.sub_type: row for row in event_types()}


@cache
def type_labels() -> dict[str, EventType]:
    """One row for each event type, in order; its label, colours and symbol are those of all its rows."""
    first: dict[str, EventType] = {}
    for row in event_types():
        first.setdefault(row.event_type, row)
    return first


@cache
def actor_kinds() -> dict[str, ActorKindLabel]:
    """The kinds of actor by code, in the order to show them in."""
    wanted = [column.name for column in fields(ActorKindLabel)]
    return {
        str(row["kind"]): ActorKindLabel(**{name: row[name] for name in wanted})  # type: ignore[arg-type]
        for row in _rows("ontology/actor_kinds.csv")
    }
