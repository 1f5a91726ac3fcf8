"""The runner: takes the jobs that are due, has them carried out, and answers for what becomes of them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from bot.storage import jobs
from bot.storage.failures import StorageFailure
from bot.storage.jobs import Job

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Connection

    from bot.clock import Clock
    from bot.storage.database import Database

Work = Callable[["Connection"], object]
"""What a handler may leave behind: it is done in the transaction that deletes the job, so exactly once."""
Handler = Callable[[Job], Awaitable[Work | None]]

AT_ONCE = 8
TIMEOUT = timedelta(seconds=45)
LEASE = timedelta(minutes=2)
"""After a crash, what was running waits this long: short, so that Discord still knows a repeated nonce."""

_SOONEST = timedelta(seconds=1)

_log = logging.getLogger(__name__)


class Later(Exception):  # noqa: N818 - an answer of a handler, not an error
    """What a handler raises to be called again at ``at``; it does not count as a try."""

    def __init__(self, at: datetime) -> None:
        """``at`` is aware; a moment that has passed means as soon as possible."""
        super().__init__(f"later, at {at}")
        self.at = at


class SetAside(Exception):  # noqa: N818 - an answer of a handler, not an error
    """What a handler raises when trying again helps nobody until somebody mends something.

    The job is parked at once; whoever had to be told was told by the handler (see ``services.troubles``).
    """


class Runner:
    """Carries out what is due.

    A handler runs outside any transaction and may run more than once for one job: it reads the world again,
    does nothing if the world has moved on, and sends with a nonce made of the job's id. What takes longer
    than ``timeout`` has to be cut into several jobs.
    """

    def __init__(
        self,
        db: Database,
        clock: Clock,
        handlers: Mapping[str, Handler],
        *,
        timeout: timedelta = TIMEOUT,
        lease: timedelta = LEASE,
    ) -> None:
        """``handlers`` by the kind of job; ``timeout`` has to be shorter than ``lease``."""
        if timeout >= lease:
            raise ValueError("a job's time has to be up before its lease")
        self._db = db
        self._clock = clock
        self._handlers = handlers
        self._timeout = timeout
        self._lease = lease
        self._running = asyncio.Lock()
        self._is_stopping = False

    async def run_due(self) -> int:
        """Run every job that is due, those too that come due by it; return how many handlers were called.

        A second call waits for the first, so that jobs of one meetup keep their order.
        """
        count = 0
        async with self._running:
            while batch := await self._claim():
                async with asyncio.TaskGroup() as group:
                    lanes = [group.create_task(self._run_in_order(lane)) for lane in _lanes(batch)]
                count += sum(lane.result() for lane in lanes)
        return count

    async def stop(self) -> None:
        """Take no more jobs and wait for the running ones; those that were claimed only are given back."""
        self._is_stopping = True
        async with self._running:
            pass

    async def _claim(self) -> list[Job]:
        if self._is_stopping:
            return []
        now = self._clock()
        if not await self._db.read(partial(jobs.is_any_due, now=now)):
            return []
        return await self._db.write(partial(jobs.claim, now=now, lease=self._lease, limit=AT_ONCE))

    async def _run_in_order(self, lane: list[Job]) -> int:
        count = 0
        for job in lane:
            if self._is_stopping or not self._has_time_for(job):
                await self._settle(job, partial(jobs.postpone, job=job, at=job.due_at))
            else:
                count += await self._run(job)
        return count

    def _has_time_for(self, job: Job) -> bool:
        """Whether the job ends before its lease, whatever it does; else two runners might carry it out."""
        return job.leased_until is not None and self._clock() + self._timeout <= job.leased_until

    async def _run(self, job: Job) -> int:
        """Carry out one job, and let nothing that comes of it reach the others; return how many ran."""
        handler = self._handlers.get(job.kind)
        if handler is None:
            _log.error("Job %s is parked: nobody knows how to carry out %r.", job.id, job.kind)
            await self._settle(
                job, partial(jobs.park, job=job, now=self._clock(), error="unknown kind of job")
            )
            return 0
        try:
            async with asyncio.timeout(self._timeout.total_seconds()):
                after = await handler(job)
        except Later as later:
            at = max(later.at, self._clock() + _SOONEST)  # or this run would never end
            await self._settle(job, partial(jobs.postpone, job=job, at=at))
        except SetAside as reason:
            _log.warning("Job %s (%s) is set aside: %s", job.id, job.kind, reason)
            await self._settle(job, partial(jobs.park, job=job, now=self._clock(), error=str(reason)))
        except asyncio.CancelledError as error:
            if _is_cancelled():
                raise  # the process is ending: the lease runs out, and the job is run again
            await self._fail(job, error)  # something that the handler waited for was cancelled
        except Exception as error:  # noqa: BLE001 - logged and kept with the job
            await self._fail(job, error)
        else:
            await self._finish(job, after)
        return 1

    async def _finish(self, job: Job, after: Work | None) -> None:
        try:
            await self._settle(job, partial(_done, job=job, after=after))
        except Exception as error:  # noqa: BLE001 - what the handler left behind failed: logged, kept with the job
            await self._fail(job, error)

    async def _fail(self, job: Job, error: BaseException) -> None:
        fate = "is parked" if job.is_last_try else "will be tried again"
        words = "Job %s (%s) failed at try %s of %s and %s."
        _log.error(words, job.id, job.kind, job.attempts, jobs.TRIES, fate, exc_info=error)
        reason = f"{type(error).__name__}: {error}"
        await self._settle(job, partial(jobs.failed, job=job, now=self._clock(), error=reason))

    async def _settle(self, job: Job, change: Callable[[Connection], bool]) -> None:
        try:
            if not await self._db.write(change):
                _log.warning("Job %s (%s) outlasted its lease: another runner has it now.", job.id, job.kind)
        except StorageFailure:
            _log.error("Job %s (%s) is left to its lease, and will run again.", job.id, job.kind)


def _done(tx: Connection, job: Job, after: Work | None) -> bool:
    if not jobs.done(tx, job=job):
        return False
    if after is not None:
        after(tx)
    return True


def _lanes(batch: Iterable[Job]) -> list[list[Job]]:
    """Lay out the jobs that may run side by side; those of one meetup or poll follow one another."""
    lanes: dict[object, list[Job]] = {}
    for job in batch:
        about = (name for name in ("meetup_id", "poll_id") if job.payload.get(name) is not None)
        name = next(about, None)
        lanes.setdefault((name, job.payload[name] if name else job.id), []).append(job)
    return list(lanes.values())


def _is_cancelled() -> bool:
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0
