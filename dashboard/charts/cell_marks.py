"""Marks for cells of the map: as many events as can no longer be drawn one by one, counted where they are.

A mark stands at the true point of one of its events and has the colour of the type that most of them have;
its size tells how many there are.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import plotly.graph_objects as go

from dashboard.charts.theme import Theme, plain, type_colour, type_label

#: Name of the trace, by which the page's script finds it.
NAME = "Cells of events"
#: Pixels across a mark of one event, what each doubling adds, and the most.
SMALLEST, STEP, LARGEST = 7.0, 1.7, 34.0


def sizes(numbers: npt.NDArray[np.integer]) -> npt.NDArray[np.uint8]:
    """Diameters in whole pixels; no event, no mark."""
    grown = SMALLEST + STEP * np.log2(np.maximum(numbers, 1))
    return np.where(numbers > 0, np.rint(np.minimum(grown, LARGEST)), 0).astype(np.uint8)


def cell_marks(
    *,
    latitude: npt.NDArray[np.floating],
    longitude: npt.NDArray[np.floating],
    numbers: npt.NDArray[np.integer],
    event_types: Sequence[str],
    names: Sequence[str],
    theme: Theme = "light",
) -> go.Scattermap:
    """One mark a cell; arrays have one value each. ``names`` are handed back when a mark is clicked."""
    colours = {kind: type_colour(kind, theme) for kind in set(event_types)}
    labels = {kind: plain(type_label(kind)) for kind in set(event_types)}
    marker: dict[str, Any] = {
        "size": sizes(numbers),
        "color": [colours[kind] for kind in event_types],
        "opacity": 0.78,
        "allowoverlap": True,
    }
    return go.Scattermap(
        lat=np.asarray(latitude, dtype=np.float32),
        lon=np.asarray(longitude, dtype=np.float32),
        customdata=[[name] for name in names],
        mode="markers",
        hovertext=[
            f"{number:,} events<br>most: {labels[kind]}" if number > 1 else labels[kind]
            for number, kind in zip(numbers.tolist(), event_types, strict=True)
        ],
        hoverinfo="text",
        marker=marker,
        name=NAME,
        below="",
    )
