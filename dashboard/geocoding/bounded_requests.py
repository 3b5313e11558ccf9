"""Requests of geopy's geocoders, bounded in pace, in time, in size and in where they go.

geopy's own adapters repeat requests, follow redirects to anywhere, read answers of any size, and count their
timeout anew with every byte that arrives. This one sends one request a call, at its turn.
"""

import json
import ssl
import threading
import time
from collections.abc import Callable, Mapping
from functools import partial
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import (
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    ProxyHandler,
    Request,
    build_opener,
)

from geopy.adapters import AdapterHTTPError, BaseSyncAdapter, get_retry_after
from geopy.exc import GeocoderParseError, GeocoderTimedOut, GeocoderUnavailable

from dashboard.geocoding.service_turns import Turns

#: Seconds from the start of a request to the end of its answer.
LONGEST_REQUEST = 5.0
#: Ten places with all their details take some ten thousand bytes.
LARGEST_ANSWER = 2_000_000
_PIECE = 1 << 16
_ASKS_FOR_TIME = frozenset({429, 503})


class BoundedAdapter(BaseSyncAdapter):  # type: ignore[misc]
    """An adapter in geopy's sense. Asks only inside a turn of ``turns``, which whoever makes the geocoder
    sets: geopy wants its adapter before it knows the server.
    """

    turns: Turns

    def __init__(self, *, proxies: Mapping[str, str] | None, ssl_context: ssl.SSLContext | None) -> None:
        super().__init__(proxies=proxies, ssl_context=ssl_context)
        self._proxies = None if proxies is None else dict(proxies)
        self._ssl_context = ssl_context

    def get_json(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> Any:
        """The answer as JSON; GeocoderParseError where it is none, or one that says nothing at all."""
        text = self.get_text(url, timeout=timeout, headers=headers)
        try:
            parsed = json.loads(text)
        except (ValueError, RecursionError):
            raise GeocoderParseError(f"not JSON: {' '.join(text[:60].split())!r}") from None
        # An empty list says "no such place"; nothing, 0 and {} say nothing, and geopy would take them for it.
        if not isinstance(parsed, list) and not (isinstance(parsed, dict) and parsed):
            raise GeocoderParseError(f"no answer: {text[:60]!r}")
        return parsed

    def get_text(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> str:
        """The answer as text, after waiting for the pace. Raises geopy's errors."""
        self.turns.start()
        request = _BoundedRequest(url, timeout, headers, self._proxies, self._ssl_context, self.turns.sent)
        try:
            return request.answer()
        except AdapterHTTPError as error:
            told = get_retry_after(error.headers)
            if error.status_code == 429 or (error.status_code in _ASKS_FOR_TIME and told is not None):
                self.turns.hold(told)
            raise


class _BoundedRequest:
    """One request. It runs in a thread of its own, since a lookup of a host name or a server that sends its
    head byte by byte cannot be interrupted, only be left behind.
    """

    def __init__(
        self,
        url: str,
        timeout: float,
        headers: Mapping[str, str],
        proxies: dict[str, str] | None,
        ssl_context: ssl.SSLContext | None,
        sent: Callable[[], None],
    ) -> None:
        self._request = Request(url, headers=dict(headers))  # noqa: S310  geopy writes http or https
        self._timeout = min(timeout, LONGEST_REQUEST)
        self._deadline = time.monotonic() + self._timeout
        self._sent = sent
        self._opener = build_opener(
            _Http(self._connected), _Https(self._connected, ssl_context), ProxyHandler(proxies), _Nowhere()
        )
        self._left_behind = False
        self._text: str | None = None
        self._error: Exception | None = None

    def answer(self) -> str:
        thread = threading.Thread(target=self._run, name="geocoding request", daemon=True)
        thread.start()
        thread.join(self._timeout)
        if thread.is_alive():
            self._left_behind = True
            raise GeocoderTimedOut(f"no answer within {self._timeout:g} seconds")
        if self._error is not None:
            raise self._error
        assert self._text is not None
        return self._text

    def _run(self) -> None:
        try:
            self._text = self._asked()
        except Exception as error:
            self._error = error

    def _asked(self) -> str:
        try:
            with self._opener.open(self._request, timeout=self._timeout) as page:
                return self._read(page)
        except HTTPError as error:
            headers = {name.lower(): value for name, value in error.headers.items()}
            with error:
                text = error.read1(_PIECE).decode("utf-8", "replace")
            raise AdapterHTTPError(str(error), status_code=error.code, headers=headers, text=text) from None
        except TimeoutError:
            raise GeocoderTimedOut(f"no answer within {self._timeout:g} seconds") from None
        except URLError as error:
            if isinstance(error.reason, TimeoutError):
                raise GeocoderTimedOut(f"no connection within {self._timeout:g} seconds") from None
            raise GeocoderUnavailable(str(error.reason)) from None
        except OSError as error:
            raise GeocoderUnavailable(str(error)) from None
        except HTTPException as error:
            raise GeocoderParseError(f"not HTTP: {type(error).__name__} {str(error)[:60]}") from None

    def _read(self, page: HTTPResponse) -> str:
        pieces, size = [], 0
        # One piece a time as it arrives: reading a whole answer would start the timeout anew with every byte.
        while piece := page.read1(_PIECE):
            pieces.append(piece)
            size += len(piece)
            if size > LARGEST_ANSWER:
                raise GeocoderParseError(f"an answer of more than {LARGEST_ANSWER:,} bytes")
            if time.monotonic() > self._deadline:
                raise TimeoutError
        try:
            return b"".join(pieces).decode("utf-8")
        except UnicodeDecodeError:
            raise GeocoderParseError("not UTF-8") from None

    def _connected(self) -> None:
        if self._left_behind:
            raise TimeoutError
        self._sent()


class _Http(HTTPHandler):
    """Says when it is connected: the request goes out then."""

    def __init__(self, connected: Callable[[], None]) -> None:
        super().__init__()
        self._connected = connected

    def http_open(self, req: Request) -> HTTPResponse:
        return self.do_open(partial(_Connection, connected=self._connected), req)


class _Https(HTTPSHandler):
    def __init__(self, connected: Callable[[], None], context: ssl.SSLContext | None) -> None:
        super().__init__(context=context)
        self._connected, self._trusted = connected, context

    def https_open(self, req: Request) -> HTTPResponse:
        connection = partial(_SecureConnection, connected=self._connected)
        return self.do_open(connection, req, context=self._trusted)


class _Connection(HTTPConnection):
    def __init__(self, host: str, *, connected: Callable[[], None], **options: Any) -> None:
        super().__init__(host, **options)
        self._connected = connected

    def connect(self) -> None:
        super().connect()
        self._connected()


class _SecureConnection(_Connection, HTTPSConnection):
    pass


class _Nowhere(HTTPRedirectHandler):
    """A redirect would be a second request, perhaps to a stranger: it counts as a failure."""

    def redirect_request(self, *_: Any) -> None:
        return None
