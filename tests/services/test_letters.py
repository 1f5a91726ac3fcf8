"""Letters and reminders in the outbox: each once, spread over time, none lost when an inbox is closed."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest

from bot.domain.profiles import Wish
from bot.domain.rosters import Answer
from bot.services import agenda
from bot.services.runner import Runner
from bot.storage import jobs


@pytest.fixture
async def meetup(hall):
    meetup = await hall.scheduled(in_hours=24 * 10)
    for user_id in range(1, 13):
        await hall.services.rosters.answer(hall.member(user_id), meetup.id, Answer.GOING)
        if user_id > 1:
            await hall.services.profiles.wish(hall.member(user_id), Wish.DMS, granted=True)
    await hall.services.profiles.remind(hall.member(2), timedelta(hours=1))
    await hall.take()
    return meetup


async def remind(hall, meetup, lead):
    """Enqueue one reminder and let a runner carry it out as the bot would, but for the sending."""
    payload = {"starts_at": meetup.plan.starts_at.isoformat(), "lead": int(lead.total_seconds())}
    write = partial(jobs.enqueue, kind=agenda.REMINDER, due_at=hall.now, now=hall.now, meetup_id=meetup.id)
    await hall.db.write(lambda tx: write(tx, **payload))
    seen = []

    async def carry_out(job):
        audience = await hall.services.reminders.audience(job)
        seen.append(audience)
        return None if audience is None else hall.services.reminders.spread(job, audience)

    async def leave(job):
        """A letter that is due stays unwritten: the test looks at it."""

    runner = Runner(hall.db, hall.clock, {agenda.REMINDER: carry_out, agenda.DIRECT: leave})
    await runner.run_due()
    [audience] = seen
    return audience


async def test_letters_are_spread_and_the_thread_is_for_the_others(hall, meetup):
    hall.clock.move(days=9, minutes=1)
    audience = await remind(hall, meetup, timedelta(hours=24))
    assert audience.in_thread == (1,)
    assert audience.by_letter == tuple(range(2, 13))
    waiting = await hall.take()
    assert [(kind, at - hall.now, told["user_id"]) for kind, at, told in waiting] == [
        (agenda.DIRECT, timedelta(seconds=1 + (user - 7) // 5), user) for user in range(7, 13)
    ]


async def test_ones_own_time_is_for_oneself(hall, meetup):
    own = [told["lead"] for kind, _, told in await hall.take() if kind == agenda.REMINDER]
    assert own == []
    await hall.services.profiles.remind(hall.member(3), timedelta(hours=24))
    await hall.services.profiles.remind(hall.member(2), timedelta(hours=1))
    own = [told["lead"] for kind, _, told in await hall.take() if kind == agenda.REMINDER]
    assert sorted(set(own)) == [3600, 7200, 24 * 3600, 7 * 24 * 3600]
    hall.clock.move(days=9, hours=23)
    audience = await remind(hall, meetup, timedelta(hours=1))
    assert (audience.in_thread, audience.by_letter) == ((), (2,))
    assert (await remind(hall, meetup, timedelta(hours=3))) is None, "the one of two hours is due already"


@pytest.mark.usefixtures("meetup")
async def test_a_refused_letter_ends_the_wish_and_is_said_in_the_thread_once(hall):
    for number in range(2):  # two letters to the same member are under way
        await hall.db.write(
            lambda tx, n=number: agenda.direct(tx, "reminder", hall.here, [2], hall.now, meetup_id=1, n=n)
        )
    for job in await hall.db.read(partial(jobs.upcoming, limit=10)):
        await hall.db.write(hall.services.letters.refused(job))
    said = [told for kind, _, told in await hall.take() if kind == agenda.INSTEAD]
    assert [told["is_closed"] for told in said] == [True, False], "the note once, the news both times"
    profile = await hall.services.profiles.of(hall.member(2))
    assert (profile.wants_dms, profile.dms_closed_at) == (False, hall.now)
    profile = await hall.services.profiles.wish(hall.member(2), Wish.DMS, granted=True)
    assert profile.dms_closed_at is None


async def test_other_times_of_a_community_are_those_of_the_meetups_to_come(hall, meetup):
    await hall.services.communities.set(hall.mod, leads=(timedelta(days=2),))
    leads = [told["lead"] for kind, _, told in await hall.take() if kind == agenda.REMINDER]
    assert leads == [48 * 3600, 3600], "and what the members chose for themselves"
    hall.clock.move(days=9)
    audience = await remind(hall, meetup, timedelta(hours=24))
    assert (audience.in_thread, audience.by_letter) == ((), ()), "the old time is nobody's any more"
