"""The map panel: marks, tools, legend, what lies outside the view, and the area that a box selects."""

import dataclasses
import re
from typing import Any

import numpy as np
import plotly.graph_objects as go
from dash import Dash, Input, Output, State, html
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate
from flask import request

from dashboard.charts import basemap, event_map
from dashboard.charts.cell_marks import cell_marks
from dashboard.charts.map_style import map_style
from dashboard.charts.projection import fit
from dashboard.charts.theme import THEMES, Theme
from dashboard.errors import FilterError
from dashboard.query.cells import Cells
from dashboard.query.filters import Bounds, Filters
from dashboard.query.grid import FINEST
from dashboard.query.source import EventSource
from dashboard.web import ids, url_state
from dashboard.web.graph import graph
from dashboard.web.ids import MapPanel, Stores
from dashboard.web.map_view import MapView
from dashboard.web.parts import attributes, icon, icon_button, symbol

#: Most incidents that are drawn one by one; more are counted by cells of the map.
MOST_MARKS = 2_000


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


def cell_name(level: int, code: int, number: int) -> str:
    """What a mark of several events that are not drawn one by one hands back when it is clicked."""
    return f"cell:{level}:{code}:{number}"


def cell_of(name: str) -> tuple[int, int] | None:
    """Level and code of the cell that such a name tells; None for anything else."""
    found = re.fullmatch(r"cell:([0-9]{1,2}):([0-9]{1,15}):[0-9]{1,12}", name)
    return (int(found[1]), int(found[2])) if found and int(found[1]) <= FINEST else None


def figure_of(
    source: EventSource,
    filters: Filters,
    camera: MapView,
    *,
    theme: Theme,
    selected: str | None,
    zoom: float | None,
) -> go.Figure:
    """The map: events one by one where they are few, here or anywhere, else counted by cells."""
    frame = source.on_map(filters, most=MOST_MARKS)
    whole = frame is not None
    if frame is None and camera.view is not None:
        frame = source.on_map(filters, within=camera.within, most=MOST_MARKS)
    cells = None
    if frame is None:
        if camera.view is None:
            # The first view is chosen here, so that its cells are as fine as it shows them.
            width, height = camera.size
            view = fit(source.around(filters), width=width, height=height)
            camera = dataclasses.replace(camera, view=view)
        cells = source.cells(filters, zoom=camera.zoom, within=camera.within)
    figure = event_map(
        source.rows(filters, limit=0) if frame is None else frame,
        theme=theme,
        style=map_style(origin=origin(), theme=theme),
        selected=selected,
        area=filters.bounds,
        zoom=zoom,
        view=camera.view,
        size=camera.size,
    )
    figure.add_trace(_marks(cells, theme))
    if cells is not None:
        figure.layout.annotations = ()  # the map is not empty
        figure.update_layout(meta={"brush": camera.query()})
    elif not whole:
        figure.update_layout(meta={"partial": True})
    return figure


def _marks(cells: Cells | None, theme: Theme) -> go.Scattermap:
    if cells is None:
        nothing = np.empty(0)
        return cell_marks(
            latitude=nothing, longitude=nothing, numbers=nothing.astype(int), event_types=[], names=[]
        )
    pairs = zip(cells.code.tolist(), cells.number.tolist(), strict=True)
    return cell_marks(
        latitude=cells.latitude,
        longitude=cells.longitude,
        numbers=cells.number,
        event_types=[cells.values[code] for code in cells.event_type.tolist()],
        names=[cell_name(cells.level, code, number) for code, number in pairs],
        theme=theme,
    )


def _zoom_of(told: Any) -> float | None:
    """The zoom at which marks are kept apart; beside it the browser tells when the map has moved far."""
    zoom = told.get("zoom") if isinstance(told, dict) else told
    return float(zoom) if isinstance(zoom, int | float) and 0 <= zoom <= 24 else None


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
        figure = figure_of(
            source,
            filters,
            MapView.from_camera(camera),
            theme=theme,
            selected=url_state.selected_id(chosen),
            zoom=_zoom_of(zoom),
        )
        return {"figure": figure, "no_area": filters.bounds is None}

    @app.callback(
        Input(MapPanel.GRAPH, "selectedData"), State(Stores.FILTERS, "data"), prevent_initial_call=True
    )
    def choose_area(selected: Any, data: dict[str, str] | None) -> None:
        bounds = bounds_of(selected)
        if bounds is not None:
            url_state.commit(url_state.read(data).replace(bounds=bounds))
