"""Use cases about reminders: who is reminded of a meetup, and in which way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.clock import Clock
from bot.domain import confirmations, reminders
from bot.domain.meetups import State
from bot.domain.mirrors import Mirror
from bot.services import agenda
from bot.services.meetups import Overview, load_overview
from bot.services.seats import Desk
from bot.storage import meetups, mirrors, profiles
from bot.storage.database import Database

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from bot.services.runner import Work
    from bot.storage.jobs import Job


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """Whom one reminder is for; ``at`` is when it goes out: now, or at the end of quiet hours."""

    overview: Overview
    at: datetime
    seated: tuple[int, ...]
    in_thread: tuple[int, ...]
    by_letter: tuple[int, ...]
    role_id: int | None = None
    """The meetup's own role, where it means all those in the thread and nobody who does not come."""
    frees_at: datetime | None = None
    """When silence frees a seat, if this is the reminder that asks and somebody wished so."""


@dataclass(frozen=True, slots=True)
class ReminderService:
    """Decides whom a reminder that is due reaches."""

    db: Database
    clock: Clock

    async def audience(self, job: Job) -> Audience | None:
        """Whom the reminder is for; None when the meetup moved or is off, or the reminder helps no more."""
        return await self.db.read(lambda tx: self._audience(tx, job))

    def spread(self, job: Job, audience: Audience) -> Work:
        """Write a letter to each who wishes one, and note who was asked: once, as the job ends."""
        now, community_id = self.clock(), audience.overview.community.id

        def work(tx: Connection) -> None:
            agenda.direct(tx, agenda.REMINDER, community_id, audience.by_letter, now, **job.payload)
            if audience.frees_at is not None:
                self._note_asked(tx, audience, audience.frees_at)

        return work

    def _note_asked(self, tx: Connection, audience: Audience, frees_at: datetime) -> None:
        """Those who organise it come: nobody asks them."""
        meetup_id, community, now = audience.overview.meetup.id, audience.overview.community, self.clock()
        meetup = meetups.load(tx, meetup_id, community.id, lock=True)
        asked = {*audience.in_thread, *audience.by_letter} - set(meetup.organiser_ids)
        desk = Desk.open(tx, meetup, community, now)
        desk.usher.ask(asked, now)
        desk.keep()
        agenda.silent(tx, meetup, frees_at, now)

    def _audience(self, tx: Connection, job: Job) -> Audience | None:
        community_id = meetups.community_of(tx, job.payload["meetup_id"])
        if community_id is None:
            return None
        overview = load_overview(tx, job.payload["meetup_id"], community_id)
        leads = reminders.leads_for(
            overview.meetup.plan.leads,
            overview.community.leads,
            reconfirms=confirmations.asks(overview.meetup.plan.seating, overview.community),
        )
        lead, now = timedelta(seconds=job.payload["lead"]), self.clock()
        starts_at = _start_of(overview, job)
        if starts_at is None:
            return None
        at = reminders.send_at(starts_at, lead, leads, overview.community.quiet, now)
        if at is None:
            return None
        frees_at = _frees_at(overview, starts_at, lead, at)
        said_by = None if frees_at is None else at - confirmations.FRESH
        seated = _reminded(overview, starts_at, lead, said_by)
        told = profiles.of_members(tx, community_id, seated)
        by_letter = [
            user_id
            for user_id, profile in told.items()
            if profile.wants_dms
            and (lead in leads or lead == profile.own_lead)
            and reminders.still_helps(starts_at, lead, at, [*leads, profile.own_lead or lead])
        ]
        in_thread = [user_id for user_id in seated if lead in leads and not told[user_id].wants_dms]
        return Audience(
            overview=overview,
            at=at,
            seated=tuple(seated),
            in_thread=tuple(in_thread),
            by_letter=tuple(by_letter),
            role_id=_role_of(tx, overview, in_thread, seated),
            frees_at=frees_at,
        )


def _reminded(
    overview: Overview, starts_at: datetime, lead: timedelta, said_by: datetime | None
) -> list[int]:
    """Who comes and is told; where silence costs the seat, only who said so by ``said_by`` is asked."""
    return [
        party.user_id
        for party in overview.roster.seated
        if reminders.is_for(party.answered_at, starts_at, lead)
        and (said_by is None or party.answered_at <= said_by)
    ]


def _role_of(
    tx: Connection, overview: Overview, in_thread: Sequence[int], seated: Sequence[int]
) -> int | None:
    """A role that all meetups share means others too, and one that is still being given not yet all."""
    if overview.community.attendee_role_id is not None:
        return None
    kept = mirrors.find(tx, overview.meetup.id, Mirror.ROLE)
    if kept is None or kept.object_id is None or kept.is_over:
        return None
    granted = mirrors.given(tx, overview.community.id)
    holders = {user_id for role_id, user_id in granted if role_id == kept.object_id}
    return kept.object_id if set(in_thread) <= holders <= set(seated) else None


def _frees_at(overview: Overview, starts_at: datetime, lead: timedelta, at: datetime) -> datetime | None:
    if lead != reminders.RECONFIRM:
        return None
    hours = confirmations.silent_hours(overview.meetup.plan.seating, overview.community)
    return confirmations.frees_at(starts_at, hours, at, overview.community.quiet)


def _start_of(overview: Overview, job: Job) -> datetime | None:
    """When the meetup begins, if that is still what the reminder was made for."""
    if overview.meetup.state is not State.SCHEDULED:
        return None
    starts_at, _ = overview.meetup.span
    return starts_at if starts_at.isoformat() == job.payload["starts_at"] else None
