"""A community with a proposal, and the steps that stories about polls share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord

from bot.domain import polls
from bot.domain.meetups import Plan
from bot.domain.rights import Actor
from bot.i18n import translations
from tests.discord.acting import all_private, answer_of, controls_of, press, text_of

if TYPE_CHECKING:
    import simcord

    from bot.client import TableeBot
    from bot.domain.meetups import Meetup
    from bot.domain.polls import Choice, Poll
    from tests.discord.conftest import Stage

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
        return next(m for m in reversed(self.channel.history()) if text_of(m).startswith("## 🗳️"))

    async def poll(self) -> Poll:
        return (await self.state()).polls[-1]

    async def state(self) -> Any:
        return await self.bot.services.meetups.overview(self.guild.id, self.meetup.id)

    async def ballot(self, who: Any) -> Any:
        return (await press(who, self.card, self.label("Vote"))).response

    async def vote(self, who: Any, *choices: Choice) -> Any:
        """Tap each option of a fresh ballot until it says what it should."""
        ballot = await self.ballot(who)
        scale = polls.SCALES[(await self.poll()).terms.method]
        for place, choice in enumerate(choices):
            for _ in range(scale.index(choice) + 1):
                await press(who, ballot, controls_of(ballot)[place]["custom_id"])
        return ballot

    async def close(self, who: Any) -> Any:
        sure = await press(who, self.card, self.label("Manage"))
        return await press(who, sure.response, self.label("Close the poll"))

    async def ask_question(self, question: str, answers: str, **options: str) -> Any:
        """Draft a question about no meetup."""
        return await self.ana.slash(self.channel, "poll ask", question=question, answers=answers, **options)

    async def question(self, question: str, answers: str, **options: str) -> Any:
        """Ask a question about no meetup; return its card."""
        return await self.publish(await self.ask_question(question, answers, **options))

    async def set_rules(self, draft: Any, **rules: Any) -> None:
        """Set the rules of a draft with its form."""
        form = await press(self.ana, draft.response, self.label("Rules"))
        await self.ana.submit_modal(form, {"fewest": "", "role": []} | rules)

    async def publish(self, draft: Any) -> Any:
        """Open the poll of a draft; return the card."""
        await press(self.ana, draft.response, self.label("Open the poll"))
        await self.stage.run_due()
        return self.card

    async def newest_poll(self) -> Poll:
        """The newest poll, whatever it is about."""
        newest = (await self.bot.services.polls.recent(self.guild.id))[0].poll
        return (await self.bot.services.polls.overview(self.guild.id, newest.id)).poll

    @property
    def result(self) -> str:
        """The words of the newest result message."""
        return text_of(self.result_message)

    @property
    def result_message(self) -> Any:
        return next(m for m in reversed(self.channel.history()) if text_of(m).startswith("## 📊"))
