"""Jobs about a meetup's card and its dates: post, paint, open its thread, tell who got a seat."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import discord

from bot.domain.meetups import Card, Meetup, Phase, State
from bot.domain.quiet import is_quiet
from bot.domain.troubles import Deed
from bot.i18n import translations
from bot.services import agenda
from bot.ui import meetup_card, places
from bot.ui.deliveries.news import filled
from bot.ui.deliveries.notices import lack_of, nonce, tell, tell_alone
from bot.ui.inputs import LIVE
from bot.ui.places import ARCHIVED_AFTER, NAME_LIMIT
from bot.ui.wording import shown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.services.meetups import Overview
    from bot.services.runner import Handler, Work
    from bot.storage.jobs import Job
    from bot.ui.boundary import Host, Layout

THREAD_EXISTS = 160004
UNKNOWN_MESSAGE = 10008


def handlers(bot: Host) -> Mapping[str, Handler]:
    """Return the handlers of these kinds of jobs."""
    meetups = MeetupDeliveries(bot)
    return {
        agenda.CARD: meetups.card,
        agenda.SERIES: meetups.extend,
        agenda.PROMOTED: meetups.promote,
        agenda.TEAM: meetups.tell_team,
    }


class MeetupDeliveries:
    """Carries out what was decided about meetups."""

    def __init__(self, bot: Host) -> None:
        self._bot = bot

    async def card(self, job: Job) -> None:
        """Post the card, or paint it as it stands; a scheduled meetup gets its thread."""
        overview = await self._overview(job)
        if overview is None or overview.meetup.card.channel_id is None:
            return
        await self._bot.services.boards.changed(overview.community.id)
        if not _is_shown(overview.meetup, self._bot.clock()):
            return
        key = meetup_card.key_of(overview.meetup.id)
        if self._bot.painter.has_painted_for(job, key):
            return
        channel = self._bot.get_partial_messageable(
            overview.meetup.card.channel_id, guild_id=overview.community.id
        )
        card = await self._paint(job, overview, channel)
        if card.is_post:
            title = overview.meetup.plan.title
            await places.rename(self._bot, overview.community.id, card.thread_id or 0, title)
        elif overview.meetup.state is State.SCHEDULED and card.thread_id is None:
            await self._give_thread(overview, channel, card.message_id or 0)

    async def extend(self, job: Job) -> None:
        """Make the dates of a series that have come into its window."""
        await self._bot.services.series.extend(job.payload["series_id"])

    async def _give_thread(
        self, overview: Overview, channel: discord.PartialMessageable, message_id: int
    ) -> None:
        """Open the card's thread; without the permission for it everything is said in the channel."""
        meetup = overview.meetup
        try:
            thread_id = await _open_thread(channel, message_id, meetup.plan.title)
        except discord.HTTPException as error:
            lack = lack_of(error)
            if lack is None:
                raise
            await self._bot.services.troubles.note(meetup.id, Deed.THREAD, lack)
        else:
            await self._bot.services.meetups.note_card(meetup.id, thread_id=thread_id)

    async def _paint(self, job: Job, overview: Overview, channel: discord.PartialMessageable) -> Card:
        meetup_id, card = overview.meetup.id, overview.meetup.card
        t = translations(overview.community.language)

        async def fresh() -> Layout:
            newest = await self._bot.services.meetups.overview(overview.community.id, meetup_id)
            return meetup_card.render(newest, t, self._bot.clock())

        if card.message_id is not None:
            known = channel.get_partial_message(card.message_id)

            async def edit(view: Layout) -> None:
                await places.edited(self._bot, channel.id, lambda: known.edit(view=view))

            try:
                await self._bot.painter.repaint(meetup_card.key_of(meetup_id), fresh, edit)
            except discord.NotFound as gone:
                if gone.code != UNKNOWN_MESSAGE:
                    raise
                if overview.meetup.phase(self._bot.clock()) not in LIVE:
                    return card  # somebody tidied up: it is history, and stays away
            else:
                return card
        place, title = (overview.community.id, channel.id), overview.meetup.plan.title
        view = await fresh()
        message = await places.begun(self._bot, place, title, view) if job.attempts > 1 else None
        if message is not None:
            await message.edit(view=view)
        else:
            message = await places.post(self._bot, place, title, view=view, nonce=nonce(job))
        parts = {"message_id": message.id}
        if message.channel.id != channel.id:  # a forum: the post is the meetup's thread
            parts |= {"channel_id": message.channel.id, "thread_id": message.channel.id}
        await self._bot.services.meetups.note_card(meetup_id, **parts)
        return replace(card, **parts)

    async def promote(self, job: Job) -> Work | None:
        """Tell a member who waited that a seat is theirs, if it still is."""
        overview = await self._overview(job)
        if overview is None or overview.meetup.state is not State.SCHEDULED:
            return None
        party = overview.roster.party_of(job.payload["user_id"])
        if party is None or not party.has_seat or self._bot.clock() >= overview.meetup.span[1]:
            return None
        t = translations(overview.community.language)
        text = t.gettext(
            "🎉 A seat is free, and it is yours: **{title}**, {when}.\n"
            "-# Can't come after all? Press “Can't” on [the card]({url})."
        )
        silent = is_quiet(self._bot.clock(), overview.community.quiet)
        said = filled(text, overview, t)
        return await tell_alone(self._bot, job, overview, said, [party.user_id], silent=silent)

    async def tell_team(self, job: Job) -> None:
        """Tell those who were made co-organisers, and still are, what they may do and how to leave."""
        overview = await self._overview(job)
        if overview is None:
            return
        t, team = translations(overview.community.language), overview.meetup.co_organiser_ids
        added = [user_id for user_id in job.payload["user_ids"] if user_id in team]
        if not added:
            return
        text = t.gettext(
            "🤝 You organise **{title}** too now: <@{by}> asks for your help. You may change it, see the "
            "exact address and check people in.\n"
            "-# Rather not? “Organise it no longer” in `/meetup organisers`."
        ).format(title=shown(overview.meetup.plan.title), by=job.payload["by_id"])
        await tell(self._bot, job, overview, text, added)

    async def _overview(self, job: Job) -> Overview | None:
        return await self._bot.services.meetups.overview_of(job.payload["meetup_id"])


def _is_shown(meetup: Meetup, now: datetime) -> bool:
    """Whether the card stands in its channel, or should.

    A later date of a series waits for its turn; one that came and went while the bot was down has none.
    """
    if not meetup.is_unseen or meetup.posts_at is None:
        return True
    return meetup.posts_at <= now and meetup.phase(now) in {Phase.UPCOMING, Phase.RUNNING}


async def _open_thread(channel: discord.PartialMessageable, message_id: int, title: str) -> int:
    """Open the thread of a card; a thread has the number of the message it hangs on."""
    try:
        thread = await channel.get_partial_message(message_id).create_thread(
            name=title[:NAME_LIMIT], auto_archive_duration=ARCHIVED_AFTER
        )
    except discord.HTTPException as error:
        if error.code == THREAD_EXISTS:  # a crash came between opening it and noting it down
            return message_id
        raise
    return thread.id
