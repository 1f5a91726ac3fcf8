"""The story of fair invitations: who wishes it is asked by letter, once, and nobody else is."""

from __future__ import annotations

import pytest

from bot.domain.profiles import Wish
from bot.domain.rights import Actor
from tests.discord.acting import text_of
from tests.discord.scenes import a_scene


@pytest.mark.parametrize("locale", ["en-US", "fr"], indirect=True)
async def test_who_wishes_invitations_is_asked_two_days_before(env, locale, stage):
    scene = a_scene(env, locale, members=3)
    ana, ben, cleo = scene.members
    await scene.schedule(title="Walk *far*", when="2026-01-10 12:30", seats=5, address="7 Hidden Street")
    for member, wishes in ((ana, Wish), (ben, [Wish.INVITATIONS])):
        actor = Actor(user_id=member.id, community_id=scene.guild.id)
        for wish in wishes:
            await scene.bot.services.profiles.wish(actor, wish, granted=True)
    await scene.wait(6 * 86400)
    assert ana.user.dm_channel.history() == []
    await scene.wait(2 * 86400)  # 9 January, 0:00: quiet
    assert ana.user.dm_channel.history() == []
    await scene.wait(9 * 3600)
    [letter] = ana.user.dm_channel.history()
    words = "has room" if locale == "en-US" else "Il reste de la place"
    assert words in text_of(letter)
    assert r"**Walk \*far\***" in text_of(letter)
    assert "Hidden" not in text_of(letter)
    assert f"{scene.card.channel.id}/{scene.card.id}" in text_of(letter)
    await stage.restart()
    await scene.wait(8 * 3600)
    assert len(ana.user.dm_channel.history()) == 1
    assert ben.user.dm_channel.history() == cleo.user.dm_channel.history() == []
