"""What a decided change of a meetup brings with it: the one place where its consequences are listed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain import calendars, differences, histories
from bot.domain.meetups import State
from bot.services import agenda, mirroring, seats
from bot.storage import communities, jobs, meetups, plans, polls, series
from bot.storage import histories as history_rows

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from bot.domain.meetups import Meetup


def save(tx: Connection, before: Meetup, after: Meetup, now: datetime, *, by: int | None = None) -> Meetup:
    """Keep a decided change of a meetup, with its consequences for seats, dates and those to be told.

    Returns the meetup as it is kept.

    ``by`` is who decided; None where it came about by itself, as when a poll closes.

    Raises:
        CapacityBelowSeated: more people have seats than there would be.
    """
    after = calendars.revised(before, after, now)
    meetups.save(tx, after)
    community = communities.load(tx, after.community_id)
    if _seats_change(before, after):
        seats.settle(tx, after, community, now)
    change = histories.noted(before, after, by, now)
    if change is not None:
        history_rows.add(tx, change)
    if after.state is State.PROPOSED and before.plan.starts_at != after.plan.starts_at:
        agenda.expiry(tx, after, community, now)
    agenda.card(tx, after.id, now)
    mirroring.follow(tx, after, community, now)
    if after.state is State.SCHEDULED and _dates_move(before, after):
        agenda.dates(tx, after, now)
    elif after.state is State.SCHEDULED and before.plan.seating != after.plan.seating:
        agenda.seat_dates(tx, after, now)
        agenda.remind(tx, after, communities.load(tx, after.community_id), now)
    if after.state is not before.state:
        _tell_state(tx, before, after, by, now)
        _show_next(tx, before, after, now)
    elif after.state is State.SCHEDULED or (after.state is State.PROPOSED and by != after.organiser_id):
        _tell_changes(tx, before, after, by, now)
    return after


def _seats_change(before: Meetup, after: Meetup) -> bool:
    """Whether free seats have to be handed on anew."""
    if after.state not in {State.SCHEDULED, State.POSTPONED}:
        return False
    return any(
        getattr(before.plan, name) != getattr(after.plan, name)
        for name in ("capacity", "seating", "starts_at")
    )


def _dates_move(before: Meetup, after: Meetup) -> bool:
    """Whether anything that hangs on the date has to be written anew."""
    if after.state is not before.state:
        return True
    return any(
        getattr(before.plan, name) != getattr(after.plan, name) for name in ("starts_at", "duration", "leads")
    )


def _tell_state(tx: Connection, before: Meetup, after: Meetup, by: int | None, now: datetime) -> None:
    if before.state is State.POSTPONED and after.state is State.SCHEDULED:
        _tell_changes(tx, before, after, by, now)
        return
    agenda.tell(tx, str(after.state), after.id, now, by_id=by)
    for poll in polls.of_meetup(tx, after.id, after.community_id):
        if poll.closed_at is None:
            agenda.poll(tx, poll.id, after.id, now)


def _show_next(tx: Connection, before: Meetup, after: Meetup, now: datetime) -> None:
    """Once a date of a series falls out, the card of the next one appears in its stead."""
    was_shown = before.posts_at is not None and before.posts_at <= now
    if after.state not in {State.CANCELLED, State.POSTPONED} or not was_shown:
        return
    following = series.next_hidden(tx, after, now)
    if following is not None:
        meetups.save(tx, replace(following, posts_at=now))
        agenda.card(tx, following.id, now)


def _tell_changes(tx: Connection, before: Meetup, after: Meetup, by: int | None, now: datetime) -> None:
    """Tell those it concerns what moved, if anything did that they have to know.

    What was not told yet is told with it: two changes in a row are one piece of news.
    """
    changed = [name for name in differences.changes(before.plan, after.plan) if name in differences.TELLING]
    if not changed:
        return
    told = {"changed": changed, "before": plans.as_json(differences.published(before.plan)), "by_id": by}
    for untold in jobs.withdrawn(tx, after.id, agenda.CHANGED):
        told["before"] = untold["before"]
        told["changed"] = sorted({*changed, *untold["changed"]})
        told["by_id"] = by if by == untold["by_id"] else None
    agenda.tell(tx, agenda.CHANGED, after.id, now, **told)
