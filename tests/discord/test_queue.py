"""Stories of proposals that wait: the queue, a question and its answer, dates one could, expiry."""

from __future__ import annotations

import pytest

from bot.domain.rights import Actor
from tests.discord.acting import all_private, answer_of, controls_of, press, text_of
from tests.discord.scenes import a_scene, filled_in

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
    shown = await scene.mod.submit_modal(form, {"question": "Is it far? @everyone"})
    assert "❓" in answer_of(shown), "the panel shows what was asked"
    await scene.bot.run_due()
    asked = scene.channel.history()[-1]
    assert [user.id for user in asked.mentions] == [alice.id]
    assert not asked.mention_everyone
    refused = await press(ben, asked, scene.label("Answer"))
    assert words(locale, "Only the organiser", "Seules la personne") in answer_of(refused)
    form = await press(alice, asked, scene.label("Answer"))
    other = await press(alice, asked, scene.label("Answer"))
    await alice.submit_modal(form, {"answer": "Ten minutes"})
    for again in (
        await alice.submit_modal(other, {"answer": "Twenty"}),
        await press(alice, asked, scene.label("Answer")),
    ):
        assert words(locale, "answered already", "déjà sa réponse") in answer_of(again)
    await scene.bot.run_due()
    reply = scene.channel.history()[-1]
    assert [user.id for user in reply.mentions] == [scene.mod.id]
    assert "Ten minutes" in reply.content

    turned = await press(scene.mod, panel.response, "queue:1:turn:1")
    assert "Museum" in answer_of(turned)
    back = await press(scene.mod, turned.response, "queue:1:turn:0")
    assert "Ten minutes" in answer_of(back)
    other = await scene.mod.slash(scene.channel, "meetup queue")
    confirmed = await press(scene.mod, back.response, scene.label("Confirm"))
    assert words(locale, "**Picnic** is scheduled", "**Picnic**, c'est programmé") in answer_of(confirmed)
    assert words(locale, "Proposal 1 of 2", "Proposition 1 sur 2") in answer_of(confirmed)
    form = await press(scene.mod, confirmed.response, scene.label("Decline"))
    assert "**Museum**" in str(form.modal["components"])
    declined = await scene.mod.submit_modal(form, {"reason": "Closed on mondays"})
    assert words(locale, "**Museum** is declined", "**Museum**\xa0: c'est refusé") in answer_of(declined)
    assert "Cinema" in answer_of(declined), "the panel goes on with what is left"
    late = await press(scene.mod, other.response, scene.label("Confirm"))
    assert words(locale, "It is scheduled", "Elle est programmée") in answer_of(late)
    await scene.bot.run_due()
    told = [m.content for m in scene.channel.history() if "Closed on mondays" in m.content]
    assert len(told) == 1
    states = {m.plan.title: m.state for m in await scene.bot.services.meetups.recent(scene.guild.id)}
    assert states == {"Picnic": "scheduled", "Museum": "declined", "Cinema": "proposed"}


@both
async def test_who_would_come_is_told_that_it_is_on_in_the_thread_or_by_letter(scene, locale, stage):
    alice, ben, cleo, *_ = scene.members
    await scene.propose(alice)
    await scene.bot.run_due()
    for member in (ben, cleo):
        await press(member, scene.card, scene.label("I'd come"))
    profile = await ben.slash(scene.channel, "profile")
    await press(ben, profile.response, "profile:1:wish:wants_dms:yes")
    await press(scene.mod, scene.card, scene.label("Confirm"))
    await stage.restart()
    await scene.bot.run_due()
    await stage.restart()
    await scene.bot.run_due()
    [told] = [m for m in scene.thread().history() if m.content.startswith("📣")]
    assert sorted(user.id for user in told.mentions) == sorted((alice.id, cleo.id)), (
        "who is written to is not pinged"
    )
    [letter] = ben.user.dm_channel.history()
    assert words(locale, "It's on: **Picnic**", "**Picnic**") in letter.content
    said = await press(ben.user, letter, scene.label("I'm coming"))
    assert words(locale, "You have a seat", "Tu as une place") in answer_of(said)
    await scene.bot.run_due()
    assert f"<@{ben.id}>" in text_of(scene.card)


@both
async def test_who_would_come_says_which_dates_they_could(scene, locale):
    alice, ben, *_ = scene.members
    await scene.propose(alice, when="2026-01-10 19:00; 2026-01-11 14:00")
    await scene.bot.run_due()
    card = next(m for m in scene.channel.history() if scene.label("I'd come") in text_of(m))
    said = await press(ben, card, scene.label("I'd come"))
    assert all(m.ephemeral for m in said.followups)
    _, dates = said.followups
    assert words(locale, "January 11", "11 janvier") in text_of(dates)


@both
async def test_without_a_date_they_say_when_they_could_and_the_queue_lets_them_vote_on_it(
    scene, stage, locale
):
    alice, ben, cleo, *_ = scene.members
    await scene.bot.services.communities.of(scene.guild.id, locale)
    mod = Actor(user_id=scene.mod.id, community_id=scene.guild.id, manages_guild=True)
    await scene.bot.services.communities.set(mod, interest_threshold=2)
    await scene.propose(alice, when="")
    await scene.bot.run_due()
    said = await press(ben, scene.card, scene.label("I'd come"))
    assert [m.ephemeral for m in said.followups] == [True]
    form = await press(ben, said.followups[0], scene.label("When I could"))
    refused = await ben.submit_modal(form, {"dates": "someday"})
    form = await press(ben, refused.response, scene.label("Fix it"))
    assert filled_in(form) == {"dates": "someday"}
    evening = words(locale, "2026-01-10 7 pm", "2026-01-10 19h")
    shown = await ben.submit_modal(form, {"dates": f"{evening}; 2026-01-11"})
    assert words(locale, "Sat 10 Jan, 19:00 and Sun 11 Jan", "sam. 10 janv. 19\xa0h et dim. 11 janv.") in (
        answer_of(shown)
    )
    await stage.restart()
    said = await press(cleo, scene.card, scene.label("I'd come"))
    form = await press(cleo, said.followups[0], scene.label("When I could"))
    await cleo.submit_modal(form, {"dates": "2026-01-10"})
    await scene.bot.run_due()
    assert words(locale, "Sat 10 Jan, 19:00 (2) · Sun 11 Jan (1)", "sam. 10 janv. 19\xa0h (2) · dim. 11") in (
        text_of(scene.card)
    )
    [told] = [m for m in scene.channel.history() if m.content.startswith("🙌")]
    assert [user.id for user in told.mentions] == [alice.id]
    assert words(locale, "2 people would come", "2 personnes. Il ne manque qu'une date") in told.content

    twice = await press(cleo, scene.card, scene.label("I'd come"))
    assert words(locale, "You said that you'd come", "Tu as dit «\xa0Je viendrais\xa0»") in answer_of(twice)
    gone = await press(cleo, twice.followups[0], scene.label("Not any more"))
    assert words(locale, "would not come any more", "ne viendrais plus") in answer_of(gone)
    await scene.bot.run_due()
    assert f"<@{cleo.id}>" not in text_of(scene.card)
    await press(cleo, scene.card, scene.label("I'd come"))
    await scene.bot.run_due()
    assert sum(m.content.startswith("🙌") for m in scene.channel.history()) == 1, "told once"

    panel = await scene.mod.slash(scene.channel, "meetup queue")
    assert words(
        locale, "They could: Sat 10 Jan, 19:00 (1)", "Dates possibles\u00a0: sam. 10 janv. 19\xa0h (1)"
    ) in (answer_of(panel))
    no_date = await press(scene.mod, panel.response, scene.label("Confirm"))
    assert words(locale, "It has no date yet", "Elle n'a pas encore de date") in answer_of(no_date)
    draft = await press(scene.mod, panel.response, scene.label("Let them vote on dates"))
    assert words(locale, "January 11", "11 janvier") in answer_of(draft)


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


async def test_a_long_talk_about_a_proposal_leaves_the_queue_readable(scene):
    alice, *_ = scene.members
    await scene.propose(alice, title="T" * 80, description="*" * 800, where="W" * 80)
    mod = Actor(user_id=scene.mod.id, community_id=scene.guild.id, manages_guild=True)
    proposer = Actor(user_id=alice.id, community_id=scene.guild.id)
    for number in range(6):
        question = await scene.bot.services.proposals.ask(mod, 1, f"{number}" + "_" * 299)
        await scene.bot.services.proposals.answer(proposer, question.id, "_" * 300)
    said = answer_of(await scene.mod.slash(scene.channel, "meetup queue"))
    assert f"<@{scene.mod.id}>: 5" in said, "the newest"
    assert f"<@{scene.mod.id}>: 0" not in said
