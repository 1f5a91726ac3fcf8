"""Who is here: the organiser's list and the code, each within its hours and its community."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.checkins import (
    MOST_TRIES,
    TRIES_WITHIN,
    Arrived,
    CheckInNotOpen,
    CodeWrong,
    Method,
    NobodyToJoin,
    Reason,
    TooManyTries,
    WasNotMissed,
)
from bot.domain.meetups import MeetupClosed, MeetupNotFound, Phase, Plan
from bot.domain.rights import Actor, OrganisersOnly
from bot.domain.rosters import Answer
from bot.services import Services
from bot.storage import jobs
from bot.storage.database import Database
from tests.conftest import MovableClock

MOD = Actor(user_id=9, community_id=1, manages_guild=True)
STRANGER = Actor(user_id=9, community_id=2, manages_guild=True)


def member(user_id: int) -> Actor:
    return Actor(user_id=user_id, community_id=1)


@dataclass
class Evening:
    """A meetup two hours from now, and the services round it."""

    db: Database
    clock: MovableClock
    services: Services
    meetup_id: int

    async def begin(self) -> None:
        self.clock.move(hours=2)

    async def words(self) -> str:
        return (await self.services.checkins.code(MOD, self.meetup_id))[1]


@pytest.fixture
async def evening(db: Database, clock: MovableClock) -> Evening:
    services = Services.create(db, clock)
    await services.communities.of(1, "fr")
    await services.communities.of(2, "en-GB")
    plan = Plan(
        title="Drinks", starts_at=clock() + timedelta(hours=2), zone=ZoneInfo("Europe/Paris"), capacity=3
    )
    meetup = await services.meetups.schedule(MOD, plan, channel_id=100)
    for user_id in (1, 2, 3, 4):
        await services.rosters.answer(member(user_id), meetup.id, Answer.GOING)
    return Evening(db, clock, services, meetup.id)


async def test_the_list_holds_who_has_a_seat_and_then_who_came_besides(evening: Evening) -> None:
    await evening.begin()
    service = evening.services.checkins
    assert (await service.attendance(MOD, evening.meetup_id)).listed == (1, 2, 3)
    after = await service.check_in(MOD, evening.meetup_id, [4, 2, 77, 2])
    assert after.listed == (1, 2, 3, 4, 77)
    assert after.present == {2, 4, 77}
    assert after.walk_ins == 2
    assert after.check_in_of(1) is None
    found = after.check_in_of(77)
    assert found is not None
    assert (found.method, found.by_id, found.checked_in_at) == (Method.ORGANISER, 9, evening.clock())


async def test_checking_in_again_changes_nothing_and_undoing_does(evening: Evening) -> None:
    await evening.begin()
    service = evening.services.checkins
    first = await service.check_in(MOD, evening.meetup_id, [1])
    evening.clock.move(minutes=5)
    assert (await service.check_in(MOD, evening.meetup_id, [1])).check_ins == first.check_ins
    assert (await service.undo(MOD, evening.meetup_id, 1)).present == frozenset()
    assert (await service.undo(MOD, evening.meetup_id, 1)).present == frozenset()


async def test_the_code_checks_in_once(evening: Evening) -> None:
    await evening.begin()
    service, words = evening.services.checkins, await evening.words()
    assert not await service.is_present(member(1), evening.meetup_id)
    assert await service.by_code(member(1), evening.meetup_id, words.upper()) is Arrived.IN
    assert await service.by_code(member(1), evening.meetup_id, words) is Arrived.ALREADY
    assert await service.is_present(member(1), evening.meetup_id)
    [row] = (await service.attendance(MOD, evening.meetup_id)).check_ins
    assert (row.method, row.by_id) == (Method.CODE, 1)
    assert await service.present_at(evening.meetup_id) == {1}


async def test_two_hundred_at_the_door_are_each_noted_once_well_within_a_minute(evening: Evening) -> None:
    await evening.begin()
    service, words = evening.services.checkins, await evening.words()
    people = [n for n in range(1000, 1200) for _ in range(2)]
    began = time.perf_counter()

    async def all_type_it() -> set[Arrived]:
        said: set[Arrived] = set()
        for first in range(0, len(people), 40):  # forty at the same instant, ten times in the minute
            some = people[first : first + 40]
            said |= set(
                await asyncio.gather(*(service.by_code(member(n), evening.meetup_id, words) for n in some))
            )
        return said

    assert await all_type_it() == {Arrived.TO_CONFIRM}  # none of them has a seat
    waiting = (await service.attendance(MOD, evening.meetup_id)).arrivals
    assert len(waiting) == 200
    both = (service.check_in(MOD, evening.meetup_id, [a.user_id for a in waiting]) for _ in range(2))
    await asyncio.gather(*both)
    assert time.perf_counter() - began < 60
    after = await service.attendance(MOD, evening.meetup_id)
    assert (len(after.check_ins), after.arrivals, after.walk_ins) == (200, (), 200)
    assert await all_type_it() == {Arrived.ALREADY}


async def test_four_hundred_who_type_the_code_at_the_same_instant_are_all_in_and_each_once(
    evening: Evening,
) -> None:
    await evening.services.meetups.edit(MOD, evening.meetup_id, lambda plan: replace(plan, capacity=500))
    people = range(1000, 1400)
    going = (evening.services.rosters.answer(member(n), evening.meetup_id, Answer.GOING) for n in people)
    await asyncio.gather(*going)
    await evening.begin()
    service, words = evening.services.checkins, await evening.words()
    typed = [(n, words) for n in people for _ in range(2)] + [(n, "a b c d") for n in (7, 8)]
    said = await asyncio.gather(
        *(service.by_code(member(n), evening.meetup_id, text) for n, text in typed), return_exceptions=True
    )
    assert said[:-2] == [Arrived.IN, Arrived.ALREADY] * 400
    assert [type(refusal) for refusal in said[-2:]] == [CodeWrong, CodeWrong]
    assert await service.present_at(evening.meetup_id) == set(people)


async def test_who_has_a_seat_is_in_by_the_code_unless_the_community_confirms(evening: Evening) -> None:
    await evening.begin()
    service, words = evening.services.checkins, await evening.words()
    assert await service.by_code(member(1), evening.meetup_id, words) is Arrived.IN
    await evening.services.communities.set(MOD, confirms_arrivals=True)
    assert await service.by_code(member(2), evening.meetup_id, words) is Arrived.TO_CONFIRM
    listed = await service.attendance(MOD, evening.meetup_id)
    assert listed.listed[0] == 2
    assert listed.present == {1}
    after = await service.check_in(MOD, evening.meetup_id, [2])
    found = after.check_in_of(2)
    assert found is not None
    assert (found.method, found.by_id) == (Method.CODE, 9)
    assert await service.by_code(member(3), evening.meetup_id, words) is Arrived.TO_CONFIRM
    assert (await service.undo(MOD, evening.meetup_id, 3)).arrivals == ()  # it was not so


async def test_who_guesses_is_stopped_and_nobody_else_is(evening: Evening) -> None:
    await evening.begin()
    service, words = evening.services.checkins, await evening.words()
    for _ in range(MOST_TRIES - 1):
        with pytest.raises(CodeWrong):
            await service.by_code(member(1), evening.meetup_id, "acorn acorn acorn acorn")
    for typed in ("acorn acorn acorn acorn", words):
        with pytest.raises(TooManyTries) as refused:
            await service.by_code(member(1), evening.meetup_id, typed)
        assert refused.value.until == evening.clock() + TRIES_WITHIN
    assert await service.by_code(member(2), evening.meetup_id, words) is Arrived.IN
    evening.clock.move(minutes=10)
    assert await service.by_code(member(1), evening.meetup_id, await evening.words()) is Arrived.IN


async def test_who_came_without_an_account_is_counted_and_joins_later(evening: Evening) -> None:
    await evening.begin()
    service, meetup_id = evening.services.checkins, evening.meetup_id
    with pytest.raises(NobodyToJoin):
        await service.join(member(50), meetup_id)
    for change, counted in ((1, 1), (1, 2), (-1, 1), (-1, 0), (-1, 0), (1, 1)):
        assert (await service.count_walk_in(MOD, meetup_id, change)).without_account == counted
    evening.clock.move(days=3)
    assert await service.join(member(50), meetup_id) is Arrived.TO_CONFIRM
    assert await service.join(member(50), meetup_id) is Arrived.TO_CONFIRM
    after = await service.check_in(MOD, meetup_id, [50])
    assert (after.without_account, after.present, after.arrivals) == (0, {50}, ())
    found = after.check_in_of(50)
    assert found is not None
    assert found.method is Method.JOINED
    assert await service.join(member(50), meetup_id) is Arrived.ALREADY
    for refused in (
        service.count_walk_in(member(1), meetup_id, 1),
        service.count_walk_in(STRANGER, meetup_id, 1),
    ):
        with pytest.raises((OrganisersOnly, MeetupNotFound)):
            await refused


async def test_those_missed_are_asked_kindly_and_only_they_can_answer(evening: Evening) -> None:
    await evening.begin()
    absences, meetup_id = evening.services.absences, evening.meetup_id
    with pytest.raises(WasNotMissed):  # nobody was checked in: nobody is missing
        await absences.missed_at(2, meetup_id)
    shown = await evening.services.checkins.check_in(MOD, meetup_id, [1])
    assert shown.show_rate == pytest.approx(1 / 3)
    await absences.give_reason(2, meetup_id, Reason.SHY)
    await absences.give_reason(2, meetup_id, Reason.ILL)
    assert (await evening.services.checkins.attendance(MOD, meetup_id)).reasons == {2: Reason.ILL}
    for user_id in (1, 4, 77):  # was there, waited for a seat, never answered
        with pytest.raises(WasNotMissed):
            await absences.give_reason(user_id, meetup_id, Reason.FORGOT)
    await absences.ask(meetup_id)
    asked = [job.payload for job in await evening.db.read(lambda tx: jobs.upcoming(tx, 100))]
    assert [p["user_id"] for p in asked if p.get("about") == "missed"] == [2, 3]
    await evening.services.organisers.choose(MOD, meetup_id, [3])
    with pytest.raises(WasNotMissed):  # who organised it was there, whether noted or not
        await absences.missed_at(3, meetup_id)


async def test_an_expired_code_is_refused(evening: Evening) -> None:
    await evening.begin()
    words = await evening.words()
    evening.clock.move(minutes=21)
    with pytest.raises(CodeWrong):
        await evening.services.checkins.by_code(member(1), evening.meetup_id, words)
    assert await evening.services.checkins.present_at(evening.meetup_id) == frozenset()


async def test_before_and_after_its_hours_check_in_is_closed(evening: Evening) -> None:
    service, meetup_id = evening.services.checkins, evening.meetup_id
    for refused in (
        service.attendance(MOD, meetup_id),
        service.code(MOD, meetup_id),
        service.by_code(member(1), meetup_id, "a b c d"),
        service.is_present(member(1), meetup_id),
        service.check_in(MOD, meetup_id, [1]),
        service.undo(MOD, meetup_id, 1),
    ):
        with pytest.raises(CheckInNotOpen):
            await refused
    evening.clock.move(hours=4 + 12, minutes=1)
    for refused in (service.code(MOD, meetup_id), service.by_code(member(1), meetup_id, "a b c d")):
        with pytest.raises(CheckInNotOpen):
            await refused
    assert (await service.check_in(MOD, meetup_id, [1])).present == {1}  # a correction
    evening.clock.move(days=14)
    with pytest.raises(CheckInNotOpen):
        await service.check_in(MOD, meetup_id, [2])


async def test_only_organisers_see_the_list_and_the_code(evening: Evening) -> None:
    await evening.begin()
    service, meetup_id = evening.services.checkins, evening.meetup_id
    for refused in (
        service.attendance(member(1), meetup_id),
        service.check_in(member(1), meetup_id, [1]),
        service.undo(member(1), meetup_id, 1),
        service.code(member(1), meetup_id),
    ):
        with pytest.raises(OrganisersOnly):
            await refused


async def test_a_meetup_of_another_community_is_not_there(evening: Evening) -> None:
    await evening.begin()
    service, meetup_id, words = evening.services.checkins, evening.meetup_id, await evening.words()
    for refused in (
        service.attendance(STRANGER, meetup_id),
        service.check_in(STRANGER, meetup_id, [1]),
        service.undo(STRANGER, meetup_id, 1),
        service.code(STRANGER, meetup_id),
        service.by_code(STRANGER, meetup_id, words),
        service.is_present(STRANGER, meetup_id),
    ):
        with pytest.raises(MeetupNotFound):
            await refused
    assert await service.present_at(meetup_id) == frozenset()


async def test_a_cancelled_meetup_takes_no_check_in(evening: Evening) -> None:
    await evening.begin()
    words = await evening.words()
    await evening.services.meetups.cancel(MOD, evening.meetup_id, "Storm")
    with pytest.raises(MeetupClosed) as refused:
        await evening.services.checkins.by_code(member(1), evening.meetup_id, words)
    assert refused.value.phase is Phase.CANCELLED


async def test_the_words_are_in_the_communitys_language(evening: Evening) -> None:
    await evening.begin()
    before = await evening.words()
    await evening.services.communities.set_language(MOD, "en")
    after = await evening.words()
    assert before != after
    assert await evening.services.checkins.by_code(member(1), evening.meetup_id, before)
    assert await evening.services.checkins.by_code(member(2), evening.meetup_id, after)


async def test_the_card_is_painted_again_once_it_shows_who_came(evening: Evening) -> None:
    async def cards() -> int:
        waiting = await evening.db.read(lambda tx: jobs.upcoming(tx, 100))
        return sum(job.kind == "card" for job in waiting)

    await evening.begin()
    before = await cards()
    await evening.services.checkins.check_in(MOD, evening.meetup_id, [1])
    assert await cards() == before
    evening.clock.move(hours=3)
    await evening.services.checkins.check_in(replace(MOD), evening.meetup_id, [2])
    await evening.services.checkins.undo(MOD, evening.meetup_id, 1)
    assert await cards() == before + 2
