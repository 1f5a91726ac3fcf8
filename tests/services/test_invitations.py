"""Fair invitations as use cases: asked in waves, once, only who wishes it, only while there is room."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.domain.profiles import Wish
from bot.domain.rosters import Answer
from bot.services import agenda

if TYPE_CHECKING:
    from datetime import datetime

    from tests.services.conftest import Hall


async def wishing(hall: Hall, *user_ids: int) -> None:
    for user_id in user_ids:
        for wish in (Wish.INVITATIONS, Wish.DMS):
            await hall.services.profiles.wish(hall.member(user_id), wish, granted=True)


async def ask(hall: Hall, meetup_id: int, starts_at: datetime) -> list[int]:
    """Run a wave; whom it writes to."""
    await hall.take()
    assert await hall.services.invitations.ask(meetup_id, starts_at) is None
    jobs = await hall.take()
    return [ids["user_id"] for kind, _, ids in jobs if kind == agenda.DIRECT]


@pytest.fixture
async def start(hall: Hall) -> datetime:
    hall.clock.move(
        seconds=(hall.now.replace(hour=12, minute=0) + timedelta(days=1) - hall.now).total_seconds()
    )
    return hall.now + timedelta(hours=48)


async def test_those_who_wish_it_are_asked_once_and_in_waves(hall: Hall, start: datetime) -> None:
    meetup = await hall.services.meetups.schedule(hall.mod, hall.plan(in_hours=48, capacity=2), hall.channel)
    kinds = [kind for kind, _, _ in await hall.take()]
    assert kinds.count(agenda.INVITE) == 1
    await wishing(hall, 1, 2, 3, 4, 5, hall.organiser.user_id)
    await hall.services.profiles.wish(hall.member(6), Wish.INVITATIONS, granted=True)  # but no letters
    await hall.services.rosters.answer(hall.member(5), meetup.id, Answer.DECLINED)
    await wishing(hall, 7)
    await hall.services.organisers.choose(hall.mod, meetup.id, [7])  # who organises it knows of it
    first = await ask(hall, meetup.id, start)
    second = await ask(hall, meetup.id, start)
    assert len(first) == 4
    assert set(first) | set(second) == {1, 2, 3, 4, hall.organiser.user_id}
    assert len(first) + len(second) == 5
    assert await ask(hall, meetup.id, start) == []


async def test_nobody_is_asked_for_a_full_moved_or_cancelled_meetup(hall: Hall, start: datetime) -> None:
    meetup = await hall.services.meetups.schedule(hall.mod, hall.plan(in_hours=48, capacity=1), hall.channel)
    await wishing(hall, 1, 2)
    assert await ask(hall, meetup.id, start + timedelta(hours=1)) == []
    await hall.services.rosters.answer(hall.member(9), meetup.id, Answer.GOING)
    assert await ask(hall, meetup.id, start) == []
    await hall.services.rosters.answer(hall.member(9), meetup.id, Answer.DECLINED)
    await hall.services.meetups.cancel(hall.mod, meetup.id, "Storm")
    assert await ask(hall, meetup.id, start) == []


async def test_blocks_change_nothing_about_who_is_asked(hall: Hall, start: datetime) -> None:
    meetup = await hall.services.meetups.schedule(hall.mod, hall.plan(in_hours=48, capacity=4), hall.channel)
    await wishing(hall, 1, 2)
    await hall.services.blocks.block(hall.member(2), 1)
    await hall.services.rosters.answer(hall.member(2), meetup.id, Answer.GOING)
    assert await ask(hall, meetup.id, start) == [1]
