"""Use cases about series: the window rolls on by itself, and nothing is made twice."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from bot.domain.differences import EditedMeanwhile
from bot.domain.meetups import MeetupNotFound, State
from bot.domain.moments import Frequency, NthWeekday, Recurrence
from bot.domain.rights import ModeratorsOnly, OrganisersOnly
from bot.domain.seating import SeatRules
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


async def test_seat_rules_of_one_date_are_carried_over_to_the_same_hour_before_each_later_one(hall):
    rule = Recurrence(Frequency.WEEKLY, weekdays=(NthWeekday(3),))
    zone = ZoneInfo("Europe/Paris")
    start = datetime(2026, 3, 5, 19, tzinfo=zone)  # the clocks go forward on the 29th, a Sunday
    await hall.services.series.schedule(hall.mod, hall.plan(starts_at=start, capacity=9), rule, hall.channel)
    made = sorted(await hall.services.meetups.recent(hall.here), key=lambda one: one.slot_on)
    before = made[0].plan
    seating = replace(
        before.seating, minimum=3, decides_at=datetime(2026, 3, 3, 18, tzinfo=zone), guest_limit=2
    )
    hall.clock.move(hours=1)
    count = await hall.services.series.edit_later(
        hall.mod, made[0].id, before, replace(before, seating=seating)
    )
    assert count == len(made)
    hall.clock.move(weeks=3)
    await hall.services.series.extend(1)
    for one in await hall.services.meetups.recent(hall.here):
        rules, local = one.plan.seating, one.plan.seating.decides_at.astimezone(zone)
        assert (rules.minimum, rules.guest_limit, local.hour) == (3, 2, 18)
        assert one.slot_on - local.date() == timedelta(days=2)


async def test_all_later_dates_keep_what_somebody_else_changed_meanwhile(hall):
    await hall.services.series.schedule(hall.mod, hall.plan(), WEEKLY, hall.channel)
    first, second, *_ = sorted(await hall.services.meetups.recent(hall.here), key=lambda one: one.slot_on)
    before = first.plan
    await hall.services.meetups.edit(hall.mod, first.id, lambda plan: replace(plan, bring="Salad"))
    edit_later = hall.services.series.edit_later
    await edit_later(hall.mod, first.id, before, replace(before, area="Lac"))
    plan = (await hall.meetup(first.id)).plan
    assert (plan.bring, plan.area) == ("Salad", "Lac")
    with pytest.raises(EditedMeanwhile):
        await edit_later(hall.mod, first.id, before, replace(before, bring="Cake"))
    assert (await hall.meetup(second.id)).plan.bring == ""


@pytest.mark.parametrize("name", ["Europe/Paris", "America/New_York", "Australia/Lord_Howe"])
async def test_18_months_of_a_weekly_19_00_keep_their_hour_with_reminders_and_closing_time(hall, name):
    zone = ZoneInfo(name)
    rule = Recurrence(Frequency.WEEKLY, weekdays=(NthWeekday(3),))
    start = datetime(2026, 3, 5, 19, tzinfo=zone)
    seating = SeatRules(closes_at=datetime(2026, 3, 2, 12, tzinfo=UTC) + timedelta(hours=30))
    closes = seating.closes_at.astimezone(zone)
    plan = hall.plan(starts_at=start, zone=zone, seating=seating)
    series = await hall.services.series.schedule(hall.mod, plan, rule, hall.channel)
    reminded = Counter()
    while hall.now < start + timedelta(days=550):
        for kind, due_at, payload in await hall.take():
            if kind == agenda.REMINDER:
                starts_at = datetime.fromisoformat(payload["starts_at"])
                assert starts_at.astimezone(zone).strftime("%a %H:%M") == "Thu 19:00"
                assert starts_at - due_at == timedelta(seconds=payload["lead"])
                reminded[payload["meetup_id"]] += 1
        hall.clock.move(weeks=6)
        await hall.services.series.extend(series.id)
    made = sorted(await hall.services.meetups.recent(hall.here), key=lambda one: one.slot_on)
    assert len(made) >= 78
    assert {late.slot_on - early.slot_on for early, late in pairwise(made)} == {timedelta(weeks=1)}
    offsets = set()
    for one in made:
        local = one.plan.starts_at.astimezone(zone)
        assert (local.date(), local.hour, local.minute) == (one.slot_on, 19, 0)
        assert one.plan.seating.closes_at.astimezone(zone).time() == closes.time()
        offsets.add(local.utcoffset())
        assert one.posts_at <= one.plan.starts_at
    assert len(offsets) == 2, "the clocks changed, and the hour did not"
    assert {reminded[one.id] for one in made[1:-7]} == {3}


async def test_a_bot_that_was_down_for_months_makes_the_dates_to_come_and_no_past_ones(hall):
    rule = Recurrence(Frequency.MONTHLY, weekdays=(NthWeekday(3, -1),))
    start = datetime(2026, 3, 26, 19, tzinfo=ZoneInfo("Europe/Paris"))
    series = await hall.services.series.schedule(hall.mod, hall.plan(starts_at=start), rule, hall.channel)
    await hall.take()
    hall.clock.move(days=200)  # into September
    await hall.services.series.extend(series.id)
    made = sorted(await hall.services.meetups.recent(hall.here), key=lambda one: one.slot_on)
    assert [one.slot_on for one in made] == [
        *(date(2026, 3, 26), date(2026, 9, 24), date(2026, 10, 29)),
    ]
    assert [one.posts_at for one in made[1:]] == [hall.now, made[1].span[1]]
