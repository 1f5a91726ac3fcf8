"""Use cases about ballots: members vote, all at once if need be, and see what they said."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from bot.clock import Clock
from bot.domain import polls as rules
from bot.domain.errors import Refusal
from bot.domain.rights import Actor
from bot.services import agenda
from bot.services.lines import Lines
from bot.services.poll_outcomes import PollOverview, matters, meetup_of, overview_of
from bot.storage import communities, polls, profiles
from bot.storage.database import Database

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import Connection

    from bot.domain.meetups import Meetup
    from bot.domain.polls import Ballot, Choice, Poll

_APART = timedelta(microseconds=1)
"""Ballots are at least this far apart, whatever the clock says: seats wait for voters in their order."""


_Choose: TypeAlias = "Callable[[Connection, Poll], Ballot]"


@dataclass(frozen=True, slots=True, eq=False)
class _Cast:
    """Who votes, and what they say of which options."""

    actor: Actor
    choose: _Choose


@dataclass(frozen=True, slots=True)
class BallotService:
    """Takes ballots; those of one poll that wait together are counted together, first come first.

    What is returned shows the poll with the ballots of those who voted together alone, one's own among them:
    in a rush, reading everybody's for each tap would be slow.
    """

    db: Database
    clock: Clock
    _lines: Lines[_Cast, PollOverview] = field(default_factory=Lines, init=False, repr=False, compare=False)

    async def mine(self, actor: Actor, poll_id: int) -> PollOverview:
        """The poll with the actor's ballot alone.

        Raises:
            PollNotFound.
        """
        return await self.db.read(
            partial(
                overview_of,
                poll_id=poll_id,
                community_id=actor.community_id,
                voters=frozenset({actor.user_id}),
            )
        )

    async def vote(self, actor: Actor, poll_id: int, choices: Ballot) -> PollOverview:
        """Keep what the actor says of some options; the rest of their ballot stays as it was.

        Raises:
            PollNotFound, PollClosed, RoleNeeded, OptionGone, ProposalDecided.
        """
        return await self._cast(poll_id, _Cast(actor, lambda _tx, _poll: choices))

    async def vote_for_all(self, actor: Actor, poll_id: int, choice: Choice) -> PollOverview:
        """Say the same of every option.

        Raises:
            PollNotFound, PollClosed, RoleNeeded, OptionGone, ProposalDecided.
        """
        return await self._cast(poll_id, _Cast(actor, lambda _, poll: {o.id: choice for o in poll.options}))

    async def fill_in(self, actor: Actor, poll_id: int) -> PollOverview:
        """Answer what the actor's ballot leaves open about dates by when they are usually free.

        Raises:
            PollNotFound, PollClosed, RoleNeeded, ProposalDecided, AvailabilityMissing.
        """

        def choose(tx: Connection, poll: Poll) -> Ballot:
            profile = profiles.load(tx, actor.community_id, actor.user_id)
            return rules.usual_choices(poll, poll.ballots.get(actor.user_id, {}), profile.availability)

        return await self._cast(poll_id, _Cast(actor, choose))

    async def _cast(self, poll_id: int, cast: _Cast) -> PollOverview:
        community_id = cast.actor.community_id

        async def together(casts: Sequence[_Cast]) -> Sequence[PollOverview | Exception]:
            return await self.db.write(
                partial(_count_in, poll_id=poll_id, community_id=community_id, casts=casts, now=self.clock())
            )

        return await self._lines.join((community_id, poll_id), cast, together)


def _count_in(
    tx: Connection, *, poll_id: int, community_id: int, casts: Sequence[_Cast], now: datetime
) -> Sequence[PollOverview | Exception]:
    """Keep several ballots of one poll; returns what its ballots then show, or why one was refused."""
    voters = frozenset(cast.actor.user_id for cast in casts)
    before = polls.load(tx, poll_id, community_id, lock=True, voters=voters)
    meetup, after = meetup_of(tx, before), before
    last = polls.last_cast_at(tx, poll_id)
    at = max(now, last + _APART) if last else now
    refusals: dict[_Cast, Refusal] = {}
    cast_at: dict[int, datetime] = {}
    for number, cast in enumerate(casts):
        try:
            after = _with_ballot(tx, after, meetup, cast, now)
        except Refusal as refusal:
            refusals[cast] = refusal
        else:
            cast_at.setdefault(cast.actor.user_id, at + number * _APART)
    if cast_at:
        polls.save_ballots(tx, before, after, cast_at)
        agenda.voted(tx, after.lead_id or after.id, after.meetup_id, now)
    shown = PollOverview(poll=after, meetup=meetup, community=communities.load(tx, community_id))
    return [refusals.get(cast, shown) for cast in casts]


def _with_ballot(tx: Connection, poll: Poll, meetup: Meetup | None, cast: _Cast, now: datetime) -> Poll:
    after = rules.voted(poll, cast.actor.user_id, cast.choose(tx, poll), now)
    rules.require_voter(poll, cast.actor.role_ids)
    if not matters(poll, meetup, now):
        raise rules.ProposalDecided
    return after
