"""Where a new card goes, and whether the bot may post there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.ui.permissions import lacking_in
from bot.ui.refusals import ChannelUnusable

if TYPE_CHECKING:
    import discord

    from bot.ui.inputs import Visit


def posting_channel(here: Visit) -> int:
    """Where a new card goes: the announcement channel, or the one where somebody acts.

    Raises:
        ChannelUnusable: the bot lacks a permission there, or the channel is gone.
    """
    interaction = here.interaction
    guild = interaction.guild
    if guild is None or interaction.channel_id is None:
        raise ChannelUnusable(0, ())
    wanted = here.community.announcement_channel_id
    if wanted is None:
        channel = guild.get_channel_or_thread(interaction.channel_id)
        wanted = getattr(channel, "parent_id", None) or interaction.channel_id
    require_usable(interaction, wanted)
    return wanted


def require_usable(interaction: discord.Interaction, channel_id: int) -> None:
    """Raises ChannelUnusable unless the bot may post a card in that channel."""
    channel = interaction.guild.get_channel_or_thread(channel_id) if interaction.guild else None
    if channel is None:
        raise ChannelUnusable(channel_id, ())
    lacking = lacking_in(channel)
    if lacking:
        raise ChannelUnusable(channel_id, tuple(lacking))


def channel_here(interaction: discord.Interaction) -> int:
    """The channel somebody writes in; of a thread, the channel it belongs to."""
    return getattr(interaction.channel, "parent_id", None) or interaction.channel_id or 0
