"""The frame of the page: where each panel stands, the stores between them, and what every panel needs."""

from typing import Any

import dash_mantine_components as dmc
from dash import Dash, Input, Output, State, dcc, html
from dash.development.base_component import Component

from dashboard.query.source import EventSource
from dashboard.web import (
    empty_state,
    event_card,
    filter_rail,
    map_panel,
    share_dialog,
    strip,
    table_panel,
    timeline_panel,
    top_bar,
    url_state,
)
from dashboard.web.clientside import clientside
from dashboard.web.ids import Card, MapPanel, Rail, Shell, Stores, Table, Timeline, TopBar
from dashboard.web.parts import attributes, icon

_TABS = (("map", "Map", MapPanel.ROOT), ("table", "Table", Table.ROOT))
_PHONE_TABS = (
    ("map", "Map", "map"),
    ("timeline", "Timeline", "timeline"),
    ("table", "List", "list"),
    ("filters", "Filters", "filters"),
)


def layout(title: str) -> Component:
    """The whole page."""
    stores = [dcc.Store(id=store) for store in Stores]
    skips = html.Div(
        [
            html.Button(f"Skip to {words}", type="button", **attributes(data_skip=target))
            for words, target in (
                ("the events", Table.ROOT),
                ("the map", MapPanel.ROOT),
                ("the timeline", Timeline.ROOT),
                ("the filters", Rail.ROOT),
            )
        ],
        className="skips",
    )
    tabs = html.Div(
        [
            html.Button(
                label,
                type="button",
                className="view-tab",
                **attributes(data_view=view, aria_pressed="false"),
            )
            for view, label, _ in _TABS
        ],
        className="view-tabs",
        role="group",
        **attributes(aria_label="View"),
    )
    stage = html.Div([map_panel.layout(), table_panel.layout(), empty_state.layout()], className="stage")
    main = html.Main([tabs, stage, strip.layout(), timeline_panel.layout()], className="main")
    phone_tabs = html.Div(
        [
            html.Button(
                [icon(drawing), html.Span(label)],
                type="button",
                className="phone-tab",
                **attributes(data_view=view, aria_pressed="false"),
            )
            for view, label, drawing in _PHONE_TABS
        ],
        className="phone-tabs",
        role="group",
        **attributes(aria_label="View"),
    )
    app = html.Div(
        [
            skips,
            top_bar.layout(title),
            filter_rail.layout(),
            html.Div(className="scrim", **attributes(data_toggle="rail")),
            main,
            event_card.layout(),
            phone_tabs,
            html.Div(id=Shell.NOTICE, className="notice", role="alert"),
            html.Div(id=Shell.LIVE, className="unseen", role="status", **attributes(aria_live="polite")),
            share_dialog.layout(),
            *stores,
        ],
        id=Shell.ROOT,
        className="app",
    )
    page: Component = dmc.MantineProvider(app, id=Shell.PROVIDER, theme=_MANTINE)
    return page


#: Mantine's own theme follows the page's tokens; assets/explore.css hands its variables over.
_MANTINE: dict[str, Any] = {
    "fontFamily": "var(--sans)",
    "fontFamilyMonospace": "ui-monospace, monospace",
    "defaultRadius": 6,
    "cursorType": "pointer",
    "respectReducedMotion": True,
    "focusRing": "auto",
}


def register(app: Dash, source: EventSource) -> None:
    """Register every panel, the theme, and the gestures that select an event."""
    for panel in (
        url_state,
        top_bar,
        filter_rail,
        map_panel,
        strip,
        timeline_panel,
        table_panel,
        event_card,
        empty_state,
        share_dialog,
    ):
        panel.register(app, source)
    clientside(
        app,
        "chooseTheme",
        Output(Stores.THEME, "data"),
        Output(Shell.PROVIDER, "forceColorScheme"),
        Input(TopBar.THEME, "n_clicks"),
        State(Stores.THEME, "data"),
        prevent_initial_call=False,
    )
    for graph_id in (MapPanel.GRAPH, Timeline.DETAIL):
        clientside(app, "selectMark", Input(graph_id, "clickData"))
    clientside(app, "selectRow", Input(Table.GRID, "selectedRows"))
    clientside(app, "showCard", Input(Card.ROOT, "hidden"))
    clientside(app, "mapDrawn", Input(MapPanel.GRAPH, "figure"))
    clientside(app, "watchBrush", Input(Timeline.OVERVIEW, "figure"))
