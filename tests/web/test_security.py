import base64
import hashlib
import json
import random
import re
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from dashboard.settings import Settings
from dashboard.web.app import create_app
from dashboard.web.callback_requests import CallbackMap, served_callbacks
from dashboard.web.security import MAX_BODY
from tests.web.serving import (
    CALLBACKS,
    HOSTILE_QUERIES,
    addresses,
    callback_body,
    opened,
    post,
    serve_sample,
)

ODD_VALUES: tuple[Any, ...] = (
    None,
    0,
    -1,
    1e308,
    True,
    "",
    "x" * 5000,
    "<script>alert(1)</script>",
    [],
    [None, {}],
    [["x"]],
    {},
    {"from": 3, "q": ["x"], "event": {"a": 1}, "search": 7},
    {"points": [{"customdata": [[]]}], "range": {"x": ["now", None], "map": [[1]]}},
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def server(home: Path) -> Flask:
    return serve_sample(home, frame_ancestors="https://news.example")


@pytest.fixture
def client(server: Flask) -> FlaskClient:
    return server.test_client()


@pytest.fixture(scope="module")
def callbacks(server: Flask, home: Path) -> CallbackMap:
    found = served_callbacks(create_app(opened(home), settings=Settings(home=home)))
    assert found
    return found


def test_every_answer_carries_the_headers(server: Flask, client: FlaskClient) -> None:
    answers = [client.get(address) for address in addresses(server)]
    answers += [
        client.post(CALLBACKS),
        client.delete("/"),
        client.post(CALLBACKS, data=b"x" * (MAX_BODY + 1), content_type="application/json"),
    ]
    assert {answer.status_code for answer in answers} >= {200, 400, 404, 405, 413}
    for answer in answers:
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "unsafe-eval" not in policy
        assert "script-src 'self'" in policy
        assert "'unsafe-inline'" not in policy.split("script-src")[1].split(";")[0]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert "Set-Cookie" not in answer.headers


def test_only_embeds_may_be_framed(server: Flask, client: FlaskClient) -> None:
    for address in addresses(server):
        answer = client.get(address)
        policy = answer.headers["Content-Security-Policy"]
        if address.startswith("/embed/"):
            assert policy.endswith("frame-ancestors 'self' https://news.example"), address
        else:
            assert policy.endswith("frame-ancestors 'none'"), address
            assert answer.headers["X-Frame-Options"] == "DENY", address
    # An address below an embed is no embed: nobody frames the app through it.
    answer = client.get("/embed/map/x")
    assert answer.status_code == 404
    assert answer.headers["Content-Security-Policy"].endswith("frame-ancestors 'none'")


@pytest.mark.parametrize(
    ("setting", "policy"),
    [
        ("*", "*"),
        ("'none'", "'self'"),
        ("'self'", "'self'"),
        ("https://a.example", "'self' https://a.example"),
    ],
)
def test_frame_ancestors_follow_the_setting(tmp_path: Path, setting: str, policy: str) -> None:
    answer = serve_sample(tmp_path, frame_ancestors=setting).test_client().get("/embed/map")
    assert answer.headers["Content-Security-Policy"].endswith(f"frame-ancestors {policy}")


def test_inline_scripts_of_the_page_are_those_of_the_policy(client: FlaskClient) -> None:
    answer = client.get("/")
    scripts = re.findall(r"<script(?![^>]*\bsrc=)([^>]*)>(.*?)</script>", answer.text, flags=re.DOTALL)
    running = [body for attributes, body in scripts if "application/json" not in attributes]
    assert running
    for body in running:
        digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in answer.headers["Content-Security-Policy"]


def test_nothing_but_callbacks_takes_a_body(server: Flask) -> None:
    writing = {
        rule.rule
        for rule in server.url_map.iter_rules()
        if (rule.methods or set()) - {"GET", "HEAD", "OPTIONS"}
    }
    assert writing == {CALLBACKS}


def test_no_route_and_no_callback_writes(
    server: Flask, client: FlaskClient, callbacks: CallbackMap, home: Path
) -> None:
    def content() -> dict[str, str]:
        files = [path for path in sorted(home.rglob("*")) if path.is_file()]
        return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}

    before = content()
    for address in addresses(server):
        client.get(address)
    for name, known in callbacks.items():
        for value in ODD_VALUES:
            post(client, callback_body(name, known, value))
    assert content() == before


def test_callbacks_answer_whatever_values_they_are_sent(client: FlaskClient, callbacks: CallbackMap) -> None:
    for name, known in callbacks.items():
        for value in ODD_VALUES:
            answer = post(client, callback_body(name, known, value))
            assert answer.status_code in (200, 204, 400), (name, value)
            assert "Traceback" not in answer.text


def test_broken_callback_requests_are_refused(client: FlaskClient, callbacks: CallbackMap) -> None:
    name, known = next(iter(callbacks.items()))
    sound = callback_body(name, known, None)
    broken: list[Any] = [
        None,
        [],
        "x",
        3,
        {},
        {"output": name},
        {**sound, "output": "nothing.children"},
        {**sound, "output": None},
        {**sound, "output": [name]},
        {**sound, "outputs": None},
        {**sound, "outputs": {"id": "nothing", "property": "children"}},
        {**sound, "inputs": None},
        {**sound, "inputs": []},
        {**sound, "inputs": [3]},
        {**sound, "inputs": [[]]},
        {**sound, "inputs": [{"id": "nothing", "property": "data"}]},
        {**sound, "state": [{"id": "nothing", "property": "data"}]},
        {**sound, "changedPropIds": [{}]},
    ]
    for body in broken:
        answer = post(client, body)
        assert answer.status_code == 400, body
        assert answer.json["status"] == 400
    for data in (b"", b"{", b"\xff\xfe", b"[" * 50_000, b'{"output": NaN}'):
        headers = {"Content-Type": "application/json", "Sec-Fetch-Site": "same-origin"}
        assert client.post(CALLBACKS, data=data, headers=headers).status_code == 400
    assert client.post(CALLBACKS, data="output=x").status_code == 400


def test_random_damage_to_callback_requests_is_no_server_error(
    client: FlaskClient, callbacks: CallbackMap
) -> None:
    chance = random.Random(7)
    for _ in range(200):
        name = chance.choice(list(callbacks))
        text = json.dumps(callback_body(name, callbacks[name], chance.choice(ODD_VALUES)))
        at = chance.randrange(len(text))
        damaged = (
            text[:at]
            + chance.choice(['"', "{", "]", ":", "0", "null", "\\u0000", ""])
            + text[at + chance.randrange(4) :]
        )
        headers = {"Content-Type": "application/json", "Sec-Fetch-Site": "same-origin"}
        answer = client.post(CALLBACKS, data=damaged, headers=headers)
        assert answer.status_code < 500, damaged


def test_requests_from_other_sites_are_refused(client: FlaskClient, callbacks: CallbackMap) -> None:
    name, known = next(iter(callbacks.items()))
    body = callback_body(name, known, None)
    assert post(client, body, Sec_Fetch_Site="cross-site").status_code == 403
    assert post(client, body, Sec_Fetch_Site="same-site").status_code == 403
    assert client.post(CALLBACKS, json=body, headers={"Origin": "https://evil.example"}).status_code == 403
    assert client.post(CALLBACKS, json=body, headers={"Origin": "null"}).status_code == 403
    assert client.post(CALLBACKS, json=body, headers={"Origin": "http://localhost"}).status_code != 403
    assert post(client, body).status_code in (200, 204)


def test_large_bodies_are_refused(client: FlaskClient) -> None:
    answer = post(client, {"output": "x" * MAX_BODY})
    assert answer.status_code == 413
    assert answer.json["status"] == 413


@pytest.mark.parametrize("query", HOSTILE_QUERIES)
def test_hostile_query_strings_are_no_server_error(server: Flask, client: FlaskClient, query: str) -> None:
    for address in addresses(server):
        answer = client.get(f"{address}?{query}")
        assert answer.status_code < 500, (address, query)
        assert "Traceback" not in answer.get_data(as_text=False).decode("utf-8", "replace")


def test_hostile_addresses_are_no_server_error(client: FlaskClient) -> None:
    for address in (
        f"/tiles/base/{'9' * 6000}/0/0",
        "/tiles/base/-1/0/0",
        "/tiles/base/8/999999/0",
        "/tiles/..%2F..%2Fetc/0/0/0",
        "/marks/..%2Flight.json",
        "/marks/light@9x.png",
        "/embed/%00",
        "/embed/..%2Fsources",
        "/api/events.csv%00",
        "/assets/..%2F..%2Fpyproject.toml",
        "/_dash-component-suites/dash/..%2F..%2Fsecret.js",
        "/_reload-hash",
        "//evil.example/",
    ):
        answer = client.get(address)
        assert answer.status_code < 500, address
        assert answer.status_code in (204, 308, 404) or answer.status_code == 200, address


def test_errors_are_told_in_one_shape_and_to_browsers_as_a_page(client: FlaskClient) -> None:
    answer = client.get("/api/events.pdf")
    assert answer.status_code == 404
    told = "there is no file events.pdf; there are csv, geojson, parquet, kml, xlsx"
    assert answer.json == {"error": told, "status": 404}
    page = client.get("/embed/%3Cscript%3E", headers={"Accept": "text/html,*/*;q=0.8"})
    assert page.status_code == 404
    assert page.mimetype == "text/html"
    assert "<script>" not in page.text
