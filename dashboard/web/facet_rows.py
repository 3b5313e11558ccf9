"""Rows of the filter rail: a real checkbox a value, with its symbol, its name and "4 of 6"."""

from collections.abc import Callable, Iterable, Sequence

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from dashboard.query.views import FacetRow
from dashboard.web.parts import attributes, symbol

#: Rows of a long list before "more", and at most: a search finds the rest.
FIRST_ROWS = 4
MOST_ROWS = 60


def rows(
    found: Iterable[FacetRow], *, ticked: Sequence[str], label: Callable[[str], str], marks: bool = False
) -> list[Component]:
    """One checkbox a value: its box, symbol, label and "4 of 6"."""
    return [_row(row, label(row.value), ticked=row.value in ticked, marks=marks) for row in found]


def _row(row: FacetRow, label: str, *, ticked: bool, marks: bool) -> Component:
    inside = [
        *([symbol(row.value)] if marks else []),
        html.Span(label, className="name", title=label),
        html.Span(
            [f"{row.shown:,} ", html.I(f"of {row.total:,}")],
            className="count",
            **attributes(aria_hidden="true"),
        ),
    ]
    box: Component = dmc.Checkbox(
        value=row.value,
        label=html.Span(inside, className="facet"),
        className="option" if row.shown or ticked else "option zero",
        **attributes(aria_label=f"{label}, {row.shown:,} of {row.total:,} shown"),
    )
    return box


def folded(options: list[Component], noun: str) -> list[Component]:
    """The first rows, and the rest behind "6 more actors"."""
    if len(options) <= FIRST_ROWS + 1:
        return options
    rest = options[FIRST_ROWS:]
    return [*options[:FIRST_ROWS], html.Details([html.Summary(f"{len(rest)} more {noun}"), *rest])]


def in_order(found: Iterable[FacetRow], order: Iterable[str]) -> list[FacetRow]:
    """Every value of a closed list, also those that no event has, then any other."""
    known = {row.value: row for row in found}
    listed = [known.pop(value, FacetRow(value, 0, 0)) for value in order]
    return [*listed, *known.values()]


def ticked_first(found: Iterable[FacetRow], ticked: Sequence[str]) -> list[FacetRow]:
    """What is ticked, then the most frequent."""
    return sorted(found, key=lambda row: row.value not in ticked)[:MOST_ROWS]
