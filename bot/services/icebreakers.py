"""Use cases about icebreakers: rounds of pairs among those present."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from bot.clock import Clock
from bot.domain import checkins as checkin_rules
from bot.domain import prompts, rights
from bot.domain.errors import Refusal
from bot.domain.icebreakers import History, Person, Plan, plan_rounds
from bot.domain.meetups import Meetup
from bot.services import agenda
from bot.storage import checkins, communities, icebreakers, meetups, ties
from bot.storage.database import Database

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.domain.rights import Actor
    from bot.storage.icebreakers import Round

FEWEST = 2
TRIES = 5
"""How often a round is planned anew because people came in meanwhile."""


@dataclass(eq=False)
class TooFewPresent(Refusal):
    """Nobody can be paired: fewer than ``needed`` people are checked in."""

    present: int
    needed: int


class RoundJustStarted(Refusal):
    """Somebody else started a round at the same moment, or people keep coming in."""


@dataclass(frozen=True, slots=True)
class _Room:
    """What a plan is made from, read at one instant."""

    meetup: Meetup
    language: str
    people: tuple[Person, ...]
    history: History
    rounds: int
    used: frozenset[str]

    @property
    def seed(self) -> int:
        return self.meetup.id * 1000 + self.rounds


@dataclass(frozen=True, slots=True)
class IcebreakerService:
    """Pairs people who have not met, and remembers that they now have."""

    db: Database
    clock: Clock

    async def start(self, actor: Actor, meetup_id: int, *, after: int | None = None) -> tuple[Round, Plan]:
        """A new round of pairs (one trio if odd) among those checked in, with a prompt for each.

        ``after`` is the number of the round that the actor saw last: a button pressed twice starts one.

        Raises:
            MeetupNotFound, OrganisersOnly, MeetupClosed, CheckInNotOpen, TooFewPresent, RoundJustStarted.
        """
        room = await self.db.read(lambda tx: self._room(tx, actor, meetup_id))
        if after not in {None, room.rounds}:
            raise RoundJustStarted
        for _ in range(TRIES):
            plan = await asyncio.to_thread(plan_rounds, room.people, room.history, seed=room.seed)
            planned = partial(self._keep, actor=actor, room=room, plan=plan)
            started, newest = await self.db.write(planned)
            if started is not None:
                return started, plan
            if newest.rounds != room.rounds:
                break
            room = newest  # people came in, or left, while the plan was made
        raise RoundJustStarted

    def _keep(self, tx: Connection, actor: Actor, room: _Room, plan: Plan) -> tuple[Round | None, _Room]:
        """Keep the plan, unless the room is not what it was made for; and what the room is now."""
        meetup_id, now = room.meetup.id, self.clock()
        newest = self._room(tx, actor, meetup_id, lock=True)
        if newest != room:
            return None, newest
        tables = plan.rounds[0]
        drawn = prompts.draw(room.language, len(tables), room.used, room.seed)
        seated = dict(zip(tables, drawn, strict=True))
        started = icebreakers.add(tx, meetup_id, seated, started_by_id=actor.user_id, now=now)
        agenda.tell(tx, agenda.ROUND, meetup_id, now, round_id=started.id)
        return started, newest

    async def round(self, round_id: int) -> Round:
        """A round with its tables."""
        return await self.db.read(lambda tx: icebreakers.load(tx, round_id))

    async def note_message(self, round_id: int, message_id: int) -> None:
        """Keep where a round was shown."""
        await self.db.write(lambda tx: icebreakers.save_message(tx, round_id, message_id))

    def _room(self, tx: Connection, actor: Actor, meetup_id: int, *, lock: bool = False) -> _Room:
        meetup = meetups.load(tx, meetup_id, actor.community_id, lock=lock)
        community = communities.load(tx, actor.community_id)
        rights.require_editor(actor, meetup, community)
        checkin_rules.require_open(meetup, self.clock())
        present = [row.user_id for row in checkins.of_meetup(tx, meetup_id)]
        if len(present) < FEWEST:
            raise TooFewPresent(len(present), FEWEST)
        starts_at, _ = meetup.span
        known = checkins.been_before(tx, meetup.community_id, present, starts_at)
        met = ties.among(tx, meetup.community_id, present, but_present_at=meetup_id)
        return _Room(
            meetup=meetup,
            language=community.language,
            people=tuple(Person(user_id, newcomer=user_id not in known) for user_id in present),
            history=History({pair: tie.last_met_at for pair, tie in met.items()}),
            rounds=icebreakers.count(tx, meetup_id),
            used=icebreakers.prompts_used(tx, meetup_id),
        )
