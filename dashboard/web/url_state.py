"""The address is the state: filters, selection, view and part of the strip live in the query string.

The page's script writes the address (a changed filter adds a step that Back undoes; a changed selection
replaces the address in place) and hands it over when the page loads or Back is pressed. Here it is read,
and what has no meaning in it is dropped and said.
"""

from typing import Any
from urllib.parse import parse_qs

from dash import Dash, Input, Output, set_props

from dashboard.query.filters import Filters
from dashboard.query.source import EventSource
from dashboard.query.views import Part
from dashboard.web.clientside import clientside
from dashboard.web.ids import Shell, Stores

#: The views of the page; on wide screens the timeline and the filters are always there.
VIEWS = ("map", "table", "timeline", "filters")


def read(data: dict[str, str] | None) -> Filters:
    """The filters that a store holds; the browser is not trusted, so what has no meaning is dropped."""
    return Filters.from_query(data if isinstance(data, dict) else {})[0]


def commit(filters: Filters) -> None:
    """Make these the filters of the page; every panel follows."""
    set_props(Stores.FILTERS, {"data": filters.to_query()})


def selection(event_id: str | None = None, *, stack: list[str] | None = None) -> dict[str, Any]:
    """What the selection's store holds: one event, or the events at one place to choose from."""
    return {"event": event_id, "stack": stack or []}


def selected_id(data: Any) -> str | None:
    """The event that is selected, if any."""
    found = data.get("event") if isinstance(data, dict) else None
    return found if isinstance(found, str) and 0 < len(found) <= 128 else None


def from_address(search: str) -> dict[str, Any]:
    """What each store holds for a query string, and the messages about what could not be read."""
    filters, messages = Filters.from_query(search)
    try:
        given = parse_qs(search.lstrip("?"), max_num_fields=500)
    except ValueError:
        given = {}
    view = given.get("view", ["map"])[-1]
    part = given.get("part", [""])[-1]
    return {
        "filters": filters.to_query(),
        "selection": selection(selected_id({"event": given.get("event", [None])[-1]})),
        "view": view if view in VIEWS else "map",
        "part": part if part in list(Part) else None,
        "messages": messages,
    }


def register(app: Dash, source: EventSource) -> None:
    """Read the address into the stores, and write it when they change."""

    clientside(
        app,
        "readAddress",
        Output(Stores.ADDRESS, "data"),
        Output(Stores.CAMERA, "data"),
        Input(Shell.ROOT, "id"),
        prevent_initial_call=False,
    )

    @app.callback(
        output={
            "filters": Output(Stores.FILTERS, "data"),
            "selection": Output(Stores.SELECTION, "data"),
            "view": Output(Stores.VIEW, "data"),
            "part": Output(Stores.PART, "data"),
            "messages": Output(Shell.NOTICE, "children"),
        },
        inputs={"address": Input(Stores.ADDRESS, "data")},
        prevent_initial_call=True,
    )
    def restore(address: dict[str, Any] | None) -> dict[str, Any]:
        state = from_address(str((address or {}).get("search", "")))
        messages = state["messages"]
        state["messages"] = f"Left out of the address: {'; '.join(messages)}" if messages else None
        return state

    shown = (Stores.FILTERS, Stores.SELECTION, Stores.VIEW, Stores.PART)
    clientside(app, "writeAddress", *(Input(store, "data") for store in shown))
    clientside(app, "showView", Input(Stores.VIEW, "data"))
