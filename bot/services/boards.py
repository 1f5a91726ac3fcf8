"""Use cases about agenda messages: put up, painted after changes and at midnight, lost, taken down."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.clock import Clock
from bot.domain import boards as rules
from bot.domain import rights
from bot.domain.boards import Board
from bot.domain.listings import Filter
from bot.domain.troubles import Deed, Trouble
from bot.services import agenda
from bot.services.listings import Listing, listing_of
from bot.storage import boards, communities, troubles
from bot.storage.database import Database

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from bot.domain.rights import Actor
    from bot.domain.troubles import Lack

LINES = 16
"""Meetups that an agenda message shows; the rest is a number."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class BoardService:
    """Keeps one agenda message a community."""

    db: Database
    clock: Clock

    async def of(self, actor: Actor) -> Board | None:
        """The community's agenda message: for moderators.

        Raises:
            ModeratorsOnly.
        """

        def work(tx: Connection) -> Board | None:
            rights.require_moderator(actor, communities.load(tx, actor.community_id))
            return boards.find(tx, actor.community_id)

        return await self.db.read(work)

    async def put_up(self, actor: Actor, channel_id: int) -> Board:
        """Put the agenda up in a channel, and take it down where it stood before: for moderators.

        Where it stands there already it is painted again; where it was lost there it comes back.

        Raises:
            ModeratorsOnly.
        """

        def work(tx: Connection) -> Board:
            now = self.clock()
            rights.require_moderator(actor, communities.load(tx, actor.community_id))
            known = boards.find(tx, actor.community_id, lock=True)
            if known is not None and known.channel_id == channel_id:
                board = replace(known, lost_at=None, asked_at=now)
            else:
                _clear(tx, known, now)
                board = Board(community_id=actor.community_id, channel_id=channel_id, asked_at=now)
            boards.save(tx, board)
            troubles.mended(tx, actor.community_id, Deed.AGENDA)
            agenda.board(tx, actor.community_id, now, now)
            return board

        return await self.db.write(work)

    async def take_down(self, actor: Actor) -> None:
        """Keep no agenda message any more: for moderators.

        Raises:
            ModeratorsOnly.
        """

        def work(tx: Connection) -> None:
            rights.require_moderator(actor, communities.load(tx, actor.community_id))
            _clear(tx, boards.find(tx, actor.community_id, lock=True), self.clock())
            boards.forget(tx, actor.community_id)
            troubles.mended(tx, actor.community_id, Deed.AGENDA)

        await self.db.write(work)

    async def changed(self, community_id: int) -> None:
        """Something that the agenda shows changed: have it painted soon, with all that changes meanwhile."""
        known = await self.db.read(lambda tx: boards.find(tx, community_id))
        if known is not None and known.may_be_asked:
            await self.db.write(lambda tx: ask(tx, community_id, self.clock()))

    async def begin(self, community_id: int) -> tuple[Board, Listing] | None:
        """What is to be painted now; None if there is no agenda message, or it is lost.

        Whatever changes from here on asks for another stroke. The next midnight is planned, once.
        """

        def work(tx: Connection) -> tuple[Board, Listing] | None:
            now, known = self.clock(), boards.find(tx, community_id, lock=True)
            if known is None or known.lost_at is not None:
                return None
            listing = listing_of(tx, community_id, Filter(), frozenset(), now, size=LINES)
            board = rules.begun(known, now, listing.community.zone)
            boards.save(tx, board)
            if board.turns_at is not None and board.turns_at != known.turns_at:
                agenda.board(tx, community_id, board.turns_at, now)
            return board, listing

        return await self.db.write(work)

    async def posted(self, board: Board, message_id: int) -> None:
        """Note which message the agenda is; if it was put up elsewhere meanwhile, that message goes again."""

        def work(tx: Connection) -> None:
            known = boards.find(tx, board.community_id, lock=True)
            if known is not None and known.channel_id == board.channel_id:
                boards.save(tx, replace(known, message_id=message_id))
            else:
                _clear(tx, replace(board, message_id=message_id), self.clock())

        await self.db.write(work)

    async def lose(self, board: Board, lack: Lack, *, is_gone: bool) -> None:
        """Discord does not let the bot keep it: leave it alone, and tell moderators once."""

        def work(tx: Connection) -> bool:
            now, known = self.clock(), boards.find(tx, board.community_id, lock=True)
            if known is None or (known.channel_id, known.message_id) != (board.channel_id, board.message_id):
                return False
            boards.save(tx, rules.lost(known, now, is_gone=is_gone))
            met = Trouble(
                community_id=board.community_id,
                deed=Deed.AGENDA,
                lack=lack,
                channel_id=board.channel_id,
                meetup_id=0,
                since=now,
            )
            if not troubles.note(tx, met):
                return False
            agenda.trouble(tx, met, now)
            return True

        if await self.db.write(work):
            _log.error(
                "Server %s, channel %s: the agenda message cannot be kept: %s. Moderators see it in /setup.",
                board.community_id,
                board.channel_id,
                lack,
            )


def ask(tx: Connection, community_id: int, now: datetime) -> None:
    """Have the agenda message painted soon, unless that is asked for already; inside a transaction."""
    known = boards.find(tx, community_id, lock=True)
    if known is not None and known.may_be_asked:
        boards.save(tx, replace(known, asked_at=now))
        agenda.board(tx, community_id, now + rules.GATHERED, now)


def _clear(tx: Connection, known: Board | None, now: datetime) -> None:
    """Have the message of a board deleted that is kept no longer."""
    if known is not None and known.message_id is not None:
        agenda.board_down(tx, known.community_id, known.channel_id, known.message_id, now)


def revive(tx: Connection, community_id: int, now: datetime) -> None:
    """Keep a lost agenda message again, since a moderator says that what was in its way is mended."""
    known = boards.find(tx, community_id, lock=True)
    if known is not None and known.lost_at is not None:
        boards.save(tx, replace(known, lost_at=None, asked_at=None))
        agenda.board(tx, community_id, now, now)
