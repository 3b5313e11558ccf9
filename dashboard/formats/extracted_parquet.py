"""Parquet of articles with their events, as ``extract`` writes it and ``ingest`` takes it in: every field of
every record, nothing flattened.

A row is a line or row that was read: an article with its events, or the reason why there is none.
"""

import dataclasses
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from dashboard.errors import InputError
from dashboard.formats.arrow_records import arrow_fields, record_of, values_of
from dashboard.records.article import Article
from dashboard.records.event import Event

#: Says in a file's metadata that it is one of ours, and of which version.
_MARK, _VERSION = b"conflict_events", b"articles with events 1"
_ARTICLE = tuple(field.name for field in dataclasses.fields(Article))


@dataclass(frozen=True, slots=True)
class Extracted:
    """What one line or row gave: an article with its events, or ``error``.

    ``file`` and ``line`` say where it stood, ``name`` is what its reader knows it by, ``main_type`` the kind
    of its news, ``extractor`` name and version of what read it.
    """

    file: str
    line: int | None
    name: str
    error: str | None = None
    main_type: str | None = None
    extractor: str | None = None
    article: Article | None = None
    events: tuple[Event, ...] = ()


SCHEMA = pa.schema(
    [
        pa.field("file", pa.string()),
        pa.field("line", pa.int64()),
        pa.field("name", pa.string()),
        pa.field("error", pa.string()),
        pa.field("main_type", pa.string()),
        pa.field("extractor", pa.string()),
        *arrow_fields(Article),
        pa.field("events", pa.list_(pa.struct(arrow_fields(Event)))),
    ],
    metadata={_MARK: _VERSION},
)
_HEAD = tuple(SCHEMA.names[:6])


def table_of(rows: Iterable[Extracted]) -> pa.Table:
    """The rows as a table with SCHEMA."""
    return pa.Table.from_pylist([_values(row) for row in rows], schema=SCHEMA)


def is_extracted(schema: pa.Schema) -> bool:
    """Whether a Parquet file with this schema is one of these."""
    return (schema.metadata or {}).get(_MARK) == _VERSION


def extracted_of(values: dict[str, Any]) -> Extracted:
    """The row of such values. Raises InputError where they make none."""
    try:
        head = {name: values[name] for name in _HEAD}
        if head["error"] is not None:
            return Extracted(**head)
        article = record_of(Article, {name: values[name] for name in _ARTICLE})
        events = tuple(record_of(Event, each) for each in values["events"] or ())
        return Extracted(**head, article=article, events=events)
    except (ValueError, TypeError, KeyError) as error:
        raise InputError(f"it holds no record of ours ({error}); extract the articles again") from error


def refusal_of(values: dict[str, Any]) -> str:
    """A refused row as a line of JSON."""
    told = {name: values[name] for name in ("file", "line", "name", "error")}
    return json.dumps(told, ensure_ascii=True) + "\n"


def _values(row: Extracted) -> dict[str, Any]:
    head = {name: getattr(row, name) for name in _HEAD}
    if row.article is None:
        return head
    return head | values_of(row.article) | {"events": [values_of(event) for event in row.events]}
