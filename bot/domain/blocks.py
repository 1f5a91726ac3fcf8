"""Blocks: "never put me with X", private, working both ways, and never explained to anybody.

Whether X has blocked the asker too is looked at nowhere in here: what a member is told cannot depend on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.domain.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_BLOCKS = 20
MOST_A_WEEK = 5
"""Whoever could block everybody but one would learn, by being left out, who has blocked them."""

_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Block:
    """One member's wish never to be put with another; ``created_at`` is UTC."""

    by_id: int
    user_id: int
    created_at: datetime


class BlockedSelf(Refusal):
    """Somebody tried to block themselves."""


class BlockedBot(Refusal):
    """Bots are never seated, so there is nobody to keep away from."""


@dataclass(eq=False)
class AlreadyBlocked(Refusal):
    """The asker's own list has that person already."""

    user_id: int


@dataclass(eq=False)
class NotBlocked(Refusal):
    """The asker's own list has no such person."""

    user_id: int


@dataclass(eq=False)
class TooManyBlocks(Refusal):
    """No more people can be blocked: ``most`` in all, or within a week."""

    most: int
    is_weekly: bool


def blocked(mine: Sequence[Block], by_id: int, user_id: int, now: datetime, *, is_bot: bool = False) -> Block:
    """The block that is to be kept beside ``mine``, all of which are by ``by_id``.

    Raises:
        BlockedSelf, BlockedBot, AlreadyBlocked, TooManyBlocks.
    """
    if user_id == by_id:
        raise BlockedSelf
    if is_bot:
        raise BlockedBot
    if any(block.user_id == user_id for block in mine):
        raise AlreadyBlocked(user_id)
    if len(mine) >= MOST_BLOCKS:
        raise TooManyBlocks(MOST_BLOCKS, is_weekly=False)
    if sum(block.created_at > now - _WEEK for block in mine) >= MOST_A_WEEK:
        raise TooManyBlocks(MOST_A_WEEK, is_weekly=True)
    return Block(by_id, user_id, now)
