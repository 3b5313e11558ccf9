"""The page: every part is there, callbacks answer, and the words of articles never become markup."""

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest
from dash import Dash, dcc
from dash.development.base_component import Component

from dashboard.query.filters import Bounds, Filters
from dashboard.query.source import EventSource
from dashboard.query.views import Mark, Part, QuotedSentence
from dashboard.settings import Settings
from dashboard.web import (
    create_app,
    empty_state,
    event_card,
    ids,
    strip,
    table_panel,
    timeline_panel,
    top_bar,
    url_state,
)
from dashboard.web.filter_rail import period_of, precision_hint
from dashboard.web.ids import Card, MapPanel, Rail, Shell, Stores, Strip, Table, Timeline, TopBar
from dashboard.web.map_panel import bounds_of, cell_name, cell_of
from dashboard.web.map_view import USUAL, MapView
from dashboard.web.marked_text import marked
from tests.builders import HOSTILE, sample_snapshot
from tests.query.sources import SOURCES, opened


@pytest.fixture(scope="module", params=SOURCES)
def source(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> EventSource:
    return opened(request.param, sample_snapshot(tmp_path_factory.mktemp("snapshots")).folder)


@pytest.fixture(scope="module")
def app(source: EventSource) -> Dash:
    return create_app(source, settings=Settings())


def walk(node: Any) -> Iterator[Any]:
    """A component and all under it."""
    if isinstance(node, list | tuple):
        for each in node:
            yield from walk(each)
    elif node is not None:
        yield node
        if isinstance(node, Component):
            for name in ("children", "label", "leftSection", "rightSection"):
                yield from walk(getattr(node, name, None))


def text_of(node: Any) -> str:
    return "".join(part for part in walk(node) if isinstance(part, str))


def call(app: Dash, output: str, **inputs: Any) -> dict[str, Any]:
    """Ask the server as the page would; ``inputs`` are ``id__property`` of inputs and states."""
    known = app.callback_map[output]
    body = {
        "output": output,
        "outputs": _outputs(known),
        "inputs": [_argument(wanted, inputs) for wanted in known["inputs"]],
        "state": [_argument(wanted, inputs) for wanted in known["state"]],
        "changedPropIds": [f"{wanted['id']}.{wanted['property']}" for wanted in known["inputs"]][:1],
    }
    answer = app.server.test_client().post("/_dash-update-component", json=body)
    assert answer.status_code in (200, 204), answer.data
    return json.loads(answer.data) if answer.data else {}


def _outputs(known: dict[str, Any]) -> Any:
    declared = known["output"]

    def one(output: Any) -> dict[str, Any]:
        return {"id": output.component_id, "property": output.component_property}

    return [one(output) for output in declared] if isinstance(declared, list | tuple) else one(declared)


def _argument(wanted: dict[str, str], given: dict[str, Any]) -> dict[str, Any]:
    return {
        **wanted,
        "value": given.get(f"{wanted['id']}.{wanted['property']}".replace("-", "_").replace(".", "__")),
    }


def output_of(app: Dash, *wanted: str) -> str:
    """The callback whose outputs hold these."""
    return next(name for name in app.callback_map if all(f"{one}" in name for one in wanted))


def test_page_is_served_in_english_with_its_style_and_nothing_foreign(app: Dash) -> None:
    page = app.server.test_client().get("/").text
    assert '<html lang="en">' in page
    assert "--accent:#1D4F86" in page
    assert not re.search(r"(src|href)=\"(https?:)?//", page)


def test_every_id_is_in_the_layout_once(app: Dash) -> None:
    found = [
        str(node.id) for node in walk(app.layout) if isinstance(node, Component) and getattr(node, "id", None)
    ]
    wanted = [
        str(one)
        for panel in (Stores, Shell, TopBar, Rail, MapPanel, Strip, Timeline, Table, Card)
        for one in panel
    ]
    assert set(wanted) <= set(found)
    assert len(found) == len(set(found))


def test_every_callback_names_ids_that_exist(app: Dash) -> None:
    found = {
        node.id
        for node in walk(app.layout)
        if isinstance(node, Component) and isinstance(getattr(node, "id", None), str)
    }
    for known in app.callback_map.values():
        for wanted in [*known["inputs"], *known["state"]]:
            assert wanted["id"].startswith("{") or wanted["id"] in found, wanted


def test_ids_are_spelled_in_one_file() -> None:
    for path in Path("dashboard/web").glob("*.py"):
        found = re.findall(r"(?:\bid=|Input\(|Output\(|State\()f?\"([^\"]+)\"", path.read_text("utf-8"))
        assert path.name == "share_dialog.py" or found == [], path


def test_every_chart_is_private(app: Dash) -> None:
    charts = [node for node in walk(app.layout) if isinstance(node, dcc.Graph)]
    assert len(charts) == 3
    for chart in charts:
        assert chart.config["showSendToCloud"] is False
        assert chart.config["plotlyServerURL"] == ""
        assert chart.config["displaylogo"] is False


def test_two_apps_live_side_by_side(app: Dash, source: EventSource) -> None:
    other = create_app(source, settings=Settings(title="Another board"))
    assert other.callback_map.keys() == app.callback_map.keys()
    assert "Another board" in text_of(other.layout)


def test_tiles_and_marks_are_served(app: Dash) -> None:
    browser = app.server.test_client()
    assert browser.get("/tiles/base/0/0/0").headers["Content-Encoding"] == "gzip"
    assert browser.get("/tiles/nothing/0/0/0").status_code == 404
    assert browser.get("/marks/dark@2x.json").json["mark_battle"]["pixelRatio"] == 2
    assert browser.get("/marks/light.png").data.startswith(b"\x89PNG")
    assert browser.get("/marks/nothing.png").status_code == 404


def test_sentence_and_count_follow_the_filters(app: Dash, source: EventSource) -> None:
    name = output_of(app, "top-sentence.children")
    answer = call(app, name, store_filters__data={"type": "protest"})["response"]
    words = json.dumps(answer["top-sentence"]["children"])
    assert f"{source.count(Filters(event_types=('protest',)))} events" in words
    assert answer["top-filter-count"]["children"] == "1"


def test_a_map_is_drawn_only_when_the_address_is_known(app: Dash) -> None:
    name = output_of(app, "map-graph.figure")
    assert call(app, name, store_theme__data="dark") == {}
    drawn = call(app, name, store_theme__data="dark", store_filters__data={})["response"]["map-graph"][
        "figure"
    ]
    assert any(trace["customdata"] for trace in drawn["data"])


@pytest.mark.parametrize(
    "data",
    [None, [], "x", {"from": "2024-99-99"}, {"bbox": "1,2"}, {"type": 7}, {"actor": "x" * 5000}],
    ids=str,
)
def test_what_has_no_meaning_in_a_store_is_dropped(data: Any) -> None:
    assert url_state.read(data) == Filters()


def test_address_gives_back_what_it_was_given() -> None:
    filters = Filters(event_types=("battle",), date_from=date(2024, 3, 1), actors=("A, B",))
    state = url_state.from_address(f"?{filters.query_string()}&event=abc&view=table&part=without_date")
    assert url_state.read(state["filters"]) == filters
    assert state["selection"]["event"] == "abc"
    assert (state["view"], state["part"], state["messages"]) == ("table", "without_date", ())


@pytest.mark.parametrize(
    "search", ["?view=<b>&part=none&event=" + "x" * 900, "?" + "a=1&" * 900, "?%ff=%00&from=x", ""]
)
def test_a_broken_address_opens_the_page(search: str) -> None:
    state = url_state.from_address(search)
    assert (state["view"], state["part"], state["selection"]["event"]) == ("map", None, None)
    assert state["filters"] == {}


@pytest.mark.parametrize(
    ("ends", "days"),
    [
        (["2024-03-01", "2024-03-08"], (date(2024, 3, 1), date(2024, 3, 7))),
        (["2024-03-08 00:00", "2024-03-01 06:00:00.123"], (date(2024, 3, 1), date(2024, 3, 7))),
        (["2024-03-01 20:00", "2024-03-04 02:00"], (date(2024, 3, 2), date(2024, 3, 3))),
        (["2024-03-01 01:00", "2024-03-01 05:00"], (date(2024, 3, 1), date(2024, 3, 1))),
    ],
)
def test_a_brush_chooses_whole_days(ends: list[str], days: tuple[date, date]) -> None:
    assert timeline_panel.brushed_days({"range": {"x": ends}}) == days


@pytest.mark.parametrize(
    "selected", [None, {}, {"range": {}}, {"range": {"x": ["no day", "at all"]}}, {"range": {"x": []}}, [1]]
)
def test_what_is_no_brush_chooses_nothing(selected: Any) -> None:
    assert timeline_panel.brushed_days(selected) is None


def test_a_box_on_the_map_becomes_an_area() -> None:
    assert bounds_of({"range": {"map": [[9.2, 62.7], [64.1, 25.3]]}}) == Bounds(25.3, 9.2, 62.7, 64.1)
    assert bounds_of({"range": {"map": [[170.0, 0.0], [190.0, -20.0]]}}) == Bounds(-20, 170, 0, -170)
    for nothing in (None, {}, {"points": []}, {"range": {"map": [["a", 1], [2, 3]]}}):
        assert bounds_of(nothing) is None


def test_camera_is_believed_only_where_it_makes_sense() -> None:
    assert MapView.from_camera({"width": 780, "height": 560}).size == (780, 560)
    view = MapView.from_camera({"latitude": 1, "longitude": 2, "zoom": 3.7, "width": 512, "height": 512})
    assert view.view is not None
    assert view.zoom == 3.5
    assert view.within is not None
    assert view.within.contains(1, 2)
    assert MapView.from_camera(dict(parse_qsl(view.query()))) == view
    for nothing in (None, {}, {"width": "wide", "height": 1}, {"width": 0, "height": 0}, {"zoom": 3}):
        assert MapView.from_camera(nothing) == MapView(None, USUAL)


def test_a_cell_is_named_and_read_back() -> None:
    assert cell_of(cell_name(7, 5_000, 12)) == (7, 5_000)
    for nothing in ("", "cell:7:x:1", "cell:99:1:1", "an-event-id"):
        assert cell_of(nothing) is None


def test_marked_sentence_keeps_every_word_once() -> None:
    text = "Its forces had taken Metolkine on Sunday."
    sentence = QuotedSentence(
        text, (Mark(0, 10, "who"), Mark(4, 20, "what"), Mark(21, 30, "where"), Mark(34, 400, "when"))
    )
    paragraph = marked(sentence)
    words = [part for part in walk(paragraph) if isinstance(part, str)]
    assert "".join(part for part in words if part.strip() not in ("who", "what", "where", "when")) == text
    fields = [
        node.to_plotly_json()["props"]["data-field"]
        for node in walk(paragraph)
        if type(node).__name__ == "Mark"
    ]
    assert fields == ["who", "what", "where", "when"]


def test_every_card_tells_its_fields_and_quotes_its_articles(source: EventSource) -> None:
    for event_id in source.rows(Filters())["event_id"]:
        view = source.incident(event_id)
        assert view is not None
        shown = event_card.body(view)
        words = text_of(shown)
        for label in ("When", "Where", "Who", "Killed", "In the articles"):
            assert label in words
        assert "None" not in words
        assert "nan" not in words
        for article in view.evidence:
            for sentence in article.sentences:
                assert text_of(marked(sentence)).startswith(sentence.text[:5])


def test_hostile_text_is_only_ever_a_child(source: EventSource) -> None:
    rows = source.rows(Filters(text="onerror"))
    assert len(rows)
    view = source.incident(rows["event_id"].iloc[0])
    assert view is not None
    shown = event_card.body(view)
    assert HOSTILE in text_of(shown)
    for node in walk(shown):
        if isinstance(node, Component):
            properties = node.to_plotly_json()["props"]
            assert "dangerously_allow_html" not in properties
            assert type(node).__name__ != "Markdown"
            assert not str(properties.get("href", "")).lower().startswith("javascript")


def test_strip_adds_up_and_links_each_part(source: EventSource) -> None:
    counted = source.strip(Filters(date_from=date(2024, 3, 1), date_to=date(2024, 3, 7)))
    shown = strip.parts(counted)
    buttons = [node for node in walk(shown) if type(node).__name__ == "Button"]
    numbers = [int(text_of(node).split()[0]) for node in buttons]
    assert sum(numbers) + counted.shown == counted.total
    assert [node.id["part"] for node in buttons] == [
        part for part in Part if part is not Part.SHOWN and getattr(counted, part)
    ]


def test_table_lists_every_event_with_words(source: EventSource) -> None:
    rows = table_panel.grid_rows(source.rows(Filters()))
    assert len(rows) == source.total
    assert all(row["when"] and row["place"] and row["summary"] for row in rows)
    json.dumps(rows)


def test_ways_out_of_an_empty_page_show_what_they_promise(source: EventSource) -> None:
    filters = Filters(event_types=("riot",), countries=("UA",))
    assert source.count(filters) == 0
    steps = empty_state.ways_out(source, filters)
    assert {name for name, _, _ in steps} == {"event_types", "countries", "all"}
    for name, _, number in steps:
        assert number == source.count(Filters() if name == "all" else filters.without(name)) > 0


def test_sentence_links_lead_to_filter_groups() -> None:
    inside = top_bar.sentence(Filters(countries=("UA",), min_publishers=2), 3)
    assert text_of(inside).startswith("3 events")
    targets = [
        node.to_plotly_json()["props"]["data-focus"] for node in walk(inside) if type(node).__name__ == "A"
    ]
    assert {"dates", "actors", "countries", "min_publishers", "coarsest"} <= set(targets)


def test_precision_hint_counts_now_and_next(source: EventSource) -> None:
    steps = source.facets(Filters()).precision
    assert precision_hint(steps, None).startswith("Hides 0. At “country” it would hide")


def test_period_is_named_after_the_last_days() -> None:
    extent = (date(2022, 1, 1), date(2024, 3, 10))
    assert period_of(Filters(), extent) == "all"
    assert period_of(Filters(date_from=date(2024, 3, 4), date_to=date(2024, 3, 10)), extent) == "7"
    assert period_of(Filters(date_from=date(2024, 3, 5)), extent) == "custom"


def test_repeated_items_have_ids_of_their_own() -> None:
    assert ids.reset("dates") != ids.part("dates") != ids.way_out("dates")
