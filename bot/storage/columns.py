"""What every table is made of: the naming of its parts, its keys, and the column types of our own.

Instants are UTC.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from sqlalchemy import BigInteger, DateTime, ForeignKey, Integer, MetaData, String, TypeDecorator

from bot.domain.venues import Access

if TYPE_CHECKING:
    from sqlalchemy import Dialect

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Key = BigInteger().with_variant(Integer, "sqlite")
"""A generated primary key: SQLite only numbers rows by itself in a column called INTEGER."""


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant, kept in UTC on every database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"an instant needs a time zone: {value!r}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Zone(TypeDecorator[ZoneInfo]):
    """An IANA time zone, kept by name."""

    impl = String(64)
    cache_ok = True

    def process_bind_param(self, value: ZoneInfo | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else value.key

    def process_result_value(self, value: str | None, dialect: Dialect) -> ZoneInfo | None:  # noqa: ARG002
        return None if value is None else ZoneInfo(value)


class Seconds(TypeDecorator[timedelta]):
    """A duration, kept in whole seconds."""

    impl = Integer()
    cache_ok = True

    def process_bind_param(self, value: timedelta | None, dialect: Dialect) -> int | None:  # noqa: ARG002
        return None if value is None else int(value.total_seconds())

    def process_result_value(self, value: int | None, dialect: Dialect) -> timedelta | None:  # noqa: ARG002
        return None if value is None else timedelta(seconds=value)


class Leads(TypeDecorator[tuple[timedelta, ...]]):
    """Durations before a start, kept in whole minutes with commas between them."""

    impl = String(64)
    cache_ok = True

    def process_bind_param(self, value: tuple[timedelta, ...] | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else ",".join(str(int(lead.total_seconds()) // 60) for lead in value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[timedelta, ...] | None:  # noqa: ARG002
        if value is None:
            return None
        return tuple(timedelta(minutes=int(part)) for part in value.split(",") if part)


class AccessFacts(TypeDecorator[tuple[Access, ...]]):
    """What a place is like, with commas between the facts; one that this version does not know is dropped."""

    impl = String(200)
    cache_ok = True

    def process_bind_param(self, value: tuple[Access, ...] | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else ",".join(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> tuple[Access, ...]:  # noqa: ARG002
        known = (value or "").split(",")
        return tuple(fact for fact in Access if fact in known)


def meetup_key() -> Any:
    """A column that goes with its meetup."""
    return ForeignKey("meetups.id", ondelete="CASCADE")
