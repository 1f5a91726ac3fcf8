"""Use cases about troubles: they are kept, told once, and everything waits until somebody mends them."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.clock import Clock
from bot.domain import rights
from bot.domain.meetups import State
from bot.domain.troubles import SERVER_WIDE, Deed, Lack, Trouble
from bot.services import agenda, boards, mirroring
from bot.storage import communities, jobs, meetups, polls, troubles
from bot.storage.database import Database

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from bot.domain.rights import Actor

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class TroubleService:
    """Remembers what Discord does not allow, and tries again when asked."""

    db: Database
    clock: Clock

    async def note(self, meetup_id: int, deed: Deed, lack: Lack) -> None:
        """Keep what could not be done for a meetup; the first time it is logged, and told to moderators."""

        def where(tx: Connection) -> tuple[int, int | None] | None:
            community_id = meetups.community_of(tx, meetup_id)
            if community_id is None:
                return None
            card = meetups.load(tx, meetup_id, community_id).card
            return community_id, None if deed in SERVER_WIDE else card.channel_id

        await self._note(where, deed, lack, meetup_id)

    async def note_in(self, community_id: int, deed: Deed, lack: Lack, meetup_id: int = 0) -> None:
        """The same for what concerns a whole community, met with that meetup if with any."""
        await self._note(lambda _: (community_id, None), deed, lack, meetup_id)

    async def note_poll(self, poll_id: int, lack: Lack) -> None:
        """The same for a poll that cannot be shown."""

        def where(tx: Connection) -> tuple[int, int | None] | None:
            community_id = polls.community_of(tx, poll_id)
            if community_id is None:
                return None
            return community_id, polls.load(tx, poll_id, community_id, voters=frozenset()).channel_id

        await self._note(where, Deed.POLL, lack)

    async def _note(
        self,
        where: Callable[[Connection], tuple[int, int | None] | None],
        deed: Deed,
        lack: Lack,
        meetup_id: int = 0,
    ) -> None:
        """``where`` finds the community and the channel; ``meetup_id`` is 0 where it is about no meetup."""

        def work(tx: Connection) -> Trouble | None:
            found, now = where(tx), self.clock()
            if found is None:
                return None
            trouble = Trouble(
                community_id=found[0],
                deed=deed,
                lack=lack,
                channel_id=found[1] or 0,
                meetup_id=meetup_id,
                since=now,
            )
            if not troubles.note(tx, trouble):
                return None
            agenda.trouble(tx, trouble, now)
            return trouble

        new = await self.db.write(work)
        if new is not None:
            _log.error(
                "Server %s, channel %s: Discord did not let me do this (%s): %s. "
                "Moderators see it in /setup, mend it and press “Try again” there.",
                new.community_id,
                new.channel_id,
                new.deed,
                new.lack,
            )

    async def of(self, actor: Actor) -> list[Trouble]:
        """What does not work in the actor's community, the oldest first: for moderators.

        Raises:
            ModeratorsOnly.
        """

        def work(tx: Connection) -> list[Trouble]:
            rights.require_moderator(actor, communities.load(tx, actor.community_id))
            return troubles.of_community(tx, actor.community_id)

        return await self.db.read(work)

    async def of_meetup(self, actor: Actor, meetup_id: int) -> list[Trouble]:
        """What does not work where that meetup is shown; nothing for who may not change the meetup.

        Raises:
            MeetupNotFound.
        """

        def work(tx: Connection) -> list[Trouble]:
            meetup = meetups.load(tx, meetup_id, actor.community_id)
            if not rights.may_edit(actor, meetup, communities.load(tx, actor.community_id)):
                return []
            found = troubles.of_community(tx, actor.community_id)
            return [one for one in found if one.channel_id in {0, meetup.card.channel_id}]

        return await self.db.read(work)

    async def retry(self, actor: Actor) -> int:
        """Try everything again that waits for a trouble to end: for moderators; returns how many jobs did.

        Raises:
            ModeratorsOnly.
        """

        def work(tx: Connection) -> int:
            rights.require_moderator(actor, communities.load(tx, actor.community_id))
            return self._release(tx, actor.community_id)

        return await self.db.write(work)

    async def come_back(self, community_id: int) -> int:
        """The same, since the bot was invited to the server again."""
        return await self.db.write(lambda tx: self._release(tx, community_id))

    async def rehome(self, meetup_id: int) -> bool:
        """Move the card of a meetup whose channel is gone to the announcement channel.

        Returns False when it was there already, or there is none.
        """

        def work(tx: Connection) -> bool:
            community_id = meetups.community_of(tx, meetup_id)
            if community_id is None:
                return False
            meetup = meetups.load(tx, meetup_id, community_id, lock=True)
            home = communities.load(tx, community_id).announcement_channel_id
            if home is None or home == meetup.card.channel_id:
                return False
            meetups.save_card(tx, meetup_id, channel_id=home, message_id=None, thread_id=None)
            agenda.card(tx, meetup_id, self.clock())
            return True

        return await self.db.write(work)

    async def rehome_poll(self, poll_id: int) -> bool:
        """Move the card of a poll whose channel is gone, and of those beside it, likewise."""

        def work(tx: Connection) -> bool:
            community_id = polls.community_of(tx, poll_id)
            if community_id is None:
                return False
            poll = polls.load(tx, poll_id, community_id, lock=True, voters=frozenset())
            home = communities.load(tx, community_id).announcement_channel_id
            if home is None or home == poll.channel_id:
                return False
            card_id = poll.lead_id or poll.id
            polls.save_message(tx, card_id, home, None)
            agenda.poll(tx, card_id, poll.meetup_id, self.clock())
            return True

        return await self.db.write(work)

    def _release(self, tx: Connection, community_id: int) -> int:
        now = self.clock()
        troubles.forget(tx, community_id)
        boards.revive(tx, community_id, now)
        mine = [
            job
            for job in jobs.parked(tx)
            if job.payload.get("community_id") == community_id
            or meetups.community_of(tx, job.payload.get("meetup_id") or 0) == community_id
            or polls.community_of(tx, job.payload.get("poll_id", 0)) == community_id
        ]
        jobs.release(tx, [job.id for job in mine], now)
        for meetup in meetups.upcoming(tx, community_id, now, agenda.LARGEST_AGENDA):
            if meetup.state is State.SCHEDULED and meetup.card.thread_id is None:
                agenda.card(tx, meetup.id, now)
        community = communities.find(tx, community_id)
        if community is not None:
            mirroring.all_again(tx, community, now)
        return len(mine)
