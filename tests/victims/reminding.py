"""A bot to be killed: the real one on a simulated Discord, over a database that outlives it.

``play`` is a process's whole life. What reaches Discord is appended to the file ``record``, a line of JSON
each: a killed process takes its simulated Discord with it, the file stays. ``scene`` is

    prepare             set up a community with meetups whose reminders are due later; tell their numbers
    run                 run what is due at ``now``, tell how many jobs ran
    claimed:N           stop for ever before the Nth message of this run is heard by Discord
    sent:N              stop for ever when Discord has the Nth message and before it answers
    answered:N          stop for ever when the Nth message was answered and its job is to be deleted

A process that stops tells "here" first and then waits to be killed.
"""

from __future__ import annotations

import asyncio
import json
import logging
import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from multiprocessing.connection import Connection
from zoneinfo import ZoneInfo

import simcord
from simcord.http.client import FakeHTTPClient

from bot.app import create_bot
from bot.domain.meetups import Plan
from bot.domain.rights import Actor
from bot.domain.rosters import Answer
from bot.services import runner
from bot.settings import Settings

MEETUPS = 3
SEATS = 3
NEW_MESSAGE = re.compile(r"/channels/(\d+)/messages$")


def stop_for_ever(ear):
    """Freeze the whole process, threads of the database included, as far as anybody outside can tell."""
    ear.send("here")
    while True:  # nobody ever writes
        ear.recv()


@dataclass
class Seam:
    """Stands between the bot and its simulated Discord."""

    record: str
    ear: Connection
    point: str
    countdown: int
    now: datetime
    is_listening: bool = False

    def is_time(self, point):
        is_reached = self.countdown <= 0 if point == "answered" else self.countdown == 0
        return self.is_listening and self.point == point and is_reached

    def install(self):
        request, done = FakeHTTPClient.request, runner.jobs.done

        async def heard(client, route, **details):
            channel = NEW_MESSAGE.search(route.url)
            if route.method != "POST" or not channel or not self.is_listening:
                return await request(client, route, **details)
            self.countdown -= 1
            if self.is_time("claimed"):
                stop_for_ever(self.ear)
            self.keep(channel[1], details["json"])
            if self.is_time("sent"):
                stop_for_ever(self.ear)
            return await request(client, route, **details)

        def deleted(tx, job):
            if self.is_time("answered"):
                stop_for_ever(self.ear)
            return done(tx, job=job)

        FakeHTTPClient.request = heard
        runner.jobs.done = deleted

    def keep(self, channel, body):
        line = {name: body.get(name) for name in ("content", "nonce", "enforce_nonce")}
        line |= {"channel": int(channel), "at": self.now.isoformat()}
        with open(self.record, "ab", buffering=0) as record:  # noqa: PTH123 - one write, no buffer of ours
            record.write(json.dumps(line).encode() + b"\n")


async def prepare(bot, guild, place, thread, people):
    """Return each meetup's number, its start, and those with a seat."""
    told = []
    services = bot.services
    await services.communities.of(guild.id, "fr")
    mod = Actor(user_id=1, community_id=guild.id, manages_guild=True)
    for number in range(1, MEETUPS + 1):
        starts_at = bot.clock() + timedelta(days=3)
        plan = Plan(
            title=f"Picnic {number}",
            starts_at=starts_at,
            duration=timedelta(hours=2),
            zone=ZoneInfo("Europe/Paris"),
            capacity=SEATS,
        )
        meetup = await services.meetups.schedule(mod, plan, place.id)
        # where the card and its thread stand; every process builds the same channels
        await services.meetups.note_card(meetup.id, message_id=1, thread_id=thread.id)
        for person in people:
            actor = replace(mod, user_id=person.id)
            await services.rosters.answer(actor, meetup.id, Answer.GOING)
        told.append((meetup.id, starts_at, {person.id for person in people[:SEATS]}))
    return told


def play(ear, database_url, record, now, scene):
    """Be that bot; tell ``ear`` at the end what the scene says."""
    logging.basicConfig(level=logging.WARNING)
    point, _, number = scene.partition(":")
    asyncio.run(_play(Seam(record, ear, point, int(number or 0), now), database_url))


async def _play(seam, database_url):
    seam.install()
    bot = create_bot(Settings(database_url=database_url), clock=lambda: seam.now, metronome=False)
    env = simcord.Env(bot, shard_count=1, check_errors=False)
    guild = env.create_guild("Nantes", id=1 << 40, preferred_locale="fr")
    place, thread = guild.create_text_channel("rencontres"), guild.create_text_channel("picnics")
    people = [guild.add_member(env.create_user(f"member{n}")) for n in range(SEATS + 2)]
    told = None
    await env.start()
    with env._bot_scope():
        if seam.point == "prepare":
            told = await prepare(bot, guild, place, thread, people)
        seam.is_listening = seam.point != "prepare"
        count = await bot.run_due()
    await env.settle()
    with env._bot_scope():
        await bot.close()
    await env.shutdown()
    seam.ear.send(told or count)
