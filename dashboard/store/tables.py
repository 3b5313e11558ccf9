"""The tables of the record store. A change here needs a migration beside it, and HEAD moved to it."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Boolean, Date, DateTime, Float, ForeignKey, Integer, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

#: The newest migration under ``migrations/versions``.
HEAD = "0002"


class Base(DeclarativeBase):
    """Names of constraints are fixed, so that a migration can name them on any database."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class ArticleRow(Base):
    """An article with the name and version of the extractor that read it last."""

    __tablename__ = "article"

    article_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    url: Mapped[str | None] = mapped_column(Text)
    title: Mapped[str | None] = mapped_column(Text)
    publisher: Mapped[str | None] = mapped_column(Text)
    author: Mapped[str | None] = mapped_column(Text)
    published_at: Mapped[date | None] = mapped_column(Date)
    language: Mapped[str | None] = mapped_column(String(35))
    fetched_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    raw_sha256: Mapped[str | None] = mapped_column(String(64))
    extractor: Mapped[str] = mapped_column(Text)
    stored_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))

    events: Mapped[list["EventRow"]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="EventRow.ordinal"
    )


class EventRow(Base):
    """An event of one article; interval, place and numbers are columns, the rest stands beside it."""

    __tablename__ = "event"

    event_id: Mapped[str] = mapped_column(String(24), primary_key=True)
    article_id: Mapped[str] = mapped_column(ForeignKey("article.article_id", ondelete="CASCADE"), index=True)
    ordinal: Mapped[int] = mapped_column(Integer)
    event_type: Mapped[str] = mapped_column(Text)
    sub_type: Mapped[str] = mapped_column(Text)
    acled_sub_event_type: Mapped[str | None] = mapped_column(Text)
    summary: Mapped[str] = mapped_column(Text)

    when_start: Mapped[date | None] = mapped_column(Date)
    when_end: Mapped[date | None] = mapped_column(Date)
    when_precision: Mapped[str | None] = mapped_column(String(20))
    when_basis: Mapped[str | None] = mapped_column(String(20))
    when_text: Mapped[str | None] = mapped_column(Text)

    where_name: Mapped[str | None] = mapped_column(Text)
    where_text: Mapped[str | None] = mapped_column(Text)
    where_latitude: Mapped[float | None] = mapped_column(Float(53))
    where_longitude: Mapped[float | None] = mapped_column(Float(53))
    where_geo_precision: Mapped[str | None] = mapped_column(String(20))
    where_radius_km: Mapped[float | None] = mapped_column(Float(53))
    where_geonameid: Mapped[int | None] = mapped_column(BigInteger)
    where_feature_code: Mapped[str | None] = mapped_column(String(20))
    where_country: Mapped[str | None] = mapped_column(String(2))
    where_admin1: Mapped[str | None] = mapped_column(Text)
    where_admin2: Mapped[str | None] = mapped_column(Text)
    where_admin1_code: Mapped[str | None] = mapped_column(String(20))
    where_match: Mapped[str | None] = mapped_column(String(20))
    where_reason: Mapped[str | None] = mapped_column(Text)

    reported_on: Mapped[date | None] = mapped_column(Date)
    has_fatalities: Mapped[bool] = mapped_column(Boolean)
    fatalities_low: Mapped[int | None] = mapped_column(BigInteger)
    fatalities_best: Mapped[int | None] = mapped_column(BigInteger)
    fatalities_high: Mapped[int | None] = mapped_column(BigInteger)
    has_injured: Mapped[bool] = mapped_column(Boolean)
    injured_low: Mapped[int | None] = mapped_column(BigInteger)
    injured_best: Mapped[int | None] = mapped_column(BigInteger)
    injured_high: Mapped[int | None] = mapped_column(BigInteger)
    status: Mapped[str] = mapped_column(String(20))
    background: Mapped[bool] = mapped_column(Boolean)
    confidence: Mapped[float] = mapped_column(Float(53))
    extractor: Mapped[str] = mapped_column(Text)

    participants: Mapped[list["ParticipantRow"]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="ParticipantRow.ordinal"
    )
    tolls: Mapped[list["TollRow"]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="TollRow.ordinal"
    )
    claims: Mapped[list["ClaimRow"]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="ClaimRow.ordinal"
    )
    evidence: Mapped[list["EvidenceRow"]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="EvidenceRow.ordinal"
    )


class ParticipantRow(Base):
    """Someone who takes part in an event."""

    __tablename__ = "participant"

    event_id: Mapped[str] = mapped_column(ForeignKey("event.event_id", ondelete="CASCADE"), primary_key=True)
    ordinal: Mapped[int] = mapped_column(Integer, primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    role: Mapped[str] = mapped_column(String(20))
    kind: Mapped[str] = mapped_column(String(20))
    country: Mapped[str | None] = mapped_column(String(2))


class TollRow(Base):
    """One number of people killed or injured, as the article tells it."""

    __tablename__ = "toll"

    event_id: Mapped[str] = mapped_column(ForeignKey("event.event_id", ondelete="CASCADE"), primary_key=True)
    ordinal: Mapped[int] = mapped_column(Integer, primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    injured: Mapped[bool] = mapped_column(Boolean)
    low: Mapped[int | None] = mapped_column(BigInteger)
    best: Mapped[int | None] = mapped_column(BigInteger)
    high: Mapped[int | None] = mapped_column(BigInteger)
    source: Mapped[str | None] = mapped_column(Text)


class ClaimRow(Base):
    """One source's word on an event. ``starts`` and ``ends`` are the source's span, in characters."""

    __tablename__ = "claim"

    event_id: Mapped[str] = mapped_column(ForeignKey("event.event_id", ondelete="CASCADE"), primary_key=True)
    ordinal: Mapped[int] = mapped_column(Integer, primary_key=True)
    source: Mapped[str | None] = mapped_column(Text)
    stance: Mapped[str] = mapped_column(String(20))
    certainty: Mapped[str] = mapped_column(String(20))
    starts: Mapped[int | None] = mapped_column(Integer)
    ends: Mapped[int | None] = mapped_column(Integer)
    via: Mapped[str | None] = mapped_column(Text)


class EvidenceRow(Base):
    """A quotation; that with ordinal 0 is the event's trigger. Its words stand in the article at its span."""

    __tablename__ = "evidence"

    event_id: Mapped[str] = mapped_column(ForeignKey("event.event_id", ondelete="CASCADE"), primary_key=True)
    ordinal: Mapped[int] = mapped_column(Integer, primary_key=True)
    field: Mapped[str] = mapped_column(String(20))
    starts: Mapped[int] = mapped_column(Integer)
    ends: Mapped[int] = mapped_column(Integer)
    text: Mapped[str] = mapped_column(Text)


class TombstoneRow(Base):
    """An article that was withdrawn: its words and events are gone, why stays."""

    __tablename__ = "tombstone"

    article_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    url: Mapped[str | None] = mapped_column(Text)
    title: Mapped[str | None] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    withdrawn_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class CorrectionRow(Base):
    """A reader's word on whether two events are one. Either may be gone, and come back when read again."""

    __tablename__ = "correction"

    first: Mapped[str] = mapped_column(String(24), primary_key=True)
    second: Mapped[str] = mapped_column(String(24), primary_key=True)
    verdict: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
