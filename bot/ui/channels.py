"""Where a new card goes, and whether the bot may post there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.ui.permissions import missing
from bot.ui.refusals import ChannelUnusable

if TYPE_CHECKING:
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
    channel = guild.get_channel(wanted)
    if channel is None:
        raise ChannelUnusable(wanted, ())
    lacking = missing(channel.permissions_for(guild.me))
    if lacking:
        raise ChannelUnusable(wanted, tuple(lacking))
    return wanted
