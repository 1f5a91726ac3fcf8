"""Use cases about blocks: a member's own list of people they are never put with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.clock import Clock
from bot.domain import blocks as rules
from bot.domain.blocks import Block, NotBlocked
from bot.storage import blocks, communities
from bot.storage.database import Database

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.domain.rights import Actor


@dataclass(frozen=True, slots=True)
class BlockService:
    """Keeps, shows and lifts blocks; nothing here looks at what others asked for."""

    db: Database
    clock: Clock

    async def block(self, actor: Actor, user_id: int, *, is_bot: bool = False) -> Block:
        """Never put the actor with that user again.

        Raises:
            BlockedSelf, BlockedBot, AlreadyBlocked, TooManyBlocks.
        """

        def work(tx: Connection) -> Block:
            communities.find(tx, actor.community_id, lock=True)  # two presses at once are two in a row
            mine = blocks.by_member(tx, actor.community_id, actor.user_id)
            block = rules.blocked(mine, actor.user_id, user_id, self.clock(), is_bot=is_bot)
            blocks.add(tx, actor.community_id, block)
            return block

        return await self.db.write(work)

    async def lift(self, actor: Actor, user_id: int) -> tuple[Block, ...]:
        """Forget the actor's block of that user; returns those that remain, the newest first.

        Raises:
            NotBlocked: the actor's list has no such person.
        """

        def work(tx: Connection) -> tuple[Block, ...]:
            if not blocks.remove(tx, actor.community_id, actor.user_id, user_id):
                raise NotBlocked(user_id)
            return blocks.by_member(tx, actor.community_id, actor.user_id)

        return await self.db.write(work)

    async def mine(self, actor: Actor) -> tuple[Block, ...]:
        """The actor's own blocks, the newest first."""
        return await self.db.read(lambda tx: blocks.by_member(tx, actor.community_id, actor.user_id))
