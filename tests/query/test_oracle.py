"""Every view against the same question in SQL, on random filters over made-up events."""

from datetime import date, timedelta
from pathlib import Path

import duckdb
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.query.filters import Bounds, Filters
from dashboard.query.manifest import current_version
from dashboard.query.source import EventSource
from dashboard.records.codes import Certainty, GeoPrecision, Status
from tests.benchmarks.synthetic import Synthetic
from tests.query.oracle import COLUMNS, NAMES, Oracle
from tests.query.sources import SOURCES, opened

EVENTS = 4_000
RANDOM = settings(max_examples=40, deadline=None, derandomize=True)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made-up")
    Synthetic(EVENTS, actors=60, datasets=("one", "another", "third")).publish(folder)
    return folder


@pytest.fixture(scope="module", params=SOURCES)
def source(request: pytest.FixtureRequest, folder: Path) -> EventSource:
    return opened(request.param, folder)


@pytest.fixture(scope="module")
def oracle(folder: Path) -> Oracle:
    connection = duckdb.connect()
    path = folder / current_version(folder) / "events.duckdb"
    connection.execute(f"ATTACH '{path}' AS snapshot (READ_ONLY)")
    return Oracle(connection)


DAYS = st.dates(date(1995, 1, 1), date(2027, 1, 1)) | st.dates(date(2024, 1, 1), date(2025, 12, 31))


@st.composite
def boxes(draw: st.DrawFn) -> Bounds:
    south, north = sorted(draw(st.lists(st.floats(-90, 90), min_size=2, max_size=2)))
    west = draw(st.floats(-180, 180))
    return Bounds(south, west, north, west + draw(st.floats(0, 359)))


def some(*values: str) -> st.SearchStrategy[tuple[str, ...]]:
    return st.just(()) | st.lists(st.sampled_from(values), min_size=1, max_size=3).map(tuple)


@st.composite
def filters(draw: st.DrawFn) -> Filters:
    first, last = draw(st.none() | DAYS), draw(st.none() | DAYS)
    if first and last and first > last:
        first, last = last, first
    return Filters(
        date_from=first,
        date_to=last,
        event_types=draw(some("battle", "riot", "protest", "no_such")),
        sub_types=draw(some("armed_clash", "shelling", "attack")),
        actors=draw(some(*(f"Front of group {n}" for n in range(1, 5)), "Army of group 0", "Nobody")),
        countries=draw(some("AD", "AE", "BR", "ZZ")),
        certainties=draw(some(*Certainty)),
        statuses=draw(some(*Status)),
        sources=draw(some("Source 0", "Source 1", "Source 399", "None")),
        datasets=draw(some("one", "third", "no such")),
        coarsest=draw(st.none() | st.sampled_from(GeoPrecision)),
        min_publishers=draw(st.sampled_from([1, 1, 1, 2, 31, 40])),
        text=draw(
            st.none() | st.none() | st.sampled_from(["place 1", "ar", "FRONT 4", "no such words", "xq"])
        ),
        bounds=draw(st.none() | boxes()),
    )


@RANDOM
@given(asked=filters())
def test_rows_pages_and_positions(source: EventSource, oracle: Oracle, asked: Filters) -> None:
    ids = oracle.ids(asked)
    assert source.count(asked) == len(ids)
    assert source.rows(asked)["event_id"].tolist() == ids
    assert [event_id for page in source.pages(asked, size=700) for event_id in page["event_id"]] == ids
    if ids:
        at = len(ids) // 2
        assert source.position(ids[at], asked) == (at + 1, len(ids))
        assert source.neighbours(ids[0], asked) == (None, ids[1] if len(ids) > 1 else None)
        dated = [row for row, end in zip(ids, source.rows(asked)["date_end"], strict=True) if end == end]
        latest = source.rows(asked, descending=True, limit=20)["event_id"].tolist()
        assert latest == (dated[::-1] + ids[len(dated) :])[:20]


@RANDOM
@given(asked=filters())
def test_facets(source: EventSource, oracle: Oracle, asked: Filters) -> None:
    facets = source.facets(asked)
    for dimension, rows in (
        ("event_types", facets.event_type),
        ("sub_types", facets.sub_type),
        ("actors", facets.actor),
        ("countries", facets.country),
        ("certainties", facets.certainty),
        ("statuses", facets.status),
        ("sources", facets.source),
        ("datasets", facets.dataset),
    ):
        assert dimension in COLUMNS or dimension in NAMES
        expected = oracle.facet(asked, dimension)
        listed = {row.value: row.shown for row in rows}
        if dimension == "sources":  # the most frequent ones are listed
            expected = {value: number for value, number in expected.items() if value in listed}
        assert {value: number for value, number in listed.items() if number} == expected


@RANDOM
@given(asked=filters())
def test_killed(source: EventSource, oracle: Oracle, asked: Filters) -> None:
    killed = source.killed(asked)
    assert killed is not None
    assert (killed.people, killed.incidents) == oracle.killed(asked)


@RANDOM
@given(asked=filters())
def test_strip(source: EventSource, oracle: Oracle, asked: Filters) -> None:
    strip, expected = source.strip(asked), oracle.strip(asked)
    parts = ("without_date", "outside_dates", "without_place", "too_coarse", "outside_area", "shown")
    assert {part: getattr(strip, part) for part in parts} == {part: expected.get(part, 0) for part in parts}
    assert strip.total == sum(expected.values())


@RANDOM
@given(asked=filters(), level=st.integers(0, 18), within=st.none() | boxes())
def test_cells(
    source: EventSource, oracle: Oracle, asked: Filters, level: int, within: Bounds | None
) -> None:
    cells = source.cells(asked, zoom=level - 5, within=within, most=EVENTS)
    level = max(level, 0)
    assert cells.level == level
    expected = oracle.cells(asked, level, within)
    found = {
        _column_and_row(int(code)): (int(number), cells.values[kind])
        for code, number, kind in zip(cells.code, cells.number, cells.event_type, strict=True)
    }
    assert {at: number for at, (number, _) in found.items()} == {at: n for at, (n, _) in expected.items()}
    assert all(kind in expected[at][1] for at, (_, kind) in found.items())
    assert len(source.cells(asked, zoom=level - 5, within=within, most=50).code) <= 50
    if found:
        code = int(cells.code[0])
        within_cell = source.in_cell(asked, level=level, code=code, limit=EVENTS)
        if within is None:
            assert len(within_cell) == int(cells.number[0])


def _column_and_row(code: int) -> tuple[int, int]:
    x = sum((code >> 2 * bit & 1) << bit for bit in range(24))
    y = sum((code >> 2 * bit + 1 & 1) << bit for bit in range(24))
    return x, y


@RANDOM
@given(asked=filters(), bins=st.sampled_from([1, 12, 90, 400, 1600]))
def test_histogram(source: EventSource, oracle: Oracle, asked: Filters, bins: int) -> None:
    frame = source.histogram(asked, bins=bins)
    axis = frame.attrs["axis"]
    if axis is None:
        return
    starts = _bins(axis, frame.attrs["unit"])
    expected = oracle.timeline(asked, starts, axis)
    found = {
        (row.bin_start.date(), row.event_type): (row.exact, row.spread)
        for row in frame.itertuples(index=False)
    }
    exact = {key: exact for key, (exact, _) in found.items() if exact}
    assert exact == {key: exact for key, (exact, _) in expected.items() if exact}
    keys = sorted({*found, *expected})
    np.testing.assert_allclose(
        [found.get(key, (0, 0.0))[1] for key in keys],
        [float(expected.get(key, (0, 0.0))[1]) for key in keys],
        atol=1e-6,
    )


def _bins(axis: tuple[date, date], unit: str) -> list[tuple[date, date]]:
    first, last = axis
    if unit == "week":
        first -= timedelta(first.weekday())
    elif unit == "month":
        first = first.replace(day=1)
    elif unit == "year":
        first = first.replace(month=1, day=1)
    bins = []
    while first <= last:
        if unit == "day":
            after = first + timedelta(1)
        elif unit == "week":
            after = first + timedelta(7)
        elif unit == "month":
            after = (first.replace(day=28) + timedelta(4)).replace(day=1)
        else:
            after = first.replace(year=first.year + 1)
        bins.append((first, after - timedelta(1)))
        first = after
    return bins


@RANDOM
@given(
    asked=filters(),
    days=st.lists(DAYS, min_size=2, max_size=2).map(sorted),
    level=st.sampled_from([2, 7, 12]),
)
def test_a_step_of_the_brush_is_what_the_filter_would_show(
    source: EventSource, asked: Filters, days: list[date], level: int
) -> None:
    asked = asked.without("dates")
    brush = source.brush(asked, zoom=level - 5, most=EVENTS)
    step = brush.step(*days)
    dated = asked.replace(date_from=days[0], date_to=days[1])
    assert step.total == source.count(dated)
    expected = source.cells(dated, zoom=level - 5, most=EVENTS)
    shown = {int(c): int(n) for c, n in zip(brush.cells.code, step.cells, strict=True) if n}
    assert shown == dict(zip(expected.code.tolist(), expected.number.tolist(), strict=True))
    by_type = {row.value: row.shown for row in source.facets(dated.without("event_types")).event_type}
    for code, value in enumerate(brush.event_types):
        if value and not asked.event_types:
            assert step.event_types[code] == by_type[value]
