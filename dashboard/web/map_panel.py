"""The map panel: marks, tools, legend, what lies outside the view, and the area that a box selects."""

from typing import Any

from dash import Dash, Input, Output, State, html
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate
from flask import request

from dashboard.charts import basemap, event_map
from dashboard.charts.map_style import map_style
from dashboard.charts.projection import View
from dashboard.charts.theme import THEMES, Theme
from dashboard.errors import FilterError
from dashboard.query.filters import Bounds
from dashboard.query.source import EventSource
from dashboard.web import ids, url_state
from dashboard.web.graph import graph
from dashboard.web.ids import MapPanel, Stores
from dashboard.web.parts import attributes, icon, icon_button, symbol

#: Most incidents that are drawn one by one.
MOST_MARKS = 5_000


def layout() -> Component:
    """The map with what floats over it."""
    tools = html.Div(
        [
            icon_button("Zoom in", "plus", **attributes(data_map="in")),
            icon_button("Zoom out", "minus", **attributes(data_map="out")),
            icon_button("Show all events", "fit", **attributes(data_map="fit")),
            icon_button(
                "Filter by an area: draw a box", "area", **attributes(data_map="area", aria_pressed="false")
            ),
        ],
        className="map-tools floating",
        role="group",
        **attributes(aria_label="Map tools"),
    )
    area = html.Div(
        [
            html.Span("Only this area"),
            html.Button(
                [icon("close"), "Any place"], id=ids.reset("bounds"), type="button", className="link"
            ),
        ],
        id=MapPanel.AREA,
        className="map-area floating",
        hidden=True,
    )
    return html.Section(
        [
            graph(MapPanel.GRAPH, class_name="graph map-graph", scroll_zoom=True),
            html.Div(
                html.Div(id=MapPanel.OUTSIDE, className="outside floating", hidden=True), className="map-top"
            ),
            area,
            tools,
            _legend(),
            html.Div(
                [
                    html.Div(className="scale", id=MapPanel.SCALE, **attributes(aria_hidden="true")),
                    basemap.ATTRIBUTION,
                    " · de facto borders",
                ],
                className="attribution",
            ),
        ],
        id=MapPanel.ROOT,
        className="map",
        tabIndex=-1,
        **attributes(aria_label="Map of events"),
    )


def _legend() -> Component:
    rows = [
        html.Li([symbol("battle"), "exact or town centre"]),
        html.Li([html.Span(className="key-disc", **attributes(aria_hidden="true")), "near: radius in km"]),
        html.Li([html.Span(className="key-area", **attributes(aria_hidden="true")), "province or country"]),
        html.Li([symbol("battle", outlined=True), "one party's claim"]),
    ]
    return html.Details(
        [html.Summary("How a place is drawn"), html.Ul(rows)], className="legend floating", open=True
    )


def origin() -> str:
    """The address under which the reader reaches the app, without a slash: MapLibre needs whole addresses."""
    return request.host_url.rstrip("/") + request.script_root


def bounds_of(selected: Any) -> Bounds | None:
    """The area of a box that was drawn on the map; None for anything else that Plotly reports."""
    try:
        (west, north), (east, south) = selected["range"]["map"]
        return Bounds(min(south, north), west, max(south, north), east)
    except (KeyError, TypeError, ValueError, FilterError):
        return None


def camera_of(camera: Any) -> dict[str, Any]:
    """What the browser says of its map: its ``view`` once it has one, else the ``size`` in pixels."""
    try:
        if "zoom" in camera:
            return {"view": View(*(float(camera[name]) for name in ("latitude", "longitude", "zoom")))}
        width, height = (int(camera[name]) for name in ("width", "height"))
        return {"size": (width, height)} if 100 < width < 10_000 and 100 < height < 10_000 else {}
    except (KeyError, TypeError, ValueError):
        return {}


def register(app: Dash, source: EventSource) -> None:
    """Draw the map when filters, selection or theme change; make a drawn box a filter."""

    @app.callback(
        output={
            "figure": Output(MapPanel.GRAPH, "figure"),
            "no_area": Output(MapPanel.AREA, "hidden"),
        },
        inputs={
            "data": Input(Stores.FILTERS, "data"),
            "chosen": Input(Stores.SELECTION, "data"),
            "theme": Input(Stores.THEME, "data"),
            "zoom": Input(Stores.ZOOM, "data"),
            "camera": State(Stores.CAMERA, "data"),
        },
        prevent_initial_call=True,
    )
    def draw(
        data: dict[str, str] | None, chosen: Any, theme: Theme | None, zoom: Any, camera: Any
    ) -> dict[str, Any]:
        if data is None or theme not in THEMES:
            raise PreventUpdate  # the address has not been read yet
        filters = url_state.read(data)
        figure = event_map(
            source.rows(filters.without("bounds"), limit=MOST_MARKS),
            theme=theme,
            style=map_style(origin=origin(), theme=theme),
            selected=url_state.selected_id(chosen),
            area=filters.bounds,
            zoom=float(zoom) if isinstance(zoom, int | float) and 0 <= zoom <= 24 else None,
            **camera_of(camera),
        )
        return {"figure": figure, "no_area": filters.bounds is None}

    @app.callback(
        Input(MapPanel.GRAPH, "selectedData"), State(Stores.FILTERS, "data"), prevent_initial_call=True
    )
    def choose_area(selected: Any, data: dict[str, str] | None) -> None:
        bounds = bounds_of(selected)
        if bounds is not None:
            url_state.commit(url_state.read(data).replace(bounds=bounds))
