"""A small community to play stories in, and the steps that many stories share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import discord
import simcord

from bot.i18n import Translations, translations
from tests.discord.acting import press, text_of

if TYPE_CHECKING:
    from bot.client import TableeBot

FORM = {"title": "Picnic", "format": ["meal"], "when": "2026-01-10 12:30", "where": "Parc", "description": ""}


@dataclass
class Scene:
    """One guild with a channel for cards, a moderator and some members."""

    env: simcord.Env
    guild: Any
    channel: Any
    mod: Any
    members: list[Any]
    t: Translations

    @property
    def bot(self) -> TableeBot:
        return self.env.bot  # type: ignore[return-value]

    @property
    def card(self) -> discord.Message:
        """The newest meetup card in the channel."""
        return next(m for m in reversed(self.channel.history()) if text_of(m).startswith("## "))

    def label(self, english: str) -> str:
        """What a button is called in the story's language."""
        return self.t.pgettext("button", english)

    async def propose(self, member: Any, **fields: Any) -> Any:
        """Propose a meetup through the form and its panel; return what the last press answered."""
        shown = await member.slash(self.channel, "meetup propose")
        panel = await member.submit_modal(shown, FORM | fields)
        return await press(member, panel.response, self.label("Propose"))

    async def schedule(self, **options: Any) -> discord.Message:
        """Let the moderator schedule a meetup at once; return its card."""
        typed = {"title": "Picnic", "when": "2026-01-10 12:30", "where": "Parc"} | options
        panel = await self.mod.slash(self.channel, "meetup schedule", **typed)
        await press(self.mod, panel.response, self.label("Schedule"))
        await self.bot.run_due()
        return self.card

    def thread(self, number: int = -1) -> Any:
        """One of the channel's threads, the newest unless told otherwise."""
        return self.channel.threads[number]

    async def wait(self, seconds: float) -> None:
        """Move the clock and let what falls due happen."""
        await self.env.advance_time(seconds)
        await self.bot.run_due()


def a_scene(env: simcord.Env, locale: str, members: int = 5, name: str = "Nantes") -> Scene:
    """Build a guild; its locale is the story's."""
    guild = env.create_guild(name, preferred_locale=locale)
    channel = guild.create_text_channel("rencontres")
    managers = guild.create_role("Managers", permissions=discord.Permissions(manage_guild=True))
    return Scene(
        env=env,
        guild=guild,
        channel=channel,
        mod=guild.add_member(env.create_user(f"mod-{name.lower()}"), roles=[managers]),
        members=[guild.add_member(env.create_user(f"member{n}-{name.lower()}")) for n in range(members)],
        t=translations(locale),
    )
