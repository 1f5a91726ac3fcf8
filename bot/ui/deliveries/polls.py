"""Jobs about polls: post the card, paint it again, close at the deadline."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import discord

from bot.i18n import translations
from bot.services import agenda
from bot.services.runner import Later
from bot.ui.ballot import paint_card
from bot.ui.deliveries.notices import nonce

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.services.runner import Handler
    from bot.storage.jobs import Job
    from bot.ui.boundary import Host

EDITED_TOO_OFTEN = 30046
"""Discord's limit on edits of messages older than an hour: about three in 20 s a channel."""
PAUSE = timedelta(seconds=20)


def handlers(bot: Host) -> Mapping[str, Handler]:
    """Return the handlers of these kinds of jobs."""
    polls = PollDeliveries(bot)
    return {agenda.POLL: polls.card, agenda.POLL_CLOSE: polls.close}


class PollDeliveries:
    """Carries out what was decided about polls."""

    def __init__(self, bot: Host) -> None:
        self._bot = bot

    async def card(self, job: Job) -> None:
        """Post the poll's card, or paint it as it stands."""
        overview = await self._bot.services.polls.overview_of(job.payload["poll_id"])
        if overview is None:
            return
        try:
            await paint_card(self._bot, overview, translations(overview.community.language), nonce(job))
        except discord.HTTPException as error:
            if error.code == EDITED_TOO_OFTEN:
                raise Later(self._bot.clock() + PAUSE) from error
            raise

    async def close(self, job: Job) -> None:
        """Close the poll if its deadline has come; whatever follows is in jobs of its own."""
        await self._bot.services.polls.close_due(job.payload["poll_id"])
