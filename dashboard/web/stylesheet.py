"""The part of the page's style that is made from the tokens: CSS variables and the shapes of event types."""

from urllib.parse import quote

from dashboard.charts import symbols
from dashboard.charts.theme import css_variables
from dashboard.records.ontology import type_labels


def stylesheet() -> str:
    """CSS for the head of every page: tokens for both themes, and one class a type with its colour and
    shape.
    """
    rules = [css_variables()]
    for event_type in type_labels():
        name = css_name(event_type)
        rules.append(
            f".symbol-{name}{{--colour:var(--type-{name});--shape:{_mask(symbols.svg(event_type))};"
            f"--outline:{_mask(symbols.svg_outline(event_type))}}}"
        )
    return "".join(rules)


def css_name(event_type: str) -> str:
    """An event type as a CSS class would have it."""
    return event_type.replace("_", "-")


def _mask(svg: str) -> str:
    return f'url("data:image/svg+xml,{quote(svg, safe="=:/ ")}")'.replace(" ", "%20")
