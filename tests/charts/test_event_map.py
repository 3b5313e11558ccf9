"""The map draws each event as exactly as its source tells it, and asks no foreign host for anything."""

import json
import math
import re
from collections import Counter
from typing import Any

import plotly.graph_objects as go
import pytest

from dashboard.charts import event_map
from dashboard.charts.map_style import map_style
from dashboard.charts.projection import pixels
from dashboard.charts.spots import joined, spots_of
from dashboard.charts.symbols import COUNT_PX, chip_size
from dashboard.errors import InputError
from dashboard.query.filters import Bounds
from tests.charts.frames import HOSTILE, incident, table

ORIGIN = "http://127.0.0.1:9"
STYLE = map_style(origin=ORIGIN, theme="light")


def drawn(figure: go.Figure) -> dict[str, dict[str, Any]]:
    """Traces by name, those without marks left out."""
    return {trace.name: trace.to_plotly_json() for trace in figure.data if len(trace.lat or ())}


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    (lat1, lon1), (lat2, lon2) = ((math.radians(p), math.radians(q)) for p, q in (a, b))
    half = (
        math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    )
    return 2 * 6371.0 * math.asin(math.sqrt(half))


def test_a_town_is_a_symbol_at_its_point_with_a_thin_ring() -> None:
    figure = event_map(table(incident("a")), style=STYLE)
    marks = drawn(figure)["Events"]
    assert (marks["lat"], marks["lon"]) == ([48.9], [38.5])
    assert marks["marker"]["symbol"] == ["mark_battle"]
    assert [layer.type for layer in figure.layout.map.layers] == ["line"]


def test_a_claim_is_outlined() -> None:
    figure = event_map(table(incident("a", certainty="claimed by one party")), style=STYLE)
    assert drawn(figure)["Events"]["marker"]["symbol"] == ["mark_battle_claim"]


def test_near_is_a_circle_of_the_true_radius_with_its_symbol_on_the_rim() -> None:
    figure = event_map(table(incident("a", geo_precision="near", radius_km=10.0)), style=STYLE)
    marks = drawn(figure)["Events"]
    centre = (48.9, 38.5)
    mark = (marks["lat"][0], marks["lon"][0])
    assert kilometres(centre, mark) == pytest.approx(10, rel=0.01)
    assert mark[0] < centre[0]
    assert mark[1] > centre[1]
    fill, line = figure.layout.map.layers
    assert (fill.type, fill.opacity, line.type) == ("fill", 0.13, "line")
    assert line.line.dash
    ring = fill.source["features"][0]["geometry"]["coordinates"][0]
    assert all(kilometres(centre, (lat, lon)) == pytest.approx(10, rel=0.01) for lon, lat in ring)


@pytest.mark.parametrize("precision", ["province", "country", "multi_country", "international"])
def test_an_area_is_never_a_point(precision: str) -> None:
    row = incident("a", geo_precision=precision, place="Donbas", admin1_code="14")
    figure = event_map(table(row), style=STYLE)
    marks = drawn(figure)
    assert "Events" not in marks
    assert marks["Several events"]["customdata"] == [["a"]]
    assert any(name.startswith("area_") for name in marks["Types of several events"]["marker"]["symbol"])
    lines = [layer for layer in figure.layout.map.layers if layer.type == "line"]
    assert bool(lines) == (precision in ("province", "country"))


def test_events_at_one_place_share_a_chip_with_their_number() -> None:
    rows = [incident("a"), incident("b", event_type="protest"), incident("c", geo_precision="exact")]
    marks = drawn(event_map(table(*rows), style=STYLE))
    assert marks["Number of events"]["text"] == ["3"]
    assert Counter(marks["Several events"]["customdata"][0]) == Counter("abc")
    assert (marks["Several events"]["lat"], marks["Several events"]["lon"]) == ([48.9], [38.5])


def test_marks_that_would_overlap_join_and_part_again_when_zoomed_in() -> None:
    rows = [incident("a"), incident("b", place="Krasna", latitude=48.95, longitude=38.6)]
    far = drawn(event_map(table(*rows), style=STYLE, zoom=4))
    near = drawn(event_map(table(*rows), style=STYLE, zoom=11))
    assert far["Number of events"]["text"] == ["2"]
    assert sorted(near["Events"]["customdata"]) == [["a"], ["b"]]


@pytest.mark.parametrize("zoom", [0, 2, 4, 6, 8, 10, 12])
def test_every_placed_event_is_drawn_once_at_every_zoom(zoom: int) -> None:
    rows = [
        incident(
            f"{n}", latitude=40 + (n * 7 % 20) / 3, longitude=30 + (n * 13 % 50) / 4, geo_precision=precision
        )
        for n in range(60)
        for precision in [["exact", "town", "near", "district", "province", "country"][n % 6]]
    ]
    rows.append(incident("unplaced", place=None, latitude=None, longitude=None, geo_precision=None))
    marks = drawn(event_map(table(*rows), style=STYLE, zoom=zoom))
    shown = [
        name
        for trace in ("Events", "Several events")
        for ids in marks.get(trace, {}).get("customdata", [])
        for name in ids
    ]
    assert Counter(shown) == Counter(str(n) for n in range(60))


def test_marks_never_leave_their_true_points() -> None:
    rows = [incident(str(n), latitude=48.9 + n / 500, longitude=38.5, place=f"P{n}") for n in range(9)]
    true = {(row["latitude"], row["longitude"]) for row in rows}
    for zoom in (3, 7, 12):
        for trace in drawn(event_map(table(*rows), style=STYLE, zoom=zoom)).values():
            assert set(zip(trace["lat"], trace["lon"], strict=True)) <= true


def test_selected_event_has_a_ring_or_a_marked_chip() -> None:
    alone = drawn(event_map(table(incident("a")), style=STYLE, selected="a"))
    assert alone["Selected event"]["lat"] == [48.9]
    several = drawn(event_map(table(incident("a"), incident("b")), style=STYLE, selected="b"))
    assert several["Several events"]["marker"]["symbol"] == ["chip_1_selected"]


@pytest.mark.parametrize("style", [None, STYLE], ids=["notebook", "app"])
def test_no_foreign_host_is_named(style: dict[str, Any] | None) -> None:
    rows = [
        incident("a"),
        incident("b", geo_precision="province", admin1_code="14"),
        incident("c", latitude=1.0),
    ]
    hosts = set(re.findall(r"https?://[^/\"']+", event_map(table(*rows), style=style).to_json()))
    assert hosts <= {ORIGIN}


def test_a_notebook_map_draws_land_colour_and_shape_without_a_server() -> None:
    figure = event_map(table(incident("a"), incident("b", event_type="protest", latitude=10.0)))
    style = figure.layout.map.style
    assert len(style["sources"]["land"]["data"]["features"]) > 200
    marks = drawn(figure)
    assert marks["Battle"]["text"] == ["●"]
    assert marks["Protest"]["text"] == ["▼"]
    assert marks["Battle"]["textfont"]["color"] != marks["Protest"]["textfont"]["color"]


@pytest.mark.parametrize("style", [None, STYLE], ids=["notebook", "app"])
def test_text_of_articles_stays_text(style: dict[str, Any] | None) -> None:
    row = incident("a", summary=HOSTILE, place=HOSTILE, geo_precision="province")
    figure = event_map(table(row), style=style, title=HOSTILE)
    shown = json.dumps([trace.hovertext for trace in figure.data if trace.hovertext])
    assert "<img" not in shown
    assert "&lt;img" in shown
    assert "<img" not in figure.layout.title.text


def test_customdata_is_plain_lists() -> None:
    """Typed arrays are sent as base64, and never reach a Dash callback."""
    body = json.loads(event_map(table(incident("a"), incident("b")), style=STYLE).to_json())
    assert all(isinstance(trace["customdata"], list) for trace in body["data"])


def test_empty_table_says_so() -> None:
    figure = event_map(table(), style=STYLE)
    assert "No event" in figure.layout.annotations[0].text


def test_missing_columns_are_named() -> None:
    with pytest.raises(InputError, match="latitude"):
        event_map(table(incident("a")).drop(columns=["latitude"]))


def test_chosen_area_is_framed_across_the_antimeridian() -> None:
    figure = event_map(table(incident("a")), style=STYLE, area=Bounds(-20, 170, 0, -170))
    ring = figure.layout.map.layers[-1].source["features"][0]["geometry"]["coordinates"]
    assert [min(lon for lon, _ in ring), max(lon for lon, _ in ring)] == [170, 190]


def test_outlines_are_drawn_for_every_area_of_a_place() -> None:
    rows = [
        incident("a", place="Sudan", country="SD", geo_precision="country", radius_km=None),
        incident("b", place="Sudan", country="SD", geo_precision="province", radius_km=None),
    ]
    lines = [
        layer for layer in event_map(table(*rows), style=STYLE).layout.map.layers if layer.type == "line"
    ]
    assert lines
    assert len(lines[0].source["features"]) == 1


@pytest.mark.parametrize("zoom", [2, 5, 8])
def test_chips_do_not_cover_one_another(zoom: int) -> None:
    rows = [
        incident(f"{n}{k}", latitude=40 + (n * 7 % 20) / 2, longitude=20 + (n * 13 % 50) / 2, event_type=kind)
        for n in range(40)
        for k, kind in enumerate(["battle", "protest", "riot"][: 1 + n % 3])
    ]
    spots = joined(spots_of(rows), zoom=zoom)
    boxes = []
    for spot in spots:
        x, y = pixels(*spot.mark, zoom=zoom)
        left, half = chip_size(len(spot.kinds)) if spot.is_chip else (8, 8)
        boxes.append((x - left, x + (COUNT_PX if spot.is_chip else 8), y - half, y + half))
    for n, (left, right, top, bottom) in enumerate(boxes):
        for other in boxes[n + 1 :]:
            assert not (left < other[1] and other[0] < right and top < other[3] and other[2] < bottom)
