"""Jobs about a meetup's card and its dates: post, paint, announce, tell what changed."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

import discord

from bot.domain.differences import SECRET, TELLING
from bot.domain.meetups import Card, Meetup, Plan, State
from bot.domain.polls import PollKind, said_yes
from bot.domain.quiet import is_quiet
from bot.domain.troubles import Deed
from bot.i18n import translations
from bot.services import agenda
from bot.ui import meetup_card, places
from bot.ui.confirming import question_view
from bot.ui.deliveries.notices import card_url, lack_of, nonce, tell, tell_alone
from bot.ui.inputs import LIVE
from bot.ui.places import ARCHIVED_AFTER, NAME_LIMIT
from bot.ui.plan_words import differences
from bot.ui.still_coming import still_coming
from bot.ui.wording import date_words, place_words, shown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from bot.i18n import Translations
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
        agenda.SCHEDULED: meetups.announce,
        agenda.CHANGED: meetups.tell_changes,
        agenda.CANCELLED: meetups.tell_cancelled,
        agenda.POSTPONED: meetups.tell_postponed,
        agenda.EXPIRED: meetups.tell_expired,
        agenda.DECLINED: meetups.tell_declined,
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

    async def announce(self, job: Job) -> None:
        """Tell those who would come that the proposal is scheduled, and ask them to say so."""
        overview = await self._overview(job)
        if overview is None or overview.meetup.state is not State.SCHEDULED:
            return
        t = translations(overview.community.language)
        text = t.gettext(
            "📣 It's on: **{title}**, {when}.\nWill you come? "
            "One tap says so, and [the card]({url}) has the rest."
        )
        said = _filled(text, overview, t)
        until = await self._bot.services.polls.first_call_until(overview.meetup)
        if until is not None:
            wait = t.gettext(
                "-# Until {until} a seat waits for each who voted yes, in the order of the ballots."
            )
            said = f"{said}\n{wait.format(until=discord.utils.format_dt(until, 'f'))}"
        elif _is_date_secret(overview):
            nameless = t.gettext(
                "-# The ballots on the date had no names, so nobody is asked because of theirs. "
                "Whoever voted for it can answer here too; seats go in the order of answers."
            )
            said = f"{said}\n{nameless}"
        asked = list(
            dict.fromkeys([*overview.meetup.organiser_ids, *overview.interested, *_yes_voters(overview)])
        )
        await tell(self._bot, job, overview, said, asked, question_view(overview.meetup.id, t))

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
        said = _filled(text, overview, t)
        return await tell_alone(self._bot, job, overview, said, [party.user_id], silent=silent)

    async def tell_changes(self, job: Job) -> None:
        """Tell everybody with an answer that the date or the place moved."""
        overview = await self._overview(job)
        if overview is None or overview.meetup.state is not State.SCHEDULED:
            return
        t = translations(overview.community.language)
        if not overview.roster.parties:
            return
        was, plan = self._bot.services.meetups.plan_of(job.payload["before"]), overview.meetup.plan
        said = [t.gettext("✏️ **{title}** changed. Are you still coming?").format(title=shown(plan.title))]
        moved = differences(was, replace(plan, **_untold(was)), t, without=SECRET)
        if set(SECRET) & set(job.payload["changed"]):
            moved.append(t.gettext("The exact address changed: see “How do I get there?” on the card."))
        if not moved:  # it moved back meanwhile
            return
        said += moved
        said.append("-# " + t.gettext("One tap answers; whoever says nothing keeps their answer."))
        view = still_coming(overview.meetup.id, t)
        await tell(self._bot, job, overview, "\n".join(said), _answered(overview), view)

    async def tell_postponed(self, job: Job) -> None:
        """Tell everybody with an answer that there is no date for now, and why."""
        overview = await self._overview(job)
        if overview is None or overview.meetup.state is not State.POSTPONED:
            return
        t = translations(overview.community.language)
        text = t.gettext(
            "⏸️ **{title}** is postponed: {reason}\n"
            "-# Your answer stays. You are asked again once there is a new date."
        )
        await tell(self._bot, job, overview, _filled(text, overview, t), _answered(overview))

    async def tell_expired(self, job: Job) -> None:
        """Tell the proposer that nobody decided about their proposal in time."""
        overview = await self._overview(job)
        if overview is None or overview.meetup.state is not State.EXPIRED:
            return
        t = translations(overview.community.language)
        text = t.gettext(
            "⌛ Nobody decided about **{title}** in time, so the proposal has expired. "
            "`/meetup copy` proposes it again."
        )
        await tell(self._bot, job, overview, _filled(text, overview, t), overview.meetup.organiser_ids)

    async def tell_cancelled(self, job: Job) -> None:
        """Tell everybody with an answer, or with interest, that the meetup is off, and why."""
        overview = await self._overview(job)
        if overview is None or overview.meetup.state is not State.CANCELLED:
            return
        if overview.meetup.card.message_id is None:  # nobody has seen it
            return
        t = translations(overview.community.language)
        text = t.gettext("❌ **{title}** ({when}) is cancelled: {reason}")
        concerned = list(dict.fromkeys([*_answered(overview), *overview.interested]))
        await tell(self._bot, job, overview, _filled(text, overview, t), concerned)

    async def tell_declined(self, job: Job) -> None:
        """Tell the proposer why their proposal was declined."""
        overview = await self._overview(job)
        if overview is None or overview.meetup.state is not State.DECLINED:
            return
        t = translations(overview.community.language)
        text = t.gettext("The proposal **{title}** was declined: {reason}\nThank you for proposing it.")
        await tell(self._bot, job, overview, _filled(text, overview, t), overview.meetup.organiser_ids)

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
    """Whether the card stands in its channel, or should: a later date of a series waits for its turn."""
    if meetup.card.message_id is not None or meetup.posts_at is None:
        return True
    return meetup.posts_at <= now and meetup.state is State.SCHEDULED


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


def _filled(text: str, overview: Overview, t: Translations) -> str:
    plan = overview.meetup.plan
    relative = discord.utils.format_dt(plan.starts_at, "R") if plan.starts_at else ""
    return text.format(
        title=shown(plan.title),
        when=date_words(plan, t),
        relative=relative,
        place=place_words(plan, t),
        reason=shown(overview.meetup.reason),
        url=card_url(overview),
    )


def _answered(overview: Overview) -> list[int]:
    return [party.user_id for party in overview.roster.parties]


def _yes_voters(overview: Overview) -> list[int]:
    """Who voted yes to the date or the place that won; anonymous ballots have nobody to ask."""
    decided = [
        (poll, poll.winner_id)
        for poll in overview.polls
        if poll.winner_id and poll.kind is not PollKind.QUESTION and not poll.is_anonymous
    ]
    return [user for poll, winner_id in decided for user in said_yes(poll, winner_id)]


def _is_date_secret(overview: Overview) -> bool:
    return any(poll.winner_id and poll.kind is PollKind.DATE and poll.is_anonymous for poll in overview.polls)


def _untold(was: Plan) -> dict[str, Any]:
    """What a notice says nothing about, as it was: only what people have to know is told."""
    told = TELLING | {"duration"}  # the end is said with the start
    return {field.name: getattr(was, field.name) for field in fields(Plan) if field.name not in told}
