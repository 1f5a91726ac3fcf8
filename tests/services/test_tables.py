"""A whole evening of tables: the clock, latecomers and leavers, swaps, blocks, and who may do what."""

from __future__ import annotations

import contextlib
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.domain.blocks import Block
from bot.domain.icebreakers.plans import pairs_at
from bot.domain.meetups import MeetupNotFound
from bot.domain.prompts import PromptKnown, Tag, catalogue
from bot.domain.rights import Actor, ModeratorsOnly, OrganisersOnly
from bot.domain.rosters import Answer
from bot.domain.rounds import NoIcebreaker, NotAtATable, Pool, SwapRefused, TooFewPresent, Wish
from bot.domain.ties import Strength
from bot.storage import blocks, ties
from tests.services.test_icebreakers import MEMBER, MOD, STRANGER, an_evening, pairs_of, services, waiting

if TYPE_CHECKING:
    from bot.domain.rounds import PlayedRound
    from bot.services import Services
    from bot.storage.database import Database
    from tests.conftest import MovableClock

__all__ = ["services"]  # a fixture: pytest finds it here by its name


async def test_a_whole_evening_is_planned_ahead_and_goes_by_the_clock(
    services: Services, clock: MovableClock, db: Database
) -> None:
    meetup_id = await an_evening(services, clock, *range(1, 17))
    started = await services.icebreakers.start(MOD, meetup_id, Wish(size=4, rounds=3, minutes=15))
    assert len(started.icebreaker.planned) == 2
    [soon], [end] = await waiting(db, "round_soon"), await waiting(db, "round_next")
    assert (soon.due_at, end.due_at) == (clock() + timedelta(minutes=13), clock() + timedelta(minutes=15))
    met = pairs_of(started)
    for number in (2, 3):
        planned = (await services.tables.evening(MOD, meetup_id)).icebreaker.planned
        clock.move(minutes=15)
        playing = (await services.tables.evening(MOD, meetup_id)).playing
        await services.icebreakers.time_is_up(meetup_id, playing.id)
        await services.icebreakers.time_is_up(meetup_id, playing.id)  # a job that is run twice
        now = await services.tables.evening(MOD, meetup_id)
        assert (now.playing.number, now.playing.groups) == (number, planned[0])
        assert not pairs_of(now) & met
        met |= pairs_of(now)
    assert len(met) == 3 * 4 * 6
    await services.icebreakers.time_is_up(meetup_id, now.playing.id)
    over = await services.tables.evening(MOD, meetup_id)
    assert over.icebreaker.ended_at == clock()
    assert len(await waiting(db, "round_over")) == 1
    one_more = await services.icebreakers.advance(MOD, meetup_id, after=3)
    assert (one_more.playing.number, one_more.icebreaker.ended_at, one_more.firsts) == (4, None, 24)


async def test_who_comes_late_or_leaves_changes_this_round_and_those_to_come(
    services: Services, clock: MovableClock, db: Database
) -> None:
    meetup_id = await an_evening(services, clock, *range(1, 12))
    await services.icebreakers.start(MOD, meetup_id, Wish(size=4, rounds=2, minutes=15))
    await services.checkins.check_in(MOD, meetup_id, [12])
    assert len(await waiting(db, "round_seats")) == 1
    await services.tables.keep_up(meetup_id)
    seen = await services.tables.evening(MOD, meetup_id)
    assert seen.playing.seated == set(range(1, 13))
    assert sorted(map(len, seen.playing.groups)) == [4, 4, 4]
    assert [job.payload["user_id"] for job in await waiting(db, "round_call")] == [12]

    clock.move(minutes=6)
    before = seen.playing.table_of(1)
    assert before is not None
    await services.tables.leave(MEMBER, meetup_id)
    await services.tables.remove(MOD, meetup_id, 2)
    now = await services.tables.evening(MOD, meetup_id)
    assert now.playing.seated == set(range(3, 13))
    assert now.without_table == ()
    found = await db.read(lambda tx: ties.among(tx, 1, range(1, 13)))
    with_me = {tie for tie in found.values() if 1 in tie.pair and tie.strength is Strength.MET}
    assert len(with_me) == len(before.user_ids) - 1  # they had talked for six minutes

    second = await services.icebreakers.advance(MOD, meetup_id, after=1)
    assert second.playing.seated == set(range(3, 13))
    # three tables: of four who sat together before, two do again
    forced = sum(max(0, len({*table.user_ids} - {1, 2}) - 3) for table in seen.playing.tables)
    assert second.firsts == second.meetings - forced
    back = await services.tables.leave(MEMBER, meetup_id, back=True)
    assert 1 in back.seated
    with pytest.raises(NotAtATable):
        await services.tables.leave(Actor(user_id=77, community_id=1), meetup_id)


async def test_who_had_to_go_is_not_seated_when_another_icebreaker_begins_unless_they_come_back(
    services: Services, clock: MovableClock
) -> None:
    meetup_id = await an_evening(services, clock, 1, 2, 3, 4, 5)
    await services.icebreakers.start(MOD, meetup_id, Wish())
    await services.tables.leave(MEMBER, meetup_id)
    clock.move(minutes=20)
    pairs = await services.icebreakers.start(MOD, meetup_id, Wish())
    assert (pairs.playing.seated, pairs.without_table) == ({2, 3, 4, 5}, ())
    await services.tables.leave(MEMBER, meetup_id, back=True)
    assert (await services.tables.evening(MOD, meetup_id)).playing.seated == {1, 2, 3, 4, 5}


async def test_a_check_in_taken_back_or_noted_the_day_after_seats_nobody(
    services: Services, clock: MovableClock
) -> None:
    meetup_id = await an_evening(services, clock, 1, 2, 3, 4, 5)
    await services.icebreakers.start(MOD, meetup_id, Wish())
    await services.checkins.undo(MOD, meetup_id, 5)
    await services.tables.keep_up(meetup_id)
    assert (await services.tables.evening(MOD, meetup_id)).playing.seated == {1, 2, 3, 4}
    clock.move(days=1)
    await services.checkins.check_in(MOD, meetup_id, [6])
    await services.tables.keep_up(meetup_id)
    assert (await services.tables.evening(MOD, meetup_id)).playing.seated == {1, 2, 3, 4}


async def test_blocked_pairs_never_share_a_table_even_if_they_ask_in_the_middle(
    services: Services, clock: MovableClock, db: Database
) -> None:
    meetup_id = await an_evening(services, clock, *range(1, 9))
    await db.write(lambda tx: blocks.add(tx, 1, Block(1, 2, clock())))
    started = await services.icebreakers.start(MOD, meetup_id, Wish(size=4, rounds=3))
    assert (1, 2) not in pairs_of(started)
    [planned, *_] = started.icebreaker.planned
    together = next(pair for table in planned for pair in pairs_at(table))
    await db.write(lambda tx: blocks.add(tx, 1, Block(together[1], together[0], clock())))
    for number in (1, 2):
        now = await services.icebreakers.advance(MOD, meetup_id, after=number)
        assert not pairs_of(now) & {(1, 2), together}


async def first_swap(services: Services, meetup_id: int, pairs: list[tuple[int, int]]) -> PlayedRound:
    """The first of some swaps that the lot allows: the secret of a community is drawn anew in each test."""
    for one, other in pairs:
        with contextlib.suppress(SwapRefused):
            return (await services.tables.swap(MOD, meetup_id, one, other)).playing
    pytest.skip("the lot is against all of them: one time in a hundred")


async def test_two_change_places_and_a_refused_swap_changes_nothing(
    services: Services, clock: MovableClock, db: Database
) -> None:
    meetup_id = await an_evening(services, clock, 1, 2, 3, 4)
    before = (await services.icebreakers.start(MOD, meetup_id, Wish())).playing
    (one, _), (other, _) = before.groups
    blocked = Block(one, before.groups[1][1], clock())
    await db.write(lambda tx: blocks.add(tx, 1, blocked))
    with pytest.raises(SwapRefused):
        await services.tables.swap(MOD, meetup_id, one, other)
    assert (await services.tables.evening(MOD, meetup_id)).playing == before
    await db.write(lambda tx: blocks.remove(tx, 1, blocked.by_id, blocked.user_id))
    after = await first_swap(services, meetup_id, [(one, other), (one, before.groups[1][1])])
    assert after.groups != before.groups
    assert after.seated == before.seated
    called = {job.payload["user_id"] for job in await waiting(db, "round_call")}
    assert one in called
    assert len(called) == 2
    assert len(await waiting(db, "round_paint")) == 1


async def test_those_with_a_seat_can_be_seated_before_anybody_is_checked_in(
    services: Services, clock: MovableClock
) -> None:
    meetup_id = await an_evening(services, clock)
    for user_id in (1, 2, 3):
        await services.rosters.answer(Actor(user_id=user_id, community_id=1), meetup_id, Answer.GOING)
    await services.checkins.check_in(MOD, meetup_id, [4])
    with pytest.raises(TooFewPresent):
        await services.icebreakers.start(MOD, meetup_id, Wish())
    going = await services.icebreakers.start(MOD, meetup_id, Wish(pool=Pool.GOING))
    assert going.playing.seated == {1, 2, 3, 4}


async def test_it_can_be_stopped_and_then_nothing_of_it_comes(
    services: Services, clock: MovableClock, db: Database
) -> None:
    meetup_id = await an_evening(services, clock, 1, 2, 3, 4)
    for refused in (
        services.tables.evening(MOD, meetup_id),
        services.icebreakers.stop(MOD, meetup_id),
        services.tables.playing(MEMBER, meetup_id),
        services.icebreakers.advance(MOD, meetup_id, after=0),
    ):
        with pytest.raises(NoIcebreaker):
            await refused
    started = await services.icebreakers.start(MOD, meetup_id, Wish(rounds=3, minutes=10))
    stopped = await services.icebreakers.stop(MOD, meetup_id)
    assert (stopped.icebreaker.planned, stopped.icebreaker.ended_at) == ((), clock())
    clock.move(minutes=10)
    await services.icebreakers.time_is_up(meetup_id, started.playing.id)
    assert (await services.tables.evening(MOD, meetup_id)).playing.number == 1
    assert len(await waiting(db, "round_over")) == 1
    for mine in (services.tables.swap(MEMBER, meetup_id, 1, 2), services.tables.remove(MEMBER, meetup_id, 3)):
        with pytest.raises(OrganisersOnly):
            await mine
    with pytest.raises(MeetupNotFound):
        await services.tables.evening(STRANGER, meetup_id)


async def test_what_a_community_added_is_asked_and_what_is_left_out_is_not(
    services: Services, clock: MovableClock
) -> None:
    assert [p.text for p in await services.prompts.add(MOD, ["Quel est ton tram ?"])] == [
        "Quel est ton tram ?"
    ]
    with pytest.raises(PromptKnown):
        await services.prompts.add(MOD, ["Autre chose ?", "quel est ton tram ?"])
    assert len(await services.prompts.own(MOD)) == 1
    with pytest.raises(ModeratorsOnly):
        await services.prompts.own(MEMBER)
    meetup_id = await an_evening(services, clock, *range(1, 41))
    wish = Wish(rounds=1, left_out=frozenset(Tag))
    asked = [
        table.prompt
        for _ in range(8)
        for table in (await services.icebreakers.start(MOD, meetup_id, wish)).playing.tables
    ]
    assert "Quel est ton tram ?" in asked
    assert not set(asked) & {prompt.text for prompt in catalogue("fr") if prompt.tags}
    [mine] = await services.prompts.own(MOD)
    assert await services.prompts.remove(MOD, mine.id) == ()
