"""The table of calendar feeds; ``schema`` takes it in with the rest."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Column, ForeignKey, Named, String, Table, TypedColumns, UniqueConstraint

from bot.storage.columns import Key, UtcDateTime, metadata


class FeedColumns(TypedColumns):
    id: Named[int] = Column(Key, primary_key=True)
    community_id: Named[int] = Column(BigInteger, ForeignKey("communities.id", ondelete="CASCADE"))
    user_id: Named[int | None] = Column(BigInteger)
    secret_hash: Named[str] = Column(String(64))
    made_at: Named[datetime] = Column(UtcDateTime)
    digest: Named[str] = Column(String(64))
    changed_at: Named[datetime] = Column(UtcDateTime)


feeds = Table(
    "feeds",
    metadata,
    FeedColumns,
    UniqueConstraint("secret_hash"),
    UniqueConstraint("community_id", "user_id"),
)
