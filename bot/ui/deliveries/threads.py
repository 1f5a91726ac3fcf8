"""Jobs about a meetup's thread: those who come are added without a ping, and it is archived afterwards."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import discord

from bot.domain.meetups import State
from bot.domain.troubles import Deed, Lack
from bot.i18n import translations
from bot.services import mirroring
from bot.services.runner import Later
from bot.ui.deliveries.notices import lack_of, nonce
from bot.ui.places import ARCHIVED, set_archived
from bot.ui.wording import shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.services.runner import Handler, Work
    from bot.services.threads import Newcomers
    from bot.storage.jobs import Job
    from bot.ui.boundary import Host

AT_ONCE: Final = 50
"""So many are added by one edit: their mentions and the words around them fit into 2,000 characters."""
PACE: Final = timedelta(seconds=5)
UNKNOWN_MESSAGE: Final = 10008

_log = logging.getLogger(__name__)


def handlers(bot: Host) -> Mapping[str, Handler]:
    """Return the handlers of these kinds of jobs."""
    threads = ThreadDeliveries(bot)
    return {mirroring.WELCOME: threads.welcome, mirroring.ARCHIVE: threads.archive}


class ThreadDeliveries:
    """Takes people into threads, and closes what has had its time."""

    def __init__(self, bot: Host) -> None:
        self._bot = bot

    async def welcome(self, job: Job) -> None:
        """Add who has a seat by now to the thread.

        Adding a member by request leaves a line for each and notifies them; so does a new mention. A mention
        that is edited into a message adds them too, and nobody is notified: one line serves for all.
        """
        found = await self._bot.services.mirrors.threads.newcomers(job.payload["meetup_id"])
        if found is None:
            return
        meetup = found.overview.meetup
        try:
            await self._add(job, found, found.user_ids[:AT_ONCE])
        except discord.HTTPException as error:
            lack = lack_of(error)
            if error.code == UNKNOWN_MESSAGE or lack is Lack.GONE:  # the line, or its thread
                await self._bot.services.mirrors.threads.note_deleted(meetup.id)
            elif lack is None:
                raise
            elif lack is Lack.PERMISSION:  # else it was locked to be quiet, or its card has more to tell
                await self._bot.services.troubles.note(meetup.id, Deed.NOTICE, lack)
            return
        if len(found.user_ids) > AT_ONCE:
            raise Later(self._bot.clock() + PACE)

    async def _add(self, job: Job, found: Newcomers, user_ids: Sequence[int]) -> None:
        meetup, t = found.overview.meetup, translations(found.overview.community.language)
        thread = self._bot.get_partial_messageable(meetup.card.thread_id or 0, guild_id=meetup.community_id)
        text = t.gettext(
            "👋 The thread of **{title}**: who has a seat is added here, and leaves it at any time."
        ).format(title=shown(meetup.plan.title))
        message_id = found.message_id
        if message_id is None:
            message_id = (await thread.send(text, nonce=nonce(job))).id
            await self._bot.services.mirrors.threads.note_message(meetup.id, message_id)
        mentions = " ".join(f"<@{user_id}>" for user_id in user_ids)
        allowed = discord.AllowedMentions(
            users=[discord.Object(user_id) for user_id in user_ids],
            everyone=False,
            roles=False,
            replied_user=False,
        )
        line = f"{text}\n-# {mentions}"
        known = thread.get_partial_message(message_id)
        try:
            await known.edit(content=line, allowed_mentions=allowed)
        except discord.HTTPException as error:
            if error.code != ARCHIVED:
                raise
            await set_archived(self._bot, meetup.card.thread_id or 0, archived=False)
            await known.edit(content=line, allowed_mentions=allowed)
        await self._bot.services.mirrors.threads.note_added(meetup.id, user_ids)

    async def archive(self, job: Job) -> Work | None:
        """Archive the thread once its time is over, and end the role with it."""
        closing = await self._bot.services.mirrors.threads.closing(job.payload["meetup_id"])
        if closing is None or closing[0].state is State.POSTPONED:
            return None
        meetup, at = closing
        if at is not None and self._bot.clock() < at:
            raise Later(at)
        if meetup.card.thread_id is not None:
            await set_archived(self._bot, meetup.card.thread_id, archived=True)
        return self._bot.services.mirrors.threads.end_roles(meetup.community_id)
