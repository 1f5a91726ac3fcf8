"""Use cases about polls that decide a proposal's date or place."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.clock import Clock
from bot.domain import meetups as meetup_rules
from bot.domain import polls as rules
from bot.domain import proposals, rights
from bot.domain.communities import Community
from bot.domain.meetups import Meetup, Phase, Plan
from bot.domain.polls import Choice, Option, Poll, PollKind
from bot.domain.texts import Field, clean
from bot.services import agenda
from bot.services.consequences import save
from bot.storage import communities, meetups, polls
from bot.storage.database import Database

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from sqlalchemy import Connection

    from bot.domain.rights import Actor

PAUSE = timedelta(seconds=20)


@dataclass(frozen=True, slots=True, kw_only=True)
class PollOverview:
    """Everything a poll's messages show, read at one instant."""

    poll: Poll
    meetup: Meetup
    community: Community

    def takes_ballots(self, now: datetime) -> bool:
        """Whether a ballot would be taken, and would still decide something."""
        return self.poll.is_open(now) and _matters(self.poll, self.meetup, now)


@dataclass(frozen=True, slots=True)
class PollService:
    """Opens polls, takes ballots, closes polls and carries out what they decided."""

    db: Database
    clock: Clock

    async def open(
        self, actor: Actor, meetup_id: int, kind: PollKind, options: Iterable[Option], closes_at: datetime
    ) -> Poll:
        """A new poll about a proposal, by one of its organisers.

        Raises:
            MeetupNotFound, OrganisersOnly, ProposalDecided, PollRunning, OptionsOutOfRange, CloseOutOfRange,
            TextMissing, TextTooLong, DateTooFar, DurationOutOfRange.
        """
        named = [_named(option, kind) for option in options]

        def work(tx: Connection) -> Poll:
            now = self.clock()
            meetup = meetups.load(tx, meetup_id, actor.community_id, lock=True)
            rights.require_editor(actor, meetup, communities.load(tx, actor.community_id))
            if meetup.phase(now) is not Phase.PROPOSED:
                raise rules.ProposalDecided
            if any(p.kind is kind and p.closed_at is None for p in _polls(tx, meetup)):
                raise rules.PollRunning
            chosen = rules.checked_options(kind, named, now)
            for option in chosen:
                meetup_rules.checked_plan(_won(meetup.plan, option), now)
            poll = Poll(
                id=0,
                community_id=meetup.community_id,
                meetup_id=meetup_id,
                kind=kind,
                creator_id=actor.user_id,
                zone=meetup.plan.zone,
                closes_at=rules.checked_close(kind, chosen, closes_at, now),
                options=chosen,
                ballots={},
                channel_id=meetup.card.channel_id,
            )
            poll = polls.add(tx, poll, now)
            agenda.poll(tx, poll.id, meetup_id, now)
            agenda.poll_dates(tx, poll, now)
            return poll

        return await self.db.write(work)

    async def overview(self, community_id: int, poll_id: int) -> PollOverview:
        """What the poll's messages show.

        Raises:
            PollNotFound.
        """
        return await self.db.read(lambda tx: _overview(tx, poll_id, community_id))

    async def overview_of(self, poll_id: int) -> PollOverview | None:
        """The same for a job, which knows the poll's number alone; None when the poll is gone."""

        def work(tx: Connection) -> PollOverview | None:
            community_id = polls.community_of(tx, poll_id)
            return None if community_id is None else _overview(tx, poll_id, community_id)

        return await self.db.read(work)

    async def awaited(self, poll_id: int) -> tuple[int, ...]:
        """Who said they would come and has not voted, as long as a reminder still helps them."""

        def work(tx: Connection) -> tuple[int, ...]:
            now = self.clock()
            community_id = polls.community_of(tx, poll_id)
            if community_id is None:
                return ()
            overview = _overview(tx, poll_id, community_id)
            poll = overview.poll
            if not (rules.may_nudge(poll, now) and overview.takes_ballots(now)):
                return ()
            return tuple(u for u in meetups.interested(tx, poll.meetup_id) if u not in poll.ballots)

        return await self.db.read(work)

    async def vote(self, actor: Actor, poll_id: int, choices: Mapping[int, Choice]) -> None:
        """Keep what the actor says of some options; the rest of their ballot stays as it was.

        Raises:
            PollNotFound, PollClosed, OptionGone, ProposalDecided.
        """
        await self._vote(actor, poll_id, lambda _: choices)

    async def vote_for_all(self, actor: Actor, poll_id: int, choice: Choice) -> None:
        """Say the same of every option.

        Raises:
            PollNotFound, PollClosed, OptionGone, ProposalDecided.
        """
        await self._vote(actor, poll_id, lambda poll: {o.id: choice for o in poll.options})

    async def _vote(self, actor: Actor, poll_id: int, choose: Callable[[Poll], Mapping[int, Choice]]) -> None:
        def work(tx: Connection) -> None:
            now = self.clock()
            poll = polls.load(tx, poll_id, actor.community_id, lock=True, voter_id=actor.user_id)
            choices = choose(poll)
            rules.voted(poll, actor.user_id, choices, now)
            if not _matters(poll, meetups.load(tx, poll.meetup_id, actor.community_id), now):
                raise rules.ProposalDecided
            polls.save_ballot(tx, actor.user_id, choices, now)

        await self.db.write(work)

    async def close(self, actor: Actor, poll_id: int) -> Poll:
        """Close a poll before its deadline.

        Raises:
            PollNotFound, OrganisersOnly, PollClosed.
        """

        def work(tx: Connection) -> Poll:
            poll = polls.load(tx, poll_id, actor.community_id, lock=True)
            meetup = meetups.load(tx, poll.meetup_id, actor.community_id, lock=True)
            rights.require_editor(actor, meetup, communities.load(tx, actor.community_id))
            return _close(tx, poll, meetup, self.clock())

        return await self.db.write(work)

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
            return _close(tx, poll, meetups.load(tx, poll.meetup_id, community_id, lock=True), now)

        return await self.db.write(work)

    async def note_message(self, poll: Poll, channel_id: int, message_id: int) -> None:
        """Keep where the poll was posted; the meetup's card leads there."""

        def work(tx: Connection) -> None:
            polls.save_message(tx, poll.id, channel_id, message_id)
            agenda.card(tx, poll.meetup_id, self.clock())

        await self.db.write(work)

    async def paint_later(self, poll: Poll) -> None:
        """Have the poll's card painted in a while, since it cannot be painted now."""
        due_at = self.clock() + PAUSE
        await self.db.write(lambda tx: agenda.poll(tx, poll.id, poll.meetup_id, due_at))


def _named(option: Option, kind: PollKind) -> Option:
    if kind is PollKind.DATE:
        return option
    return replace(option, label=clean(option.label, Field.OPTION, required=True))


def _polls(tx: Connection, meetup: Meetup) -> list[Poll]:
    return polls.of_meetup(tx, meetup.id, meetup.community_id)


def _matters(poll: Poll, meetup: Meetup, now: datetime) -> bool:
    """Whether it still decides something: a scheduled meetup has its date, but may be short of a place."""
    phase = meetup.phase(now)
    return phase is Phase.PROPOSED or (phase is Phase.UPCOMING and poll.kind is PollKind.VENUE)


def _overview(tx: Connection, poll_id: int, community_id: int) -> PollOverview:
    poll = polls.load(tx, poll_id, community_id)
    meetup = meetups.load(tx, poll.meetup_id, community_id)
    return PollOverview(poll=poll, meetup=meetup, community=communities.load(tx, community_id))


def _close(tx: Connection, poll: Poll, meetup: Meetup, now: datetime) -> Poll:
    """Close the poll; its winner becomes the meetup's date or place in the same transaction.

    A proposal that then has a date and no open poll is scheduled, if its members decided anything at all.
    """
    after = rules.closed(poll, now)
    polls.save_close(tx, after)
    agenda.poll(tx, poll.id, meetup.id, now)
    decided = meetup
    if after.winner is not None and _matters(poll, meetup, now):
        decided = replace(meetup, plan=_won(meetup.plan, after.winner))
    if _is_ready(tx, decided, now):
        decided = proposals.confirmed(decided, now)
    if decided == meetup:
        agenda.card(tx, meetup.id, now)
    else:
        save(tx, meetup, decided, now)
    return after


def _is_ready(tx: Connection, meetup: Meetup, now: datetime) -> bool:
    starts_at = meetup.plan.starts_at
    if meetup.phase(now) is not Phase.PROPOSED or starts_at is None or starts_at <= now:
        return False
    all_polls = _polls(tx, meetup)
    return all(p.closed_at for p in all_polls) and any(p.winner_id for p in all_polls)


def _won(plan: Plan, winner: Option) -> Plan:
    if winner.starts_at is None:
        return replace(plan, area=winner.label)
    length = winner.ends_at - winner.starts_at if winner.ends_at else plan.duration
    return replace(plan, starts_at=winner.starts_at, duration=max(length, timedelta(minutes=15)))
