"""Rounds: everybody present is seated with somebody new, as long as there is somebody new."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from bot.domain.checkins import CheckInNotOpen
from bot.domain.icebreakers.plans import pairs_at
from bot.domain.meetups import MeetupNotFound, Plan
from bot.domain.prompts import PROMPTS
from bot.domain.rights import Actor, OrganisersOnly
from bot.domain.ties import Strength
from bot.services import Services
from bot.services.icebreakers import TRIES, IcebreakerService, RoundJustStarted, TooFewPresent
from bot.storage import jobs, ties

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.storage.database import Database
    from bot.storage.icebreakers import Round
    from tests.conftest import MovableClock

MOD = Actor(user_id=9, community_id=1, manages_guild=True)
MEMBER = Actor(user_id=1, community_id=1)
STRANGER = Actor(user_id=9, community_id=2, manages_guild=True)


@pytest.fixture
async def services(db: Database, clock: MovableClock) -> Services:
    services = Services.create(db, clock)
    await services.communities.of(1, "fr")
    await services.communities.of(2, "en-GB")
    return services


async def an_evening(services: Services, clock: MovableClock, *people: int) -> int:
    """A meetup of a new day, with those people checked in."""
    clock.move(days=1)
    plan = Plan(title="Drinks", starts_at=clock() + timedelta(minutes=5), zone=ZoneInfo("Europe/Paris"))
    meetup = await services.meetups.schedule(MOD, plan, channel_id=100)
    clock.move(minutes=10)
    await services.checkins.check_in(MOD, meetup.id, people)
    return meetup.id


def pairs_of(started: Round) -> set[tuple[int, int]]:
    return {pair for table in started.tables for pair in pairs_at(table.user_ids)}


@pytest.mark.parametrize(("n", "sizes"), [(2, [2]), (3, [3]), (6, [2, 2, 2]), (7, [2, 2, 3])])
async def test_everybody_present_is_seated(
    services: Services, clock: MovableClock, n: int, sizes: list[int]
) -> None:
    meetup_id = await an_evening(services, clock, *range(1, n + 1))
    started, plan = await services.icebreakers.start(MOD, meetup_id)
    assert sorted(len(table.user_ids) for table in started.tables) == sizes
    assert sorted(u for table in started.tables for u in table.user_ids) == [*range(1, n + 1)]
    assert len({table.prompt for table in started.tables}) == len(sizes)
    assert {table.prompt for table in started.tables} <= set(PROMPTS["fr"])
    assert plan.repeats == ()


@pytest.mark.parametrize("n", [0, 1])
async def test_one_person_alone_is_not_a_round(services: Services, clock: MovableClock, n: int) -> None:
    meetup_id = await an_evening(services, clock, *range(1, n + 1))
    with pytest.raises(TooFewPresent) as refused:
        await services.icebreakers.start(MOD, meetup_id)
    assert (refused.value.present, refused.value.needed) == (n, 2)


async def test_no_pair_comes_twice_while_there_are_others(services: Services, clock: MovableClock) -> None:
    meetup_id = await an_evening(services, clock, 1, 2, 3, 4, 5, 6)
    seen: set[tuple[int, int]] = set()
    for number in range(1, 6):
        started, plan = await services.icebreakers.start(MOD, meetup_id)
        assert started.number == number
        assert not pairs_of(started) & seen
        assert not plan.repeats
        seen |= pairs_of(started)
    _, sixth = await services.icebreakers.start(MOD, meetup_id)
    assert len(sixth.repeats) == 3


async def test_those_who_met_at_another_meetup_are_kept_apart(
    services: Services, clock: MovableClock
) -> None:
    await an_evening(services, clock, 1, 2)
    await an_evening(services, clock, 3, 4)
    meetup_id = await an_evening(services, clock, 1, 2, 3, 4)
    started, _ = await services.icebreakers.start(MOD, meetup_id)
    assert not pairs_of(started) & {(1, 2), (3, 4)}


async def test_a_round_makes_ties_and_a_job_that_shows_it(
    services: Services, clock: MovableClock, db: Database
) -> None:
    meetup_id = await an_evening(services, clock, *range(1, 21))
    started, _ = await services.icebreakers.start(MOD, meetup_id)
    found = await db.read(lambda tx: ties.among(tx, 1, range(1, 21)))
    assert set(found) == pairs_of(started)  # a meetup of twenty proves nothing by itself
    assert {tie.strength for tie in found.values()} == {Strength.MET}
    waiting = await db.read(lambda tx: jobs.upcoming(tx, 100))
    assert [job.payload["round_id"] for job in waiting if job.kind == "round"] == [started.id]


async def test_prompts_are_new_in_each_round(services: Services, clock: MovableClock) -> None:
    meetup_id = await an_evening(services, clock, *range(1, 9))
    drawn = [
        table.prompt
        for _ in range(4)
        for table in (await services.icebreakers.start(MOD, meetup_id))[0].tables
    ]
    assert len(set(drawn)) == 16


async def test_a_button_pressed_twice_starts_one_round(services: Services, clock: MovableClock) -> None:
    meetup_id = await an_evening(services, clock, 1, 2, 3, 4)
    first, _ = await services.icebreakers.start(MOD, meetup_id)
    second, _ = await services.icebreakers.start(MOD, meetup_id, after=first.number)
    assert second.number == 2
    with pytest.raises(RoundJustStarted):
        await services.icebreakers.start(MOD, meetup_id, after=first.number)


async def test_two_organisers_at_once_start_one_round(services: Services, clock: MovableClock) -> None:
    meetup_id = await an_evening(services, clock, 1, 2, 3, 4)
    both = (services.icebreakers.start(MOD, meetup_id, after=0) for _ in range(2))
    results = await asyncio.gather(*both, return_exceptions=True)
    assert sum(isinstance(result, RoundJustStarted) for result in results) == 1


class Interrupted:
    """A database to which something happens between a round's plan and its keeping."""

    def __init__(self, db: Database, meanwhile: Callable[[], Awaitable[object]], times: int) -> None:
        self._db, self._meanwhile, self._times = db, meanwhile, times

    async def read(self, work: Any) -> Any:
        return await self._db.read(work)

    async def write(self, work: Any) -> Any:
        if self._times:
            self._times -= 1
            await self._meanwhile()
        return await self._db.write(work)


async def test_who_comes_in_while_it_is_planned_is_seated_too(
    services: Services, clock: MovableClock, db: Database
) -> None:
    meetup_id = await an_evening(services, clock, 1, 2, 3)

    async def one_more() -> None:
        await services.checkins.check_in(MOD, meetup_id, [4])

    interrupted: Any = Interrupted(db, one_more, times=1)
    started, _ = await IcebreakerService(interrupted, clock).start(MOD, meetup_id)
    assert sorted(len(table.user_ids) for table in started.tables) == [2, 2]
    assert await services.icebreakers.round(started.id) == started


async def test_a_door_that_never_closes_is_told(
    services: Services, clock: MovableClock, db: Database
) -> None:
    meetup_id = await an_evening(services, clock, 1, 2, 3)
    arrivals = iter(range(100, 200))

    async def one_more() -> None:
        await services.checkins.check_in(MOD, meetup_id, [next(arrivals)])

    interrupted: Any = Interrupted(db, one_more, times=TRIES)
    with pytest.raises(RoundJustStarted):
        await IcebreakerService(interrupted, clock).start(MOD, meetup_id)


async def test_a_round_started_meanwhile_stands(
    services: Services, clock: MovableClock, db: Database
) -> None:
    meetup_id = await an_evening(services, clock, 1, 2, 3, 4)

    async def another() -> None:
        await services.icebreakers.start(MOD, meetup_id)

    interrupted: Any = Interrupted(db, another, times=1)
    with pytest.raises(RoundJustStarted):
        await IcebreakerService(interrupted, clock).start(MOD, meetup_id)


async def test_members_and_other_communities_start_none(services: Services, clock: MovableClock) -> None:
    meetup_id = await an_evening(services, clock, 1, 2)
    with pytest.raises(OrganisersOnly):
        await services.icebreakers.start(MEMBER, meetup_id)
    with pytest.raises(MeetupNotFound):
        await services.icebreakers.start(STRANGER, meetup_id)
    clock.move(days=1)
    with pytest.raises(CheckInNotOpen):
        await services.icebreakers.start(MOD, meetup_id)


async def test_where_a_round_is_shown_is_kept(services: Services, clock: MovableClock) -> None:
    meetup_id = await an_evening(services, clock, 1, 2)
    started, _ = await services.icebreakers.start(MOD, meetup_id)
    await services.icebreakers.note_message(started.id, 500)
    assert (await services.icebreakers.round(started.id)).message_id == 500
