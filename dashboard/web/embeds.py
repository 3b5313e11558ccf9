"""Pages to be framed elsewhere: one chart or the table, with its title, filter sentence and source line.

They are plain pages without Dash: the figure stands in the page as JSON, Plotly comes from this origin, and
the same events stand in a table for those who cannot see or draw the chart. The address is the app's own,
with ``theme`` and ``title`` beside the filters.
"""

import gzip
import hashlib
import json
import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources as package_files
from typing import Any

import pandas as pd
import plotly
import plotly.graph_objects as go
from flask import Blueprint, Flask, Response, render_template, request
from plotly.utils import PlotlyJSONEncoder

from dashboard import resources
from dashboard.charts import event_map, timeline
from dashboard.charts.frame import Row, place_words, rows_of, span_words, title_of
from dashboard.charts.map_style import map_style
from dashboard.charts.theme import Theme, type_label
from dashboard.query.filters import Filters
from dashboard.query.source import EventSource
from dashboard.web import embed_words, stylesheet
from dashboard.web.api import withheld_words
from dashboard.web.embed_options import EmbedOptions
from dashboard.web.graph import PRIVATE
from dashboard.web.security import problem

BLUEPRINT = "embeds"
#: Most events that are drawn one by one, and most rows of a table or a list.
MOST_DRAWN = 5_000
MOST_LISTED = 500
#: Most pages that a process keeps, of each kind of template.
PAGES = 32
#: MapLibre zooms in no further.
CLOSEST_ZOOM = 24
#: Height of the axis of days: two lines, the second for the month or year.
AXIS_PX = 36
#: Stands in a figure for the address of this server, which only the browser knows for sure: the script of the
#: page puts it in. The name can never be resolved (RFC 6761).
ORIGIN = "https://origin.invalid"

_YEAR = 31_536_000

Draw = Callable[[pd.DataFrame, Filters, Theme], go.Figure]


def _map(frame: pd.DataFrame, filters: Filters, theme: Theme, *, zoom: float | None = None) -> go.Figure:
    style = map_style(origin=ORIGIN, theme=theme)
    figure = event_map(frame, theme=theme, style=style, area=filters.bounds, zoom=zoom)
    return figure.update_layout(clickmode="none")


def _timeline(frame: pd.DataFrame, filters: Filters, theme: Theme) -> go.Figure:
    figure = timeline(frame, theme=theme, dates=(filters.date_from, filters.date_to))
    # No brush: a chart in an article is read, and a finger on it scrolls the page.
    figure.update_layout(dragmode=False, clickmode="none", margin={"b": AXIS_PX})
    return figure.update_xaxes(tickangle=0)


#: Kind of embed -> how its figure is drawn; a table has none.
KINDS: dict[str, Draw | None] = {"map": _map, "timeline": _timeline, "table": None}


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the address of this request asks for."""

    filters: Filters
    options: EmbedOptions
    messages: tuple[str, ...]

    @classmethod
    def now(cls) -> "_Asked":
        given = request.args.to_dict()
        filters, messages = Filters.from_query(request.query_string.decode("utf-8", "replace"))
        options, more = EmbedOptions.from_query(given)
        return cls(filters, options, (*messages, *more))


def register(server: Flask, source: EventSource) -> None:
    """Serve ``/embed/map``, ``/embed/timeline``, ``/embed/table``, and ``/embed/sources`` from ``server``."""
    blueprint = Blueprint(BLUEPRINT, __name__, url_prefix="/embed", template_folder="templates")

    # Readers of an article all ask for the same page; ``version`` is that of the snapshot.
    @lru_cache(maxsize=PAGES)
    def page(kind: str, asked: _Asked, version: str) -> str:
        return render_template("embed.html", **_page(source, kind, asked))

    @lru_cache(maxsize=PAGES)
    def sources_page(asked: _Asked, version: str) -> str:
        return render_template("sources.html", **_sources(source, asked))

    @lru_cache(maxsize=PAGES)
    def marks_at(asked: _Asked, zoom: float, version: str) -> str:
        figure = _map(_events(source, asked.filters), asked.filters, asked.options.themes[0], zoom=zoom)
        return json.dumps(figure.data, cls=PlotlyJSONEncoder, separators=(",", ":"), allow_nan=False)

    @blueprint.get("/map/marks")
    def marks() -> Response:
        """The traces of the map as they are at a zoom, for a frame of another size or a reader who zooms."""
        zoom, asked = _level(request.args.get("zoom", "")), _Asked.now()
        if zoom is None:
            return problem(400, f"zoom is a number from 0 to {CLOSEST_ZOOM}")
        if withheld := source.withheld(asked.filters):
            return problem(403, withheld_words(withheld))
        answer = _revalidated(marks_at(asked, zoom, source.version))
        answer.mimetype = "application/json"
        return answer

    @blueprint.get("/<kind>")
    def embed(kind: str) -> Response:
        if kind not in KINDS:
            return problem(404, f"there is no embed {kind!r}; there are {', '.join(KINDS)}")
        asked = _Asked.now()
        if withheld := source.withheld(asked.filters):
            return problem(403, withheld_words(withheld))
        return _revalidated(page(kind, asked, source.version))

    @blueprint.get("/sources")
    def sources() -> Response:
        asked = _Asked.now()
        if withheld := source.withheld(asked.filters):
            return problem(403, withheld_words(withheld))
        return _revalidated(sources_page(asked, source.version))

    @blueprint.get(f"/plotly-{plotly.__version__}.min.js")
    def script() -> Response:
        zipped = request.accept_encodings.quality("gzip") > 0
        answer = Response(_plotly(zipped=zipped), mimetype="text/javascript")
        if zipped:
            answer.headers["Content-Encoding"] = "gzip"
        answer.headers["Vary"] = "Accept-Encoding"
        answer.headers["Cache-Control"] = f"public, max-age={_YEAR}, immutable"
        return answer

    server.register_blueprint(blueprint)


def _level(given: str) -> float | None:
    """A zoom, rounded down to the half: marks that are apart there are apart from there on."""
    try:
        zoom = float(given)
    except ValueError:
        return None
    return math.floor(2 * zoom) / 2 if 0 <= zoom <= CLOSEST_ZOOM else None


def _events(source: EventSource, filters: Filters) -> pd.DataFrame:
    """The events to draw or list; where there are too many, the latest are the ones to show."""
    return source.rows(filters, descending=source.count(filters) > MOST_DRAWN, limit=MOST_DRAWN)


def _revalidated(page: str) -> Response:
    """A page that may be kept, but is asked for again: it changes when events are published."""
    answer = Response(page, mimetype="text/html")
    answer.headers["Cache-Control"] = "no-cache"
    answer.set_etag(hashlib.sha256(page.encode()).hexdigest()[:20])
    return answer.make_conditional(request)  # type: ignore[return-value]


@cache
def _plotly(*, zipped: bool) -> bytes:
    found = package_files.files("plotly").joinpath("package_data/plotly.min.js").read_bytes()
    return gzip.compress(found, 9) if zipped else found


def _asset(name: str) -> str:
    """The address of one of our assets, relative to an embed, which changes with its content."""
    return f"../assets/{name}?v={_digest(name)}"


@cache
def _digest(name: str) -> str:
    return hashlib.sha256((resources.folder("assets") / name).read_bytes()).hexdigest()[:12]


def _common(source: EventSource, asked: _Asked) -> dict[str, Any]:
    query = asked.filters.query_string()
    title = source.dataset if asked.options.title is None else asked.options.title
    return {
        "title": title,
        "name": title or source.dataset,
        "sentence": asked.filters.sentence(source.count(asked.filters)),
        "messages": asked.messages,
        "theme": asked.options.theme,
        "tokens": stylesheet.stylesheet(),
        "query": f"?{query}" if query else "",
        "asset": _asset,
    }


def _page(source: EventSource, kind: str, asked: _Asked) -> dict[str, Any]:
    filters, draw = asked.filters, KINDS[kind]
    passing = source.count(filters)
    frame = _events(source, filters)
    rows = rows_of(frame)
    seen = [row for row in rows if _drawn(kind, row)]
    figures = {theme: _json(draw(frame, filters, theme)) for theme in asked.options.themes} if draw else {}
    drawn = passing if len(rows) < passing else len(seen)
    return _common(source, asked) | {
        "kind": kind,
        "figures": figures,
        "config": _json({**PRIVATE, "scrollZoom": False, "doubleClick": False}),
        "plotly": f"plotly-{plotly.__version__}.min.js",
        "legend": embed_words.legend(kind, seen) if draw else [],
        "source": embed_words.source_line(
            rows,
            articles=source.articles,
            dataset=source.dataset,
            as_of=source.as_of,
            licence=source.licence,
        ),
        "left_out": embed_words.left_out(
            kind, filters, drawn=drawn, passing=passing, total=source.strip(filters).total
        ),
        "cut": passing if passing > len(rows) else None,
        "drawn": len(rows),
        "table": [_cells(row) for row in rows[:MOST_LISTED]],
        "listed": min(len(rows), MOST_LISTED),
        "passing": passing,
        "css_name": stylesheet.css_name,
    }


def _drawn(kind: str, row: Row) -> bool:
    if kind == "timeline":
        return row["date_end"] is not None
    return kind == "table" or row["latitude"] is not None


def _cells(row: Row) -> dict[str, str]:
    return {
        "when": span_words(row),
        "where": place_words(row),
        "type": type_label(str(row["event_type"])),
        "sign": stylesheet.css_name(str(row["event_type"])),
        "what": title_of(row),
        "certainty": str(row.get("certainty") or ""),
        "sources": str(row.get("sources") or ""),
    }


def _json(value: Any) -> str:
    """JSON that may stand inside a script element: no sign in it can end the element."""
    text = json.dumps(value, cls=PlotlyJSONEncoder, separators=(",", ":"), allow_nan=False)
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _sources(source: EventSource, asked: _Asked) -> dict[str, Any]:
    articles = source.articles_of(asked.filters)
    return _common(source, asked) | {
        "publishers": len({article.publisher for article in articles}),
        "articles": articles[:MOST_LISTED],
        "found": len(articles),
        "licence": source.licence,
    }
