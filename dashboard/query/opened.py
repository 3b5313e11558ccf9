"""One snapshot, opened: its rows in memory, its sentences and claims on disk."""

import json
import os
import threading
from pathlib import Path
from typing import Any

import duckdb

from dashboard.errors import SnapshotError
from dashboard.query.index import Index
from dashboard.query.manifest import DATA_FILE, read_manifest
from dashboard.query.rows import as_records
from dashboard.query.views import (
    Actor,
    IncidentView,
    Mark,
    Member,
    QuotedArticle,
    QuotedClaim,
    QuotedSentence,
    QuotedToll,
    TellingArticle,
)


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
            self.index = Index(
                self._table("SELECT * FROM snapshot.incidents"),
                self._table("SELECT event_id, name FROM snapshot.actors"),
                self._table("SELECT event_id, name FROM snapshot.publishers"),
            )
        except (duckdb.Error, KeyError) as error:
            raise SnapshotError(
                f"the snapshot {folder.name} is incomplete ({error}); run `conflict-events publish`"
            ) from error

    def incident(self, event_id: str) -> IncidentView | None:
        """All that is known of one incident; None for an unknown id."""
        row = self.index.row_of(event_id)
        if row is None:
            return None
        reasons = self._beside("reason FROM snapshot.incidents", event_id)
        claims = self._beside("* EXCLUDE (event_id) FROM snapshot.claims", event_id)
        actors = self._beside("* EXCLUDE (event_id) FROM snapshot.actors", event_id)
        members = self._beside("* EXCLUDE (event_id) FROM snapshot.members", event_id)
        sentences = self._beside("* EXCLUDE (event_id) FROM snapshot.sentences", event_id)
        articles = self._beside(
            "DISTINCT articles.* FROM snapshot.articles JOIN snapshot.members USING (article_id)", event_id
        )
        publishers = {article["article_id"]: article["publisher"] for article in articles}
        told = [member["article_id"] for member in members]
        articles.sort(key=lambda article: told.index(article["article_id"]))
        return IncidentView(
            row=as_records(self.index.frame.iloc[[row]])[0],
            reason=reasons[0]["reason"],
            actors=tuple(Actor(**actor) for actor in actors),
            claims=tuple(QuotedClaim(**c, publisher=publishers.get(c["article_id"])) for c in claims),
            members=tuple(Member(event_id=m.pop("member_id"), **m) for m in members),
            evidence=tuple(_quoted(article, sentences) for article in articles),
            tolls=tuple(QuotedToll(**toll) for toll in self._tolls(event_id)),
        )

    def _tolls(self, event_id: str) -> list[dict[str, Any]]:
        """The numbers as told; a snapshot that was kept before they were written down has none."""
        try:
            return self._beside("* EXCLUDE (event_id) FROM snapshot.tolls", event_id)
        except duckdb.CatalogException:
            return []

    def articles(self, event_ids: list[str]) -> list[TellingArticle]:
        """The articles that tell these incidents, once each: the latest first, undated ones last."""
        sql = (
            "SELECT articles.*, count(DISTINCT event_id) AS events FROM snapshot.articles "
            "JOIN snapshot.members USING (article_id) JOIN (SELECT unnest(?) AS event_id) USING (event_id) "
            "GROUP BY ALL ORDER BY published_at DESC NULLS LAST, article_id"
        )
        rows = self._cursor().sql(sql, params=[event_ids]).to_arrow_table().to_pylist()
        return [TellingArticle(**row) for row in rows]

    def _beside(self, what: str, event_id: str) -> list[dict[str, Any]]:
        # ``what`` is written above; only the id comes from a reader.
        sql = f"SELECT {what} WHERE event_id = ?"
        rows: list[dict[str, Any]] = self._cursor().sql(sql, params=[event_id]).to_arrow_table().to_pylist()
        return rows

    def _table(self, sql: str) -> Any:
        return self._cursor().sql(sql).to_arrow_table()

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


def _quoted(article: dict[str, Any], sentences: list[dict[str, Any]]) -> QuotedArticle:
    return QuotedArticle(
        **article,
        sentences=tuple(
            QuotedSentence(row["text"], tuple(Mark(*mark) for mark in json.loads(row["marks"])))
            for row in sentences
            if row["article_id"] == article["article_id"]
        ),
    )
