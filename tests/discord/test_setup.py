"""The set-up panel, and what the bot says about permissions it lacks."""

from __future__ import annotations

import discord
import pytest

from tests.discord.acting import all_private, answer_of, press, text_of
from tests.discord.scenes import a_scene

both = pytest.mark.parametrize("locale", ["en-US", "fr"], indirect=True)


@pytest.fixture
def scene(env, locale):
    return a_scene(env, locale)


@both
async def test_every_setting_is_saved_as_it_is_chosen(scene, env, locale):
    board = scene.guild.create_text_channel("annonces")
    role = scene.guild.create_role("Hosts")
    panel = await scene.mod.slash(scene.channel, "setup")
    assert all_private(panel)
    assert ("Set up Tablée" if locale != "fr" else "Régler Tablée") in answer_of(panel)

    await scene.mod.select(panel.response, [board], custom_id="setup:1:channel")
    await scene.mod.select(panel.response, [role], custom_id="setup:1:role")
    form = await press(scene.mod, panel.response, "setup:1:zone")
    shown = await scene.mod.submit_modal(form, {"zone": "new york"})
    assert "America/New_York" in answer_of(shown)
    shown = await scene.mod.select(panel.response, ["fr"], custom_id="setup:1:language")
    kept = await scene.bot.services.communities.of(scene.guild.id, locale)
    assert (kept.announcement_channel_id, kept.moderator_role_id) == (board.id, role.id)
    assert (kept.language, kept.zone.key) == ("fr", "America/New_York")

    host = scene.guild.add_member(env.create_user("host"), roles=[role])
    draft = await host.slash(
        scene.channel, "meetup schedule", title="Apéro", when="2026-01-10 19:00", where="Port"
    )
    await press(host, draft.response, scene.label("Schedule"))
    await scene.bot.run_due()
    assert "samedi 10 janvier" in text_of(next(m for m in board.history() if "Apéro" in text_of(m)))


@both
async def test_it_works_before_anybody_set_it_up(scene, locale):
    await scene.schedule(title="Picnic")
    assert ("Scheduled" if locale != "fr" else "Programmée") in text_of(scene.card)
    assert ("UTC" if locale != "fr" else "Paris, UTC+01") in text_of(scene.card)


@both
async def test_only_moderators_may_set_up(scene, locale):
    await scene.bot.services.communities.of(scene.guild.id, locale)
    panel = await scene.mod.slash(scene.channel, "setup")
    member = scene.members[0]
    [command] = [c for c in await scene.bot.tree.fetch_commands() if c.name == "setup"]
    scene.guild.set_command_permissions(command, {member: True})
    refused = await member.slash(scene.channel, "setup")
    assert all_private(refused)
    assert ("Only moderators" if locale != "fr" else "Seule la modération") in answer_of(refused)
    assert panel.response is not None


@both
async def test_a_missing_permission_is_named_with_its_place(scene):
    mute = scene.guild.create_text_channel("muet")
    deny = discord.PermissionOverwrite(send_messages=False, create_public_threads=False)
    await scene.bot.get_channel(mute.id).set_permissions(scene.guild.me, overwrite=deny)
    panel = await scene.mod.slash(scene.channel, "setup")
    shown = await scene.mod.select(panel.response, [mute], custom_id="setup:1:channel")
    assert answer_of(shown).count("⚠️") == 2
    assert mute.mention in answer_of(shown)
    for name in ("Send Messages", "Create Public Threads"):
        assert scene.t.pgettext("permission", name) in answer_of(shown)
    refused = await scene.members[0].slash(scene.channel, "meetup propose")
    assert refused.modal is None
    assert scene.t.pgettext("permission", "Send Messages") in answer_of(refused)


@both
async def test_a_page_of_settings_takes_numbers_in_their_range_only(scene, locale):
    panel = await scene.mod.slash(scene.channel, "setup")

    async def typed(number):
        form = await scene.mod.select(panel.response, ["proposals"], custom_id="setup:1:page")
        return answer_of(await scene.mod.submit_modal(form, {"interest_threshold": number}))

    for wrong in ("1", "²", "-3", "9" * 10):
        refused = await typed(wrong)
        assert ("between 2 and 100, or none" if locale != "fr" else "entre 2 et 100, ou aucun") in refused
    assert ("once 4 people" if locale != "fr" else "dès que 4 personnes") in await typed(" 4 ")
    assert ("A moderator confirms each" if locale != "fr" else "Confirmées une par une") in await typed("")
