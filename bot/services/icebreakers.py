"""Use cases about icebreakers: rounds of pairs among those present."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.clock import Clock
from bot.domain import checkins as checkin_rules
from bot.domain import prompts, rights
from bot.domain.errors import Refusal
from bot.domain.icebreakers import History, Person, Plan, plan_rounds
from bot.domain.meetups import Meetup
from bot.domain.ties import Strength, Tie
from bot.services import agenda
from bot.storage import checkins, communities, icebreakers, meetups, ties
from bot.storage.database import Database

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.domain.rights import Actor
    from bot.storage.icebreakers import Round

FEWEST = 2


@dataclass(eq=False)
class TooFewPresent(Refusal):
    """Nobody can be paired: fewer than ``needed`` people are checked in."""

    present: int
    needed: int


class RoundJustStarted(Refusal):
    """Somebody else started a round at the same moment, or people came in meanwhile."""


@dataclass(frozen=True, slots=True)
class _Room:
    """What a plan is made from, read at one instant."""

    meetup: Meetup
    language: str
    people: tuple[Person, ...]
    history: History
    rounds: int
    used: frozenset[str]


@dataclass(frozen=True, slots=True)
class IcebreakerService:
    """Pairs people who have not met, and remembers that they now have."""

    db: Database
    clock: Clock

    async def start(self, actor: Actor, meetup_id: int) -> tuple[Round, Plan]:
        """A new round of pairs (one trio if odd) among those checked in, with a prompt for each.

        Raises:
            MeetupNotFound, OrganisersOnly, MeetupClosed, CheckInNotOpen, TooFewPresent, RoundJustStarted.
        """
        room = await self.db.read(lambda tx: self._room(tx, actor, meetup_id))
        seed = meetup_id * 1000 + room.rounds
        plan = await asyncio.to_thread(plan_rounds, room.people, room.history, seed=seed)
        tables = plan.rounds[0]
        drawn = prompts.draw(room.language, len(tables), room.used, seed)

        def work(tx: Connection) -> Round:
            if self._room(tx, actor, meetup_id, lock=True) != room:
                raise RoundJustStarted
            seated = dict(zip(tables, drawn, strict=True))
            started = icebreakers.add(tx, meetup_id, seated, started_by_id=actor.user_id, now=self.clock())
            agenda.tell(tx, agenda.ROUND, meetup_id, self.clock(), round_id=started.id)
            return started

        return await self.db.write(work), plan

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
        met = ties.among(tx, meetup.community_id, present)
        return _Room(
            meetup=meetup,
            language=community.language,
            people=tuple(Person(user_id, newcomer=user_id not in known) for user_id in present),
            history=History({pair: tie.last_met_at for pair, tie in met.items() if _counts(tie, meetup_id)}),
            rounds=icebreakers.count(tx, meetup_id),
            used=icebreakers.prompts_used(tx, meetup_id),
        )


def _counts(tie: Tie, meetup_id: int) -> bool:
    """Whether a pair has met before now: being here tonight, unintroduced, is not it."""
    return tie.strength is Strength.MET or tie.meetup_ids != {meetup_id}
