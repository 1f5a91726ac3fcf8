"""All tables of the database.

Snowflakes and keys are BigInteger everywhere (a typed foreign key would be inferred as Integer).
Instants are UTC.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    Named,
    String,
    Table,
    Time,
    TypedColumns,
    UniqueConstraint,
    text,
)

from bot.domain.venues import Access  # noqa: TC001 - SQLAlchemy reads the annotations
from bot.storage import board_schema as board_schema
from bot.storage import feed_schema as feed_schema
from bot.storage import memory_schema as memory_schema
from bot.storage import mirror_schema as mirror_schema
from bot.storage import organiser_schema as organiser_schema
from bot.storage import poll_schema as poll_schema
from bot.storage.arrival_schema import absences as absences
from bot.storage.arrival_schema import arrivals as arrivals
from bot.storage.arrival_schema import tries as tries
from bot.storage.arrival_schema import walk_ins as walk_ins
from bot.storage.columns import AccessFacts, Key, Leads, Seconds, UtcDateTime, Zone, meetup_key
from bot.storage.columns import metadata as metadata  # whoever asks for it here knows every table
from bot.storage.company_schema import blocks as blocks
from bot.storage.company_schema import intro_members as intro_members
from bot.storage.company_schema import intro_replies as intro_replies
from bot.storage.company_schema import intro_rounds as intro_rounds
from bot.storage.company_schema import intros as intros
from bot.storage.company_schema import invitations as invitations
from bot.storage.company_schema import named as named
from bot.storage.plan_schema import changes as changes
from bot.storage.plan_schema import questions as questions
from bot.storage.plan_schema import series as series
from bot.storage.plan_schema import templates as templates


class CommunityColumns(TypedColumns):
    id: Named[int] = Column(BigInteger, primary_key=True, autoincrement=False)
    language: Named[str] = Column(String(8))
    zone: Named[ZoneInfo] = Column(Zone)
    announcement_channel_id: Named[int | None] = Column(BigInteger)
    moderator_role_id: Named[int | None] = Column(BigInteger)
    interest_threshold: Named[int | None] = Column(Integer)
    proposal_days: Named[int | None] = Column(Integer)
    quiet_from: Named[time] = Column(Time)
    quiet_until: Named[time] = Column(Time)
    late_within: Named[timedelta] = Column(Seconds)
    reconfirms: Named[bool] = Column(Boolean)
    silent_hours: Named[int | None] = Column(Integer)
    leads: Named[tuple[timedelta, ...]] = Column(Leads)
    small_meetup: Named[int] = Column(Integer)
    intros_weekday: Named[int] = Column(Integer)
    intros_hour: Named[int] = Column(Integer)
    photo_minutes: Named[int] = Column(Integer)
    album_days: Named[int] = Column(Integer)
    confirms_arrivals: Named[bool] = Column(Boolean)
    gives_roles: Named[bool] = Column(Boolean)
    attendee_role_id: Named[int | None] = Column(BigInteger)
    mirrors_events: Named[bool] = Column(Boolean)
    thread_days: Named[int] = Column(Integer)
    created_at: Named[datetime] = Column(UtcDateTime)


class ProfileColumns(TypedColumns):
    community_id: Named[int] = Column(
        BigInteger, ForeignKey("communities.id", ondelete="CASCADE"), primary_key=True
    )
    user_id: Named[int] = Column(BigInteger, primary_key=True, autoincrement=False)
    area: Named[str] = Column(String(100))
    languages: Named[list[str]] = Column(JSON)
    interests: Named[list[str]] = Column(JSON)
    offers: Named[str] = Column(String(300))
    needs: Named[str] = Column(String(300))
    availability: Named[list[Any]] = Column(JSON)
    photo_consent: Named[str | None] = Column(String(8))
    named_for_photos: Named[bool] = Column(Boolean)
    wants_dms: Named[bool] = Column(Boolean)
    own_lead: Named[timedelta | None] = Column(Seconds)
    dms_closed_at: Named[datetime | None] = Column(UtcDateTime)
    wants_invitations: Named[bool] = Column(Boolean)


class MeetupColumns(TypedColumns):
    id: Named[int] = Column(Key, primary_key=True)
    community_id: Named[int] = Column(BigInteger, ForeignKey("communities.id", ondelete="CASCADE"))
    state: Named[str] = Column(String(16))
    title: Named[str] = Column(String(100))
    format: Named[str] = Column(String(16))
    description: Named[str] = Column(String(1000))
    starts_at: Named[datetime | None] = Column(UtcDateTime)
    duration: Named[timedelta] = Column(Seconds)
    zone: Named[ZoneInfo] = Column(Zone)
    area: Named[str] = Column(String(100))
    address: Named[str] = Column(String(300))
    access_code: Named[str] = Column(String(100))
    host_contact: Named[str] = Column(String(200))
    transport: Named[str] = Column(String(300))
    access: Named[tuple[Access, ...]] = Column(AccessFacts)
    is_public_place: Named[bool] = Column(Boolean)
    backup_area: Named[str] = Column(String(100))
    backup_address: Named[str] = Column(String(300))
    bring: Named[str] = Column(String(300))
    capacity: Named[int | None] = Column(Integer)
    table_size: Named[int | None] = Column(Integer)
    leads: Named[tuple[timedelta, ...] | None] = Column(Leads)
    organiser_id: Named[int] = Column(BigInteger)
    reason: Named[str] = Column(String(500))
    created_at: Named[datetime] = Column(UtcDateTime)
    channel_id: Named[int | None] = Column(BigInteger)
    message_id: Named[int | None] = Column(BigInteger)
    thread_id: Named[int | None] = Column(BigInteger)
    photo_thread_id: Named[int | None] = Column(BigInteger)
    series_id: Named[int | None] = Column(BigInteger, ForeignKey("series.id", ondelete="SET NULL"))
    slot_on: Named[date | None] = Column(Date)
    is_modified: Named[bool] = Column(Boolean)
    posts_at: Named[datetime | None] = Column(UtcDateTime)
    thanks_channel_id: Named[int | None] = Column(BigInteger)
    kept_at: Named[datetime | None] = Column(UtcDateTime)
    ripe_at: Named[datetime | None] = Column(UtcDateTime)
    thanks_message_id: Named[int | None] = Column(BigInteger)
    check_in_secret: Named[str] = Column(String(64))
    guest_limit: Named[int] = Column(Integer)
    entry_role_id: Named[int | None] = Column(BigInteger)
    closes_at: Named[datetime | None] = Column(UtcDateTime)
    kept_seats: Named[int] = Column(Integer)
    kept_role_id: Named[int | None] = Column(BigInteger)
    kept_until: Named[datetime | None] = Column(UtcDateTime)
    host_picks: Named[bool] = Column(Boolean)
    picked_at: Named[datetime | None] = Column(UtcDateTime)
    minimum: Named[int | None] = Column(Integer)
    decides_at: Named[datetime | None] = Column(UtcDateTime)
    decided_at: Named[datetime | None] = Column(UtcDateTime)
    silent_hours: Named[int | None] = Column(Integer)
    roster_version: Named[int] = Column(Integer, default=0)
    hides_answers: Named[bool] = Column(Boolean)
    revision: Named[int] = Column(Integer)
    revised_at: Named[datetime | None] = Column(UtcDateTime)


class InterestColumns(TypedColumns):
    meetup_id: Named[int] = Column(BigInteger, meetup_key(), primary_key=True)
    user_id: Named[int] = Column(BigInteger, primary_key=True, autoincrement=False)
    created_at: Named[datetime] = Column(UtcDateTime)
    could: Named[list[str]] = Column(JSON)


class AnswerColumns(TypedColumns):
    meetup_id: Named[int] = Column(BigInteger, meetup_key(), primary_key=True)
    user_id: Named[int] = Column(BigInteger, primary_key=True, autoincrement=False)
    answer: Named[str] = Column(String(16))
    guests: Named[int] = Column(Integer)
    position: Named[int] = Column(Integer)
    has_seat: Named[bool] = Column(Boolean)
    answered_at: Named[datetime] = Column(UtcDateTime)
    offered_until: Named[datetime | None] = Column(UtcDateTime)
    is_favoured: Named[bool] = Column(Boolean)
    is_picked: Named[bool] = Column(Boolean)
    is_late: Named[bool] = Column(Boolean)
    asked_at: Named[datetime | None] = Column(UtcDateTime)
    note: Named[str] = Column(String(200))
    by_id: Named[int | None] = Column(BigInteger)


class AnswerLogColumns(TypedColumns):
    id: Named[int] = Column(Key, primary_key=True)
    meetup_id: Named[int] = Column(BigInteger, meetup_key())
    user_id: Named[int] = Column(BigInteger)
    by_id: Named[int] = Column(BigInteger)
    answer: Named[str | None] = Column(String(16))
    at: Named[datetime] = Column(UtcDateTime)


class CheckInColumns(TypedColumns):
    meetup_id: Named[int] = Column(BigInteger, meetup_key(), primary_key=True)
    user_id: Named[int] = Column(BigInteger, primary_key=True, autoincrement=False)
    method: Named[str] = Column(String(16))
    by_id: Named[int] = Column(BigInteger)
    checked_in_at: Named[datetime] = Column(UtcDateTime)


class IcebreakerColumns(TypedColumns):
    id: Named[int] = Column(Key, primary_key=True)
    meetup_id: Named[int] = Column(BigInteger, meetup_key())
    size: Named[int] = Column(Integer)
    minutes: Named[int] = Column(Integer)
    pool: Named[str] = Column(String(16))
    left_out: Named[list[str]] = Column(JSON)
    planned: Named[list[list[list[int]]]] = Column(JSON)
    started_by_id: Named[int] = Column(BigInteger)
    started_at: Named[datetime] = Column(UtcDateTime)
    ended_at: Named[datetime | None] = Column(UtcDateTime)


class RoundColumns(TypedColumns):
    id: Named[int] = Column(Key, primary_key=True)
    meetup_id: Named[int] = Column(BigInteger, meetup_key())
    icebreaker_id: Named[int] = Column(BigInteger, ForeignKey("icebreakers.id", ondelete="CASCADE"))
    number: Named[int] = Column(Integer)
    started_at: Named[datetime] = Column(UtcDateTime)
    ends_at: Named[datetime | None] = Column(UtcDateTime)
    message_ids: Named[list[int]] = Column(JSON)


class SeatColumns(TypedColumns):
    round_id: Named[int] = Column(BigInteger, ForeignKey("rounds.id", ondelete="CASCADE"), primary_key=True)
    user_id: Named[int] = Column(BigInteger, primary_key=True, autoincrement=False)
    table_number: Named[int] = Column(Integer)
    prompt: Named[str] = Column(String(300))
    has_left: Named[bool] = Column(Boolean)


class DepartureColumns(TypedColumns):
    icebreaker_id: Named[int] = Column(
        BigInteger, ForeignKey("icebreakers.id", ondelete="CASCADE"), primary_key=True
    )
    user_id: Named[int] = Column(BigInteger, primary_key=True, autoincrement=False)
    left_at: Named[datetime] = Column(UtcDateTime)


class PromptColumns(TypedColumns):
    id: Named[int] = Column(Key, primary_key=True)
    community_id: Named[int] = Column(BigInteger, ForeignKey("communities.id", ondelete="CASCADE"))
    text: Named[str] = Column(String(300))
    added_by_id: Named[int] = Column(BigInteger)
    added_at: Named[datetime] = Column(UtcDateTime)


class TroubleColumns(TypedColumns):
    community_id: Named[int] = Column(
        BigInteger, ForeignKey("communities.id", ondelete="CASCADE"), primary_key=True
    )
    deed: Named[str] = Column(String(16), primary_key=True)
    lack: Named[str] = Column(String(16), primary_key=True)
    channel_id: Named[int] = Column(BigInteger, primary_key=True, autoincrement=False)
    meetup_id: Named[int] = Column(BigInteger)
    since: Named[datetime] = Column(UtcDateTime)


class NamedColumns(TypedColumns):
    meetup_id: Named[int] = Column(BigInteger, meetup_key(), primary_key=True)
    by_id: Named[int] = Column(BigInteger, primary_key=True, autoincrement=False)
    user_id: Named[int] = Column(BigInteger, primary_key=True, autoincrement=False)


class JobColumns(TypedColumns):
    id: Named[int] = Column(Key, primary_key=True)
    kind: Named[str] = Column(String(32))
    payload: Named[dict[str, Any]] = Column(JSON)
    due_at: Named[datetime] = Column(UtcDateTime)
    attempts: Named[int] = Column(Integer)
    leased_until: Named[datetime | None] = Column(UtcDateTime)
    parked_at: Named[datetime | None] = Column(UtcDateTime)
    last_error: Named[str | None] = Column(String(1000))
    created_at: Named[datetime] = Column(UtcDateTime)


class FactColumns(TypedColumns):
    key: Named[str] = Column(String(64), primary_key=True)
    value: Named[str] = Column(String(500))


communities = Table("communities", metadata, CommunityColumns)
profiles = Table("profiles", metadata, ProfileColumns)
meetups = Table(
    "meetups",
    metadata,
    MeetupColumns,
    CheckConstraint("capacity IS NULL OR capacity > 0", name="capacity_positive"),
    Index("ix_meetups_community_id_state_starts_at", "community_id", "state", "starts_at"),
    UniqueConstraint("series_id", "slot_on"),
)
interests = Table("interests", metadata, InterestColumns)
answers = Table("answers", metadata, AnswerColumns, Index("ix_answers_user_id", "user_id"))
answer_log = Table("answer_log", metadata, AnswerLogColumns, Index("ix_answer_log_meetup_id", "meetup_id"))
check_ins = Table("check_ins", metadata, CheckInColumns, Index("ix_check_ins_user_id", "user_id"))
icebreakers = Table(
    "icebreakers", metadata, IcebreakerColumns, Index("ix_icebreakers_meetup_id", "meetup_id")
)
rounds = Table("rounds", metadata, RoundColumns, UniqueConstraint("meetup_id", "number"))
seats = Table("seats", metadata, SeatColumns, Index("ix_seats_user_id", "user_id"))
departures = Table("departures", metadata, DepartureColumns)
prompts = Table("prompts", metadata, PromptColumns, Index("ix_prompts_community_id", "community_id"))
jobs = Table(
    "jobs",
    metadata,
    JobColumns,
    Index(
        "ix_jobs_due_at",
        "due_at",
        sqlite_where=text("parked_at IS NULL"),
        postgresql_where=text("parked_at IS NULL"),
    ),
)
troubles = Table("troubles", metadata, TroubleColumns)
facts = Table("facts", metadata, FactColumns)
