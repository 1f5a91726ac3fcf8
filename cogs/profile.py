"""/profile: what a member tells about themselves and allows."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import TableeBot
from bot.ui.inputs import visit
from bot.ui.profile_panel import render


class Profile(commands.Cog):
    """What only its owner sees and changes."""

    @app_commands.command(description="What you like, when you are free, what you allow: only you see it")
    async def profile(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        profile = await here.services.profiles.of(here.actor)
        await interaction.response.send_message(view=render(here, profile), ephemeral=True)


async def setup(bot: TableeBot) -> None:
    """Load the capability."""
    await bot.add_cog(Profile())
