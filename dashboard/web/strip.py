"""The strip: how many events are on the map and the timeline, and where the others are. Nothing is
dropped silently.
"""

from typing import Any

from dash import ALL, Dash, Input, Output, ctx, html, set_props
from dash.development.base_component import Component

from dashboard.query import views
from dashboard.query.source import EventSource
from dashboard.query.views import Part
from dashboard.web import ids, url_state
from dashboard.web.ids import Stores, Strip
from dashboard.web.parts import attributes
from dashboard.web.wording import PARTS


def layout() -> Component:
    """The strip with its key to hatching."""
    key = html.Span(
        [html.Span(className="hatch", **attributes(aria_hidden="true")), "start unknown"],
        className="strip-key",
    )
    return html.Div([html.Div(id=Strip.ROOT, className="strip-parts"), key], className="strip")


def parts(strip: views.Strip, *, by_country: bool = False) -> list[Component | str]:
    """ "14 shown of 21", a bar, and each part that is not shown as a button that lists it."""
    left_out = [
        (part, getattr(strip, part)) for part in Part if part is not Part.SHOWN and getattr(strip, part)
    ]
    bar = [html.I(className="shown", style={"flexGrow": strip.shown})] if strip.shown else []
    bar += [html.I(style={"flexGrow": number}) for _, number in left_out]
    inside: list[Component | str] = [
        html.B(f"{strip.shown:,} shown of {strip.total:,}"),
        html.Span(bar, className="bar", **attributes(aria_hidden="true")),
    ]
    for at, (part, number) in enumerate(left_out):
        inside.append(html.Span(" · ", className="dot") if at else "")
        inside.append(
            html.Button(
                f"{number:,} {_words(part, by_country)}", id=ids.part(part), type="button", className="link"
            )
        )
    return inside


def _words(part: Part, by_country: bool) -> str:
    return "in other countries" if by_country and part is Part.OUTSIDE_AREA else PARTS[part]


def register(app: Dash, source: EventSource) -> None:
    """Count the parts; list one in the table when it is clicked."""

    @app.callback(Output(Strip.ROOT, "children"), Input(Stores.FILTERS, "data"), prevent_initial_call=True)
    def count(data: dict[str, str] | None) -> list[Component | str]:
        filters = url_state.read(data)
        by_country = bool(filters.countries) and filters.bounds is None
        return parts(source.strip(filters), by_country=by_country)

    @app.callback(Input(ids.part(ALL), "n_clicks"), prevent_initial_call=True)
    def list_part(clicks: list[int | None]) -> None:
        named: Any = ctx.triggered_id
        if any(clicks) and isinstance(named, dict) and named.get("part") in list(Part):
            set_props(Stores.PART, {"data": named["part"]})
            set_props(Stores.VIEW, {"data": "table"})
