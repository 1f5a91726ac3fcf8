"""What lists and options need to know of a community's meetups, in few queries however many there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, or_, select, union

from bot.domain.listings import Candidate
from bot.domain.meetups import LONGEST, State
from bot.storage import meetups as meetup_rows
from bot.storage.organiser_schema import co_organisers
from bot.storage.schema import answers, interests, meetups

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection

    from bot.domain.meetups import Meetup

MOST = 500
"""Meetups to come that a list is made of: nobody turns so many pages."""
REMEMBERED = 200
"""Meetups of the past that an option still finds."""


def current(tx: Connection, community_id: int, now: datetime) -> list[Meetup]:
    """What is to come, on now, or proposed, in no order; a few that are just over may be among them."""
    query = select(meetups).where(meetups.c.community_id == community_id, _may_be_live(now))
    return meetup_rows.read(tx, query.order_by(meetups.c.starts_at, meetups.c.id).limit(MOST))


def of_member(tx: Connection, community_id: int, user_id: int) -> frozenset[int]:
    """The meetups that a member organises, said they would come to, or did not decline."""
    here = meetups.c.community_id == community_id
    mine = union(
        select(meetups.c.id).where(here, meetups.c.organiser_id == user_id),
        select(meetups.c.id).join(co_organisers).where(here, co_organisers.c.user_id == user_id),
        select(meetups.c.id).join(interests).where(here, interests.c.user_id == user_id),
        select(meetups.c.id)
        .join(answers)
        .where(here, answers.c.user_id == user_id, answers.c.answer != "declined"),
    )
    return frozenset(tx.execute(mine).scalars())


def candidates(tx: Connection, community_id: int, user_id: int, now: datetime) -> list[Candidate]:
    """What an option may mean: what is to come, on or proposed, and the latest of what is past or off."""
    helped = select(co_organisers.c.meetup_id).where(co_organisers.c.user_id == user_id)
    columns = (
        meetups.c.id,
        meetups.c.title,
        meetups.c.state,
        meetups.c.starts_at,
        meetups.c.duration,
        meetups.c.zone,
        meetups.c.series_id,
        or_(meetups.c.organiser_id == user_id, meetups.c.id.in_(helped)).label("is_mine"),
    )
    here = select(*columns).where(meetups.c.community_id == community_id)
    live = here.where(_may_be_live(now)).order_by(meetups.c.starts_at, meetups.c.id).limit(MOST)
    others = here.where(~_may_be_live(now)).order_by(meetups.c.id.desc()).limit(REMEMBERED)
    rows = [*tx.execute(live).mappings(), *tx.execute(others).mappings()]
    return [Candidate(**dict(row) | {"state": State(row["state"])}) for row in rows]


def areas(tx: Connection, community_id: int, now: datetime) -> list[str]:
    """The places of what is to come, on or proposed, each once, by name."""
    query = select(meetups.c.area).where(
        meetups.c.community_id == community_id, _may_be_live(now), meetups.c.area != ""
    )
    return list(tx.execute(query.distinct().order_by(meetups.c.area).limit(MOST)).scalars())


def _may_be_live(now: datetime) -> ColumnElement[bool]:
    """Whether it is undecided, postponed, or not surely over."""
    dated = and_(meetups.c.state == State.SCHEDULED, meetups.c.starts_at > now - LONGEST)
    return or_(dated, meetups.c.state.in_([State.PROPOSED, State.POSTPONED]))
