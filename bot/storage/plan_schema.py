"""The tables around a plan: what was asked, kept, repeated and changed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Date,
    ForeignKey,
    Index,
    Named,
    String,
    Table,
    TypedColumns,
    UniqueConstraint,
)

from bot.storage.columns import Key, UtcDateTime, meetup_key, metadata


class QuestionColumns(TypedColumns):
    id: Named[int] = Column(Key, primary_key=True)
    meetup_id: Named[int] = Column(BigInteger, meetup_key())
    by_id: Named[int] = Column(BigInteger)
    text: Named[str] = Column(String(500))
    asked_at: Named[datetime] = Column(UtcDateTime)
    answer: Named[str] = Column(String(500))
    answered_at: Named[datetime | None] = Column(UtcDateTime)


class TemplateColumns(TypedColumns):
    id: Named[int] = Column(Key, primary_key=True)
    community_id: Named[int] = Column(BigInteger, ForeignKey("communities.id", ondelete="CASCADE"))
    name: Named[str] = Column(String(100))
    plan: Named[dict[str, Any]] = Column(JSON)
    by_id: Named[int] = Column(BigInteger)
    created_at: Named[datetime] = Column(UtcDateTime)


class SeriesColumns(TypedColumns):
    id: Named[int] = Column(Key, primary_key=True)
    community_id: Named[int] = Column(BigInteger, ForeignKey("communities.id", ondelete="CASCADE"))
    organiser_id: Named[int] = Column(BigInteger)
    channel_id: Named[int] = Column(BigInteger)
    rule: Named[dict[str, Any]] = Column(JSON)
    first_on: Named[date] = Column(Date)
    wall: Named[str] = Column(String(5))
    plan: Named[dict[str, Any]] = Column(JSON)
    created_at: Named[datetime] = Column(UtcDateTime)
    ended_on: Named[date | None] = Column(Date)


class ChangeColumns(TypedColumns):
    id: Named[int] = Column(Key, primary_key=True)
    meetup_id: Named[int] = Column(BigInteger, meetup_key())
    by_id: Named[int | None] = Column(BigInteger)
    changed_at: Named[datetime] = Column(UtcDateTime)
    state: Named[str] = Column(String(16))
    was: Named[str] = Column(String(16))
    reason: Named[str] = Column(String(500))
    before: Named[dict[str, Any]] = Column(JSON)
    after: Named[dict[str, Any]] = Column(JSON)


series = Table("series", metadata, SeriesColumns, Index("ix_series_community_id", "community_id"))
questions = Table("questions", metadata, QuestionColumns, Index("ix_questions_meetup_id", "meetup_id"))
templates = Table("templates", metadata, TemplateColumns, UniqueConstraint("community_id", "name"))
changes = Table("changes", metadata, ChangeColumns, Index("ix_changes_meetup_id", "meetup_id"))
