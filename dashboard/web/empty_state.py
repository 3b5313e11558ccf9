"""What the page says when no event passes the filters, and what each way out would show."""

from typing import Any

from dash import ALL, Dash, Input, Output, State, ctx, html
from dash.development.base_component import Component

from dashboard.query.filters import Filters
from dashboard.query.source import EventSource
from dashboard.query.wording import counted
from dashboard.web import ids, url_state
from dashboard.web.ids import Shell, Stores

_STEPS = {
    "dates": "Any date",
    "event_types": "Any event type",
    "sub_types": "Any sub-type",
    "actors": "Any actor",
    "countries": "Any country",
    "certainties": "Any certainty",
    "statuses": "Any status",
    "coarsest": "Any place precision",
    "min_publishers": "Any number of publishers",
    "sources": "Any source",
    "datasets": "Any dataset",
    "text": "Without the search words",
    "bounds": "The whole map",
}


def layout() -> Component:
    """The panel over the map, hidden while there is something to show."""
    return html.Div(id=Shell.EMPTY, className="empty", hidden=True, role="status")


def ways_out(source: EventSource, filters: Filters) -> list[tuple[str, str, int]]:
    """(dimension, words, events it would show) of each single step that brings some back, and of
    removing all.
    """
    steps = [(name, _STEPS[name], source.count(filters.without(name))) for name in filters.active()]
    everything = ("all", "Remove every filter", source.total)
    return [step for step in [*steps, everything] if step[2] > 0]


def register(app: Dash, source: EventSource) -> None:
    """Offer the ways out when nothing passes, and take one."""

    @app.callback(
        Output(Shell.EMPTY, "children"),
        Output(Shell.EMPTY, "hidden"),
        Input(Stores.FILTERS, "data"),
        prevent_initial_call=True,
    )
    def offer(data: dict[str, str] | None) -> tuple[list[Component], bool]:
        filters = url_state.read(data)
        if source.count(filters):
            return [], True
        steps = ways_out(source, filters)
        several = len(filters.active()) > 1
        rows = [
            html.Li(
                [
                    html.Span(words),
                    html.Button(f"shows {number:,}", id=ids.way_out(name), type="button", className="link"),
                ]
            )
            for name, words, number in steps
        ]
        said = (
            f"The dataset has {counted(source.total)}. Each of these steps brings some back."
            if rows
            else "The dataset has no events yet."
        )
        title = "No event matches all filters" if several else "No event matches this filter"
        return [html.H2(title if rows else "No events"), html.P(said), html.Ul(rows)], False

    @app.callback(
        Input(ids.way_out(ALL), "n_clicks"),
        State(Stores.FILTERS, "data"),
        prevent_initial_call=True,
    )
    def take(clicks: list[int | None], data: dict[str, str] | None) -> None:
        named: Any = ctx.triggered_id
        if any(clicks) and isinstance(named, dict):
            filters = url_state.read(data)
            url_state.commit(
                Filters() if named["dimension"] == "all" else filters.without(named["dimension"])
            )
