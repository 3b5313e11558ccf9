"""What every answer of the server carries, and what no request may do.

The app is read-only and holds no session, so the dangers are what articles may smuggle into a page, what a
framing page may make of ours, and requests that are large, broken or forged.
"""

import logging
from collections.abc import Sequence
from urllib.parse import urlsplit

from dash.exceptions import DependencyException
from flask import Flask, Response, jsonify, request
from markupsafe import Markup
from werkzeug.exceptions import HTTPException

from dashboard.errors import ConflictEventsError, InputError, WarehouseError
from dashboard.web.callback_requests import CallbackMap, is_callback

#: Largest request body: a callback's state is a few kilobytes.
MAX_BODY = 1_000_000
CALLBACK_PATH = "/_dash-update-component"
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_MISFITS = (TypeError, ValueError, LookupError, AttributeError, ArithmeticError, RecursionError)

log = logging.getLogger(__name__)


def content_security_policy(*, script_hashes: Sequence[str] = (), frame_ancestors: str = "'none'") -> str:
    """The policy of a page: everything from this origin, no evaluated code, no plug-ins.

    ``style-src`` allows inline styles because Plotly and Mantine set them; workers come from blobs because
    MapLibre starts its own.
    """
    return "; ".join(
        (
            "default-src 'self'",
            " ".join(("script-src 'self'", *script_hashes)),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self'",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "frame-src 'self'",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            f"frame-ancestors {frame_ancestors}",
        )
    )


def embed_ancestors(frame_ancestors: str) -> str:
    """Who may frame embeds: those of the setting, and our own Share dialog, which shows them as they are."""
    if frame_ancestors in ("*", "'self'"):
        return frame_ancestors
    if frame_ancestors == "'none'":
        return "'self'"
    return f"'self' {frame_ancestors}"


def protect(
    server: Flask,
    *,
    frame_ancestors: str,
    script_hashes: Sequence[str],
    callbacks: CallbackMap,
    framed: str,
) -> None:
    """Put headers on every answer of ``server`` and turn away what it has no use for.

    Only answers of the blueprint ``framed`` may stand in a frame, on pages of ``frame_ancestors``; an address
    that merely looks like an embed gets the app's page and the app's headers. A callback request that does
    not fit one of ``callbacks`` is refused before Dash sees it. Errors are told as JSON, or as a page to
    those who ask for one; neither ever holds a traceback.
    """
    server.config["MAX_CONTENT_LENGTH"] = MAX_BODY
    page_policy = content_security_policy(script_hashes=script_hashes)
    embed_policy = content_security_policy(frame_ancestors=embed_ancestors(frame_ancestors))

    # First of all: what others put before it would otherwise see a forged request.
    server.before_request_funcs.setdefault(None, []).insert(0, lambda: _refusal(callbacks))

    @server.after_request
    def add_headers(response: Response) -> Response:
        headers = response.headers
        if request.blueprint == framed:
            headers["Content-Security-Policy"] = embed_policy
        else:
            headers["Content-Security-Policy"] = page_policy
            headers["X-Frame-Options"] = "DENY"
        headers["X-Content-Type-Options"] = "nosniff"
        # No referrer: whom an analyst reads is nobody's business.
        headers["Referrer-Policy"] = "no-referrer"
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
        return response

    @server.errorhandler(HTTPException)
    def explain(error: HTTPException) -> Response:
        answer = problem(error.code or 500, error.description or error.name)
        for name, value in error.get_headers():
            if name not in ("Content-Type", "Content-Length"):
                answer.headers[name] = value
        return answer

    @server.errorhandler(ConflictEventsError)
    def tell(error: ConflictEventsError) -> Response:
        if isinstance(error, InputError):
            return problem(400, str(error))
        log.error("%s %s: %s", request.method, request.path, error)
        if isinstance(error, WarehouseError):
            return problem(503, f"{error.for_readers[0].upper()}{error.for_readers[1:]}.")
        return problem(503, str(error))

    @server.errorhandler(DependencyException)
    def no_such_script(error: DependencyException) -> Response:
        # Dash's own message lists every file that it would serve.
        return problem(404, "there is no such file")

    for misfit in _MISFITS:
        server.register_error_handler(misfit, _misfit)


def problem(status: int, message: str) -> Response:
    """An answer that says what is wrong: JSON, or a page for a browser that shows it to a reader."""
    if request.accept_mimetypes.best_match(["application/json", "text/html"]) == "text/html":
        page = Markup(
            '<!doctype html><html lang="en"><meta charset="utf-8">'
            '<meta name="color-scheme" content="light dark">'
            '<meta name="viewport" content="width=device-width"><title>{title}</title>'
            '<body style="font:16px/24px system-ui,sans-serif;margin:24px;max-width:36em">'
            '<h1 style="font-size:20px">{title}</h1><p>{message}</p></body></html>'
        )
        titles = {404: "Not found", 503: "No events to show yet"}
        text = page.format(title=titles.get(status, "This cannot be shown"), message=message)
        return Response(text, status=status, mimetype="text/html")
    answer = jsonify(error=message, status=status)
    answer.status_code = status
    return answer


def _refusal(callbacks: CallbackMap) -> Response | None:
    if request.method in _SAFE_METHODS:
        return None
    if not _same_origin():
        return problem(403, "requests from other sites are refused")
    if request.path.endswith(CALLBACK_PATH) and not is_callback(_body(), callbacks):
        return problem(400, "this is no callback of the app")
    return None


def _body() -> object:
    """The JSON of the request; None where it is none, or nested beyond all measure."""
    try:
        return request.get_json(silent=True)
    except RecursionError:
        return None


def _misfit(error: Exception) -> Response:
    """A callback that fails on the values it was sent: they come from outside, so the request is at fault.

    It is logged with its traceback, because a defect of ours would look the same.
    """
    log.exception("%s %s failed", request.method, request.path, exc_info=error)
    if request.path.endswith(CALLBACK_PATH):
        return problem(400, "the values sent do not fit this callback; load the page again")
    return problem(500, "the server could not answer this; it is written in its log")


def _same_origin() -> bool:
    """Whether an unsafe request was made by a page of ours or by no page at all.

    Browsers say so in Sec-Fetch-Site; older ones in Origin, which must then name this host.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.host
