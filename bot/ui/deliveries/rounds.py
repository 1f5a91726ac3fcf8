"""Jobs about icebreakers: show a round in the meetup's thread, and call those at its tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from bot.domain.meetups import State
from bot.i18n import translations
from bot.services import agenda
from bot.ui import round_card
from bot.ui.deliveries.notices import nonce

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.services.runner import Handler
    from bot.storage.icebreakers import Table
    from bot.storage.jobs import Job
    from bot.ui.boundary import Host


def handlers(bot: Host) -> Mapping[str, Handler]:
    """Return the handlers of these kinds of jobs."""
    return {agenda.ROUND: RoundDeliveries(bot).show}


class RoundDeliveries:
    """Shows the rounds that organisers start."""

    def __init__(self, bot: Host) -> None:
        self._bot = bot

    async def show(self, job: Job) -> None:
        """Post the tables and ping exactly those who sit at them: they are in the room."""
        overview = await self._bot.services.meetups.overview_of(job.payload["meetup_id"])
        if overview is None or overview.meetup.state is not State.SCHEDULED:
            return
        place = overview.meetup.card.thread_id or overview.meetup.card.channel_id
        started = await self._bot.services.icebreakers.round(job.payload["round_id"])
        if place is None or started.message_id is not None:
            return
        channel = self._bot.get_partial_messageable(place, guild_id=overview.community.id)
        t = translations(overview.community.language)
        first: discord.Message | None = None
        for number, tables in enumerate(round_card.parts(started)):
            message = await channel.send(
                view=round_card.render(started, tables, t),
                allowed_mentions=_seated_at(tables),
                nonce=nonce(job, number),
            )
            first = first or message
        if first is not None:
            await self._bot.services.icebreakers.note_message(started.id, first.id)


def _seated_at(tables: tuple[Table, ...]) -> discord.AllowedMentions:
    people = [discord.Object(user_id) for table in tables for user_id in table.user_ids]
    return discord.AllowedMentions(users=people, everyone=False, roles=False, replied_user=False)
