"""The table: the same events as rows, the twin of map and timeline for those who cannot use either."""

from typing import Any

import dash_ag_grid as dag
import pandas as pd
from dash import Dash, Input, Output, html
from dash.development.base_component import Component

from dashboard.charts.frame import Row, is_claim, place_words, rows_of, span_words, title_of
from dashboard.charts.theme import type_label
from dashboard.query.filters import Filters
from dashboard.query.source import EventSource
from dashboard.query.views import Part
from dashboard.query.wording import counted
from dashboard.records.codes import Certainty
from dashboard.records.ontology import sub_types
from dashboard.web import url_state
from dashboard.web.ids import Stores, Table
from dashboard.web.parts import attributes
from dashboard.web.stylesheet import css_name
from dashboard.web.wording import CERTAINTY, PARTS, number_words

#: Most rows that are sent to the browser.
MOST_ROWS = 3_000

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
        defaultColDef={"sortable": True, "resizable": True, "suppressHeaderMenuButton": True},
        dashGridOptions={
            "rowHeight": 32,
            "headerHeight": 36,
            "rowSelection": {"mode": "singleRow", "checkboxes": False, "enableClickSelection": True},
            "suppressCellFocus": False,
            "animateRows": False,
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


def heading(source: EventSource, filters: Filters, part: Part | None, shown: int) -> list[Component | str]:
    """What the table lists, and how many rows were left out of the browser."""
    number = source.count(filters) if part is None else shown
    if part is None:
        inside: list[Component | str] = [
            html.B(counted(number)),
            " on the map, on the timeline or on neither.",
        ]
    else:
        back = html.Button("List all that pass", type="button", className="link", **attributes(data_part=""))
        inside = [html.B(counted(number)), f" {PARTS[part]}. ", back]
    if number > shown:
        inside.append(f" The first {shown:,} are listed; narrow the filters to see others.")
    return inside


def register(app: Dash, source: EventSource) -> None:
    """List what passes the filters, or one part of the strip."""

    @app.callback(
        output={"rows": Output(Table.GRID, "rowData"), "head": Output(Table.HEAD, "children")},
        inputs={"data": Input(Stores.FILTERS, "data"), "part": Input(Stores.PART, "data")},
        prevent_initial_call=True,
    )
    def fill(data: dict[str, str] | None, part: str | None) -> dict[str, Any]:
        filters = url_state.read(data)
        chosen = Part(part) if part in list(Part) else None
        rows = grid_rows(source.rows(filters, part=chosen, limit=MOST_ROWS))
        return {"rows": rows, "head": heading(source, filters, chosen, len(rows))}
