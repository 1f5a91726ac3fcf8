"""Stories of keeping away from somebody: asked, shown and lifted in private, and impossible to find out."""

from __future__ import annotations

import pytest

from bot.domain.rights import Actor
from tests.discord.acting import all_private, answer_of, controls_of, press, text_of
from tests.discord.scenes import a_scene

both = pytest.mark.parametrize("locale", ["en-US", "fr"], indirect=True)


def words(locale, english, french):
    return french if locale == "fr" else english


async def block(scene, who, whom):
    return await who.slash(scene.channel, "block member", member=whom)


@both
async def test_a_member_blocks_somebody_sees_their_list_and_lifts_it(env, locale):
    scene = a_scene(env, locale)
    ana, ben, *_ = scene.members
    before = len(scene.channel.history())
    done = await block(scene, ana, ben)
    assert all_private(done)
    assert words(locale, f"I never put you with <@{ben.id}>", f"jamais avec <@{ben.id}>") in answer_of(done)
    for again in (await block(scene, ana, ben), await ana.context_menu(scene.channel, MENU, ben)):
        assert all_private(again)
        assert words(locale, "You asked me that before", "Tu me l'avais déjà") in answer_of(again)
    robot = scene.guild.add_member(env.create_user("robot", bot=True))
    for nobody, sentence in ((ana, words(locale, "That is you", "C'est toi")), (robot, " bot")):
        assert sentence in answer_of(await block(scene, ana, nobody))
    gone = await block(scene, ana, env.create_user("left"))
    assert words(locale, "if they come back", "si elle revient") in answer_of(gone)

    listed, stale = [(await ana.slash(scene.channel, "block list")).response for _ in range(2)]
    assert text_of(listed).count("<@") == 2
    await press(ana, listed, f"block_lift:1:{ben.id}:0")
    assert words(locale, "Done: <@", "C'est fait\xa0:") in text_of(listed)
    gone = await press(ana, stale, f"block_lift:1:{ben.id}:0")
    assert all_private(gone)
    assert words(locale, "not on your list", "n'est plus sur ta liste") in answer_of(gone)
    await press(ana, listed, scene.label("Remove"))
    assert not controls_of(listed)
    assert len(scene.channel.history()) == before
    assert await scene.bot.services.blocks.mine(actor(scene, ana)) == ()


@both
async def test_whom_somebody_blocked_cannot_find_it_out(env, locale):
    """The same words and the same controls, whether the other has blocked one or not."""
    scene = a_scene(env, locale)
    ana, ben, cleo, dan, *_ = scene.members
    await ana.context_menu(scene.channel, MENU, ben)

    async def all_that_is_seen(who, whom):
        told = [await block(scene, who, whom), await block(scene, who, whom)]
        listed = await who.slash(scene.channel, "block list")
        said = [answer_of(result) for result in (*told, listed)]
        ids = str(controls_of(listed.response))
        return str((said, ids)).replace(str(whom.id), "WHOM").replace(str(who.id), "WHO")

    assert await all_that_is_seen(ben, ana) == await all_that_is_seen(cleo, dan)


@both
async def test_a_long_list_has_pages_and_an_end(env, locale):
    scene = a_scene(env, locale, members=14)
    ana, *others = scene.members
    for week in range(3):
        for other in others[week * 5 : week * 5 + 5]:
            await block(scene, ana, other)
        if week == 1:
            full = await block(scene, ana, others[-1])
            assert words(locale, "5 people a week", "5 personnes par semaine") in answer_of(full)
        await env.advance_time(7 * 24 * 3600)
    listed = (await ana.slash(scene.channel, "block list")).response
    assert text_of(listed).count("<@") == 10
    await press(ana, listed, "block_page:1:1")
    assert text_of(listed).count("<@") == 3
    stranger = a_scene(env, locale, name="Brest").members[0]
    assert await scene.bot.services.blocks.mine(actor(scene, stranger)) == ()


MENU = "Never put me with them"


def actor(scene, member):
    return Actor(user_id=member.id, community_id=scene.guild.id)
