"""The runner: runs what is due, once, in order within a meetup, and survives whatever a handler does."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from bot.services.runner import AT_ONCE, LEASE, Later, Runner, SetAside
from bot.storage import jobs

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.storage.database import Database
    from bot.storage.jobs import Job


class Office:
    """A database, a clock, and the record of what the handlers did."""

    def __init__(self, db: Database, clock: Any) -> None:
        self.db = db
        self.clock = clock
        self.ran: list[Any] = []

    async def enqueue(self, kind: str = "note", *, minutes: float = 0, **payload: Any) -> int:
        now = self.clock()
        due_at = now + timedelta(minutes=minutes)
        return await self.db.write(lambda tx: jobs.enqueue(tx, kind, due_at, now=now, **payload))

    async def note(self, job: Job) -> None:
        self.ran.append(job.payload.get("n"))

    def runner(self, **handlers: Callable[[Job], Awaitable[None]]) -> Runner:
        return Runner(self.db, self.clock, {"note": self.note, **handlers})

    async def upcoming(self) -> list[Job]:
        return await self.db.read(partial(jobs.upcoming, limit=100))

    async def parked(self) -> list[Job]:
        return await self.db.read(jobs.parked)


@pytest.fixture
def office(db: Database, clock: Any) -> Office:
    return Office(db, clock)


async def test_nothing_due_is_nothing_done(office: Office) -> None:
    await office.enqueue(minutes=1)
    assert await office.runner().run_due() == 0
    assert office.ran == []


async def test_what_is_due_runs_once(office: Office) -> None:
    for n in range(3 * AT_ONCE):
        await office.enqueue(n=n)
    await office.enqueue(n="tomorrow", minutes=1)
    runner = office.runner()
    assert await runner.run_due() == 3 * AT_ONCE
    assert await runner.run_due() == 0
    assert sorted(office.ran) == list(range(3 * AT_ONCE))
    assert len(await office.upcoming()) == 1


async def test_what_a_handler_makes_due_runs_too(office: Office) -> None:
    async def chain(job: Job) -> None:
        await office.note(job)
        if job.payload["n"]:
            await office.enqueue("chain", n=job.payload["n"] - 1)

    await office.enqueue("chain", n=4)
    assert await office.runner(chain=chain).run_due() == 5
    assert office.ran == [4, 3, 2, 1, 0]


async def test_jobs_of_one_meetup_run_in_order_and_others_beside_them(office: Office) -> None:
    busy = 0
    most = 0

    async def slow(job: Job) -> None:
        nonlocal busy, most
        busy += 1
        most = max(most, busy)
        await office.db.read(partial(jobs.upcoming, limit=1))  # something to wait for
        office.ran.append((job.payload["meetup_id"], job.payload["n"]))
        busy -= 1

    for n in range(12):
        await office.enqueue("slow", meetup_id=n % 3, n=n)
    assert await office.runner(slow=slow).run_due() == 12
    for meetup_id in range(3):
        mine = [n for meetup, n in office.ran if meetup == meetup_id]
        assert mine == sorted(mine)
    assert 1 < most <= AT_ONCE


async def test_a_failure_is_logged_kept_and_tried_again(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    async def break_down(job: Job) -> None:
        await office.note(job)
        raise ConnectionError("Discord is away")

    job_id = await office.enqueue("broken", n=1)
    await office.enqueue(n=2)
    runner = office.runner(broken=break_down)
    assert await runner.run_due() == 2
    assert sorted(office.ran) == [1, 2]
    (job,) = await office.upcoming()
    assert (job.id, job.last_error, job.leased_until) == (job_id, "ConnectionError: Discord is away", None)
    assert "failed at try 1 of 8 and will be tried again" in caplog.text
    assert "Discord is away" in caplog.text
    assert await runner.run_due() == 0
    office.clock.now = job.due_at
    assert await runner.run_due() == 1


async def test_the_last_failure_parks_the_job(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    async def break_down(_job: Job) -> None:
        raise LookupError

    await office.enqueue("broken")
    runner = office.runner(broken=break_down)
    for _ in range(jobs.TRIES):
        assert await runner.run_due() == 1
        office.clock.move(hours=1)
    assert await runner.run_due() == 0
    assert [job.kind for job in await office.parked()] == ["broken"]
    assert "is parked" in caplog.text


async def test_a_kind_nobody_knows_is_parked_loudly(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    await office.enqueue("from a newer version", n=1)
    await office.enqueue(n=2)
    assert await office.runner().run_due() == 1
    assert office.ran == [2]
    assert [job.kind for job in await office.parked()] == ["from a newer version"]
    assert "from a newer version" in caplog.text


async def test_a_handler_may_ask_for_later(office: Office) -> None:
    at = office.clock() + timedelta(hours=2)

    async def not_yet(job: Job) -> None:
        await office.note(job)
        if office.clock() < at:
            raise Later(at)

    await office.enqueue("patient", n=1)
    runner = office.runner(patient=not_yet)
    assert await runner.run_due() == 1
    (job,) = await office.upcoming()
    assert (job.due_at, job.attempts, job.last_error) == (at, 0, None)
    office.clock.now = at
    assert await runner.run_due() == 1
    assert await office.upcoming() == []


async def test_later_never_means_this_very_run(office: Office) -> None:
    async def eager(job: Job) -> None:
        await office.note(job)
        raise Later(office.clock() - timedelta(days=1))

    await office.enqueue("eager", n=1)
    assert await office.runner(eager=eager).run_due() == 1
    (job,) = await office.upcoming()
    assert job.due_at > office.clock()


async def test_a_handler_that_hangs_is_cut_off(office: Office) -> None:
    async def hang(_job: Job) -> None:
        await asyncio.Event().wait()

    await office.enqueue("hanging")
    await office.enqueue(n=1)
    handlers = {"hanging": hang, "note": office.note}
    runner = Runner(office.db, office.clock, handlers, timeout=timedelta(milliseconds=50))
    assert await runner.run_due() == 2
    (job,) = await office.upcoming()
    assert (job.last_error or "").startswith("TimeoutError")


async def test_a_cancellation_inside_a_handler_is_a_failure_like_any_other(office: Office) -> None:
    async def wait_for_what_was_cancelled(_job: Job) -> None:
        future = asyncio.get_running_loop().create_future()
        future.cancel()
        await future

    await office.enqueue("cancelled")
    await office.enqueue(n=1)
    assert await office.runner(cancelled=wait_for_what_was_cancelled).run_due() == 2
    (job,) = await office.upcoming()
    assert (job.last_error or "").startswith("CancelledError")


async def test_a_cancelled_runner_leaves_the_job_to_its_lease(office: Office) -> None:
    has_begun = asyncio.Event()

    async def hang(_job: Job) -> None:
        has_begun.set()
        await asyncio.Event().wait()

    await office.enqueue("hanging")
    running = asyncio.ensure_future(office.runner(hanging=hang).run_due())
    await has_begun.wait()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    after = office.runner(hanging=office.note)
    assert await after.run_due() == 0
    office.clock.now += LEASE
    assert await after.run_due() == 1
    assert await office.upcoming() == []


async def test_a_job_that_outlasts_its_lease_is_not_deleted_under_its_new_holder(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    async def dawdle(job: Job) -> None:
        await office.note(job)
        office.clock.now += LEASE
        taken = await office.db.write(partial(jobs.claim, now=office.clock(), lease=LEASE, limit=1))
        assert [other.id for other in taken] == [job.id]

    await office.enqueue("slow", n=1)
    assert await office.runner(slow=dawdle).run_due() == 1
    (job,) = await office.upcoming()
    assert job.attempts == 2
    assert "outlasted its lease" in caplog.text


async def test_a_job_whose_turn_comes_too_late_gets_a_new_lease(office: Office) -> None:
    leases = []

    async def dawdle(job: Job) -> None:
        leases.append(job.leased_until)
        office.clock.move(seconds=90)

    first_lease = office.clock() + LEASE
    for _ in range(3):
        await office.enqueue("slow", meetup_id=1)
    assert await office.runner(slow=dawdle).run_due() == 3
    assert leases[0] == first_lease
    assert len(set(leases)) == 3
    assert await office.upcoming() == []


async def test_two_runs_at_once_do_each_job_once(office: Office) -> None:
    for n in range(20):
        await office.enqueue(n=n)
    runner, other = office.runner(), office.runner()
    counts = await asyncio.gather(runner.run_due(), runner.run_due(), other.run_due())
    assert sum(counts) == 20
    assert sorted(office.ran) == list(range(20))


async def test_stopping_finishes_what_runs_and_gives_the_rest_back(office: Office) -> None:
    has_begun, may_end = asyncio.Event(), asyncio.Event()

    async def slow(job: Job) -> None:
        has_begun.set()
        await may_end.wait()
        await office.note(job)

    for n in range(3):
        await office.enqueue("slow", meetup_id=1, n=n)
    runner = office.runner(slow=slow)
    running = asyncio.ensure_future(runner.run_due())
    await has_begun.wait()
    stopping = asyncio.ensure_future(runner.stop())
    await asyncio.sleep(0)
    assert not stopping.done()
    may_end.set()
    await stopping
    assert await running == 1
    assert office.ran == [0]
    assert [(job.payload["n"], job.attempts, job.leased_until) for job in await office.upcoming()] == [
        (1, 0, None),
        (2, 0, None),
    ]
    assert await runner.run_due() == 0


async def test_a_result_that_cannot_be_written_leaves_the_job_to_its_lease(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    async def close_behind_oneself(_job: Job) -> None:
        await office.db.close()

    await office.enqueue("last", n=1)
    runner = office.runner(last=close_behind_oneself)
    running = asyncio.ensure_future(runner.run_due())
    with pytest.raises(Exception, match="closed"):
        await running  # the next claim finds the database closed
    assert "left to its lease" in caplog.text


def test_a_job_must_end_before_its_lease(office: Office) -> None:
    with pytest.raises(ValueError, match="lease"):
        Runner(office.db, office.clock, {}, timeout=LEASE, lease=LEASE)


async def test_what_a_handler_leaves_behind_is_done_with_the_deletion_or_not_at_all(office: Office) -> None:
    async def spread(job: Job) -> Any:
        await office.note(job)
        now = office.clock()

        def work(tx: Any) -> None:
            jobs.enqueue(tx, "note", now + timedelta(hours=1), now=now, n="later")
            if job.attempts == 1:
                raise RuntimeError("half of it was written")

        return work

    await office.enqueue("spread", n="first")
    runner = office.runner(spread=spread)
    await runner.run_due()
    assert [job.kind for job in await office.upcoming()] == ["spread"]
    office.clock.move(minutes=1)
    await runner.run_due()
    assert [job.payload for job in await office.upcoming()] == [{"n": "later"}]
    assert office.ran == ["first", "first"]


async def test_a_job_is_set_aside_at_once_when_trying_again_helps_nobody(office: Office) -> None:
    async def useless(_job: Job) -> None:
        raise SetAside("no such channel")

    await office.enqueue("useless")
    assert await office.runner(useless=useless).run_due() == 1
    [job] = await office.parked()
    assert (job.attempts, job.last_error) == (1, "no such channel")
