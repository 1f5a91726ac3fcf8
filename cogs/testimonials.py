"""/feedback: say how it was, and withdraw what may be quoted. /testimonials: publish what people allow."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import TableeBot
from bot.ui.feedback import open_form, send_mine, send_reading
from bot.ui.meetup_options import OverOption, ReadOption
from bot.ui.testimonial_panel import open_panel

MeetupId = app_commands.Transform[int, OverOption]
ReadId = app_commands.Transform[int, ReadOption]


class Feedback(commands.GroupCog, group_name="feedback", group_description="Say how it was"):
    """What those who were there say."""

    @app_commands.command(description="Say how a meetup was, and whom you met")
    @app_commands.describe(meetup="Which one")
    async def give(self, interaction: discord.Interaction, meetup: MeetupId) -> None:
        await open_form(interaction, meetup)

    @app_commands.command(description="See which of your words may be quoted, and withdraw them")
    async def mine(self, interaction: discord.Interaction) -> None:
        await send_mine(interaction)

    @app_commands.command(description="Read what was said about a meetup you organise")
    @app_commands.describe(meetup="Which one")
    async def read(self, interaction: discord.Interaction, meetup: ReadId) -> None:
        await send_reading(interaction, meetup)


class Testimonials(commands.Cog):
    """What moderators publish."""

    @app_commands.command(description="Words that members allow you to quote: approve, pick, share, export")
    @app_commands.default_permissions(manage_guild=True)
    async def testimonials(self, interaction: discord.Interaction) -> None:
        await open_panel(interaction)


async def setup(bot: TableeBot) -> None:
    """Load the capability."""
    await bot.add_cog(Feedback())
    await bot.add_cog(Testimonials())
