"""Jobs about what stays of a meetup: photo thread, what is taken down, recap, the end of the album."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import discord

from bot.domain.meetups import State
from bot.domain.photos import THANKS_AFTER
from bot.i18n import translations
from bot.services import agenda
from bot.services.runner import Later
from bot.ui import photo_thread, places, recaps, take_down
from bot.ui.deliveries.direct import Letter
from bot.ui.deliveries.meetups import THREAD_EXISTS
from bot.ui.deliveries.notices import lack_of, nonce, tell
from bot.ui.places import ARCHIVED_AFTER, NAME_LIMIT
from bot.ui.wording import message_url, shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.services.meetups import Overview
    from bot.services.runner import Handler, Work
    from bot.storage.jobs import Job
    from bot.ui.boundary import Host
    from bot.ui.deliveries.direct import Composer


def composers(bot: Host) -> Mapping[str, Composer]:
    """Return who writes the letters about these."""
    return {agenda.FEEDBACK: PhotoDeliveries(bot).compose}


def handlers(bot: Host) -> Mapping[str, Handler]:
    """Return the handlers of these kinds of jobs."""
    photos = PhotoDeliveries(bot)
    return {
        agenda.PHOTOS: photos.open,
        agenda.FEEDBACK: photos.ask,
        agenda.THANKS: photos.recap,
        agenda.RECAP_AGAIN: photos.recap_again,
        agenda.TAKEN_DOWN: photos.take_down,
        agenda.ALBUM_END: photos.end_album,
    }


class PhotoDeliveries:
    """Opens the photo thread, keeps it free of what was taken down, and makes the recap."""

    def __init__(self, bot: Host) -> None:
        self._bot = bot

    async def open(self, job: Job) -> None:
        """Open the photo thread in the card's channel, and mention once those who were there.

        The thread has the number of the message it hangs on, which is noted before the thread is opened: a
        job that is run again after a crash goes on from there, while a second job finds it done. Where the
        thread may not be opened nothing is left half done: it begins anew once that is mended.
        """
        overview = await self._over(job, timedelta())
        if overview is None:
            return
        meetup, t = overview.meetup, translations(overview.community.language)
        opens_at = meetup.span[1] + timedelta(minutes=overview.community.photo_minutes)
        if self._bot.clock() < opens_at:
            raise Later(opens_at)
        message_id = meetup.card.photo_thread_id
        if message_id is not None and job.attempts == 1:
            return
        name = t.gettext("Photos · {title}").format(title=meetup.plan.title)
        place = overview.community.id, meetup.card.channel_id or 0
        if message_id is None:
            view, mark = photo_thread.opening(meetup, t), f"{nonce(job)}:opening"
            message = await places.post(self._bot, place, name, view=view, nonce=mark)
            message_id = (meetup.card.is_post and meetup.card.thread_id) or message.id
            await self._bot.services.photos.note_thread(meetup.id, message_id)
        # a post in a forum is the photo thread too
        if not meetup.card.is_post and places.forum_at(self._bot, *place) is None:
            await self._open_thread(overview, message_id, name[:NAME_LIMIT])
        present = sorted(await self._bot.services.checkins.present_at(meetup.id))
        if present:
            text = t.gettext("📷 You were there: your photos of **{title}** are welcome here.")
            there = _in_photo_thread(overview, message_id)
            await tell(self._bot, job, there, text.format(title=shown(meetup.plan.title)), present)

    async def take_down(self, job: Job) -> None:
        """Delete what was taken down wherever it still is, and tell who posted it and the organiser."""
        await self._bot.services.albums.delete_files(job.payload["keys"])
        overview = await self._bot.services.meetups.overview_of(job.payload["meetup_id"])
        if overview is None:
            return
        meetup, t = overview.meetup, translations(overview.community.language)
        thread_id = meetup.card.photo_thread_id or 0
        message_id = job.payload["message_id"]
        concerned = list(dict.fromkeys([job.payload["uploader_id"], *meetup.organiser_ids]))
        try:
            await take_down.clear(self._bot, overview, message_id)
        except discord.Forbidden:
            text = t.gettext(
                "🕊️ Somebody who was there wants [this photo]({url}) gone, and I cannot delete it myself. "
                "Please delete it, and grant me “Manage Messages”. No reason is needed."
            ).format(url=message_url(overview.community.id, thread_id, message_id))
        else:
            if job.payload["is_own"]:
                return
            text = t.gettext(
                "🕊️ A photo was taken down because somebody who was there wished it. "
                "No reason is needed, and nobody is told who."
            )
        await tell(self._bot, job, _in_photo_thread(overview, thread_id), text, concerned, openly=True)

    async def ask(self, job: Job) -> Work | None:
        """Ask those who were there, the morning after, how it was: by letter, those who wish letters."""
        overview = await self._over(job, timedelta())
        if overview is None or overview.meetup.card.photo_thread_id is None:
            return None
        present = sorted(await self._bot.services.checkins.present_at(overview.meetup.id))
        wished = [
            user_id
            for user_id in present
            if await self._bot.services.letters.is_wished(overview.community.id, user_id)
        ]
        now, meetup_id = self._bot.clock(), overview.meetup.id
        return lambda tx: agenda.direct(
            tx, agenda.FEEDBACK, overview.community.id, wished, now, meetup_id=meetup_id
        )

    async def compose(self, job: Job) -> Letter | None:
        """The letter that asks: it leads to the form, where the members of the community can be chosen."""
        overview = await self._bot.services.meetups.overview_of(job.payload["meetup_id"])
        thread_id = None if overview is None else overview.meetup.card.photo_thread_id
        if overview is None or thread_id is None:
            return None
        card, t = overview.meetup.card, translations(overview.community.language)
        text = t.gettext("💬 How was **{title}**? A minute helps the next one: [say how it was]({url}).")
        url = message_url(overview.community.id, card.channel_id, thread_id)
        filled = text.format(title=shown(overview.meetup.plan.title), url=url)
        return Letter(filled, _in_photo_thread(overview, thread_id))

    async def recap(self, job: Job) -> None:
        """Post the recap once, with what came of the meetup and the way to the next one; close the thread."""
        overview = await self._over(job, THANKS_AFTER)
        if overview is None:
            return
        if overview.meetup.card.thanks_message_id is None:
            await recaps.post(self._bot, overview, nonce(job))
        if not overview.meetup.card.is_post:  # the recap has just been posted there
            await recaps.close_thread(self._bot, overview)

    async def recap_again(self, job: Job) -> None:
        """Paint a recap anew that shows what was withdrawn."""
        overview = await self._bot.services.meetups.overview_of(job.payload["meetup_id"])
        if overview is not None and overview.meetup.card.thanks_message_id is not None:
            await recaps.paint_again(self._bot, overview)

    async def end_album(self, job: Job) -> None:
        """Delete the files of the album on its date, which the community may have moved."""
        ending = await self._bot.services.albums.end(job.payload["meetup_id"])
        if ending.later is not None:
            raise Later(ending.later)
        if not ending.is_over:
            return
        overview = await self._bot.services.meetups.overview_of(job.payload["meetup_id"])
        if overview is not None and overview.meetup.card.thanks_message_id is not None:
            await recaps.retire_album(self._bot, overview)

    async def _over(self, job: Job, after: timedelta) -> Overview | None:
        """The meetup, if it took place when the job was made for, and has been over for so long."""
        overview = await self._bot.services.meetups.overview_of(job.payload["meetup_id"])
        if overview is None or overview.meetup.state is not State.SCHEDULED or overview.meetup.is_unseen:
            return None
        starts_at, ends_at = overview.meetup.span
        moved = starts_at != datetime.fromisoformat(job.payload["starts_at"])
        too_early = self._bot.clock() < ends_at + after  # it was made longer: another job waits for its end
        if moved or too_early or overview.meetup.card.channel_id is None:
            return None
        return overview

    async def _open_thread(self, overview: Overview, message_id: int, name: str) -> None:
        channel_id = overview.meetup.card.channel_id or 0
        channel = self._bot.get_partial_messageable(channel_id, guild_id=overview.community.id)
        known = channel.get_partial_message(message_id)
        try:
            await known.create_thread(name=name, auto_archive_duration=ARCHIVED_AFTER)
        except discord.HTTPException as error:
            if error.code == THREAD_EXISTS:  # a crash came between opening it and what follows
                return
            if lack_of(error) is not None:
                await self._bot.services.photos.note_thread(overview.meetup.id, None)
                with contextlib.suppress(discord.HTTPException):
                    await known.delete()
            raise


def _in_photo_thread(overview: Overview, thread_id: int) -> Overview:
    """The meetup as if the photo thread were its thread: there its notices go."""
    meetup = overview.meetup
    return replace(overview, meetup=replace(meetup, card=replace(meetup.card, thread_id=thread_id)))
