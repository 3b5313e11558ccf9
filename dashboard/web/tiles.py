"""The ground of the map, served from this origin: vector tiles, and the sprite of event symbols.

``create_app`` registers them, so that the app's own map and its embeds share them.
"""

from flask import Flask, Response, abort

from dashboard.charts import basemap, symbols
from dashboard.charts.theme import THEMES

#: Seconds for which a browser keeps a tile or a sprite; both change only with the installed version.
KEPT = 86_400


def register(server: Flask) -> None:
    """Serve ``/tiles/<name>/<z>/<x>/<y>`` and ``/marks/<theme>``, the addresses of ``charts.map_style``."""
    server.add_url_rule("/tiles/<name>/<int:z>/<int:x>/<int:y>", "tile", _tile)
    server.add_url_rule("/marks/<name>.<any(json,png):kind>", "marks", _marks)


def _tile(name: str, z: int, x: int, y: int) -> Response:
    """A tile as it lies in its archive; 204 where there is none, which is open sea and no error."""
    if name not in basemap.TILE_SETS:
        abort(404, f"there is no tile set {name!r}")
    found = basemap.tile(name, z, x, y)
    if found is None:
        return _kept(Response(status=204))
    answer = Response(found, mimetype="application/x-protobuf")
    answer.headers["Content-Encoding"] = "gzip"
    return _kept(answer)


def _marks(name: str, kind: str) -> Response:
    """The sprite of a theme: its index or its picture, ``@2x`` for screens with two pixels a pixel."""
    base, _, ratio = name.partition("@")
    theme = next((known for known in THEMES if known == base), None)
    if theme is None or ratio not in ("", "2x"):
        abort(404, f"there are no marks {name!r}")
    index, picture = symbols.sprite(theme, ratio=2 if ratio else 1)
    return _kept(
        Response(
            index if kind == "json" else picture,
            mimetype=f"{'application' if kind == 'json' else 'image'}/{kind}",
        )
    )


def _kept(answer: Response) -> Response:
    answer.cache_control.public = True
    answer.cache_control.max_age = KEPT
    # A page in a sandboxed frame has no origin of its own; nothing here is secret.
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer
