"""The role of those who come: given with the seat, taken with it, kept by another meetup, deleted after."""

from __future__ import annotations

import re

import discord
import pytest

from bot.domain.rights import Actor
from bot.storage import jobs
from bot.ui.deliveries import notices
from tests.discord.acting import all_private, answer_of, press
from tests.discord.scenes import a_scene

both = pytest.mark.parametrize("locale", ["en-US", "fr"], indirect=True)
HOUR = 3600.0
A_DAY_BEFORE = (8 * 24 + 16) * HOUR
UNTIL_AFTER = (9 * 24 + 18) * HOUR
"""Saturday's picnic is over."""


@pytest.fixture
def scene(env, locale):
    return a_scene(env, locale)


async def choose(scene, member=None, **wanted):
    """Fill in the page about Discord; return what the panel says then."""
    member = member or scene.mod
    panel = await member.slash(scene.channel, "setup")
    form = await member.select(panel.response, ["discord"], custom_id="setup:1:page")
    usual = {"gives_roles": True, "attendee_role_id": [], "mirrors_events": False, "thread_days": "7"}
    said = await member.submit_modal(form, usual | wanted)
    await scene.bot.run_due()
    return said


def roles_of(scene, member):
    """What a member's roles are called."""
    guild = scene.env.backend.guilds[scene.guild.id]
    return {guild.roles[number].name for number in guild.members[member.id].role_ids}


def role_requests(scene):
    return [r for r in scene.env.http_requests if "/roles" in r.path]


async def answer(scene, member, card, label):
    await press(member, card, scene.label(label))
    await scene.wait(1)


def moderator(scene):
    return Actor(user_id=scene.mod.id, community_id=scene.guild.id, manages_guild=True)


@both
async def test_the_role_comes_and_goes_with_the_seat(scene):
    await choose(scene)
    alice, ben, chloe, *_ = scene.members
    card = await scene.schedule(title="Picnic", seats=2)
    assert "Picnic" not in scene.guild.roles, "nobody is there to have it"
    for member in (alice, ben, chloe):
        await answer(scene, member, card, "Going")
    assert [roles_of(scene, m) & {"Picnic"} for m in (alice, ben, chloe)] == [{"Picnic"}, {"Picnic"}, set()]
    role = scene.bot.get_guild(scene.guild.id).get_role(scene.guild.roles["Picnic"].id)
    assert (role.permissions.value, role.mentionable, role.hoist) == (0, False, False)

    await answer(scene, alice, card, "Can't")
    await answer(scene, chloe, card, "Going")  # takes the seat that is offered
    assert [roles_of(scene, m) & {"Picnic"} for m in (alice, ben, chloe)] == [set(), {"Picnic"}, {"Picnic"}]
    said = len(role_requests(scene))
    await answer(scene, alice, card, "Maybe")
    await scene.wait(10)
    assert len(role_requests(scene)) == said, "nothing changed, so nothing is sent"
    panel = await scene.edit(scene.mod, "What", title="Pique-nique")
    await press(scene.mod, panel.response, scene.label("Save"))
    await scene.wait(1)
    assert roles_of(scene, ben) & {"Picnic", "Pique-nique"} == {"Pique-nique"}

    await scene.wait(UNTIL_AFTER)
    assert "Pique-nique" in scene.guild.roles
    thread = scene.env.backend.channels[scene.thread(0).id]
    assert not thread.thread_metadata.archived
    await scene.wait(7 * 24 * HOUR)
    assert "Pique-nique" not in scene.guild.roles
    assert roles_of(scene, ben) == set()
    assert thread.thread_metadata.archived


@both
async def test_one_role_for_all_is_kept_while_another_meetup_gives_it(scene):
    comers = scene.guild.create_role("Comers")
    admins = scene.guild.create_role("Admins", permissions=discord.Permissions(ban_members=True))
    hosts = scene.guild.create_role("Hosts", permissions=discord.Permissions(manage_roles=True))
    for wanted, why in ((admins, "moderat|modérer"), (comers, "yourself|toi-même")):
        refused = await choose(scene, attendee_role_id=[wanted])
        assert re.search(why, answer_of(refused))
        assert all_private(refused)
    scene.env.backend.add_member_role(scene.guild.id, scene.mod.id, hosts.id)
    await choose(scene, attendee_role_id=[comers])

    alice, ben, *_ = scene.members
    first = await scene.schedule(title="Picnic")
    second = await scene.schedule(title="Drinks", when="2026-01-11 19:00")
    for card in (first, second):
        await answer(scene, alice, card, "Going")
    await answer(scene, ben, first, "Going")
    assert roles_of(scene, alice) == roles_of(scene, ben) == {"Comers"}
    await answer(scene, alice, first, "Can't")
    await answer(scene, ben, first, "Can't")
    assert (roles_of(scene, alice), roles_of(scene, ben)) == ({"Comers"}, set())
    await scene.bot.services.meetups.cancel(moderator(scene), 2, "Rain")
    await scene.wait(1)
    assert roles_of(scene, alice) == set()
    assert "Comers" in scene.guild.roles, "it is not ours to delete"


async def mend(scene):
    panel = await scene.mod.slash(scene.channel, "setup")
    result = await press(scene.mod, panel.response, "setup:1:retry")
    await scene.wait(1)
    return answer_of(result)


@both
async def test_what_discord_does_not_allow_is_told_once_and_mended_by_one_press(scene, bugs):
    """No permission, a full server, and a role that somebody deleted."""
    await choose(scene)
    alice, ben, chloe, *_ = scene.members
    card = await scene.schedule(title="Picnic")
    scene.env.inject_error("*", "/guilds/*/roles", status=403, code=50013, times=None)
    await answer(scene, alice, card, "Going")
    tried = len(role_requests(scene))
    await answer(scene, ben, card, "Going")
    await scene.wait(HOUR)
    assert len(role_requests(scene)) == tried, "nothing is tried until somebody mends it"
    assert len(bugs.take()) == 1
    [told] = [m for m in scene.channel.history() if m.content.startswith("⚠️")]
    assert ("Manage Roles" if scene.t.language != "fr" else "Gérer les rôles") in told.content
    scene.env.backend.faults.clear()
    await mend(scene)
    assert [roles_of(scene, m) & {"Picnic"} for m in (alice, ben)] == [{"Picnic"}, {"Picnic"}]

    scene.env.inject_error("POST", "/guilds/*/roles", status=400, code=30005, times=None)
    other = await scene.schedule(title="Drinks", when="2026-01-11 19:00")
    await answer(scene, alice, other, "Going")
    await answer(scene, chloe, card, "Going")
    assert roles_of(scene, chloe) == {"Picnic"}, "a full server takes no new role, the known one is given"
    told = [m for m in scene.channel.history() if m.content.startswith("⚠️")]
    assert "250" in told[-1].content
    assert len(bugs.take()) == 1
    scene.env.backend.faults.clear()
    await mend(scene)
    assert roles_of(scene, alice) == {"Picnic", "Drinks"}

    await scene.bot.get_guild(scene.guild.id).get_role(scene.guild.roles["Drinks"].id).delete()
    await answer(scene, ben, other, "Going")
    await answer(scene, chloe, other, "Going")
    await scene.wait(HOUR)
    assert "Drinks" not in scene.guild.roles, "nothing is made again behind a moderator's back"
    assert await scene.bot.db.read(jobs.parked) == []
    assert bugs.take() == []


async def may_choose(scene):
    """Let the moderator give roles by hand, and let them and the bot stand above what they give."""
    hosts = scene.guild.create_role("Hosts", permissions=discord.Permissions(manage_roles=True))
    scene.env.backend.add_member_role(scene.guild.id, scene.mod.id, hosts.id)
    return [scene.guild.create_role(name) for name in ("Comers", "Guests")]


@both
async def test_a_community_changes_its_mind_about_roles_and_nobody_keeps_an_old_one(scene):
    """A role of each meetup's own, then one for all, then another one, then their own again, then none."""
    comers, guests = await may_choose(scene)
    alice, ben, *_ = scene.members
    await choose(scene)
    await scene.schedule(title="Picnic")
    await scene.schedule(title="Drinks", when="2026-01-11 19:00")
    for card in [m for m in scene.channel.history() if m.components]:
        await answer(scene, alice, card, "Going")
    await answer(scene, ben, scene.card, "Going")
    scene.env.backend.add_member_role(scene.guild.id, ben.id, comers.id)  # by hand, before it is ours to give
    assert (roles_of(scene, alice), roles_of(scene, ben)) == ({"Picnic", "Drinks"}, {"Drinks", "Comers"})

    async def after(**wanted):
        await choose(scene, **wanted)
        for _ in range(4):
            await scene.wait(5)
        return roles_of(scene, alice), roles_of(scene, ben), {"Picnic", "Drinks"} & set(scene.guild.roles)

    assert await after(attendee_role_id=[comers]) == ({"Comers"}, {"Comers"}, set())
    assert await after(attendee_role_id=[guests]) == ({"Guests"}, {"Guests"}, set())
    both_own = {"Picnic", "Drinks"}
    assert await after() == (both_own, {"Drinks"}, both_own)
    assert await after(gives_roles=False) == (set(), set(), set())
    assert {"Comers", "Guests"} <= set(scene.guild.roles), "they are not ours to delete"
    said = len(role_requests(scene))
    await answer(scene, alice, scene.card, "Can't")
    await scene.wait(60)
    assert len(role_requests(scene)) == said


@both
@pytest.mark.parametrize("fate", ["deleted", "raised"])
async def test_a_shared_role_that_was_deleted_or_raised_is_told_once_and_replaced(scene, locale, bugs, fate):
    comers, guests = await may_choose(scene)
    await choose(scene, attendee_role_id=[comers])
    alice, ben, *_ = scene.members
    card = await scene.schedule(title="Picnic")
    await answer(scene, alice, card, "Going")
    assert roles_of(scene, alice) == {"Comers"}
    if fate == "deleted":
        await scene.bot.get_guild(scene.guild.id).get_role(comers.id).delete()
        await scene.env.settle()
        why = "It was deleted" if locale != "fr" else "Il a été supprimé"
    else:
        path = f"/guilds/*/members/*/roles/{comers.id}"
        scene.env.inject_error("*", path, status=403, code=50013, times=None)
        why = "move it above" if locale != "fr" else "au-dessus"
    await answer(scene, alice, card, "Can't")
    await answer(scene, ben, card, "Going")
    said = len(role_requests(scene))
    await scene.wait(HOUR)
    await scene.wait(HOUR)
    assert len(role_requests(scene)) == said, "nothing is tried for ever"
    told = [m.content for m in scene.channel.history() if m.content.startswith("⚠️")]
    assert len(told) == 1
    assert why in told[0]
    assert len(bugs.take()) == 1
    assert await scene.bot.db.read(jobs.parked) == []

    scene.env.backend.faults.clear()
    await choose(scene, attendee_role_id=[guests])
    await scene.wait(10)
    assert (roles_of(scene, alice), roles_of(scene, ben)) == (set(), {"Guests"})
    panel = await scene.mod.slash(scene.channel, "setup")
    assert why not in answer_of(panel)


@both
@pytest.mark.parametrize("allowed", [True, False])
async def test_many_are_reminded_by_one_mention_of_their_role_if_that_is_allowed(
    scene, monkeypatch, locale, allowed
):
    monkeypatch.setattr(notices, "MENTIONED_AT_ONCE", 2)
    await choose(scene)
    mine = scene.bot.get_guild(scene.guild.id).me.top_role
    granted = discord.Permissions(mine.permissions.value)
    granted.update(mention_everyone=allowed)
    scene.env.backend.edit_role(scene.guild.id, mine.id, {"permissions": granted.value})
    await scene.env.settle()
    *coming, waiting = scene.members
    card = await scene.schedule(seats=len(coming), when=f"2026-01-10 {15 + (locale == 'fr')}:00")
    for member in (*coming, waiting):
        await answer(scene, member, card, "Going")
    before = len(scene.thread().history())
    await scene.wait(A_DAY_BEFORE)
    told = scene.thread().history()[before:]
    assert told[0].content.startswith("⏰")
    stored = [scene.env.backend.get_message(m.channel.id, m.id) for m in told]
    if allowed:
        [reminder] = stored
        assert reminder.content.endswith(f"<@&{scene.guild.roles['Picnic'].id}>")
        assert (reminder.ping_role_ids, reminder.ping_user_ids) == ([scene.guild.roles["Picnic"].id], [])
    else:
        assert [m.ping_role_ids for m in stored] == [[], []], "two at a time, by name"
        assert sorted(user for m in stored for user in m.ping_user_ids) == sorted(m.id for m in coming)
