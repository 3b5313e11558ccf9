"""The event card: what, when, where, who, how many, who says so, and the words it all came from."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
from dash import Dash, Input, Output, html
from dash.development.base_component import Component

from dashboard.charts.frame import Row, place_words, rows_of, span_words, title_of
from dashboard.query.filters import Filters
from dashboard.query.source import EventSource
from dashboard.query.views import IncidentView, QuotedArticle
from dashboard.query.wording import in_words
from dashboard.records.codes import Certainty, Status
from dashboard.web import url_state
from dashboard.web.ids import Card, Stores
from dashboard.web.map_panel import cell_of
from dashboard.web.marked_text import marked
from dashboard.web.parts import attributes, button, icon_button, kind_of
from dashboard.web.when_bar import when_bar
from dashboard.web.wording import (
    STATUS,
    claim_source,
    claim_words,
    coordinates,
    number_words,
    reported_note,
    role_words,
    tolls_note,
    via_words,
    when_note,
    where_name,
    where_note,
)

#: Most events of one mark that are listed to choose from.
MOST_LISTED = 100
#: What a reader is told beside the type.
_PILLS = {
    Certainty.CLAIMED: "One party's claim",
    Certainty.DISPUTED: "Claims differ",
    Certainty.UNSURE: "Probable or possible",
}


def layout() -> Component:
    """The card, out of sight until something is selected."""
    head = html.Div(
        [
            icon_button(
                "Previous event", "left", kind="quiet small", id=Card.PREVIOUS, **attributes(data_step="")
            ),
            html.Span(id=Card.HEAD, className="position"),
            icon_button("Next event", "right", kind="quiet small", id=Card.NEXT, **attributes(data_step="")),
            html.Span(className="spring"),
            icon_button("Close the event", "close", kind="quiet small", **attributes(data_close="card")),
        ],
        className="card-head",
    )
    foot = html.Div(
        [
            button("Copy link", icon_name="link", kind="", **attributes(data_copy="address")),
            button("Cite", icon_name="quote", kind="", **attributes(data_copy="citation")),
        ],
        className="card-foot",
    )
    return html.Aside(
        [head, html.Div(id=Card.BODY, className="card-body", tabIndex=-1), foot],
        id=Card.ROOT,
        className="card",
        hidden=True,
        **attributes(aria_label="Selected event"),
    )


def body(view: IncidentView) -> list[Component]:
    """Everything that is known of an incident."""
    row = view.row
    head = [html.Div(kind_of(row), className="kind-name")]
    pill = _pill(row)
    parts: list[Component] = [
        html.Div([*head, *([pill] if pill else [])], className="kind"),
        html.H2(title_of(row), className="summary"),
        html.Dl([_when(row), _where(row), _who(view), _killed(view), *_status(row)], className="fields"),
        *_claims(view),
        *_articles(view),
    ]
    return parts


def _pill(row: Row) -> Component | None:
    words = _PILLS.get(Certainty(row["certainty"])) if row.get("certainty") else None
    return html.Span(words, className="pill") if words else None


def _field(name: str, field: str, *inside: Component | str | None) -> Component:
    kept = [part for part in inside if part is not None]
    return html.Div(
        [html.Dt(name), html.Dd(kept)],
        className=f"field field-{field.replace('_', '-')}",
        **attributes(data_field=field),
    )


def _note(text: str | None) -> Component | None:
    return html.Small(text) if text else None


def _when(row: Row) -> Component:
    words = span_words(row)
    return _field(
        "When",
        "when",
        html.B(words[0].upper() + words[1:]),
        when_bar(row),
        _note(when_note(row)),
        _note(reported_note(row)),
    )


def _where(row: Row) -> Component:
    if row.get("place") is None:
        return _field("Where", "where", "No source names a place.", None)
    place, inside = where_name(row)
    written = row.get("place_text")
    details = [coordinates(row), f"written “{written}”" if written and written != place else None]
    return _field(
        "Where",
        "where",
        html.B(place),
        f", {inside}" if inside else None,
        _note(where_note(row)),
        _note(" · ".join(detail for detail in details if detail)),
    )


def _who(view: IncidentView) -> Component:
    if not view.actors:
        return _field("Who", "who", "No source names an actor.")
    roles = view.row.get("actor_roles")
    lines = [html.Div([html.B(a.name), f" {role_words(a, roles=roles)}"]) for a in view.actors]
    return _field("Who", "who", *lines)


def _killed(view: IncidentView) -> Component:
    row = view.row
    killed = number_words(*(row.get(f"fatalities_{end}") for end in ("low", "best", "high")))
    injured = number_words(*(row.get(f"injured_{end}") for end in ("low", "best", "high")))
    if killed is None and injured is None:
        return _field("Killed", "how_many", "No source gives a number.")
    inside: list[Component | str] = [html.B(killed)] if killed else ["No source gives a number"]
    if injured:
        inside += [" · ", html.B(injured), " injured"]
    return _field("Killed", "how_many", *inside, _note(tolls_note(view.tolls)))


def _status(row: Row) -> list[Component]:
    words = []
    if row.get("status") and row["status"] != Status.OCCURRED:
        words.append(STATUS[Status(row["status"])])
    if row.get("background"):
        words.append("Told as background, not as news")
    return [_field("Status", "what", "; ".join(words) + ".")] if words else []


def _section(title: str, note: str) -> Component:
    return html.H3([html.Span(title), html.Span(note, className="note")])


def _claims(view: IncidentView) -> list[Component]:
    if not view.claims:
        return []
    # Disagreement first: a denial is what a reader must not miss.
    ordered = sorted(view.claims, key=lambda claim: claim.stance != "denied")
    boxes = []
    seen = set()
    for claim in ordered:
        key = (claim_source(claim), claim_words(claim))
        if key not in seen:
            seen.add(key)
            where = via_words(claim)
            inside = [html.B(key[0]), html.Span(key[1]), *([html.Span(where)] if where else [])]
            boxes.append(html.Li(inside))
    sources = f"{len(boxes)} source" if len(boxes) == 1 else f"{len(boxes)} sources"
    return [_section("Who says what", sources), html.Ul(boxes, className="claims")]


def _articles(view: IncidentView) -> list[Component]:
    told = [article for article in view.evidence if article.sentences]
    number = sum(len(article.sentences) for article in told)
    inside: list[Component] = [
        _section("In the articles", f"{number} sentence" if number == 1 else f"{number} sentences")
    ]
    for article in told:
        inside += [marked(sentence) for sentence in article.sentences]
        inside.append(_source_line(article))
    if view.reason:
        inside.append(
            html.P(f"Told by several articles; taken for one event: {view.reason}.", className="source")
        )
    return inside


def _source_line(article: QuotedArticle) -> Component:
    known = [article.publisher, in_words(article.published_at) if article.published_at else None]
    words = ", ".join(part for part in known if part) or "Publisher not known"
    inside: list[Component | str] = [words]
    if article.title:
        inside += [" · ", article.title]
    if article.url:
        link = html.A(
            "read the article", href=article.url, target="_blank", rel="noopener noreferrer nofollow"
        )
        inside += [" · ", link]
    return html.P(inside, className="source")


def stack(frame: pd.DataFrame, *, number: int) -> list[Component]:
    """Events at one place, to choose from: those of the table, of ``number`` in all."""
    rows = rows_of(frame)
    if not rows:
        return []
    items = []
    for row in rows:
        inside = [
            html.Div(kind_of(row), className="kind-name"),
            html.Div(title_of(row), className="item-title"),
            html.Div(span_words(row), className="item-when"),
        ]
        items.append(
            html.Li(
                html.Button(
                    inside,
                    type="button",
                    className="item",
                    **attributes(data_event=str(row["event_id"])),
                )
            )
        )
    places = {place_words(row) for row in rows}
    where = f": {places.pop()}" if len(places) == 1 else ""
    head: list[Component] = [html.H2(f"{number:,} events{where}", className="summary")]
    if number > len(rows):
        head.append(
            html.P(f"The latest {len(rows):,} are listed; zoom in or narrow the filters.", className="source")
        )
    return [*head, html.Ul(items, className="stack")]


def listed(source: EventSource, filters: Filters, names: Sequence[str]) -> list[Component]:
    """The events of a mark: ids, or the name of a cell of the map."""
    cell = cell_of(names[0])
    if cell is None:
        frame = source.named(names[:MOST_LISTED])
        return stack(frame, number=max(len(frame), len(names)))
    level, code = cell
    frame = source.in_cell(filters, level=level, code=code, limit=MOST_LISTED)
    number = int(names[0].rpartition(":")[2]) if len(frame) == MOST_LISTED else len(frame)
    return stack(frame, number=number)


def order_of(source: EventSource, filters: Filters, event_id: str | None) -> dict[str, Any]:
    """Where the event stands in the order of the filters, and its neighbours."""
    at = source.position(event_id, filters) if event_id else None
    before, after = source.neighbours(event_id, filters) if event_id and at else (None, None)
    return {"at": at, "before": before, "after": after}


def register(app: Dash, source: EventSource) -> None:
    """Show the selected event, or the events at one place."""

    @app.callback(
        output={
            "body": Output(Card.BODY, "children"),
            "head": Output(Card.HEAD, "children"),
            "hidden": Output(Card.ROOT, "hidden"),
            "before": (Output(Card.PREVIOUS, "disabled"), Output(Card.PREVIOUS, "data-step")),
            "after": (Output(Card.NEXT, "disabled"), Output(Card.NEXT, "data-step")),
        },
        inputs={"chosen": Input(Stores.SELECTION, "data"), "data": Input(Stores.FILTERS, "data")},
        prevent_initial_call=True,
    )
    def show(chosen: Any, data: dict[str, str] | None) -> dict[str, Any]:
        event_id = url_state.selected_id(chosen)
        several = chosen.get("stack") if isinstance(chosen, dict) else None
        names = [str(item)[:128] for item in several] if isinstance(several, list) else []
        view = source.incident(event_id) if event_id else None
        if view is not None:
            inside = body(view)
        elif names:
            inside = listed(source, url_state.read(data), names)
        elif event_id:
            inside = [
                html.P("This event is not in the dataset any more. It may have been withdrawn or merged.")
            ]
        else:
            inside = []
        order = order_of(source, url_state.read(data), event_id if view else None)
        head: list[Component | str] = []
        if order["at"]:
            head = [html.B(f"{order['at'][0]:,}"), f" of {order['at'][1]:,} by date"]
        elif view is not None:
            head = ["Outside the filters"]
        return {
            "body": inside,
            "head": head,
            "hidden": not inside,
            "before": (order["before"] is None, order["before"] or ""),
            "after": (order["after"] is None, order["after"] or ""),
        }
