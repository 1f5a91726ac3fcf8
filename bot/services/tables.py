"""Use cases about the tables of a round: seen at a glance, changed as people come, go and change places."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.clock import Clock
from bot.domain import rounds
from bot.domain.rounds import Company, Icebreaker, PlayedRound
from bot.services import agenda, rooms
from bot.storage import icebreakers
from bot.storage.database import Database

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.domain.rights import Actor
    from bot.services.rooms import Evening, Going

Decision = Callable[[PlayedRound, Company], tuple[PlayedRound, tuple[int, ...]]]


@dataclass(frozen=True, slots=True)
class TableService:
    """Shows and changes who sits where in the round that is played."""

    db: Database
    clock: Clock

    async def evening(self, actor: Actor, meetup_id: int) -> Evening:
        """The round that is played, for its organiser; the last one when the icebreaker is over.

        Raises:
            MeetupNotFound, OrganisersOnly, NoIcebreaker.
        """

        def work(tx: Connection) -> Evening:
            going = rooms.of_organiser(tx, actor, meetup_id, over=True)
            return rooms.evening(tx, going.meetup, going.played, going.icebreaker.id)

        return await self.db.read(work)

    async def swap(self, actor: Actor, meetup_id: int, one: int, other: int) -> Evening:
        """Let two people change places.

        Raises:
            What `evening` and ``bot.domain.rounds.swapped`` raise.
        """

        def work(tx: Connection) -> Evening:
            going = rooms.of_organiser(tx, actor, meetup_id, lock=True)
            secret = icebreakers.secret_of(tx, going.meetup.community_id)

            def swap(playing: PlayedRound, room: Company) -> tuple[PlayedRound, tuple[int, ...]]:
                return rounds.swapped(playing, one, other, room, secret=secret), (one, other)

            after = self._changed(tx, going, swap)
            return rooms.evening(tx, going.meetup, after, going.icebreaker.id)

        return await self.db.write(work)

    async def remove(self, actor: Actor, meetup_id: int, user_id: int) -> Evening:
        """Note that somebody has left; nobody stays alone for it.

        Raises:
            MeetupNotFound, OrganisersOnly, NoIcebreaker, NotAtATable.
        """

        def work(tx: Connection) -> Evening:
            going = rooms.of_organiser(tx, actor, meetup_id, lock=True)
            after = self._left(tx, going, user_id)
            return rooms.evening(tx, going.meetup, after, going.icebreaker.id)

        return await self.db.write(work)

    async def leave(self, actor: Actor, meetup_id: int, *, back: bool = False) -> PlayedRound:
        """Let a member go, or come back to the tables; returns the round as it is then.

        Raises:
            MeetupNotFound, NoIcebreaker, NotAtATable: they were at no table of this icebreaker.
        """

        def work(tx: Connection) -> PlayedRound:
            going = rooms.found(tx, actor, meetup_id, lock=True)
            if not back:
                return self._left(tx, going, actor.user_id)[-1]
            if actor.user_id not in icebreakers.left(tx, going.icebreaker.id):
                raise rounds.NotAtATable
            icebreakers.come_back(tx, going.icebreaker.id, actor.user_id)
            return self._changed(tx, going, rounds.keep_up)[-1]

        return await self.db.write(work)

    async def keep_up(self, meetup_id: int) -> None:
        """Give a table to whoever came late, and close up where somebody is not there after all."""

        def work(tx: Connection) -> None:
            going = rooms.running(tx, meetup_id)
            if going is not None:
                self._changed(tx, going, rounds.keep_up)

        await self.db.write(work)

    async def playing(self, actor: Actor, meetup_id: int) -> PlayedRound:
        """The round that is played, for those who sit at its tables.

        Raises:
            MeetupNotFound, NoIcebreaker.
        """
        return await self.db.read(lambda tx: rooms.found(tx, actor, meetup_id).playing)

    async def round(self, round_id: int) -> tuple[PlayedRound, Icebreaker, bool]:
        """A round with its tables, the icebreaker it belongs to, and whether it is being played."""

        def work(tx: Connection) -> tuple[PlayedRound, Icebreaker, bool]:
            played = icebreakers.load_round(tx, round_id)
            going = rooms.running(tx, played.meetup_id, lock=False)
            is_playing = going is not None and going.playing.id == round_id
            return played, icebreakers.load(tx, played.icebreaker_id), is_playing

        return await self.db.read(work)

    async def note_messages(self, round_id: int, message_ids: list[int]) -> None:
        """Keep where a round is shown."""
        await self.db.write(lambda tx: icebreakers.save_messages(tx, round_id, message_ids))

    def _left(self, tx: Connection, going: Going, user_id: int) -> tuple[PlayedRound, ...]:
        if user_id not in going.playing.seated | icebreakers.left(tx, going.icebreaker.id):
            raise rounds.NotAtATable
        icebreakers.leave(tx, going.icebreaker.id, user_id, self.clock())
        return self._changed(tx, going, rounds.keep_up)

    def _changed(self, tx: Connection, going: Going, decide: Decision) -> tuple[PlayedRound, ...]:
        """The rounds once something was decided about the one that is played; those moved are told."""
        *earlier, playing = going.played
        now, meetup = self.clock(), going.meetup
        if not playing.takes_people(meetup.span[1], now):
            return going.played
        here = rooms.here(tx, meetup, going.icebreaker.wish.pool, going.icebreaker)
        after, moved = decide(playing, rooms.company(tx, meetup, here, earlier))
        if after != playing:
            met = now - playing.started_at >= rounds.STAYED
            icebreakers.save_seats(tx, after, playing.seated - after.seated if met else ())
            agenda.round_changed(tx, after, moved, now)
        return (*earlier, after)
