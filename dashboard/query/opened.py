"""One snapshot, opened: its hot columns mapped, its rows, sentences and claims in DuckDB."""

import os
import sqlite3
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa

from dashboard.errors import FilterError, SnapshotError
from dashboard.query.building import ROW_KINDS
from dashboard.query.columns import HotColumns, Numbers
from dashboard.query.index import Index
from dashboard.query.manifest import DATA_FILE, read_manifest
from dashboard.query.names import PRECISIONS, Dictionaries
from dashboard.query.picked import Picked
from dashboard.query.rows import as_records, frame_of
from dashboard.query.telling import incident_view
from dashboard.query.text_index import TextIndex
from dashboard.query.views import IncidentView, TellingArticle


class OpenSnapshot:
    """A snapshot for reading. Keeps its file open, so it answers even after its folder was deleted."""

    def __init__(self, folder: Path) -> None:
        """Open the snapshot in ``folder``; SnapshotError where missing, damaged or of another format."""
        self.manifest = read_manifest(folder)
        self._path = folder / DATA_FILE
        self._lock = threading.Lock()
        self._process = os.getpid()
        self._connection = self._connect()
        try:
            codes = self._cursor().sql("SELECT dimension, code, value, above, total FROM snapshot.codes")
            self.index = Index(
                HotColumns.open(folder, first_day=self.manifest.first_day),
                Dictionaries.of(codes.fetchall()),
                TextIndex(folder),
            )
        except (duckdb.Error, sqlite3.Error, OSError, ValueError) as error:
            raise SnapshotError(
                f"the snapshot {folder.name} is incomplete ({error}); run `conflict-events publish`"
            ) from error

    def frame(self, rows: Numbers) -> pd.DataFrame:
        """Some rows of the flat table, in the order of their numbers."""
        columns = ", ".join(ROW_KINDS)
        cursor = self._cursor()
        if not len(rows):
            return frame_of(cursor.sql(f"SELECT {columns} FROM snapshot.incidents LIMIT 0").to_arrow_table())  # noqa: S608
        first, last = int(rows.min()), int(rows.max())
        sql = f"SELECT {columns}, rowid AS row FROM snapshot.incidents WHERE rowid BETWEEN {first} AND {last}"  # noqa: S608
        if last - first >= len(rows):
            sql += " AND rowid IN (SELECT row FROM picked)"
            cursor.register("picked", pa.table({"row": rows}))
        found = cursor.sql(sql).to_arrow_table()
        stored = found.column("row").to_numpy()
        by_row = np.argsort(stored, kind="stable")
        order = by_row[np.searchsorted(stored, rows, sorter=by_row)]
        return frame_of(found.drop_columns(["row"]).take(pa.array(order)))

    def ordered(
        self, picked: Picked, *, order: str, descending: bool, offset: int = 0, limit: int | None = None
    ) -> Numbers:
        """Numbers of rows in order; unknown values come last either way, ties by date, then id.

        ``order`` is "date" or the name of a column. Raises FilterError for another name.
        """
        stop = picked.size if limit is None else min(offset + limit, picked.size)
        if order == "date":
            dated = picked.rank(self.index.hot.dated)
            if not descending:
                return picked.some(offset, stop)
            # Rows are stored by date, the undated last.
            latest = picked.some(max(dated - stop, 0), max(dated - offset, 0))[::-1]
            return np.concatenate([latest, picked.some(max(offset, dated), max(stop, dated))])
        if order not in ROW_KINDS:
            raise FilterError(
                f"no column is named {order!r}; order by date, or one of the codebook's columns"
            )
        key = order
        if order == "geo_precision":
            key = f"list_position({list(PRECISIONS)}, geo_precision)"
        elif ROW_KINDS[order] == "text":
            key = f"lower({order})"
        # What is put in is a column's name, a direction and numbers.
        cursor, where = self._cursor(), ""
        if picked.size < self.index.size:
            where = "WHERE rowid IN (SELECT row FROM picked)"
            cursor.register("picked", pa.table({"row": picked.numbers()}))
        sql = (
            f"SELECT rowid AS row FROM snapshot.incidents {where} ORDER BY {key} "  # noqa: S608
            f"{'DESC' if descending else 'ASC'} NULLS LAST, rowid "
            f"LIMIT {max(stop - offset, 0)} OFFSET {offset}"
        )
        return np.asarray(cursor.sql(sql).to_arrow_table().column("row").to_numpy(), dtype=np.int64)

    def row_of(self, event_id: str) -> int | None:
        """Number of the row of an incident; None where there is none."""
        found = self._cursor().execute("SELECT rowid FROM snapshot.incidents WHERE event_id = ?", [event_id])
        row = found.fetchone()
        return int(row[0]) if row else None

    def rows_of(self, event_ids: Sequence[str]) -> Numbers:
        """Numbers of the rows of some incidents, in their order; unknown ids are left out."""
        sql = "SELECT event_id, rowid FROM snapshot.incidents WHERE event_id IN (SELECT unnest(?))"
        found = dict(self._cursor().execute(sql, [list(event_ids)]).fetchall())
        return np.array([found[event_id] for event_id in event_ids if event_id in found], dtype=np.int64)

    def incident(self, event_id: str) -> IncidentView | None:
        """All that is known of one incident; None for an unknown id."""
        number = self.row_of(event_id)
        if number is None:
            return None
        row = as_records(self.frame(np.array([number])))[0]
        reasons = self._beside("reason FROM snapshot.incidents", event_id)
        claims = self._beside("* EXCLUDE (event_id) FROM snapshot.claims", event_id)
        actors = self._beside("* EXCLUDE (event_id) FROM snapshot.actors", event_id)
        members = self._beside("* EXCLUDE (event_id) FROM snapshot.members", event_id)
        tolls = self._beside("* EXCLUDE (event_id) FROM snapshot.tolls", event_id)
        sentences = self._beside("* EXCLUDE (event_id) FROM snapshot.sentences", event_id)
        articles = self._beside(
            "DISTINCT articles.* FROM snapshot.articles JOIN snapshot.members USING (article_id)", event_id
        )
        return incident_view(
            row,
            reason=reasons[0]["reason"],
            actors=actors,
            claims=claims,
            members=members,
            tolls=tolls,
            sentences=sentences,
            articles=articles,
        )

    def articles(self, picked: Picked) -> list[TellingArticle]:
        """The articles that tell these incidents, once each: the latest first, undated ones last."""
        if not self.manifest.articles:
            return []
        sql = (
            "SELECT articles.*, count(DISTINCT event_id) AS events FROM snapshot.articles "
            "JOIN snapshot.members USING (article_id) JOIN snapshot.incidents USING (event_id) "
            "WHERE incidents.rowid IN (SELECT row FROM picked) "
            "GROUP BY ALL ORDER BY published_at DESC NULLS LAST, article_id"
        )
        cursor = self._cursor()
        cursor.register("picked", pa.table({"row": picked.numbers()}))
        return [TellingArticle(**row) for row in cursor.sql(sql).to_arrow_table().to_pylist()]

    def _beside(self, what: str, event_id: str) -> list[dict[str, Any]]:
        # ``what`` is written above; only the id comes from a reader.
        sql = f"SELECT {what} WHERE event_id = ?"
        rows: list[dict[str, Any]] = self._cursor().sql(sql, params=[event_id]).to_arrow_table().to_pylist()
        return rows

    def _cursor(self) -> duckdb.DuckDBPyConnection:
        """A cursor for one question; a connection made before a fork is left alone and made again."""
        with self._lock:
            if os.getpid() != self._process:
                # The parent's connection must not be closed here: its threads did not come along.
                self._inherited = self._connection
                self._process = os.getpid()
                self._connection = self._connect()
            return self._connection.cursor()

    def _connect(self) -> duckdb.DuckDBPyConnection:
        # Attached to a database in memory, because a file opened by its path shares one instance in the
        # process, and after a fork that would be the parent's.
        path = str(self._path).replace("'", "''")
        try:
            connection = duckdb.connect(config={"threads": 1})
            connection.execute(f"ATTACH '{path}' AS snapshot (READ_ONLY)")
        except duckdb.Error as error:
            raise SnapshotError(
                f"the snapshot {self._path.parent.name} cannot be opened ({error}); "
                "run `conflict-events publish`"
            ) from error
        return connection
