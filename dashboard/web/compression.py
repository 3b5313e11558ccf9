"""Text answers compressed, those that never change only once.

The page loads some 7 MB of scripts; compressing them anew for every reader would cost more than all queries.
"""

import re
import threading
from typing import Any

from flask import Flask, Request
from flask_compress import Compress

#: Bytes of compressed scripts that a process keeps.
ROOM = 24_000_000
TEXT = (
    "application/geo+json",
    "application/javascript",
    "application/json",
    "image/svg+xml",
    "text/css",
    "text/csv",
    "text/html",
    "text/javascript",
    "text/plain",
)
#: Addresses that carry the version of what they give: Dash's fingerprinted files.
_UNCHANGING = re.compile(r"/_dash-component-suites/[^?]+\.v[0-9a-zA-Z_]+m[0-9]+\.")


def compress(server: Flask) -> None:
    """Compress the text answers of ``server`` in the way that the browser likes best."""
    server.config["COMPRESS_MIMETYPES"] = TEXT
    server.config["COMPRESS_CACHE_BACKEND"] = _Kept
    server.config["COMPRESS_CACHE_KEY"] = _key
    Compress(server)


def _key(request: Request) -> str:
    """The address where its answer never changes, else nothing: such answers are not kept."""
    path = request.path
    return path if request.method == "GET" and _UNCHANGING.search(path) else ""


class _Kept:
    """What was compressed, by algorithm and address; filled until its room is used up."""

    def __init__(self) -> None:
        self._found: dict[str, bytes] = {}
        self._room = ROOM
        self._lock = threading.Lock()

    def get(self, key: str) -> Any:
        return self._found.get(key)

    def set(self, key: str, value: bytes) -> None:
        if key.endswith(";") or key in self._found:
            return
        with self._lock:
            if len(value) <= self._room:
                self._found[key] = value
                self._room -= len(value)
