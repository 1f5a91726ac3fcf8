"""Calendars as others read them: files and feeds, judged by a reader that is not the writer."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from types import SimpleNamespace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import discord
import pytest
import vobject
from aiohttp.test_utils import TestClient, TestServer

from bot.domain.calendars import Entry, SeatNotSure, Standing
from bot.domain.meetups import Meetup, Plan, State
from bot.domain.rosters import Answer
from bot.i18n import translations
from bot.ui.calendar_file import calendar_bytes
from bot.ui.memberships import Memberships
from bot.web import Web

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

WORDY = Meetup(
    id=7,
    community_id=1,
    state=State.SCHEDULED,
    plan=Plan(
        title="É" * 80,
        description="Apporte ; une \\ chaise,\n" * 20 + "🧺 fin",
        starts_at=datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        zone=ZoneInfo("Europe/Paris"),
    ),
    organiser_id=5,
    created_at=datetime(2026, 1, 1, tzinfo=UTC),
    check_in_secret="",
)
ADDRESS = "12 rue de la Paix; Bât. B, 3e étage"


def events(body: bytes):
    calendar = vobject.readOne(body.decode())
    return list(getattr(calendar, "vevent_list", []))


GONE: set[int] = set()
"""Who has left; ``-1``: Discord cannot be asked."""


async def tell_of_members(gone: set[int], _guild_id: int, user_id: int) -> None:
    """What Discord answers about a member."""
    if -1 in gone:
        raise OSError
    if user_id in gone:
        answer = SimpleNamespace(status=404, reason="Not Found")
        raise discord.NotFound(answer, {"code": 10007, "message": "Unknown Member"})


@pytest.fixture(autouse=True)
def _all_are_members() -> None:
    GONE.clear()


@pytest.fixture
async def client(hall) -> AsyncIterator[TestClient]:
    async def is_well() -> bool:
        return True

    memberships = Memberships(partial(tell_of_members, GONE), hall.clock)
    web = Web(hall.services, name_of=lambda _: "Nantes", is_well=is_well, is_member=memberships.is_member)
    async with TestClient(TestServer(web.application())) as client:
        yield client


async def test_a_file_keeps_its_uid_through_moves_and_the_end_and_tells_the_address_to_seats_only(hall):
    meetup = await hall.scheduled(capacity=1, address=ADDRESS, title="Goûter; thé, café", area="Île")
    a, b, c = (hall.member(n) for n in (201, 202, 203))
    for actor in (a, b):
        await hall.services.rosters.answer(actor, meetup.id, Answer.GOING)
    t = translations("fr")
    before = await hall.services.calendars.entry(a, meetup.id)
    [event] = events(calendar_bytes([before], t))
    assert event.summary.value == "Goûter; thé, café"
    assert event.location.value == f"Île, {ADDRESS}"
    assert event.dtstart.value == meetup.plan.starts_at.astimezone(UTC)
    with pytest.raises(SeatNotSure):
        await hall.services.calendars.entry(b, meetup.id)
    [public] = events(calendar_bytes([await hall.services.calendars.entry(c, meetup.id)], t))
    assert public.location.value == "Île"
    assert "Paix" not in public.serialize()

    await hall.services.meetups.edit(hall.mod, meetup.id, lambda plan: replace(plan, area="Parc"))
    [moved] = events(calendar_bytes([await hall.services.calendars.entry(a, meetup.id)], t))
    await hall.services.meetups.cancel(hall.mod, meetup.id, "pluie")
    [ended] = events(calendar_bytes([await hall.services.calendars.entry(a, meetup.id)], t))
    assert event.uid.value == moved.uid.value == ended.uid.value
    assert int(event.sequence.value) < int(moved.sequence.value) < int(ended.sequence.value)
    assert ended.status.value == "CANCELLED"
    assert "Paix" not in ended.serialize()
    assert "pluie" in ended.description.value


def test_lines_are_folded_at_75_bytes_and_hold_whatever_people_write():
    entry = Entry(meetup=WORDY, standing=Standing.CONFIRMED, address=ADDRESS)
    body = calendar_bytes([entry], translations("fr"))
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))
    [event] = events(body)
    assert event.description.value == WORDY.plan.description


async def test_a_feed_follows_its_owner_answers_not_modified_and_ends(hall, client, caplog):
    meetup = await hall.scheduled(capacity=1, address=ADDRESS)
    a, b = hall.member(201), hall.member(202)
    for actor in (a, b):
        await hall.services.rosters.answer(actor, meetup.id, Answer.GOING)
    secret = await hall.services.calendars.make(a, personal=True)
    waits = await hall.services.calendars.make(b, personal=True)
    everybody = await hall.services.calendars.make(hall.mod, personal=False)

    mine = await client.get(f"/calendar/{secret}.ics")
    assert mine.content_type == "text/calendar"
    body = await mine.read()
    [event] = events(body)
    assert ADDRESS in event.location.value
    assert not events(await (await client.get(f"/calendar/{waits}.ics")).read())
    public = await (await client.get(f"/calendar/{everybody}.ics")).read()
    assert len(events(public)) == 1
    assert b"Paix" not in public

    tag, date = mine.headers["ETag"], mine.headers["Last-Modified"]
    hall.clock.move(hours=1)
    assert (await client.get(f"/calendar/{secret}.ics", headers={"If-None-Match": tag})).status == 304
    assert (await client.get(f"/calendar/{secret}.ics", headers={"If-Modified-Since": date})).status == 304
    await hall.services.rosters.answer(a, meetup.id, Answer.DECLINED)
    changed = await client.get(f"/calendar/{secret}.ics", headers={"If-Modified-Since": date})
    assert changed.status == 200
    assert not events(await changed.read())

    renewed = await hall.services.calendars.make(a, personal=True)
    assert (await client.get(f"/calendar/{secret}.ics")).status == 404
    assert (await client.get(f"/calendar/{renewed}.ics")).status == 200
    await hall.services.calendars.retire(a, personal=True)
    assert (await client.get(f"/calendar/{renewed}.ics")).status == 404
    assert (await client.get("/healthz")).status == 200
    assert not any(word in caplog.text for word in (secret, waits, everybody, renewed))


async def test_a_feed_empties_when_its_owner_leaves_and_fills_when_they_return(hall, client):
    meetup = await hall.scheduled(address=ADDRESS)
    ann, ben = hall.member(201), hall.member(202)
    for actor in (ann, ben):
        await hall.services.rosters.answer(actor, meetup.id, Answer.GOING)
    secrets = {actor: await hall.services.calendars.make(actor, personal=True) for actor in (ann, ben)}

    async def count(actor):
        answer = await client.get(f"/calendar/{secrets[actor]}.ics")
        assert answer.status == 200
        return len(events(await answer.read()))

    assert (await count(ann), await count(ben)) == (1, 1)
    GONE.add(ann.user_id)
    assert await count(ann) == 1, "what Discord said holds for an hour"
    hall.clock.move(hours=1)
    assert (await count(ann), await count(ben)) == (0, 1)
    GONE.add(-1)
    hall.clock.move(hours=2)
    assert (await count(ann), await count(ben)) == (0, 1), "what it said last"
    GONE.clear()
    assert await count(ann) == 1
