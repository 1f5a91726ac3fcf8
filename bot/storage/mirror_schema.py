"""The tables of what Discord itself shows of meetups; ``schema`` takes them in with the rest."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Named, String, Table, TypedColumns

from bot.storage.columns import UtcDateTime, meetup_key, metadata


class MirrorColumns(TypedColumns):
    meetup_id: Named[int] = Column(BigInteger, meetup_key(), primary_key=True)
    mirror: Named[str] = Column(String(16), primary_key=True)
    object_id: Named[int | None] = Column(BigInteger)
    digest: Named[str] = Column(String(64))
    asked_at: Named[datetime] = Column(UtcDateTime)
    is_over: Named[bool] = Column(Boolean)


class RoleGrantColumns(TypedColumns):
    role_id: Named[int] = Column(BigInteger, primary_key=True, autoincrement=False)
    user_id: Named[int] = Column(BigInteger, primary_key=True, autoincrement=False)
    community_id: Named[int] = Column(BigInteger, ForeignKey("communities.id", ondelete="CASCADE"))


class ThreadMemberColumns(TypedColumns):
    meetup_id: Named[int] = Column(BigInteger, meetup_key(), primary_key=True)
    user_id: Named[int] = Column(BigInteger, primary_key=True, autoincrement=False)


mirrors = Table("mirrors", metadata, MirrorColumns)
role_grants = Table(
    "role_grants", metadata, RoleGrantColumns, Index("ix_role_grants_community_id", "community_id")
)
thread_members = Table("thread_members", metadata, ThreadMemberColumns)
