"""Members decide a proposal's date and place together."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from bot.domain import polls
from bot.domain.meetups import State
from bot.domain.polls import Choice, Method
from bot.domain.rights import Actor
from bot.ui.poll_words import rule
from tests.discord.acting import (
    all_at_once,
    all_private,
    answer_of,
    controls_of,
    press,
    text_of,
)
from tests.discord.poll_scenes import DATES, Community

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
async def test_a_date_is_found_by_voting(place: Community) -> None:
    panel = await place.ask(closes="2026-01-08 18:00")
    assert all_private(panel)
    shown = answer_of(panel)
    assert place.words("Which date for {title}?", title="Drinks") in shown
    assert ("Friday, January 9" if place.locale == "en-US" else "Vendredi 9 janvier") in shown
    assert len(place.channel.history()) == 1  # nothing is published before its author saw it

    await press(place.ana, panel.response, place.label("Open the poll"))
    await place.stage.run_due()
    assert rule(Method.GRADED, place.t) in text_of(place.card)
    assert "<t:1767" in text_of(place.card)

    await place.vote(place.ben, Choice.YES, Choice.YES)
    await place.vote(place.chloe, Choice.IF_NEED_BE, Choice.YES)
    await place.vote(place.dan, Choice.NO, Choice.NO, Choice.YES)
    card = text_of(place.card)
    assert place.t.ngettext("{n} ballot", "{n} ballots", 3).format(n=3) in card
    assert place.t.ngettext("{n} yes", "{n} yes", 2).format(n=2) in card
    assert place.words("Best so far: **{option}**", option="")[:8] in card

    said = await place.close(place.ana)
    assert all_private(said)
    await place.stage.run_due()
    state = await place.state()
    assert state.meetup.state is State.SCHEDULED
    assert state.meetup.plan.starts_at == state.polls[0].options[1].starts_at
    assert not state.roster.parties
    assert place.label("Vote") not in text_of(place.card)
    assert "🏆" in text_of(place.card)
    [asked] = place.channel.threads[-1].history()
    assert {user.id for user in asked.mentions} == {place.ana.id, place.ben.id, place.chloe.id}


@BOTH
async def test_a_place_is_found_by_voting(place: Community) -> None:
    await place.open(what="venue", places="The Anchor; Café Zéphyr\nthe anchor")
    assert place.words("Which place for {title}?", title="Drinks") in text_of(place.card)
    ballot = await place.vote(place.ben, Choice.YES, Choice.YES)
    await press(place.ben, ballot, controls_of(ballot)[0]["custom_id"])  # yes, and again: no
    await place.vote(place.chloe, Choice.NO, Choice.YES)
    await place.close(place.mod)
    await place.stage.run_due()

    state = await place.state()
    assert state.meetup.plan.area == "Café Zéphyr"
    assert state.meetup.state is State.PROPOSED
    assert "Café Zéphyr" in text_of(place.channel.history()[0])


@BOTH
async def test_dates_typed_into_the_proposal_become_a_poll(place: Community) -> None:
    shown = await place.ben.slash(place.channel, "meetup propose")
    form = {"title": "Picnic", "format": ["meal"], "when": DATES, "where": "Park; Beach", "description": ""}
    panel = await place.ben.submit_modal(shown, form)
    await press(place.ben, panel.response, place.label("Propose"))
    await place.stage.run_due()

    titles = [text_of(message).partition("\n")[0] for message in place.channel.history()]
    assert sum("🗳️" in title for title in titles) == 1  # both on one card
    for question in ("Which date for {title}?", "Which place for {title}?"):
        assert place.words(question, title="Picnic") in text_of(place.card)
    by_date = await press(place.chloe, place.card, place.label("Vote on the date"))
    await press(place.chloe, by_date.response, controls_of(by_date.response)[1]["custom_id"])
    by_place = await press(place.chloe, place.card, place.label("Vote on the place"))
    await press(place.chloe, by_place.response, controls_of(by_place.response)[0]["custom_id"])
    card = text_of(place.card)
    assert card.count(place.t.ngettext("{n} ballot", "{n} ballots", 1).format(n=1)) == 2
    await place.stage.advance(days=3)
    after = (await place.bot.services.meetups.recent(place.guild.id))[0]
    assert (after.state, after.plan.area) == (State.SCHEDULED, "Park")
    assert text_of(place.card).count("🏆") == 2


async def test_a_ballot_says_all_or_nothing_at_a_tap_and_can_be_changed(place: Community) -> None:
    await place.open()
    ballot = await place.ballot(place.ben)
    await press(place.ben, ballot, "All of them")
    assert set((await place.poll()).ballots[place.ben.id].values()) == {Choice.YES}
    await press(place.ben, ballot, "None of them")
    assert set((await place.poll()).ballots[place.ben.id].values()) == {Choice.NO}
    assert "1 ballot" in text_of(place.card)

    again = await place.ballot(place.ben)  # a new panel shows what was said
    assert [c["emoji"]["name"] for c in controls_of(again)[:3]] == ["❌"] * 3


@BOTH
async def test_the_deadline_closes_the_poll(place: Community) -> None:
    await place.open()
    await place.vote(place.ben, Choice.NO, Choice.YES)
    ballot = await place.ballot(place.chloe)
    await place.stage.advance(days=3)

    state = await place.state()
    assert state.meetup.state is State.SCHEDULED
    assert state.meetup.plan.starts_at == state.polls[0].options[1].starts_at
    late = await press(place.chloe, ballot, controls_of(ballot)[0]["custom_id"])
    assert all_private(late) or late.response is None
    assert place.words("This poll is closed. Its message shows the result.") in text_of(ballot)
    assert list((await place.poll()).ballots) == [place.ben.id]


@BOTH
async def test_a_deadline_during_downtime_is_kept_once_at_the_start(place: Community) -> None:
    await place.open()
    await place.vote(place.ben, Choice.YES)
    await place.env.advance_time(4 * 86400)
    place.bot = await place.stage.restart()
    await place.stage.run_due()
    assert (await place.state()).meetup.state is State.SCHEDULED
    await place.stage.run_due()

    assert sum(text_of(message).startswith("## 📊") for message in place.channel.history()) == 1
    threads = place.channel.threads
    assert len(threads) == 1
    assert len(threads[0].history()) == 1
    assert "🏆" in text_of(place.card)


@BOTH
async def test_a_restart_in_the_middle_of_everything_loses_and_repeats_nothing(place: Community) -> None:
    draft = await place.ask()
    form = await press(place.ana, draft.response, place.label("Rules"))
    place.bot = await place.stage.restart()  # while it is drafted
    ended = place.words(
        "This panel or form has ended: it was used already, waited too long, or I was restarted. "
        "If what you wanted has not happened, start again; nothing is half done."
    )
    rules = {"names": ["nobody"], "results": ["always"], "additions": ["nobody"], "fewest": "", "role": []}
    sent = await place.ana.submit_modal(form, rules)
    pressed = await press(place.ana, draft.response, place.label("Open the poll"))
    for lost in (sent, pressed):
        assert all_private(lost)
        assert ended in answer_of(lost)
    assert not (await place.state()).polls

    draft = await place.ask()
    await press(place.ana, draft.response, place.label("Open the poll"))
    place.bot = await place.stage.restart()  # between the opening and its card
    await place.stage.run_due()
    ballot = await place.ballot(place.ben)
    place.bot = await place.stage.restart()  # with a ballot open
    await press(place.ben, ballot, controls_of(ballot)[1]["custom_id"])
    poll = await place.poll()
    assert poll.ballots == {place.ben.id: {poll.options[1].id: Choice.YES}}
    assert place.t.ngettext("{n} yes", "{n} yes", 1).format(n=1) in text_of(place.card)

    await place.close(place.ana)
    place.bot = await place.stage.restart()  # between the close and all that follows
    for _ in range(2):
        await place.stage.run_due()
    assert (await place.state()).meetup.state is State.SCHEDULED
    heads = [text_of(message)[:4] for message in place.channel.history()]
    assert (heads.count("## 🗳"), heads.count("## 📊")) == (1, 1)
    [thread] = place.channel.threads
    assert len(thread.history()) == 1


@BOTH
async def test_a_tie_goes_to_the_earliest_date_and_says_why(place: Community) -> None:
    await place.open()
    await place.vote(place.ben, Choice.NO, Choice.YES)
    await place.vote(place.chloe, Choice.NO, Choice.NO, Choice.YES)
    await place.close(place.ana)
    await place.stage.run_due()

    poll = await place.poll()
    assert poll.winner == poll.options[1]
    other = "Sunday, January 11 at 3 PM" if place.locale == "en-US" else "Dimanche 11 janvier à 15 h"
    why = place.words("Just as many for {options}: the earliest date wins.", options=f"**{other}**")
    assert why in text_of(place.card)
    assert why in place.result


@BOTH
async def test_nobody_votes(place: Community) -> None:
    await place.open()
    sure = await press(place.ana, place.card, place.label("Manage"))
    nothing = "Nobody has said yes to anything yet. Closed now, the poll decides nothing."
    assert place.words(nothing) in answer_of(sure)
    await place.stage.advance(days=3)

    assert (await place.state()).meetup.state is State.PROPOSED
    after = place.words("An organiser may decide or open it again, with “Manage”.")
    assert f"{place.words('Closed: nobody voted.')} {after}" in text_of(place.card)
    assert place.label("Vote") not in text_of(place.card)
    assert not any(text_of(message).startswith("## 📊") for message in place.channel.history())

    ana = Actor(user_id=place.ana.id, community_id=place.guild.id)
    desk, poll_id = place.bot.services.poll_desk, (await place.poll()).id
    await desk.reopen(ana, poll_id, place.stage.now() + timedelta(days=1))
    await place.bot.services.ballots.vote_for_all(ana, poll_id, Choice.NO)
    await desk.close(ana, poll_id)
    await place.stage.run_due()
    refused = place.words("Closed without a winner: nobody said yes to an option that is still possible.")
    assert f"{refused} {after}" in text_of(place.card)
    assert refused in place.result
    assert (await place.state()).meetup.state is State.PROPOSED


@BOTH
async def test_only_organisers_and_moderators_open_and_close(place: Community) -> None:
    refused = await place.ask(place.ben)
    assert all_private(refused)
    assert f"<@{place.ana.id}>" in answer_of(refused)
    await place.open()
    refused = await press(place.ben, place.card, place.label("Manage"))
    assert all_private(refused)
    assert f"<@{place.ana.id}>" in answer_of(refused)
    assert (await place.poll()).closed_at is None


@BOTH
async def test_the_organiser_may_change_their_mind_twice(place: Community) -> None:
    await place.open()
    one = await press(place.ana, place.card, place.label("Manage"))
    two = await press(place.mod, place.card, place.label("Manage"))
    await press(place.ana, one.response, place.label("Close the poll"))
    again = await press(place.mod, two.response, place.label("Close the poll"))

    assert place.words("This poll is closed. Its message shows the result.") in answer_of(again)


async def test_a_second_poll_of_a_kind_waits_for_the_first(place: Community) -> None:
    await place.open()
    refused = await place.ask()
    assert all_private(refused)
    assert "already open" in answer_of(refused)


async def test_a_decided_proposal_takes_no_polls_and_no_ballots(place: Community) -> None:
    await place.open()
    ballot = await place.ballot(place.ben)
    moderator = Actor(user_id=place.mod.id, community_id=place.guild.id, manages_guild=True)
    await place.bot.services.meetups.decline(moderator, place.meetup.id, "No room")

    await press(place.ben, ballot, controls_of(ballot)[0]["custom_id"])
    assert "no proposal any more" in text_of(ballot)
    assert not (await place.poll()).ballots
    assert "Vote" not in text_of(place.card)  # the press brought the card up to date
    assert "nothing left to decide" in text_of(place.card)
    refused = await place.ask()
    assert "no proposal any more" in answer_of(refused)


@BOTH
async def test_a_double_press_and_a_deleted_card_do_no_harm(place: Community) -> None:
    card = await place.question("Which film?", "Alien; Brazil")
    ballot = (await press(place.ben, card, place.label("Vote"))).response
    alien, brazil = (control["custom_id"] for control in controls_of(ballot)[:2])
    await all_at_once(place.env, [(place.ben, ballot.message, alien)] * 2)
    poll = await place.newest_poll()
    assert [tally.yes for tally in polls.count(poll)] == [1, 0]
    again = (await press(place.ben, place.card, place.label("Vote"))).response
    assert [c["emoji"]["name"] for c in controls_of(again)[:2]] == ["✅", "⬜"]

    await place.mod.delete(place.card)
    await press(place.ben, ballot, brazil)  # of one choice, the second takes the first one's place
    assert [tally.yes for tally in polls.count(await place.newest_poll())] == [0, 1]
    assert place.t.ngettext("{n} yes", "{n} yes", 1).format(n=1) in text_of(place.card)
    assert (await place.newest_poll()).message_id == place.card.id
    await place.mod.delete(place.card)
    await place.stage.advance(days=3, hours=1)  # the close posts it again, and the result beside it
    assert "🏆 Brazil" in text_of(place.card)
    assert place.words("[The poll]({url})", url="")[:-1] in place.result
    await press(place.ben, ballot, alien)
    assert place.words("This poll is closed. Its message shows the result.") in text_of(ballot)
    assert [tally.yes for tally in polls.count(await place.newest_poll())] == [0, 1]


async def test_when_discord_refuses_the_edit_the_vote_stands_and_the_card_follows(place: Community) -> None:
    await place.open()
    ballot = await place.ballot(place.ben)
    place.env.inject_error("PATCH", "/channels/*/messages/*", status=400)
    answer = await press(place.ben, ballot, controls_of(ballot)[0]["custom_id"])

    assert "wrong" not in answer_of(answer)
    assert (await place.poll()).ballots
    assert "0 ballots" in text_of(place.card)
    await place.stage.advance(seconds=30)
    assert "1 ballot" in text_of(place.card)


async def test_300_ballots_in_one_burst_are_counted_and_share_their_edits(place: Community) -> None:
    await place.open()
    many = [place.guild.add_member(place.env.create_user(f"voter{n}")) for n in range(300)]
    ballot = await place.ballot(place.ben)
    taps = [control["custom_id"] for control in controls_of(ballot)[:3]]
    before = len(place.env.http_requests)
    await all_at_once(place.env, [(who, ballot.message, taps[n % 3]) for n, who in enumerate(many)])

    assert [tally.yes for tally in polls.count(await place.poll())] == [100, 100, 100]
    assert text_of(place.card).count(place.t.ngettext("{n} yes", "{n} yes", 100).format(n=100)) == 3
    where = f"/messages/{place.card.id}"
    edits = [r for r in place.env.http_requests[before:] if r.method == "PATCH" and r.path.endswith(where)]
    assert 1 <= len(edits) <= 10


@BOTH
async def test_those_who_would_come_are_reminded_to_vote_once(place: Community) -> None:
    for who in (place.ben, place.chloe):
        await press(who, place.channel.history()[0], place.label("I'd come"))
    await place.open()
    await place.vote(place.ben, Choice.YES)
    before = len(place.channel.history())
    await place.stage.advance(days=2, hours=1)

    [nudge] = place.channel.history()[before:]
    assert (
        "your ballot is missing" if place.locale == "en-US" else "il manque ton bulletin"
    ) in nudge.content
    assert [user.id for user in nudge.mentions] == [place.chloe.id]
    await place.stage.advance(hours=1)
    assert len(place.channel.history()) == before + 1


async def test_everybody_voted_and_nobody_is_reminded(place: Community) -> None:
    await press(place.ben, place.channel.history()[0], "I'd come")
    await place.open()
    await place.vote(place.ben, Choice.YES)
    before = len(place.channel.history())
    await place.stage.advance(days=2, hours=1)
    assert len(place.channel.history()) == before


@BOTH
async def test_who_said_what_is_told_to_who_asks(place: Community) -> None:
    await place.open()
    await place.vote(place.ben, Choice.YES, Choice.IF_NEED_BE)
    asked = await press(place.chloe, place.card, place.label("Who?"))

    assert all_private(asked)
    assert f"✅ <@{place.ben.id}>" in answer_of(asked)
    assert f"🟡 <@{place.ben.id}>" in answer_of(asked)
