"""/icebreaker: brings together those present who have not met."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import TableeBot
from bot.domain.prompts import Tag
from bot.domain.rounds import LONGEST, MOST_ROUNDS, SIZES, Pool, Wish
from bot.ui import icebreaker_panel, prompt_panel
from bot.ui.inputs import visit
from bot.ui.meetup_options import LedOption

MeetupId = app_commands.Transform[int, LedOption]
Size = app_commands.Range[int, SIZES[0], SIZES[1]]
Rounds = app_commands.Range[int, 1, MOST_ROUNDS]
Minutes = app_commands.Range[int, 0, LONGEST]
WHO = [
    app_commands.Choice(name="Those checked in", value=Pool.PRESENT.value),
    app_commands.Choice(name="Everybody with a seat", value=Pool.GOING.value),
]
WITHOUT = [
    app_commands.Choice(name="No talk about work", value=Tag.WORK.value),
    app_commands.Choice(name="Fit for children's ears", value=Tag.GROWN_UP.value),
    app_commands.Choice(name="Both of these", value=" ".join(Tag)),
]


class Icebreakers(commands.GroupCog, group_name="icebreaker", group_description="Meet somebody new"):
    """What organisers type when people are there."""

    @app_commands.command(description="Seat everybody with people they have not met (organisers)")
    @app_commands.describe(
        meetup="Which one",
        size="How many people at a table; two make pairs",
        rounds="How many rounds to plan together",
        minutes="How long a round lasts; nothing leaves it to you",
        who="Who gets a table",
        without="What the questions leave out",
    )
    @app_commands.choices(who=WHO, without=WITHOUT)
    async def start(
        self,
        interaction: discord.Interaction,
        meetup: MeetupId,
        size: Size = 2,
        rounds: Rounds = 1,
        minutes: Minutes = 0,
        who: str = Pool.PRESENT.value,
        without: str = "",
    ) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)  # a large room takes a moment to seat
        here = await visit(interaction)
        left_out = frozenset(map(Tag, without.split()))
        wish = Wish(size=size, rounds=rounds, minutes=minutes, pool=Pool(who), left_out=left_out)
        evening = await here.services.icebreakers.start(here.actor, meetup, wish)
        await interaction.followup.send(view=icebreaker_panel.render(evening, here.t), ephemeral=True)

    @app_commands.command(description="See all tables at a glance, and change places (organisers)")
    @app_commands.describe(meetup="Which one")
    async def tables(self, interaction: discord.Interaction, meetup: MeetupId) -> None:
        here = await visit(interaction)
        evening = await here.services.tables.evening(here.actor, meetup)
        await interaction.response.send_message(view=icebreaker_panel.render(evening, here.t), ephemeral=True)

    @app_commands.command(description="Add questions of your community's own (moderators)")
    async def prompts(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        own = await here.services.prompts.own(here.actor)
        await interaction.response.send_message(view=prompt_panel.render(own, here.t), ephemeral=True)


async def setup(bot: TableeBot) -> None:
    """Load the capability."""
    await bot.add_cog(Icebreakers())
