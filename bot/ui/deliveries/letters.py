"""Private messages about intros, to which members agreed when they joined; others are in ``direct``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from bot.services.runner import Later
from bot.ui.deliveries.direct import CLOSED, PAUSE, TOO_FAST

if TYPE_CHECKING:
    from bot.ui.boundary import Host, Layout


async def write(bot: Host, user_id: int, view: Layout, nonce: str) -> bool:
    """Write to a member; False when their private messages are closed, or they are gone.

    Raises:
        Later: Discord wants fewer conversations opened.
    """
    try:
        channel = await bot.create_dm(discord.Object(user_id))
        await channel.send(view=view, nonce=nonce)
    except discord.HTTPException as error:
        if error.code in CLOSED:
            return False
        if error.code == TOO_FAST:
            raise Later(bot.clock() + PAUSE) from error
        raise
    return True
