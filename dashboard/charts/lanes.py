"""The lanes of the timeline: one bar an event, packed into rows by event type."""

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import plotly.graph_objects as go

from dashboard.charts.frame import Row, day, is_claim, place_words, span_words, title_of
from dashboard.charts.histogram import DAY_MS, pattern
from dashboard.charts.symbols import GLYPHS, symbol
from dashboard.charts.theme import Theme, plain, token, type_colour, type_label
from dashboard.query.wording import in_words
from dashboard.records.ontology import type_labels

#: Pixels that the names of the lanes take.
NAMES_PX = 128
#: Announcements are ticked where bars are drawn to scale down to this part of a day.
TELLING_DAYS = 0.5
#: Rows of all lanes together for each row that a lane has at least, so that its name fits.
ROWS_A_NAME = 9
#: Names stand apart by this part of the lanes' height at least, so that even low ones do not touch.
NAME_GAP = 1 / 7
#: The narrowest bar that can still be hit, as a part of the axis.
NARROWEST = 1 / 180


@dataclass(frozen=True, slots=True)
class DrawnBar:
    """An event on the axis; ``start`` is where the bar is drawn from, which an open start puts at the
    edge.
    """

    row: Row
    start: date
    end: date
    open_start: bool

    @property
    def event_type(self) -> str:
        return str(self.row["event_type"])


def bars_of(rows: Iterable[Row], first: date, last: date) -> list[DrawnBar]:
    """The dated rows that reach into the axis, by their first day, cut to it."""
    bars = []
    for row in rows:
        end, start = day(row["date_end"]), day(row["date_start"])
        assert end is not None
        if end < first or (start or first) > last:
            continue
        bars.append(DrawnBar(row, max(start or first, first), min(end, last), start is None))
    return sorted(bars, key=lambda bar: (bar.start, bar.end))


def packed_lanes(bars: list[DrawnBar], days: int) -> dict[str, list[list[DrawnBar]]]:
    """Rows of bars that do not overlap, by event type; a type without events has no lane."""
    gap = max(1.0, days * NARROWEST)
    packed: dict[str, list[list[DrawnBar]]] = {}
    free: dict[str, list[float]] = defaultdict(list)
    by_type: dict[str, list[DrawnBar]] = defaultdict(list)
    for bar in bars:
        by_type[bar.event_type].append(bar)
    order = [
        *[name for name in type_labels() if name in by_type],
        *[n for n in by_type if n not in type_labels()],
    ]
    for name in order:
        packed[name] = []
        for bar in by_type[name]:
            begins = bar.start.toordinal()
            ends = begins + max((bar.end - bar.start).days + 1, gap)
            for place, until in enumerate(free[name]):
                if until <= begins:
                    packed[name][place].append(bar)
                    free[name][place] = ends
                    break
            else:
                packed[name].append([bar])
                free[name].append(ends)
    return packed


def room_for_names(lanes: dict[str, list[list[DrawnBar]]]) -> dict[str, list[list[DrawnBar]]]:
    """The lanes with empty rows where a lane would be too thin for its name."""
    least = math.ceil(sum(len(lane) for lane in lanes.values()) / ROWS_A_NAME)
    return {name: [*lane, *([] for _ in range(least - len(lane)))] for name, lane in lanes.items()}


def apart(middles: list[float], gap: float) -> list[float]:
    """Heights from 0 to 1, rising, moved as little as it takes to stand ``gap`` apart within that range."""
    gap = min(gap, 1 / max(len(middles), 1))
    placed: list[float] = []
    for middle in middles:
        placed.append(max(middle, placed[-1] + gap if placed else gap / 2))
    limit = 1 - gap / 2
    for at in range(len(placed) - 1, -1, -1):
        placed[at] = min(placed[at], limit)
        limit = placed[at] - gap
    return placed


def draw_lanes(
    figure: go.Figure, lanes: dict[str, list[list[DrawnBar]]], *, theme: Theme, names: bool, narrowest: float
) -> None:
    """Draw the lanes into the second row of the figure, with their ticks, lines and names."""
    row, groups = 0, []
    for event_type, packed in lanes.items():
        placed = [(row + place, bar) for place, bars in enumerate(packed) for bar in bars]
        for outlined in (False, True):
            for hatched in (False, True):
                members = [
                    (at, bar)
                    for at, bar in placed
                    if is_claim(bar.row) == outlined and bar.open_start == hatched
                ]
                if members:
                    trace = _lane(
                        members,
                        event_type,
                        outlined=outlined,
                        hatched=hatched,
                        theme=theme,
                        narrowest=narrowest,
                    )
                    figure.add_trace(trace, row=2, col=1)
        groups.append((event_type, row, row + len(packed)))
        row += len(packed)
    if narrowest < TELLING_DAYS:
        _draw_ticks(figure, lanes, theme)
    rows = max(row, 4)
    rules: list[dict[str, Any]] = []
    labels: list[dict[str, Any]] = []
    middles = apart([(top + bottom) / 2 / rows for _, top, bottom in groups], NAME_GAP)
    for (event_type, _, bottom), middle in zip(groups, middles, strict=True):
        y = bottom - 0.5
        rules.append({"type": "line", "xref": "x2 domain", "yref": "y2", "x0": 0, "x1": 1, "y0": y, "y1": y})
        if names:
            low, high = figure.layout.yaxis2.domain
            shape = GLYPHS[symbol(event_type)][0]
            colour = type_colour(event_type, theme)
            text = f'<span style="color:{colour}">{shape}</span>  {plain(_short(event_type))}'
            labels.append(lane_name(text, y=high - (high - low) * middle, theme=theme, anchor="middle"))
    line = {"color": token("line", theme), "width": 1}
    # All at once: Plotly checks the whole list anew for each one that is added.
    figure.update_layout(shapes=[{**rule, "line": line} for rule in rules], annotations=labels)
    figure.update_yaxes(
        row=2, col=1, range=[rows - 0.5, -0.5], showticklabels=False, showgrid=False, zeroline=False
    )


def _short(event_type: str) -> str:
    """The name of a lane, short enough for its margin."""
    label = type_label(event_type)
    return {"Violence against civilians": "Viol. civilians", "Strategic development": "Strategic dev."}.get(
        label, label
    )


def lane_name(
    text: str, *, y: float, theme: Theme, anchor: str = "top", colour: str | None = None
) -> dict[str, Any]:
    """The annotation that names a lane in the margin on the left, at a height of the paper."""
    return {
        "text": text,
        "x": 0,
        "xshift": -NAMES_PX + 16,
        "xref": "paper",
        "xanchor": "left",
        "y": y,
        "yref": "paper",
        "yanchor": anchor,
        "showarrow": False,
        "font": {"size": 12, "color": colour or token("ink", theme)},
    }


def _lane(
    members: list[tuple[int, DrawnBar]],
    event_type: str,
    *,
    outlined: bool,
    hatched: bool,
    theme: Theme,
    narrowest: float,
) -> go.Bar:
    colour = type_colour(event_type, theme)
    fill = token("surface", theme) if outlined else colour
    line = 1.4 if hatched else 2 if outlined else 0
    return go.Bar(
        orientation="h",
        base=[bar.start.isoformat() for _, bar in members],
        x=[max((bar.end - bar.start).days + 1, narrowest) * DAY_MS for _, bar in members],
        y=[at for at, _ in members],
        width=0.72,
        marker={
            "color": fill,
            "line": {"color": colour, "width": line},
            "pattern": pattern(colour, theme) if hatched else None,
            "cornerradius": 0 if hatched else 2,
        },
        customdata=[[str(bar.row["event_id"])] for _, bar in members],
        hovertext=[_hover(bar) for _, bar in members],
        hovertemplate="%{hovertext}<extra></extra>",
        name=plain(type_label(event_type)),
    )


def _hover(bar: DrawnBar) -> str:
    said = day(bar.row.get("reported_on"))
    lines = [
        f"<b>{plain(span_words(bar.row))}</b>",
        plain(place_words(bar.row)),
        plain(title_of(bar.row)[:90]),
    ]
    return "<br>".join([*lines, *([f"Announced on {in_words(said)}"] if said else [])])


def _draw_ticks(figure: go.Figure, lanes: dict[str, list[list[DrawnBar]]], theme: Theme) -> None:
    """Upright ticks at the day of the announcement, where it is not the event's own last day."""
    found, row = [], 0
    for packed in lanes.values():
        for place, bars in enumerate(packed):
            for bar in bars:
                said = day(bar.row.get("reported_on"))
                if said and bar.start != bar.end and bar.start <= said <= bar.end:
                    found.append((f"{said.isoformat()}T12:00", row + place))
        row += len(packed)
    trace = go.Scatter(
        x=[when for when, _ in found],
        y=[at for _, at in found],
        mode="markers",
        marker={"symbol": "line-ns-open", "size": 11, "color": token("ink", theme), "line": {"width": 2}},
        hoverinfo="skip",
        name="Announced",
    )
    figure.add_trace(trace, row=2, col=1)
