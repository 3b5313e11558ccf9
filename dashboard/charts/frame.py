"""The table that charts are given: checked at the door, unknown values made None."""

import math
from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from dashboard.charts.theme import type_label
from dashboard.errors import InputError
from dashboard.query.wording import in_words
from dashboard.records.codes import Certainty, GeoPrecision

Row = Mapping[Any, Any]


def rows_of(frame: pd.DataFrame, *needed: str) -> list[Row]:
    """The rows as dictionaries, missing values None; raises InputError naming the columns that lack."""
    lacking = [name for name in needed if name not in frame.columns]
    if lacking:
        raise InputError(
            f"the table lacks the column {', '.join(lacking)}; charts take the columns of our CSV "
            "(data/CODEBOOK.md)"
        )
    return [{key: _known(value) for key, value in row.items()} for row in frame.to_dict("records")]


def _known(value: Any) -> Any:
    if value is None or value is pd.NaT or value is pd.NA:
        return None
    if isinstance(value, float) and math.isnan(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.date()
    return value


def day(value: Any) -> date | None:
    """A day from a date or its ISO 8601 text, as a CSV gives it."""
    if value is None or isinstance(value, date):
        return value
    return date.fromisoformat(str(value)[:10])


def span_words(row: Row) -> str:
    """When, in a few words: "18–19 June 2022", "up to 20 June 2022, start unknown", "no date"."""
    first, last = day(row.get("date_start")), day(row.get("date_end"))
    if last is None:
        return "no date"
    if first is None:
        return f"up to {in_words(last)}, start unknown"
    if first == last:
        return in_words(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{in_words(last)}"
    return f"{in_words(first, year=first.year != last.year)} – {in_words(last)}"


def place_words(row: Row) -> str:
    """Where, with its precision: "Metolkine", "within 10 km of Severodonetsk", "somewhere in Donbas"."""
    place = row.get("place")
    if place is None:
        return "no place"
    precision = GeoPrecision(row["geo_precision"]) if row.get("geo_precision") else GeoPrecision.TOWN
    if precision is GeoPrecision.NEAR:
        radius = row.get("radius_km")
        return f"within {radius:g} km of {place}" if radius else f"near {place}"
    if precision.rank >= GeoPrecision.DISTRICT.rank:
        return f"somewhere in {place}"
    return str(place)


def title_of(row: Row) -> str:
    """The summary where there is one, else the name of the event type."""
    return str(row.get("summary") or type_label(str(row["event_type"])))


def is_claim(row: Row) -> bool:
    """Whether one party alone says so: such marks are drawn in outline."""
    return row.get("certainty") == Certainty.CLAIMED
