"""Use cases about polls that members have: they are asked, they add options, they hear what changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from bot.clock import Clock
from bot.domain import meetups as meetup_rules
from bot.domain import polls as rules
from bot.domain import rights
from bot.domain.meetups import Phase
from bot.domain.polls import Option, Poll, PollKind, PollPlan
from bot.domain.texts import Field, clean
from bot.services import agenda
from bot.services.poll_outcomes import (
    PollOverview,
    is_organiser,
    matters,
    meetup_of,
    overview_of,
    settle,
    won,
)
from bot.storage import communities, first_calls, meetups, polls
from bot.storage import rosters as roster_rows
from bot.storage.database import Database

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from bot.domain.meetups import Meetup
    from bot.domain.rights import Actor

PAUSE = timedelta(seconds=20)
TOLD_AFTER = timedelta(minutes=5)
"""Voters hear of changed options so long after the first of them: several changes make one message."""
_LIVE = (Phase.PROPOSED, Phase.UPCOMING, Phase.RUNNING)


@dataclass(frozen=True, slots=True)
class PollService:
    """Opens polls, takes options, and closes polls at their deadline."""

    db: Database
    clock: Clock

    async def open(
        self, actor: Actor, meetup_id: int | None, plan: PollPlan, channel_id: int | None = None
    ) -> Poll:
        """A new poll: about a meetup by one of its organisers, or by anybody a question about none.

        Its card goes to ``channel_id``, or to where the meetup's card is.

        Raises:
            MeetupNotFound, OrganisersOnly, MeetupClosed, ProposalDecided, PollRunning, MethodUnknown,
            QuorumOutOfRange, OptionsOutOfRange, CloseOutOfRange, TextMissing, TextTooLong, DateTooFar,
            DurationOutOfRange.
        """
        return (await self.open_together(actor, meetup_id, [plan], channel_id))[0]

    async def open_together(
        self,
        actor: Actor,
        meetup_id: int | None,
        plans: Sequence[PollPlan],
        channel_id: int | None = None,
    ) -> tuple[Poll, ...]:
        """Several new polls on one card, that of the first.

        Raises:
            What ``open`` raises.
        """
        cleaned = [_cleaned(plan) for plan in plans]

        def work(tx: Connection) -> tuple[Poll, ...]:
            now = self.clock()
            meetup = _open_meetup(tx, actor, meetup_id, cleaned, now) if meetup_id is not None else None
            opened: list[Poll] = []
            for plan in cleaned:
                poll = _planned(actor, plan, meetup, channel_id, now)
                poll = polls.add(tx, replace(poll, lead_id=opened[0].id if opened else None), now)
                agenda.poll_dates(tx, poll, now)
                opened.append(poll)
            agenda.poll(tx, opened[0].id, meetup_id, now)
            return tuple(opened)

        return await self.db.write(work)

    async def overview(self, community_id: int, poll_id: int) -> PollOverview:
        """What the poll's messages show.

        Raises:
            PollNotFound.
        """
        return await self.db.read(lambda tx: overview_of(tx, poll_id, community_id))

    async def overview_of(self, poll_id: int) -> PollOverview | None:
        """The same for a job, which knows the poll's number alone; None when the poll is gone."""

        def work(tx: Connection) -> PollOverview | None:
            community_id = polls.community_of(tx, poll_id)
            return None if community_id is None else overview_of(tx, poll_id, community_id)

        return await self.db.read(work)

    async def recent(self, community_id: int, limit: int = 100) -> list[PollOverview]:
        """The community's newest polls without their ballots: what a poll option suggests."""

        def work(tx: Connection) -> list[PollOverview]:
            community = communities.load(tx, community_id)
            return [
                PollOverview(poll=poll, meetup=meetup_of(tx, poll), community=community)
                for poll in polls.recent(tx, community_id, limit)
            ]

        return await self.db.read(work)

    async def awaited(self, poll_id: int, voters: Sequence[int] = ()) -> tuple[int, ...]:
        """Who was asked and has not voted, as long as a reminder still helps them.

        Asked were ``voters`` (who has the role that votes); where there are none, who answered the meetup. Of
        an anonymous poll it is everybody who was asked: those left out would be known to have voted.
        """

        def work(tx: Connection) -> tuple[int, ...]:
            now = self.clock()
            community_id = polls.community_of(tx, poll_id)
            if community_id is None:
                return ()
            overview = overview_of(tx, poll_id, community_id)
            poll = overview.poll
            if not (rules.may_nudge(poll, now) and overview.takes_ballots(now)):
                return ()
            asked = voters or _answered(tx, overview.meetup)
            return tuple(u for u in asked if poll.is_anonymous or u not in poll.ballots)

        return await self.db.read(work)

    async def first_call_until(self, meetup: Meetup) -> datetime | None:
        """Until when seats wait for those who voted for the meetup's date; None if none does."""
        return await self.db.read(partial(first_calls.until, meetup_id=meetup.id, now=self.clock()))

    async def note_nudge(self, poll: Poll) -> None:
        """Keep that a poll's one reminder went out."""

        def work(tx: Connection) -> None:
            newest = polls.load(tx, poll.id, poll.community_id, lock=True)
            polls.save(tx, replace(newest, nudged_at=self.clock()))

        await self.db.write(work)

    async def add_option(self, actor: Actor, poll_id: int, option: Option) -> bool:
        """Add an option of the actor's; returns whether it has to wait for an organiser's leave.

        Raises:
            PollNotFound, PollClosed, ProposalDecided, AdditionsClosed, OptionKnown, TooManyAdded, RoleNeeded,
            OptionsOutOfRange, TextMissing, TextTooLong, DateTooFar, DurationOutOfRange.
        """

        def work(tx: Connection) -> bool:
            now = self.clock()
            poll = polls.load(tx, poll_id, actor.community_id, lock=True)
            meetup = meetup_of(tx, poll)
            organises = is_organiser(actor, poll, meetup, communities.load(tx, actor.community_id))
            if not organises:
                rules.require_voter(poll, actor.role_ids)
            mine = replace(cleaned_option(option, poll.kind), added_by_id=actor.user_id)
            waits = rules.require_addition(poll, mine, now, is_organiser=organises)
            if not matters(poll, meetup, now):
                raise rules.ProposalDecided
            if meetup is not None:
                meetup_rules.checked_plan(won(meetup.plan, poll.kind, mine), now)
            option_id = polls.add_option(tx, poll.id, replace(mine, is_pending=waits), now)
            if waits:
                agenda.about_poll(tx, agenda.POLL_SUGGESTED, poll, now, now, option_id=option_id)
            else:
                options_changed(tx, poll, now)
            return waits

        return await self.db.write(work)

    async def remove_option(self, actor: Actor, poll_id: int, option_id: int) -> None:
        """Take an option out of the poll, as who added it or as an organiser.

        Raises:
            PollNotFound, PollClosed, OptionGone, OptionNotYours, OptionsOutOfRange.
        """

        def work(tx: Connection) -> None:
            now = self.clock()
            poll = polls.load(tx, poll_id, actor.community_id, lock=True)
            organises = is_organiser(
                actor, poll, meetup_of(tx, poll), communities.load(tx, actor.community_id)
            )
            rules.require_removal(poll, option_id, actor.user_id, now, is_organiser=organises)
            polls.remove_option(tx, option_id, now)
            options_changed(tx, poll, now)

        await self.db.write(work)

    async def close_due(self, poll_id: int) -> Poll | None:
        """Close a poll whose deadline has come; None when it is gone, closed or not due."""

        def work(tx: Connection) -> Poll | None:
            now = self.clock()
            community_id = polls.community_of(tx, poll_id)
            if community_id is None:
                return None
            poll = polls.load(tx, poll_id, community_id, lock=True)
            if poll.closed_at is not None or poll.closes_at > now:
                return None
            after = rules.closed(poll, now)
            settle(tx, after, meetup_of(tx, poll, lock=True), now)
            return after

        return await self.db.write(work)

    async def changes(self, poll: Poll) -> tuple[tuple[Option, ...], tuple[Option, ...]]:
        """The options that were added and removed since voters were last told."""
        since = poll.untold_since
        return (
            await self.db.read(partial(polls.changed_since, poll_id=poll.id, instant=since))
            if since
            else ((), ())
        )

    async def note_changes_told(self, poll: Poll, read_at: datetime) -> None:
        """Keep that voters know of all changes before ``read_at``; later ones are told by another message."""

        def work(tx: Connection) -> None:
            newest = polls.load(tx, poll.id, poll.community_id, lock=True)
            polls.save(tx, replace(newest, untold_since=None))
            if any(polls.changed_since(tx, poll.id, read_at)):
                options_changed(tx, replace(newest, untold_since=None), self.clock(), since=read_at)

        await self.db.write(work)

    async def note_message(self, poll: Poll, channel_id: int, message_id: int) -> None:
        """Keep where the poll was posted; the meetup's card leads there."""

        def work(tx: Connection) -> None:
            polls.save_message(tx, poll.id, channel_id, message_id)
            if poll.meetup_id is not None:
                agenda.card(tx, poll.meetup_id, self.clock())

        await self.db.write(work)

    async def paint_later(self, poll: Poll) -> None:
        """Have the poll's card painted in a while, since it cannot be painted now."""
        due_at = self.clock() + PAUSE
        await self.db.write(lambda tx: agenda.poll(tx, poll.lead_id or poll.id, poll.meetup_id, due_at))


def _answered(tx: Connection, meetup: Meetup | None) -> Sequence[int]:
    """Who would come to a proposal, or comes to a meetup."""
    if meetup is None:
        return ()
    seated = [party.user_id for party in roster_rows.load(tx, meetup).seated]
    return list(dict.fromkeys([*meetups.interested(tx, meetup.id), *seated]))


def options_changed(tx: Connection, poll: Poll, now: datetime, *, since: datetime | None = None) -> None:
    """Paint the card, and tell voters in a while, together with what else changes meanwhile."""
    agenda.poll(tx, poll.lead_id or poll.id, poll.meetup_id, now)
    if poll.untold_since is None:
        polls.save(tx, replace(poll, untold_since=since or now))
        agenda.about_poll(tx, agenda.POLL_CHANGED, poll, now + TOLD_AFTER, now)


def cleaned_option(option: Option, kind: PollKind) -> Option:
    """The option with its texts made safe; a date has none.

    Raises:
        TextMissing, TextTooLong.
    """
    if kind is PollKind.DATE:
        return option
    return replace(
        option,
        label=clean(option.label, Field.OPTION, required=True),
        area=clean(option.area, Field.OPTION_AREA),
        access=clean(option.access, Field.ACCESS),
        price=clean(option.price, Field.PRICE),
    )


def _cleaned(plan: PollPlan) -> PollPlan:
    question = clean(plan.question, Field.POLL_QUESTION, required=plan.kind is PollKind.QUESTION)
    options = tuple(cleaned_option(option, plan.kind) for option in plan.options)
    return replace(plan, question=question, options=options)


def _open_meetup(
    tx: Connection, actor: Actor, meetup_id: int, plans: Sequence[PollPlan], now: datetime
) -> Meetup:
    meetup = meetups.load(tx, meetup_id, actor.community_id, lock=True)
    rights.require_editor(actor, meetup, communities.load(tx, actor.community_id))
    running = {p.kind for p in polls.of_meetup(tx, meetup_id, actor.community_id) if p.closed_at is None}
    for plan in plans:
        if plan.kind is PollKind.QUESTION:
            meetup_rules.require_phase(meetup, now, *_LIVE)
        elif meetup.phase(now) is not Phase.PROPOSED:
            raise rules.ProposalDecided
        elif plan.kind in running:
            raise rules.PollRunning
    return meetup


def _planned(
    actor: Actor, plan: PollPlan, meetup: Meetup | None, channel_id: int | None, now: datetime
) -> Poll:
    chosen = rules.checked_options(plan.kind, plan.options, now)
    if meetup is not None:
        for option in chosen:
            meetup_rules.checked_plan(won(meetup.plan, plan.kind, option), now)
    return Poll(
        id=0,
        community_id=actor.community_id,
        meetup_id=meetup.id if meetup else None,
        kind=plan.kind,
        terms=rules.checked_terms(plan.kind, plan.terms),
        question=plan.question,
        creator_id=actor.user_id,
        zone=meetup.plan.zone if meetup else plan.zone,
        closes_at=rules.checked_close(plan.kind, chosen, plan.closes_at, now),
        options=chosen,
        ballots={},
        channel_id=channel_id or (meetup.card.channel_id if meetup else None),
    )
