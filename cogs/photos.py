"""The menu of a photo: anybody who was there takes it down. The thread and its form open by themselves."""

from __future__ import annotations

import discord
from discord import app_commands

from bot.client import TableeBot
from bot.ui.inputs import visit
from bot.ui.photo_thread import take_down


async def take_this_photo_down(interaction: discord.Interaction, message: discord.Message) -> None:
    """Remove the photos of a message, without asking why."""
    await interaction.response.defer(ephemeral=True, thinking=True)
    here = await visit(interaction)
    await interaction.followup.send(await take_down(here, message), ephemeral=True)


async def setup(bot: TableeBot) -> None:
    """Load the capability."""
    bot.tree.add_command(app_commands.ContextMenu(name="Take this photo down", callback=take_this_photo_down))
