import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from dashboard.query.filters import Filters
from dashboard.query.snapshot_source import SnapshotSource
from dashboard.server import create_server
from dashboard.settings import Settings
from dashboard.web.app import create_app
from dashboard.web.callback_requests import served_callbacks
from dashboard.web.ids import Share
from tests.builders import sample_snapshot
from tests.web.serving import CALLBACKS, callback_body, serve_sample

ROOT = Path(__file__).resolve().parents[2]


def test_healthz_names_the_snapshot(tmp_path: Path) -> None:
    answer = serve_sample(tmp_path).test_client().get("/healthz")
    assert answer.status_code == 200
    assert answer.json["status"] == "ok"
    assert answer.json["events"] == 26
    assert answer.json["snapshot"] in {path.name for path in Settings(home=tmp_path).snapshots.iterdir()}
    assert answer.headers["Cache-Control"] == "no-store"


def test_without_events_every_page_says_what_to_do_until_they_are_there(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    client = create_server(settings).test_client()
    for address in ("/", "/embed/map", "/api/events.csv"):
        answer = client.get(address, headers={"Accept": "text/html"})
        assert answer.status_code == 503
        assert "No events published yet" in answer.text
        assert "conflict-events ingest" in answer.text
        assert str(tmp_path) not in answer.text
        assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    assert client.get("/healthz").status_code == 503
    assert "conflict-events ingest" in client.get("/healthz").json["reason"]

    settings.snapshots.mkdir()
    sample_snapshot(settings.snapshots)
    assert client.get("/healthz").json["events"] == 26
    assert client.get("/").status_code == 200
    assert client.get("/embed/map").status_code == 200


def test_a_damaged_snapshot_is_told_and_not_served(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    settings.snapshots.mkdir()
    version = sample_snapshot(settings.snapshots).version
    (settings.snapshots / version / "events.duckdb").write_bytes(b"not a database")
    answer = create_server(settings).test_client().get("/healthz")
    assert answer.status_code == 503
    assert "damaged" in answer.json["reason"]


def test_wrong_addresses_are_not_the_page(tmp_path: Path) -> None:
    client = serve_sample(tmp_path).test_client()
    assert client.get("/api/event.csv").status_code == 404
    assert client.get("/nothing").status_code == 404


def test_the_public_address_reaches_the_share_dialog(tmp_path: Path) -> None:
    told = serve_sample(tmp_path, public_url="https://maps.example/board").test_client().get("/").text
    assert re.search(r'<meta[^>]+name="public-url"[^>]+content="https://maps.example/board"', told)
    assert "public-url" not in serve_sample(tmp_path).test_client().get("/").text


@pytest.mark.parametrize(("hops", "allowed"), [(0, 403), (1, 400)])
def test_forwarded_hosts_count_only_behind_trusted_proxies(tmp_path: Path, hops: int, allowed: int) -> None:
    client = serve_sample(tmp_path, proxy_hops=hops).test_client()
    headers = {
        "Origin": "https://maps.example",
        "X-Forwarded-Host": "maps.example",
        "X-Forwarded-Proto": "https",
    }
    # Behind the proxy the origin is our own, and the body is what is wrong with the request.
    assert client.post("/_dash-update-component", json={}, headers=headers).status_code == allowed


def test_scripts_are_compressed_once(tmp_path: Path) -> None:
    client = serve_sample(tmp_path).test_client()
    scripts = re.findall(r'src="(/_dash-component-suites/[^"]+)"', client.get("/").text)
    large = max(scripts, key=lambda address: len(client.get(address).data))
    first = client.get(large, headers={"Accept-Encoding": "br"})
    again = client.get(large, headers={"Accept-Encoding": "br"})
    assert first.headers["Content-Encoding"] == "br"
    assert first.data == again.data
    plain = client.get(large)
    assert "Content-Encoding" not in plain.headers
    assert len(plain.data) > 2 * len(first.data)


@contextmanager
def _gunicorn(home: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The line of the Procfile, as a platform would run it, on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    line = (ROOT / "Procfile").read_text(encoding="utf-8").split("web:", 1)[1].strip()
    environment = {
        **os.environ,
        "CONFLICT_EVENTS_HOME": str(home),
        "PORT": str(port),
        "WEB_CONCURRENCY": "2",
        "WEB_THREADS": "4",
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }
    command = ["sh", "-c", f"exec {line}"]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True)
    try:
        yield f"http://127.0.0.1:{port}", process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def _get(address: str, body: object = None) -> tuple[int, bytes]:
    """Status and body of an answer, without the number that Dash gives to each load of its page."""
    data = None if body is None else json.dumps(body).encode()
    asked = urllib.request.Request(address, data, {"Content-Type": "application/json"})
    with urllib.request.urlopen(asked, timeout=60) as answer:
        return answer.status, re.sub(rb'"end_id":"[^"]*"', b"", answer.read())


def _wait(address: str, process: subprocess.Popen[str]) -> None:
    for _ in range(300):
        assert process.poll() is None, "the server ended"
        try:
            _get(f"{address}/healthz")
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise AssertionError("the server did not answer within a minute")


@pytest.mark.skipif(sys.platform == "win32", reason="gunicorn needs a Unix")
def test_two_workers_answer_alike_under_load_and_end_in_peace(tmp_path: Path) -> None:
    snapshots = Settings(home=tmp_path).snapshots
    snapshots.mkdir()
    sample_snapshot(snapshots)
    with _gunicorn(tmp_path) as (address, process):
        _wait(address, process)
        name = f"{Share.ROWS}.children"
        source = SnapshotSource(snapshots)
        app = create_app(source, settings=Settings(home=tmp_path))
        body = callback_body(name, served_callbacks(app)[name], {"type": "battle"})
        routes: list[tuple[str, object]] = [
            ("/", None),
            ("/healthz", None),
            ("/embed/map?type=battle", None),
            ("/embed/timeline?from=2024-03-01&to=2024-03-20", None),
            ("/embed/sources?publishers=2", None),
            ("/api/events.csv", None),
            ("/api/events.geojson?country=UA", None),
            ("/tiles/base/4/9/5", None),
            (CALLBACKS, body),
        ]

        def ask(number: int) -> tuple[int, int, bytes]:
            route, sent = routes[number % len(routes)]
            return number % len(routes), *_get(address + route, sent)

        with ThreadPoolExecutor(8) as clients:
            answers = list(clients.map(ask, range(200)))
        told: dict[int, set[bytes]] = defaultdict(set)
        for route, status, content in answers:
            assert status == 200
            told[route].add(content)
        assert [len(told[route]) for route in range(len(routes))] == [1] * len(routes)
        assert json.loads(next(iter(told[1])))["events"] == 26
        assert next(iter(told[5])).count(b"\r\n") == 27
        battles = source.count(Filters(event_types=("battle",)))
        assert f"{battles} rows".encode() in next(iter(told[8]))

        # Requests that are on their way when the server is told to end are still answered.
        with ThreadPoolExecutor(4) as clients:
            late = [clients.submit(_get, f"{address}/embed/timeline?actor=x{n}") for n in range(4)]
            time.sleep(0.15)
            process.send_signal(signal.SIGTERM)
            assert [answer.result()[0] for answer in late] == [200] * 4
        assert process.wait(40) == 0
