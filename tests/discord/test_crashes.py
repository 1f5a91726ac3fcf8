"""The process dies between Discord's answer and our note of it: what was done is found, and done once."""

from __future__ import annotations

import pytest

from bot.domain.rights import Actor
from bot.services.attendee_roles import AttendeeRoleService
from bot.services.events import EventService
from bot.services.runner import LEASE
from bot.services.threads import ThreadService
from bot.storage import jobs
from tests.discord.acting import press
from tests.discord.scenes import a_scene

both = pytest.mark.parametrize("locale", ["en-US", "fr"], indirect=True)
SCHEDULED, CANCELLED = 1, 4
HOUR = 3600.0


class Killed(BaseException):
    """The process is gone: nothing of ours catches this."""


class Death:
    """Kills the process when it is about to do one thing."""

    def __init__(self, stage, monkeypatch):
        self._stage, self._monkeypatch = stage, monkeypatch

    async def comes_before(self, owner, note, work):
        """Let ``work`` run until ``owner`` would ``note`` something, and start the next process then."""

        async def die(*_args, **_kwargs):
            raise Killed

        with self._monkeypatch.context() as patched:
            patched.setattr(owner, note, die)
            with pytest.raises(BaseExceptionGroup) as died:
                await work
            assert died.group_contains(Killed)
        await self._stage.restart()
        await self._stage.advance(seconds=LEASE.total_seconds() + 1)
        await self._stage.advance(seconds=10)


@pytest.fixture
def death(stage, monkeypatch):
    return Death(stage, monkeypatch)


@pytest.fixture
async def scene(env, locale):
    scene = a_scene(env, locale)
    panel = await scene.mod.slash(scene.channel, "setup")
    form = await scene.mod.select(panel.response, ["discord"], custom_id="setup:1:page")
    wanted = {"gives_roles": True, "attendee_role_id": [], "mirrors_events": True, "thread_days": "7"}
    await scene.mod.submit_modal(form, wanted)
    await scene.bot.run_due()
    return scene


def roles(scene, title="Picnic"):
    """The roles of that name, and who has one of them."""
    guild = scene.env.backend.guilds[scene.guild.id]
    made = {role.id for role in guild.roles.values() if role.name == title}
    return len(made), {user_id for user_id, member in guild.members.items() if made & set(member.role_ids)}


def events(scene):
    return list(scene.env.backend.guilds[scene.guild.id].scheduled_events.values())


def moderator(scene):
    return Actor(user_id=scene.mod.id, community_id=scene.guild.id, manages_guild=True)


async def going(scene, member):
    await press(member, scene.card, scene.label("Going"))


@both
@pytest.mark.parametrize("note", ["note_asked", "note_made", "note_given"])
async def test_a_role_is_made_once_and_given(scene, death, note):
    await scene.schedule()
    await scene.schedule(title="Picnic", when="2026-01-11 12:30")  # another one of the same name
    ana, ben, *_ = scene.members
    await going(scene, ben)
    await scene.wait(1)
    first = next(m for m in scene.channel.history() if m.components)
    await press(ana, first, scene.label("Going"))
    await death.comes_before(AttendeeRoleService, note, scene.bot.run_due())
    assert roles(scene) == (2, {ana.id, ben.id}), "one for each of the two"
    await press(ana, first, scene.label("Can't"))
    await scene.wait(1)
    assert roles(scene)[1] == {ben.id}
    assert await scene.bot.db.read(jobs.parked) == []


@both
@pytest.mark.parametrize("note", ["note_taken", "note_deleted"])
async def test_a_role_is_taken_and_deleted_for_good(scene, death, note):
    await scene.schedule()
    ana, *_ = scene.members
    await going(scene, ana)
    await scene.wait(1)
    if note == "note_taken":
        await press(ana, scene.card, scene.label("Can't"))
        left = (1, set())
    else:
        await scene.bot.services.meetups.cancel(moderator(scene), 1, "Rain")
        left = (0, set())
    await death.comes_before(AttendeeRoleService, note, scene.bot.run_due())
    assert roles(scene) == left
    assert await scene.bot.db.read(jobs.parked) == []
    said = len(scene.env.http_requests)
    await scene.bot.services.troubles.retry(moderator(scene))  # everything is looked at again
    await scene.bot.run_due()
    assert not [r for r in scene.env.http_requests[said:] if "/roles" in r.path], "nothing is left to do"


@both
@pytest.mark.parametrize("note", ["note_asked", "note"])
async def test_an_event_is_made_once_and_follows(scene, death, note):
    panel = await scene.mod.slash(
        scene.channel, "meetup schedule", title="Picnic", when="2026-01-10 12:30", where="Parc"
    )
    await press(scene.mod, panel.response, scene.label("Schedule"))
    await death.comes_before(EventService, note, scene.bot.run_due())
    [event] = events(scene)
    panel = await scene.edit(scene.mod, "What", title="Barbecue")
    await press(scene.mod, panel.response, scene.label("Save"))
    await death.comes_before(EventService, "note", scene.bot.run_due())
    assert [(one.id, one.name) for one in events(scene)] == [(event.id, "Barbecue")]


@both
async def test_an_event_that_was_called_off_makes_room_for_that_of_the_new_date(scene, death):
    await scene.schedule()
    await scene.bot.services.meetups.postpone(moderator(scene), 1, "Rain")
    await death.comes_before(EventService, "note_called_off", scene.bot.run_due())
    assert [one.status for one in events(scene)] == [CANCELLED]
    panel = await scene.edit(scene.mod, "When", when="2026-01-17 12:30")
    await press(scene.mod, panel.response, scene.label("Save"))
    await scene.wait(1)
    assert [one.status for one in events(scene)] == [CANCELLED, SCHEDULED]


@both
@pytest.mark.parametrize("note", ["note_message", "note_added"])
async def test_the_line_that_adds_people_to_the_thread_stands_there_once(scene, death, note):
    await scene.schedule()
    ana, *_ = scene.members
    await going(scene, ana)
    await death.comes_before(ThreadService, note, scene.bot.run_due())
    path = f"/channels/{scene.thread().id}/messages"
    sent = [r.json for r in scene.env.http_requests if (r.method, r.path) == ("POST", path)]
    assert len({one["nonce"] for one in sent if one["enforce_nonce"]}) == 1, "Discord drops the second"
    assert [user.id for user in scene.thread().history()[-1].mentions] == [ana.id]
