"""Events over time as stacked bars: the overview that is brushed, and the counts above the lanes."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts.frame import Row, day, rows_of
from dashboard.charts.theme import Theme, empty_figure, plain, template, token, type_colour, type_label
from dashboard.records.ontology import type_labels

DAY_MS = 86_400_000
#: Columns of the table that ``histogram`` draws.
NEEDED = ("bin_start", "bin_end", "event_type", "exact", "spread")


def histogram(
    frame: pd.DataFrame,
    *,
    theme: Theme = "light",
    brush: tuple[date, date] | None = None,
    title: str | None = None,
    height: int | None = None,
) -> go.Figure:
    """Numbers of events over time, stacked by event type, ready to be brushed.

    ``frame`` has the columns bin_start and bin_end (first and last day), event_type, exact and spread
    (numbers of events; what is spread over its possible days is hatched), as ``EventSource.histogram``
    gives them. ``brush`` marks the days that are chosen, both inclusive. An empty table gives a figure
    that says so.
    """
    rows = rows_of(frame, *NEEDED)
    if not rows:
        return empty_figure("No event has a date", theme=theme, height=height)
    figure = go.Figure(layout={"template": template(theme)})
    figure.add_traces(_bars(rows, theme))
    figure.update_layout(
        barmode="stack",
        bargap=0.14,
        height=height,
        margin={"l": 0, "r": 0, "t": 34 if title else 2, "b": 18},
        title={"text": plain(title)} if title else None,
        dragmode="select",
        selectdirection="h",
        hovermode="closest",
        uirevision="histogram",
        selections=[brush_selection(*brush, theme)] if brush else [],
        shapes=_handles(*brush, theme) if brush else [],
    )
    figure.update_xaxes(
        type="date",
        fixedrange=True,
        showgrid=False,
        showline=True,
        ticks="outside",
        ticklen=3,
        tickformatstops=[
            {"dtickrange": [None, 28 * DAY_MS], "value": "%-d %b %Y"},
            {"dtickrange": [28 * DAY_MS, "M11"], "value": "%b %Y"},
            {"dtickrange": ["M12", None], "value": "%Y"},
        ],
    )
    figure.update_yaxes(fixedrange=True, rangemode="tozero", nticks=3, showticklabels=False, showgrid=False)
    return figure


def brush_selection(first: date, last: date, theme: Theme) -> dict[str, Any]:
    """The chosen days as a Plotly selection across the whole height."""
    return {
        "type": "rect",
        "xref": "x",
        "yref": "y domain",
        "x0": first.isoformat(),
        "x1": (last + timedelta(days=1)).isoformat(),
        "y0": 0,
        "y1": 1,
        "line": {"color": token("accent", theme), "width": 2, "dash": "solid"},
    }


def _handles(first: date, last: date, theme: Theme) -> list[dict[str, Any]]:
    """The ground of the chosen days, and a handle at each end, 6 by 12 pixels."""
    accent = token("accent", theme)
    ends = (first.isoformat(), (last + timedelta(days=1)).isoformat())
    ground = {"type": "rect", "xref": "x", "yref": "paper", "x0": ends[0], "x1": ends[1], "y0": 0, "y1": 1}
    handles = [
        {
            "type": "rect",
            "xref": "x",
            "yref": "paper",
            "xsizemode": "pixel",
            "ysizemode": "pixel",
            "xanchor": end,
            "yanchor": 0.5,
            "x0": -3,
            "x1": 3,
            "y0": -6,
            "y1": 6,
            "fillcolor": token("surface", theme),
            "line": {"color": accent, "width": 1.5},
        }
        for end in ends
    ]
    shade = {**ground, "layer": "below", "fillcolor": token("accent-bg", theme), "line": {"width": 0}}
    return [shade, *handles]


def pattern(colour: str, theme: Theme) -> dict[str, Any]:
    """Hatching: what is not known to the day, or where the start is unknown."""
    return {
        "shape": "/",
        "size": 5,
        "solidity": 0.42,
        "fgcolor": colour,
        "bgcolor": token("surface", theme),
        "fillmode": "replace",
    }


def _bars(rows: Iterable[Row], theme: Theme) -> list[go.Bar]:
    by_type: dict[str, list[Row]] = {}
    for row in rows:
        by_type.setdefault(str(row["event_type"]), []).append(row)
    order = [
        *[name for name in type_labels() if name in by_type],
        *[n for n in by_type if n not in type_labels()],
    ]
    traces = []
    for hatched in (False, True):
        for name in order:
            traces.append(_bar(name, by_type[name], theme, hatched=hatched))
    return traces


def _bar(name: str, rows: list[Row], theme: Theme, *, hatched: bool) -> go.Bar:
    colour = type_colour(name, theme)
    held = [row for row in rows if row["spread" if hatched else "exact"]]
    starts = [_day(row["bin_start"]) for row in held]
    ends = [_day(row["bin_end"]) for row in held]
    wide = [((end - start).days + 1) * DAY_MS for start, end in zip(starts, ends, strict=True)]
    counts = [row["spread" if hatched else "exact"] for row in held]
    words = "share of events with vague dates" if hatched else "events"
    return go.Bar(
        x=[start.isoformat() for start in starts],
        y=counts,
        width=[0.86 * width for width in wide],
        offset=[0.07 * width for width in wide],
        customdata=[[start.isoformat(), end.isoformat()] for start, end in zip(starts, ends, strict=True)],
        name=plain(type_label(name)),
        marker={"pattern": pattern(colour, theme), "color": colour, "line": {"width": 0}}
        if hatched
        else {"color": colour, "line": {"width": 0}},
        hovertemplate=f"%{{customdata[0]}}<br>{plain(type_label(name))}: %{{y:.3~g}} {words}<extra></extra>",
        unselected={"marker": {"opacity": 0.28}},
    )


def _day(value: Any) -> date:
    found = day(value)
    assert found is not None
    return found
