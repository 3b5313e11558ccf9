"""The filtered events as files: ``/api/events.csv``, ``.geojson`` and others, asked as the app is.

A file holds exactly the events that the filters pass, all from one snapshot. Where a page shows a note about
a filter that cannot be read, a file is refused: nobody would see that it holds too much. Rows of a dataset
whose terms forbid it are not given away.
"""

import hashlib
import tempfile
from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import chain
from typing import IO, Any

from flask import Flask, Response, request
from werkzeug.wsgi import FileWrapper

from dashboard.formats.sidecar import About
from dashboard.formats.writing import EXPORTS, Export
from dashboard.query.filters import Filters
from dashboard.query.manifest import DatasetSource
from dashboard.query.rows import as_records
from dashboard.query.source import EventSource
from dashboard.query.wording import in_words
from dashboard.web.security import problem

#: Rows that are turned into text at a time, and bytes of a file that are kept in memory.
BATCH = 2_000
IN_MEMORY = 8_000_000

#: Endings of the address; each is the format of that name.
FORMATS = tuple(name for name in ("csv", "geojson", "parquet", "kml", "xlsx") if EXPORTS[name].available)


def register(server: Flask, source: EventSource) -> None:
    """Serve the files from ``server``."""

    @server.get("/api/events.<ending>")
    def events(ending: str) -> Response:
        if ending not in FORMATS:
            return problem(404, f"there is no file events.{ending}; there are {', '.join(FORMATS)}")
        filters, messages = Filters.from_query(request.query_string.decode("utf-8", "replace"))
        if messages:
            return problem(400, f"the filters cannot be read: {'; '.join(messages)}")
        withheld = source.withheld(filters)
        if withheld:
            return problem(403, withheld_words(withheld))
        export = EXPORTS[ending]
        pages = source.pages(filters, size=BATCH)
        first = next(pages)
        answer = Response(mimetype=export.media_type)
        answer.headers["Cache-Control"] = "no-cache"
        tag = _tag(str(first.attrs["version"]), filters)
        answer.set_etag(tag)
        if request.if_none_match.contains(tag):
            answer.status_code = 304
            return answer
        name = f"conflict-events-{str(first.attrs['as_of'])[:10]}.{ending}"
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        rows = (row for page in chain([first], pages) for row in as_records(page))
        body, answer.content_length = _written(export, rows, first.attrs, filters)
        answer.response = FileWrapper(body, 65_536)
        answer.direct_passthrough = True
        return answer


def _written(
    export: Export, rows: Iterator[dict[str, Any]], told: Mapping[Any, Any], filters: Filters
) -> tuple[IO[bytes], int]:
    """The finished file and its length: it is whole before the first byte leaves, so it never breaks off."""
    as_of = datetime.fromisoformat(told["as_of"])
    note = f"{filters.sentence(told['passing'])} As of {in_words(as_of.date())}, {as_of:%H:%M} UTC."
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - closed when it has been sent
    # In a CSV, dataset and licence are columns: there is no other place for them.
    export.write(rows, file, About(told["dataset"], told["licence"], note), False)
    length = file.tell()
    file.seek(0)
    return file, length


def withheld_words(datasets: tuple[DatasetSource, ...]) -> str:
    """Why rows are not given away."""
    named = "; ".join(f"{dataset.name}: {dataset.licence}" for dataset in datasets)
    return f"these rows are not passed on, for the terms of their dataset forbid it ({named})"


def _tag(version: str, filters: Filters) -> str:
    return hashlib.sha256(f"{version}?{filters.query_string()}".encode()).hexdigest()[:20]
