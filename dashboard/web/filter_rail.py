"""The filter rail: dates, event type, actors, country, certainty, status, precision, publishers, sources, and
the datasets where several are open.

Nothing ticked shows everything. A row counts what it would show under every other filter, of all there is.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import Any

import dash_mantine_components as dmc
from dash import ALL, Dash, Input, Output, State, ctx, html
from dash.development.base_component import Component

from dashboard.charts.theme import type_label
from dashboard.errors import FilterError
from dashboard.query.filters import Filters
from dashboard.query.source import EventSource
from dashboard.query.views import FacetRow, PrecisionStep
from dashboard.query.wording import country_names
from dashboard.records.codes import Certainty, GeoPrecision, Status
from dashboard.records.ontology import type_labels
from dashboard.web import ids, url_state
from dashboard.web.facet_rows import MOST_ROWS, folded, in_order, rows, ticked_first
from dashboard.web.ids import Rail, Stores
from dashboard.web.parts import attributes, icon, icon_button
from dashboard.web.wording import CERTAINTY, STATUS

#: Steps of the precision slider, finest first; None hides nothing.
STEPS: tuple[GeoPrecision | None, ...] = (*list(GeoPrecision)[:6], None)
_STEP_LABELS = ("exact", "town", "near", "district", "province", "country", "any")
#: Field of ``Filters`` -> its list of checkboxes.
LISTS = {
    "event_types": Rail.EVENT_TYPES,
    "actors": Rail.ACTORS,
    "countries": Rail.COUNTRIES,
    "certainties": Rail.CERTAINTIES,
    "statuses": Rail.STATUSES,
    "sources": Rail.SOURCES,
    "datasets": Rail.DATASETS,
}
#: Dimension of a group -> the fields its Reset clears.
RESETS = (
    "dates",
    "event_types",
    "actors",
    "countries",
    "certainties",
    "statuses",
    "coarsest",
    "min_publishers",
    "sources",
    "datasets",
)
_PERIODS = {"7": 7, "30": 30}


def layout() -> Component:
    """The rail with its groups, filled when the filters are known."""
    period = dmc.SegmentedControl(
        id=Rail.PERIOD,
        data=[
            {"value": value, "label": label}
            for value, label in (("all", "All"), ("7", "7 days"), ("30", "30 days"), ("custom", "Custom"))
        ],
        value="all",
        fullWidth=True,
        size="sm",
        className="periods",
        **attributes(aria_label="Period, counted back from the last event"),
    )
    days = html.Div(
        [_day_input(Rail.DATE_FROM, "First day"), html.Span("–"), _day_input(Rail.DATE_TO, "Last day")],
        className="days",
    )
    actor_search = dmc.TextInput(
        id=Rail.ACTOR_SEARCH,
        placeholder="Find an actor",
        debounce=250,
        value="",
        leftSection=icon("search"),
        **attributes(aria_label="Find an actor"),
    )
    slider = dmc.Slider(
        id=Rail.PRECISION,
        min=0,
        max=len(STEPS) - 1,
        step=1,
        value=len(STEPS) - 1,
        marks=[{"value": at, "label": label} for at, label in enumerate(_STEP_LABELS)],
        label=None,
        thumbLabel="Hide places coarser than",
        className="precision",
    )
    publishers = html.Div(
        [
            icon_button("One publisher fewer", "minus", kind="small", id=Rail.FEWER),
            html.Span(
                "≥ 1", id=Rail.PUBLISHERS, className="number", tabIndex=-1, **attributes(aria_live="polite")
            ),
            icon_button("One publisher more", "plus", kind="small", id=Rail.MORE),
        ],
        className="stepper",
    )
    groups = [
        _group("Dates", "dates", period, days),
        _group("Event type", "event_types", _boxes(Rail.EVENT_TYPES, "Event type"), note="shown of all"),
        _group(
            "Actors", "actors", actor_search, _boxes(Rail.ACTORS, "Actors"), note="who did or suffered it"
        ),
        _group("Country", "countries", _boxes(Rail.COUNTRIES, "Country")),
        _group("Certainty", "certainties", _boxes(Rail.CERTAINTIES, "Certainty")),
        _group("Status", "statuses", _boxes(Rail.STATUSES, "Status")),
        _group(
            "Place precision",
            "coarsest",
            slider,
            html.Div(id=Rail.PRECISION_HINT, className="hint"),
            note="hide coarser than",
        ),
        _group("Independent publishers", "min_publishers", publishers, inline=True),
        _group("Sources", "sources", _boxes(Rail.SOURCES, "Sources"), note_id=Rail.SOURCES_HINT),
        html.Div(
            _group("Datasets", "datasets", _boxes(Rail.DATASETS, "Datasets")),
            id=Rail.DATASETS_GROUP,
            hidden=True,
        ),
    ]
    close = icon_button(
        "Close the filters", "close", kind="quiet narrow-only", **attributes(data_toggle="rail")
    )
    head = html.Div([html.B("Filters"), close], className="rail-head narrow-only")
    return html.Nav(
        [head, *groups], id=Rail.ROOT, className="rail", tabIndex=-1, **attributes(aria_label="Filters")
    )


def _day_input(input_id: str, label: str) -> Component:
    field: Component = dmc.DateInput(
        id=input_id,
        label=label,
        placeholder="any day",
        valueFormat="D MMM YYYY",
        size="sm",
        debounce=200,
        rightSection=icon("calendar"),
        rightSectionPointerEvents="none",
        ariaLabels={"nextMonth": "Next month", "previousMonth": "Previous month"},
        popoverProps={"withinPortal": True},
    )
    return field


def _boxes(list_id: str, label: str) -> Component:
    boxes: Component = dmc.CheckboxGroup([], id=list_id, value=[], **attributes(aria_label=label))
    return boxes


def _group(
    title: str,
    dimension: str,
    *inside: Component,
    note: str | None = None,
    note_id: str | None = None,
    inline: bool = False,
) -> Component:
    clear = html.Button(
        "Reset",
        id=ids.reset(dimension),
        type="button",
        hidden=True,
        className="reset",
        **attributes(aria_label=f"Reset {title.lower()}"),
    )
    named: dict[str, Any] = {"id": note_id} if note_id else {}
    notes = [html.Span(note or "", className="note", **named)]
    head = html.H2([html.Span(title), *(notes if note or note_id else []), clear])
    name = "group inline" if inline else "group"
    return html.Section([head, *inside], className=name, **attributes(data_group=dimension))


def precision_hint(steps: Sequence[PrecisionStep], coarsest: GeoPrecision | None) -> str:
    """What the slider hides now, and what its next finer step would hide."""
    hidden = {step.coarsest: step.hidden for step in steps}
    at = STEPS.index(coarsest) if coarsest in STEPS else len(STEPS) - 1
    now = f"Hides {hidden.get(coarsest, 0):,}."
    if at == 0:
        return now
    return f"{now} At “{_STEP_LABELS[at - 1]}” it would hide {hidden.get(STEPS[at - 1], 0):,}."


def period_of(filters: Filters, extent: tuple[date, date] | None) -> str:
    """Which button of the period is pressed."""
    if filters.date_from is None and filters.date_to is None:
        return "all"
    for name, days in _PERIODS.items():
        if extent and (filters.date_from, filters.date_to) == _last_days(extent, days):
            return name
    return "custom"


def _last_days(extent: tuple[date, date], days: int) -> tuple[date, date]:
    return extent[1] - timedelta(days=days - 1), extent[1]


def _changed(data: dict[str, str] | None, **changes: Any) -> None:
    filters = url_state.read(data)
    try:
        new = filters.replace(**changes)
    except FilterError:
        # A first day after the last while both are being typed: nothing to do until they agree.
        return
    if data is not None and new != filters:
        url_state.commit(new)


def register(app: Dash, source: EventSource) -> None:
    """Fill the groups from the filters, and the filters from the groups."""

    @app.callback(
        output={
            **{
                name: (Output(list_id, "children"), Output(list_id, "value"))
                for name, list_id in LISTS.items()
            },
            "dates": (
                Output(Rail.PERIOD, "value"),
                Output(Rail.DATE_FROM, "value"),
                Output(Rail.DATE_TO, "value"),
            ),
            "precision": (Output(Rail.PRECISION, "value"), Output(Rail.PRECISION_HINT, "children")),
            "publishers": (Output(Rail.PUBLISHERS, "children"), Output(Rail.FEWER, "disabled")),
            "sources_hint": Output(Rail.SOURCES_HINT, "children"),
            "one_dataset": Output(Rail.DATASETS_GROUP, "hidden"),
            "resets": [Output(ids.reset(dimension), "hidden") for dimension in RESETS],
        },
        inputs={"data": Input(Stores.FILTERS, "data"), "words": Input(Rail.ACTOR_SEARCH, "value")},
        prevent_initial_call=True,
    )
    def fill(data: dict[str, str] | None, words: str | None) -> dict[str, Any]:
        filters = url_state.read(data)
        facets = source.facets(filters, words=(words or "")[:200], most=MOST_ROWS)
        active = filters.active()

        def long_list(
            name: str, noun: str, found: Iterable[FacetRow], label: Callable[[str], str] = str
        ) -> tuple[Any, Any]:
            ticked = getattr(filters, name)
            options = rows(ticked_first(found, ticked), ticked=ticked, label=label)
            return folded(options, noun), list(ticked)

        def short_list(
            name: str, found: Iterable[FacetRow], order: Iterable[str], label: Callable[[str], str]
        ) -> tuple[Any, Any]:
            ticked = getattr(filters, name)
            listed = in_order(found, order)
            return rows(listed, ticked=ticked, label=label, marks=name == "event_types"), list(ticked)

        coarsest = filters.coarsest
        return {
            "event_types": short_list("event_types", facets.event_type, type_labels(), type_label),
            "actors": long_list("actors", "actors", facets.actor),
            "countries": long_list(
                "countries", "countries", facets.country, lambda code: country_names().get(code, code)
            ),
            "certainties": short_list(
                "certainties", facets.certainty, Certainty, lambda code: CERTAINTY[Certainty(code)]
            ),
            "statuses": short_list("statuses", facets.status, Status, lambda code: STATUS[Status(code)]),
            "sources": long_list("sources", "publishers", facets.source),
            "datasets": long_list("datasets", "datasets", facets.dataset),
            "one_dataset": len(facets.dataset) < 2,
            "dates": (
                period_of(filters, source.extent()),
                filters.date_from.isoformat() if filters.date_from else None,
                filters.date_to.isoformat() if filters.date_to else None,
            ),
            "precision": (
                STEPS.index(coarsest) if coarsest in STEPS else len(STEPS) - 1,
                precision_hint(facets.precision, coarsest),
            ),
            "publishers": (f"≥ {filters.min_publishers}", filters.min_publishers <= 1),
            "sources_hint": f"{source.articles:,} articles, {source.publishers:,} publishers",
            "resets": [dimension not in active for dimension in RESETS],
        }

    def listen(name: str, list_id: str) -> None:
        @app.callback(Input(list_id, "value"), State(Stores.FILTERS, "data"), prevent_initial_call=True)
        def tick(values: list[str] | None, data: dict[str, str] | None) -> None:
            _changed(data, **{name: tuple(values or ())})

    for name, list_id in LISTS.items():
        listen(name, list_id)

    @app.callback(
        Input(Rail.DATE_FROM, "value"),
        Input(Rail.DATE_TO, "value"),
        State(Stores.FILTERS, "data"),
        prevent_initial_call=True,
    )
    def choose_days(first: str | None, last: str | None, data: dict[str, str] | None) -> None:
        _changed(data, date_from=_iso(first), date_to=_iso(last))

    @app.callback(Input(Rail.PERIOD, "value"), State(Stores.FILTERS, "data"), prevent_initial_call=True)
    def choose_period(period: str, data: dict[str, str] | None) -> None:
        extent = source.extent()
        if extent is None or period == period_of(url_state.read(data), extent):
            return
        if period == "all":
            _changed(data, date_from=None, date_to=None)
        elif period in _PERIODS:
            first, last = _last_days(extent, _PERIODS[period])
            _changed(data, date_from=first, date_to=last)

    @app.callback(Input(Rail.PRECISION, "value"), State(Stores.FILTERS, "data"), prevent_initial_call=True)
    def choose_precision(step: int, data: dict[str, str] | None) -> None:
        coarsest = url_state.read(data).coarsest
        shown = STEPS.index(coarsest) if coarsest in STEPS else len(STEPS) - 1
        if step != shown and 0 <= step < len(STEPS):
            _changed(data, coarsest=STEPS[step])

    @app.callback(
        Input(Rail.FEWER, "n_clicks"),
        Input(Rail.MORE, "n_clicks"),
        State(Stores.FILTERS, "data"),
        prevent_initial_call=True,
    )
    def choose_publishers(fewer: int | None, more: int | None, data: dict[str, str] | None) -> None:
        step = 1 if ctx.triggered_id == Rail.MORE else -1
        _changed(data, min_publishers=max(1, url_state.read(data).min_publishers + step))

    @app.callback(
        Input(ids.reset(ALL), "n_clicks"),
        State(Stores.FILTERS, "data"),
        prevent_initial_call=True,
    )
    def clear(clicks: list[int | None], data: dict[str, str] | None) -> None:
        if any(clicks) and isinstance(ctx.triggered_id, dict):
            url_state.commit(url_state.read(data).without(ctx.triggered_id["dimension"]))


def _iso(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None
