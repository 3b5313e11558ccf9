"""``/api/brush``: what the map and the sentence show while a date brush moves, asked as often as it moves.

A step answers with the number of events in each mark that is drawn, as typed arrays; the page changes those
marks and asks for everything else when the brush is let go.
"""

import json
from base64 import b64encode
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
from flask import Flask, Response, request

from dashboard.charts.cell_marks import sizes
from dashboard.charts.theme import THEMES, Theme, type_colour
from dashboard.query.filters import Filters
from dashboard.query.source import DateBrush, EventSource
from dashboard.query.wording import counted
from dashboard.web.map_view import MapView
from dashboard.web.security import problem


def typed(values: npt.NDArray[Any]) -> dict[str, str]:
    """An array as Plotly reads it: its kind and its bytes."""
    kind = f"{values.dtype.kind}{values.dtype.itemsize}"
    return {"dtype": kind, "bdata": b64encode(np.ascontiguousarray(values).tobytes()).decode()}


def step_json(brush: DateBrush, first: date, last: date, *, theme: Theme | None = None) -> str:
    """The answer to one step; with a theme the marks are told too, as the first step needs them."""
    step = brush.step(first, last)
    kept = np.flatnonzero(step.event_types)
    told: dict[str, Any] = {
        "sizes": typed(sizes(step.cells)),
        "types": {brush.event_types[code]: int(step.event_types[code]) for code in kept},
        "total": step.total,
        "words": counted(step.total),
    }
    if theme is not None:
        cells = brush.cells
        told["lat"] = typed(cells.latitude.astype(np.float32))
        told["lon"] = typed(cells.longitude.astype(np.float32))
        told["colours"] = [type_colour(cells.values[code], theme) for code in cells.event_type.tolist()]
    return json.dumps(told, separators=(",", ":"))


def register(server: Flask, source: EventSource) -> None:
    """Serve the steps from ``server``."""

    @server.get("/api/brush")
    def brush() -> Response:
        filters, messages = Filters.from_query(request.query_string.decode("utf-8", "replace"))
        if messages or filters.date_from is None or filters.date_to is None:
            return problem(400, "a step needs from and to, and filters that can be read")
        view = MapView.from_camera(request.args.to_dict())
        found = source.brush(filters, zoom=view.zoom, within=view.within)
        asked = request.args.get("theme")
        theme = next((name for name in THEMES if name == asked), None)
        told = step_json(found, filters.date_from, filters.date_to, theme=theme)
        answer = Response(told, mimetype="application/json")
        answer.headers["Cache-Control"] = "no-store"
        return answer
