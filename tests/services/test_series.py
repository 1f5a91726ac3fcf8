"""Use cases about series: the window rolls on by itself, and nothing is made twice."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.meetups import MeetupNotFound, State
from bot.domain.moments import Frequency, NthWeekday, Recurrence
from bot.domain.rights import ModeratorsOnly, OrganisersOnly
from bot.domain.series import WINDOW, SeriesNotFound
from bot.services import agenda

WEEKLY = Recurrence(Frequency.WEEKLY, weekdays=(NthWeekday(0), NthWeekday(3)), count=40)


async def test_the_window_rolls_and_a_second_look_makes_nothing(hall):
    service = hall.services.series
    with pytest.raises(ModeratorsOnly):
        await service.schedule(hall.organiser, hall.plan(), WEEKLY, hall.channel)
    series = await service.schedule(hall.mod, hall.plan(), WEEKLY, hall.channel)
    [(kept, following)] = await service.of_community(hall.here)
    assert kept == series
    assert following.span[0] > hall.now
    made = await hall.services.meetups.recent(hall.here)
    assert len({one.slot_on for one in made}) == len(made) >= 14
    assert all(one.plan.starts_at <= hall.now + WINDOW for one in made)
    jobs = await hall.take()
    [(again_at, payload)] = [(at, payload) for kind, at, payload in jobs if kind == agenda.SERIES]
    assert payload == {"series_id": series.id}
    reminders = [payload for kind, _, payload in jobs if kind == agenda.REMINDER]
    assert {payload["meetup_id"] for payload in reminders} == {one.id for one in made}
    for _ in range(2):
        await service.extend(series.id)
    assert len(await hall.services.meetups.recent(hall.here)) == len(made)
    hall.clock.move(seconds=(again_at - hall.now).total_seconds())
    await service.extend(series.id)
    assert len(await hall.services.meetups.recent(hall.here)) == len(made) + 1
    assert await service.of_community(hall.there) == []


async def test_only_its_organisers_change_a_series_and_only_here(hall):
    await hall.services.series.schedule(hall.mod, hall.plan(), WEEKLY, hall.channel)
    [one, *_] = await hall.services.meetups.recent(hall.here)
    for actor, refusal in ((hall.member(7), OrganisersOnly), (hall.stranger, MeetupNotFound)):
        with pytest.raises(refusal):
            await hall.services.series.end(actor, one.id, "No")
        with pytest.raises(refusal):
            await hall.services.series.edit_later(actor, one.id, one.plan, hall.plan(title="Mine"))
    single = await hall.scheduled()
    with pytest.raises(SeriesNotFound):
        await hall.services.series.end(hall.mod, single.id, "No")


async def test_a_postponed_date_gives_its_place_to_the_next(hall):
    await hall.services.series.schedule(hall.mod, hall.plan(), WEEKLY, hall.channel)
    made = sorted(await hall.services.meetups.recent(hall.here), key=lambda one: one.slot_on)
    assert made[1].posts_at == made[0].span[1]
    hall.clock.move(hours=1)
    await hall.take()
    await hall.services.meetups.postpone(hall.mod, made[0].id, "Storm")
    assert (await hall.meetup(made[1].id)).posts_at == hall.now
    assert (agenda.CARD, hall.now, {"meetup_id": made[1].id}) in await hall.take()
    await hall.services.meetups.cancel(hall.mod, made[5].id, "Away")
    assert (await hall.meetup(made[6].id)).posts_at > hall.now + timedelta(days=1)
    assert (await hall.meetup(made[5].id)).state is State.CANCELLED
