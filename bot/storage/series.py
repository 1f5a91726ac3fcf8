"""Series in the database, and the meetups that are their dates."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, update

from bot.domain.meetups import Meetup, State
from bot.domain.moments import Frequency, NthWeekday, Recurrence
from bot.domain.series import Series, SeriesNotFound
from bot.storage import meetups as meetup_rows
from bot.storage import plans
from bot.storage.schema import meetups, series

if TYPE_CHECKING:
    from sqlalchemy import Connection, RowMapping


def load(tx: Connection, series_id: int, community_id: int, *, lock: bool = False) -> Series:
    """The series of that community.

    Raises:
        SeriesNotFound: there is none by that number in this community.
    """
    query = select(series).where(series.c.id == series_id, series.c.community_id == community_id)
    row = tx.execute(query.with_for_update() if lock else query).mappings().one_or_none()
    if row is None:
        raise SeriesNotFound
    return _series(row)


def community_of(tx: Connection, series_id: int) -> int | None:
    """Which community a series belongs to: for jobs, which know it by its number alone."""
    return tx.execute(select(series.c.community_id).where(series.c.id == series_id)).scalar_one_or_none()


def add(tx: Connection, new: Series) -> int:
    """Keep a new series; its ``id`` is ignored and the new one returned."""
    return int(tx.execute(insert(series).values(**_values(new)).returning(series.c.id)).scalar_one())


def save(tx: Connection, known: Series) -> None:
    """Keep a known series as it is now."""
    tx.execute(update(series).where(series.c.id == known.id).values(**_values(known)))


def of_community(tx: Connection, community_id: int, limit: int) -> list[Series]:
    """The community's series, the newest first, those that ended included."""
    query = select(series).where(series.c.community_id == community_id).order_by(series.c.id.desc())
    return [_series(row) for row in tx.execute(query.limit(limit)).mappings()]


def dates(tx: Connection, series_id: int, community_id: int) -> list[Meetup]:
    """Every date of a series that was made, the earliest day first, whatever became of it."""
    query = (
        select(meetups)
        .where(meetups.c.series_id == series_id, meetups.c.community_id == community_id)
        .order_by(meetups.c.slot_on)
    )
    return meetup_rows.read(tx, query)


def next_hidden(tx: Connection, after: Meetup, now: datetime) -> Meetup | None:
    """The next date of a meetup's series, if it is still to come and its card is not due yet."""
    query = (
        select(meetups.c.id)
        .where(
            meetups.c.series_id == after.series_id,
            meetups.c.state == State.SCHEDULED,
            meetups.c.slot_on > after.slot_on,
            meetups.c.starts_at > now,
        )
        .order_by(meetups.c.slot_on)
        .limit(1)
    )
    meetup_id = tx.scalar(query) if after.series_id is not None else None
    if meetup_id is None:
        return None
    following = meetup_rows.load(tx, meetup_id, after.community_id, lock=True)
    return following if following.posts_at is not None and following.posts_at > now else None


def _values(one: Series) -> dict[str, Any]:
    rule = one.rule
    return {
        "community_id": one.community_id,
        "organiser_id": one.organiser_id,
        "channel_id": one.channel_id,
        "rule": {
            "frequency": rule.frequency,
            "interval": rule.interval,
            "weekdays": [[day.weekday, day.nth] for day in rule.weekdays],
            "month_days": list(rule.month_days),
            "count": rule.count,
            "until": rule.until.isoformat() if rule.until else None,
        },
        "first_on": one.first_on,
        "wall": one.wall.isoformat("minutes"),
        "plan": plans.as_json(one.plan),
        "created_at": one.created_at,
        "ended_on": one.ended_on,
    }


def _series(row: RowMapping) -> Series:
    rule = row["rule"]
    return Series(
        id=row["id"],
        community_id=row["community_id"],
        organiser_id=row["organiser_id"],
        channel_id=row["channel_id"],
        rule=Recurrence(
            Frequency(rule["frequency"]),
            rule["interval"],
            tuple(NthWeekday(weekday, nth) for weekday, nth in rule["weekdays"]),
            tuple(rule["month_days"]),
            rule["count"],
            datetime.fromisoformat(rule["until"]) if rule["until"] else None,
        ),
        first_on=row["first_on"],
        wall=time.fromisoformat(row["wall"]),
        plan=plans.of_json(row["plan"]),
        created_at=row["created_at"],
        ended_on=row["ended_on"],
    )
