"""Stories of what people say afterwards: the form, whom they met, what may be quoted, and taking it back."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from bot.domain.ties import Strength
from bot.storage import ties
from tests.discord.acting import all_private, answer_of, press, text_of
from tests.discord.scenes import filled_in
from tests.discord.test_photos import a_past_picnic, both, bytes_of, openings, thanks, until, words

FORM = {"stars": ["5"], "good": "The light, and *everybody* @here", "to_change": "", "met": [], "quote": "no"}


async def says(scene, member, **values):
    shown = await press(member, openings(scene)[0], "feedback:1:1")
    return await member.submit_modal(shown, FORM | values)


async def allows(scene, member, locale, **values):
    """Say how it was, read the words shown back, and let them be quoted."""
    asked = await says(scene, member, **values)
    assert all_private(asked)
    shown_back = answer_of(asked)
    assert words(locale, "This, word for word", "Voici, mot pour mot") in shown_back
    await press(member, asked.response, words(locale, "Yes, quote this", "Oui, vous pouvez citer ça"))
    return shown_back


@both
async def test_what_may_be_quoted_is_shown_back_approved_and_published(env, locale):
    scene = await a_past_picnic(env, locale, present=6, members=8)
    alice, ben, cleo = scene.members[:3]
    stranger = await press(scene.members[7], openings(scene)[0], "feedback:1:1")
    assert all_private(stranger)
    assert stranger.modal is None
    assert "The light, and \\*everybody\\*" in await allows(scene, alice, locale, quote="first")
    again = await press(alice, openings(scene)[0], "feedback:1:1")
    assert filled_in(again)["quote"] == ["first"]  # sending the form again takes nothing back unasked
    await says(scene, ben, good="Rather not this", to_change="Louder music", quote="no")

    shown = await scene.mod.slash(scene.channel, "testimonials")
    assert all_private(shown)
    assert "The light" in answer_of(shown)
    assert "Rather not this" not in answer_of(shown)
    export = await press(scene.mod, shown.response, "quotes_out:1:csv")
    assert words(locale, "Approve some words first", "Approuve d'abord") in answer_of(export)
    await scene.mod.select(shown.response, ["1"], custom_id="quotes:1:menu")
    await press(scene.mod, shown.response, "quote:1:1:pick")
    card = await press(scene.mod, shown.response, "quote:1:1:card")
    assert all_private(card)
    picture = Image.open(io.BytesIO(await bytes_of(scene, card.response.attachments[0])))
    assert picture.size == (1200, 1200)
    await press(scene.mod, shown.response, "quote:1:1:back")

    good = words(locale, "Sunshine, friendly strangers, laughing", "Du soleil, des inconnus, des rires")
    said = await allows(scene, cleo, locale, good=f"{good}, pancakes, kubb", quote="anonymous")
    assert cleo.user.name not in said
    shown = await scene.mod.slash(scene.channel, "testimonials")
    await scene.mod.select(shown.response, ["2"], custom_id="quotes:1:menu")
    await press(scene.mod, shown.response, "quote:1:2:approve")
    await press(scene.mod, shown.response, "quote:1:2:back")
    drawn = await press(scene.mod, shown.response, "quotes_out:1:words")
    assert [file.filename for file in drawn.response.attachments] == [f"words-{locale[:2]}.png"]
    for form in ("csv", "markdown"):
        export = await press(scene.mod, shown.response, f"quotes_out:1:{form}")
        assert all_private(export)
        data = await bytes_of(scene, export.response.attachments[0])
        assert b"The light" in data
        assert b"Rather not" not in data

    read = await scene.mod.slash(scene.channel, "feedback read", meetup="1")
    assert "Louder music" in answer_of(read)
    assert f"<@{ben.id}>" not in answer_of(read)
    refused = await ben.slash(scene.channel, "feedback read", meetup="1")
    assert "Louder music" not in answer_of(refused)


@both
async def test_withdrawn_words_are_gone_from_recap_panel_card_exports_and_picture(env, locale):
    scene = await a_past_picnic(env, locale, present=2, members=3)
    alice = scene.members[0]
    await allows(scene, alice, locale, quote="name")
    panels = [await scene.mod.slash(scene.channel, "testimonials") for _ in range(3)]
    for panel in panels[:2]:
        await scene.mod.select(panel.response, ["1"], custom_id="quotes:1:menu")
    await press(scene.mod, panels[0].response, "quote:1:1:pick")
    await press(scene.mod, panels[1].response, "quote:1:1:approve")
    await until(scene, locale, 2 + 73)
    assert "The light" in text_of(thanks(scene)[0])

    mine = await alice.slash(scene.channel, "feedback mine")
    assert all_private(mine)
    await alice.select(mine.response, ["1"])
    await scene.bot.run_due()
    assert "The light" not in text_of(thanks(scene)[0])
    assert "The light" not in answer_of(await scene.mod.slash(scene.channel, "testimonials"))
    withdrew = words(locale, "withdrew these words", "les a retirés")
    for panel, act in ((panels[0], "card"), (panels[1], "unpick")):
        assert withdrew in answer_of(await press(scene.mod, panel.response, f"quote:1:1:{act}"))
    gone = await scene.mod.select(panels[2].response, ["1"], custom_id="quotes:1:menu")
    assert withdrew in answer_of(gone)
    for form in ("csv", "markdown", "words"):
        export = await press(scene.mod, panels[2].response, f"quotes_out:1:{form}")
        assert words(locale, "Approve some words first", "Approuve d'abord") in answer_of(export)


@both
async def test_two_who_name_each_other_have_met_and_one_alone_stays_unsaid(env, locale):
    scene = await a_past_picnic(env, locale, present=6, members=8)
    alice, ben, cleo = scene.members[:3]

    async def proof(one, other):
        among = await scene.bot.db.read(lambda tx: ties.among(tx, scene.guild.id, [one.id, other.id]))
        return next(iter(among.values())).strength

    await says(scene, alice, met=[ben, cleo])
    assert await proof(alice, ben) is Strength.PRESENT
    said = await says(scene, ben, met=[alice])
    assert str(alice.id) not in answer_of(said)
    assert await proof(alice, ben) is Strength.MET
    assert await proof(alice, cleo) is Strength.PRESENT


@pytest.mark.parametrize("locale", ["fr"], indirect=True)
async def test_who_wishes_letters_is_asked_the_morning_after(env, locale):
    scene = await a_past_picnic(env, locale, present=2)
    alice, ben = scene.members[:2]
    panel = await alice.slash(scene.channel, "profile")
    await press(alice, panel.response, "profile:1:wish:wants_dms:yes")
    await until(scene, locale, 24)
    letters = [text_of(message) for message in alice.user.dm_channel.history()]
    assert [letter for letter in letters if "C'était comment, **Picnic**" in letter]
    assert not ben.user.dm_channel.history()
