"""/setup: the panel with a community's settings."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import TableeBot
from bot.domain.rights import require_moderator
from bot.ui.inputs import visit
from bot.ui.setup_panel import render


class Setup(commands.Cog):
    """What moderators set once."""

    @app_commands.command(description="Language, time zone, channel and roles of this community")
    @app_commands.default_permissions(manage_guild=True)
    async def setup(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        require_moderator(here.actor, here.community)
        troubles = await here.services.troubles.of(here.actor)
        await interaction.response.send_message(view=render(here, here.community, troubles), ephemeral=True)


async def setup(bot: TableeBot) -> None:
    """Load the capability."""
    await bot.add_cog(Setup())
