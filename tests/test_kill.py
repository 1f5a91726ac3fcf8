"""kill -9 at the worst moments: nothing that was promised is lost, and nobody hears it twice.

The killed process is the real bot; what reached Discord is on record outside of it, since its simulated
Discord dies with it. Discord itself drops a message whose nonce it has just seen.
"""

from __future__ import annotations

import json
import multiprocessing
import re
import shutil
import signal
from collections import defaultdict
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from bot.domain.reminders import LEADS
from bot.services import agenda
from bot.services.runner import LEASE
from bot.storage import jobs, migrations
from bot.storage.database import Database
from tests.victims import reminding

START = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)

# Each bot is a process of its own, forked from one that has imported everything and done nothing.
_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload([reminding.__name__])


@contextmanager
def a_bot(*what):
    """A bot that plays its scene, and what it tells; none outlives its test."""
    ear, mouth = _processes.Pipe()
    process = _processes.Process(target=reminding.play, args=(mouth, *what), daemon=True)
    process.start()
    mouth.close()
    try:
        yield process, ear
    finally:
        process.kill()
        process.join()
        ear.close()


class Record:
    """One database, the bots that lived and died on it, and what they said."""

    def __init__(self, database_url, path, told):
        """Take in what the preparing bot said: each meetup's number, its start, and those with a seat."""
        self.database_url = database_url
        self.path = path
        self.now = START
        self.seated = {f"Picnic {number}": seated for number, _, seated in told}
        [self.starts_at] = {starts_at for _, starts_at, _ in told}

    def bot(self, scene):
        return a_bot(self.database_url, self.path, self.now, scene)

    def kill_at(self, scene):
        """Start a bot that stops at its worst moment, kill it there, and let its lease run out."""
        with self.bot(scene) as (process, ear):
            assert ear.recv() == "here"
            process.kill()
            process.join()
            assert process.exitcode == -signal.SIGKILL
        self.now += LEASE

    def run(self):
        """Let a bot run what is due; return how many jobs ran."""
        with self.bot("run") as (process, ear):
            count = ear.recv()
            process.join()
            assert process.exitcode == 0
        return count

    async def waiting(self):
        """The reminders that are still to come, or were given up."""
        database = await Database.open(self.database_url)
        try:
            found = await database.read(partial(jobs.upcoming, limit=100))
            found += await database.read(jobs.parked)
        finally:
            await database.close()
        everybodys = {int(lead.total_seconds()) for lead in LEADS}  # members may choose others for themselves
        return [job for job in found if job.kind == agenda.REMINDER and job.payload["lead"] in everybodys]

    def sent(self):
        with self.path.open() as lines:
            return [json.loads(line) for line in lines]


def judge(record, lead):
    """Each meetup's reminder of that lead has reached its people once: of one nonce, Discord shows one."""
    since, before = record.starts_at - lead, record.starts_at - lead + timedelta(hours=1)
    heard = defaultdict(set)
    for message in record.sent():
        assert message["enforce_nonce"] is True
        if since <= datetime.fromisoformat(message["at"]) < before:
            heard[message["nonce"]].add(message["content"])
    assert all(len(texts) == 1 for texts in heard.values()), "a repeated send says the same"
    delivered = {}
    for (text,) in heard.values():
        title = re.search(r"\*\*(.+?)\*\*", text)[1]
        assert title not in delivered, "reminded twice"
        delivered[title] = {int(user) for user in re.findall(r"<@(\d+)>", text)}
    assert delivered == record.seated


_, DAY, TWO_HOURS = LEADS
DEATHS = {
    "after the claim, before the sending": ("claimed:3", "claimed:1"),
    "after the sending, before the answer": ("sent:3", "sent:1"),
    "after the answer, before the deletion": ("answered:2", "answered:1"),
    "again and again": ("sent:1", "claimed:1", "answered:1"),
}


def prepared(database_url, path):
    """Set up the community; return what its bot said of it."""
    with a_bot(database_url, path, START, "prepare") as (_, ear):
        return ear.recv()


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """A file with the community in it, and what its bot said of it."""
    folder = tmp_path_factory.mktemp("prepared")
    database = folder / "tablee.sqlite3"
    return database, prepared(f"sqlite:///{database}", folder / "nothing")


@pytest.mark.timeout(300)
@pytest.mark.parametrize("deaths", DEATHS.values(), ids=DEATHS)
async def test_every_reminder_reaches_people_once(template, tmp_path, deaths):
    database, told = template
    shutil.copyfile(database, tmp_path / "tablee.sqlite3")
    await survives(f"sqlite:///{tmp_path / 'tablee.sqlite3'}", told, tmp_path, deaths)


@pytest.mark.timeout(300)
@pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)
async def test_and_so_it_does_on_postgresql(bare_database_url, tmp_path):
    await migrations.migrate(bare_database_url)
    told = prepared(bare_database_url, tmp_path / "nothing")
    await survives(bare_database_url, told, tmp_path, ("claimed:1", "sent:1", "answered:1"))


async def survives(database_url, told, tmp_path, deaths):
    """All but the last of the deaths come one after another a day before, the last one two hours before."""
    record = Record(database_url, tmp_path / "sent.jsonl", told)
    assert len(record.seated) == 3
    record.now = record.starts_at - DAY
    for death in deaths[:-1]:
        record.kill_at(death)
    assert record.run() > 0
    judge(record, DAY)
    record.now = record.starts_at - TWO_HOURS
    record.kill_at(deaths[-1])
    assert record.run() > 0
    judge(record, TWO_HOURS)
    judge(record, DAY)
    messages = record.sent()
    nonces = {message["nonce"] for message in messages}
    assert len(nonces) == 2 * len(record.seated), "nothing but reminders fell due"
    if deaths[-1] == "sent:1":
        assert len(messages) > len(nonces), "what had reached people was sent again"
    assert await record.waiting() == []
