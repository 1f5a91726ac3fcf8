"""Stories of those who organise a meetup together, and of answers that only they see."""

from __future__ import annotations

import pytest

from tests.discord.acting import all_private, answer_of, controls_of, press, text_of
from tests.discord.scenes import a_scene

both = pytest.mark.parametrize("locale", ["en-US", "fr"], indirect=True)


@both
async def test_a_co_organiser_shares_the_work_and_may_step_down(env, locale):
    scene = a_scene(env, locale)
    lea, tom, *_ = scene.members
    await scene.propose(lea)
    await scene.bot.run_due()
    await press(scene.mod, scene.card, scene.label("Confirm"))
    refused = await tom.slash(scene.channel, "meetup organisers", meetup="1")
    assert all_private(refused)
    assert ("Only the organiser" if locale != "fr" else "Seules la personne qui organise") in answer_of(
        refused
    )

    panel = await lea.slash(scene.channel, "meetup organisers", meetup="1")
    shown = await lea.select(panel.response, [tom], custom_id="organisers:1:1")
    assert f"<@{tom.id}>" in answer_of(shown)
    await scene.bot.run_due()
    told = scene.thread().history()[-1]
    assert (
        "You organise **Picnic** too" if locale != "fr" else "Tu organises aussi **Picnic**"
    ) in told.content
    assert tom.id in {user.id for user in told.mentions}
    byline = text_of(scene.card).splitlines()[1]
    assert f"<@{lea.id}> {'and' if locale != 'fr' else 'et'} <@{tom.id}>" in byline

    theirs = await tom.slash(scene.channel, "meetup organisers", meetup="1")
    assert scene.label("Organise it no longer") in answer_of(theirs)
    assert not [control for control in controls_of(theirs.response) if "organisers:1" in control["custom_id"]]
    form = await tom.slash(scene.channel, "meetup edit", meetup="1")
    assert ("Only the organiser" if locale != "fr" else "Seules la personne qui organise") not in answer_of(
        form
    )
    await press(tom, theirs.response, "stepdown:1:1")
    again = await tom.slash(scene.channel, "meetup organisers", meetup="1")
    assert ("Only the organiser" if locale != "fr" else "Seules la personne qui organise") in answer_of(again)
    await scene.bot.run_due()
    assert f"<@{tom.id}>" not in text_of(scene.card)


@both
async def test_answers_that_only_organisers_see_are_numbers_to_the_rest(env, locale, stage):
    scene = a_scene(env, locale)
    await scene.schedule(seats=1)
    a, b, c, *_ = scene.members
    for member in (a, b):
        await press(member, scene.card, scene.label("Going"))
    await press(c, scene.card, scene.label("Maybe"))
    assert f"<@{a.id}>" in text_of(scene.card)

    panel = await scene.mod.slash(scene.channel, "meetup organisers", meetup="1")
    await stage.restart()  # its buttons outlive the process
    shown = await press(scene.mod, panel.response, "openness:1:1:organisers")
    assert f"<@{a.id}>" in answer_of(shown)
    await scene.bot.run_due()
    card = text_of(scene.card)
    assert "1/1" in card
    assert not any(f"<@{member.id}>" in card for member in (a, b, c))
    private = await a.slash(scene.channel, "meetup show", meetup="1")
    assert f"<@{b.id}>" not in answer_of(private)
    theirs = await scene.mod.slash(scene.channel, "meetup show", meetup="1")
    assert f"<@{b.id}>" in answer_of(theirs)
    await press(c, scene.card, scene.label("Can't"))
    assert f"<@{b.id}>" not in text_of(scene.card)


@both
async def test_who_helps_with_one_date_of_a_series_leaves_the_others_alone(env, locale):
    scene = a_scene(env, locale)
    weekly = "every friday 7pm" if locale != "fr" else "tous les vendredis à 19h"
    await scene.schedule(title="Drinks", when=weekly)
    tom, *_ = scene.members
    panel = await scene.mod.slash(scene.channel, "meetup organisers", meetup="1")
    assert ("about this date alone" if locale != "fr" else "que pour cette date") in answer_of(panel)
    await scene.mod.select(panel.response, [tom], custom_id="organisers:1:1")
    refused = await tom.slash(scene.channel, "series end", meetup="1")
    assert refused.modal is None
    assert ("Only the organiser" if locale != "fr" else "Seules la personne qui organise") in answer_of(
        refused
    )
    changed = await scene.edit(tom, "Where", where="Canal")
    labels = [control["label"] for control in controls_of(changed.response)]
    assert scene.label("Save") in labels
    assert scene.label("And all later ones") not in labels
    await press(tom, changed.response, scene.label("Save"))
    skipped = await tom.slash(scene.channel, "series skip", meetup="1")
    await tom.submit_modal(skipped, {"reason": "The bar is closed"})
    await scene.wait(1)
    states = [(m.state, m.plan.area) for m in await scene.bot.services.meetups.recent(scene.guild.id)]
    assert states.count(("cancelled", "Canal")) == 1
    assert states.count(("scheduled", "Parc")) == len(states) - 1 > 5


@both
async def test_the_thread_names_nobody_where_only_organisers_see_who_comes(env, locale):
    """What concerns one alone reaches them by letter if they wish letters; all else is said without names."""
    scene = a_scene(env, locale)
    await scene.schedule(seats=1)
    a, b, c, *_ = scene.members
    panel = await scene.mod.slash(scene.channel, "meetup organisers", meetup="1")
    await press(scene.mod, panel.response, "openness:1:1:organisers")
    await scene.wait(1)
    assert ("the thread names nobody" if locale != "fr" else "le fil ne nomme personne") in text_of(
        scene.card
    )
    profile = await b.slash(scene.channel, "profile")
    await press(b, profile.response, "profile:1:wish:wants_dms:yes")
    for member in (a, b, c):
        await press(member, scene.card, scene.label("Going"))
    edited = await scene.edit(scene.mod, "Where", where="Canal")
    await press(scene.mod, edited.response, scene.label("Save"))
    await press(a, scene.card, scene.label("Can't"))
    await scene.wait(5)
    told = sorted((letter.content for letter in letters_to(b)), key=lambda text: "Canal" in text)
    assert len(told) == 2, "of the seat, and of the other place"
    assert ("A seat is free for you" if locale != "fr" else "Une place se libère pour toi") in told[0]
    await press(b, scene.card, scene.label("Going"))
    await press(b, scene.card, scene.label("Can't"))  # the next is offered it, and wishes no letters
    await scene.wait(5)
    assert letters_to(c) == []
    answers = await c.slash(scene.channel, "meetup show", meetup="1")
    assert f"<@{b.id}>" not in answer_of(answers)
    await press(c, scene.card, scene.label("Going"))
    await scene.wait((8 * 24 + 15) * 3600)
    said = [m.content for m in scene.thread().history()]
    assert [text for text in said if text.startswith("🔔")]
    assert [text for text in said if "~~Parc~~ → Canal" in text]
    assert [text for text in said if text.startswith("⏰")]
    await scene.wait(24 * 3600)
    assert "🔒" not in text_of(scene.card), "it is over"
    told = "\n".join([*said, *(text_of(m) for m in scene.channel.history())])
    assert not any(f"<@{member.id}>" in told for member in (a, b, c))


def letters_to(member):
    """What a member was told by direct message; nothing where no inbox was opened."""
    if member.id not in member._env.backend.dm_channels:
        return []
    return [m for m in member.user.dm_channel.history() if m.content]


@both
async def test_hidden_answers_give_no_role_and_shown_again_they_do(env, locale):
    scene = a_scene(env, locale)
    await press_discord_page(scene)
    ana, ben, *_ = scene.members
    await scene.propose(ana)
    await scene.bot.run_due()
    await press(ben, scene.card, scene.label("I'd come"))
    panel = await ana.slash(scene.channel, "meetup organisers", meetup="1")
    await press(ana, panel.response, "openness:1:1:organisers")
    await scene.wait(1)
    assert f"<@{ben.id}>" not in text_of(scene.card), "who would come is an answer, too"
    assert ("**Would come**: 1" if locale != "fr" else "**Viendraient**\xa0: 1") in text_of(scene.card)
    theirs = await ana.slash(scene.channel, "meetup show", meetup="1")
    assert f"<@{ben.id}>" in answer_of(theirs)

    await press(ana, panel.response, "openness:1:1:all")
    await press(scene.mod, scene.card, scene.label("Confirm"))
    await scene.wait(1)
    await press(ben, scene.card, scene.label("Going"))
    await scene.wait(1)
    assert "Picnic" in scene.guild.roles
    await press(ana, panel.response, "openness:1:1:organisers")
    await scene.wait(1)
    assert "Picnic" not in scene.guild.roles, "a profile shows roles to everybody"
    await press(ana, panel.response, "openness:1:1:all")
    await scene.wait(1)
    stored = env.backend.guilds[scene.guild.id].members[ben.id].role_ids
    assert scene.guild.roles["Picnic"].id in stored


async def press_discord_page(scene):
    """A role for each meetup, please."""
    setup = await scene.mod.slash(scene.channel, "setup")
    form = await scene.mod.select(setup.response, ["discord"], custom_id="setup:1:page")
    wanted = {"gives_roles": True, "attendee_role_id": [], "mirrors_events": False, "thread_days": "7"}
    await scene.mod.submit_modal(form, wanted)
