"""The one place where a chart enters a page, so that no chart can talk to a foreign host."""

from typing import Any

import plotly.graph_objects as go
from dash import dcc

#: Plotly's own toolbar would offer to upload the data; ours replaces it.
PRIVATE: dict[str, Any] = {
    "showSendToCloud": False,
    "plotlyServerURL": "",
    "topojsonURL": "",
    "displaylogo": False,
    "displayModeBar": False,
    "showTips": False,
    "responsive": True,
}


def graph(
    graph_id: str, figure: go.Figure | None = None, *, class_name: str = "graph", scroll_zoom: bool = False
) -> dcc.Graph:
    """A chart with the privacy configuration; ``scroll_zoom`` lets the wheel zoom a map."""
    config: Any = {**PRIVATE, "scrollZoom": scroll_zoom}
    return dcc.Graph(
        id=graph_id,
        figure=figure or {},
        config=config,
        className=class_name,
        responsive=True,
        clear_on_unhover=True,
    )
