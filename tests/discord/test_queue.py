"""Stories of proposals that wait: the queue, a question and its answer, dates one could, expiry."""

from __future__ import annotations

import pytest

from tests.discord.acting import all_private, answer_of, controls_of, press, text_of
from tests.discord.scenes import a_scene

both = pytest.mark.parametrize("locale", ["en-US", "fr"], indirect=True)
DAY = 24 * 3600.0


@pytest.fixture
def scene(env, locale):
    return a_scene(env, locale)


def words(locale: str, english: str, french: str) -> str:
    return french if locale == "fr" else english


@both
async def test_moderators_ask_confirm_and_decline_from_their_queue(scene, locale):
    alice, ben, *_ = scene.members
    for title in ("Picnic", "Museum", "Cinema"):
        await scene.propose(alice, title=title)
    await scene.bot.run_due()
    hidden = await alice.slash(scene.channel, "meetup queue")
    assert words(locale, "Only moderators", "Seule la modération") in answer_of(hidden)
    panel = await scene.mod.slash(scene.channel, "meetup queue")
    assert all_private(panel)
    assert words(locale, "Proposal 1 of 3", "Proposition 1 sur 3") in answer_of(panel)
    assert "Picnic" in answer_of(panel), "the oldest first"

    form = await press(scene.mod, panel.response, scene.label("Ask a question"))
    await scene.mod.submit_modal(form, {"question": "Is it far? @everyone"})
    await scene.bot.run_due()
    asked = scene.channel.history()[-1]
    assert [user.id for user in asked.mentions] == [alice.id]
    assert not asked.mention_everyone
    form = await press(ben, asked, scene.label("Answer"))
    refused = await ben.submit_modal(form, {"answer": "Not mine"})
    assert words(locale, "Only the organiser", "Seules la personne") in answer_of(refused)
    form = await press(alice, asked, scene.label("Answer"))
    await alice.submit_modal(form, {"answer": "Ten minutes"})
    again = await alice.submit_modal(await press(alice, asked, scene.label("Answer")), {"answer": "Twenty"})
    assert words(locale, "answered already", "déjà sa réponse") in answer_of(again)
    await scene.bot.run_due()
    reply = scene.channel.history()[-1]
    assert [user.id for user in reply.mentions] == [scene.mod.id]
    assert "Ten minutes" in reply.content

    turned = await press(scene.mod, panel.response, "queue:1:turn:1")
    assert "Museum" in answer_of(turned)
    back = await press(scene.mod, turned.response, "queue:1:turn:0")
    assert "Ten minutes" in answer_of(back)
    confirmed = await press(scene.mod, back.response, scene.label("Confirm"))
    assert words(locale, "Proposal 1 of 2", "Proposition 1 sur 2") in answer_of(confirmed)
    form = await press(scene.mod, confirmed.response, scene.label("Decline"))
    await scene.mod.submit_modal(form, {"reason": "Closed on mondays"})
    await scene.bot.run_due()
    told = [m.content for m in scene.channel.history() if "Closed on mondays" in m.content]
    assert len(told) == 1
    states = {m.plan.title: m.state for m in await scene.bot.services.meetups.recent(scene.guild.id)}
    assert states == {"Picnic": "scheduled", "Museum": "declined", "Cinema": "proposed"}


@both
async def test_who_would_come_says_which_dates_they_could(scene, locale):
    alice, ben, *_ = scene.members
    await scene.propose(alice, when="2026-01-10 19:00; 2026-01-11 14:00")
    await scene.bot.run_due()
    card = next(m for m in scene.channel.history() if scene.label("I'd come") in text_of(m))
    said = await press(ben, card, scene.label("I'd come"))
    assert all(m.ephemeral for m in said.followups)
    dates = [m for m in said.followups if controls_of(m)]
    assert len(dates) == 1
    assert words(locale, "January 11", "11 janvier") in text_of(dates[0])


@both
async def test_a_proposal_expires_unless_it_is_kept_or_a_lower_threshold_schedules_it(scene, locale):
    alice, ben, cleo, *_ = scene.members
    await scene.propose(alice, title="Someday", when="", where="")
    await scene.bot.run_due()
    await scene.wait(53 * DAY)
    warned = scene.channel.history()[-1]
    assert [user.id for user in warned.mentions] == [alice.id]
    kept = await press(alice, warned, scene.label("Keep it"))
    assert words(locale, "Kept", "C'est gardé") in answer_of(kept)
    await scene.wait(8 * DAY)
    assert (await scene.bot.services.meetups.overview(scene.guild.id, 1)).meetup.state == "proposed"
    await scene.wait(53 * DAY)
    gone = scene.channel.history()[-1]
    assert words(locale, "has expired", "a expiré") in gone.content
    assert words(locale, "Expired · Meal", "Expirée · Repas") in text_of(scene.card)
    late = await press(alice, warned, scene.label("Keep it"))
    assert words(locale, "It expired", "Elle a expiré") in answer_of(late)

    await scene.propose(alice, title="Soon", when="2026-06-10 19:00")
    await scene.bot.run_due()
    for member in (ben, cleo):
        await press(member, scene.card, scene.label("I'd come"))
    panel = await scene.mod.slash(scene.channel, "setup")
    form = await press_page(scene, panel, "proposals")
    await scene.mod.submit_modal(form, {"interest_threshold": "2", "proposal_days": ""})
    await scene.bot.run_due()
    assert words(locale, "Scheduled · Meal", "Programmée · Repas") in text_of(scene.card)


async def press_page(scene, panel, page):
    """Open one page of the settings."""
    [menu] = [c for c in controls_of(panel.response) if c["custom_id"].startswith("setup:1:page")]
    return await scene.mod.select(panel.response, [page], custom_id=menu["custom_id"])
