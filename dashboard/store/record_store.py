"""The record store: articles with their events, one unit of work each."""

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, selectinload

from dashboard.errors import InputError, StoreError
from dashboard.records.article import Article
from dashboard.records.correction import Correction, Verdict
from dashboard.records.event import Event
from dashboard.store.checks import check_article, check_event
from dashboard.store.conversion import (
    ARTICLE_FIELDS,
    article_of,
    article_row,
    correction_of,
    correction_row,
    event_of,
    event_row,
)
from dashboard.store.engine import Database
from dashboard.store.schema import migrate
from dashboard.store.tables import ArticleRow, CorrectionRow, EventRow, TombstoneRow

_BATCH = 200
#: How an article came to us, not what it is: a later reading does not make it another one.
_CIRCUMSTANCES = ("fetched_at", "raw_sha256")


class Outcome(StrEnum):
    """What became of an article that was put."""

    ADDED = "added"
    REPLACED = "replaced"
    KNOWN = "known"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Kept:
    """An article as the store has it, and the extractor that read it."""

    article: Article
    extractor: str


@dataclass(frozen=True, slots=True)
class Tombstone:
    """A withdrawn article: what it was, why it went, and when (UTC)."""

    article_id: str
    url: str | None
    title: str | None
    reason: str
    withdrawn_at: datetime


class RecordStore:
    """Articles with their events. What a method has returned from is on the disk.

    Safe to use from several threads and processes; after a fork it opens connections of its own.
    """

    def __init__(self, address: str) -> None:
        """Open the store at a SQLAlchemy address and bring its tables up to date; StoreError, StoreBusy."""
        self._database = Database(address)
        migrate(self._database)

    @property
    def name(self) -> str:
        """Its address, without a password."""
        return self._database.name

    def close(self) -> None:
        """Close its connections."""
        self._database.close()

    def put(self, article: Article, events: Sequence[Event], *, extractor: str) -> Outcome:
        """Keep an article with the events that ``extractor`` (name and version) found, as one unit.

        The same article read by the same extractor changes nothing; read by another, or with a date or
        publisher that was not known, it gives up its events for the new ones. A withdrawn one is not taken
        back. Raises
        InputError for values that no database keeps as they are; StoreError, StoreBusy.
        """
        check_article(article)
        for event in events:
            check_event(event, article)
        if len({event.event_id for event in events}) < len(events):
            raise InputError(f"two events of article {article.article_id[:12]} have the same event_id")
        try:
            return self._put(article, events, extractor)
        except IntegrityError:
            # On a server another writer may have put the same article since we looked: look again.
            try:
                return self._put(article, events, extractor)
            except IntegrityError as error:
                raise StoreError(f"article {article.article_id[:12]} does not fit: {error.orig}") from error

    def _put(self, article: Article, events: Sequence[Event], extractor: str) -> Outcome:
        with self._database.writing() as session:
            if session.get(TombstoneRow, article.article_id) is not None:
                return Outcome.WITHDRAWN
            row = session.get(ArticleRow, article.article_id)
            if row is None:
                row = article_row(article, extractor=extractor, stored_at=datetime.now(UTC))
                session.add(row)
                outcome = Outcome.ADDED
            elif row.extractor == extractor and is_same(article, article_of(row)):
                return Outcome.KNOWN
            else:
                session.execute(delete(EventRow).where(EventRow.article_id == article.article_id))
                for name in ARTICLE_FIELDS:
                    setattr(row, name, getattr(article, name))
                row.extractor = extractor
                outcome = Outcome.REPLACED
            session.flush()
            session.add_all(event_row(event, ordinal=n) for n, event in enumerate(events))
            return outcome

    def find(self, article_id: str) -> Kept | None:
        """The article of that id and who read it; None where the store has none."""
        with self._database.reading() as session:
            row = session.get(ArticleRow, article_id)
            return None if row is None else Kept(article_of(row), row.extractor)

    def matching(self, prefix: str) -> list[Article]:
        """Articles whose id starts with ``prefix`` or whose address is it, for a reader who names one."""
        with self._database.reading() as session:
            named = (ArticleRow.article_id.startswith(prefix, autoescape=True)) | (ArticleRow.url == prefix)
            rows = session.scalars(select(ArticleRow).where(named).order_by(ArticleRow.article_id).limit(20))
            return [article_of(row) for row in rows]

    def articles(self) -> Iterator[Article]:
        """All articles, by id."""
        with self._database.reading() as session:
            ordered = select(ArticleRow).order_by(ArticleRow.article_id)
            for row in session.scalars(ordered.execution_options(yield_per=_BATCH)):
                yield article_of(row)

    def events(self) -> Iterator[Event]:
        """All events, by article and in the order of its text."""
        with self._database.reading() as session:
            yield from _events(session)

    def withdraw(self, article_id: str, *, reason: str) -> Tombstone:
        """Delete an article and its events and keep why; reading it again will not bring it back.

        Raises StoreError where no article has that id or the reason is empty. A second withdrawal returns the
        first one's tombstone.
        """
        if not reason.strip():
            raise StoreError("a withdrawal needs a reason; say why the article goes")
        with self._database.writing() as session:
            stone = session.get(TombstoneRow, article_id)
            if stone is None:
                row = session.get(ArticleRow, article_id)
                if row is None:
                    raise StoreError(f"the store has no article {article_id!r}")
                stone = TombstoneRow(
                    article_id=row.article_id,
                    url=row.url,
                    title=row.title,
                    reason=reason.strip(),
                    withdrawn_at=datetime.now(UTC),
                )
                session.execute(delete(ArticleRow).where(ArticleRow.article_id == article_id))
                session.add(stone)
            return _tombstone(stone)

    def tombstone(self, article_id: str) -> Tombstone | None:
        """Why an article was withdrawn; None where it was not."""
        with self._database.reading() as session:
            row = session.get(TombstoneRow, article_id)
            return None if row is None else _tombstone(row)

    def lift(self, article_id: str) -> bool:
        """Take a withdrawal back, so that the article may be read again; False where there was none."""
        with self._database.writing() as session:
            row = session.get(TombstoneRow, article_id)
            if row is not None:
                session.delete(row)
            return row is not None

    def corrections(self) -> list[Correction]:
        """What was said on whether two events are one, the oldest first."""
        with self._database.reading() as session:
            ordered = select(CorrectionRow).order_by(
                CorrectionRow.made_at, CorrectionRow.first, CorrectionRow.second
            )
            return [correction_of(row) for row in session.scalars(ordered)]

    def correct(self, pairs: Iterable[frozenset[str]], *, verdict: Verdict, reason: str) -> int:
        """Keep for each pair of event ids that they are one or apart, whatever was said of them before.

        Returns how many pairs there were. Raises StoreError where the reason is empty.
        """
        if not reason.strip():
            raise StoreError("a correction needs a reason; say why, with --reason")
        made_at = datetime.now(UTC)
        made = [Correction(min(pair), max(pair), verdict, reason.strip(), made_at) for pair in pairs]
        with self._database.writing() as session:
            for correction in made:
                session.merge(correction_row(correction))
        return len(made)

    def take_back(self, event_id: str) -> int:
        """Drop the corrections that name this event, so that the rules decide again; how many there were."""
        named = (CorrectionRow.first == event_id) | (CorrectionRow.second == event_id)
        with self._database.writing() as session:
            found = session.scalars(select(CorrectionRow).where(named)).all()
            for row in found:
                session.delete(row)
            return len(found)

    def counts(self) -> dict[str, int]:
        """Number of articles, events, withdrawn articles and corrections."""
        with self._database.reading() as session:
            tables = {
                "articles": ArticleRow,
                "events": EventRow,
                "withdrawn": TombstoneRow,
                "corrections": CorrectionRow,
            }
            return {
                name: session.scalar(select(func.count()).select_from(table)) or 0
                for name, table in tables.items()
            }


def completed(article: Article, known: Article) -> Article:
    """The article with what an earlier reading knew and this one does not."""
    missing = {
        name: getattr(known, name)
        for name in ARTICLE_FIELDS
        if getattr(article, name) is None and name not in _CIRCUMSTANCES
    }
    return dataclasses.replace(article, **missing)


def is_same(article: Article, known: Article) -> bool:
    """Whether a reading says nothing new of an article: the same words, date, publisher, title."""
    return all(
        getattr(article, name) == getattr(known, name)
        for name in ARTICLE_FIELDS
        if name not in _CIRCUMSTANCES and name != "text"
    )


def _events(session: Session) -> Iterator[Event]:
    ordered = (
        select(EventRow)
        .order_by(EventRow.article_id, EventRow.ordinal)
        .options(
            selectinload(EventRow.participants),
            selectinload(EventRow.tolls),
            selectinload(EventRow.claims),
            selectinload(EventRow.evidence),
        )
        .execution_options(yield_per=_BATCH)
    )
    for row in session.scalars(ordered):
        yield event_of(row)


def _tombstone(row: TombstoneRow) -> Tombstone:
    at = row.withdrawn_at if row.withdrawn_at.tzinfo else row.withdrawn_at.replace(tzinfo=UTC)
    return Tombstone(row.article_id, row.url, row.title, row.reason, at)
