"""The table of those who organise a meetup together; ``schema`` takes it in with the rest."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Column, Index, Named, Table, TypedColumns

from bot.storage.columns import UtcDateTime, meetup_key, metadata


class CoOrganiserColumns(TypedColumns):
    meetup_id: Named[int] = Column(BigInteger, meetup_key(), primary_key=True)
    user_id: Named[int] = Column(BigInteger, primary_key=True, autoincrement=False)
    by_id: Named[int] = Column(BigInteger)
    added_at: Named[datetime] = Column(UtcDateTime)


co_organisers = Table(
    "co_organisers", metadata, CoOrganiserColumns, Index("ix_co_organisers_user_id", "user_id")
)
