"""The table: the same events as rows, the twin of map and timeline for those who cannot use either."""

from typing import Any

import dash_ag_grid as dag
import pandas as pd
from dash import Dash, Input, Output, State, html
from dash.development.base_component import Component

from dashboard.charts.frame import Row, is_claim, place_words, rows_of, span_words, title_of
from dashboard.charts.theme import type_label
from dashboard.query.filters import Filters
from dashboard.query.source import EventSource
from dashboard.query.views import Killed, Part
from dashboard.query.wording import counted
from dashboard.records.codes import Certainty
from dashboard.records.ontology import sub_types
from dashboard.web import url_state
from dashboard.web.clientside import clientside
from dashboard.web.ids import Stores, Table
from dashboard.web.parts import attributes
from dashboard.web.stylesheet import css_name
from dashboard.web.wording import CERTAINTY, PARTS, number_words

#: Rows that are sent to the browser at a time, and at most.
PAGE = 100
MOST_PAGE = 1_000
#: Column of the grid -> the column that it is ordered by.
_ORDERS = {
    "kind": "sub_type",
    "summary": "summary",
    "place": "place",
    "who": "actor1",
    "whom": "actor2",
    "certainty": "certainty",
    "publishers": "publishers",
    "first": "date",
}

_COLUMNS: list[dict[str, Any]] = [
    {"field": "kind", "headerName": "Type", "cellRenderer": "TypeCell", "width": 170},
    {"field": "when", "headerName": "When", "width": 185, "sortable": False},
    {"field": "summary", "headerName": "What happened", "flex": 2, "minWidth": 220},
    {"field": "place", "headerName": "Where", "flex": 1, "minWidth": 150},
    {"field": "who", "headerName": "Who acted", "flex": 1, "minWidth": 140},
    {"field": "whom", "headerName": "Acted on", "flex": 1, "minWidth": 130},
    {"field": "killed", "headerName": "Killed", "width": 90, "sortable": False},
    {"field": "certainty", "headerName": "Certainty", "width": 170},
    {"field": "publishers", "headerName": "Publishers", "width": 105, "type": "numericColumn"},
    {"field": "first", "headerName": "First day", "width": 110},
]


def layout() -> Component:
    """The grid under a line that says what it lists."""
    grid = dag.AgGrid(
        id=Table.GRID,
        columnDefs=_COLUMNS,
        rowModelType="infinite",
        defaultColDef={"sortable": True, "resizable": True, "suppressHeaderMenuButton": True},
        dashGridOptions={
            "rowHeight": 32,
            "headerHeight": 36,
            "rowSelection": {"mode": "singleRow", "checkboxes": False, "enableClickSelection": True},
            "suppressCellFocus": False,
            "animateRows": False,
            "cacheBlockSize": PAGE,
            "maxBlocksInCache": 20,
            "infiniteInitialRowCount": 1,
        },
        getRowId="params.data.id",
        className="ag-theme-quartz grid",
        style={"height": "100%", "width": "100%"},
    )
    return html.Section(
        [html.Div(id=Table.HEAD, className="table-head"), html.Div(grid, className="table-body")],
        id=Table.ROOT,
        className="table",
        tabIndex=-1,
        **attributes(aria_label="Table of events"),
    )


def grid_rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows as the grid shows them: text, a symbol's name, numbers."""
    return [_grid_row(row) for row in rows_of(frame, "event_id", "event_type")]


def _grid_row(row: Row) -> dict[str, Any]:
    sub_type = sub_types().get(str(row.get("sub_type")))
    return {
        "id": str(row["event_id"]),
        "kind": sub_type.label if sub_type else type_label(str(row["event_type"])),
        "symbol": css_name(str(row["event_type"])),
        "claim": is_claim(row),
        "when": span_words(row),
        "first": str(row.get("date_start") or row.get("date_end") or ""),
        "summary": title_of(row),
        "place": place_words(row),
        "who": row.get("actor1"),
        "whom": row.get("actor2"),
        "killed": number_words(
            row.get("fatalities_low"), row.get("fatalities_best"), row.get("fatalities_high")
        ),
        "certainty": CERTAINTY[Certainty(row["certainty"])] if row.get("certainty") else None,
        "publishers": row.get("publishers"),
    }


def page_of(source: EventSource, filters: Filters, part: Part | None, request: Any) -> dict[str, Any]:
    """The rows that the grid asks for, and how many there are; ``request`` is the browser's, not trusted."""
    asked = request if isinstance(request, dict) else {}
    start, stop = (asked.get(name) for name in ("startRow", "endRow"))
    start = start if isinstance(start, int) and start >= 0 else 0
    stop = stop if isinstance(stop, int) and stop > start else start + PAGE
    order, descending = _order_of(asked.get("sortModel"))
    frame = source.rows(
        filters,
        part=part,
        order=order,
        descending=descending,
        offset=start,
        limit=min(stop - start, MOST_PAGE),
    )
    return {"rowData": grid_rows(frame), "rowCount": source.count(filters, part=part)}


def _order_of(sorting: Any) -> tuple[str, bool]:
    try:
        return _ORDERS[sorting[0]["colId"]], sorting[0]["sort"] == "desc"
    except (KeyError, IndexError, TypeError):
        return "date", False


def heading(source: EventSource, filters: Filters, part: Part | None) -> list[Component | str]:
    """What the table lists."""
    number = source.count(filters, part=part)
    if part is None:
        words = " on the map, on the timeline or on neither."
        return [html.B(counted(number)), words, killed_words(source.killed(filters), number)]
    back = html.Button("List all that pass", type="button", className="link", **attributes(data_part=""))
    return [html.B(counted(number)), f" {PARTS[part]}. ", back]


def killed_words(killed: Killed | None, number: int) -> str:
    """How many people were killed in so many events."""
    if killed is None or not killed.incidents:
        return ""
    some = "" if killed.incidents == number else f" in the {killed.incidents:,} that give a number"
    return f" {killed.people:,} people killed{some}, by best estimates."


def register(app: Dash, source: EventSource) -> None:
    """List what passes the filters, or one part of the strip, page by page as the reader scrolls."""

    def chosen(part: Any) -> Part | None:
        return Part(part) if part in list(Part) else None

    @app.callback(
        Output(Table.GRID, "getRowsResponse"),
        Input(Table.GRID, "getRowsRequest"),
        State(Stores.FILTERS, "data"),
        State(Stores.PART, "data"),
        prevent_initial_call=True,
    )
    def page(request: Any, data: dict[str, str] | None, part: Any) -> dict[str, Any]:
        if data is None or not request:
            return {"rowData": [], "rowCount": None}  # the address has not been read yet
        return page_of(source, url_state.read(data), chosen(part), request)

    @app.callback(
        Output(Table.HEAD, "children"),
        Input(Stores.FILTERS, "data"),
        Input(Stores.PART, "data"),
        prevent_initial_call=True,
    )
    def head(data: dict[str, str] | None, part: Any) -> list[Component | str]:
        return heading(source, url_state.read(data), chosen(part))

    # The rows that the grid holds are those of the filters before.
    clientside(app, "renewRows", Input(Stores.FILTERS, "data"), Input(Stores.PART, "data"))
