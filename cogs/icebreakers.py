"""/icebreaker: brings together those present who have not met."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import TableeBot
from bot.ui import round_card
from bot.ui.inputs import MeetupOption, visit

MeetupId = app_commands.Transform[int, MeetupOption]


class Icebreakers(commands.GroupCog, group_name="icebreaker", group_description="Meet somebody new"):
    """What organisers type when people are there."""

    @app_commands.command(
        description="Pair everybody checked in with somebody they have not met (organisers)"
    )
    @app_commands.describe(meetup="Which one")
    async def start(self, interaction: discord.Interaction, meetup: MeetupId) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)  # a large room takes a moment to seat
        here = await visit(interaction)
        await interaction.followup.send(view=await round_card.start(here, meetup), ephemeral=True)


async def setup(bot: TableeBot) -> None:
    """Load the capability."""
    await bot.add_cog(Icebreakers())
