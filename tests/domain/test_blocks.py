"""Whom a member may ask never to be put with, and how many of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.blocks import (
    MOST_A_WEEK,
    MOST_BLOCKS,
    AlreadyBlocked,
    Block,
    BlockedBot,
    BlockedSelf,
    TooManyBlocks,
    blocked,
)

NOW = datetime(2026, 3, 2, 19, 0, tzinfo=UTC)
ME, ANA = 1, 2


def earlier(count: int, days: float) -> list[Block]:
    return [Block(ME, 100 + n, NOW - timedelta(days=days)) for n in range(count)]


def test_a_block_is_kept_with_its_date() -> None:
    assert blocked([], ME, ANA, NOW) == Block(ME, ANA, NOW)


def test_oneself_a_bot_and_somebody_blocked_already_are_refused() -> None:
    with pytest.raises(BlockedSelf):
        blocked([], ME, ME, NOW)
    with pytest.raises(BlockedBot):
        blocked([], ME, ANA, NOW, is_bot=True)
    with pytest.raises(AlreadyBlocked) as refused:
        blocked([Block(ME, ANA, NOW)], ME, ANA, NOW)
    assert refused.value.user_id == ANA


def test_nobody_blocks_everybody_but_one() -> None:
    with pytest.raises(TooManyBlocks) as refused:
        blocked(earlier(MOST_A_WEEK, days=6.9), ME, ANA, NOW)
    assert (refused.value.most, refused.value.is_weekly) == (MOST_A_WEEK, True)
    assert blocked(earlier(MOST_A_WEEK, days=7), ME, ANA, NOW)
    with pytest.raises(TooManyBlocks) as refused:
        blocked(earlier(MOST_BLOCKS, days=90), ME, ANA, NOW)
    assert (refused.value.most, refused.value.is_weekly) == (MOST_BLOCKS, False)
    assert blocked(earlier(MOST_BLOCKS - 1, days=90), ME, ANA, NOW)
