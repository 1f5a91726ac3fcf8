"""Jobs about Discord's own events: made with the card, moved, called off; they end by themselves."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

import discord

from bot.domain.meetups import Phase
from bot.domain.mirrors import EventFace, EventStep, event_step
from bot.domain.troubles import Deed, Lack
from bot.i18n import translations
from bot.services import mirroring
from bot.services.runner import Later
from bot.ui.deliveries.notices import card_url, lack_of
from bot.ui.wording import date_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.services.events import EventView
    from bot.services.meetups import Overview
    from bot.services.runner import Handler
    from bot.storage.jobs import Job
    from bot.ui.boundary import Host

FIELD_LIMIT: Final = 100
"""Discord's limit on an event's name and on its location."""
DESCRIBED: Final = 700
"""Characters of the description: with what is said around it, Discord allows 1,000."""
UNKNOWN_EVENT: Final = 10070
CLOCKS_DIFFER: Final = timedelta(minutes=1)
STOPS = frozenset({Lack.PERMISSION, Lack.ACCESS})
DONE = frozenset({discord.EventStatus.completed, discord.EventStatus.cancelled})


def handlers(bot: Host) -> Mapping[str, Handler]:
    """Return the handlers of these kinds of jobs."""
    return {mirroring.EVENT: EventDeliveries(bot).run}


class EventDeliveries:
    """Brings Discord's own event to how the meetup stands."""

    def __init__(self, bot: Host) -> None:
        self._bot = bot

    async def run(self, job: Job) -> None:
        """Make, edit or call off the event, or do nothing because it shows the meetup as it is."""
        view = await self._bot.services.mirrors.events.view(job.payload["meetup_id"])
        if view is None or view.lacks & STOPS:
            return
        meetup, community = view.overview.meetup, view.overview.community
        face = face_of(view.overview) if meetup.plan.starts_at else None
        digest = face.digest if face else None
        step = event_step(meetup, view.kept, digest, self._bot.clock(), is_wanted=community.mirrors_events)
        guild = self._bot.get_guild(community.id)
        if guild is None or step is EventStep.NOTHING:
            return
        try:
            if step is EventStep.CALL_OFF:
                await self._call_off(guild, view)
            elif face is not None and step is EventStep.EDIT:
                await self._edit(guild, view, face)
            elif face is not None and Lack.FULL not in view.lacks:
                await self._make(guild, meetup.id, face)
        except discord.HTTPException as error:
            lack = lack_of(error)
            if lack is None:
                raise
            await self._bot.services.troubles.note(meetup.id, Deed.EVENT, lack)

    async def _make(self, guild: discord.Guild, meetup_id: int, face: EventFace) -> None:
        events = self._bot.services.mirrors.events
        asked_at = await events.note_asked(meetup_id)
        event = None
        if asked_at < self._bot.clock():  # a crash may have come between making it and noting it down
            made = await guild.fetch_scheduled_events(with_counts=False)
            mine = [one for one in made if one.creator_id == guild.me.id and one.name == face.name]
            since = asked_at - CLOCKS_DIFFER
            event = next((one for one in mine if discord.utils.snowflake_time(one.id) >= since), None)
        if event is None:
            event = await guild.create_scheduled_event(
                name=face.name,
                description=face.description,
                start_time=face.starts_at,
                end_time=face.ends_at,
                entity_type=discord.EntityType.external,
                location=face.location,
                privacy_level=discord.PrivacyLevel.guild_only,
            )
        await events.note(meetup_id, event.id, face.digest)

    async def _edit(self, guild: discord.Guild, view: EventView, face: EventFace) -> None:
        """Show what changed; an event that was deleted or ended by hand is left alone from now on."""
        meetup = view.overview.meetup
        event = await self._fetched(guild, view)
        if event is None or event.status in DONE:
            await self._note_over(view)
            return
        is_to_come = meetup.phase(self._bot.clock()) is Phase.UPCOMING
        if is_to_come and event.status is discord.EventStatus.active:  # it had begun when it was moved
            await self._end(event, meetup.id)
            raise Later(self._bot.clock())
        await event.edit(
            name=face.name,
            description=face.description,
            start_time=face.starts_at if is_to_come else discord.utils.MISSING,
            end_time=face.ends_at,
            location=face.location,
            privacy_level=discord.PrivacyLevel.guild_only,
        )
        await self._bot.services.mirrors.events.note(meetup.id, event.id, face.digest)

    async def _call_off(self, guild: discord.Guild, view: EventView) -> None:
        """Call the event off, or end it if it has begun: Discord tells those who are interested in it.

        One that is off already is as it should be, whether a crash came before we noted it or a moderator did
        it by hand: the meetup's next date has an event of its own.
        """
        event = await self._fetched(guild, view)
        if event is not None and event.status in DONE:
            await self._bot.services.mirrors.events.note_called_off(view.overview.meetup.id)
        elif event is not None:
            await self._end(event, view.overview.meetup.id)
        else:
            await self._note_over(view)

    async def _end(self, event: discord.ScheduledEvent, meetup_id: int) -> None:
        has_begun = event.status is discord.EventStatus.active
        status = discord.EventStatus.completed if has_begun else discord.EventStatus.cancelled
        await event.edit(status=status, privacy_level=discord.PrivacyLevel.guild_only)
        await self._bot.services.mirrors.events.note_called_off(meetup_id)

    async def _fetched(self, guild: discord.Guild, view: EventView) -> discord.ScheduledEvent | None:
        """The event as Discord has it; None if somebody deleted it."""
        try:
            return await guild.fetch_scheduled_event(_known(view), with_counts=False)
        except discord.NotFound as gone:
            if gone.code != UNKNOWN_EVENT:
                raise
            return None

    async def _note_over(self, view: EventView) -> None:
        """Note that somebody deleted or ended the event by hand: it is left alone from now on."""
        digest = view.kept.digest if view.kept else ""
        await self._bot.services.mirrors.events.note(
            view.overview.meetup.id, _known(view), digest, is_over=True
        )


def _known(view: EventView) -> int:
    assert view.kept is not None  # noqa: S101 - event_step() said that it stands
    return view.kept.object_id or 0


def face_of(overview: Overview) -> EventFace:
    """What the event shows, in the community's language: the area of the place and never its address."""
    plan, t = overview.meetup.plan, translations(overview.community.language)
    starts_at, ends_at = overview.meetup.span
    answer = t.gettext("Answer on the card, which has the seats and the rest: {url}")
    parts = [date_words(plan, t), _cut(plan.description, DESCRIBED), answer.format(url=card_url(overview))]
    return EventFace(
        name=_cut(plan.title, FIELD_LIMIT),
        description="\n\n".join(part for part in parts if part),
        location=_cut(plan.area, FIELD_LIMIT) or t.gettext("Place to be decided"),
        starts_at=starts_at,
        ends_at=ends_at,
    )


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"
