"""The composition root of the web: settings and the published snapshot in, one Flask application out.

::

    gunicorn 'dashboard.server:create_server()'

Every process opens the snapshot for itself; nothing is shared between workers but files that never change.
"""

import logging
import threading
import time
import weakref
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from flask import Flask, Response, abort, jsonify, request
from werkzeug.middleware.proxy_fix import ProxyFix

from dashboard.errors import SnapshotError, WarehouseError
from dashboard.query.layers import layered, served
from dashboard.query.snapshot_source import SnapshotSource
from dashboard.query.source import EventSource
from dashboard.settings import Settings
from dashboard.web import api, brush_steps, embeds, security
from dashboard.web.app import create_app
from dashboard.web.callback_requests import served_callbacks
from dashboard.web.compression import compress

log = logging.getLogger(__name__)

_Missing = SnapshotError | WarehouseError
_Opens = Callable[[Settings], EventSource]

#: Seconds after which a page that waits for the first events looks again.
LOOK_AGAIN = 5
#: Dash answers every address with its page; ours is one page, and a wrong address is told so.
_ANY_OTHER_PATH = "/<path:path>"


def create_server(settings: Settings | None = None, *, datasets: Sequence[str] = ()) -> Flask:
    """The server of the dashboard, its embeds, exports and health check, for any WSGI runner.

    ``settings`` default to those of the environment; ``datasets`` are the imported ones to show, several as
    layers, instead of the articles' events (which are named ``articles`` among them). Without any, the events
    of the warehouse are shown where ``settings`` name one. Where no events have been published yet, or the
    warehouse is not reached, the server starts all the same, says so on every page, and shows the events as
    soon as they are there. Raises InputError for a dataset or a warehouse that cannot be.
    """
    settings = settings or Settings()
    if settings.warehouse is not None and not datasets:
        return _opened_or_waiting(settings, _warehouse, patience=LOOK_AGAIN)
    datasets = datasets or settings.shown_datasets
    if datasets:
        return _layers_board(datasets, settings)
    return _opened_or_waiting(settings, lambda settings: SnapshotSource(settings.snapshots))


def _warehouse(settings: Settings) -> EventSource:
    # Not at the top: only who has a warehouse needs the extra.
    from dashboard.query.clickhouse.source import ClickHouseSource

    assert settings.warehouse is not None
    return ClickHouseSource(settings.warehouse.get_secret_value(), timeout=settings.warehouse_timeout)


def _opened_or_waiting(settings: Settings, opened: _Opens, *, patience: float = 0.0) -> Flask:
    try:
        return _board(opened(settings), settings)
    except (SnapshotError, WarehouseError) as error:
        return _waiting(settings, error, opened, patience=patience)


def _layers_board(datasets: Sequence[str], settings: Settings) -> Flask:
    held = served(datasets, datasets=settings.datasets)
    try:
        folder = layered(datasets, datasets=settings.datasets, snapshots=settings.snapshots)
        board = _board(SnapshotSource(folder), settings)
    except BaseException:
        held.close()
        raise
    weakref.finalize(board, held.close)
    return board


def _board(source: EventSource, settings: Settings) -> Flask:
    app = create_app(source, settings=settings)
    if settings.public_url:
        app.config.meta_tags.append({"name": "public-url", "content": settings.public_url})
    server: Flask = app.server
    embeds.register(server, source)
    api.register(server, source)
    brush_steps.register(server, source)

    @server.before_request
    def refuse_other_paths() -> None:
        if request.endpoint == _ANY_OTHER_PATH:
            abort(404, f"there is nothing at {request.path}")

    @server.get("/healthz")
    def healthz() -> Response:
        return _health(status="ok", snapshot=source.version, events=source.total)

    security.protect(
        server,
        frame_ancestors=settings.frame_ancestors,
        script_hashes=app.csp_hashes(),
        callbacks=served_callbacks(app),
        framed=embeds.BLUEPRINT,
    )
    compress(server)
    # Dash finishes itself at its first request and does not make others wait: a second reader who came at
    # that moment got a page without its styles and scripts. So the first request is ours.
    server.test_client().get("/")
    return _behind_proxies(server, settings)


def _waiting(settings: Settings, error: _Missing, opened: _Opens, *, patience: float) -> Flask:
    """A server that says what is missing, until it is there."""
    server = Flask("dashboard.server", static_folder=None)

    def missing(path: str = "") -> Response:
        cause: _Missing = server.config["REASON"]
        if isinstance(cause, WarehouseError):
            status, reason = "no warehouse", cause.for_readers
            told = f"The events cannot be shown now: {reason}."
        else:
            status, reason = "no snapshot", str(cause).replace(str(settings.home), "the data folder")
            told = f"No events published yet: {reason}."
        if path == "healthz":
            return _health(503, status=status, reason=reason)
        answer = security.problem(503, told)
        answer.headers["Retry-After"] = answer.headers["Refresh"] = str(LOOK_AGAIN)
        return answer

    server.config["REASON"] = error
    server.add_url_rule("/", view_func=missing)
    server.add_url_rule("/<path:path>", view_func=missing)
    security.protect(
        server,
        frame_ancestors=settings.frame_ancestors,
        script_hashes=(),
        callbacks={},
        framed=embeds.BLUEPRINT,
    )
    log.warning("%s", error)
    server.wsgi_app = _UntilOpened(server, settings, opened, patience=patience)  # type: ignore[method-assign]
    return server


class _UntilOpened:
    """Answers with the waiting server until the events can be opened, and with the board from then on.

    They are looked for no more often than every ``patience`` seconds: who is not reached takes a while.
    """

    def __init__(self, waiting: Flask, settings: Settings, opened: _Opens, *, patience: float) -> None:
        self._waiting = waiting
        self._settings = settings
        self._opened = opened
        self._patience = patience
        self._looked = time.monotonic()
        self._answer: Callable[..., Iterable[bytes]] = waiting.wsgi_app
        self._lock = threading.Lock()
        self._found = False

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if not self._found:
            with self._lock:
                self._look()
        return self._answer(environ, start_response)

    def _look(self) -> None:
        if self._found or time.monotonic() - self._looked < self._patience:
            return
        try:
            board = _board(self._opened(self._settings), self._settings)
        except (SnapshotError, WarehouseError) as error:
            self._waiting.config["REASON"] = error
        else:
            self._answer, self._found = board.wsgi_app, True
        self._looked = time.monotonic()


def _health(status_code: int = 200, **told: Any) -> Response:
    answer = jsonify(**told)
    answer.status_code = status_code
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _behind_proxies(server: Flask, settings: Settings) -> Flask:
    if hops := settings.proxy_hops:
        server.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            server.wsgi_app, x_for=hops, x_proto=hops, x_host=hops, x_prefix=hops
        )
    return server
