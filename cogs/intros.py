"""/intros: be brought together with somebody between meetups."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import TableeBot
from bot.ui.inputs import visit
from bot.ui.intros_panel import render


class Intros(commands.Cog):
    """A member's own panel."""

    @app_commands.command(description="Meet one member between meetups: join, pause, skip or leave")
    async def intros(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        standing = await here.services.intros.standing(here.actor)
        await interaction.response.send_message(view=render(here, standing), ephemeral=True)


async def setup(bot: TableeBot) -> None:
    """Load the capability."""
    await bot.add_cog(Intros())
