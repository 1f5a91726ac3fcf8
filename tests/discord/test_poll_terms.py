"""Polls on other terms: questions, rankings, anonymous ballots, hidden counts, members' own options."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.domain import polls
from bot.domain.polls import Choice, Names
from bot.domain.profiles import DayPart, Slot
from bot.domain.rights import Actor
from tests.discord.acting import all_private, answer_of, controls_of, press, text_of
from tests.discord.poll_scenes import Community

if TYPE_CHECKING:
    import simcord

    from bot.client import TableeBot
    from tests.discord.conftest import Stage

BOTH = pytest.mark.parametrize("locale", ["en-US", "fr"], indirect=True)


@pytest.fixture
async def place(env: simcord.Env, bot: TableeBot, stage: Stage, locale: str) -> Community:
    community = Community(env, bot, stage, locale)
    await community.propose()
    return community


@BOTH
async def test_a_question_is_ranked_and_its_run_off_shown(place: Community) -> None:
    card = await place.question("Which book?", "Dune; Emma; Ulysses", method="ranked")
    assert "Which book?" in text_of(card)
    assert "1️⃣" not in str(controls_of(await place.ballot(place.ben)))
    for who, order in ((place.ben, (0,)), (place.chloe, (1, 0)), (place.dan, (1, 2)), (place.eve, (2, 1))):
        ballot = await place.ballot(who)
        for option in order:
            await press(who, ballot, controls_of(ballot)[option]["custom_id"])
    emma = controls_of(await place.ballot(place.chloe))[1]
    assert emma["emoji"]["name"] == "1️⃣"
    assert place.t.ngettext("{n} first place", "{n} first places", 2).format(n=2) in text_of(place.card)

    refused = await press(place.ben, place.card, place.label("Manage"))
    assert all_private(refused)
    assert f"<@{place.ana.id}>" in answer_of(refused)
    await place.close(place.ana)
    await place.stage.run_due()
    result = place.result
    assert "🏆 Emma" in result
    [picture] = place.result_message.attachments
    assert (picture.content_type or "").startswith("image/png")
    assert place.words("{option} goes out", option="Ulysses") in result
    desk = await press(place.ana, place.card, place.label("Manage"))
    table = await press(place.ana, desk.response, ".csv")
    (file,) = table.response.attachments
    lines = (await file.read()).decode("utf-8-sig").splitlines()
    assert lines[2].startswith("Emma,2")
    assert any(line.endswith(",2,1,") for line in lines)  # Chloe: Emma first, Dune second


@BOTH
async def test_an_anonymous_poll_forgets_its_names(place: Community) -> None:
    role = place.guild.create_role("Crew")
    crew = [place.guild.add_member(place.env.create_user(f"crew{n}"), roles=[role]) for n in range(3)]
    draft = await place.ask_question("Same again?", "Yes; No")
    rules = {
        "names": ["nobody"],
        "results": ["closed"],
        "additions": ["nobody"],
        "fewest": "2",
        "role": [role],
    }
    await place.set_rules(draft, **rules)
    seen = text_of(draft.response)
    for line in (
        "Anonymous: names are never shown, and forgotten when the poll closes.",
        "The counts are shown when the poll closes.",
    ):
        assert place.words(line) in seen
    card = await place.publish(draft)
    assert place.label("Who?") not in text_of(card)
    refused = await press(place.ben, card, place.label("Vote"))
    assert all_private(refused)
    assert f"<@&{role.id}>" in answer_of(refused)

    for who in crew:
        ballot = await place.ballot(who)
        await press(who, ballot, controls_of(ballot)[0]["custom_id"])
    assert "░" not in text_of(place.card)
    assert place.t.ngettext("{n} ballot", "{n} ballots", 3).format(n=3) in text_of(place.card)
    desk = await press(place.ana, place.card, place.label("Manage"))
    assert place.words("Closed now, the poll shows its counts and what they decide.") in answer_of(desk)
    hidden = await press(place.ana, desk.response, ".csv")
    assert place.words("The counts are shown when the poll closes. Come back then.") in answer_of(hidden)

    await place.close(place.ana)
    await place.stage.run_due()
    poll = await place.newest_poll()
    assert all(user_id < 0 for user_id in poll.ballots)
    assert "3" in place.result
    assert not any(str(who.id) in place.result + text_of(place.card) for who in crew)
    desk = await press(place.ana, place.card, place.label("Manage"))
    table = await press(place.ana, desk.response, ".csv")
    (file,) = table.response.attachments
    table_text = (await file.read()).decode()
    assert not any(str(who.id) in table_text for who in crew)
    assert place.label("Open again") not in answer_of(desk)  # nobody could change a nameless ballot


@BOTH
async def test_whoever_votes_for_a_date_without_a_name_is_told_what_that_costs(place: Community) -> None:
    cost = place.words(
        "So voters cannot be asked to confirm, and no seat waits for them: "
        "press “I'd come” on the meetup's card to be asked."
    )
    await press(place.eve, place.channel.history()[0], place.label("I'd come"))
    draft = await place.ask()
    await place.set_rules(draft, names=["nobody"], results=["always"], additions=["nobody"])
    assert cost in text_of(draft.response)
    assert cost in text_of(await place.publish(draft))
    ballot = await place.vote(place.ben, Choice.YES)
    assert cost in text_of(ballot)
    assert f"<@{place.ben.id}>" not in text_of(place.card)

    desk = await press(place.ana, place.card, place.label("Manage"))
    asked = place.words("Those who pressed “I'd come” are asked to confirm; nobody is enrolled.")
    assert asked in answer_of(desk)
    await press(place.ana, desk.response, place.label("Close the poll"))
    await place.stage.run_due()
    state = await place.state()
    assert state.meetup.plan.starts_at == state.polls[0].options[0].starts_at
    assert not state.roster.parties
    nameless = "nobody who voted is asked" if place.locale == "en-US" else "je ne peux solliciter personne"
    assert nameless in place.result
    [told] = place.channel.threads[-1].history()
    assert {user.id for user in told.mentions} == {place.ana.id, place.eve.id}
    honest = (
        "The vote on the date was anonymous"
        if place.locale == "en-US"
        else "Le vote sur la date était anonyme"
    )
    assert honest in told.content
    coming = await press(place.ben, told, place.label("I'm coming"))
    assert all_private(coming)
    assert [party.user_id for party in (await place.state()).roster.seated] == [place.ben.id]


@BOTH
async def test_those_whose_role_votes_are_reminded_once(place: Community) -> None:
    role = place.guild.create_role("Crew")
    crew = [place.guild.add_member(place.env.create_user(f"crew{n}"), roles=[role]) for n in range(3)]
    for who in (place.ben, crew[0]):  # Ben would come, but has no vote
        await press(who, place.channel.history()[0], place.label("I'd come"))
    rules = {"names": ["everybody"], "results": ["always"], "additions": ["nobody"], "role": [role]}
    draft = await place.ask(what="venue", places="The Anchor; Café Zéphyr", method="single")
    await place.set_rules(draft, **rules)
    await place.publish(draft)
    assert await nudges_after(place, days=2, hours=1) == [[crew[0].id]]  # the only one of the role it knows
    missing = "Not voted yet, <@&" if place.locale == "en-US" else "Pas encore voté, <@&"
    assert f"{missing}{role.id}>" in place.channel.history()[-1].content
    await place.close(place.ana)

    place.stage.settings = replace(place.stage.settings, members_intent=True)
    place.bot = await place.stage.restart()  # with the list of members, it knows the role's own
    draft = await place.ask(what="venue", places="The Anchor; Café Zéphyr", method="single")
    await place.set_rules(draft, **rules)
    await place.publish(draft)
    ballot = await place.vote(crew[1], Choice.YES)
    await press(crew[1], ballot, controls_of(ballot)[1]["custom_id"])
    assert (await place.poll()).ballots[crew[1].id] == dict(
        zip((option.id for option in (await place.poll()).options), (Choice.NO, Choice.YES), strict=True)
    )  # of one choice, the second tap takes the first one's place
    assert await nudges_after(place, days=2, hours=1) == [[crew[0].id, crew[2].id]]
    assert await nudges_after(place, hours=12) == []
    await place.stage.advance(hours=12)
    assert (await place.state()).meetup.plan.area == "Café Zéphyr"
    assert place.result.count("🏆 Café Zéphyr") == 1


async def nudges_after(place: Community, **wait: float) -> list[list[int]]:
    """Let time pass; return whom each reminder to vote that came meanwhile mentions."""
    before = len(place.channel.history())
    await place.stage.advance(**wait)
    said = [message for message in place.channel.history()[before:] if message.content.startswith("⏳")]
    return [[user.id for user in message.mentions] for message in said]


@BOTH
async def test_members_add_options_with_leave(place: Community) -> None:
    draft = await place.ask(what="venue", places="The Anchor | Old Port | one step | €5; Café Zéphyr")
    assert "one step" in text_of(draft.response)
    await place.set_rules(draft, names=["everybody"], results=["always"], additions=["with_leave"])
    await place.publish(draft)
    assert "♿ one step · 💶 €5" in text_of(place.card)
    await place.vote(place.ben, Choice.YES)

    form = await press(place.chloe, place.card, place.label("Add"))
    typed = {"label": "Zoo", "area": "Lac", "access": "", "price": "free"}
    said = await place.chloe.submit_modal(form, typed)
    assert place.words("Suggested: an organiser decides whether it joins the poll.") in answer_of(said)
    assert "Zoo" not in text_of(place.card)
    form = await press(place.dan, place.card, place.label("Add"))
    twice = await place.dan.submit_modal(form, typed | {"label": "ZOO"})
    assert all_private(twice)
    assert len((await place.poll()).pending) == 1
    await place.stage.run_due()
    asked = place.channel.history()[-1]
    assert "Zoo" in asked.content
    assert place.ana.id in [user.id for user in asked.mentions]

    await place.stage.advance(minutes=1)
    desk = await press(place.ana, place.card, place.label("Manage"))
    zoo = (await place.poll()).pending[0]
    await place.ana.select(desk.response, [str(zoo.id)], custom_id=f"polladmit:1:{zoo_poll(desk)}")
    await place.stage.advance(minutes=6)
    assert "Zoo (Lac)" in text_of(place.card)
    told = place.channel.history()[-1]
    assert place.words("New: {options}", options="**Zoo (Lac)**") in told.content
    assert [user.id for user in told.mentions] == [place.ben.id]
    assert (await place.poll()).ballots[place.ben.id]

    stale = await place.ballot(place.dan)
    mine = await press(place.chloe, place.card, place.label("Manage"))
    assert place.words("You can take back what you added.") in answer_of(mine)
    await place.chloe.select(mine.response, [str(zoo.id)], custom_id=f"pollremove:1:{zoo_poll(mine)}")
    gone = await press(place.dan, stale, controls_of(stale)[2]["custom_id"])
    assert place.words("That option is not in the poll any more. Open the ballot again.") in answer_of(gone)
    await place.stage.advance(minutes=6)
    assert "Zoo" not in text_of(place.card)
    assert place.words("Gone: {options}", options="**Zoo (Lac)**") in place.channel.history()[-1].content


def zoo_poll(panel: object) -> str:
    """The poll's number, out of the custom ids of its panel."""
    ids = [control["custom_id"] for control in controls_of(panel.response)]  # type: ignore[attr-defined]
    return ids[0].split(":")[2]


@BOTH
async def test_counts_are_for_those_who_voted(place: Community) -> None:
    draft = await place.ask()
    await place.set_rules(draft, names=["organisers"], results=["voted"], additions=["anybody"])
    await place.publish(draft)
    await place.vote(place.ben, Choice.YES)
    assert "░" not in text_of(place.card)
    first = await press(place.chloe, place.card, place.label("Results"))
    assert place.words("Vote first: the counts are shown to those who have voted.") in answer_of(first)
    seen = await press(place.ben, place.card, place.label("Results"))
    assert all_private(seen)
    assert place.t.ngettext("{n} yes", "{n} yes", 1).format(n=1) in answer_of(seen)
    assert f"<@{place.ben.id}>" not in answer_of(seen)

    form = await press(place.chloe, place.card, place.label("Add"))
    panel = await place.chloe.submit_modal(form, {"moment": "2026-01-12 19:00"})
    await press(place.chloe, panel.response, place.label("Save"))
    assert len((await place.poll()).options) == 4
    desk = await press(place.ana, place.card, place.label("Manage"))
    table = await press(place.ana, desk.response, ".csv")
    (file,) = table.response.attachments
    assert str(place.ben.id) in (await file.read()).decode()
    assert (await place.poll()).terms.names is Names.ORGANISERS


@BOTH
async def test_a_poll_is_extended_decided_otherwise_and_opened_again(place: Community) -> None:
    await press(place.chloe, place.channel.history()[0], place.label("I'd come"))
    await place.open(closes="2026-01-05 18:00")
    await place.vote(place.ben, Choice.YES, Choice.YES)
    desk = await press(place.ana, place.card, place.label("Manage"))
    form = await press(place.ana, desk.response, place.label("Move the deadline"))
    panel = await place.ana.submit_modal(form, {"moment": "2026-01-07 18:00"})
    saved = await press(place.ana, panel.response, place.label("Save"))
    assert place.words("Saved: the card shows the new deadline.") in text_of(saved.response or panel.response)
    await place.stage.advance(days=5)
    assert (await place.poll()).closed_at is None  # the old deadline has passed
    nudges = [m for m in place.channel.history() if m.content.startswith("⏳")]
    assert len(nudges) == 0
    await place.stage.advance(days=1)
    nudges = [m for m in place.channel.history() if m.content.startswith("⏳")]
    assert [[user.id for user in nudge.mentions] for nudge in nudges] == [[place.chloe.id]]

    desk = await press(place.ana, place.card, place.label("Manage"))
    form = await press(place.ana, desk.response, place.label("Change the options"))
    dates = "2026-01-10 14:00\n2026-01-11 15:00\n2026-01-13 19:00"
    panel = await place.ana.submit_modal(form, {"options": dates})
    await press(place.ana, panel.response, place.label("Save"))
    poll = await place.poll()
    assert len(poll.options) == 3
    assert list(poll.ballots) == [place.ben.id]
    await place.stage.advance(minutes=6)
    assert "✏️" in place.channel.history()[-1].content

    desk = await press(place.mod, place.card, place.label("Manage"))
    custom_id = f"polldecide:1:{poll.id}"
    sure = await place.mod.select(desk.response, [str(poll.options[2].id)], custom_id=custom_id)
    await press(place.mod, sure.response or desk.response, place.label("Confirm this choice"))
    await place.stage.run_due()
    state = await place.state()
    assert state.meetup.plan.starts_at == poll.options[2].starts_at
    assert f"<@{place.mod.id}>" in text_of(place.card)
    actor = Actor(user_id=place.ana.id, community_id=place.guild.id)
    with pytest.raises(polls.ProposalDecided):
        await place.bot.services.poll_desk.decide(actor, poll.id, poll.options[1].id)
    assert (await place.state()).meetup.plan.starts_at == poll.options[2].starts_at


@BOTH
async def test_a_poll_with_too_few_ballots_is_opened_again(place: Community) -> None:
    draft = await place.ask()
    await place.set_rules(draft, names=["everybody"], results=["always"], additions=["nobody"], fewest="2")
    await place.publish(draft)
    await place.vote(place.ben, Choice.YES)
    await place.close(place.ana)
    await place.stage.run_due()
    assert (await place.state()).meetup.plan.starts_at is None
    assert "🔒" in text_of(place.card)
    place.bot = await place.stage.restart()

    desk = await press(place.ana, place.card, place.label("Manage"))
    form = await press(place.ana, desk.response, place.label("Open again"))
    panel = await place.ana.submit_modal(form, {"moment": "2026-01-08 18:00"})
    saved = await press(place.ana, panel.response, place.label("Save"))
    assert place.words("Open again: everybody keeps their ballot.") in answer_of(saved)
    await place.stage.run_due()
    await place.vote(place.chloe, Choice.YES)
    await place.stage.advance(days=8)
    assert (await place.state()).meetup.plan.starts_at == (await place.poll()).options[0].starts_at
    actor = Actor(user_id=place.ana.id, community_id=place.guild.id)
    later = place.stage.now() + timedelta(hours=1)
    with pytest.raises(polls.ProposalDecided):
        await place.bot.services.poll_desk.reopen(actor, (await place.poll()).id, later)


@BOTH
async def test_usual_times_fill_a_ballot_in(place: Community) -> None:
    await place.open()  # a Friday evening, a Saturday and a Sunday afternoon
    ballot = await place.ballot(place.ben)
    untold = await press(place.ben, ballot, place.label("My usual times"))
    assert "`/profil" in answer_of(untold)
    ben = Actor(user_id=place.ben.id, community_id=place.guild.id)
    await place.bot.services.profiles.be_free(ben, [Slot(4, DayPart.EVENING), Slot(6, DayPart.AFTERNOON)])
    await press(place.ben, ballot, controls_of(ballot)[2]["custom_id"])
    await press(place.ben, ballot, controls_of(ballot)[2]["custom_id"])  # what was said stays
    await press(place.ben, ballot, place.label("My usual times"))
    poll = await place.poll()
    said = [poll.ballots[place.ben.id][option.id] for option in poll.options]
    assert said == [Choice.YES, Choice.NO, Choice.IF_NEED_BE]
    assert [c["emoji"]["name"] for c in controls_of(ballot)[:3]] == ["✅", "❌", "🟡"]
    assert place.t.ngettext("{n} ballot", "{n} ballots", 1).format(n=1) in text_of(place.card)
