"""The application factory: source and settings in, a Dash app out. Nothing happens at import."""

import logging
from collections.abc import Callable
from typing import Any

from dash import Dash, set_props

from dashboard import resources
from dashboard.errors import WarehouseError
from dashboard.query.source import EventSource
from dashboard.settings import Settings
from dashboard.web import shell, tiles
from dashboard.web.ids import Shell
from dashboard.web.stylesheet import stylesheet

_LOG = logging.getLogger(__name__)

_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
{%metas%}
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{%title%}</title>
{%favicon%}
{%css%}
<style>{style}</style>
</head>
<body data-view="map">
<noscript>This page draws its map and timeline with JavaScript. Without it, the events can be had as CSV or
GeoJSON from the command line: conflict-events export.</noscript>
{%app_entry%}
<footer hidden>
{%config%}
{%scripts%}
{%renderer%}
</footer>
</body>
</html>"""


def create_app(source: EventSource, *, settings: Settings, submit: Callable[..., Any] | None = None) -> Dash:
    """The dashboard of ``source``.

    ``settings`` names the board. ``submit`` would take an article that a reader hands in; without it the page
    is read-only. Two apps may live in one process: callbacks belong to the app, not to the module.
    """
    app = Dash(
        "dashboard",
        title=settings.title,
        update_title="",
        assets_folder=str(resources.folder("assets")),
        index_string=_PAGE.replace("{style}", stylesheet()),
        serve_locally=True,
        use_pages=False,
        enable_mcp=False,
        add_log_handler=False,
        on_error=_say,
    )
    app.layout = shell.layout(settings.title)
    shell.register(app, source)
    tiles.register(app.server)
    return app


def _say(error: Exception) -> None:
    """A callback failed: its panel keeps what it shows, the reader is told, the log has the cause."""
    _LOG.error("a panel could not be updated", exc_info=error)
    words = "A part of the page could not be updated"
    if isinstance(error, WarehouseError):
        words += f": {error.for_readers}. Your filters are kept in the address."
    else:
        words += ". Your filters are kept in the address; load the page again."
    set_props(Shell.NOTICE, {"children": words})
