"""Jobs about polls: post the card, paint it again, remind, close, say what changed and what came of it."""

from __future__ import annotations

import contextlib
from datetime import datetime
from typing import TYPE_CHECKING

import discord

from bot.domain.polls import may_nudge
from bot.i18n import translations
from bot.services import agenda
from bot.ui import places
from bot.ui.deliveries.notices import in_first, nonce, say_in
from bot.ui.poll_buttons import paint_card
from bot.ui.poll_card import key_of
from bot.ui.poll_result import result_message
from bot.ui.poll_words import listed, option_words, question
from bot.ui.wording import message_url, shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.domain.polls import Poll
    from bot.i18n import Translations
    from bot.services.poll_outcomes import PollOverview
    from bot.services.runner import Handler
    from bot.storage.jobs import Job
    from bot.ui.boundary import Host

LOOKED_UP = 50
"""So many members are asked for from Discord one by one, a request each, within one job."""
NAMED = 8
"""So many changed options are named; the rest are a number."""


def handlers(bot: Host) -> Mapping[str, Handler]:
    """Return the handlers of these kinds of jobs."""
    polls = PollDeliveries(bot)
    return {
        agenda.POLL: polls.card,
        agenda.POLL_CLOSE: polls.close,
        agenda.POLL_NUDGE: polls.nudge,
        agenda.POLL_CHANGED: polls.tell_changes,
        agenda.POLL_SUGGESTED: polls.tell_suggestion,
        agenda.POLL_RESULT: polls.tell_result,
    }


class PollDeliveries:
    """Carries out what was decided about polls."""

    def __init__(self, bot: Host) -> None:
        self._bot = bot

    async def card(self, job: Job) -> None:
        """Post the poll's card, or paint it as it stands."""
        overview = await self._overview(job)
        if overview is None:
            return
        key = key_of(overview.poll)
        if self._bot.painter.has_painted_for(job, key):
            return
        await paint_card(self._bot, overview, translations(overview.community.language), nonce(job))

    async def close(self, job: Job) -> None:
        """Close the poll if its deadline has come; whatever follows is in jobs of its own."""
        await self._bot.services.polls.close_due(job.payload["poll_id"])

    async def nudge(self, job: Job) -> None:
        """Remind those who were asked and have not voted, once, that the poll closes soon."""
        overview = await self._overview(job)
        if overview is None or _has_moved(overview.poll, job):
            return
        poll, voters = overview.poll, await self._voters(overview)
        asked = await self._bot.services.polls.awaited(poll.id, voters)
        is_listed = poll.terms.role_id is None or bool(voters)
        awaited = asked if is_listed else await self._with_role(overview, asked)
        if awaited or (not is_listed and _still_helps(overview, self._bot.clock())):
            t = translations(overview.community.language)
            text = _reminder(poll, t, is_listed=is_listed).format(
                relative=discord.utils.format_dt(poll.closes_at, "R"),
                role=poll.terms.role_id,
                **_facts(overview, t),
            )
            await self._say(job, overview, text, awaited)
            await self._bot.services.polls.note_nudge(poll)

    async def _voters(self, overview: PollOverview) -> tuple[int, ...]:
        """Who has the role that votes, where Discord tells: that takes the members intent."""
        role_id, guild = overview.poll.terms.role_id, self._bot.get_guild(overview.community.id)
        if role_id is None or guild is None or not self._bot.settings.members_intent:
            return ()
        if not guild.chunked:  # the process has just started
            await guild.chunk()
        role = guild.get_role(role_id)
        return tuple(member.id for member in role.members) if role else ()

    async def _with_role(self, overview: PollOverview, user_ids: Sequence[int]) -> Sequence[int]:
        """Those of some members who have the role that votes, asked one by one: there is no list."""
        guild, found = self._bot.get_guild(overview.community.id), list[int]()
        if guild is None:
            return found
        for user_id in user_ids[:LOOKED_UP]:
            with contextlib.suppress(discord.NotFound):  # they have left
                member = await guild.fetch_member(user_id)
                if any(role.id == overview.poll.terms.role_id for role in member.roles):
                    found.append(user_id)
        return found

    async def tell_changes(self, job: Job) -> None:
        """Tell those who have voted which options came and went; their ballots stay."""
        overview, read_at = await self._overview(job), self._bot.clock()
        if overview is None or overview.poll.untold_since is None:
            return
        poll, t = overview.poll, translations(overview.community.language)
        added, removed = await self._bot.services.polls.changes(poll)
        if (added or removed) and overview.takes_ballots(read_at):
            facts = _facts(overview, t)
            lines = [
                t.gettext("✏️ The options of **{question}** changed; your ballot is kept.").format(**facts)
            ]
            if added:
                names = listed(added, poll, t, most=NAMED)
                lines.append(t.gettext("New: {options}").format(options=names))
            if removed:
                names = listed(removed, poll, t, most=NAMED)
                lines.append(t.gettext("Gone: {options}").format(options=names))
            if added:
                look = t.gettext(
                    "-# Your ballot says nothing yet about the new options: [look at the poll]({url})."
                )
                lines.append(look.format(**facts))
            pinged = () if poll.is_anonymous else tuple(poll.ballots)
            await self._say(job, overview, "\n".join(lines), pinged)
        await self._bot.services.polls.note_changes_told(poll, read_at)

    async def tell_suggestion(self, job: Job) -> None:
        """Tell the poll's author that somebody suggests an option, if it still waits."""
        overview = await self._overview(job)
        if overview is None:
            return
        poll, t = overview.poll, translations(overview.community.language)
        option = next((o for o in poll.pending if o.id == job.payload["option_id"]), None)
        if option is None or not overview.takes_ballots(self._bot.clock()):
            return
        text = t.gettext(
            "💡 <@{member}> suggests **{option}** for the poll **{question}**.\n"
            "-# “Manage” on [the card]({url}) lets it in or removes it."
        ).format(
            member=option.added_by_id,
            option=shown(option_words(option, poll, t.language)),
            **_facts(overview, t),
        )
        await self._say(job, overview, text, [poll.creator_id])

    async def tell_result(self, job: Job) -> None:
        """Say what came of the poll, with its numbers, unless it was opened or decided since."""
        overview = await self._overview(job)
        if overview is None or overview.poll.channel_id is None or overview.poll.closed_at is None:
            return
        if overview.poll.winner_id != job.payload["winner_id"]:
            return
        t = translations(overview.community.language)
        layout, file = await result_message(overview, t, self._bot.clock())
        place = overview.community.id, overview.poll.channel_id
        name = question(overview.poll, overview.meetup, t)
        await places.post(self._bot, place, name, view=layout, file=file, nonce=nonce(job))

    async def _overview(self, job: Job) -> PollOverview | None:
        return await self._bot.services.polls.overview_of(job.payload["poll_id"])

    async def _say(self, job: Job, overview: PollOverview, text: str, user_ids: Sequence[int]) -> None:
        """Say it in the meetup's thread, or where the poll's card is."""
        thread_id = overview.meetup.card.thread_id if overview.meetup else None
        name = question(overview.poll, overview.meetup, translations(overview.community.language))
        await in_first(
            (thread_id, overview.poll.channel_id),
            lambda place: say_in(self._bot, job, (overview.community.id, place), name, text, user_ids),
        )


def _facts(overview: PollOverview, t: Translations) -> dict[str, str]:
    poll = overview.poll
    return {
        "question": question(poll, overview.meetup, t),
        "url": message_url(overview.community.id, poll.channel_id, poll.message_id),
    }


def _still_helps(overview: PollOverview, now: datetime) -> bool:
    return may_nudge(overview.poll, now) and overview.takes_ballots(now)


def _reminder(poll: Poll, t: Translations, *, is_listed: bool) -> str:
    """The one reminder; without a list of those whose role votes, it speaks to the role, and pings nobody."""
    if not is_listed:
        return t.gettext(
            "⏳ The poll **{question}** closes {relative}. Not voted yet, <@&{role}>? [Vote here]({url})."
        )
    if poll.is_anonymous:
        return t.gettext(
            "⏳ The poll **{question}** closes {relative}. Not voted yet? [Vote here]({url}). "
            "It is anonymous, so this goes to everybody who was asked."
        )
    return t.gettext(
        "⏳ The poll **{question}** closes {relative}, and your ballot is missing. [Vote here]({url})."
    )


def _has_moved(poll: Poll, job: Job) -> bool:
    """Whether the deadline is another one than that for which the job was written."""
    return datetime.fromisoformat(job.payload["closes_at"]) != poll.closes_at
