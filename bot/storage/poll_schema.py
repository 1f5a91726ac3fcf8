"""The tables of polls: what was asked, the options, what everybody said."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    Named,
    String,
    Table,
    TypedColumns,
    UniqueConstraint,
)

from bot.storage.columns import Key, UtcDateTime, Zone, meetup_key, metadata


class PollColumns(TypedColumns):
    id: Named[int] = Column(Key, primary_key=True)
    community_id: Named[int] = Column(BigInteger, ForeignKey("communities.id", ondelete="CASCADE"))
    meetup_id: Named[int | None] = Column(BigInteger, meetup_key())
    kind: Named[str] = Column(String(16))
    question: Named[str] = Column(String(200))
    method: Named[str] = Column(String(16))
    additions: Named[str] = Column(String(16))
    names: Named[str] = Column(String(16))
    results: Named[str] = Column(String(16))
    fewest_ballots: Named[int] = Column(Integer)
    role_id: Named[int | None] = Column(BigInteger)
    creator_id: Named[int] = Column(BigInteger)
    zone: Named[ZoneInfo] = Column(Zone)
    created_at: Named[datetime] = Column(UtcDateTime)
    closes_at: Named[datetime] = Column(UtcDateTime)
    closed_at: Named[datetime | None] = Column(UtcDateTime)
    winner_id: Named[int | None] = Column(BigInteger)
    decided_by_id: Named[int | None] = Column(BigInteger)
    nudged_at: Named[datetime | None] = Column(UtcDateTime)
    untold_since: Named[datetime | None] = Column(UtcDateTime)
    lead_id: Named[int | None] = Column(BigInteger, ForeignKey("polls.id", ondelete="SET NULL"))
    channel_id: Named[int | None] = Column(BigInteger)
    message_id: Named[int | None] = Column(BigInteger)


class OptionColumns(TypedColumns):
    id: Named[int] = Column(Key, primary_key=True)
    poll_id: Named[int] = Column(BigInteger, ForeignKey("polls.id", ondelete="CASCADE"))
    position: Named[int] = Column(Integer)
    starts_at: Named[datetime | None] = Column(UtcDateTime)
    ends_at: Named[datetime | None] = Column(UtcDateTime)
    label: Named[str] = Column(String(100))
    area: Named[str] = Column(String(100))
    access: Named[str] = Column(String(200))
    price: Named[str] = Column(String(60))
    added_by_id: Named[int | None] = Column(BigInteger)
    is_pending: Named[bool] = Column(Boolean)
    added_at: Named[datetime] = Column(UtcDateTime)
    removed_at: Named[datetime | None] = Column(UtcDateTime)


class VoteColumns(TypedColumns):
    option_id: Named[int] = Column(BigInteger, ForeignKey("options.id", ondelete="CASCADE"), primary_key=True)
    user_id: Named[int] = Column(BigInteger, primary_key=True, autoincrement=False)
    choice: Named[str] = Column(String(16))
    voted_at: Named[datetime] = Column(UtcDateTime)


class FirstCallColumns(TypedColumns):
    meetup_id: Named[int] = Column(BigInteger, meetup_key(), primary_key=True)
    user_id: Named[int] = Column(BigInteger, primary_key=True, autoincrement=False)
    until: Named[datetime] = Column(UtcDateTime)


polls = Table(
    "polls",
    metadata,
    PollColumns,
    Index("ix_polls_meetup_id", "meetup_id"),
    Index("ix_polls_community_id_created_at", "community_id", "created_at"),
)
options = Table("options", metadata, OptionColumns, UniqueConstraint("poll_id", "position"))
votes = Table("votes", metadata, VoteColumns)
first_calls = Table("first_calls", metadata, FirstCallColumns)
