"""Jobs that Discord does not let the bot do: they are set aside at once, and told to who can mend it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

import discord

from bot.domain.troubles import Deed, Lack, Trouble
from bot.i18n import translations
from bot.services import agenda
from bot.services.runner import Later, SetAside
from bot.ui.deliveries.notices import lack_of, nonce
from bot.ui.troubles import trouble_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.services.runner import Handler, Work
    from bot.storage.jobs import Job
    from bot.ui.boundary import Host

EDITED_TOO_OFTEN: Final = 30046
PAUSE: Final = timedelta(seconds=20)
"""Discord allows about three edits of a message older than an hour in this time, and does not say so."""

_DEEDS = {agenda.CARD: Deed.CARD, agenda.PHOTOS: Deed.PHOTOS}


def handlers(bot: Host) -> Mapping[str, Handler]:
    """Return the handlers of these kinds of jobs."""
    return {agenda.TROUBLE: TroubleDeliveries(bot).tell}


def watched(bot: Host, handler: Handler) -> Handler:
    """Set a job aside, instead of trying it eight times, when only a person can remove what is in its way.

    It waits with its meetup until a moderator presses “Try again”, or the bot is invited again. A card whose
    channel is gone moves to the announcement channel first, if there is one. What was edited too often is
    only a matter of waiting.
    """

    async def run(job: Job) -> Work | None:
        try:
            return await handler(job)
        except discord.HTTPException as error:
            if error.code == EDITED_TOO_OFTEN:
                raise Later(bot.clock() + PAUSE) from error
            lack = lack_of(error)
            about = {name for name, number in job.payload.items() if number is not None}
            if lack is None or not about & {"poll_id", "meetup_id"}:
                raise
            if await _met(bot, job, lack, is_poll="poll_id" in about):
                raise Later(bot.clock()) from error
            raise SetAside(f"{lack}: {error}") from error

    return run


async def _met(bot: Host, job: Job, lack: Lack, *, is_poll: bool) -> bool:
    """Move what the job is about to another channel and return True, or keep what is in its way."""
    troubles, is_gone = bot.services.troubles, lack is Lack.GONE
    if is_poll:  # its card may stand elsewhere than its meetup's, or be about none
        if is_gone and await troubles.rehome_poll(job.payload["poll_id"]):
            return True
        await troubles.note_poll(job.payload["poll_id"], lack)
        return False
    if is_gone and await troubles.rehome(job.payload["meetup_id"]):
        return True
    await troubles.note(job.payload["meetup_id"], _DEEDS.get(job.kind, Deed.NOTICE), lack)
    return False


class TroubleDeliveries:
    """Tells moderators once what does not work."""

    def __init__(self, bot: Host) -> None:
        self._bot = bot

    async def tell(self, job: Job) -> None:
        """Say it where moderators read, or else where members do; nobody is pinged.

        Discord's own place for such news is the channel for community updates, which moderators see. Next
        come the channel it is about, that of announcements, those where cards stand, and that of Discord's
        own messages. Where the bot may write in none of them, `/setup` and the log have to do.
        """
        told = job.payload
        guild = self._bot.get_guild(told["community_id"])
        if guild is None:
            return
        trouble = Trouble(
            community_id=told["community_id"],
            deed=Deed(told["deed"]),
            lack=Lack(told["lack"]),
            channel_id=told["channel_id"],
            meetup_id=told["meetup_id"],
            since=datetime.fromisoformat(told["since"]),
        )
        community = await self._bot.services.communities.of(guild.id, str(guild.preferred_locale))
        t = translations(community.language)
        todo = t.gettext("Moderators: once it is fixed, press “Try again” in `/setup`.")
        text = "\n".join([trouble_line(trouble, guild, t), f"-# {todo}"])
        for channel in await self._read_by_moderators(guild, trouble, community.announcement_channel_id):
            if _may_write(channel):
                try:
                    await channel.send(text, nonce=nonce(job))
                except discord.HTTPException as error:
                    if lack_of(error) is None:
                        raise
                else:
                    return

    async def _read_by_moderators(
        self, guild: discord.Guild, trouble: Trouble, home_id: int | None
    ) -> list[discord.TextChannel | discord.Thread]:
        """Where such news may be said, the best place first."""
        card = await self._bot.services.meetups.overview_of(trouble.meetup_id) if trouble.meetup_id else None
        near = trouble.channel_id or (card.meetup.card.channel_id if card else 0) or 0
        upcoming = await self._bot.services.meetups.upcoming(guild.id)
        ids = [near, home_id, *(one.meetup.card.channel_id for one in upcoming)]
        beside = [guild.get_channel_or_thread(number) for number in dict.fromkeys(ids) if number]
        known = (guild.public_updates_channel, *beside, guild.system_channel)
        return [place for place in known if isinstance(place, discord.TextChannel | discord.Thread)]


def _may_write(channel: discord.TextChannel | discord.Thread) -> bool:
    granted = channel.permissions_for(channel.guild.me)
    in_thread = isinstance(channel, discord.Thread)
    may_write = granted.send_messages_in_threads if in_thread else granted.send_messages
    return granted.view_channel and may_write
