"""Questions to the published events against a plain reading of the rules, on random filters."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.errors import FilterError
from dashboard.query.filters import DIMENSIONS, Bounds, Filters
from dashboard.query.flat import folded
from dashboard.query.rows import as_records
from dashboard.query.source import EventSource
from dashboard.query.views import Part
from dashboard.records.codebook import INCIDENT_COLUMNS
from dashboard.records.codes import Certainty, GeoPrecision, Status
from tests.builders import HOSTILE, sample_snapshot
from tests.query.sources import SOURCES, opened

Row = Mapping[str, Any]


@pytest.fixture(scope="module", params=SOURCES)
def source(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> EventSource:
    folder = tmp_path_factory.mktemp("snapshots")
    sample_snapshot(folder)
    return opened(request.param, folder)


@pytest.fixture(scope="module")
def table(source: EventSource) -> list[dict[str, Any]]:
    rows = as_records(source.rows(Filters()))
    for row in rows:
        view = source.incident(row["event_id"])
        assert view is not None
        row["names"] = {actor.name for actor in view.actors}
        row["told_by"] = {article.publisher for article in view.evidence}
        row["words"] = folded(" ".join(s.text for article in view.evidence for s in article.sentences))
    return rows


RANDOM = settings(max_examples=60, deadline=None, derandomize=True)
ACTORS = ("Northern Army", "Southern Front", "Rioters", "Nobody", HOSTILE)
PAPERS = ("Harbour Post", "Daily Ledger", "No Such Paper")
DAYS = st.dates(date(2022, 1, 1), date(2025, 1, 1)) | st.dates(date(2024, 2, 25), date(2024, 3, 15))


def some(*values: str) -> st.SearchStrategy[tuple[str, ...]]:
    return st.just(()) | st.lists(st.sampled_from(values), min_size=1, max_size=3).map(tuple)


@st.composite
def filters_of_the_sample(draw: st.DrawFn) -> Filters:
    first, last = draw(st.none() | DAYS), draw(st.none() | DAYS)
    if first and last and first > last:
        first, last = last, first
    boxes = [Bounds(48, 38, 49, 39), Bounds(-30, 170, 0, -160), Bounds(-90, -180, 90, 180)]
    return Filters(
        date_from=first,
        date_to=last,
        event_types=draw(some("battle", "riot", "diplomacy", "remote_violence")),
        sub_types=draw(some("shelling", "armed_clash", "threat")),
        actors=draw(some(*ACTORS)),
        countries=draw(some("UA", "SY", "FJ", "ZZ")),
        certainties=draw(some(*Certainty)),
        statuses=draw(some(*Status)),
        sources=draw(some(*PAPERS)),
        coarsest=draw(st.none() | st.sampled_from(GeoPrecision)),
        min_publishers=draw(st.sampled_from([1, 1, 2, 3])),
        text=draw(st.none() | st.sampled_from(["orlivka", "KRASNA took", "monday", "day", "zebra"])),
        bounds=draw(st.none() | st.sampled_from(boxes)),
    )


def passes(row: Row, filters: Filters) -> bool:
    """The rules of a filter, read aloud; the words of a search are looked for in the quoted sentences."""
    start = row["date_start"] or date.min
    if (filters.date_from or filters.date_to) and row["date_end"] is None:
        return False
    if filters.date_from and row["date_end"] < filters.date_from:
        return False
    if filters.date_to and start > filters.date_to:
        return False
    for wanted, column in (
        (filters.event_types, "event_type"),
        (filters.sub_types, "sub_type"),
        (filters.countries, "country"),
        (filters.certainties, "certainty"),
        (filters.statuses, "status"),
    ):
        if wanted and row[column] not in wanted:
            return False
    if filters.actors and not row["names"] & set(filters.actors):
        return False
    if filters.sources and not row["told_by"] & set(filters.sources):
        return False
    if row["publishers"] < filters.min_publishers:
        return False
    placed = row["geo_precision"] is not None
    if filters.coarsest and (not placed or GeoPrecision(row["geo_precision"]).rank > filters.coarsest.rank):
        return False
    if filters.bounds and not (placed and filters.bounds.contains(row["latitude"], row["longitude"])):
        return False
    said = row["words"] + " " + folded(" ".join(str(row[c]) for c in ("place", "sub_type", "event_type")))
    return all(word in said.replace("_", " ") for word in folded(filters.text or "").split())


def part_of(row: Row, filters: Filters) -> Part:
    """Where a row that passes the other filters stands."""
    if row["date_end"] is None:
        return Part.WITHOUT_DATE
    if not passes(row, Filters(date_from=filters.date_from, date_to=filters.date_to)):
        return Part.OUTSIDE_DATES
    if row["geo_precision"] is None:
        return Part.WITHOUT_PLACE
    if not passes(row, Filters(coarsest=filters.coarsest)):
        return Part.TOO_COARSE
    if not passes(row, Filters(bounds=filters.bounds, countries=filters.countries)):
        return Part.OUTSIDE_AREA
    return Part.SHOWN


@RANDOM
@given(filters=filters_of_the_sample())
def test_rows_and_count_are_what_the_rules_let_pass(
    source: EventSource, table: list[dict[str, Any]], filters: Filters
) -> None:
    expected = [row["event_id"] for row in table if passes(row, filters)]
    assert source.rows(filters)["event_id"].tolist() == expected
    assert source.count(filters) == len(expected)


@RANDOM
@given(filters=filters_of_the_sample())
def test_the_parts_of_the_strip_hold_each_incident_once(
    source: EventSource, table: list[dict[str, Any]], filters: Filters
) -> None:
    base = filters.without("dates", "countries", "coarsest", "bounds")
    rows = [row for row in table if passes(row, base)]
    strip = source.strip(filters)
    assert strip.total == len(rows)
    for part in Part:
        expected = [row["event_id"] for row in rows if part_of(row, filters) is part]
        assert getattr(strip, part) == len(expected)
        assert source.rows(filters, part=part)["event_id"].tolist() == expected
    assert sum(getattr(strip, part) for part in Part) == strip.total


@RANDOM
@given(filters=filters_of_the_sample())
def test_a_facet_counts_what_ticking_its_value_alone_would_show(
    source: EventSource, filters: Filters
) -> None:
    facets = source.facets(filters)
    for dimension, facet in (
        ("event_types", facets.event_type),
        ("actors", facets.actor),
        ("countries", facets.country),
        ("certainties", facets.certainty),
        ("statuses", facets.status),
        ("sources", facets.source),
    ):
        for row in facet:
            ticked = filters.replace(**{dimension: (row.value,)})
            alone = Filters().replace(**{dimension: (row.value,)})
            assert row.shown == source.count(ticked)
            assert row.total == source.count(alone)
    others = filters.without("coarsest")
    placed = source.count(others.replace(coarsest=GeoPrecision.INTERNATIONAL))
    for step in facets.precision:
        kept = source.count(others.replace(coarsest=step.coarsest)) if step.coarsest else placed
        assert step.hidden == placed - kept


@RANDOM
@given(filters=filters_of_the_sample(), bins=st.integers(1, 90))
def test_the_histogram_counts_each_dated_incident_by_its_possible_days(
    source: EventSource, table: list[dict[str, Any]], filters: Filters, bins: int
) -> None:
    counted = source.histogram(filters, bins=bins)
    axis = counted.attrs["axis"]
    exact = dict.fromkeys(counted.index, 0)
    spread = dict.fromkeys(counted.index, 0.0)
    for row in table:
        if not passes(row, filters) or row["date_end"] is None:
            continue
        start = row["date_start"] or min(axis[0], row["date_end"])
        days = (row["date_end"] - start).days + 1
        for at, bin_ in enumerate(counted.to_dict("records")):
            if bin_["event_type"] != row["event_type"]:
                continue
            first, last = bin_["bin_start"].date(), bin_["bin_end"].date()
            common = (min(last, row["date_end"]) - max(first, start)).days + 1
            if row["date_start"] and first <= start and row["date_end"] <= last:
                exact[at] += 1
            elif common > 0:
                spread[at] += common / days
    assert counted["exact"].tolist() == list(exact.values())
    np.testing.assert_allclose(counted["spread"].to_numpy(), list(spread.values()), atol=1e-6)


def test_the_unit_of_the_histogram_follows_the_days_it_covers(source: EventSource) -> None:
    def unit(first: date, last: date, bins: int = 60) -> str:
        name: str = source.histogram(Filters(date_from=first, date_to=last), bins=bins).attrs["unit"]
        return name

    assert unit(date(2024, 3, 1), date(2024, 3, 31)) == "day"
    assert unit(date(2024, 1, 1), date(2024, 12, 31)) == "week"
    assert unit(date(2022, 1, 1), date(2024, 12, 31)) == "month"
    assert unit(date(1950, 1, 1), date(2024, 12, 31), bins=80) == "year"


def test_rows_come_in_pages_and_in_the_asked_order(source: EventSource) -> None:
    everything = Filters()
    by_name = [name for name in source.rows(everything, order="place")["place"] if isinstance(name, str)]
    assert by_name == sorted(by_name, key=str.casefold)
    backwards = source.rows(everything, order="date", descending=True)
    assert backwards["date_end"].isna().tolist()[-2:] == [True, True]
    pages = [source.rows(everything, offset=n, limit=10)["event_id"].tolist() for n in (0, 10, 20, 30)]
    assert [event_id for page in pages for event_id in page] == source.rows(everything)["event_id"].tolist()
    ranks = source.rows(everything, order="geo_precision")["geo_precision"].dropna().tolist()
    assert ranks == sorted(ranks, key=lambda value: GeoPrecision(value).rank)
    with pytest.raises(FilterError, match="no column is named 'colour'"):
        source.rows(everything, order="colour")


def test_a_row_has_the_columns_of_the_codebook(source: EventSource) -> None:
    columns = list(source.rows(Filters(), limit=1).columns)
    assert columns[: len(INCIDENT_COLUMNS)] == [column.name for column in INCIDENT_COLUMNS]


def test_position_and_neighbours_follow_order_and_filter(source: EventSource) -> None:
    filters = Filters(event_types=("protest", "riot"))
    ids = source.rows(filters)["event_id"].tolist()
    assert source.position(ids[1], filters, order="date") == (2, 4)
    assert source.neighbours(ids[1], filters) == (ids[0], ids[2])
    assert source.neighbours(ids[0], filters) == (None, ids[1])
    assert source.position(ids[0], Filters(event_types=("battle",)), order="date") is None
    assert source.position("no such id", Filters()) is None


def test_the_card_quotes_the_sentences_with_their_marked_words(source: EventSource) -> None:
    rows = source.rows(Filters(sub_types=("air_strike",)))
    view = source.incident(rows["event_id"].iloc[0])
    assert view is not None
    assert view.row["publishers"] == 3
    assert [article.publisher for article in view.evidence] == [
        "Daily Ledger",
        "Northern Courier",
        "Harbour Post",
    ]
    for article in view.evidence:
        (sentence,) = article.sentences
        marked = {mark.field: sentence.text[mark.start : mark.end] for mark in sentence.marks}
        assert marked["what"] == view.row["summary"]
    assert source.incident("' OR 1=1 --") is None


def test_an_incident_without_place_or_date_passes_until_one_is_asked_for(source: EventSource) -> None:
    threat = Filters(sub_types=("threat",))
    assert source.count(threat) == 1
    assert source.count(threat.replace(date_to=date(2100, 1, 1))) == 0
    assert source.count(threat.replace(coarsest=GeoPrecision.INTERNATIONAL)) == 0
    assert source.count(threat.replace(bounds=Bounds(-90, -180, 90, 180))) == 0
    surrender = Filters(sub_types=("surrender",), date_to=date(1900, 1, 1))
    assert source.count(surrender) == 1, "an open start may lie before any day"


def test_every_dimension_of_the_filters_can_be_asked(source: EventSource) -> None:
    whole = source.count(Filters())
    values = {
        "dates": {"date_to": date(2024, 3, 1)},
        "event_types": {"event_types": ("riot",)},
        "sub_types": {"sub_types": ("threat",)},
        "actors": {"actors": ("Rioters",)},
        "countries": {"countries": ("SY",)},
        "certainties": {"certainties": ("disputed",)},
        "statuses": {"statuses": ("ongoing",)},
        "coarsest": {"coarsest": GeoPrecision.EXACT},
        "min_publishers": {"min_publishers": 2},
        "sources": {"sources": ("Harbour Post",)},
        "text": {"text": "Krasna"},
        "bounds": {"bounds": Bounds(30, 30, 40, 40)},
    }
    assert {*values, "datasets"} == set(DIMENSIONS)
    assert source.count(Filters(datasets=(source.dataset,))) == whole
    assert source.count(Filters(datasets=("another",))) == 0
    for changes in values.values():
        assert 0 < source.count(Filters(**changes)) < whole  # type: ignore[arg-type]


def test_articles_of_the_filtered_incidents_are_listed_once(source: EventSource) -> None:
    filters = Filters(min_publishers=2)
    told: dict[str, set[str]] = {}
    for event_id in source.rows(filters)["event_id"]:
        view = source.incident(event_id)
        assert view is not None
        for article in view.evidence:
            told.setdefault(article.article_id, set()).add(event_id)
    found = source.articles_of(filters)
    assert {article.article_id: article.events for article in found} == {
        article_id: len(events) for article_id, events in told.items()
    }
    assert source.articles_of(Filters(text="no such words")) == []
