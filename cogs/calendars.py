"""/calendar: a meetup as a file for one's calendar, and feeds that a calendar follows."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import TableeBot
from bot.ui.calendar_panel import panel, send_file
from bot.ui.inputs import visit
from bot.ui.meetup_options import DatedOption

MeetupId = app_commands.Transform[int, DatedOption]


class Calendars(commands.Cog):
    """Meetups in one's own calendar."""

    @app_commands.command(description="Meetups in your calendar: one as a file, or all as a feed it follows")
    @app_commands.describe(meetup="Which one, as a file; nothing for your feed")
    async def calendar(self, interaction: discord.Interaction, meetup: MeetupId | None = None) -> None:
        here = await visit(interaction)
        if meetup is not None:
            await send_file(here, meetup)
            return
        await interaction.response.send_message(view=await panel(here), ephemeral=True)


async def setup(bot: TableeBot) -> None:
    """Load the capability."""
    await bot.add_cog(Calendars())
