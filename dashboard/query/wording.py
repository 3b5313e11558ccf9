"""The filter sentence: what is asked for, in words that a reader would use."""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from dashboard import resources
from dashboard.errors import ResourceError
from dashboard.records.codes import GeoPrecision

if TYPE_CHECKING:
    from dashboard.query.filters import Filters

_MONTHS = "January February March April May June July August September October November December".split()

_PLACED = {
    GeoPrecision.EXACT: (", placed to an ", "exact point"),
    GeoPrecision.TOWN: (", placed to a ", "town or finer"),
    GeoPrecision.NEAR: (", placed ", "near a named place or finer"),
    GeoPrecision.DISTRICT: (", placed to a ", "district or finer"),
    GeoPrecision.PROVINCE: (", placed to a ", "province or finer"),
    GeoPrecision.COUNTRY: (", placed to a ", "country or finer"),
    GeoPrecision.MULTI_COUNTRY: (", placed to ", "several countries or finer"),
    GeoPrecision.INTERNATIONAL: (", placed ", "anywhere at all"),
}


@dataclass(frozen=True, slots=True)
class Phrase:
    """A part of the filter sentence: ``text`` tells of ``dimension``, ``lead`` stands before it."""

    text: str
    dimension: str
    lead: str


def counted(shown: int) -> str:
    """ "14 events", with a thin space between thousands."""
    return "1 event" if shown == 1 else f"{shown:,} events".replace(",", "\u202f")


def in_words(day: date, *, month: bool = True, year: bool = True) -> str:
    """ "18 June 2022", without what the reader knows already."""
    parts = [str(day.day)] + [_MONTHS[day.month - 1]] * month + [str(day.year)] * year
    return " ".join(parts)


def span_in_words(first: date, last: date) -> str:
    """ "10 to 24 June 2022": what both days share is said once."""
    if first == last:
        return in_words(first)
    same_year = first.year == last.year
    same_month = same_year and first.month == last.month
    return f"{in_words(first, month=not same_month, year=not same_year)} to {in_words(last)}"


@cache
def country_names() -> dict[str, str]:
    """Names of countries by ISO 3166-1 alpha-2 code; empty where the table is not installed."""
    try:
        with resources.file("gazetteer/countries.csv").open(encoding="utf-8", newline="") as lines:
            return {row["country"]: row["name"] for row in csv.DictReader(lines)}
    except ResourceError:
        return {}


def _any_of(values: list[str], others: str) -> str:
    if len(values) <= 2:
        return " or ".join(values)
    return f"{values[0]} or {len(values) - 1} other {others}"


def _dates(first: date | None, last: date | None) -> tuple[str, str]:
    if first and last:
        return (" on " if first == last else " from "), span_in_words(first, last)
    if first:
        return " ", f"since {in_words(first)}"
    if last:
        return " ", f"up to {in_words(last)}"
    return ", ", "any date"


def phrases_of(filters: "Filters") -> tuple[Phrase, ...]:
    """The parts of the sentence, in its order; dates, actors, types and precision are always told."""
    lead, text = _dates(filters.date_from, filters.date_to)
    phrases = [Phrase(text, "dates", lead)]

    def tell(dimension: str, lead: str, text: str) -> None:
        phrases.append(Phrase(text, dimension, lead))

    def plain(codes: tuple[str, ...]) -> list[str]:
        return [code.replace("_", " ") for code in codes]

    if filters.actors:
        tell("actors", ", with ", _any_of(list(filters.actors), "actors"))
    else:
        tell("actors", ", ", "any actor")
    types = plain(filters.event_types)
    tell("event_types", ", ", _any_of(types, "types") if types else "any type")
    if filters.sub_types:
        tell("sub_types", ", ", _any_of(plain(filters.sub_types), "sub-types"))
    if filters.countries:
        names = [country_names().get(code, code) for code in filters.countries]
        tell("countries", ", in ", _any_of(names, "countries"))
    if filters.certainties:
        tell("certainties", ", ", _any_of(list(filters.certainties), "kinds of certainty"))
    if filters.statuses:
        tell("statuses", ", ", _any_of(plain(filters.statuses), "kinds of status"))
    if filters.sources:
        tell("sources", ", told by ", _any_of(list(filters.sources), "sources"))
    if filters.datasets:
        tell("datasets", ", of the dataset ", _any_of(list(filters.datasets), "datasets"))
    if filters.min_publishers > 1:
        tell("min_publishers", ", told by ", f"{filters.min_publishers} publishers or more")
    if filters.text:
        tell("text", ", with the words ", f"“{filters.text}”")
    if filters.bounds:
        tell("bounds", ", inside ", "the chosen map area")
    lead, text = _PLACED[filters.coarsest] if filters.coarsest else (", placed ", "to any precision")
    tell("coarsest", lead, text)
    return tuple(phrases)
