"""The timeline: events a day above, and below one bar an event, from its first to its last possible day.

Hatching with an open left end means that the start is unknown; an outlined bar is one party's claim; an
upright tick is the day on which it was announced.
"""

from collections import defaultdict
from datetime import date, timedelta

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from dashboard.charts import binning
from dashboard.charts.binning import Interval
from dashboard.charts.frame import Row, day, rows_of
from dashboard.charts.histogram import DAY_MS, pattern
from dashboard.charts.lanes import (
    NAMES_PX,
    NARROWEST,
    DrawnBar,
    bars_of,
    draw_lanes,
    lane_name,
    packed_lanes,
    room_for_names,
)
from dashboard.charts.theme import Theme, empty_figure, plain, template, token, type_colour, type_label
from dashboard.records.ontology import type_labels

NEEDED = ("event_id", "event_type", "date_start", "date_end")
#: Labels of days: first what changes, the year on its own line where Plotly adds it.
# Plotly knows a label of days by %e, not by %-d, and would otherwise name the months alone.
TICKS = {"day": "%e %b\n%Y", "week": "%e %b\n%Y", "month": "%b %Y", "year": "%Y"}
#: Above so many rows of bars the lanes are left out and the counts take the room.
MOST_ROWS = 48
#: The part of the height that the counts take.
COUNTS_SHARE = 0.24


def timeline(
    frame: pd.DataFrame,
    *,
    theme: Theme = "light",
    dates: tuple[date | None, date | None] = (None, None),
    selected: str | None = None,
    title: str | None = None,
    height: int | None = None,
    names: bool = True,
) -> go.Figure:
    """Events over time: counts stacked by event type, and lanes of bars.

    ``frame`` has the columns of ``INCIDENT_COLUMNS``; undated events are left out. ``dates`` are the
    first and last day of the axis; None is that of the events. ``selected`` is the event_id whose days
    are marked. ``names`` writes the event types beside the lanes. Bars and counts carry lists of
    event_ids as ``customdata``.

    Raises InputError for a table without the columns that a timeline needs.
    """
    rows = [row for row in rows_of(frame, *NEEDED) if row["date_end"] is not None]
    if not rows:
        return empty_figure("No event here has a date", theme=theme, height=height)
    first, last = _axis(rows, dates)
    bars = bars_of(rows, first, last)
    lanes = packed_lanes(bars, (last - first).days + 1)
    total = sum(len(lane) for lane in lanes.values())
    with_lanes = total <= MOST_ROWS
    figure = make_subplots(
        rows=2 if with_lanes else 1,
        cols=1,
        shared_xaxes=True,
        vertical_spacing=0.02,
        row_heights=[COUNTS_SHARE, 1 - COUNTS_SHARE] if with_lanes else None,
    )
    unit = binning.unit_for(first, last)
    figure.add_traces(_counts(bars, first=first, last=last, unit=unit, theme=theme))
    if with_lanes:
        draw_lanes(
            figure,
            room_for_names(lanes),
            theme=theme,
            names=names,
            narrowest=((last - first).days + 1) * NARROWEST,
        )
    _mark_days(figure, bars, selected, first=first, last=last, theme=theme)
    figure.update_layout(
        template=template(theme),
        barmode="stack",
        height=height,
        margin={"l": NAMES_PX if names else 34, "r": 12, "t": 36 if title else 4, "b": 32},
        title={"text": plain(title)} if title else None,
        dragmode="select",
        selectdirection="h",
        clickmode="event",
        hovermode="closest",
        uirevision=f"{first}{last}",
    )
    figure.update_xaxes(
        type="date",
        range=[first.isoformat(), (last + timedelta(days=1)).isoformat()],
        fixedrange=True,
        ticklabelmode="period",
        tickformat=TICKS[unit],
        hoverformat=TICKS["day"],
        tickangle=0,
        gridcolor=token("line", theme),
    )
    figure.update_yaxes(fixedrange=True)
    figure.update_yaxes(row=1, col=1, rangemode="tozero", dtick=_step(figure), showgrid=False)
    if names:
        figure.add_annotation(lane_name(f"Events a {unit}", y=1.0, theme=theme, colour=token("ink2", theme)))
    return figure


def _step(figure: go.Figure) -> int:
    """A step of whole events that leaves two or three labels on the axis of counts."""
    totals: dict[str, float] = defaultdict(float)
    for trace in figure.data:
        if trace.orientation != "h" and trace.type == "bar":
            for x, y in zip(trace.x, trace.y, strict=True):
                totals[x] += y
    return max(1, round(max(totals.values(), default=1) / 2))


def _axis(rows: list[Row], dates: tuple[date | None, date | None]) -> tuple[date, date]:
    ends = [day(row["date_end"]) for row in rows]
    starts = [day(row["date_start"]) for row in rows]
    known = [value for value in [*starts, *ends] if value is not None]
    first, last = dates[0] or min(known), dates[1] or max(known)
    if first > last:
        first, last = last, first
    # A single day would leave nothing to see around it.
    short = max(0, 6 - (last - first).days)
    if dates[0] is None:
        first -= timedelta(days=short // 2)
    if dates[1] is None:
        last += timedelta(days=short - short // 2)
    return first, last


def _counts(bars: list[DrawnBar], *, first: date, last: date, unit: str, theme: Theme) -> list[go.Bar]:
    intervals = [
        Interval(str(bar.row["event_id"]), bar.event_type, None if bar.open_start else bar.start, bar.end)
        for bar in bars
    ]
    steps = binning.bins(intervals, first=first, last=last, unit=unit)
    named = {kind for step in steps for kind in [*step.exact, *step.spread]}
    traces = []
    for hatched in (False, True):
        for name in [*type_labels(), *sorted(named - set(type_labels()))]:
            if name not in named:
                continue
            held = [step for step in steps if (step.spread.get(name) if hatched else step.exact.get(name))]
            colour = token("control", theme) if hatched else type_colour(name, theme)
            words = "share of events whose day is not known" if hatched else "events"
            wide = [(step.end - step.start).days * DAY_MS for step in held]
            traces.append(
                go.Bar(
                    x=[step.start.isoformat() for step in held],
                    y=[step.spread[name] if hatched else len(step.exact[name]) for step in held],
                    width=[0.86 * width for width in wide],
                    offset=[0.07 * width for width in wide],
                    customdata=[[] if hatched else step.exact[name] for step in held],
                    marker={
                        "color": colour,
                        "line": {"width": 0},
                        "pattern": pattern(colour, theme) if hatched else None,
                    },
                    name=plain(type_label(name)),
                    hovertemplate=f"{plain(type_label(name))}<br>%{{y:.3~g}} {words}<extra></extra>",
                )
            )
    return traces


def _mark_days(
    figure: go.Figure, bars: list[DrawnBar], selected: str | None, *, first: date, last: date, theme: Theme
) -> None:
    """Weekends, where days can be told apart, and the days of the selected event."""
    shapes = []

    def stripe(start: date, end: date, **more: object) -> None:
        x = {"x0": start.isoformat(), "x1": end.isoformat(), "xref": "x", "y0": 0, "y1": 1, "yref": "paper"}
        shapes.append({"type": "rect", "layer": "below", "line": {"width": 0}, **x, **more})

    if (last - first).days <= 62:
        day_ = first
        while day_ <= last:
            if day_.weekday() >= 5:
                stripe(day_, day_ + timedelta(days=1), fillcolor=token("sunken", theme))
            day_ += timedelta(days=1)
    for bar in bars:
        if str(bar.row["event_id"]) == selected:
            line = {"color": token("accent", theme), "width": 1, "dash": "dot"}
            stripe(bar.start, bar.end + timedelta(days=1), fillcolor=token("accent-bg", theme), line=line)
    figure.update_layout(shapes=[*(figure.layout.shapes or ()), *shapes])
