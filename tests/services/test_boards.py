"""The agenda message: one stroke for many changes, each midnight planned once, lost until it is asked for."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest

from bot.domain.boards import GATHERED
from bot.domain.rights import ModeratorsOnly
from bot.domain.troubles import Lack
from bot.services import agenda
from bot.storage import troubles


async def due(hall):
    return [(kind, at) for kind, at, _ in await hall.take() if kind in {agenda.BOARD, agenda.BOARD_DOWN}]


async def test_many_changes_are_one_stroke_and_those_after_it_begins_another(hall):
    await hall.scheduled()
    with pytest.raises(ModeratorsOnly):
        await hall.services.boards.put_up(hall.organiser, 7)
    await hall.services.boards.changed(hall.here)
    assert await due(hall) == [], "there is none yet"
    await hall.services.boards.put_up(hall.mod, 7)
    assert await due(hall) == [(agenda.BOARD, hall.now)]
    board, listing = await hall.services.boards.begin(hall.here)
    assert [line.entry.meetup.plan.title for line in listing.lines] == ["Picnic"]
    [(_, midnight)] = await due(hall)
    local = midnight.astimezone(listing.community.zone)
    assert (local.hour, local.minute) == (0, 0)
    assert hall.now < midnight <= hall.now + timedelta(days=1)
    await hall.services.boards.posted(board, 70)
    for _ in range(3):
        await hall.services.boards.changed(hall.here)
    assert await due(hall) == [(agenda.BOARD, hall.now + GATHERED)]
    board, _ = await hall.services.boards.begin(hall.here)
    assert board.message_id == 70
    await hall.services.boards.changed(hall.here)
    assert len(await due(hall)) == 1, "the same midnight is not planned twice"


async def test_lost_it_is_told_once_and_left_alone(hall):
    await hall.services.boards.put_up(hall.mod, 7)
    board, _ = await hall.services.boards.begin(hall.here)
    await hall.services.boards.posted(board, 70)
    await hall.services.boards.lose(board, Lack.GONE, is_gone=True)
    assert (await hall.services.boards.of(hall.mod)).lost_at is None, "another message stands there by now"
    board, _ = await hall.services.boards.begin(hall.here)
    await hall.take()
    for _ in range(2):
        await hall.services.boards.lose(board, Lack.GONE, is_gone=True)
    assert [kind for kind, *_ in await hall.take()] == [agenda.TROUBLE]
    await hall.services.boards.changed(hall.here)
    assert await due(hall) == []
    assert await hall.services.boards.begin(hall.here) is None
    await hall.services.troubles.retry(hall.mod)
    assert len(await due(hall)) == 1
    assert (await hall.services.boards.of(hall.mod)).message_id is None
    await hall.services.boards.put_up(hall.mod, 8)
    assert await hall.db.read(partial(troubles.of_community, community_id=hall.here)) == []


async def test_elsewhere_or_taken_down_the_old_message_goes(hall):
    await hall.services.boards.put_up(hall.mod, 7)
    board, _ = await hall.services.boards.begin(hall.here)
    await hall.services.boards.posted(board, 70)
    await hall.take()
    await hall.services.boards.put_up(hall.mod, 8)
    await hall.services.boards.posted(board, 71)
    assert (await hall.services.boards.of(hall.mod)).message_id is None, "that was the old place's"
    found = sorted(kind for kind, _ in await due(hall))
    assert found == [agenda.BOARD, agenda.BOARD_DOWN, agenda.BOARD_DOWN], "the one that came late goes, too"
    board, _ = await hall.services.boards.begin(hall.here)
    await hall.services.boards.posted(board, 80)
    await hall.take()
    await hall.services.boards.take_down(hall.mod)
    assert [kind for kind, _ in await due(hall)] == [agenda.BOARD_DOWN]
    assert await hall.services.boards.begin(hall.here) is None
