"""Whether a request to Dash's callback address is one that a page of ours could have sent.

Dash trusts the body: a missing key, another id or a list where a value belongs ends in a server error. Here
it is held against the callback it names, before Dash sees it. Values stay what they are, any JSON; the
callbacks check those themselves.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from dash import Dash

#: Callback id -> what Dash knows of it.
CallbackMap = Mapping[str, Mapping[str, Any]]


def served_callbacks(app: Dash) -> CallbackMap:
    """The callbacks that are answered by the server; those that run in the browser are not among them."""
    return {name: known for name, known in app.callback_map.items() if "callback" in known}


def is_callback(body: object, callbacks: CallbackMap) -> bool:
    """Whether ``body`` names one of ``callbacks`` and has its outputs, inputs and states, in their order."""
    if not isinstance(body, dict) or not isinstance(body.get("output"), str):
        return False
    known = callbacks.get(body["output"])
    if known is None:
        return False
    changed = body.get("changedPropIds", [])
    if not isinstance(changed, list) or not all(isinstance(name, str) for name in changed):
        return False
    return (
        _fit(body.get("inputs", []), known["inputs"])
        and _fit(body.get("state", []), known["state"])
        and _outputs_fit(body.get("outputs"), known)
    )


def _outputs_fit(given: object, known: Mapping[str, Any]) -> bool:
    if known["no_output"]:
        return given is None or given == []
    declared = known["output"]
    several = isinstance(declared, list | tuple)
    wanted = [
        {"id": output.component_id_str(), "property": output.component_property}
        for output in (declared if several else [declared])
    ]
    return _fit(given, wanted) if several else _fit([given], wanted)


def _fit(given: object, wanted: Sequence[Mapping[str, str]]) -> bool:
    if not isinstance(given, list) or len(given) != len(wanted):
        return False
    return all(_is(item, place) for item, place in zip(given, wanted, strict=True))


def _is(item: object, wanted: Mapping[str, str]) -> bool:
    pattern = _pattern(wanted["id"])
    if isinstance(item, list):  # all matches of a pattern
        return pattern is not None and all(_is(each, wanted) for each in item)
    if not isinstance(item, dict) or _property(item.get("property")) != _property(wanted["property"]):
        return False
    if pattern is None:
        return item.get("id") == wanted["id"]
    found = item.get("id")
    return (
        isinstance(found, dict)
        and found.keys() == pattern.keys()
        and all(_matches(found[key], pattern[key]) for key in pattern)
    )


def _property(name: object) -> object:
    # An output that several callbacks share carries a hash behind an @ in one place and not in another.
    return name.split("@")[0] if isinstance(name, str) else None


def _pattern(component_id: str) -> dict[str, Any] | None:
    return json.loads(component_id) if component_id.startswith("{") else None


def _matches(value: object, wanted: object) -> bool:
    if isinstance(wanted, list):  # a wildcard: ["ALL"], ["MATCH"], ["ALLSMALLER"]
        return isinstance(value, str | int | float)
    return value == wanted
