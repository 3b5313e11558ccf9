"""The small bar of the event card: the possible days of an event on a strip of days, with the
announcement.
"""

from datetime import date, timedelta

from dash import html
from dash.development.base_component import Component

from dashboard.charts.frame import Row, day, is_claim
from dashboard.web.parts import attributes
from dashboard.web.stylesheet import css_name

#: Days shown before and after the event, and the most days a bar is drawn for.
AROUND = 2
MOST_DAYS = 45


def when_bar(row: Row) -> Component | None:
    """The bar; None for an undated event or one whose days are too many to tell apart."""
    first, last, said = (day(row.get(name)) for name in ("date_start", "date_end", "reported_on"))
    if last is None:
        return None
    begins = first or last - timedelta(days=4)
    axis_end = max(last, said) if said and (said - last).days <= 10 else last
    start, end = begins - timedelta(days=AROUND), axis_end + timedelta(days=AROUND)
    if first is None:
        start = begins
    days = (end - start).days + 1
    if days > MOST_DAYS:
        return None

    def at(moment: date, *, part: float = 0.0) -> str:
        return f"{((moment - start).days + part) / days * 100:.2f}%"

    width = f"{((last - begins).days + 1) / days * 100:.2f}%"
    name = f"when-span symbol-{css_name(str(row['event_type']))}"
    name += " open-start" if first is None else " outlined" if is_claim(row) else ""
    marks: list[Component] = [html.Span(className=name, style={"left": at(begins), "width": width})]
    if said and start <= said <= end and not first == last == said:
        marks.append(html.Span(className="when-tick", style={"left": at(said, part=0.5)}))
    step = max(1, round(days / 5))
    labels = [
        html.Span(f"{d.day} {d:%b}", style={"left": at(d, part=0.5)})
        for d in (start + timedelta(days=n) for n in range(step // 2, days, step))
    ]
    return html.Div(
        [html.Div(marks, className="when-track"), html.Div(labels, className="when-days")],
        className="when-bar",
        **attributes(aria_hidden="true"),
    )
