"""Use cases about meetups that come back: begin, roll on, change all later dates, end."""

from __future__ import annotations

import contextlib
import secrets
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.clock import Clock
from bot.domain import differences, rights
from bot.domain import meetups as meetup_rules
from bot.domain import series as rules
from bot.domain.meetups import Card, Meetup, NothingChanged, Plan, State
from bot.domain.series import Series, SeriesNotFound
from bot.services import agenda
from bot.services.consequences import save
from bot.storage import communities, meetups
from bot.storage import series as rows
from bot.storage.database import Database

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy import Connection

    from bot.domain.moments import Recurrence
    from bot.domain.rights import Actor

LISTED = 25


@dataclass(frozen=True, slots=True)
class SeriesService:
    """Makes the dates of series and keeps them together."""

    db: Database
    clock: Clock

    async def schedule(self, actor: Actor, plan: Plan, rule: Recurrence, channel_id: int) -> Series:
        """A new series; ``plan`` is that of its first date. For moderators.

        Its dates of the next eight weeks are made at once; the card of the first appears at once too.

        Raises:
            ModeratorsOnly, DateMissing, and what ``checked_plan`` raises.
        """
        now = self.clock()
        plan = meetup_rules.checked_plan(plan, now)
        if plan.starts_at is None:
            raise meetup_rules.DateMissing
        first = plan.starts_at.astimezone(plan.zone)

        def work(tx: Connection) -> Series:
            community = communities.load(tx, actor.community_id)
            rights.require_moderator(actor, community)
            new = Series(
                id=0,
                community_id=community.id,
                organiser_id=actor.user_id,
                channel_id=community.announcement_channel_id or channel_id,
                rule=rule,
                first_on=first.date(),
                wall=first.time().replace(fold=0),
                plan=replace(plan, starts_at=None),
                created_at=now,
            )
            new = replace(new, id=rows.add(tx, new))
            _extend(tx, new, now)
            return new

        return await self.db.write(work)

    async def extend(self, series_id: int) -> None:
        """Make the dates that have come into the window; nothing if the series is gone."""

        def work(tx: Connection) -> None:
            community_id = rows.community_of(tx, series_id)
            if community_id is not None:
                _extend(tx, rows.load(tx, series_id, community_id, lock=True), self.clock())

        await self.db.write(work)

    async def edit_later(self, actor: Actor, meetup_id: int, before: Plan, after: Plan) -> int:
        """Carry a change of one date over to it and all later ones that were not changed alone.

        Returns how many dates changed. Where the date moved to another day, they all move by as many days;
        those that were changed alone or called off stay as they are, and stand for the day next to theirs.

        Raises:
            MeetupNotFound, SeriesNotFound, OrganisersOnly, MeetupClosed, DayOfSeries, NothingChanged,
            EditedMeanwhile, CapacityBelowSeated: one of them has more people with a seat; then none of them
            changes.
        """

        def work(tx: Connection) -> int:
            now = self.clock()
            meetup, series = _locked(tx, actor, meetup_id)
            days = rules.days_moved(before, after)
            if days and meetup.slot_on is not None:
                series = rules.shifted(series, meetup.slot_on, days)
                _shift_slots(tx, series, meetup.slot_on, days)
                meetup = meetups.load(tx, meetup_id, actor.community_id)
            changed = rules.retimed(series, before, _on(series.first_on, meetup, after))
            rows.save(tx, changed)
            save_one(tx, meetup, differences.merged(meetup.plan, before, after))
            count = 1
            for later in rows.dates(tx, series.id, series.community_id):
                if _follows(later, meetup, now):
                    plan = differences.rebased(later.plan, before, _on(later.slot_on, meetup, after))
                    plan = replace(plan, starts_at=_start(later, series, changed, is_shifted=bool(days)))
                    with contextlib.suppress(NothingChanged):
                        save_one(tx, later, plan)
                        count += 1
            return count

        def save_one(tx: Connection, one: Meetup, plan: Plan) -> None:
            now = self.clock()
            after_it = meetup_rules.edited(one, plan, now)
            save(tx, one, _shown_later(tx, one, after_it, now), now, by=actor.user_id)

        return await self.db.write(work)

    async def end(self, actor: Actor, meetup_id: int, reason: str) -> int:
        """End a series from one of its dates on: it and all later ones are cancelled, with a reason.

        Returns how many dates were cancelled; everybody with an answer to one of them is told.

        Raises:
            MeetupNotFound, SeriesNotFound, OrganisersOnly, TextMissing, TextTooLong.
        """

        def work(tx: Connection) -> int:
            now = self.clock()
            meetup, series = _locked(tx, actor, meetup_id)
            made = rows.dates(tx, series.id, series.community_id)
            rows.save(tx, replace(series, ended_on=_last_on(made, meetup)))
            off = [one for one in made if _is_to_come(one, meetup, now)]
            for one in reversed(off):  # the last first, so that no card of the next appears meanwhile
                save(tx, one, meetup_rules.cancelled(one, reason, now), now, by=actor.user_id)
            for one in made:
                if one not in off and one.phase(now) in meetup_rules.CHANGEABLE:
                    agenda.card(tx, one.id, now)  # it says until when the series goes
            return len(off)

        return await self.db.write(work)

    async def of_community(self, community_id: int) -> list[tuple[Series, Meetup | None]]:
        """The community's series that have dates to come, the newest first, each with its next date."""

        def work(tx: Connection) -> list[tuple[Series, Meetup | None]]:
            now = self.clock()
            found = []
            for series in rows.of_community(tx, community_id, LISTED):
                made = rows.dates(tx, series.id, community_id)
                live = (one for one in made if one.state is State.SCHEDULED and one.span[1] > now)
                following = next(live, None)
                if following is not None or next(rules.ahead(series, now), None) is not None:
                    found.append((series, following))
            return found

        return await self.db.read(work)


def _locked(tx: Connection, actor: Actor, meetup_id: int) -> tuple[Meetup, Series]:
    meetup = meetups.load(tx, meetup_id, actor.community_id, lock=True)
    if meetup.series_id is None:
        raise SeriesNotFound
    series = rows.load(tx, meetup.series_id, actor.community_id, lock=True)
    # who helps with one of its dates does not decide about the others
    rights.require_leader(actor, meetup, communities.load(tx, actor.community_id))
    return meetup, series


def _last_on(made: list[Meetup], end: Meetup) -> date:
    """The local day of the last date before the one from which on a series ends."""
    assert end.slot_on is not None  # noqa: S101 - _locked() asked for a date of a series
    before = [one.slot_on for one in made if one.slot_on and one.slot_on < end.slot_on]
    return max(before, default=end.slot_on - timedelta(days=1))


def _is_to_come(one: Meetup, since: Meetup, now: datetime) -> bool:
    """Whether a date is that one or a later one, and may still be called off."""
    if one.slot_on is None or since.slot_on is None or one.slot_on < since.slot_on:
        return False
    return one.phase(now) in meetup_rules.CHANGEABLE


def _follows(one: Meetup, changed: Meetup, now: datetime) -> bool:
    """Whether a date takes part in a change of another one and all later ones."""
    is_later = one.id != changed.id and _is_to_come(one, changed, now)
    return is_later and not one.is_modified and one.state is State.SCHEDULED


def _shift_slots(tx: Connection, series: Series, since: date, days: int) -> None:
    """Let every date from ``since`` on stand for a day so much later, whatever became of it.

    In an order in which no two of them stand for one day meanwhile.
    """
    made = [
        one for one in rows.dates(tx, series.id, series.community_id) if one.slot_on and one.slot_on >= since
    ]
    for one in reversed(made) if days > 0 else made:
        assert one.slot_on is not None  # noqa: S101 - chosen by it
        meetups.save(tx, replace(one, slot_on=one.slot_on + timedelta(days=days)))


def _shown_later(tx: Connection, before: Meetup, after: Meetup, now: datetime) -> Meetup:
    """A date whose card is not due yet: it appears as much later as the date moved."""
    was, starts_at = before.plan.starts_at, after.plan.starts_at
    if (
        after.posts_at is None
        or after.posts_at <= now
        or was is None
        or starts_at is None
        or was == starts_at
    ):
        return after
    posts_at = max(now, after.posts_at + (starts_at - was))
    agenda.card_at(tx, after.id, posts_at, now)
    return replace(after, posts_at=posts_at)


def _on(on: date | None, known: Meetup, plan: Plan) -> Plan:
    """The plan of one date with its seat rules as they are on another day of the series."""
    if on is None or known.slot_on is None or plan.seating == known.plan.seating:
        return plan
    return replace(plan, seating=rules.seating_on(plan.seating, known.slot_on, on, plan.zone))


def _start(one: Meetup, series: Series, changed: Series, *, is_shifted: bool) -> datetime | None:
    if one.slot_on is None or (changed.wall == series.wall and not is_shifted):
        return one.plan.starts_at
    return rules.at_wall(one.slot_on, changed.wall, changed.plan.zone)[0]


def _extend(tx: Connection, series: Series, now: datetime) -> None:
    """Make the dates that the window has reached, and look again when it reaches another."""
    made = rows.dates(tx, series.id, series.community_id)
    live = [one.span[1] for one in made if one.state is State.SCHEDULED]
    over = max(live, default=None)
    for slot in rules.missing(series, now, {one.slot_on for one in made if one.slot_on}):
        meetup = Meetup(
            id=0,
            community_id=series.community_id,
            state=State.SCHEDULED,
            plan=rules.plan_at(series, slot),
            organiser_id=series.organiser_id,
            created_at=now,
            check_in_secret=secrets.token_hex(16),
            card=Card(channel_id=series.channel_id),
            series_id=series.id,
            slot_on=slot.on,
            posts_at=rules.posts_at(over, now),
        )
        meetup = replace(meetup, id=meetups.add(tx, meetup))
        agenda.card_at(tx, meetup.id, meetup.posts_at or now, now)
        agenda.dates(tx, meetup, now)
        over = meetup.span[1]
    again_at = rules.extends_at(series, now)
    if again_at is not None:
        agenda.extend(tx, series.id, max(again_at, now + timedelta(minutes=1)), now)
