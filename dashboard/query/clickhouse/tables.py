"""The tables of one loaded version: their columns, how they are sorted, and what is computed at loading.

::

    versions                 one row for each complete version; the newest one answers
    incidents_VERSION        a row an incident: the flat table, and numbers that the filters compare
    ids_VERSION              the row of each event id
    names_VERSION            the values of each dimension, and how many rows have each
    actors_ … articles_VERSION    what stands beside, as in a snapshot
    staged_VERSION           rows while they are loaded

``row`` is an incident's place by first possible day, then id, the undated last: the number that it would have
in a snapshot. Rows lie by ``reach``, then ``first``: most end within ``REACH`` days of their start, so that a
range of dates is a stretch of them; the others, and open starts, are looked through.
"""

import re

from dashboard.query.building import ROW_KINDS
from dashboard.query.snapshot import TABLES

VERSIONS = "versions"
#: Tables of a version, the staged one first.
KINDS = ("staged", "incidents", "ids", "names", *TABLES)
#: Days after the start within which most incidents end.
REACH = 31
#: First day of an undated row: after every other. Its last day is ``EVER``: before every other.
DAYS_END = 2**31 - 1

_TYPES = {
    "text": "LowCardinality(Nullable(String))",
    "day": "Nullable(Int32)",
    "number": "Nullable(Float64)",
    "integer": "Nullable(Int64)",
    "flag": "Nullable(Bool)",
}
#: Text that is rarely the same twice.
_LONG = {"summary", "claimed_by", "reason", "text", "marks", "title", "url"}
_FLAT = {
    name: "String" if name == "event_id" else _type
    for name, _type in (
        (name, "Nullable(String) CODEC(ZSTD(3))" if name in _LONG else _TYPES[kind])
        for name, kind in ROW_KINDS.items()
    )
}
#: Columns that the filters compare and the views count.
_COMPUTED = {
    "reach": "UInt8",
    "first": "Int32 CODEC(Delta, ZSTD)",
    "last": "Int32 CODEC(Delta, ZSTD)",
    "day": "Int32 CODEC(Delta, ZSTD)",
    "y": "Int32 CODEC(ZSTD)",
    "x": "Int32 CODEC(ZSTD)",
    "cell": "UInt32 CODEC(ZSTD)",
    "deep": "UInt64 CODEC(ZSTD)",
    "rank": "UInt8",
    "actor_names": "Array(LowCardinality(String))",
    "source_names": "Array(LowCardinality(String))",
    "reason": "Nullable(String) CODEC(ZSTD)",
    "words": "String CODEC(ZSTD(3))",
}
#: Columns of the staged rows, in order.
STAGED = _FLAT | _COMPUTED
_INDICES = "INDEX by_last last TYPE minmax GRANULARITY 1, INDEX by_row row TYPE minmax GRANULARITY 1"
#: Indices of the words to search, the best first: older servers know only the last.
WORD_INDICES = (
    "INDEX by_words words TYPE text(tokenizer = 'splitByNonAlpha')",
    "INDEX by_words words TYPE ngrambf_v1(4, 32768, 2, 0) GRANULARITY 1",
)


def table(kind: str, version: str) -> str:
    """Name of a table of a version."""
    return f"{kind}_{re.sub('[^0-9A-Za-z]', '_', version)}"


def created(version: str, *, words: str) -> dict[str, str]:
    """The statements that make the tables of a version; ``words`` is one of ``WORD_INDICES``."""
    made = {
        "staged": (_declared(STAGED), "(day, event_id)"),
        "incidents": (
            f"row UInt32 CODEC(Delta, ZSTD), {_declared(STAGED)}, {_INDICES}, {words}",
            "(reach, first, row)",
        ),
        "ids": ("event_id String CODEC(ZSTD), row UInt32", "event_id"),
        "names": (
            "dimension LowCardinality(String), value String, total UInt64",
            "(dimension, total, value)",
        ),
    }
    for kind, columns in TABLES.items():
        key = "article_id" if kind == "articles" else "event_id"
        types = {
            name: "String"
            if name in ("event_id", "article_id")
            else ("Nullable(String)" if name in _LONG else _TYPES[each])
            for name, each in columns.items()
        }
        made[kind] = (f"number UInt32, {_declared(types)}", f"({key}, number)")
    return {
        kind: f"CREATE TABLE {table(kind, version)} ({columns}) ENGINE = MergeTree ORDER BY {order}"
        for kind, (columns, order) in made.items()
    }


VERSIONS_TABLE = (
    f"CREATE TABLE IF NOT EXISTS {VERSIONS} (version String, format UInt32, title String, licence String, "
    "as_of String, articles UInt64, incidents UInt64, first_day Int32, last_day Int32, datasets String, "
    "loaded UInt64) "
    "ENGINE = MergeTree ORDER BY loaded"
)


def _declared(columns: dict[str, str]) -> str:
    return ", ".join(f"{name} {kind}" for name, kind in columns.items())
