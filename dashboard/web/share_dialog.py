"""The Share dialog: a link, an embed with its live preview, pictures and files of exactly this view.

What it shows is put together in the browser (``assets/share.js``) from the address and the filters; the
preview is the real embed. The server only counts the rows that a file would have.
"""

from typing import Any

import dash_mantine_components as dmc
from dash import ClientsideFunction, Dash, Input, Output, State, html
from dash.development.base_component import Component

from dashboard.query.source import EventSource
from dashboard.web import url_state
from dashboard.web.ids import Share, Stores, TopBar
from dashboard.web.parts import button

_KINDS = {"map": "Map", "timeline": "Timeline", "table": "Table"}
_THEMES = {"light": "Light", "dark": "Dark", "auto": "Auto"}
_WIDTHS = {"wide": "Wide", "column": "Column", "phone": "Phone"}


def layout() -> Component:
    """The dialog, closed; the button ``TopBar.SHARE`` opens it."""
    dialog: Component = dmc.Modal(
        [html.Div([_settings(), _preview()], className="share-columns"), _foot()],
        id=Share.ROOT,
        title="Share this view",
        opened=False,
        centered=True,
        padding=0,
        radius=12,
        size="min(1008px, 100%)",
        className="share",
        closeButtonProps={"aria-label": "Close"},
        transitionProps={"transition": "fade", "duration": 120},
    )
    return dialog


def _settings() -> Component:
    link = html.Div(
        [
            dmc.TextInput(id=Share.LINK, label="Link", readOnly=True, value="", className="share-grow"),
            button("Copy", icon_name="link", id=Share.COPY_LINK, **{"aria-label": "Copy the link"}),
        ],
        className="share-row",
    )
    title = dmc.TextInput(
        id=Share.TITLE, label="Title", value="", debounce=500, placeholder="Name of the dataset"
    )
    code = dmc.Textarea(
        id=Share.CODE,
        label="Embed",
        readOnly=True,
        value="",
        autosize=True,
        minRows=6,
        maxRows=9,
        spellCheck=False,
    )
    what = _choice("What to share", Share.WHAT, _KINDS, "map")
    return html.Div([what, link, title, code], className="share-settings")


def _choice(
    label: str, choice_id: str, names: dict[str, str], value: str, *, shown: bool = True
) -> Component:
    control = dmc.SegmentedControl(
        id=choice_id,
        value=value,
        data=[{"value": key, "label": name} for key, name in names.items()],
        fullWidth=shown,
        size="sm",
        attributes={"root": {"aria-label": label}},
    )
    return html.Div([html.Span(label, className="share-label"), control]) if shown else control


def _preview() -> Component:
    head = html.Div(
        [
            html.Span("Preview", className="share-label"),
            _choice("Width of the preview", Share.WIDTH, _WIDTHS, "column", shown=False),
            _choice("Theme", Share.THEME, _THEMES, "light", shown=False),
        ],
        className="share-row share-head",
    )
    frame = html.Div(
        html.Iframe(id=Share.FRAME, title="Preview of the embed", className="share-frame"),
        id=Share.PREVIEW,
        className="share-preview share-column",
    )
    files = html.Div(
        [
            html.Div(
                [
                    button("PNG picture", id=Share.PNG, kind="share-file"),
                    button("SVG picture", id=Share.SVG, kind="share-file"),
                ],
                id=Share.PICTURES,
                className="share-pictures",
            ),
            html.A("CSV", id=Share.CSV, className="button share-file", href="api/events.csv", download=""),
            html.A(
                "GeoJSON",
                id=Share.GEOJSON,
                className="button share-file",
                href="api/events.geojson",
                download="",
            ),
        ],
        className="share-files",
    )
    note = html.Div(
        [
            html.Span("Or download exactly this view", className="share-label"),
            html.Span(id=Share.ROWS, className="share-hint"),
        ],
        className="share-row",
    )
    return html.Div([head, frame, note, files], className="share-view")


def _foot() -> Component:
    return html.Div(
        [
            html.Span("Article text is left out of downloads.", className="share-hint"),
            html.Span(id=Share.STATUS, className="share-status", role="status"),
            button("Close", id=Share.CLOSE),
            button("Copy embed code", icon_name="link", kind="primary", id=Share.COPY_CODE),
        ],
        className="share-foot",
    )


def register(app: Dash, source: EventSource) -> None:
    """Open and close the dialog, count its rows, and hand the rest to the browser."""

    def in_browser(name: str, *arguments: Any, **options: Any) -> None:
        app.clientside_callback(  # type: ignore[no-untyped-call]
            ClientsideFunction("share", name), *arguments, prevent_initial_call=True, **options
        )

    @app.callback(
        Output(Share.ROWS, "children"),
        Input(Share.ROOT, "opened"),
        State(Stores.FILTERS, "data"),
        prevent_initial_call=True,
    )
    def count(opened: bool | None, data: dict[str, str] | None) -> str:
        if not opened:
            return ""
        rows = source.count(url_state.read(data))
        return "1 row" if rows == 1 else f"{rows:,} rows".replace(",", "\u202f")

    in_browser(
        "open", Output(Share.ROOT, "opened"), Input(TopBar.SHARE, "n_clicks"), Input(Share.CLOSE, "n_clicks")
    )
    in_browser(
        "compose",
        Output(Share.LINK, "value"),
        Output(Share.CODE, "value"),
        Output(Share.FRAME, "src"),
        Output(Share.CSV, "href"),
        Output(Share.GEOJSON, "href"),
        Output(Share.PICTURES, "hidden"),
        Input(Share.ROOT, "opened"),
        Input(Share.WHAT, "value"),
        Input(Share.TITLE, "value"),
        Input(Share.THEME, "value"),
        State(Stores.FILTERS, "data"),
        State(TopBar.DATASET, "children"),
    )
    in_browser("resize", Output(Share.PREVIEW, "className"), Input(Share.WIDTH, "value"))
    in_browser(
        "copy",
        Output(Share.STATUS, "children"),
        Input(Share.COPY_LINK, "n_clicks"),
        Input(Share.COPY_CODE, "n_clicks"),
        State(Share.LINK, "value"),
        State(Share.CODE, "value"),
    )
    in_browser(
        "picture",
        Output(Share.STATUS, "children", allow_duplicate=True),
        Input(Share.PNG, "n_clicks"),
        Input(Share.SVG, "n_clicks"),
        State(Share.WHAT, "value"),
        running=[(Output(Share.PNG, "disabled"), True, False), (Output(Share.SVG, "disabled"), True, False)],
    )
