"""Stories of photo consent: asked with the first answer, changed for one meetup, heeded by who uploads."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from bot.domain.profiles import PhotoConsent
from bot.domain.rights import Actor
from tests.discord.acting import all_private, answer_of, press, text_of
from tests.discord.scenes import a_scene
from tests.discord.test_images import encoded, picture
from tests.discord.test_photos import (
    MENU,
    a_past_picnic,
    add,
    album_of,
    both,
    bytes_of,
    called,
    files_of,
    openings,
    photo_thread,
    posts,
    scribble,
    thanks,
    the_meetup,
    until,
    words,
)


def spoken(result):
    """Every text of a form that was opened."""
    return json.dumps(result.modal, ensure_ascii=False)


@both
async def test_consent_is_asked_once_changed_for_one_meetup_and_told_to_who_uploads(env, locale):
    scene = a_scene(env, locale)
    alice, ben, cleo = scene.members[:3]
    await scene.schedule()
    going = await press(alice, scene.card, scene.label("Going"))
    question = words(locale, "It counts for every meetup", "Cela vaut pour toutes les rencontres")
    assert question in answer_of(going)
    said = await alice.select(going.followups[0], ["no"], custom_id="photo_wish:1:1:first")
    assert all_private(said)
    assert words(locale, "“No, leave me out”", "Non, sans moi") in answer_of(said)
    assert question not in answer_of(await press(alice, scene.card, scene.label("Maybe")))

    going = await press(ben, scene.card, scene.label("Going"))
    await ben.select(going.followups[0], ["yes"], custom_id="photo_wish:1:1:first")
    going = await press(ben, scene.card, scene.label("Going"))
    panel = await press(ben, going.followups[0], "photos_of_me:1:1")
    assert all_private(panel)
    panel = await ben.select(panel.response, ["ask"], custom_id="photo_wish:1:1:here")
    assert words(locale, "For every other meetup: Yes", "Pour toutes les autres\xa0: Oui") in answer_of(panel)
    kept = await scene.bot.services.profiles.of(Actor(user_id=ben.id, community_id=scene.guild.id))
    assert kept.photo_consent is PhotoConsent.YES

    await until(scene, locale, 1)
    listed = await scene.mod.slash(scene.channel, "checkin list", meetup="1")
    await scene.mod.select(listed.response, [alice, ben, cleo], custom_id="checkin_add:1:1")
    await until(scene, locale, 2.25)
    form = await press(cleo, openings(scene)[0], scene.label("Add photos"))
    told = spoken(form)
    assert (
        words(locale, "1 said no to photos and 1 want", "non aux photos, 1\xa0; à consulter d'abord, 1")
        in told
    )
    assert f"<@{alice.id}>" not in told
    panel = await press(ben, openings(scene)[0], scene.label("Photos of me"))
    panel = await ben.select(panel.response, ["yes"], custom_id="photo_wish:1:1:here")
    form = await press(cleo, openings(scene)[0], scene.label("Add photos"))
    assert words(
        locale, "1 said no to photos and 0 want", "non aux photos, 1\xa0; à consulter d'abord, 0"
    ) in spoken(form)


@both
async def test_who_said_no_is_in_nothing_that_is_made_and_takes_their_own_photos_away(env, locale):
    scene = await a_past_picnic(env, locale, present=6, members=8)
    alice, ben, cleo, dora = scene.members[:4]
    await add(scene, alice, *[(f"{n}.png", encoded(scribble(n), "PNG")) for n in (1, 2)])
    for number, owner in ((3, ben), (4, cleo)):
        await add(scene, owner, (f"{number}.png", encoded(scribble(number), "PNG")))
    settings = await cleo.slash(scene.channel, "profile")
    await cleo.select(settings.response, ["no"], custom_id="profile:1:photos")
    await until(scene, locale, 2 + 73)
    [recap] = thanks(scene)
    before = await bytes_of(scene, recap.attachments[0])
    assert await album_of(scene, dora, recap) == ["01.jpg", "02.jpg", "03.jpg"]

    settings = await ben.slash(scene.channel, "profile")
    offered = await ben.select(settings.response, ["no"], custom_id="profile:1:photos")
    assert all_private(offered)
    assert words(locale, "You posted 1 photo yourself", "Tu as publié 1 photo toi-même") in answer_of(offered)
    await press(ben, settings.response, "profile:1:wish:named_for_photos:yes")
    await scene.bot.run_due()
    [recap] = thanks(scene)
    assert await bytes_of(scene, recap.attachments[0]) != before
    assert await album_of(scene, dora, recap) == ["01.jpg", "02.jpg"]
    told = spoken(await press(alice, openings(scene)[0], "photos:1:1"))
    assert (
        words(locale, "2 said no to photos and 3 want", "non aux photos, 2\xa0; à consulter d'abord, 3")
        in told
    )
    assert f"<@{ben.id}>" in told
    assert f"<@{cleo.id}>" not in told
    told = spoken(await press(ben, openings(scene)[0], "photos:1:1"))
    assert words(locale, "You said no to photos yourself", "Tu as toi-même dit non") in told

    taken = await press(ben, offered.followups[0], "photos_withdraw:1:0")
    assert words(locale, "1 photo of yours is gone", "C'est fait\xa0: 1 photo retirée") in answer_of(taken)
    await scene.bot.run_due()
    assert len(posts(scene)) == 2
    assert len(files_of(scene)) == 3
    again = await add(scene, ben, ("3.png", encoded(scribble(3), "PNG")))
    assert words(locale, "does not come back", "ne revient pas") in answer_of(again)


class TestByHand:
    """Photos posted as ordinary messages."""

    @pytest.fixture(params=[True, False], ids=["heard", "unheard"])
    def stage(self, stage, request):
        stage.settings = replace(stage.settings, message_content_intent=request.param)
        return stage

    @both
    async def test_they_are_counted_where_they_are_seen_and_can_be_taken_down_anywhere(
        self, env, locale, stage
    ):
        is_heard = stage.settings.message_content_intent
        scene = a_scene(env, locale)
        alice, ben, cleo = scene.members[:3]
        await scene.schedule()
        await until(scene, locale, 1)
        listed = await scene.mod.slash(scene.channel, "checkin list", meetup="1")
        await scene.mod.select(listed.response, [alice, ben, cleo], custom_id="checkin_add:1:1")
        await until(scene, locale, 2.25)
        await add(scene, alice, ("a.png", encoded(picture(), "PNG")), agreement=["agreed"])
        thread = photo_thread(scene)
        await alice.send(scene.channel, "elsewhere", attachments=[("e.jpg", encoded(picture(), "JPEG"))])
        files = [(f"{n}.jpg", encoded(picture(), "JPEG")) for n in (1, 2)]
        by_hand = await ben.send(thread, "look", attachments=files)
        await ben.send(thread, "notes", attachments=[("notes.txt", b"not a photo")])
        more = await ben.send(thread, "more", attachments=files[:1])

        hint = words(locale, "Photos posted by hand", "Une photo publiée à la main")
        assert len([m for m in thread.history() if hint in text_of(m)]) == int(is_heard)
        counted = (await scene.bot.services.photos.numbers(await the_meetup(scene))).photos
        assert counted == (4 if is_heard else 1)

        gone = await cleo.context_menu(thread, MENU, by_hand)
        assert words(locale, "It is gone", "C'est retiré") in answer_of(gone)
        env.inject_error("DELETE", f"/channels/*/messages/{more.id}", status=403, code=50013, times=2)
        asked = await cleo.context_menu(thread, MENU, more)
        assert words(locale, "I may not delete", "Je n'ai pas le droit de supprimer") in answer_of(asked)
        await scene.bot.run_due()
        told = thread.history()[-1]
        assert called(scene, told) == {ben.id, scene.mod.id}
        assert f"/{more.id})" in text_of(told)
        assert f"<@{cleo.id}>" not in text_of(told)

        await until(scene, locale, 2 + 73)
        assert by_hand.id not in [message.id for message in posts(scene)]
        assert thanks(scene)[0].attachments == []
