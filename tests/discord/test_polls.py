"""Members decide a proposal's date and place together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
import pytest

from bot.domain import polls
from bot.domain.meetups import Plan, State
from bot.domain.polls import Choice, PollKind
from bot.domain.rights import Actor
from bot.i18n import translations
from bot.ui.poll_card import rule
from tests.discord.acting import all_private, answer_of, controls_of, press, press_at_once, text_of

if TYPE_CHECKING:
    import simcord

    from bot.client import TableeBot
    from bot.domain.meetups import Meetup
    from bot.domain.polls import Poll
    from tests.discord.conftest import Stage

BOTH = pytest.mark.parametrize("locale", ["en-US", "fr"], indirect=True)
DATES = "2026-01-09 19:00; 2026-01-10 14:00; 2026-01-11 15:00"


class Community:
    """A guild with an organiser, a moderator and members, and a proposal of Ana's."""

    def __init__(self, env: simcord.Env, bot: TableeBot, stage: Stage, locale: str) -> None:
        self.env, self.bot, self.stage, self.locale = env, bot, stage, locale
        self.t = translations(locale)
        self.guild = env.create_guild("Tablée", preferred_locale=locale)
        self.channel = self.guild.create_text_channel("meetups")
        managers = self.guild.create_role(
            "Mods", permissions=discord.Permissions(manage_guild=True, manage_messages=True)
        )
        self.mod = self.guild.add_member(env.create_user("mod"), roles=[managers])
        names = ("ana", "ben", "chloe", "dan", "eve")
        self.ana, self.ben, self.chloe, self.dan, self.eve = self.people = [
            self.guild.add_member(env.create_user(name)) for name in names
        ]
        self.meetup: Meetup

    def label(self, english: str) -> str:
        return self.t.pgettext("button", english)

    def words(self, english: str, **values: object) -> str:
        return self.t.gettext(english).format(**values)

    async def propose(self, title: str = "Drinks") -> None:
        community = await self.bot.services.communities.of(self.guild.id, self.locale)
        plan = Plan(title=title, zone=community.zone)
        actor = Actor(user_id=self.ana.id, community_id=self.guild.id)
        with self.env._bot_scope():
            self.meetup = await self.bot.services.meetups.propose(actor, plan, self.channel.id)
        await self.stage.run_due()

    async def ask(self, who: Any = None, *, what: str = "date", **options: str) -> Any:
        options = {"meetup": str(self.meetup.id)} | ({"dates": DATES} if what == "date" else {}) | options
        return await (who or self.ana).slash(self.channel, f"poll {what}", **options)

    async def open(self, **options: str) -> Any:
        """Open a poll through the command and its panel; return the card."""
        panel = await self.ask(**options)
        opened = await press(self.ana, panel.response, self.label("Open the poll"))
        assert all_private(panel), answer_of(opened)
        await self.stage.run_due()
        return self.card

    @property
    def card(self) -> Any:
        return next(m for m in reversed(self.channel.history()) if "🗳️" in text_of(m).partition("\n")[0])

    async def poll(self) -> Poll:
        return (await self.state()).polls[-1]

    async def state(self) -> Any:
        return await self.bot.services.meetups.overview(self.guild.id, self.meetup.id)

    async def ballot(self, who: Any) -> Any:
        return (await press(who, self.card, self.label("Vote"))).response

    async def vote(self, who: Any, *choices: Choice) -> Any:
        """Tap each option of a fresh ballot until it says what it should."""
        ballot = await self.ballot(who)
        scale = polls.SCALES[(await self.poll()).kind]
        for place, choice in enumerate(choices):
            for _ in range(scale.index(choice) + 1):
                await press(who, ballot, controls_of(ballot)[place]["custom_id"])
        return ballot

    async def close(self, who: Any) -> Any:
        sure = await press(who, self.card, self.label("Close"))
        return await press(who, sure.response, self.label("Close the poll"))


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
    assert rule(PollKind.DATE, place.t) in text_of(place.card)
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
    assert not controls_of(place.card)
    assert "🏆" in text_of(place.card)
    [asked] = place.channel.threads[-1].history()
    assert {user.id for user in asked.mentions} == {place.ben.id, place.chloe.id}


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
    assert sum("🗳️" in title for title in titles) == 2
    assert place.words("Which date for {title}?", title="Picnic") in "\n".join(titles)


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


async def test_pressing_twice_says_the_same_twice(place: Community) -> None:
    await place.open()
    ballot = await place.ballot(place.ben)
    custom_id = controls_of(ballot)[0]["custom_id"]
    assert custom_id.endswith(":yes")
    await press(place.ben, ballot, custom_id)
    other = await place.ballot(place.ben)
    assert controls_of(other)[0]["custom_id"].endswith(":if_need_be")
    services, actor = place.bot.services, Actor(user_id=place.ben.id, community_id=place.guild.id)
    poll = await place.poll()
    await services.polls.vote(actor, poll.id, {poll.options[0].id: Choice.YES})
    assert (await place.poll()).ballots[place.ben.id] == {poll.options[0].id: Choice.YES}


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


async def test_a_deadline_during_downtime_is_kept_once_at_the_start(place: Community) -> None:
    await place.open()
    await place.vote(place.ben, Choice.YES)
    await place.env.advance_time(4 * 86400)
    place.bot = await place.stage.restart()
    await place.stage.run_due()
    assert (await place.state()).meetup.state is State.SCHEDULED
    await place.stage.run_due()

    threads = place.channel.threads
    assert len(threads) == 1
    assert len(threads[0].history()) == 1
    assert "🏆" in text_of(place.card)


async def test_a_restart_in_the_middle_changes_nothing(place: Community) -> None:
    await place.open()
    ballot = await place.ballot(place.ben)
    place.bot = await place.stage.restart()
    await press(place.ben, ballot, controls_of(ballot)[1]["custom_id"])

    poll = await place.poll()
    assert poll.ballots == {place.ben.id: {poll.options[1].id: Choice.YES}}
    assert "1 yes" in text_of(place.card)


@BOTH
async def test_a_tie_goes_to_the_earliest_date_and_says_why(place: Community) -> None:
    await place.open()
    await place.vote(place.ben, Choice.NO, Choice.YES)
    await place.vote(place.chloe, Choice.NO, Choice.NO, Choice.YES)
    await place.close(place.ana)
    await place.stage.run_due()

    poll = await place.poll()
    assert poll.winner == poll.options[1]
    assert rule(PollKind.DATE, place.t) in text_of(place.card)


@BOTH
async def test_nobody_votes(place: Community) -> None:
    await place.open()
    sure = await press(place.ana, place.card, place.label("Close"))
    nothing = "Nobody has said yes to anything yet. Closed now, the poll decides nothing."
    assert place.words(nothing) in answer_of(sure)
    await place.stage.advance(days=3)

    assert (await place.state()).meetup.state is State.PROPOSED
    closed = "Closed without a winner. The organiser decides, with `/meetup edit`."
    assert place.words(closed) in text_of(place.card)
    assert not controls_of(place.card)


@BOTH
async def test_only_organisers_and_moderators_open_and_close(place: Community) -> None:
    refused = await place.ask(place.ben)
    assert all_private(refused)
    assert f"<@{place.ana.id}>" in answer_of(refused)
    await place.open()
    refused = await press(place.ben, place.card, place.label("Close"))
    assert all_private(refused)
    assert f"<@{place.ana.id}>" in answer_of(refused)
    assert (await place.poll()).closed_at is None


@BOTH
async def test_the_organiser_may_change_their_mind_twice(place: Community) -> None:
    await place.open()
    one = await press(place.ana, place.card, place.label("Close"))
    two = await press(place.mod, place.card, place.label("Close"))
    await press(place.ana, one.response, place.label("Close the poll"))
    again = await press(place.mod, two.response, place.label("Close the poll"))

    assert place.words("This poll is closed. Its message shows the result.") in answer_of(again)


async def test_another_guild_sees_and_changes_nothing(place: Community) -> None:
    await place.open()
    poll = await place.poll()
    elsewhere = place.env.create_guild("Elsewhere")
    room = elsewhere.create_text_channel("room")
    stranger = elsewhere.add_member(place.env.create_user("stranger"))
    refused = await stranger.slash(room, "poll date", meetup=str(place.meetup.id), dates=DATES)
    assert all_private(refused)
    assert "no such meetup" in answer_of(refused)
    with pytest.raises(polls.PollNotFound):
        await place.bot.services.polls.overview(elsewhere.id, poll.id)


@BOTH
@pytest.mark.parametrize(
    "dates",
    [
        "🎉",
        "@everyone",
        "مرحبا",
        "2026-01-09 19:00",
        "2025-12-01 19:00; 2025-12-02 19:00",
        "; ".join(f"2026-02-{day:02} 19:00" for day in range(1, 27)),
        "x" * 2000,
    ],
)
async def test_what_cannot_be_voted_on_is_refused_and_kept(place: Community, dates: str) -> None:
    refused = await place.ask(dates=dates)

    assert all_private(refused)
    assert "⚠️" in answer_of(refused)
    assert place.words("What you typed is kept; nothing was published.") in answer_of(refused)
    form = await press(place.ana, refused.response, place.t.gettext("Change"))
    assert form.modal is not None
    typed = {"options": DATES, "closes": ""}
    mended = await place.ana.submit_modal(form, typed)
    assert "⚠️" not in text_of(mended.response or refused.response)
    await press(place.ana, refused.response, place.label("Open the poll"))
    await place.stage.run_due()
    assert len((await place.poll()).options) == 3


@pytest.mark.parametrize("places", ["The Anchor", "The Anchor; the anchor", "\u200b; Zoo", "x" * 2000])
async def test_places_that_are_none_are_refused(place: Community, places: str) -> None:
    refused = await place.ask(what="venue", places=places)

    assert all_private(refused)
    assert "⚠️" in answer_of(refused)
    assert not (await place.state()).polls


async def test_strange_places_are_plain_words_on_the_card(place: Community) -> None:
    await place.open(what="venue", places="@everyone; **bold** [x](https://evil.example); مقهى النيل; 🎉🎉")
    message = place.card

    assert not message.mention_everyone
    assert "\\*\\*bold" in text_of(message)
    assert "@everyone" not in text_of(message)
    assert "مقهى النيل" in text_of(message)


@pytest.mark.parametrize(
    "closes", ["yesterday 6pm", "2026-01-09 20:00", "nonsense", "2026-01-07 18:00; 2026-01-08 18:00"]
)
async def test_a_deadline_that_cannot_be_kept_is_refused(place: Community, closes: str) -> None:
    refused = await place.ask(closes=closes)

    assert all_private(refused)
    assert "⚠️" in answer_of(refused)


@BOTH
async def test_a_day_without_an_hour_is_asked(place: Community) -> None:
    panel = await place.ask(dates="2026-01-09; 2026-01-10 19:00")
    (menu, _) = controls_of(panel.response)
    assert (await place.state()).polls == ()
    await place.ana.select(panel.response, ["19"], custom_id=menu["custom_id"])
    await press(place.ana, panel.response, place.label("Open the poll"))
    await place.stage.run_due()

    hours = [o.starts_at.astimezone((await place.poll()).zone).hour for o in (await place.poll()).options]
    assert hours == [19, 19]


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
    assert not controls_of(place.card)  # the press brought the card up to date
    assert "nothing left to decide" in text_of(place.card)
    refused = await place.ask()
    assert "no proposal any more" in answer_of(refused)


async def test_a_deleted_card_is_posted_again(place: Community) -> None:
    await place.open()
    ballot = await place.ballot(place.ben)
    await place.mod.delete(place.card)
    await press(place.ben, ballot, controls_of(ballot)[0]["custom_id"])

    assert "1 yes" in text_of(place.card)
    assert (await place.poll()).message_id == place.card.id


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


async def test_25_options_fit_the_card_and_the_ballot(place: Community) -> None:
    await place.propose("`*_~|" * 16)
    names = "; ".join(f"{n:02} {'*_' * 36}" for n in range(25))
    await place.open(what="venue", places=names)
    ballot = await place.ballot(place.ben)

    assert len(controls_of(ballot)) == 27
    assert len(text_of(place.card)) <= 4100


async def test_a_rush_of_ballots_is_counted_and_shares_its_edits(place: Community) -> None:
    await place.open()
    many = [place.guild.add_member(place.env.create_user(f"voter{n}")) for n in range(30)]
    ballot = await place.ballot(place.ben)
    before = sum(request.method == "PATCH" for request in place.env.http_requests)
    await press_at_once(place.env, many, ballot.message, controls_of(ballot)[0]["custom_id"])

    edits = sum(request.method == "PATCH" for request in place.env.http_requests) - before
    assert "30 yes" in text_of(place.card)
    assert edits <= 30


@BOTH
async def test_suggestions_name_proposals_and_read_dates_back(place: Community) -> None:
    found = await place.ana.autocomplete(place.channel, "poll date", "meetup", "drin")
    assert [choice["value"] for choice in found] == [str(place.meetup.id)]
    read = await place.ana.autocomplete(
        place.channel, "poll date", "dates", "2026-01-09 19:00; 2026-01-10 19:00"
    )
    assert ("January 9" if place.locale == "en-US" else "9 janvier") in read[0]["name"]
    too_long = "; ".join([DATES] * 3)
    assert await place.ana.autocomplete(place.channel, "poll date", "dates", too_long) == []
