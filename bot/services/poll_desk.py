"""Use cases about polls that organisers have: close, extend, reopen, decide, change the options."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.clock import Clock
from bot.domain import meetups as meetup_rules
from bot.domain import polls as rules
from bot.domain.meetups import Phase
from bot.services import agenda
from bot.services.consequences import save
from bot.services.poll_outcomes import matters, meetup_of, require_organiser, settle, undone, won
from bot.services.polls import cleaned_option, options_changed
from bot.storage import communities, polls
from bot.storage.database import Database

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from sqlalchemy import Connection

    from bot.domain.meetups import Meetup
    from bot.domain.polls import Option, Poll
    from bot.domain.rights import Actor


@dataclass(frozen=True, slots=True)
class PollDeskService:
    """What the organisers of a poll's meetup may do with the poll; without a meetup, who asked."""

    db: Database
    clock: Clock

    async def close(self, actor: Actor, poll_id: int) -> Poll:
        """Close a poll before its deadline.

        Raises:
            PollNotFound, OrganisersOnly, PollClosed.
        """

        def work(tx: Connection, poll: Poll, meetup: Meetup | None, now: datetime) -> Poll:
            after = rules.closed(poll, now)
            settle(tx, after, meetup, now)
            return after

        return await self._keep(actor, poll_id, work)

    async def decide(self, actor: Actor, poll_id: int, option_id: int) -> Poll:
        """Choose the winner in the count's stead; an open poll is closed by it.

        Raises:
            PollNotFound, OrganisersOnly, OptionGone, ProposalDecided.
        """

        def work(tx: Connection, poll: Poll, meetup: Meetup | None, now: datetime) -> Poll:
            if not matters(poll, meetup, now):
                raise rules.ProposalDecided
            after = rules.decided(poll, option_id, actor.user_id, now)
            settle(tx, after, meetup, now)
            return after

        return await self._keep(actor, poll_id, work)

    async def extend(self, actor: Actor, poll_id: int, closes_at: datetime) -> Poll:
        """Move an open poll's deadline.

        Raises:
            PollNotFound, OrganisersOnly, PollClosed, CloseOutOfRange.
        """

        def work(tx: Connection, poll: Poll, _meetup: Meetup | None, now: datetime) -> Poll:
            after = rules.extended(poll, closes_at, now)
            return _run(tx, after, now)

        return await self._keep(actor, poll_id, work)

    async def reopen(self, actor: Actor, poll_id: int, closes_at: datetime) -> Poll:
        """Open a closed poll again, with its ballots; a proposal loses the date or place it had won.

        Raises:
            PollNotFound, OrganisersOnly, PollOpen, NamesForgotten, CloseOutOfRange, PollRunning,
            ProposalDecided: its winner is the date of a scheduled meetup already.
        """

        def work(tx: Connection, poll: Poll, meetup: Meetup | None, now: datetime) -> Poll:
            after = rules.reopened(poll, closes_at, now)
            if not matters(poll, meetup, now):
                raise rules.ProposalDecided
            if meetup is not None:
                _take_back(tx, poll, meetup, now)
            return _run(tx, after, now)

        return await self._keep(actor, poll_id, work)

    async def change_options(self, actor: Actor, poll_id: int, options: Iterable[Option]) -> Poll:
        """Give an open poll these options; those it had keep their ballots, and voters are told.

        Raises:
            PollNotFound, OrganisersOnly, PollClosed, ProposalDecided, OptionsOutOfRange, CloseOutOfRange,
            TextMissing, TextTooLong, DateTooFar, DurationOutOfRange.
        """
        wanted = list(options)

        def work(tx: Connection, poll: Poll, meetup: Meetup | None, now: datetime) -> Poll:
            change = rules.changed(poll, [cleaned_option(option, poll.kind) for option in wanted], now)
            if not matters(poll, meetup, now):
                raise rules.ProposalDecided
            rules.checked_close(poll.kind, (*change.kept, *change.added), poll.closes_at, now)
            for option in change.added:
                if meetup is not None:
                    meetup_rules.checked_plan(won(meetup.plan, poll.kind, option), now)
                polls.add_option(tx, poll.id, option, now)
            for option in change.kept:
                polls.save_option(tx, option)
            for option in change.removed:
                polls.remove_option(tx, option.id, now)
            if change.added or change.removed:
                options_changed(tx, poll, now)
            else:
                agenda.poll(tx, poll.lead_id or poll.id, poll.meetup_id, now)
            return polls.load(tx, poll.id, poll.community_id)

        return await self._keep(actor, poll_id, work)

    async def admit(self, actor: Actor, poll_id: int, option_id: int) -> Poll:
        """Let an option in that a member suggested.

        Raises:
            PollNotFound, OrganisersOnly, PollClosed, OptionGone.
        """

        def work(tx: Connection, poll: Poll, _meetup: Meetup | None, now: datetime) -> Poll:
            if not poll.is_open(now):
                raise rules.PollClosed
            option = next((o for o in poll.pending if o.id == option_id), None)
            if option is None:
                raise rules.OptionGone
            # told as new from now on: nobody knew of it before
            polls.add_option(tx, poll.id, replace(option, is_pending=False), now)
            options_changed(tx, poll, now)
            return polls.load(tx, poll.id, poll.community_id)

        return await self._keep(actor, poll_id, work)

    async def _keep(
        self,
        actor: Actor,
        poll_id: int,
        work: Callable[[Connection, Poll, Meetup | None, datetime], Poll],
    ) -> Poll:
        def guarded(tx: Connection) -> Poll:
            poll = polls.load(tx, poll_id, actor.community_id, lock=True)
            meetup = meetup_of(tx, poll, lock=True)
            require_organiser(actor, poll, meetup, communities.load(tx, actor.community_id))
            return work(tx, poll, meetup, self.clock())

        return await self.db.write(guarded)


def _run(tx: Connection, after: Poll, now: datetime) -> Poll:
    polls.save(tx, after)
    agenda.poll(tx, after.lead_id or after.id, after.meetup_id, now)
    agenda.poll_dates(tx, after, now)
    return after


def _take_back(tx: Connection, poll: Poll, meetup: Meetup, now: datetime) -> None:
    others = polls.of_meetup(tx, meetup.id, meetup.community_id)
    if any(p.kind is poll.kind and p.closed_at is None and p.id != poll.id for p in others):
        raise rules.PollRunning
    if poll.winner_id is not None and meetup.phase(now) is Phase.PROPOSED:
        save(tx, meetup, replace(meetup, plan=undone(meetup.plan, poll.kind)), now)
