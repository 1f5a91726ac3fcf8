"""Jobs about icebreakers: show a round in the meetup's thread, call those at its tables, keep the time."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import discord

from bot.domain.meetups import State
from bot.domain.rounds import RoundJustStarted
from bot.domain.troubles import Lack
from bot.i18n import translations
from bot.services import agenda
from bot.services.runner import Later
from bot.ui import round_card
from bot.ui.deliveries.notices import lack_of, show, spots, tell

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.domain.rounds import Icebreaker, PlayedRound
    from bot.services.meetups import Overview
    from bot.services.runner import Handler
    from bot.storage.jobs import Job
    from bot.ui.boundary import Host, Layout

AGAIN = timedelta(seconds=5)


def handlers(bot: Host) -> Mapping[str, Handler]:
    """Return the handlers of these kinds of jobs."""
    rounds = RoundDeliveries(bot)
    return {
        agenda.ROUND: rounds.show,
        agenda.ROUND_PAINT: rounds.paint,
        agenda.ROUND_CALL: rounds.call,
        agenda.ROUND_SOON: rounds.nearly_over,
        agenda.ROUND_NEXT: rounds.time_is_up,
        agenda.ROUND_SEATS: rounds.keep_up,
        agenda.ROUND_OVER: rounds.over,
    }


class RoundDeliveries:
    """Shows the rounds that organisers start, and carries them on."""

    def __init__(self, bot: Host) -> None:
        self._bot = bot

    async def show(self, job: Job) -> None:
        """Post the tables and ping exactly those who sit at them: they are in the room."""
        found = await self._find(job)
        if found is None or found[1].message_ids:
            return
        overview, played, icebreaker, _ = found
        t = translations(overview.community.language)
        sent = [
            await show(
                self._bot,
                job,
                overview,
                round_card.render(played, icebreaker, part, t),
                [user_id for table in tables for user_id in table.user_ids],
                part=part,
            )
            for part, tables in enumerate(round_card.parts(played))
        ]
        known = [message.id for message in sent if message is not None]
        await self._bot.services.tables.note_messages(played.id, known)

    async def paint(self, job: Job) -> None:
        """Show the tables as they are now; a message that somebody deleted stays away."""
        found = await self._find(job)
        if found is None:
            return
        overview, played, icebreaker, is_playing = found
        t = translations(overview.community.language)
        for part, message_id in enumerate(played.message_ids[: len(round_card.parts(played))]):
            view = round_card.render(played, icebreaker, part, t, is_playing=is_playing)
            # a round that began a post of its own in a forum stands in a thread of its number
            await self._edit([*spots(overview), message_id], message_id, view)

    async def _edit(self, channel_ids: Iterable[int | None], message_id: int, view: Layout) -> None:
        """Paint a message in whichever of those channels it stands."""
        for channel_id in dict.fromkeys(channel_ids):
            if channel_id is None:
                continue
            channel = self._bot.get_partial_messageable(channel_id)
            known = channel.get_partial_message(message_id)
            try:
                await known.edit(view=view, allowed_mentions=discord.AllowedMentions.none())
            except discord.HTTPException as error:
                if not isinstance(error, discord.NotFound) and lack_of(error) is not Lack.LOCKED:
                    raise
            else:
                return

    async def call(self, job: Job) -> None:
        """Tell somebody where they sit now."""
        found = await self._find(job)
        if found is None or not found[3]:
            return
        overview, played, *_ = found
        user_id = job.payload["user_id"]
        if played.table_of(user_id) is not None:
            t = translations(overview.community.language)
            await tell(
                self._bot, job, overview, round_card.place_words(played, user_id, t), [user_id], openly=True
            )

    async def nearly_over(self, job: Job) -> None:
        """Say softly that two minutes are left: nobody is pinged."""
        found = await self._find(job)
        if found is None or not found[3]:
            return
        t = translations(found[0].community.language)
        text = t.gettext("⏳ Two minutes left. Finish your story, and thank one another.")
        await tell(self._bot, job, found[0], text, [])

    async def time_is_up(self, job: Job) -> None:
        """Begin the next round, or end the icebreaker, unless somebody did so before."""
        try:
            await self._bot.services.icebreakers.time_is_up(job.payload["meetup_id"], job.payload["round_id"])
        except RoundJustStarted:
            raise Later(self._bot.clock() + AGAIN) from None

    async def keep_up(self, job: Job) -> None:
        """Seat whoever came, and close up where somebody is not there after all."""
        await self._bot.services.tables.keep_up(job.payload["meetup_id"])

    async def over(self, job: Job) -> None:
        """Say that it was the last round."""
        overview = await self._bot.services.meetups.overview_of(job.payload["meetup_id"])
        if overview is None or overview.meetup.state is not State.SCHEDULED:
            return
        t = translations(overview.community.language)
        text = t.gettext("🧊 That was the last round. Stay with whomever you like, as long as you like!")
        await tell(self._bot, job, overview, text, [])

    async def _find(self, job: Job) -> tuple[Overview, PlayedRound, Icebreaker, bool] | None:
        overview = await self._bot.services.meetups.overview_of(job.payload["meetup_id"])
        if overview is None or overview.meetup.state is not State.SCHEDULED:
            return None
        if overview.meetup.card.channel_id is None:
            return None
        return overview, *await self._bot.services.tables.round(job.payload["round_id"])
