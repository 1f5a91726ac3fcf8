"""What a meetup's dates set in motion: each job once, at its instant, whatever moves and moves back."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain import polls
from bot.domain.checkins import OPENS_BEFORE
from bot.domain.photos import THANKS_AFTER
from bot.domain.polls import Option, PollKind, PollPlan, usual_terms
from bot.domain.reminders import LEADS
from bot.domain.testimonials import asks_at
from bot.services import agenda

WEEK, DAY, TWO_HOURS = LEADS
LAST_DAY = [DAY, TWO_HOURS]


def starting(at):
    return lambda plan: replace(plan, starts_at=at)


def lasting(**length):
    return lambda plan: replace(plan, duration=timedelta(**length))


def reminders_for(jobs, starts_at):
    """The leads of the reminders that will find the meetup where they expect it."""
    return Counter(
        timedelta(seconds=payload["lead"])
        for kind, _, payload in jobs
        if kind == agenda.REMINDER and datetime.fromisoformat(payload["starts_at"]) == starts_at
    )


async def test_a_scheduled_meetup_has_a_day_planned_to_the_end(hall):
    proposal = await hall.proposed(duration=timedelta(hours=3))
    await hall.services.meetups.confirm(hall.mod, proposal.id)
    starts_at, ends_at = proposal.span
    mine = {"meetup_id": proposal.id}
    made_for = mine | {"starts_at": starts_at.isoformat()}
    expected = [
        (agenda.CARD, hall.now, mine),
        (agenda.SCHEDULED, hall.now, mine | {"by_id": hall.mod.user_id}),
        *(
            (agenda.REMINDER, starts_at - lead, made_for | {"lead": int(lead.total_seconds())})
            for lead in LAST_DAY
        ),
        (agenda.CARD, starts_at - OPENS_BEFORE, mine),
        (agenda.CARD, starts_at, mine),
        (agenda.CARD, ends_at, mine),
        (agenda.PHOTOS, ends_at + timedelta(minutes=10), made_for),
        (agenda.FEEDBACK, asks_at(ends_at, proposal.plan.zone), made_for),
        (agenda.THANKS, ends_at + THANKS_AFTER, made_for),
        (agenda.ALBUM_END, ends_at + timedelta(days=30), mine),
    ]
    found = await hall.take()
    at = starts_at - agenda.MAYBE_UNTIL
    expected.append((agenda.DECIDE_MAYBE, at, mine | {"at": at.isoformat()}))
    expected.append((agenda.INVITE, starts_at - timedelta(hours=48), made_for))
    expected.append((agenda.MISSED, ends_at + timedelta(days=1), made_for))
    assert sorted(found, key=lambda job: job[1:2] + job[:1]) == sorted(
        expected, key=lambda job: job[1:2] + job[:1]
    )


@pytest.mark.parametrize(
    ("hours", "leads"),
    [(169, LEADS), (168, LAST_DAY), (24, [TWO_HOURS]), (2, []), (1, [])],
)
async def test_a_reminder_that_would_come_at_once_is_left_out(hall, hours, leads):
    plan = hall.plan(in_hours=hours)
    await hall.services.meetups.schedule(hall.mod, plan, hall.channel)
    assert reminders_for(await hall.take(), plan.starts_at) == Counter(leads)


async def test_over_a_clock_change_a_day_before_is_24_hours(hall):
    paris = ZoneInfo("Europe/Paris")
    sunday = datetime(2026, 3, 29, 19, 0, tzinfo=paris)
    plan = hall.plan(zone=paris, starts_at=sunday, duration=timedelta(hours=2))
    meetup = await hall.services.meetups.schedule(hall.mod, plan, hall.channel)
    due = [at for kind, at, _ in await hall.take() if kind == agenda.REMINDER]
    assert due == [meetup.plan.starts_at - lead for lead in LEADS]
    assert [f"{at.astimezone(paris):%d %H:%M}" for at in due[1:]] == ["28 18:00", "29 17:00"]


class TestMoves:
    """Nobody is reminded twice of one start: what is planned already is not planned again."""

    @pytest.fixture
    async def meetup(self, hall):
        return await hall.services.meetups.schedule(hall.mod, hall.plan(in_hours=100), hall.channel)

    async def edit(self, hall, meetup, change):
        return await hall.services.meetups.edit(hall.mod, meetup.id, change)

    async def test_another_start_has_its_own_reminders(self, hall, meetup):
        start = meetup.plan.starts_at + timedelta(hours=5)
        await self.edit(hall, meetup, starting(start))
        assert reminders_for(await hall.take(), start) == Counter(LAST_DAY)

    async def test_another_end_moves_what_follows_it_and_reminds_nobody_twice(self, hall, meetup):
        longer = await self.edit(hall, meetup, lasting(hours=5))
        jobs = await hall.take()
        assert reminders_for(jobs, meetup.plan.starts_at) == Counter(LAST_DAY)
        ends = [meetup.plan.ends_at, longer.plan.ends_at]
        after = timedelta(minutes=10)
        assert [at for kind, at, _ in jobs if kind == agenda.PHOTOS] == [end + after for end in ends]
        assert [at for kind, at, _ in jobs if kind == agenda.THANKS] == [end + THANKS_AFTER for end in ends]

    async def test_there_and_back_reminds_nobody_twice(self, hall, meetup):
        start = meetup.plan.starts_at
        for at in (start + DAY, start, start - TWO_HOURS, start):
            await self.edit(hall, meetup, starting(at))
        assert reminders_for(await hall.take(), start) == Counter(LAST_DAY)

    async def test_a_reminder_that_was_sent_is_not_sent_again(self, hall, meetup):
        start = meetup.plan.starts_at
        await hall.take()  # both were written, and the first one ran
        hall.clock.now = start - DAY
        for at in (start + DAY, start):
            await self.edit(hall, meetup, starting(at))
        assert reminders_for(await hall.take(), start) == Counter(LAST_DAY[1:])

    async def test_another_meetup_at_the_same_hour_has_its_own(self, hall, meetup):
        plan = hall.plan(in_hours=100)
        await hall.services.meetups.schedule(hall.mod, plan, hall.channel)
        assert reminders_for(await hall.take(), meetup.plan.starts_at) == Counter([*LAST_DAY, *LAST_DAY])

    async def test_a_plan_without_another_hour_moves_nothing(self, hall, meetup):
        await hall.take()
        await self.edit(hall, meetup, lambda plan: replace(plan, title="Lunch", area="Lac"))
        assert [kind for kind, _, _ in await hall.take()] == [agenda.CARD, agenda.CHANGED]


async def test_a_poll_is_posted_nudged_once_and_closed_at_its_deadline(hall):
    meetup = await hall.proposed(in_hours=None)
    plan = PollPlan(
        kind=PollKind.DATE,
        terms=usual_terms(PollKind.DATE),
        options=tuple(Option(starts_at=hall.now + timedelta(days=day)) for day in (5, 6)),
        closes_at=hall.now,
        zone=meetup.plan.zone,
    )
    for lasts in (timedelta(days=3), timedelta(minutes=30)):
        closes_at = hall.now + lasts
        poll = await hall.services.polls.open(hall.organiser, meetup.id, replace(plan, closes_at=closes_at))
        nudge_at = polls.nudge_at(closes_at, hall.now)
        ids = {"meetup_id": meetup.id, "poll_id": poll.id}
        expected = [
            (agenda.POLL, hall.now, ids),
            (agenda.POLL_NUDGE, nudge_at, {**ids, "closes_at": closes_at.isoformat()}),
        ]
        expected = [*(expected if nudge_at else expected[:1]), (agenda.POLL_CLOSE, closes_at, ids)]
        assert [job for job in await hall.take() if job[0] != agenda.CARD] == expected
        await hall.services.poll_desk.close(hall.organiser, poll.id)
        await hall.take()
    assert nudge_at is None
