"""Jobs about polls: post the card, paint it again, close at the deadline."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import discord

from bot.i18n import translations
from bot.services import agenda
from bot.services.runner import Later
from bot.ui.ballot import paint_card
from bot.ui.deliveries.notices import nonce, tell
from bot.ui.wording import message_url, shown

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
    return {agenda.POLL: polls.card, agenda.POLL_CLOSE: polls.close, agenda.POLL_NUDGE: polls.nudge}


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

    async def nudge(self, job: Job) -> None:
        """Remind those who would come and have not voted, once, that the poll closes soon."""
        awaited = await self._bot.services.polls.awaited(job.payload["poll_id"])
        overview = await self._bot.services.meetups.overview_of(job.payload["meetup_id"])
        if overview is None or not awaited:
            return
        poll = next(poll for poll in overview.polls if poll.id == job.payload["poll_id"])
        t = translations(overview.community.language)
        text = t.gettext(
            "⏳ The poll about **{title}** closes {relative}, and your ballot is missing. [Vote here]({url})."
        ).format(
            title=shown(overview.meetup.plan.title),
            relative=discord.utils.format_dt(poll.closes_at, "R"),
            url=message_url(overview.community.id, poll.channel_id, poll.message_id),
        )
        await tell(self._bot, job, overview, text, awaited)
