"""The table of agenda messages; ``schema`` takes it in with the rest."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Column, ForeignKey, Named, Table, TypedColumns

from bot.storage.columns import UtcDateTime, metadata


class BoardColumns(TypedColumns):
    community_id: Named[int] = Column(
        BigInteger, ForeignKey("communities.id", ondelete="CASCADE"), primary_key=True
    )
    channel_id: Named[int] = Column(BigInteger)
    message_id: Named[int | None] = Column(BigInteger)
    asked_at: Named[datetime | None] = Column(UtcDateTime)
    turns_at: Named[datetime | None] = Column(UtcDateTime)
    lost_at: Named[datetime | None] = Column(UtcDateTime)


boards = Table("boards", metadata, BoardColumns)
