"""Those who voted for the date are asked with one tap, and for twelve hours their seats wait for them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.domain.polls import Choice
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
    """A proposal with two seats; Chloe, Ben and Dan, in that order, want the first date."""
    community = Community(env, bot, stage, locale)
    await community.propose()
    ana = Actor(user_id=community.ana.id, community_id=community.guild.id)
    await bot.services.meetups.edit(ana, community.meetup.id, lambda plan: replace(plan, capacity=2))
    await community.open()
    for who in (community.chloe, community.ben, community.dan):
        await community.vote(who, Choice.YES)
        await stage.advance(seconds=1)
    await community.close(community.ana)
    await stage.run_due()
    return community


def going(place: Community) -> str:
    return place.t.pgettext("button", "I'm coming")


@BOTH
async def test_a_seat_waits_for_each_of_the_first_voters(place: Community) -> None:
    [asked] = place.channel.threads[-1].history()
    voters = {place.ben.id, place.chloe.id, place.dan.id}
    assert {user.id for user in asked.mentions} == voters | {place.ana.id}  # the proposer is asked too
    assert len(controls_of(asked)) == 2
    assert not (await place.state()).roster.parties  # nobody is enrolled

    for who in (place.eve, place.dan):  # Eve did not vote, and Dan's ballot came third for two seats
        waits = await press(who, asked, going(place))
        assert all_private(waits)
        roster = (await place.state()).roster
        assert roster.place_in_line(who.id) is not None
    said = await press(place.ben, asked, going(place))
    seat = "You have a seat. If something comes up, press “Can't” so that somebody else gets it."
    assert place.words(seat) in answer_of(said)
    await press(place.ben, asked, going(place))  # a second press changes nothing
    await place.stage.run_due()
    state = await place.state()
    assert [party.user_id for party in state.roster.seated] == [place.ben.id]
    assert "(1/2)" in "".join(text_of(message) for message in place.channel.history())

    await press(place.chloe, asked, place.label("Can't"))
    await place.stage.run_due()
    assert [party.user_id for party in (await place.state()).roster.offered] == [place.eve.id]


@BOTH
async def test_after_twelve_hours_the_seats_are_for_whoever_waits(place: Community) -> None:
    [asked] = place.channel.threads[-1].history()
    await press(place.eve, asked, going(place))
    place.bot = await place.stage.restart()
    await place.stage.advance(hours=11)
    assert not (await place.state()).roster.offered
    await place.stage.advance(hours=2)
    assert [party.user_id for party in (await place.state()).roster.offered] == [place.eve.id]
    late = await press(place.ben, asked, going(place))
    assert all_private(late)
    assert [party.user_id for party in (await place.state()).roster.seated] == [place.ben.id]
