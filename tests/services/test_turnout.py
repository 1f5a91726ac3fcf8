"""Use cases about the least number of people: asked once for each hour, and decided as soon as it can be."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.rosters import Answer
from bot.domain.turnout import TurnoutDecided, TurnoutNotDue
from bot.services import agenda

HOUR = timedelta(hours=1)


async def needing(hall, minimum=3, *, decides_in=24.0, starts_in=48.0):
    """A meetup that needs so many people by an hour, with the job that decides it out of the way."""
    meetup = await hall.scheduled(in_hours=starts_in, capacity=10)
    hour = hall.now + timedelta(hours=decides_in)
    await change_rules(hall, meetup.id, minimum=minimum, decides_at=hour)
    [(_, due_at, payload)] = [job for job in await hall.take() if job[0] == agenda.TURNOUT]
    assert (due_at, payload["at"]) == (hour, hour.isoformat())
    return meetup.id, hour


async def change_rules(hall, meetup_id, **rules):
    await hall.services.meetups.edit(
        hall.organiser, meetup_id, lambda plan: replace(plan, seating=replace(plan.seating, **rules))
    )


async def come(hall, meetup_id, *user_ids, answer=Answer.GOING):
    for user_id in user_ids:
        await hall.services.rosters.answer(hall.member(user_id), meetup_id, answer)


async def what_follows(hall):
    """What is asked or told about the number of people, in the order of the jobs."""
    about = {agenda.TURNOUT, agenda.TURNOUT_ASKED, agenda.TURNOUT_TOLD}
    return [kind for kind, _, _ in await hall.take() if kind in about]


async def decide(hall, meetup_id, at):
    await hall.services.turnout.decide_due(hall.here, meetup_id, at)


async def test_too_few_are_asked_about_once_for_the_hour_that_counts(hall):
    meetup_id, first = await needing(hall)
    await come(hall, meetup_id, 1)
    earlier = first - 6 * HOUR
    await change_rules(hall, meetup_id, decides_at=earlier)
    assert await what_follows(hall) == [agenda.TURNOUT]
    hall.clock.move(hours=18)
    await decide(hall, meetup_id, earlier)
    assert await what_follows(hall) == [agenda.TURNOUT_ASKED, agenda.TURNOUT_TOLD]
    hall.clock.move(hours=6)
    await decide(hall, meetup_id, first)  # the hour it had before
    assert await what_follows(hall) == []


async def test_who_comes_after_the_hour_decides_it_and_nobody_is_asked_again(hall):
    meetup_id, at = await needing(hall)
    await come(hall, meetup_id, 1)
    hall.clock.move(hours=25)
    await decide(hall, meetup_id, at)
    await hall.take()
    await come(hall, meetup_id, 2)
    assert await what_follows(hall) == []
    await come(hall, meetup_id, 3)
    assert await what_follows(hall) == [agenda.TURNOUT]
    await come(hall, meetup_id, 3, answer=Answer.DECLINED)
    await decide(hall, meetup_id, None)  # one left again before it was decided
    assert await what_follows(hall) == []
    await come(hall, meetup_id, 4)
    await decide(hall, meetup_id, None)
    assert (await hall.meetup(meetup_id)).plan.seating.decided_at == hall.now
    assert (await what_follows(hall)).count(agenda.TURNOUT_TOLD) == 1
    with pytest.raises(TurnoutDecided):
        await hall.services.turnout.go_anyway(hall.organiser, meetup_id)


async def test_a_lower_minimum_after_the_hour_decides_it(hall):
    meetup_id, at = await needing(hall)
    await come(hall, meetup_id, 1, 2)
    hall.clock.move(hours=25)
    await decide(hall, meetup_id, at)
    await hall.take()
    await change_rules(hall, meetup_id, guest_limit=1)
    assert await what_follows(hall) == []
    await change_rules(hall, meetup_id, minimum=2)
    assert await what_follows(hall) == [agenda.TURNOUT]


async def test_an_hour_that_a_move_brings_into_the_past_is_now(hall):
    meetup_id, _ = await needing(hall)
    hall.clock.move(hours=10)
    await hall.services.meetups.edit(
        hall.organiser, meetup_id, lambda plan: replace(plan, starts_at=plan.starts_at - 20 * HOUR)
    )
    assert (await hall.meetup(meetup_id)).plan.seating.decides_at == hall.now
    [due] = [(at, payload["at"]) for kind, at, payload in await hall.take() if kind == agenda.TURNOUT]
    assert due == (hall.now, hall.now.isoformat())
    await decide(hall, meetup_id, hall.now)
    assert await what_follows(hall) == [agenda.TURNOUT_ASKED, agenda.TURNOUT_TOLD]


async def test_going_anyway_answers_the_hour_that_has_come_and_no_later_one(hall):
    meetup_id, at = await needing(hall)
    with pytest.raises(TurnoutNotDue):
        await hall.services.turnout.go_anyway(hall.organiser, meetup_id)
    hall.clock.move(hours=24)
    await decide(hall, meetup_id, at)
    await hall.services.meetups.edit(
        hall.organiser, meetup_id, lambda plan: replace(plan, starts_at=plan.starts_at + 72 * HOUR)
    )
    with pytest.raises(TurnoutNotDue) as refused:  # the button under the first question
        await hall.services.turnout.go_anyway(hall.organiser, meetup_id)
    assert refused.value.decides_at == at + 72 * HOUR


async def test_a_postponed_meetup_keeps_its_hour_before_the_new_date(hall):
    meetup_id, _ = await needing(hall)
    await hall.services.meetups.postpone(hall.organiser, meetup_id, "Storm")
    hall.clock.move(hours=72)
    starts_at = hall.now + 48 * HOUR
    meetup = await hall.services.meetups.edit(
        hall.organiser, meetup_id, lambda plan: replace(plan, starts_at=starts_at)
    )
    rules = meetup.plan.seating
    assert (rules.minimum, rules.decides_at) == (3, starts_at - 24 * HOUR)
    assert [at for kind, at, _ in await hall.take() if kind == agenda.TURNOUT] == [rules.decides_at]
