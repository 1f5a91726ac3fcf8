"""A small community to play stories in, and the steps that many stories share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import discord
import simcord

from bot.domain.meetups import Format, Plan
from bot.domain.rights import Actor
from bot.i18n import Translations, translations
from tests.discord.acting import press, text_of

if TYPE_CHECKING:
    from bot.client import TableeBot

TEXT_INPUT = 4
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

    async def schedule_many(self, count: int, **plan: Any) -> None:
        """Schedule so many meetups "Walk 1", ... at once, a day apart, without forms; their cards appear."""
        mod = Actor(user_id=self.mod.id, community_id=self.guild.id, manages_guild=True)
        zone = (await self.bot.services.communities.of(self.guild.id, self.t.language)).zone
        first = plan.pop("starts_at")
        for n in range(count):
            starts_at = first + timedelta(days=n)
            walk = Plan(title=f"Walk {n + 1}", zone=zone, format=Format.WALK, starts_at=starts_at, **plan)
            await self.bot.services.meetups.schedule(mod, walk, self.channel.id)
        await self.bot.run_due()

    async def fill(self, member: Any, panel: Any, button: str, **typed: Any) -> Any:
        """Open the form of a group of fields (what, when, where, seats) and change some; return the panel."""
        form = await press(member, panel.response, self.t.pgettext("form", button))
        return await member.submit_modal(form, filled_in(form) | typed)

    async def edit(self, member: Any, button: str, meetup: str = "1", **typed: Any) -> Any:
        """Change fields of one group through /meetup edit; return the panel that shows what would change."""
        panel = await member.slash(self.channel, "meetup edit", meetup=meetup)
        return await self.fill(member, panel, button, **typed)

    def thread(self, number: int = -1) -> Any:
        """One of the channel's threads, the newest unless told otherwise."""
        return self.channel.threads[number]

    async def wait(self, seconds: float) -> None:
        """Move the clock and let what falls due happen."""
        await self.env.advance_time(seconds)
        await self.bot.run_due()


def filled_in(form: Any) -> dict[str, Any]:
    """What a form holds when it opens."""
    values: dict[str, Any] = {}
    for part in form.modal["components"]:
        field = part["component"]
        if field["type"] == TEXT_INPUT:
            values[field["custom_id"]] = field.get("value") or ""
        elif field.get("options"):
            values[field["custom_id"]] = [o["value"] for o in field["options"] if o.get("default")]
    return values


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
