"""The whole server on the sample snapshot, and requests as a page of ours would make them."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from dashboard.query.snapshot_source import SnapshotSource
from dashboard.server import create_server
from dashboard.settings import Settings
from tests.builders import sample_snapshot

CALLBACKS = "/_dash-update-component"
#: Query strings that no page of ours would send.
HOSTILE_QUERIES = (
    "from=2024-02-31&to=0000-00-00&bbox=1,2,3&precision=near%00&publishers=-1",
    "from=2024-03-05&to=2024-03-01&type=" + "a," * 300,
    "actor=" + "%F0%9F%92%A3" * 200 + "&bbox=nan,inf,-inf,1e309",
    "q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&title=%3Cimg%20src=x%20onerror=alert(1)%3E&theme=%3Cb%3E",
    "q=%FF%FE%00&source=%ED%A0%80&title=%E2%80%AE%00%0D%0ASet-Cookie:a=b",
    "bbox=-90,-180,90,180&coarsest=__proto__&event=../../etc/passwd&view=%7B%7B7*7%7D%7D&part=shown",
    "&".join(f"k{n}=1" for n in range(700)) + "&%&=&;;=",
)


def serve_sample(home: Path, **settings: Any) -> Flask:
    """A server of the sample snapshot, published under ``home``."""
    wanted = Settings(home=home, **settings)
    wanted.snapshots.mkdir(parents=True, exist_ok=True)
    sample_snapshot(wanted.snapshots)
    return create_server(wanted)


def opened(home: Path) -> SnapshotSource:
    """The same snapshot, to compare answers with."""
    return SnapshotSource(Settings(home=home).snapshots)


def addresses(server: Flask) -> list[str]:
    """An address for every rule that answers GET."""
    values = {
        "kind": ["map", "timeline", "table", "nothing"],
        "ending": ["csv", "geojson", "xml"],
        "name": ["base", "light"],
        "path": ["nothing/here"],
        "filename": ["embed.css"],
        "package_name": ["dash_html_components"],
        "fingerprinted_path": ["../../etc/passwd"],
        "z": ["0"],
        "x": ["0"],
        "y": ["0"],
    }
    found: list[str] = []
    for rule in server.url_map.iter_rules():
        if "GET" not in (rule.methods or ()):
            continue
        first = {name: values[name][0] for name in rule.arguments}
        choices = [first]
        for name in rule.arguments:
            choices += [first | {name: value} for value in values[name][1:]]
        with server.test_request_context():
            for choice in choices:
                if rule.endpoint == "marks":
                    choice = {"name": "light", "kind": "json"}
                address = rule.build(choice)
                assert address is not None, rule
                found.append(address[1])
    return sorted(set(found))


def callback_body(name: str, known: Mapping[str, Any], value: object) -> dict[str, Any]:
    """What a page sends for the callback ``name``, with ``value`` for every input and state."""

    def item(place: Mapping[str, str]) -> object:
        component_id = place["id"]
        if not component_id.startswith("{"):
            return {"id": component_id, "property": place["property"], "value": value}
        pattern = json.loads(component_id)
        matched = {key: "x" if isinstance(part, list) else part for key, part in pattern.items()}
        one = {"id": matched, "property": place["property"], "value": value}
        return one if ["MATCH"] in pattern.values() else [one]

    declared = known["output"]
    several = isinstance(declared, list | tuple)
    outputs: Any = [
        {"id": output.component_id_str(), "property": output.component_property}
        for output in (declared if several else [declared] if declared else [])
    ]
    inputs = [item(place) for place in known["inputs"]]
    first = known["inputs"][0] if known["inputs"] else None
    return {
        "output": name,
        "outputs": outputs if several else (outputs[0] if outputs else None),
        "inputs": inputs,
        "state": [item(place) for place in known["state"]],
        "changedPropIds": [f"{first['id']}.{first['property']}"] if first else [],
    }


def post(client: FlaskClient, body: object, **headers: str) -> Any:
    """A callback request as a browser on our page makes it."""
    sent = {
        "Sec-Fetch-Site": "same-origin",
        **{name.replace("_", "-"): text for name, text in headers.items()},
    }
    return client.post(CALLBACKS, json=body, headers=sent)
