"""Jobs about proposals that wait: a question, its answer, the notice before expiry, expiry."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import discord

from bot.domain.meetups import State
from bot.domain.proposals import QuestionGone, expires_at
from bot.i18n import translations
from bot.services import agenda
from bot.ui.boundary import View
from bot.ui.deliveries.notices import tell
from bot.ui.queue_panel import KeepButton, ReplyButton
from bot.ui.wording import shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.services.runner import Handler
    from bot.storage.jobs import Job
    from bot.ui.boundary import Host


def handlers(bot: Host) -> Mapping[str, Handler]:
    """Return the handlers of these kinds of jobs."""
    proposals = ProposalDeliveries(bot)
    return {
        agenda.QUESTION: proposals.ask,
        agenda.REPLY: proposals.reply,
        agenda.EXPIRY_NOTICE: proposals.warn,
        agenda.EXPIRY: proposals.expire,
    }


class ProposalDeliveries:
    """Carries out what waits with a proposal; its proposer is told where its card stands, never by DM."""

    def __init__(self, bot: Host) -> None:
        self._bot = bot

    async def ask(self, job: Job) -> None:
        """Ask the proposer what a moderator wants to know, unless it was answered meanwhile."""
        overview = await self._bot.services.meetups.overview_of(job.payload["meetup_id"])
        if overview is None or overview.meetup.state is not State.PROPOSED:
            return
        try:
            question = await self._bot.services.proposals.question(job.payload["question_id"])
        except QuestionGone:
            return
        if question.answered_at is not None:
            return
        t = translations(overview.community.language)
        text = t.gettext("❓ The moderators ask about **{title}**:\n> {question}").format(
            title=shown(overview.meetup.plan.title), question=shown(question.text)
        )
        view = View(timeout=None)
        label = t.pgettext("button", "Answer")
        view.add_item(ReplyButton(f"reply:1:{question.id}", label=label, style=discord.ButtonStyle.primary))
        await tell(self._bot, job, overview, text, overview.meetup.organiser_ids, view)

    async def reply(self, job: Job) -> None:
        """Tell the moderator who asked what the proposer answered."""
        overview = await self._bot.services.meetups.overview_of(job.payload["meetup_id"])
        if overview is None:
            return
        try:
            question = await self._bot.services.proposals.question(job.payload["question_id"])
        except QuestionGone:
            return
        t = translations(overview.community.language)
        text = t.gettext("💬 Answer about **{title}**:\n> {answer}\n-# `/meetup queue` decides.").format(
            title=shown(overview.meetup.plan.title), answer=shown(question.answer)
        )
        await tell(self._bot, job, overview, text, [question.by_id], openly=True)

    async def warn(self, job: Job) -> None:
        """Tell the proposer a week before that the proposal expires; one tap keeps it."""
        overview = await self._bot.services.meetups.overview_of(job.payload["meetup_id"])
        if overview is None or overview.meetup.state is not State.PROPOSED:
            return
        at = expires_at(overview.meetup, overview.community.proposal_days)
        if at is None or at != datetime.fromisoformat(job.payload["expires_at"]) or at <= self._bot.clock():
            return
        t = translations(overview.community.language)
        text = t.gettext("⌛ Nobody has decided about **{title}** yet; the proposal expires {when}.").format(
            title=shown(overview.meetup.plan.title), when=discord.utils.format_dt(at, "R")
        )
        view = View(timeout=None)
        label = t.pgettext("button", "Keep it")
        view.add_item(
            KeepButton(f"keep:1:{overview.meetup.id}", label=label, style=discord.ButtonStyle.primary)
        )
        await tell(self._bot, job, overview, text, overview.meetup.organiser_ids, view)

    async def expire(self, job: Job) -> None:
        """Let the proposal expire, unless it was decided or kept."""
        made_for = datetime.fromisoformat(job.payload["expires_at"])
        await self._bot.services.proposals.expire(job.payload["meetup_id"], made_for)
