"""A Nominatim on this machine that answers as the public one does, or misbehaves in a way of one's choice.

It knows what ``OfflineGeocoder`` knows, so that both geocoders can be held to one contract.
"""

import json
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from geopy.location import Location

from dashboard.geocoding.offline import OfflineGeocoder

#: The name under which the tests ask.
AGENT = "conflict-events-tests (tests@desk.example)"


class Mode(StrEnum):
    """What the server does with a request."""

    OK = "ok"
    SLOW = "slow"
    DRIP = "drip"
    BUSY = "busy"
    FAILING = "failing"
    OVERLOADED = "overloaded"
    FORBIDDEN = "forbidden"
    MOVED = "moved"
    HTML = "html"
    BROKEN = "broken"
    NULL = "null"
    DEEP = "deep"
    EMPTY = "empty"
    FAR_NORTH = "far north"
    FAR_EAST = "far east"
    NOWHERE = "nowhere"
    ABROAD = "abroad"
    HUGE = "huge"
    ERROR = "error"


@dataclass(slots=True)
class Asked:
    """A request that arrived."""

    path: str
    parameters: Mapping[str, str]
    user_agent: str


@dataclass(slots=True)
class FakeNominatim:
    """A running server; ``mode`` may be changed at any time."""

    url: str
    mode: Mode = Mode.OK
    retry_after: str | None = "120"
    #: Sent whatever is asked, where it is set.
    body: bytes | None = None
    asked: list[Asked] = field(default_factory=list)

    def reset(self) -> None:
        """Well again, and nothing asked yet."""
        self.mode, self.retry_after, self.body, self.asked = Mode.OK, "120", None, []


@contextmanager
def running() -> Iterator[FakeNominatim]:
    """A server on a free port of the loopback interface."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    server.block_on_close = False
    fake = FakeNominatim(f"http://127.0.0.1:{server.server_port}")
    server.fake = fake  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        fake: FakeNominatim = self.server.fake  # type: ignore[attr-defined]
        address = urlsplit(self.path)
        parameters = {name: values[-1] for name, values in parse_qs(address.query).items()}
        fake.asked.append(Asked(address.path, parameters, self.headers["User-Agent"]))
        with suppress(BrokenPipeError, ConnectionResetError):  # the client may have left
            if fake.body is not None:
                self._send(200, fake.body, {})
            elif fake.mode in _BODIES or fake.mode in _STATUSES:
                self._misbehave(fake)
            else:
                self._answer(fake, address.path, parameters)

    def _misbehave(self, fake: FakeNominatim) -> None:
        headers = {}
        if fake.mode in (Mode.BUSY, Mode.OVERLOADED) and fake.retry_after is not None:
            headers["Retry-After"] = fake.retry_after
        if fake.mode is Mode.MOVED:
            headers["Location"] = f"{fake.url}/elsewhere"
        self._send(_STATUSES.get(fake.mode, 200), _BODIES.get(fake.mode, b"<html>no</html>"), headers)

    def _answer(self, fake: FakeNominatim, path: str, parameters: Mapping[str, str]) -> None:
        if fake.mode is Mode.SLOW:
            time.sleep(1.0)
        if fake.mode is Mode.DRIP:
            self._drip()
            return
        places = _search(parameters) if path.endswith("/search") else _reverse(parameters)
        for place in places if isinstance(places, list) else [places]:
            if fake.mode is Mode.FAR_NORTH:
                place["lat"] = "999"
            if fake.mode is Mode.FAR_EAST:
                place["lon"] = "999.5"
            if fake.mode is Mode.NOWHERE:
                del place["lat"]
            if fake.mode is Mode.ABROAD:
                place["address"]["country_code"] = "aq"
        self._send(200, json.dumps(places).encode(), {})

    def _drip(self) -> None:
        self.send_response(200)
        self.end_headers()
        for _ in range(100):
            self.wfile.write(b" ")
            self.wfile.flush()
            time.sleep(0.05)

    def _send(self, status: int, body: bytes, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Silence."""


_STATUSES = {Mode.BUSY: 429, Mode.FAILING: 500, Mode.OVERLOADED: 503, Mode.FORBIDDEN: 403, Mode.MOVED: 302}
_BODIES = {
    Mode.HTML: b"<html><h1>Welcome to the hotel's network</h1></html>",
    Mode.BROKEN: b'[{"lat": "48.9", "lon": ',
    Mode.NULL: b"null",
    Mode.DEEP: b"[" * 200_000,
    Mode.EMPTY: b"[]",
    Mode.HUGE: b"[" + b" " * 3_000_000 + b"]",
    Mode.ERROR: b'{"error": "database is on holiday"}',
}


def _search(parameters: Mapping[str, str]) -> list[dict[str, Any]]:
    countries = [code for code in parameters.get("countrycodes", "").split(",") if code]
    found = OfflineGeocoder().geocode(parameters["q"], exactly_one=False, country_codes=countries)
    return [_place(location) for location in found or []][: int(parameters.get("limit", 10))]


def _reverse(parameters: Mapping[str, str]) -> dict[str, Any]:
    found = OfflineGeocoder().reverse((parameters["lat"], parameters["lon"]))
    return _place(found) if found else {"error": "Unable to geocode"}


def _place(location: Location) -> dict[str, Any]:
    return {
        "place_id": location.raw["key"],
        "lat": f"{location.latitude:.7f}",
        "lon": f"{location.longitude:.7f}",
        "display_name": location.address,
        "address": {"country_code": (location.raw["country"] or "").lower()},
    }
