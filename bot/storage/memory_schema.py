"""The tables about what stays of a meetup: photos and what is kept of them, feedback, words to quote."""

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
    UniqueConstraint,
)

from bot.storage.columns import Key, UtcDateTime, meetup_key, metadata


class PhotoColumns(TypedColumns):
    id: Named[int] = Column(Key, primary_key=True)
    meetup_id: Named[int] = Column(BigInteger, meetup_key())
    user_id: Named[int] = Column(BigInteger)
    caption: Named[str] = Column(String(300))
    count: Named[int] = Column(Integer)
    message_id: Named[int | None] = Column(BigInteger)
    is_by_hand: Named[bool] = Column(Boolean)
    for_recap: Named[bool] = Column(Boolean)
    likes: Named[int] = Column(Integer)
    posted_at: Named[datetime] = Column(UtcDateTime)


class PictureColumns(TypedColumns):
    photo_id: Named[int] = Column(BigInteger, ForeignKey("photos.id", ondelete="CASCADE"), primary_key=True)
    position: Named[int] = Column(Integer, primary_key=True, autoincrement=False)
    width: Named[int] = Column(Integer)
    height: Named[int] = Column(Integer)
    digest: Named[str] = Column(String(16))
    key: Named[str | None] = Column(String(120))
    size: Named[int] = Column(Integer)


class PhotoWishColumns(TypedColumns):
    meetup_id: Named[int] = Column(BigInteger, meetup_key(), primary_key=True)
    user_id: Named[int] = Column(BigInteger, primary_key=True, autoincrement=False)
    consent: Named[str] = Column(String(8))


class TakenDownColumns(TypedColumns):
    meetup_id: Named[int] = Column(BigInteger, meetup_key(), primary_key=True)
    digest: Named[str] = Column(String(16), primary_key=True)


class FeedbackColumns(TypedColumns):
    meetup_id: Named[int] = Column(BigInteger, meetup_key(), primary_key=True)
    user_id: Named[int] = Column(BigInteger, primary_key=True, autoincrement=False)
    stars: Named[int] = Column(Integer)
    good: Named[str] = Column(String(500))
    to_change: Named[str] = Column(String(500))
    given_at: Named[datetime] = Column(UtcDateTime)


class TestimonialColumns(TypedColumns):
    id: Named[int] = Column(Key, primary_key=True)
    meetup_id: Named[int] = Column(BigInteger, meetup_key())
    user_id: Named[int] = Column(BigInteger)
    words: Named[str] = Column(String(500))
    signature: Named[str] = Column(String(100))
    language: Named[str] = Column(String(8))
    is_approved: Named[bool] = Column(Boolean)
    is_picked: Named[bool] = Column(Boolean)
    allowed_at: Named[datetime] = Column(UtcDateTime)


photos = Table(
    "photos",
    metadata,
    PhotoColumns,
    Index("ix_photos_meetup_id", "meetup_id"),
    Index("ix_photos_message_id", "message_id"),
    Index("ix_photos_user_id", "user_id"),
)
pictures = Table("pictures", metadata, PictureColumns)
feedback = Table("feedback", metadata, FeedbackColumns, Index("ix_feedback_user_id", "user_id"))
testimonials = Table(
    "testimonials",
    metadata,
    TestimonialColumns,
    UniqueConstraint("meetup_id", "user_id"),
    Index("ix_testimonials_user_id", "user_id"),
)
photo_wishes = Table("photo_wishes", metadata, PhotoWishColumns, Index("ix_photo_wishes_user_id", "user_id"))
taken_down = Table("taken_down", metadata, TakenDownColumns)
