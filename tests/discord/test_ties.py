"""Stories of ties: a member sees whom they have met, when and where, and nobody sees anybody else's."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.rights import Actor
from bot.domain.ties import SMALL_MEETUP
from bot.storage import ties
from tests.discord.acting import all_private, answer_of, press, text_of
from tests.discord.scenes import a_scene

both = pytest.mark.parametrize("locale", ["en-US", "fr"], indirect=True)


def words(locale, english, french):
    return french if locale == "fr" else english


async def checked_in(scene, meetup_id, people):
    panel = await scene.mod.slash(scene.channel, "checkin list", meetup=str(meetup_id))
    return await scene.mod.select(panel.response, people, custom_id=f"checkin_add:1:{meetup_id}")


@both
async def test_a_member_sees_their_own_ties_and_they_go_with_the_check_in(env, locale):
    scene = a_scene(env, locale, members=14)
    ana, ben, cleo, *others = scene.members
    alone = await ana.slash(scene.channel, "ties")
    assert all_private(alone)
    assert words(locale, "Nobody yet", "Personne encore") in answer_of(alone)

    await scene.schedule(when="2026-01-10 12:30")
    await env.advance_time(timedelta(days=9, hours=13).total_seconds())
    await checked_in(scene, 1, [ana, ben, *others[:10]])
    listed = (await ana.slash(scene.channel, "ties")).response
    text = text_of(listed)
    assert words(locale, "You have met **11 people** here.", "**11 personnes** ici.") in text
    assert text.count("👋 <@") == 10
    assert "10 Jan 2026" in text or "10 janv. 2026" in text
    await press(ana, listed, "ties:1:1")
    assert text_of(listed).count("👋 <@") == 1

    await scene.schedule(title="Walk *far*", when="2026-01-17 12:30")
    await env.advance_time(timedelta(days=7).total_seconds())
    await checked_in(scene, 2, [ana, ben, cleo])
    await scene.bot.db.write(lambda tx: ties.name(tx, 2, ana.id, [cleo.id, ben.id]))
    await scene.bot.db.write(lambda tx: ties.name(tx, 2, cleo.id, [ana.id]))
    text = answer_of(await ana.slash(scene.channel, "ties"))
    assert words(locale, "**12 people** here; **1** of them", "ici, dont **1** plus d'une fois") in text
    assert f"🤝 <@{cleo.id}>" in text
    assert f"👋 <@{ben.id}>" in text
    day, how = words(locale, ("17 Jan 2026", "you both said so"), ("17 janv. 2026", "dit de part et d'autre"))
    assert rf"Walk \*far\*, {day} ({how})" in text
    there = words(locale, "both there", "à la même rencontre")
    assert rf"Walk \*far\*, {day} ({there}) · Picnic" in text

    panel = await scene.mod.slash(scene.channel, "checkin list", meetup="2")
    await press(scene.mod, panel.response, f"checkin:1:2:{cleo.id}:undo")
    after = answer_of(await ana.slash(scene.channel, "ties"))
    assert f"<@{cleo.id}>" not in after
    assert f"<@{ana.id}>" not in answer_of(await cleo.slash(scene.channel, "ties"))


@both
async def test_a_community_says_up_to_how_many_everybody_has_met(env, locale):
    scene = a_scene(env, locale, members=SMALL_MEETUP + 1)
    await scene.schedule(when="2026-01-10 12:30")
    await env.advance_time(timedelta(days=9, hours=13).total_seconds())
    await checked_in(scene, 1, scene.members)
    ana = scene.members[0]
    assert words(locale, "Nobody yet", "Personne encore") in answer_of(await ana.slash(scene.channel, "ties"))
    mod = Actor(user_id=scene.mod.id, community_id=scene.guild.id, manages_guild=True)
    await scene.bot.services.communities.set(mod, small_meetup=SMALL_MEETUP + 1)
    assert "**12 " in answer_of(await ana.slash(scene.channel, "ties"))
