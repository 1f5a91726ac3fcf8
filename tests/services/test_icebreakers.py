"""Rounds: everybody present is seated with somebody new, through a whole evening of comings and goings."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from bot.domain.checkins import CheckInNotOpen
from bot.domain.icebreakers.plans import pairs_at
from bot.domain.meetups import MeetupNotFound, Plan
from bot.domain.prompts import Depth, catalogue
from bot.domain.rights import Actor, OrganisersOnly
from bot.domain.rounds import (
    RoundJustStarted,
    TooFewPresent,
    Wish,
)
from bot.domain.ties import Strength
from bot.services import Services
from bot.services.icebreakers import TRIES, IcebreakerService
from bot.storage import jobs, ties

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.domain.rounds import PlayedRound
    from bot.services.rooms import Evening
    from bot.storage.database import Database
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
    if people:
        await services.checkins.check_in(MOD, meetup.id, people)
    return meetup.id


def pairs_of(started: Evening | PlayedRound) -> set[tuple[int, int]]:
    playing = getattr(started, "playing", started)
    return {pair for table in playing.groups for pair in pairs_at(table)}


async def waiting(db: Database, kind: str) -> list[Any]:
    return [job for job in await db.read(lambda tx: jobs.upcoming(tx, 1000)) if job.kind == kind]


@pytest.mark.parametrize(("n", "sizes"), [(2, [2]), (3, [3]), (6, [2, 2, 2]), (7, [2, 2, 3])])
async def test_everybody_present_is_seated(
    services: Services, clock: MovableClock, n: int, sizes: list[int]
) -> None:
    meetup_id = await an_evening(services, clock, *range(1, n + 1))
    started = await services.icebreakers.start(MOD, meetup_id, Wish())
    tables = started.playing.tables
    assert sorted(len(table.user_ids) for table in tables) == sizes
    assert sorted(u for table in tables for u in table.user_ids) == [*range(1, n + 1)]
    assert len({table.prompt for table in tables}) == len(sizes)
    assert {table.prompt for table in tables} <= {p.text for p in catalogue("fr") if p.depth is Depth.LIGHT}
    assert started.firsts == started.meetings


@pytest.mark.parametrize("n", [0, 1])
async def test_one_person_alone_is_not_a_round(services: Services, clock: MovableClock, n: int) -> None:
    meetup_id = await an_evening(services, clock, *range(1, n + 1))
    with pytest.raises(TooFewPresent) as refused:
        await services.icebreakers.start(MOD, meetup_id, Wish())
    assert (refused.value.present, refused.value.needed) == (n, 2)


async def test_no_pair_comes_twice_while_there_are_others(services: Services, clock: MovableClock) -> None:
    meetup_id = await an_evening(services, clock, 1, 2, 3, 4, 5, 6)
    seen: set[tuple[int, int]] = set()
    for number in range(1, 6):
        started = await services.icebreakers.start(MOD, meetup_id, Wish())
        assert started.playing.number == number
        assert not pairs_of(started) & seen
        assert started.firsts == 3
        seen |= pairs_of(started)
    assert (await services.icebreakers.start(MOD, meetup_id, Wish())).firsts == 0


async def test_those_who_met_at_another_meetup_are_kept_apart(
    services: Services, clock: MovableClock
) -> None:
    await an_evening(services, clock, 1, 2)
    await an_evening(services, clock, 3, 4)
    meetup_id = await an_evening(services, clock, 1, 2, 3, 4)
    started = await services.icebreakers.start(MOD, meetup_id, Wish())
    assert not pairs_of(started) & {(1, 2), (3, 4)}


async def test_a_round_makes_ties_and_a_job_that_shows_it(
    services: Services, clock: MovableClock, db: Database
) -> None:
    meetup_id = await an_evening(services, clock, *range(1, 21))
    started = await services.icebreakers.start(MOD, meetup_id, Wish())
    found = await db.read(lambda tx: ties.among(tx, 1, range(1, 21)))
    assert set(found) == pairs_of(started)  # a meetup of twenty proves nothing by itself
    assert {tie.strength for tie in found.values()} == {Strength.MET}
    assert [job.payload["round_id"] for job in await waiting(db, "round")] == [started.playing.id]


async def test_prompts_are_new_in_each_round(services: Services, clock: MovableClock) -> None:
    meetup_id = await an_evening(services, clock, *range(1, 9))
    drawn = [
        table.prompt
        for _ in range(4)
        for table in (await services.icebreakers.start(MOD, meetup_id, Wish())).playing.tables
    ]
    assert len(set(drawn)) == 16


async def test_a_button_pressed_twice_starts_one_round(services: Services, clock: MovableClock) -> None:
    meetup_id = await an_evening(services, clock, 1, 2, 3, 4)
    first = (await services.icebreakers.start(MOD, meetup_id, Wish())).playing
    second = (await services.icebreakers.advance(MOD, meetup_id, after=first.number)).playing
    assert second.number == 2
    with pytest.raises(RoundJustStarted):
        await services.icebreakers.advance(MOD, meetup_id, after=first.number)


async def test_two_organisers_at_once_go_on_once(services: Services, clock: MovableClock) -> None:
    meetup_id = await an_evening(services, clock, 1, 2, 3, 4)
    await services.icebreakers.start(MOD, meetup_id, Wish())
    both = (services.icebreakers.advance(MOD, meetup_id, after=1) for _ in range(2))
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
    started = await IcebreakerService(interrupted, clock).start(MOD, meetup_id, Wish())
    assert sorted(map(len, started.playing.groups)) == [2, 2]
    assert (await services.tables.round(started.playing.id))[0] == started.playing


async def test_a_door_that_never_closes_is_told(
    services: Services, clock: MovableClock, db: Database
) -> None:
    meetup_id = await an_evening(services, clock, 1, 2, 3)
    arrivals = iter(range(100, 200))

    async def one_more() -> None:
        await services.checkins.check_in(MOD, meetup_id, [next(arrivals)])

    interrupted: Any = Interrupted(db, one_more, times=TRIES)
    with pytest.raises(RoundJustStarted):
        await IcebreakerService(interrupted, clock).start(MOD, meetup_id, Wish())


async def test_a_round_started_meanwhile_stands(
    services: Services, clock: MovableClock, db: Database
) -> None:
    meetup_id = await an_evening(services, clock, 1, 2, 3, 4)

    async def another() -> None:
        await services.icebreakers.start(MOD, meetup_id, Wish())

    interrupted: Any = Interrupted(db, another, times=1)
    with pytest.raises(RoundJustStarted):
        await IcebreakerService(interrupted, clock).start(MOD, meetup_id, Wish())


async def test_members_and_other_communities_start_none(services: Services, clock: MovableClock) -> None:
    meetup_id = await an_evening(services, clock, 1, 2)
    with pytest.raises(OrganisersOnly):
        await services.icebreakers.start(MEMBER, meetup_id, Wish())
    with pytest.raises(MeetupNotFound):
        await services.icebreakers.start(STRANGER, meetup_id, Wish())
    clock.move(days=1)
    with pytest.raises(CheckInNotOpen):
        await services.icebreakers.start(MOD, meetup_id, Wish())


async def test_where_a_round_is_shown_is_kept(services: Services, clock: MovableClock) -> None:
    meetup_id = await an_evening(services, clock, 1, 2)
    started = (await services.icebreakers.start(MOD, meetup_id, Wish())).playing
    await services.tables.note_messages(started.id, [500])
    assert (await services.tables.round(started.id))[0].message_ids == (500,)
