"""The tables of arriving: who says that they are there, who was counted, who typed what, who was missed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Column, Integer, Named, String, Table, TypedColumns

from bot.storage.columns import UtcDateTime, meetup_key, metadata


class ArrivalColumns(TypedColumns):
    meetup_id: Named[int] = Column(BigInteger, meetup_key(), primary_key=True)
    user_id: Named[int] = Column(BigInteger, primary_key=True, autoincrement=False)
    method: Named[str] = Column(String(16))
    said_at: Named[datetime] = Column(UtcDateTime)


class WalkInColumns(TypedColumns):
    meetup_id: Named[int] = Column(BigInteger, meetup_key(), primary_key=True)
    count: Named[int] = Column(Integer)


class TryColumns(TypedColumns):
    meetup_id: Named[int] = Column(BigInteger, meetup_key(), primary_key=True)
    user_id: Named[int] = Column(BigInteger, primary_key=True, autoincrement=False)
    count: Named[int] = Column(Integer)
    since: Named[datetime] = Column(UtcDateTime)


class AbsenceColumns(TypedColumns):
    meetup_id: Named[int] = Column(BigInteger, meetup_key(), primary_key=True)
    user_id: Named[int] = Column(BigInteger, primary_key=True, autoincrement=False)
    reason: Named[str] = Column(String(16))
    told_at: Named[datetime] = Column(UtcDateTime)


arrivals = Table("arrivals", metadata, ArrivalColumns)
walk_ins = Table("walk_ins", metadata, WalkInColumns)
tries = Table("tries", metadata, TryColumns)
absences = Table("absences", metadata, AbsenceColumns)
