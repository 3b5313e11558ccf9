"""The top bar: dataset, the filter sentence with its count, search, share, theme."""

from typing import Any

import dash_mantine_components as dmc
from dash import Dash, Input, Output, State, html
from dash.development.base_component import Component

from dashboard.query.filters import Filters
from dashboard.query.source import EventSource
from dashboard.query.wording import counted
from dashboard.web import url_state
from dashboard.web.ids import Rail, Shell, Stores, TopBar
from dashboard.web.parts import attributes, button, icon, icon_button

#: Phrases of the sentence that open another dimension's group; a map area has none.
GROUPS = {"sub_types": "event_types", "bounds": None}


def layout(title: str) -> Component:
    """The bar; the sentence counts before it tells a number."""
    brand = html.Div(
        [
            html.Span(className="logo", **attributes(aria_hidden="true")),
            html.Div([html.B(title), html.Span(id=TopBar.DATASET, className="dataset")]),
        ],
        className="brand",
    )
    search = dmc.TextInput(
        id=TopBar.SEARCH,
        placeholder="Search",
        debounce=400,
        value="",
        leftSection=icon("search"),
        rightSection=html.Kbd("/", **attributes(aria_hidden="true")),
        className="search",
        **attributes(aria_label="Search the words of events"),
    )
    filters = html.Button(
        [icon("filters"), html.Span("Filters"), html.Span(id=TopBar.FILTER_COUNT, className="badge")],
        id=TopBar.FILTERS,
        type="button",
        className="button narrow-only",
        **attributes(data_toggle="rail", aria_controls=Rail.ROOT, aria_expanded="false"),
    )
    tools = html.Div(
        [
            filters,
            search,
            button(
                "Share", icon_name="share", kind="primary", id=TopBar.SHARE, **attributes(aria_label="Share")
            ),
            icon_button("Switch between light and dark", "theme", kind="quiet", id=TopBar.THEME),
        ],
        className="tools",
    )
    return html.Header(
        [brand, html.H1("Counting events …", id=TopBar.SENTENCE, className="sentence"), tools],
        className="top",
    )


def sentence(filters: Filters, shown: int) -> list[Component | str]:
    """The filter sentence; each phrase is a link that opens its group in the rail."""
    inside: list[Component | str] = [html.B("No events" if shown == 0 else counted(shown))]
    for phrase in filters.phrases():
        inside.append(phrase.lead)
        group = GROUPS.get(phrase.dimension, phrase.dimension)
        if group is None:
            inside.append(phrase.text)
        else:
            inside.append(
                html.A(phrase.text, href=f"#{group}", className="phrase", **attributes(data_focus=group))
            )
    return [*inside, "."]


def dataset_words(source: EventSource, board: str) -> str:
    """What stands under the name of the board: the dataset's own name, or else how much it holds."""
    if source.dataset != board:
        return source.dataset
    return f"{source.total:,} events in {source.articles:,} articles"


def register(app: Dash, source: EventSource) -> None:
    """Sentence, count of active filters, text search."""

    @app.callback(
        output={
            "sentence": Output(TopBar.SENTENCE, "children"),
            "dataset": Output(TopBar.DATASET, "children"),
            "active": Output(TopBar.FILTER_COUNT, "children"),
            "search": Output(TopBar.SEARCH, "value"),
            "live": Output(Shell.LIVE, "children"),
        },
        inputs={"data": Input(Stores.FILTERS, "data")},
        prevent_initial_call=True,
    )
    def describe(data: dict[str, str]) -> dict[str, Any]:
        filters = url_state.read(data)
        shown = source.count(filters)
        active = len(filters.active())
        return {
            "sentence": sentence(filters, shown),
            "dataset": dataset_words(source, app.title),
            "active": str(active) if active else "",
            "search": filters.text or "",
            "live": filters.sentence(shown),
        }

    @app.callback(Input(TopBar.SEARCH, "value"), State(Stores.FILTERS, "data"), prevent_initial_call=True)
    def search(words: str | None, data: dict[str, str] | None) -> None:
        filters = url_state.read(data)
        changed = filters.replace(text=(words or "")[:200] or None)
        if data is not None and changed != filters:
            url_state.commit(changed)
