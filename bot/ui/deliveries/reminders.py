"""Jobs about reminders: those who come are reminded in the thread, or by letter if they wish it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

from bot.domain import confirmations
from bot.domain.reminders import RECONFIRM
from bot.i18n import translations
from bot.services import agenda
from bot.services.runner import Later
from bot.ui.deliveries import notices
from bot.ui.deliveries.direct import Letter
from bot.ui.deliveries.notices import card_url, tell
from bot.ui.still_coming import still_coming
from bot.ui.wording import date_words, deadline_words, place_words, shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.services.meetups import Overview
    from bot.services.reminders import Audience
    from bot.services.runner import Handler, Work
    from bot.storage.jobs import Job
    from bot.ui.boundary import Host, View
    from bot.ui.deliveries.direct import Composer


def handlers(bot: Host) -> Mapping[str, Handler]:
    """Return the handlers of these kinds of jobs."""
    return {agenda.REMINDER: ReminderDeliveries(bot).remind}


def composers(bot: Host) -> Mapping[str, Composer]:
    """Return what composes letters about reminders."""
    return {agenda.REMINDER: ReminderDeliveries(bot).compose}


class ReminderDeliveries:
    """Reminds those who come."""

    def __init__(self, bot: Host) -> None:
        self._bot = bot

    async def remind(self, job: Job) -> Work | None:
        """Remind those with a seat, unless the meetup moved or the reminder no longer helps."""
        audience = await self._bot.services.reminders.audience(job)
        if audience is None:
            return None
        if audience.at > self._bot.clock():
            raise Later(audience.at)
        if audience.in_thread:
            overview, text, view = audience.overview, _text(audience, job), _question(audience.overview, job)
            role_id = self._role_for(audience)
            await tell(self._bot, job, overview, text, audience.in_thread, view, role_id=role_id)
        return self._bot.services.reminders.spread(job, audience)

    def _role_for(self, audience: Audience) -> int | None:
        """The role to mention where one message cannot name everybody."""
        if audience.role_id is None or len(audience.in_thread) <= notices.MENTIONED_AT_ONCE:
            return None
        known = notices.may_mention(self._bot, audience.overview.community.id, audience.role_id)
        return audience.role_id if known else None

    async def compose(self, job: Job) -> Letter | None:
        """The same for one member, if they are still coming and the reminder still helps."""
        audience = await self._bot.services.reminders.audience(job)
        if audience is None or job.payload["user_id"] not in audience.seated:
            return None
        if audience.at > self._bot.clock():
            raise Later(audience.at)
        return Letter(_text(audience, job), audience.overview, _question(audience.overview, job))


def _asks(overview: Overview, job: Job) -> bool:
    is_the_day_before = job.payload["lead"] == RECONFIRM.total_seconds()
    return is_the_day_before and confirmations.asks(overview.meetup.plan.seating, overview.community)


def _question(overview: Overview, job: Job) -> View | None:
    """The buttons of "still coming?"; a no frees the seat at once."""
    t = translations(overview.community.language)
    return still_coming(overview.meetup.id, t) if _asks(overview, job) else None


def _text(audience: Audience, job: Job) -> str:
    overview = audience.overview
    t, plan = translations(overview.community.language), overview.meetup.plan
    if not _asks(overview, job):
        text = t.gettext(
            "⏰ **{title}** begins {relative}: {when}.\n📍 {place}\n"
            "-# Something came up? Press “Can't” on [the card]({url}), so that somebody else gets the seat."
        )
    elif audience.frees_at is None:
        text = t.gettext(
            "❓ Are you still coming? **{title}** begins {relative}: {when}.\n📍 {place}\n"
            "-# If not, press “Can't” ([the card]({url}) has it, too): your seat goes to somebody who waits. "
            "Whoever says nothing keeps theirs."
        )
    else:
        text = t.gettext(
            "❓ Are you still coming? **{title}** begins {relative}: {when}.\n📍 {place}\n"
            "Please press “Going” or “Can't” ([the card]({url}) has both). "
            "Whoever has said nothing by {until} gives the seat back."
        )
    return text.format(
        title=shown(plan.title),
        when=date_words(plan, t),
        relative=discord.utils.format_dt(plan.starts_at, "R") if plan.starts_at else "",
        place=place_words(plan, t),
        url=card_url(overview),
        until=deadline_words(audience.frees_at, plan.zone, t) if audience.frees_at else "",
    )
