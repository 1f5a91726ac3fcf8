"""Jobs about those who were missed: the question the day after, to who wishes letters, and to nobody else."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from bot.domain.checkins import WasNotMissed
from bot.domain.meetups import State
from bot.i18n import translations
from bot.services import agenda
from bot.ui import absence_note
from bot.ui.deliveries.direct import Letter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.services.runner import Handler
    from bot.storage.jobs import Job
    from bot.ui.boundary import Host
    from bot.ui.deliveries.direct import Composer


def handlers(bot: Host) -> Mapping[str, Handler]:
    """Return the handlers of these kinds of jobs."""
    return {agenda.MISSED: AbsenceDeliveries(bot).ask}


def composers(bot: Host) -> Mapping[str, Composer]:
    """Return what writes the letters of these kinds."""
    return {"missed": AbsenceDeliveries(bot).compose}


class AbsenceDeliveries:
    """Asks those who were missed."""

    def __init__(self, bot: Host) -> None:
        self._bot = bot

    async def ask(self, job: Job) -> None:
        """Write to those who were missed, unless the meetup moved or was cancelled."""
        overview = await self._bot.services.meetups.overview_of(job.payload["meetup_id"])
        if overview is None or overview.meetup.state is not State.SCHEDULED:
            return
        if overview.meetup.span[0] == datetime.fromisoformat(job.payload["starts_at"]):
            await self._bot.services.absences.ask(overview.meetup.id)

    async def compose(self, job: Job) -> Letter | None:
        """The question, for one member; a closed inbox is no reason to ask it before others."""
        user_id, meetup_id = job.payload["user_id"], job.payload["meetup_id"]
        try:
            meetup = await self._bot.services.absences.missed_at(user_id, meetup_id)
        except WasNotMissed:
            return None
        overview = await self._bot.services.meetups.overview_of(meetup_id)
        if overview is None:
            return None
        t = translations(overview.community.language)
        return Letter(absence_note.words(meetup, t), view=absence_note.buttons(meetup, t))
