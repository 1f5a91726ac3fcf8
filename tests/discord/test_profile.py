"""A member's own page: what they tell and what they allow."""

from __future__ import annotations

import pytest

from bot.domain.profiles import DayPart, PhotoConsent, Slot
from bot.domain.rights import Actor
from tests.discord.acting import all_private, answer_of, press
from tests.discord.scenes import a_scene

both = pytest.mark.parametrize("locale", ["en-US", "fr"], indirect=True)


@both
async def test_a_member_fills_in_their_own_page(env, locale):
    scene = a_scene(env, locale)
    alice, bob = scene.members[:2]
    panel = await alice.slash(scene.channel, "profile")
    assert all_private(panel)
    assert ("Your profile" if locale != "fr" else "Ton profil") in answer_of(panel)
    assert ("Friday evening" if locale != "fr" else "Vendredi soir") in answer_of(panel)

    form = await press(alice, panel.response, "profile:1:about")
    typed = {"area": "Île  de Nantes", "interests": "Go, *tea*", "offers": "", "needs": "@everyone no stairs"}
    told = await alice.submit_modal(form, typed)
    assert "Île de Nantes" in answer_of(told)
    await alice.select(panel.response, ["fr", "en"], custom_id="profile:1:languages")
    await alice.select(panel.response, ["weekends", "4_evening"], custom_id="profile:1:free")
    await alice.select(panel.response, ["no"], custom_id="profile:1:photos")
    shown = await press(alice, panel.response, "profile:1:wish:wants_dms:yes")
    assert all_private(shown)

    kept = await scene.bot.services.profiles.of(Actor(user_id=alice.id, community_id=scene.guild.id))
    assert (kept.area, kept.interests, kept.languages) == ("Île de Nantes", ("Go", "*tea*"), ("en", "fr"))
    assert kept.availability == {Slot(4, DayPart.EVENING)} | {Slot(d, p) for d in (5, 6) for p in DayPart}
    assert (kept.photo_consent, kept.wants_dms, kept.wants_invitations) == (PhotoConsent.NO, True, False)

    other = await bob.slash(scene.channel, "profile")
    assert "Nantes" not in answer_of(other)
    refused = await alice.submit_modal(
        await press(alice, panel.response, "profile:1:about"), typed | {"interests": ",".join("abcdefghijk")}
    )
    assert all_private(refused)
    assert ("10 interests at most" if locale != "fr" else "10 centres d'intérêt au plus") in answer_of(
        refused
    )
