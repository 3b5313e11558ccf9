"""The small print of an embed: where its events come from, what it leaves out, and what its signs mean."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

import pandas as pd

from dashboard.charts.frame import Row, is_claim
from dashboard.charts.symbols import GLYPHS, symbol
from dashboard.charts.theme import type_label
from dashboard.query.filters import Filters
from dashboard.query.wording import in_words
from dashboard.records.codes import GeoPrecision
from dashboard.records.ontology import type_labels

_MOST_NAMED = 3
#: Dimension -> what is wrong with an event that it leaves out.
_OUTSIDE = {
    "dates": "lie outside these dates or have no date",
    "countries": "lie in other countries",
    "coarsest": "are placed less exactly",
    "bounds": "lie outside this area",
}


#: Signs that are no event type: class of the style sheet -> the character that stands for it in a picture.
_SIGNS = {"hatched": "▨", "circle": "◌", "area": "⬚", "claim": "○", "claimed-bar": "▭"}


@dataclass(frozen=True, slots=True)
class Key:
    """One line of the legend: ``sign`` is an event type, or one of the signs that the style sheet draws."""

    sign: str
    text: str

    @property
    def is_type(self) -> bool:
        return self.sign not in _SIGNS

    @property
    def glyph(self) -> str:
        """The sign as a character, for where nothing can be drawn."""
        return GLYPHS[symbol(self.sign)][0] if self.is_type else _SIGNS[self.sign]


def source_line(rows: Iterable[Row], *, articles: int, dataset: str, as_of: datetime, licence: str) -> str:
    """Who tells the events that are shown, out of how many articles, as of when and on what terms."""
    publishers = publishers_of(rows)
    read = f"“{dataset}”, {_number(articles, 'article')} read with Conflict Events"
    moment = as_of.astimezone(UTC)
    stamp = f"As of {in_words(moment.date())}, {moment:%H:%M} UTC."
    told = f"{_listed(publishers)}; " if publishers else ""
    return f"Source: {told}{read}. {stamp} {licence}"


def publishers_of(rows: Iterable[Row]) -> list[str]:
    """The publishers that tell any of the events, those of most events first."""
    told = [name for row in rows for name in str(row.get("sources") or "").split("; ") if name]
    return list(pd.Series(told, dtype="str").value_counts().index)


def left_out(kind: str, filters: Filters, *, drawn: int, passing: int, total: int) -> str:
    """How many events are not in the chart, and why; empty where none is left out.

    ``passing`` events pass the filters, ``drawn`` of them can be drawn, ``total`` pass all filters but those
    of time and place.
    """
    parts = []
    missing, outside = passing - drawn, total - passing
    if missing:
        lack = "date" if kind == "timeline" else "place on the map"
        parts.append(f"{_number(missing, 'event')} without a {lack} {_are(missing)} in the data only.")
    if outside:
        reasons = [words for name, words in _OUTSIDE.items() if name in filters.active()]
        if {"countries", "coarsest", "bounds"} & set(filters.active()):
            reasons.append("have no place")
        parts.append(f"{_number(outside, 'more event')} {_either(reasons)}.")
    return " ".join(parts)


def legend(kind: str, rows: Iterable[Row]) -> list[Key]:
    """The signs that occur in the chart: event types first, then how certainty and precision are drawn."""
    rows = list(rows)
    types = {str(row["event_type"]) for row in rows}
    order = [name for name in type_labels() if name in types] + sorted(types - set(type_labels()))
    keys = [Key(name, type_label(name)) for name in order]
    if kind == "timeline":
        if any(row["date_start"] is None for row in rows):
            keys.append(Key("hatched", "start unknown: the count is spread over the possible days"))
        elif any(row["date_start"] != row["date_end"] for row in rows):
            keys.append(Key("hatched", "day not known: the count is spread over the possible days"))
    else:
        found = {GeoPrecision(row["geo_precision"]) for row in rows if row.get("geo_precision")}
        if found & {GeoPrecision.NEAR, GeoPrecision.DISTRICT}:
            keys.append(Key("circle", "somewhere in the circle"))
        if any(not precision.is_point for precision in found):
            keys.append(Key("area", "somewhere in the area"))
    if any(is_claim(row) for row in rows):
        keys.append(Key("claimed-bar" if kind == "timeline" else "claim", "one party’s claim"))
    return keys


def _number(count: int, noun: str) -> str:
    return f"1 {noun}" if count == 1 else f"{count:,} {noun}s".replace(",", "\u202f")


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _listed(names: list[str]) -> str:
    if len(names) > _MOST_NAMED:
        return f"{', '.join(names[:_MOST_NAMED])} and {_number(len(names) - _MOST_NAMED, 'more publisher')}"
    return ", ".join(names)


def _either(reasons: list[str]) -> str:
    return " or ".join([", ".join(reasons[:-1]), reasons[-1]] if len(reasons) > 1 else reasons)
