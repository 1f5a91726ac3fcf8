"""The tables of who is put with whom: whom people named, blocks, and intros; ``schema`` hands them on."""

from __future__ import annotations

from datetime import datetime

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
)

from bot.storage.columns import Key, UtcDateTime, meetup_key, metadata


class NamedColumns(TypedColumns):
    meetup_id: Named[int] = Column(BigInteger, meetup_key(), primary_key=True)
    by_id: Named[int] = Column(BigInteger, primary_key=True, autoincrement=False)
    user_id: Named[int] = Column(BigInteger, primary_key=True, autoincrement=False)


class BlockColumns(TypedColumns):
    community_id: Named[int] = Column(
        BigInteger, ForeignKey("communities.id", ondelete="CASCADE"), primary_key=True
    )
    by_id: Named[int] = Column(BigInteger, primary_key=True, autoincrement=False)
    user_id: Named[int] = Column(BigInteger, primary_key=True, autoincrement=False)
    created_at: Named[datetime] = Column(UtcDateTime)


class IntroMemberColumns(TypedColumns):
    community_id: Named[int] = Column(
        BigInteger, ForeignKey("communities.id", ondelete="CASCADE"), primary_key=True
    )
    user_id: Named[int] = Column(BigInteger, primary_key=True, autoincrement=False)
    every: Named[int] = Column(Integer)
    joined_at: Named[datetime] = Column(UtcDateTime)
    awake_since: Named[datetime] = Column(UtcDateTime)
    last_round_at: Named[datetime | None] = Column(UtcDateTime)
    skipped_round_at: Named[datetime | None] = Column(UtcDateTime)
    alone_round_at: Named[datetime | None] = Column(UtcDateTime)
    paused_until: Named[datetime | None] = Column(UtcDateTime)
    is_asleep: Named[bool] = Column(Boolean)
    dms_closed: Named[bool] = Column(Boolean)


class IntroRoundColumns(TypedColumns):
    community_id: Named[int] = Column(
        BigInteger, ForeignKey("communities.id", ondelete="CASCADE"), primary_key=True
    )
    round_at: Named[datetime] = Column(UtcDateTime, primary_key=True)
    warned_at: Named[datetime | None] = Column(UtcDateTime)
    matched_at: Named[datetime | None] = Column(UtcDateTime)
    trouble_at: Named[datetime | None] = Column(UtcDateTime)


class IntroColumns(TypedColumns):
    id: Named[int] = Column(Key, primary_key=True)
    community_id: Named[int] = Column(BigInteger, ForeignKey("communities.id", ondelete="CASCADE"))
    round_at: Named[datetime] = Column(UtcDateTime)
    prompt: Named[str] = Column(String(300))
    thread_id: Named[int | None] = Column(BigInteger)
    opened_at: Named[datetime | None] = Column(UtcDateTime)


class IntroReplyColumns(TypedColumns):
    intro_id: Named[int] = Column(BigInteger, ForeignKey("intros.id", ondelete="CASCADE"), primary_key=True)
    user_id: Named[int] = Column(BigInteger, primary_key=True, autoincrement=False)
    outcome: Named[str | None] = Column(String(8))
    said_at: Named[datetime | None] = Column(UtcDateTime)


class InvitationColumns(TypedColumns):
    meetup_id: Named[int] = Column(BigInteger, meetup_key(), primary_key=True)
    user_id: Named[int] = Column(BigInteger, primary_key=True, autoincrement=False)
    asked_at: Named[datetime] = Column(UtcDateTime)


invitations = Table("invitations", metadata, InvitationColumns)
named = Table("named", metadata, NamedColumns, Index("ix_named_by_id", "by_id"))
blocks = Table("blocks", metadata, BlockColumns)
intro_members = Table("intro_members", metadata, IntroMemberColumns)
intro_rounds = Table("intro_rounds", metadata, IntroRoundColumns)
intros = Table("intros", metadata, IntroColumns, Index("ix_intros_community_id", "community_id", "round_at"))
intro_replies = Table(
    "intro_replies", metadata, IntroReplyColumns, Index("ix_intro_replies_user_id", "user_id")
)
