"""Use cases about meetups, from proposal to cancellation."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from bot.clock import Clock
from bot.domain import backups, proposals, rights, rosters
from bot.domain import meetups as rules
from bot.domain.communities import Community
from bot.domain.differences import EditedMeanwhile
from bot.domain.interest import Could
from bot.domain.meetups import Meetup, Phase, Plan, State
from bot.domain.polls import Poll
from bot.domain.rosters import Roster
from bot.domain.series import Series
from bot.services import agenda, mirroring
from bot.services.consequences import save
from bot.storage import checkins as checkin_rows
from bot.storage import communities, histories, meetups, plans, polls, series
from bot.storage import rosters as roster_rows
from bot.storage.database import Database

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy import Connection

    from bot.domain.histories import Change
    from bot.domain.rights import Actor

LISTED = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """Everything a card shows, read at one instant."""

    meetup: Meetup
    community: Community
    roster: Roster
    interested: tuple[int, ...]
    could: Mapping[int, tuple[Could, ...]]
    polls: tuple[Poll, ...]
    present: int
    series: Series | None = None


@dataclass(frozen=True, slots=True)
class MeetupService:
    """Proposes, schedules, edits, cancels and finds meetups."""

    db: Database
    clock: Clock

    async def propose(self, actor: Actor, plan: Plan, channel_id: int) -> Meetup:
        """A new proposal; its card goes to the announcement channel, or else to ``channel_id``.

        Raises:
            What ``bot.domain.meetups.checked_plan`` raises.
        """
        return await self._add(actor, plan, channel_id, State.PROPOSED)

    async def schedule(self, actor: Actor, plan: Plan, channel_id: int) -> Meetup:
        """A new meetup without a proposal before it: for moderators.

        Raises:
            ModeratorsOnly, DateMissing, and what ``checked_plan`` raises.
        """
        if plan.starts_at is None:
            raise rules.DateMissing
        return await self._add(actor, plan, channel_id, State.SCHEDULED)

    async def confirm(self, actor: Actor, meetup_id: int) -> Meetup:
        """Schedule a proposal: for moderators.

        Raises:
            MeetupNotFound, ModeratorsOnly, MeetupClosed, DateMissing, DatePassed.
        """

        def decide(meetup: Meetup, community: Community, now: datetime) -> Meetup:
            rights.require_moderator(actor, community)
            return proposals.confirmed(meetup, now)

        return await self._decide(actor, meetup_id, decide)

    async def decline(self, actor: Actor, meetup_id: int, reason: str) -> Meetup:
        """Say no to a proposal, with a reason: for moderators.

        Raises:
            MeetupNotFound, ModeratorsOnly, MeetupClosed, TextMissing, TextTooLong.
        """

        def decide(meetup: Meetup, community: Community, now: datetime) -> Meetup:
            rights.require_moderator(actor, community)
            return proposals.declined(meetup, reason, now)

        return await self._decide(actor, meetup_id, decide)

    async def cancel(self, actor: Actor, meetup_id: int, reason: str) -> Meetup:
        """Call a meetup off, with a reason; everybody with an answer is told.

        Raises:
            MeetupNotFound, OrganisersOnly, MeetupClosed, TextMissing, TextTooLong.
        """

        def decide(meetup: Meetup, community: Community, now: datetime) -> Meetup:
            rights.require_editor(actor, meetup, community)
            return rules.cancelled(meetup, reason, now)

        return await self._decide(actor, meetup_id, decide)

    async def postpone(self, actor: Actor, meetup_id: int, reason: str) -> Meetup:
        """Take the date away, with a reason; answers stay, and editing in a date schedules it again.

        Raises:
            MeetupNotFound, OrganisersOnly, MeetupClosed, TextMissing, TextTooLong.
        """

        def decide(meetup: Meetup, community: Community, now: datetime) -> Meetup:
            rights.require_editor(actor, meetup, community)
            return rules.postponed(meetup, reason, now)

        return await self._decide(actor, meetup_id, decide)

    async def switch_place(self, actor: Actor, meetup_id: int, wanted: str) -> Meetup:
        """Go to Plan B, the second place, and later back; everybody with an answer is told.

        ``wanted`` marks the place that was offered (see ``backups.place_mark``): a second tap goes nowhere.

        Raises:
            MeetupNotFound, OrganisersOnly, MeetupClosed, BackupMissing, EditedMeanwhile.
        """

        def work(tx: Connection) -> Meetup:
            now = self.clock()
            before = meetups.load(tx, meetup_id, actor.community_id, lock=True)
            rights.require_editor(actor, before, communities.load(tx, actor.community_id))
            if before.plan.backup_area and backups.place_mark(before.plan.backup_area) != wanted:
                raise EditedMeanwhile(("area",))
            known = backups.last_at_backup(before.plan, histories.of_meetup(tx, meetup_id, LISTED))
            after = _alone(rules.edited(before, backups.switched(before.plan, known), now))
            return save(tx, before, after, now, by=actor.user_id)

        return await self.db.write(work)

    async def history(self, actor: Actor, meetup_id: int) -> tuple[Meetup, list[Change]]:
        """What became of a meetup, the newest step first, at most LISTED: for its organisers.

        Raises:
            MeetupNotFound, OrganisersOnly.
        """

        def work(tx: Connection) -> tuple[Meetup, list[Change]]:
            meetup = meetups.load(tx, meetup_id, actor.community_id)
            rights.require_editor(actor, meetup, communities.load(tx, actor.community_id))
            return meetup, histories.of_meetup(tx, meetup_id, LISTED)

        return await self.db.read(work)

    async def edit(self, actor: Actor, meetup_id: int, change: Callable[[Plan], Plan]) -> Meetup:
        """Change the plan; a moved date or place reaches everybody with an answer.

        A proposal that gets its date and has enough interest already is scheduled with it.

        Raises:
            MeetupNotFound, OrganisersOnly, CapacityBelowSeated, and what ``meetups.edited`` raises.
        """

        def work(tx: Connection) -> Meetup:
            now = self.clock()
            before = meetups.load(tx, meetup_id, actor.community_id, lock=True)
            community = communities.load(tx, actor.community_id)
            rights.require_editor(actor, before, community)
            edited = _alone(rules.edited(before, change(before.plan), now, _last_start(tx, before)))
            interested = len(meetups.interested(tx, meetup_id))
            after = proposals.ripened(edited, interested, community.interest_threshold, now)
            return save(tx, before, after, now, by=actor.user_id)

        return await self.db.write(work)

    async def way(self, actor: Actor, meetup_id: int) -> Plan:
        """The plan with the exact address and all it takes to get in, for members with a seat and organisers.

        Raises:
            MeetupNotFound, SeatNeeded, MeetupClosed.
        """

        def work(tx: Connection) -> Plan:
            meetup = meetups.load(tx, meetup_id, actor.community_id)
            rules.require_phase(meetup, self.clock(), Phase.UPCOMING, Phase.RUNNING)
            party = roster_rows.load(tx, meetup).party_of(actor.user_id)
            seated = party is not None and party.has_seat
            if not seated and not rights.may_edit(actor, meetup, communities.load(tx, actor.community_id)):
                raise rosters.SeatNeeded
            return meetup.plan

        return await self.db.read(work)

    async def overview(self, community_id: int, meetup_id: int) -> Overview:
        """What the card of a meetup shows.

        Raises:
            MeetupNotFound.
        """
        return await self.db.read(lambda tx: load_overview(tx, meetup_id, community_id))

    async def overview_of(self, meetup_id: int) -> Overview | None:
        """The same for a job, which knows the meetup's number alone; None when the meetup is gone."""

        def work(tx: Connection) -> Overview | None:
            community_id = meetups.community_of(tx, meetup_id)
            return None if community_id is None else load_overview(tx, meetup_id, community_id)

        return await self.db.read(work)

    async def community_of(self, meetup_id: int) -> int | None:
        """Which community a meetup belongs to: for a direct message, where Discord does not say it."""
        return await self.db.read(lambda tx: meetups.community_of(tx, meetup_id))

    async def upcoming(self, community_id: int) -> list[Overview]:
        """What is scheduled and has not begun, the next one first, at most LISTED."""

        def work(tx: Connection) -> list[Overview]:
            found = meetups.upcoming(tx, community_id, self.clock(), LISTED)
            return [load_overview(tx, meetup.id, community_id) for meetup in found]

        return await self.db.read(work)

    async def proposals(self, community_id: int) -> list[Meetup]:
        """What is proposed and not decided, the newest first, at most LISTED."""
        return await self.db.read(lambda tx: meetups.recent(tx, community_id, LISTED, [State.PROPOSED]))

    async def recent(self, community_id: int, limit: int = 200) -> list[Meetup]:
        """The community's newest meetups in whatever state: what a meetup option suggests."""
        return await self.db.read(lambda tx: meetups.recent(tx, community_id, limit))

    def plan_of(self, data: dict[str, Any]) -> Plan:
        """The plan that a job remembers (see ``consequences``)."""
        return plans.of_json(data)

    async def note_card(self, meetup_id: int, **parts: int | None) -> None:
        """Keep where parts of the card were posted; the names are those of ``Card``."""

        def work(tx: Connection) -> None:
            meetups.save_card(tx, meetup_id, **parts)
            community_id = meetups.community_of(tx, meetup_id)
            if community_id is not None and {"message_id", "thread_id"} & set(parts):
                mirroring.posted(tx, meetup_id, communities.load(tx, community_id), self.clock())

        await self.db.write(work)

    async def _add(self, actor: Actor, plan: Plan, channel_id: int, state: State) -> Meetup:
        now = self.clock()
        plan = rules.checked_plan(plan, now)

        def work(tx: Connection) -> Meetup:
            community = communities.load(tx, actor.community_id)
            if state is State.SCHEDULED:
                rights.require_moderator(actor, community)
            meetup = Meetup(
                id=0,
                community_id=community.id,
                state=state,
                plan=plan,
                organiser_id=actor.user_id,
                created_at=now,
                check_in_secret=secrets.token_hex(16),
                card=rules.Card(channel_id=community.announcement_channel_id or channel_id),
            )
            meetup = replace(meetup, id=meetups.add(tx, meetup))
            agenda.card(tx, meetup.id, now)
            if state is State.SCHEDULED:
                agenda.dates(tx, meetup, now)
            else:
                agenda.expiry(tx, meetup, community, now)
            return meetup

        return await self.db.write(work)

    async def _decide(
        self, actor: Actor, meetup_id: int, decide: Callable[[Meetup, Community, datetime], Meetup]
    ) -> Meetup:
        def work(tx: Connection) -> Meetup:
            now = self.clock()
            before = meetups.load(tx, meetup_id, actor.community_id, lock=True)
            after = decide(before, communities.load(tx, actor.community_id), now)
            return save(tx, before, after, now, by=actor.user_id)

        return await self.db.write(work)


def _last_start(tx: Connection, meetup: Meetup) -> datetime | None:
    """When a postponed meetup was to begin; None for any other."""
    if meetup.state is not State.POSTPONED:
        return None
    steps = histories.of_meetup(tx, meetup.id, LISTED)
    return next((step.before.starts_at for step in steps if step.before.starts_at), None)


def _alone(meetup: Meetup) -> Meetup:
    """A date of a series that was changed by itself: it no longer follows the others."""
    return meetup if meetup.series_id is None else replace(meetup, is_modified=True)


def load_overview(tx: Connection, meetup_id: int, community_id: int) -> Overview:
    """What the card of a meetup shows, inside a transaction.

    Raises:
        MeetupNotFound.
    """
    meetup = meetups.load(tx, meetup_id, community_id)
    return Overview(
        meetup=meetup,
        community=communities.load(tx, community_id),
        roster=roster_rows.load(tx, meetup),
        interested=meetups.interested(tx, meetup_id),
        could=meetups.could(tx, meetup_id) if meetup.state is State.PROPOSED else {},
        polls=tuple(polls.of_meetup(tx, meetup_id, community_id)),
        present=checkin_rows.count(tx, meetup_id),
        series=None if meetup.series_id is None else series.load(tx, meetup.series_id, community_id),
    )
