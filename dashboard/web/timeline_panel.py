"""The timeline panel: all dates with a brush, and the chosen dates in detail."""

from datetime import date, datetime, timedelta
from typing import Any

from dash import Dash, Input, Output, State, html
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from dashboard.charts import histogram, timeline
from dashboard.charts.theme import THEMES
from dashboard.query.source import EventSource
from dashboard.web import url_state
from dashboard.web.graph import graph
from dashboard.web.ids import Stores, Timeline
from dashboard.web.parts import attributes

#: Most incidents that get a bar of their own; of more the counts are drawn, in so many bins at most.
MOST_BARS = 3_000
MOST_BINS = 200


def layout() -> Component:
    """Overview and detail, one above the other."""
    return html.Section(
        [
            html.Div(
                [
                    html.Span("All dates", className="overview-name"),
                    graph(Timeline.OVERVIEW, class_name="graph overview"),
                ],
                className="overview-row",
            ),
            graph(Timeline.DETAIL, class_name="graph detail"),
        ],
        id=Timeline.ROOT,
        className="timeline",
        tabIndex=-1,
        **attributes(
            aria_label="Timeline of events. Drag to choose dates, or use the date fields of the filters."
        ),
    )


def brushed_days(selected: Any) -> tuple[date, date] | None:
    """The days, both inclusive, that a brush covers by more than half; None for anything else Plotly
    reports.
    """
    try:
        ends = sorted(_moment(value) for value in selected["range"]["x"])
    except (KeyError, TypeError, ValueError):
        return None
    if len(ends) != 2:
        return None
    half = timedelta(hours=12)
    first, last = (ends[0] + half).date(), (ends[1] - half).date()
    # A brush inside one day chooses that day.
    return (first, max(first, last)) if ends[1] - ends[0] > half else (ends[0].date(), ends[0].date())


def _moment(value: Any) -> datetime:
    return datetime.fromisoformat(str(value).strip()[:19])


def register(app: Dash, source: EventSource) -> None:
    """Draw both charts; a brush on either chooses dates, a double click on the overview all of them."""

    @app.callback(
        Output(Timeline.OVERVIEW, "figure"),
        Input(Stores.FILTERS, "data"),
        Input(Stores.THEME, "data"),
        prevent_initial_call=True,
    )
    def draw_overview(data: dict[str, str] | None, theme: Any) -> Any:
        if data is None or theme not in THEMES:
            raise PreventUpdate  # the address has not been read yet
        filters = url_state.read(data)
        extent = source.extent()
        brush = None
        if extent and (filters.date_from or filters.date_to):
            brush = (filters.date_from or extent[0], filters.date_to or extent[1])
        found = source.histogram(filters.without("dates"), bins=90)
        return histogram(found, theme=theme, brush=brush)

    @app.callback(
        Output(Timeline.DETAIL, "figure"),
        Input(Stores.FILTERS, "data"),
        Input(Stores.SELECTION, "data"),
        Input(Stores.THEME, "data"),
        prevent_initial_call=True,
    )
    def draw_detail(data: dict[str, str] | None, chosen: Any, theme: Any) -> Any:
        if data is None or theme not in THEMES:
            raise PreventUpdate
        filters = url_state.read(data)
        if source.count(filters) > MOST_BARS:
            # Too many to be told apart: counts alone, and a brush as in the overview.
            return histogram(source.histogram(filters, bins=MOST_BINS), theme=theme)
        return timeline(
            source.rows(filters, limit=MOST_BARS),
            theme=theme,
            dates=(filters.date_from, filters.date_to),
            selected=url_state.selected_id(chosen),
        )

    def brush(graph_id: str) -> None:
        @app.callback(
            Input(graph_id, "selectedData"), State(Stores.FILTERS, "data"), prevent_initial_call=True
        )
        def choose(selected: Any, data: dict[str, str] | None) -> None:
            filters = url_state.read(data)
            days = brushed_days(selected)
            if days is not None and days != (filters.date_from, filters.date_to):
                url_state.commit(filters.replace(date_from=days[0], date_to=days[1]))

    brush(Timeline.OVERVIEW)
    brush(Timeline.DETAIL)
