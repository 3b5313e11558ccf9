"""One loaded version, opened: the connection, its names, and rows of its tables."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from dashboard.formats.dataset import ARROW_KINDS
from dashboard.query.building import ROW_KINDS
from dashboard.query.clickhouse.conditions import Condition
from dashboard.query.clickhouse.connection import Connection
from dashboard.query.clickhouse.tables import table
from dashboard.query.clickhouse.versions import Version
from dashboard.query.names import Names
from dashboard.query.recent import Recent
from dashboard.query.rows import frame_of
from dashboard.query.snapshot import TABLES

#: Dimensions of so few values that a process keeps them all.
FEW = ("event_type", "sub_type", "country", "certainty", "status", "dataset", "precision")
#: Lists of names that a process keeps.
_LISTS = 32


class OpenVersion:
    """A version for reading. Immutable; safe to share between threads."""

    def __init__(self, connection: Connection, version: Version) -> None:
        self.connection, self.version = connection, version
        self.incidents = table("incidents", version.version)
        self._first: Recent[dict[str, int]] = Recent(_LISTS)

    @cached_property
    def names(self) -> dict[str, Names]:
        """The values of the dimensions of ``FEW``, the most frequent first; code 0 is none."""
        rows = self._ask(
            f"SELECT dimension, value, total FROM {self.table('names')} "
            "WHERE dimension IN {few:Array(String)} ORDER BY total DESC, value",
            few=list(FEW),
        )
        return {
            dimension: _names([row for row in rows if row["dimension"] == dimension]) for dimension in FEW
        }

    def first_names(
        self, dimension: str, *, most: int, words: str = "", always: Sequence[str] = ()
    ) -> dict[str, int]:
        """At most so many actors or sources that hold all of the words, the most frequent first, and those of
        ``always``, with the number of rows that have each.
        """

        def ask() -> dict[str, int]:
            found = Condition("dimension = {dimension:String}", {"dimension": dimension})
            for at, word in enumerate(words.casefold().split()):
                found &= Condition(
                    f"position(lowerUTF8(value), {{word{at}:String}}) > 0", {f"word{at}": word}
                )
            asked = f"SELECT value, total FROM {self.table('names')} WHERE"
            listed = f"{asked} {found.sql} ORDER BY total DESC, value LIMIT {most}"
            kept = f"{asked} dimension = {{dimension:String}} AND value IN {{always:Array(String)}}"
            rows = self._ask(
                f"SELECT DISTINCT value, total FROM ({listed} UNION ALL {kept})",
                **found.values,
                always=list(always),
            )
            return {row["value"]: row["total"] for row in rows}

        return self._first.get((dimension, most, words, tuple(always)), ask)

    @cached_property
    def publishers(self) -> int:
        """Number of sources."""
        (row,) = self._ask(f"SELECT count() AS n FROM {self.table('names')} WHERE dimension = 'source'")
        return int(row["n"])

    def table(self, kind: str) -> str:
        """Name of a table of this version."""
        return table(kind, self.version.version)

    def counted(self, select: str, condition: Condition, *, tail: str = "", **values: Any) -> pa.Table:
        """What is asked of the incidents that fulfil a condition."""
        sql = f"SELECT {select} FROM {self.incidents} WHERE {condition.sql} {tail}"
        return self.connection.table(sql, **condition.values, **values)

    def frame(
        self, condition: Condition, *, order: str = "row", offset: int = 0, limit: int | None = None
    ) -> pd.DataFrame:
        """The flat rows that fulfil a condition; ``order`` is SQL of ours."""
        columns, where = ", ".join(ROW_KINDS), condition.sql
        if limit is not None:
            # Which rows is found out from few columns; only theirs are read whole.
            where = (
                f"row IN (SELECT row FROM {self.incidents} WHERE {condition.sql} "
                f"ORDER BY {order} LIMIT {int(limit)} OFFSET {int(offset)})"
            )
        sql = f"SELECT {columns} FROM {self.incidents} WHERE {where} ORDER BY {order}"
        if limit is None and offset:
            sql += f" OFFSET {int(offset)}"
        return frame_of(_typed(self.connection.table(sql, **condition.values), ROW_KINDS))

    def rows_of(self, event_ids: Sequence[str]) -> dict[str, int]:
        """The rows of some incidents by id, without unknown ids."""
        sql = f"SELECT event_id, row FROM {self.table('ids')} WHERE event_id IN {{ids:Array(String)}}"
        return {row["event_id"]: row["row"] for row in self._ask(sql, ids=list(event_ids))}

    def beside(self, kind: str, event_id: str) -> list[dict[str, Any]]:
        """The rows that a table beside the incidents has of one of them, in their order, without its id."""
        columns = {name: each for name, each in TABLES[kind].items() if name != "event_id"}
        found = self.connection.table(
            f"SELECT {', '.join(columns)} FROM {self.table(kind)} "
            "WHERE event_id = {id:String} ORDER BY number",
            id=event_id,
        )
        rows: list[dict[str, Any]] = _typed(found, columns).to_pylist()
        return rows

    def articles(self, sql: str, **values: Any) -> list[dict[str, Any]]:
        """Rows of the table of articles, and a number of events where the question gives one."""
        found = self.connection.table(sql, **values)
        kinds = TABLES["articles"] | {name: "integer" for name in found.column_names if name == "events"}
        rows: list[dict[str, Any]] = _typed(found, kinds).to_pylist()
        return rows

    def _ask(self, sql: str, **values: Any) -> list[dict[str, Any]]:
        return self.connection.rows(sql, **values)


def numbers(found: pa.Table, name: str) -> np.ndarray[Any, np.dtype[np.int64]]:
    """A column of whole numbers."""
    return np.asarray(found.column(name).to_numpy(), dtype=np.int64)


def _names(rows: list[dict[str, Any]]) -> Names:
    values = ["", *(row["value"] for row in rows)]
    return Names(values, np.array([0, *(row["total"] for row in rows)], dtype=np.int64))


def _typed(found: pa.Table, kinds: dict[str, str]) -> pa.Table:
    """The columns in the types of a snapshot's: days are kept as numbers, for theirs end in 2299."""
    return found.select(list(kinds)).cast(pa.schema([(n, ARROW_KINDS[kind]) for n, kind in kinds.items()]))
