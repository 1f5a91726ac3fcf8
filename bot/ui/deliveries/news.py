"""What becomes of a meetup, told to those it concerns: on, changed, postponed, off, declined, expired."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

import discord

from bot.domain.differences import SECRET, TELLING
from bot.domain.meetups import Plan, State
from bot.domain.polls import PollKind, said_yes
from bot.i18n import translations
from bot.services import agenda
from bot.ui.deliveries.both_ways import Notice
from bot.ui.deliveries.notices import card_url
from bot.ui.plan_words import differences
from bot.ui.still_coming import coming, still_coming
from bot.ui.wording import date_words, deadline_words, people, place_words, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bot.i18n import Translations
    from bot.services.meetups import Overview
    from bot.storage.jobs import Job
    from bot.ui.boundary import Host
    from bot.ui.deliveries.both_ways import Compose


def notices(bot: Host) -> Mapping[str, Compose]:
    """What is said of each of these kinds of jobs."""
    news = News(bot)
    return {
        agenda.SCHEDULED: news.scheduled,
        agenda.CHANGED: news.changed,
        agenda.CANCELLED: news.cancelled,
        agenda.POSTPONED: news.postponed,
        agenda.EXPIRED: news.expired,
        agenda.DECLINED: news.declined,
        agenda.RIPE: news.ripe,
    }


class News:
    """Puts what was decided into words. Whoever decided it is not told."""

    def __init__(self, bot: Host) -> None:
        self._bot = bot

    async def scheduled(self, job: Job) -> Notice | None:
        """Those who would come: the proposal is scheduled, and they are asked to say so."""
        overview = await self._overview(job, State.SCHEDULED)
        if overview is None:
            return None
        t = translations(overview.community.language)
        text = t.gettext(
            "📣 It's on: **{title}**, {when}.\nWill you come? "
            "One tap says so, and [the card]({url}) has the rest."
        )
        said = filled(text, overview, t)
        until = await self._bot.services.polls.first_call_until(overview.meetup)
        if until is not None:
            wait = t.gettext(
                "-# Until {until} a seat waits for each who voted yes, in the order of the ballots."
            )
            said = f"{said}\n{wait.format(until=deadline_words(until, overview.meetup.plan.zone, t))}"
        elif _is_date_secret(overview):
            nameless = t.gettext(
                "-# The vote on the date was anonymous, so I can ask nobody because of their ballot. "
                "If you voted for this date, answer here too; seats go in the order of answers."
            )
            said = f"{said}\n{nameless}"
        asked = [*overview.meetup.organiser_ids, *overview.interested, *_yes_voters(overview)]
        return Notice(overview, said, _each_once(asked), coming(overview.meetup.id, t))

    async def changed(self, job: Job) -> Notice | None:
        """Everybody with an answer: the date or the place moved. Of a proposal only its organisers."""
        overview = await self._overview(job, State.SCHEDULED, State.PROPOSED)
        if overview is None:
            return None
        t = translations(overview.community.language)
        was, plan = self._bot.services.meetups.plan_of(job.payload["before"]), overview.meetup.plan
        moved = differences(was, replace(plan, **_untold(was)), t, without=SECRET)
        if set(SECRET) & set(job.payload["changed"]):
            moved.append(t.gettext("The exact address changed: see “How do I get there?” on the card."))
        if not moved:  # it moved back meanwhile
            return None
        concerned = _concerned(overview, job)
        if overview.meetup.state is State.PROPOSED:
            head = t.gettext("✏️ **{title}** changed. It is still a proposal; [its card]({url}) has the rest.")
            return Notice(overview, "\n".join([filled(head, overview, t), *moved]), concerned)
        head = t.gettext("✏️ **{title}** changed. Are you still coming?")
        rest = t.gettext("One tap answers; whoever says nothing keeps their answer. [The card]({url})")
        said = [filled(head, overview, t), *moved, "-# " + filled(rest, overview, t)]
        return Notice(overview, "\n".join(said), concerned, still_coming(overview.meetup.id, t))

    async def postponed(self, job: Job) -> Notice | None:
        """Everybody with an answer: there is no date for now, and why."""
        overview = await self._overview(job, State.POSTPONED)
        if overview is None:
            return None
        t = translations(overview.community.language)
        text = t.gettext(
            "⏸️ **{title}** is postponed: {reason}\n"
            "-# Your answer stays. You are asked again once there is a new date."
        )
        return Notice(overview, filled(text, overview, t), _concerned(overview, job))

    async def cancelled(self, job: Job) -> Notice | None:
        """Everybody with an answer, or with interest: the meetup is off, and why."""
        overview = await self._overview(job, State.CANCELLED)
        if overview is None:
            return None
        t = translations(overview.community.language)
        text = t.gettext("❌ **{title}** ({when}) is cancelled: {reason}")
        return Notice(overview, filled(text, overview, t), _concerned(overview, job))

    async def expired(self, job: Job) -> Notice | None:
        """The proposer: nobody decided about their proposal in time."""
        overview = await self._overview(job, State.EXPIRED)
        if overview is None:
            return None
        t = translations(overview.community.language)
        text = t.gettext(
            "⌛ Nobody decided about **{title}** in time, so the proposal has expired. "
            "`/meetup copy` proposes it again."
        )
        return Notice(overview, filled(text, overview, t), overview.meetup.organiser_ids)

    async def declined(self, job: Job) -> Notice | None:
        """The proposer: why their proposal was declined."""
        overview = await self._overview(job, State.DECLINED)
        if overview is None:
            return None
        t = translations(overview.community.language)
        text = t.gettext("The proposal **{title}** was not taken up: {reason}\nThank you for proposing it.")
        return Notice(overview, filled(text, overview, t), overview.meetup.organiser_ids)

    async def ripe(self, job: Job) -> Notice | None:
        """The organisers of a proposal without a date: enough people would come."""
        overview = await self._overview(job, State.PROPOSED)
        if overview is None or overview.meetup.plan.starts_at is not None:
            return None
        t = translations(overview.community.language)
        text = t.gettext(
            "🙌 {people} would come to **{title}**: it only lacks a date. `/meetup edit` sets one, and it is "
            "scheduled at once; `/poll date` lets people vote. [Its card]({url})"
        )
        coming = people(len(overview.interested), t)
        said = filled(text.replace("{people}", coming), overview, t)
        return Notice(overview, said, overview.meetup.organiser_ids)

    async def _overview(self, job: Job, *states: State) -> Overview | None:
        """The meetup, if it is still in one of those states."""
        overview = await self._bot.services.meetups.overview_of(job.payload["meetup_id"])
        return overview if overview is not None and overview.meetup.state in states else None


def filled(text: str, overview: Overview, t: Translations) -> str:
    """A sentence with what it says of the meetup."""
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


def _concerned(overview: Overview, job: Job) -> list[int]:
    """Who answered, would come or organises it, but not who did it.

    A date of a series whose card nobody has seen yet concerns those alone who answered it all the same.
    """
    meetup = overview.meetup
    concerned = [party.user_id for party in overview.roster.parties]
    if meetup.card.message_id is not None:
        interested = overview.interested if meetup.state is State.CANCELLED else ()
        concerned += [*interested, *meetup.organiser_ids]
    return [user_id for user_id in _each_once(concerned) if user_id != job.payload.get("by_id")]


def _each_once(user_ids: Iterable[int]) -> list[int]:
    return list(dict.fromkeys(user_ids))


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
