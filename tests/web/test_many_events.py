"""A board of more events than can be drawn one by one: cells on the map, a brush, a table in pages."""

import json
from base64 import b64decode
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import parse_qsl

import numpy as np
import pyarrow as pa
import pytest
from flask import Flask
from flask.testing import FlaskClient

from dashboard.charts.cell_marks import NAME, sizes
from dashboard.query.filters import Bounds, Filters
from dashboard.query.snapshot import write_rows
from dashboard.query.source import EventSource
from dashboard.query.views import Part
from dashboard.web import brush_steps, event_card, map_panel, table_panel, timeline_panel
from dashboard.web.map_panel import MOST_MARKS, cell_of, figure_of
from dashboard.web.map_view import MapView
from tests.benchmarks.synthetic import Synthetic
from tests.query.sources import SOURCES, opened

EVENTS = 6_000
WORLD = MapView.from_camera({"width": 1000, "height": 600})


@pytest.fixture(scope="module", params=SOURCES)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def source(kind: str, tmp_path_factory: pytest.TempPathFactory) -> EventSource:
    folder = tmp_path_factory.mktemp("many")
    Synthetic(EVENTS, actors=300).publish(folder)
    return opened(kind, folder)


@pytest.fixture
def client(source: EventSource) -> Iterator[FlaskClient]:
    server = Flask("brush")
    brush_steps.register(server, source)
    with server.test_client() as client:
        yield client


def drawn(source: EventSource, filters: Filters, camera: MapView) -> dict[str, object]:
    with Flask("map").test_request_context("/"):
        figure = figure_of(source, filters, camera, theme="light", selected=None, zoom=None)
    return {trace.name: trace for trace in figure.data} | {
        "meta": figure.layout.meta,
        "layout": figure.layout,
    }


def test_many_events_are_counted_by_cells_and_none_is_lost(source: EventSource) -> None:
    found = drawn(source, Filters(), WORLD)
    names = [name for (name,) in found[NAME].customdata]  # type: ignore[attr-defined]
    placed = source.count(Filters(bounds=Bounds(-90, -180, 90, 180)))
    assert sum(int(name.rpartition(":")[2]) for name in names) == placed > MOST_MARKS
    assert len(names) <= 2_000
    assert not found["layout"].annotations  # type: ignore[attr-defined]
    for row in (0, len(names) // 2, len(names) - 1):
        level, code = cell_of(names[row]) or (0, 0)
        frame = source.in_cell(Filters(), level=level, code=code, limit=EVENTS)
        assert len(frame) == int(names[row].rpartition(":")[2])
        points = np.column_stack([frame["latitude"], frame["longitude"]])
        mark = [found[NAME].lat[row], found[NAME].lon[row]]  # type: ignore[attr-defined]
        assert np.abs(points - mark).max(axis=1).min() < 1e-3, "a mark stands at the point of an event"


def test_the_first_view_of_one_country_counts_by_cells_that_fit_it(
    source: EventSource, kind: str, tmp_path: Path
) -> None:
    shifts = np.arange(EVENTS) % 400
    rows = pa.table(
        {
            "event_id": [str(n) for n in range(EVENTS)],
            "latitude": 34.0 + (shifts // 20) / 10,
            "longitude": 36.0 + (shifts % 20) / 10,
            "geo_precision": ["town"] * EVENTS,
        }
    )
    write_rows(tmp_path, [rows], title="One country", licence="none needed")
    country = opened(kind, tmp_path)
    found = drawn(country, Filters(), WORLD)
    numbers = [int(name.rpartition(":")[2]) for (name,) in found[NAME].customdata]  # type: ignore[attr-defined]
    assert (len(numbers), sum(numbers)) == (400, EVENTS)
    middle = found["layout"].map  # type: ignore[attr-defined]
    assert (middle.center.lat, middle.center.lon) == pytest.approx((34.95, 36.95), abs=0.05)
    brush = MapView.from_camera(dict(parse_qsl(found["meta"]["brush"])))  # type: ignore[index]
    assert brush.view is not None, "a step of the brush counts by the same cells"
    assert np.shape(source.around(Filters(actors=("Nobody",)))) == (0,)


def test_few_events_are_drawn_one_by_one_here_or_anywhere(source: EventSource) -> None:
    few = Filters(event_types=("riot",))
    assert source.count(few) < MOST_MARKS
    found = drawn(source, few, WORLD)
    assert len(found[NAME].customdata) == 0  # type: ignore[attr-defined]
    assert found["meta"] is None
    row = source.rows(Filters(bounds=Bounds(-60, -179, 60, 179)), limit=1).iloc[0]
    close = {
        "latitude": row["latitude"],
        "longitude": row["longitude"],
        "zoom": 9,
        "width": 900,
        "height": 600,
    }
    found = drawn(source, Filters(), MapView.from_camera(close))
    assert found["meta"] == {"partial": True}
    assert len(found[NAME].customdata) == 0  # type: ignore[attr-defined]


def test_a_step_of_the_brush_tells_the_count_and_the_size_of_each_mark(
    source: EventSource, client: FlaskClient
) -> None:
    address = f"/api/brush?from=2010-01-01&to=2020-06-30&{WORLD.query()}"
    dated = Filters(date_from=date(2010, 1, 1), date_to=date(2020, 6, 30))
    told = json.loads(client.get(f"{address}&theme=light").data)
    assert told["total"] == source.count(dated)
    found = np.frombuffer(b64decode(told["sizes"]["bdata"]), dtype=told["sizes"]["dtype"])
    brush = source.brush(Filters(), zoom=WORLD.zoom, within=None)
    np.testing.assert_array_equal(found, sizes(brush.step(date(2010, 1, 1), date(2020, 6, 30)).cells))
    assert len(told["colours"]) == len(found)
    assert "lat" not in json.loads(client.get(address).data)
    assert client.get("/api/brush?from=2010-01-01").status_code == 400
    assert client.get("/api/brush?from=x&to=y").status_code == 400


def test_the_table_comes_in_pages_in_the_asked_order(source: EventSource) -> None:
    asked = {"startRow": 100, "endRow": 200, "sortModel": [{"colId": "who", "sort": "desc"}]}
    page = table_panel.page_of(source, Filters(), None, asked)
    assert page["rowCount"] == EVENTS
    rows = source.rows(Filters(), order="actor1", descending=True, offset=100, limit=100)
    assert [row["id"] for row in page["rowData"]] == rows["event_id"].tolist()
    part = table_panel.page_of(source, Filters(), Part.WITHOUT_DATE, {"startRow": 0, "endRow": 50})
    assert part["rowCount"] == source.strip(Filters()).without_date
    for nonsense in (None, [], {"startRow": -1}, {"startRow": "x", "endRow": 10**9, "sortModel": [{}]}):
        page = table_panel.page_of(source, Filters(), None, nonsense)
        assert table_panel.PAGE <= len(page["rowData"]) <= table_panel.MOST_PAGE


def test_an_actor_is_found_by_words_among_all(source: EventSource) -> None:
    facets = source.facets(Filters(actors=("Front of group 5",)), words="GROUP 299", most=5)
    assert {row.value for row in facets.actor} == {"Front of group 299", "Front of group 5"}
    assert len(source.facets(Filters(), most=60).actor) == 60


def test_a_cell_lists_its_latest_events_and_says_how_many_there_are(source: EventSource) -> None:
    cells = source.cells(Filters(), zoom=-5)
    assert len(cells.code) == 1
    name = map_panel.cell_name(cells.level, int(cells.code[0]), int(cells.number[0]))
    title, hint, items = event_card.listed(source, Filters(), [name])
    assert title.children.startswith(f"{int(cells.number[0]):,} events")
    assert "latest 100" in hint.children
    assert len(items.children) == 100


def test_the_timeline_of_many_events_counts_them(source: EventSource) -> None:
    assert source.count(Filters()) > timeline_panel.MOST_BARS
    counted = source.histogram(Filters(), bins=timeline_panel.MOST_BINS)
    dated = EVENTS - source.strip(Filters()).without_date
    assert counted["exact"].sum() + counted["spread"].sum() == pytest.approx(dated, abs=1)


def test_the_table_tells_how_many_people_were_killed(source: EventSource) -> None:
    rows = source.rows(Filters())["fatalities_best"]
    told = str(table_panel.heading(source, Filters(), None)[-1])
    assert (
        told
        == f" {rows.sum():,} people killed in the {rows.count():,} that give a number, by best estimates."
    )
    assert table_panel.heading(source, Filters(actors=("Nobody",)), None)[-1] == ""
