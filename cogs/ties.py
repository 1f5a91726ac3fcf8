"""/ties: whom a member has met, for their eyes only."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import TableeBot
from bot.ui.inputs import visit
from bot.ui.tie_list import render


class Ties(commands.Cog):
    """A member's own ties."""

    @app_commands.command(description="Whom you have met here, when and where; only you see it")
    async def ties(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        mine = await here.services.ties.mine(here.actor)
        await interaction.response.send_message(
            view=render(mine, here.community.zone, here.t), ephemeral=True
        )


async def setup(bot: TableeBot) -> None:
    """Load the capability."""
    await bot.add_cog(Ties())
