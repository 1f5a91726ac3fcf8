"""Use cases about polls that decide a proposal's date or place."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.clock import Clock
from bot.domain import meetups as meetup_rules
from bot.domain import polls as rules
from bot.domain import rights
from bot.domain.meetups import Meetup, Phase, Plan
from bot.domain.polls import Choice, Option, Poll, PollKind
from bot.domain.texts import Field, clean
from bot.services import agenda
from bot.services.meetups import save
from bot.storage import communities, meetups, polls
from bot.storage.database import Database

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Connection

    from bot.domain.rights import Actor


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
            MeetupNotFound, OrganisersOnly, MeetupClosed, PollRunning, OptionsOutOfRange, CloseOutOfRange,
            TextMissing, TextTooLong.
        """
        named = [_named(option, kind) for option in options]

        def work(tx: Connection) -> Poll:
            now = self.clock()
            meetup = meetups.load(tx, meetup_id, actor.community_id, lock=True)
            rights.require_editor(actor, meetup, communities.load(tx, actor.community_id))
            meetup_rules.require_phase(meetup, now, Phase.PROPOSED)
            if any(p.kind is kind and p.closed_at is None for p in _polls(tx, meetup)):
                raise rules.PollRunning
            chosen = rules.checked_options(kind, named, now)
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
            agenda.poll_close(tx, poll.id, meetup_id, poll.closes_at, now)
            agenda.card(tx, meetup_id, now)
            return poll

        return await self.db.write(work)

    async def get(self, community_id: int, poll_id: int) -> Poll:
        """The poll as it stands.

        Raises:
            PollNotFound.
        """
        return await self.db.read(lambda tx: polls.load(tx, poll_id, community_id))

    async def vote(self, actor: Actor, poll_id: int, choices: Mapping[int, Choice]) -> Poll:
        """Keep what the actor says of some options; the rest of their ballot stays as it was.

        Raises:
            PollNotFound, PollClosed, OptionGone.
        """

        def work(tx: Connection) -> Poll:
            poll = polls.load(tx, poll_id, actor.community_id, lock=True)
            after = rules.voted(poll, actor.user_id, choices)
            polls.save_ballot(tx, actor.user_id, choices, self.clock())
            return after

        return await self.db.write(work)

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

    async def note_message(self, poll_id: int, channel_id: int, message_id: int) -> None:
        """Keep where the poll was posted."""
        await self.db.write(lambda tx: polls.save_message(tx, poll_id, channel_id, message_id))


def _named(option: Option, kind: PollKind) -> Option:
    if kind is PollKind.DATE:
        return option
    return replace(option, label=clean(option.label, Field.OPTION, required=True))


def _polls(tx: Connection, meetup: Meetup) -> list[Poll]:
    return polls.of_meetup(tx, meetup.id, meetup.community_id)


def _close(tx: Connection, poll: Poll, meetup: Meetup, now: datetime) -> Poll:
    """Close the poll; its winner becomes the meetup's date or place in the same transaction.

    A proposal that then has a date and no open poll is scheduled. A winner whose hour has passed stays a
    result.
    """
    after = rules.closed(poll, now)
    polls.save_close(tx, after)
    agenda.poll(tx, poll.id, meetup.id, now)
    if after.winner is None or meetup.phase(now) is not Phase.PROPOSED:
        agenda.card(tx, meetup.id, now)
        return after
    decided = replace(meetup, plan=_won(meetup.plan, after.winner))
    undecided = any(p.closed_at is None for p in _polls(tx, meetup))
    starts_at = decided.plan.starts_at
    if starts_at is not None and starts_at > now and not undecided:
        decided = meetup_rules.confirmed(decided, now)
    save(tx, meetup, decided, now)
    return after


def _won(plan: Plan, winner: Option) -> Plan:
    if winner.starts_at is None:
        return replace(plan, area=winner.label)
    length = winner.ends_at - winner.starts_at if winner.ends_at else plan.duration
    return replace(plan, starts_at=winner.starts_at, duration=max(length, timedelta(minutes=15)))
