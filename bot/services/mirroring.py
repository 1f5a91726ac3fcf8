"""What a change sets in motion in Discord itself: one waiting job for each mirror, however many changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.meetups import Meetup, State
from bot.storage import jobs, meetups, mirrors

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from bot.domain.communities import Community

ROLES = "roles"
EVENT = "event"
WELCOME = "welcome"
ARCHIVE = "archive"

LARGEST_AGENDA = 10_000
"""Meetups to come that follow a change of settings."""


def roles(tx: Connection, community_id: int, now: datetime) -> None:
    """Bring the roles of all of a community's meetups to how they should be.

    One job for all: a role that two meetups grant is nobody's alone.
    """
    jobs.enqueue_once(tx, ROLES, now, "community_id", community_id)


def event(tx: Connection, meetup_id: int, now: datetime) -> None:
    """Bring Discord's own event to how the meetup stands."""
    jobs.enqueue_once(tx, EVENT, now, "meetup_id", meetup_id)


def seats_moved(tx: Connection, meetup_id: int, community: Community, now: datetime) -> None:
    """Somebody took or lost a seat: they belong in the thread, and the role follows."""
    jobs.enqueue_once(tx, WELCOME, now, "meetup_id", meetup_id)
    if community.gives_roles:
        roles(tx, community.id, now)


def follow(tx: Connection, meetup: Meetup, community: Community, now: datetime) -> None:
    """The plan or the state of a meetup changed: what shows it in Discord follows."""
    if community.mirrors_events:
        event(tx, meetup.id, now)
    if community.gives_roles:
        roles(tx, community.id, now)
    if meetup.state is State.CANCELLED:
        archive(tx, meetup, community, now)


def posted(tx: Connection, meetup_id: int, community: Community, now: datetime) -> None:
    """The card appeared, or its thread: the event can link to it, and the thread take people in."""
    jobs.enqueue_once(tx, WELCOME, now, "meetup_id", meetup_id)
    if community.mirrors_events:
        event(tx, meetup_id, now)


def archive(tx: Connection, meetup: Meetup, community: Community, now: datetime) -> None:
    """Archive the thread some days after the end, or after it was called off; the role ends with it."""
    ends_at = meetup.plan.ends_at if meetup.state is State.SCHEDULED else now
    if ends_at is None:
        return
    at = ends_at + community.thread_stays
    payload = {"meetup_id": meetup.id, "ends_at": ends_at.isoformat()}
    if payload not in jobs.waiting(tx, meetup.id, ARCHIVE):
        jobs.enqueue(tx, ARCHIVE, at, now=now, **payload)


def all_again(tx: Connection, community: Community, now: datetime) -> None:
    """Look at everything again: the settings changed, or what was in the way is gone."""
    roles(tx, community.id, now)
    upcoming = [one.id for one in meetups.upcoming(tx, community.id, now, LARGEST_AGENDA)]
    for meetup_id in {*upcoming, *mirrors.called_off(tx, community.id)}:
        event(tx, meetup_id, now)
    for meetup_id in upcoming:
        jobs.enqueue_once(tx, WELCOME, now, "meetup_id", meetup_id)
