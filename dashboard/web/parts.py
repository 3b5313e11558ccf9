"""Small pieces that several panels are made of: icons, symbols, buttons. Text is always a child, never
markup.
"""

from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.charts.frame import Row, is_claim
from dashboard.charts.theme import type_label
from dashboard.records.ontology import sub_types, type_labels
from dashboard.web.stylesheet import css_name


def attributes(**named: str) -> dict[str, Any]:
    """Attributes of HTML that have a hyphen: ``aria_label`` for aria-label, ``data_view`` for data-view."""
    return {name.replace("_", "-"): value for name, value in named.items()}


def icon(name: str) -> Component:
    """A drawing of ``assets/icons.css``; decoration, so that its button needs a name of its own."""
    return html.Span(className=f"icon icon-{name}", **attributes(aria_hidden="true"))


def symbol(event_type: str, *, outlined: bool = False) -> Component:
    """Colour and shape of an event type; outlined for one party's claim. Its name stands beside it."""
    known = event_type if event_type in type_labels() else next(iter(type_labels()))
    name = f"symbol symbol-{css_name(known)}{' outlined' if outlined else ''}"
    return html.Span(className=name, **attributes(aria_hidden="true"))


def kind_of(row: Row) -> list[Component | str]:
    """Symbol, type and sub-type of an event."""
    sub_type = sub_types().get(str(row.get("sub_type")))
    tail = f", {sub_type.label.lower()}" if sub_type else ""
    return [
        symbol(str(row["event_type"]), outlined=is_claim(row)),
        html.Span([html.B(type_label(str(row["event_type"]))), tail]),
    ]


def button(label: str, *, icon_name: str | None = None, kind: str = "", **more: Any) -> Component:
    """A button with a word on it."""
    inside = [icon(icon_name), html.Span(label)] if icon_name else [label]
    return html.Button(inside, type="button", className=f"button {kind}".strip(), **more)


def icon_button(label: str, icon_name: str, *, kind: str = "", **more: Any) -> Component:
    """A button with a drawing alone; ``label`` is its name and its tooltip."""
    named = attributes(aria_label=label) | more
    return html.Button(
        icon(icon_name), type="button", title=label, className=f"button square {kind}".strip(), **named
    )
