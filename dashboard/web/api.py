"""The filtered events as files: ``/api/events.csv`` and ``/api/events.geojson``, asked as the app is.

A file holds exactly the events that the filters pass, all from one snapshot. Where a page shows a note about
a filter that cannot be read, a file is refused: nobody would see that it holds too much.
"""

import hashlib
import io
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import chain
from typing import IO, Any

from flask import Flask, Response, request
from werkzeug.wsgi import FileWrapper

from dashboard.formats import events_csv, geojson
from dashboard.query.filters import Filters
from dashboard.query.rows import as_records
from dashboard.query.source import EventSource
from dashboard.query.wording import in_words
from dashboard.web.security import problem

#: Rows that are turned into text at a time, and bytes of a file that are kept in memory.
BATCH = 2_000
IN_MEMORY = 8_000_000

Rows = Iterator[dict[str, Any]]
#: Takes the rows, what the first page of them tells of the dataset, and the filters in words.
Write = Callable[[Rows, dict[Any, Any], str, Any], Any]


def _csv(rows: Rows, told: dict[Any, Any], sentence: str, stream: Any) -> None:
    # Dataset and licence are columns: a CSV has no other place for them.
    events_csv.write(rows, stream)


def _geojson(rows: Rows, told: dict[Any, Any], sentence: str, stream: Any) -> None:
    as_of = datetime.fromisoformat(told["as_of"])
    note = f"{sentence} As of {in_words(as_of.date())}, {as_of:%H:%M} UTC."
    geojson.write(rows, stream, title=told["dataset"], licence=told["licence"], note=note)


#: Ending of the address -> media type and how the file is written.
FORMATS: dict[str, tuple[str, Write]] = {
    "csv": ("text/csv", _csv),
    "geojson": ("application/geo+json", _geojson),
}


def register(server: Flask, source: EventSource) -> None:
    """Serve the files from ``server``."""

    @server.get("/api/events.<ending>")
    def events(ending: str) -> Response:
        if ending not in FORMATS:
            return problem(404, f"there is no file events.{ending}; there are {', '.join(FORMATS)}")
        filters, messages = Filters.from_query(request.query_string.decode("utf-8", "replace"))
        if messages:
            return problem(400, f"the filters cannot be read: {'; '.join(messages)}")
        media_type, write = FORMATS[ending]
        pages = source.pages(filters, size=BATCH)
        first = next(pages)
        answer = Response(mimetype=media_type)
        answer.headers["Cache-Control"] = "no-cache"
        tag = _tag(str(first.attrs["version"]), filters)
        answer.set_etag(tag)
        if request.if_none_match.contains(tag):
            answer.status_code = 304
            return answer
        name = f"conflict-events-{str(first.attrs['as_of'])[:10]}.{ending}"
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        rows = (row for page in chain([first], pages) for row in as_records(page))
        sentence = filters.sentence(source.count(filters))
        body, answer.content_length = _written(write, rows, first.attrs, sentence)
        answer.response = FileWrapper(body, 65_536)
        answer.direct_passthrough = True
        return answer


def _written(write: Write, rows: Rows, told: dict[Any, Any], sentence: str) -> tuple[IO[bytes], int]:
    """The finished file and its length: it is whole before the first byte leaves, so it never breaks off."""
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - closed when it has been sent
    text = io.TextIOWrapper(file, encoding="utf-8", newline="")
    write(rows, told, sentence, text)
    text.flush()
    text.detach()
    length = file.tell()
    file.seek(0)
    return file, length


def _tag(version: str, filters: Filters) -> str:
    return hashlib.sha256(f"{version}?{filters.query_string()}".encode()).hexdigest()[:20]
