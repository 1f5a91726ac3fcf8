"""Jobs about what stays of a meetup: its photo thread, and the thank-you with the numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

import discord

from bot.domain.meetups import State
from bot.domain.photos import THANKS_AFTER
from bot.i18n import translations
from bot.services import agenda
from bot.ui import photo_thread, thanks_card
from bot.ui.deliveries.meetups import ARCHIVED_AFTER, THREAD_EXISTS
from bot.ui.deliveries.notices import nonce, tell
from bot.ui.wording import shown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import timedelta

    from bot.services.meetups import Overview
    from bot.services.runner import Handler
    from bot.storage.jobs import Job
    from bot.ui.boundary import Host

NAME_LIMIT = 100


def handlers(bot: Host) -> Mapping[str, Handler]:
    """Return the handlers of these kinds of jobs."""
    photos = PhotoDeliveries(bot)
    return {agenda.PHOTOS: photos.open, agenda.THANKS: photos.thank}


class PhotoDeliveries:
    """Opens the photo thread, and says thank you."""

    def __init__(self, bot: Host) -> None:
        self._bot = bot

    async def open(self, job: Job) -> None:
        """Open the photo thread in the card's channel, and mention once those who were there.

        The thread has the number of the message it hangs on, which is noted before the thread is opened: a
        job that is run again after a crash goes on from there, while a second job finds it done.
        """
        overview = await self._over(job, agenda.SOON)
        if overview is None:
            return
        meetup, t = overview.meetup, translations(overview.community.language)
        channel = self._channel(overview)
        message_id = meetup.card.photo_thread_id
        if message_id is not None and job.attempts == 1:
            return
        if message_id is None:
            message = await channel.send(view=photo_thread.opening(meetup, t), nonce=f"{nonce(job)}:opening")
            message_id = message.id
            await self._bot.services.meetups.note_card(meetup.id, photo_thread_id=message_id)
        title = t.gettext("Photos · {title}").format(title=meetup.plan.title)
        await _open_thread(channel, message_id, title[:NAME_LIMIT])
        present = sorted(await self._bot.services.checkins.present_at(meetup.id))
        if present:
            text = t.gettext("📷 You were there: your photos of **{title}** are welcome here.")
            there = replace(overview, meetup=replace(meetup, card=replace(meetup.card, thread_id=message_id)))
            await tell(self._bot, job, there, text.format(title=shown(meetup.plan.title)), present)

    async def thank(self, job: Job) -> None:
        """Post the thank-you once, with what came of the meetup and the way to the next one."""
        overview = await self._over(job, THANKS_AFTER)
        if overview is None or overview.meetup.card.thanks_message_id is not None:
            return
        numbers = await self._bot.services.photos.numbers(overview.meetup)
        upcoming = await self._bot.services.meetups.upcoming(overview.community.id)
        following = next((one for one in upcoming if one.meetup.card.message_id), None)
        t = translations(overview.community.language)
        card = thanks_card.render(overview, numbers, following, t)
        message = await self._channel(overview).send(view=card, nonce=nonce(job))
        await self._bot.services.photos.note_thanks(overview.meetup.id, message.id)

    async def _over(self, job: Job, after: timedelta) -> Overview | None:
        """The meetup, if it took place when the job was made for, and has been over for so long."""
        overview = await self._bot.services.meetups.overview_of(job.payload["meetup_id"])
        if overview is None or overview.meetup.state is not State.SCHEDULED:
            return None
        starts_at, ends_at = overview.meetup.span
        moved = starts_at != datetime.fromisoformat(job.payload["starts_at"])
        too_early = self._bot.clock() < ends_at + after  # it was made longer: another job waits for its end
        if moved or too_early or overview.meetup.card.channel_id is None:
            return None
        return overview

    def _channel(self, overview: Overview) -> discord.PartialMessageable:
        channel_id = overview.meetup.card.channel_id or 0
        return self._bot.get_partial_messageable(channel_id, guild_id=overview.community.id)


async def _open_thread(channel: discord.PartialMessageable, message_id: int, name: str) -> None:
    try:
        await channel.get_partial_message(message_id).create_thread(
            name=name, auto_archive_duration=ARCHIVED_AFTER
        )
    except discord.HTTPException as error:
        if error.code != THREAD_EXISTS:  # else a crash came between opening it and what follows
            raise
