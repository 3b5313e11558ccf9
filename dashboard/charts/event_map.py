"""The map: each event drawn as exactly as its source tells it, and no more.

A point or a town is a symbol (a town with a thin ring at its radius), "near" is a dashed circle of the
true radius with its symbol on the rim, a district likewise, a province or a country is a dashed outline
with a chip at its label point. Events at one place, and marks that would lie over one another at the
present zoom, share a chip with their count; nothing is ever moved aside.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.charts import symbols
from dashboard.charts.frame import place_words, rows_of, span_words, title_of
from dashboard.charts.map_layers import area_frame, discs, outlines
from dashboard.charts.map_style import outline_style
from dashboard.charts.projection import View, fit, towards
from dashboard.charts.spots import Spot, joined, spots_of
from dashboard.charts.theme import MAP_FONT, Theme, plain, template, token, type_colour, type_label
from dashboard.query.filters import Bounds
from dashboard.records.ontology import type_labels

#: Columns without which no map can be drawn.
NEEDED = ("event_id", "event_type", "latitude", "longitude", "geo_precision")
_MOST_IN_TOOLTIP = 6
#: Pixels at the bottom of a map that its key may cover.
KEY_PX = 40


def event_map(
    frame: pd.DataFrame,
    *,
    theme: Theme = "light",
    style: dict[str, Any] | None = None,
    selected: str | None = None,
    area: Bounds | None = None,
    view: View | None = None,
    zoom: float | None = None,
    size: tuple[int, int] = (780, 560),
    title: str | None = None,
) -> go.Figure:
    """Events on a map.

    ``frame`` has the columns of ``INCIDENT_COLUMNS``; ``admin1_code`` besides, where known, draws the
    outlines of provinces. ``style`` is a MapLibre style (``charts.map_style``); without one the outlines
    of land and countries that ship with the package are drawn, and nothing is fetched. ``selected`` is
    the event_id that gets a ring, ``area`` the part of the map that is filtered to. ``view`` fixes centre
    and zoom; otherwise all marks fit into ``size``, in pixels. ``zoom`` is that at which marks are kept
    apart, where the reader has moved on from the view. Every mark carries the list of its event_ids as
    ``customdata``.

    Raises InputError for a table without the columns that a map needs.
    """
    spots = spots_of(rows_of(frame, *NEEDED))
    view = view or fit(_extent(spots), width=size[0], height=size[1], below=KEY_PX)
    marks = joined(spots, zoom=view.zoom if zoom is None else zoom)
    drawn = style or outline_style(theme)
    figure = go.Figure(layout={"template": template(theme)})
    figure.add_traces(_traces(marks, selected, theme=theme, with_sprite="sprite" in drawn))
    figure.add_trace(_ring(marks, selected, theme=theme, with_sprite="sprite" in drawn))
    figure.update_layout(
        map={
            "style": drawn,
            "center": {"lat": view.latitude, "lon": view.longitude},
            "zoom": view.zoom,
            "fitbounds": False,
            "layers": [*discs(spots, theme), *outlines(spots, theme), *area_frame(area, theme)],
        },
        margin={"l": 0, "r": 0, "b": 0, "t": 40 if title else 0},
        title={"text": plain(title)} if title else None,
        uirevision="map",
        clickmode="event",
        dragmode="pan",
        hoverdistance=14,
    )
    if not spots:
        figure.add_annotation(
            text="No event to draw on the map",
            showarrow=False,
            x=0.5,
            y=0.5,
            xref="paper",
            yref="paper",
            bgcolor=token("surface", theme),
            bordercolor=token("line", theme),
            borderpad=8,
            font={"size": 13, "color": token("ink", theme)},
        )
    return figure


def _extent(spots: Iterable[Spot]) -> list[tuple[float, float]]:
    """Points that the first view must hold: marks, the circles around them, label points of areas."""
    points = []
    for spot in spots:
        if spot.is_disc and spot.radius_km:
            points += [
                towards(spot.latitude, spot.longitude, bearing=bearing, km=spot.radius_km)
                for bearing in (0, 90, 180, 270)
            ]
        else:
            points.append((spot.latitude, spot.longitude))
    return points


def _hover(spot: Spot) -> str:
    first = spot.rows[0]
    places = list(dict.fromkeys(place_words(row) for row in spot.rows))
    more_places = f" and {len(places) - 1} more" if len(places) > 1 else ""
    head = f"<b>{plain(places[0])}{more_places}</b>"
    if len(spot.rows) == 1:
        kind = type_label(str(first["event_type"]))
        return f"{head}<br>{plain(span_words(first))}<br>{plain(kind)}<br>{_wrapped(title_of(first))}"
    lines = [
        f"{plain(span_words(row))} · {plain(type_label(str(row['event_type'])))}"
        for row in spot.rows[:_MOST_IN_TOOLTIP]
    ]
    more = len(spot.rows) - len(lines)
    return "<br>".join([f"{head}, {len(spot.rows)} events", *lines, *([f"and {more} more"] if more else [])])


def _wrapped(text: str, *, width: int = 44, lines: int = 3) -> str:
    rows: list[str] = [""]
    for word in text.split():
        if rows[-1] and len(rows[-1]) + len(word) >= width:
            rows.append("")
        rows[-1] = f"{rows[-1]} {word[: 2 * width]}".strip()
    shown = rows[:lines]
    if len(rows) > lines:
        shown[-1] += " …"
    return "<br>".join(plain(row) for row in shown)


def _points(
    spots: Sequence[Spot],
    *,
    name: str,
    marker: dict[str, Any] | None,
    text: list[str] | None = None,
    **more: Any,
) -> go.Scattermap:
    """A trace of marks; ``customdata`` is a plain list, since typed arrays never reach a Dash callback.

    ``ids`` and ``meta`` hold the names of places and the event types, for the page's own script.
    """
    return go.Scattermap(
        lat=[spot.mark[0] for spot in spots],
        lon=[spot.mark[1] for spot in spots],
        customdata=[spot.ids for spot in spots],
        mode="markers" if text is None else "text",
        text=text,
        hovertext=[_hover(spot) for spot in spots],
        hoverinfo="text",
        ids=[str(spot.rows[0].get("place") or "") for spot in spots],
        meta=[spot.kinds[0][0].replace("_", "-") for spot in spots],
        marker=marker,
        name=name,
        below="",
        **more,
    )


def _sprite_marker(images: list[str] | str) -> dict[str, Any]:
    return {"symbol": images, "size": 10, "allowoverlap": True}


def _traces(
    spots: Sequence[Spot], selected: str | None, *, theme: Theme, with_sprite: bool
) -> list[go.Scattermap]:
    """The same traces in the same order whatever is drawn, so that an update never mixes them up."""
    chips = [spot for spot in spots if spot.is_chip]
    single = [spot for spot in spots if not spot.is_chip]
    if not with_sprite:
        return [*_glyphs(single, theme), *_plain_chips(chips, theme)]
    images = [symbols.image_name(*spot.kinds[0]) for spot in single]
    return [_points(single, name="Events", marker=_sprite_marker(images)), *_chips(chips, selected, theme)]


def _glyphs(single: Sequence[Spot], theme: Theme) -> list[go.Scattermap]:
    """Marks as characters, for a map that has no sprite: a trace for each type, which has one colour."""
    by_kind: dict[tuple[str, bool], list[Spot]] = defaultdict(list)
    for spot in single:
        by_kind[spot.kinds[0]].append(spot)
    kinds = [(name, claimed) for name in type_labels() for claimed in (False, True)]
    traces = []
    for event_type, claimed in [*kinds, *(kind for kind in by_kind if kind not in kinds)]:
        marks = by_kind[event_type, claimed]
        glyph = symbols.GLYPHS[symbols.symbol(event_type)][claimed]
        font = {"size": 19, "color": type_colour(event_type, theme), "family": symbols.GLYPH_FONT}
        name = plain(type_label(event_type)) + (", one party's claim" if claimed else "")
        traces.append(_points(marks, name=name, marker=None, text=[glyph] * len(marks), textfont=font))
    return traces


def _count_font(theme: Theme) -> dict[str, Any]:
    return {"size": 13, "color": token("ink", theme), "family": MAP_FONT, "weight": 600}


def _plain_chips(chips: Sequence[Spot], theme: Theme) -> list[go.Scattermap]:
    texts = []
    for spot in chips:
        glyphs = [symbols.GLYPHS[symbols.symbol(kind)][claimed] for kind, claimed in spot.kinds]
        texts.append(" ".join([*glyphs[: symbols.SLOTS], str(len(spot.rows))]))
    plate = {"size": 30, "color": token("surface", theme), "allowoverlap": True}
    return [
        _points(chips, name="Several events", marker=plate),
        _points(chips, name="Number of events", marker=None, text=texts, textfont=_count_font(theme)),
    ]


def _chips(chips: Sequence[Spot], selected: str | None, theme: Theme) -> list[go.Scattermap]:
    """Plates, the symbols on them, and the counts, which stand at the true points."""
    shown = [_chip_images(spot) for spot in chips]
    plates = [
        symbols.chip_name(len(images), selected=selected in spot.ids)
        for spot, images in zip(chips, shown, strict=True)
    ]
    on_them = [
        (spot, symbols.slot_name(image, slot))
        for spot, images in zip(chips, shown, strict=True)
        for slot, image in enumerate(images, start=1)
    ]
    counts = [str(len(spot.rows)) for spot in chips]
    return [
        _points(chips, name="Several events", marker=_sprite_marker(plates)),
        _points(
            [spot for spot, _ in on_them],
            name="Types of several events",
            marker=_sprite_marker([image for _, image in on_them]),
        ),
        _points(chips, name="Number of events", marker=None, text=counts, textfont=_count_font(theme)),
    ]


def _chip_images(spot: Spot) -> list[str]:
    """Images of a chip from right to left, so that the count stands at the true point."""
    images = [symbols.image_name(kind, claimed) for kind, claimed in spot.kinds]
    if spot.holds_area:
        images = [symbols.AREA, *images]
    return images[: symbols.SLOTS][::-1]


def _ring(spots: Sequence[Spot], selected: str | None, *, theme: Theme, with_sprite: bool) -> go.Scattermap:
    around = [spot for spot in spots if selected is not None and selected in spot.ids and not spot.is_chip]
    if with_sprite:
        marker = _sprite_marker(symbols.RING)
    else:
        marker = {"size": 34, "color": token("ink", theme), "opacity": 0.22, "allowoverlap": True}
    ring = _points(around, name="Selected event", marker=marker)
    ring.hoverinfo = "skip"
    return ring
