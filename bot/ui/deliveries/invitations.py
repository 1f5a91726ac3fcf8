"""Jobs about invitations: who wishes it is asked by letter when a meetup has room."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from bot.i18n import translations
from bot.services import agenda
from bot.services.invitations import has_room
from bot.services.runner import Later
from bot.ui.deliveries.direct import Letter
from bot.ui.deliveries.notices import card_url
from bot.ui.wording import date_words, place_words, shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.services.runner import Handler
    from bot.storage.jobs import Job
    from bot.ui.boundary import Host
    from bot.ui.deliveries.direct import Composer


def handlers(bot: Host) -> Mapping[str, Handler]:
    """Return the handlers of these kinds of jobs."""
    return {agenda.INVITE: InvitationDeliveries(bot).ask}


def composers(bot: Host) -> Mapping[str, Composer]:
    """Return what composes letters about invitations."""
    return {agenda.INVITE: InvitationDeliveries(bot).compose}


class InvitationDeliveries:
    """Asks those who wish it."""

    def __init__(self, bot: Host) -> None:
        self._bot = bot

    async def ask(self, job: Job) -> None:
        """Choose who is asked now; their letters are jobs of their own."""
        made_for = datetime.fromisoformat(job.payload["starts_at"])
        later = await self._bot.services.invitations.ask(job.payload["meetup_id"], made_for)
        if later is not None:
            raise Later(later)

    async def compose(self, job: Job) -> Letter | None:
        """The invitation, if it still holds; it names no thread that could say it instead."""
        overview = await self._bot.services.meetups.overview_of(job.payload["meetup_id"])
        if overview is None or overview.roster.party_of(job.payload["user_id"]) is not None:
            return None
        meetup, roster = overview.meetup, overview.roster
        made_for = datetime.fromisoformat(job.payload["starts_at"])
        if not has_room(meetup, roster, self._bot.clock()) or meetup.span[0] != made_for:
            return None
        t, plan = translations(overview.community.language), meetup.plan
        text = t.gettext(
            "🪑 **{title}** has room, and you would be welcome: {when}.\n📍 {place}\n"
            "[Say on the card that you come]({url}), or leave it: nobody sees that I asked.\n"
            "-# You wished for invitations; `/profile` changes that."
        )
        place, when = place_words(plan, t), date_words(plan, t)
        return Letter(text.format(title=shown(plan.title), when=when, place=place, url=card_url(overview)))
