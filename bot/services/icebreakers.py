"""Use cases about icebreakers: an evening of rounds, planned ahead and kept up as people come and go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from bot.clock import Clock
from bot.domain import checkins as checkin_rules
from bot.domain import prompts, rights, rounds
from bot.domain.meetups import Meetup
from bot.domain.rounds import Company, Icebreaker, NoIcebreaker, PlayedRound, RoundJustStarted, Wish
from bot.services import agenda, planner, rooms
from bot.storage import communities, icebreakers, meetups
from bot.storage import prompts as prompt_rows
from bot.storage.database import Database

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from bot.domain.icebreakers.plans import Round
    from bot.domain.rights import Actor
    from bot.services.rooms import Evening

TRIES = 5
"""How often rounds are planned anew because people came in meanwhile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ask:
    """What rounds are planned from, read at one instant; ``icebreaker`` is the one that goes on, if any."""

    meetup: Meetup
    by_id: int
    wish: Wish
    company: Company
    played: tuple[PlayedRound, ...]
    icebreaker: Icebreaker | None = None

    @property
    def seed(self) -> int:
        return self.meetup.id * 1000 + len(self.played)

    @property
    def ready(self) -> tuple[Round, ...]:
        """The rounds planned earlier, if they still fit who is there and who has met meanwhile."""
        planned = self.icebreaker.planned if self.icebreaker else ()
        return planned if rounds.fits(planned, self.company) else ()


@dataclass(frozen=True, slots=True)
class IcebreakerService:
    """Brings people together who have not met, and remembers that they now have."""

    db: Database
    clock: Clock

    async def start(self, actor: Actor, meetup_id: int, wish: Wish) -> Evening:
        """Plan all rounds and begin the first; an icebreaker that still runs at the meetup ends.

        Raises:
            MeetupNotFound, OrganisersOnly, MeetupClosed, CheckInNotOpen, TooFewPresent, NobodySeated,
            RoundJustStarted.
        """
        return await self._begin(partial(self._new, actor=actor, meetup_id=meetup_id, wish=wish))

    async def advance(self, actor: Actor | None, meetup_id: int, *, after: int) -> Evening:
        """Begin the round after the one of that number: as planned, or planned anew for who is there now.

        Without an actor it is the clock that asks. A button pressed twice begins one round.

        Raises:
            What `start` raises, and NoIcebreaker.
        """
        return await self._begin(partial(self._next, actor=actor, meetup_id=meetup_id, after=after))

    async def time_is_up(self, meetup_id: int, round_id: int) -> None:
        """What the clock does at the end of a round: begin the next one, or end the icebreaker."""

        def work(tx: Connection) -> int | None:
            """Return the number of the round, if another is planned for people who are there."""
            found = rooms.running(tx, meetup_id)
            if found is None or found.playing.id != round_id:
                return None
            meetup, icebreaker = found.meetup, found.icebreaker
            enough = len(rooms.here(tx, meetup, icebreaker.wish.pool, icebreaker)) >= rounds.FEWEST
            if icebreaker.planned and enough and checkin_rules.is_open(meetup, self.clock()):
                return found.playing.number
            self._end(tx, icebreaker)
            return None

        after = await self.db.write(work)
        if after is None:
            return
        try:
            await self.advance(None, meetup_id, after=after)
        except rounds.NobodySeated:  # those who fit together have left: there is nobody to tell it to
            await self.db.write(lambda tx: self._end_round(tx, meetup_id, round_id))

    def _end_round(self, tx: Connection, meetup_id: int, round_id: int) -> None:
        found = rooms.running(tx, meetup_id)
        if found is not None and found.playing.id == round_id:
            self._end(tx, found.icebreaker)

    async def stop(self, actor: Actor, meetup_id: int) -> Evening:
        """End the icebreaker; nothing of it comes any more.

        Raises:
            MeetupNotFound, OrganisersOnly, NoIcebreaker.
        """

        def work(tx: Connection) -> Evening:
            found = rooms.of_organiser(tx, actor, meetup_id, lock=True)
            self._end(tx, found.icebreaker)
            return rooms.evening(tx, found.meetup, found.played, found.icebreaker.id)

        return await self.db.write(work)

    async def _begin(self, read: Callable[..., _Ask]) -> Evening:
        ask = await self.db.read(read)
        for _ in range(TRIES):
            planned = ask.ready or await self._plan(ask)
            if not planned[0]:
                raise rounds.NobodySeated
            evening, newest = await self.db.write(partial(self._keep, read=read, ask=ask, planned=planned))
            if evening is not None:
                return evening
            if len(newest.played) != len(ask.played):
                break
            ask = newest  # people came in, or left, while the plan was made
        raise RoundJustStarted

    async def _plan(self, ask: _Ask) -> tuple[Round, ...]:
        count = max(1, len(ask.icebreaker.planned)) if ask.icebreaker else ask.wish.rounds
        history = rooms.with_tonight(ask.company, ask.played)
        people = ask.company.people
        plan = await planner.rounds_of(people, history, size=ask.wish.size, rounds=count, seed=ask.seed)
        return plan.rounds

    def _keep(
        self, tx: Connection, read: Callable[..., _Ask], ask: _Ask, planned: tuple[Round, ...]
    ) -> tuple[Evening | None, _Ask]:
        """Begin the first planned round unless the room is not what it was planned for; and the room now."""
        newest = read(tx, lock=True)
        if newest != ask:
            return None, newest
        now, icebreaker = self.clock(), ask.icebreaker
        if icebreaker is None:
            former = icebreakers.newest(tx, ask.meetup.id)
            if former is not None and former.ended_at is None:
                icebreakers.end(tx, former.id, now)
            icebreaker = icebreakers.add(tx, ask.meetup.id, ask.wish, planned[1:], by_id=ask.by_id, now=now)
            for user_id in icebreakers.left(tx, former.id) if former else ():
                icebreakers.leave(tx, icebreaker.id, user_id, now)
        else:
            icebreakers.save_plan(tx, icebreaker.id, planned[1:])
        drawn = self._draw(tx, ask, icebreaker, planned[0])
        ends_at = now + icebreaker.lasts if icebreaker.lasts else None
        playing = icebreakers.add_round(tx, icebreaker, planned[0], drawn, now=now, ends_at=ends_at)
        agenda.round_begins(tx, playing, now)
        now_played = (*ask.played, playing)
        return rooms.evening(tx, ask.meetup, now_played, icebreaker.id), newest

    def _draw(self, tx: Connection, ask: _Ask, icebreaker: Icebreaker, tables: Round) -> tuple[str, ...]:
        community = communities.load(tx, ask.meetup.community_id)
        own = [prompts.Prompt(p.text) for p in prompt_rows.of_community(tx, community.id)]
        since = self.clock() - timedelta(days=prompts.YEAR)
        number = 1 + sum(played.icebreaker_id == icebreaker.id for played in ask.played)
        return prompts.draw(
            (*own, *prompts.catalogue(community.language)),
            [prompts.Group(table, rounds.shared_interests(table, ask.company)) for table in tables],
            prompt_rows.had_since(tx, community.id, ask.company.ids, since),
            depth=prompts.depth_of(number),
            left_out=icebreaker.wish.left_out,
            tonight=[table.prompt for played in ask.played for table in played.tables],
            seed=ask.seed,
        )

    def _new(self, tx: Connection, actor: Actor, meetup_id: int, wish: Wish, *, lock: bool = False) -> _Ask:
        meetup = meetups.load(tx, meetup_id, actor.community_id, lock=lock)
        rights.require_editor(actor, meetup, communities.load(tx, actor.community_id))
        return self._ask(tx, meetup, actor.user_id, wish, None)

    def _next(
        self, tx: Connection, actor: Actor | None, meetup_id: int, after: int, *, lock: bool = False
    ) -> _Ask:
        if actor is not None:
            found = rooms.of_organiser(tx, actor, meetup_id, lock=lock, over=True)
        else:
            running = rooms.running(tx, meetup_id, lock=lock)
            if running is None:
                raise NoIcebreaker
            found = running
        if found.playing.number != after:
            raise RoundJustStarted
        going_on = found.icebreaker
        return self._ask(tx, found.meetup, going_on.started_by_id, going_on.wish, going_on)

    def _ask(
        self, tx: Connection, meetup: Meetup, by_id: int, wish: Wish, icebreaker: Icebreaker | None
    ) -> _Ask:
        checkin_rules.require_open(meetup, self.clock())
        here = rooms.here(tx, meetup, wish.pool, icebreaker)
        if len(here) < rounds.FEWEST:
            raise rounds.TooFewPresent(len(here), rounds.FEWEST)
        played = icebreakers.of_meetup(tx, meetup.id)
        room = rooms.company(tx, meetup, here, played)
        return _Ask(meetup=meetup, by_id=by_id, wish=wish, company=room, played=played, icebreaker=icebreaker)

    def _end(self, tx: Connection, icebreaker: Icebreaker) -> None:
        icebreakers.end(tx, icebreaker.id, self.clock())
        agenda.tell(tx, agenda.ROUND_OVER, icebreaker.meetup_id, self.clock(), icebreaker_id=icebreaker.id)
