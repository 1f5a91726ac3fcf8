"""Jobs: claimed once, held by a lease, fenced off from those who lost it, tried again, and parked."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from bot.storage import jobs, schema

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from bot.storage.database import Database
    from bot.storage.jobs import Job

LEASE = timedelta(minutes=2)


class Shelf:
    """The jobs of one database at the time of one clock, with short names."""

    def __init__(self, db: Database, clock: Callable[[], datetime]) -> None:
        self.db = db
        self.clock = clock

    async def enqueue(self, kind: str = "reminder", *, after: timedelta = timedelta(), **payload: Any) -> int:
        now = self.clock()
        return await self.db.write(lambda tx: jobs.enqueue(tx, kind, now + after, now=now, **payload))

    async def claim(self, limit: int = 10) -> list[Job]:
        return await self.db.write(partial(jobs.claim, now=self.clock(), lease=LEASE, limit=limit))

    async def claim_one(self) -> Job:
        (job,) = await self.claim()
        return job

    async def done(self, job: Job) -> bool:
        return await self.db.write(partial(jobs.done, job=job))

    async def fail(self, job: Job, error: str = "broken") -> bool:
        return await self.db.write(partial(jobs.failed, job=job, now=self.clock(), error=error))

    async def upcoming(self) -> list[Job]:
        return await self.db.read(partial(jobs.upcoming, limit=100))

    async def parked(self) -> list[Job]:
        return await self.db.read(jobs.parked)

    async def next_due(self) -> datetime | None:
        return await self.db.read(jobs.next_due)


@pytest.fixture
def shelf(db: Database, clock: Any) -> Shelf:
    return Shelf(db, clock)


def ids(found: Sequence[Job]) -> list[int]:
    return [job.id for job in found]


async def test_a_job_comes_back_as_it_was_written(shelf: Shelf, clock: Any) -> None:
    payload: dict[str, Any] = {
        "meetup_id": 2**62 + 1,
        "words": "Éléa 🌿",
        "list": [1, None, True],
        "deep": {"a": 1.5},
    }
    job_id = await shelf.enqueue("told", **payload)
    (job,) = await shelf.claim()
    assert (job.id, job.kind, job.payload, job.due_at) == (job_id, "told", payload, clock.now)
    assert (job.attempts, job.leased_until, job.last_error) == (1, clock.now + LEASE, None)


async def test_a_job_written_by_a_work_that_fails_never_was(shelf: Shelf, clock: Any) -> None:
    def work(tx: Any) -> None:
        jobs.enqueue(tx, "told", clock(), now=clock())
        raise LookupError

    with pytest.raises(LookupError):
        await shelf.db.write(work)
    assert await shelf.upcoming() == []


async def test_only_due_jobs_are_claimed_the_longest_due_first(shelf: Shelf, clock: Any) -> None:
    tomorrow = await shelf.enqueue(after=timedelta(days=1))
    second = await shelf.enqueue(after=timedelta(minutes=2))
    first = await shelf.enqueue(after=timedelta(minutes=1))
    third = await shelf.enqueue(after=timedelta(minutes=2))
    assert await shelf.claim() == []
    clock.move(minutes=2)
    assert ids(await shelf.claim(limit=2)) == [first, second]
    assert ids(await shelf.claim()) == [third]
    assert await shelf.claim() == []
    assert ids(await shelf.upcoming()) == [first, second, third, tomorrow]


async def test_next_due_is_the_earliest_that_nobody_runs(shelf: Shelf, clock: Any) -> None:
    assert await shelf.next_due() is None
    await shelf.enqueue(after=timedelta(hours=3))
    await shelf.enqueue()
    assert await shelf.next_due() == clock.now
    await shelf.claim()
    assert await shelf.next_due() == clock.now + timedelta(hours=3)


async def test_something_is_due_exactly_while_a_claim_would_find_it(shelf: Shelf, clock: Any) -> None:
    async def is_any_due() -> bool:
        return await shelf.db.read(partial(jobs.is_any_due, now=clock()))

    await shelf.enqueue(after=timedelta(minutes=1))
    assert not await is_any_due()
    clock.move(minutes=1)
    assert await is_any_due()
    await shelf.claim_one()
    assert not await is_any_due()
    clock.move(minutes=2)
    assert await is_any_due()
    await shelf.db.write(partial(jobs.park, job=await shelf.claim_one(), now=clock(), error="broken"))
    clock.move(minutes=3)
    assert not await is_any_due()


async def test_what_is_done_is_gone(shelf: Shelf) -> None:
    await shelf.enqueue()
    job = await shelf.claim_one()
    assert await shelf.done(job)
    assert not await shelf.done(job)
    assert await shelf.upcoming() == []


async def test_a_lease_that_runs_out_frees_the_job(shelf: Shelf, clock: Any) -> None:
    await shelf.enqueue()
    first = await shelf.claim_one()
    clock.now += LEASE - timedelta(microseconds=1)
    assert await shelf.claim() == []
    clock.now += timedelta(microseconds=1)
    second = await shelf.claim_one()
    assert (first.id, first.attempts, second.attempts) == (second.id, 1, 2)


async def test_who_lost_the_lease_changes_nothing(shelf: Shelf, clock: Any) -> None:
    await shelf.enqueue()
    lost = await shelf.claim_one()
    clock.now += LEASE
    held = await shelf.claim_one()
    assert not await shelf.done(lost)
    assert not await shelf.fail(lost)
    assert not await shelf.db.write(partial(jobs.postpone, job=lost, at=clock()))
    assert not await shelf.db.write(partial(jobs.park, job=lost, now=clock(), error="no"))
    assert await shelf.upcoming() == [held]
    assert await shelf.done(held)


async def test_who_is_late_but_was_not_replaced_may_still_finish(shelf: Shelf, clock: Any) -> None:
    await shelf.enqueue()
    late = await shelf.claim_one()
    clock.now += 2 * LEASE
    assert await shelf.done(late)


async def test_a_failure_waits_twice_as_long_each_time_and_ends_parked(shelf: Shelf, clock: Any) -> None:
    await shelf.enqueue()
    waits = []
    for _ in range(jobs.TRIES):
        job = await shelf.claim_one()
        failed_at = clock.now
        assert await shelf.fail(job, f"try {job.attempts}: " + "x" * 5000)
        clock.now = await shelf.next_due() or clock.now
        waits.append((clock.now - failed_at).total_seconds())
    assert waits == [30, 60, 120, 240, 480, 960, 1920, 0]
    (parked,) = await shelf.parked()
    assert parked.attempts == jobs.TRIES
    assert (parked.last_error or "").startswith("try 8: xxx")
    clock.move(days=365)
    assert await shelf.claim() == []
    assert await shelf.upcoming() == []
    assert await shelf.next_due() is None


async def test_a_job_that_kills_whoever_runs_it_is_parked(
    shelf: Shelf, clock: Any, caplog: pytest.LogCaptureFixture
) -> None:
    await shelf.enqueue()
    for _ in range(jobs.TRIES):
        await shelf.claim_one()
        clock.now += LEASE
    assert await shelf.claim() == []
    (parked,) = await shelf.parked()
    assert "died" in (parked.last_error or "")
    assert "parked" in caplog.text


async def test_a_postponed_job_was_not_tried(shelf: Shelf, clock: Any) -> None:
    await shelf.enqueue()
    job = await shelf.claim_one()
    at = clock.now + timedelta(hours=1)
    assert await shelf.db.write(partial(jobs.postpone, job=job, at=at))
    assert await shelf.claim() == []
    clock.now = at
    assert await shelf.claim() == [replace(job, due_at=at, leased_until=at + LEASE)]


async def test_many_claimers_at_once_share_the_jobs_out(shelf: Shelf) -> None:
    written = [await shelf.enqueue(n=n) for n in range(40)]
    batches = await asyncio.gather(*(shelf.claim(limit=5) for _ in range(20)))
    claimed = [job_id for batch in batches for job_id in ids(batch)]
    # on PostgreSQL a claimer skips what another is just taking, and may come away with less
    assert max(Counter(claimed).values()) == 1
    claimed += [job_id for _ in range(9) for job_id in ids(await shelf.claim(limit=5))]
    assert sorted(claimed) == written


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("enqueue"), st.integers(-60, 240)),
        st.tuples(st.just("claim"), st.integers(1, 3)),
        st.tuples(st.just("wait"), st.integers(0, 180)),
        st.tuples(st.sampled_from(["done", "fail", "postpone"]), st.integers(0, 10)),
    ),
    max_size=30,
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
async def test_at_any_time_one_claim_at_most_counts_for_a_job(
    shelf: Shelf, clock: Any, steps: list[tuple[str, int]]
) -> None:
    """Whatever happens, in any order: a live lease is exclusive, and only the newest claim can end a job."""
    await shelf.db.write(lambda tx: tx.execute(delete(schema.jobs)).close())
    claims: list[Job] = []
    newest: dict[int, Job] = {}
    for step, amount in steps:
        if step == "enqueue":
            await shelf.enqueue(after=timedelta(seconds=amount))
        elif step == "wait":
            clock.move(seconds=amount)
        elif step == "claim":
            for job in await shelf.claim(limit=amount):
                before = newest.get(job.id)
                assert before is None or (before.leased_until or clock.now) <= clock.now
                assert job.due_at <= clock.now
                newest[job.id] = job
                claims.append(job)
        elif claims:
            job = claims[amount % len(claims)]
            took_effect = await END[step](shelf, job)
            assert took_effect == (newest.get(job.id) == job)
            if took_effect:
                del newest[job.id]
    unknown = set(newest) - set(ids(await shelf.upcoming())) - set(ids(await shelf.parked()))
    assert unknown == set()


async def _postpone(shelf: Shelf, job: Job) -> bool:
    return await shelf.db.write(partial(jobs.postpone, job=job, at=shelf.clock() + timedelta(seconds=30)))


END = {"done": Shelf.done, "fail": Shelf.fail, "postpone": _postpone}

WORKER = """
import asyncio, sys
from datetime import UTC, datetime, timedelta
from functools import partial
from bot.storage import jobs
from bot.storage.database import Database

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)

async def main():
    db = await Database.open(sys.argv[1])
    while batch := await db.write(partial(jobs.claim, now=NOW, lease=timedelta(minutes=2), limit=5)):
        for job in batch:
            print(job.id, await db.write(partial(jobs.done, job=job)))
    await db.close()

asyncio.run(main())
"""


async def test_two_processes_carry_out_each_job_exactly_once(shelf: Shelf, database_url: str) -> None:
    written = [await shelf.enqueue(n=n) for n in range(100)]
    command = [sys.executable, "-W", "error", "-c", WORKER, database_url]
    processes = [await asyncio.create_subprocess_exec(*command, stdout=subprocess.PIPE) for _ in range(2)]
    outputs = await asyncio.gather(*(process.communicate() for process in processes))
    assert [process.returncode for process in processes] == [0, 0]
    lines = [line for output, _ in outputs for line in output.decode().splitlines()]
    assert sorted(lines) == sorted(f"{job_id} True" for job_id in written)
    assert await shelf.upcoming() == []
