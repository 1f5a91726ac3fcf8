"""Jobs about seats: offer one, pass it on, tell who was chosen or answered for, and whether enough come."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

import discord

from bot.domain import confirmations, quiet
from bot.domain.meetups import Phase
from bot.domain.offers import terms_at
from bot.domain.reminders import is_for
from bot.i18n import translations
from bot.services import agenda
from bot.services.runner import Later
from bot.ui import offer_card, turnout_card
from bot.ui.deliveries.both_ways import Notice
from bot.ui.deliveries.notices import card_url, show, tell, tell_alone
from bot.ui.still_coming import still_coming
from bot.ui.wording import date_words, deadline_words, people, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.i18n import Translations
    from bot.services.meetups import Overview
    from bot.services.runner import Handler, Work
    from bot.storage.jobs import Job
    from bot.ui.boundary import Host, Layout, View
    from bot.ui.deliveries.both_ways import Compose


def handlers(bot: Host) -> Mapping[str, Handler]:
    """Return the handlers of these kinds of jobs."""
    seats = SeatDeliveries(bot)
    return {
        agenda.OFFER: seats.offer,
        agenda.OFFER_OVER: seats.tell_over,
        agenda.SEAT_OPEN: seats.tell_open,
        agenda.SETTLE: seats.settle,
        agenda.SILENT: seats.free_silent,
        agenda.SEAT_LAPSED: seats.tell_lapsed,
        agenda.ANSWERED_FOR: seats.tell_answered_for,
        agenda.CHOSEN: seats.tell_chosen,
        agenda.TURNOUT: seats.decide_turnout,
        agenda.TURNOUT_ASKED: seats.ask_turnout,
    }


def notices(bot: Host) -> Mapping[str, Compose]:
    """What is said of each of these kinds of jobs."""
    seats = SeatDeliveries(bot)
    return {agenda.TURNOUT_TOLD: seats.turnout, agenda.DECIDE_MAYBE: seats.maybes}


class SeatDeliveries:
    """Carries out what was decided about seats."""

    def __init__(self, bot: Host) -> None:
        self._bot = bot

    async def offer(self, job: Job) -> Work | None:
        """Offer a held seat to one member, without a sound in quiet hours, while it is held for them."""
        overview = await self._upcoming(job)
        if overview is None:
            return None
        until = datetime.fromisoformat(job.payload["until"])
        party = overview.roster.party_of(job.payload["user_id"])
        if party is None or party.offered_until != until or until <= self._bot.clock():
            return None
        t = _t(overview)
        text = t.gettext(
            "💌 A seat is free for you at **{title}**, {when}. It is held for you until {until}: "
            "press “Going” on [the card]({url}) to take it, or “Can't” to pass it on."
        )
        said = _filled(text, overview, until=deadline_words(until, overview.meetup.plan.zone, t))
        if overview.meetup.hides_answers:
            return await self._tell(job, overview, said, [party.user_id])
        letters = self._bot.services.letters
        by_letter = await letters.wishing(overview.community.id, [party.user_id])
        pinged = [] if by_letter else [party.user_id]
        await self._show(job, overview, offer_card.render(overview, party, until, t), pinged)
        return letters.alone(overview.meetup, by_letter, said)

    async def tell_over(self, job: Job) -> Work | None:
        """Tell a member that an offer ended without their answer, and how to come back."""
        overview = await self._upcoming(job)
        if overview is None:
            return None
        party = overview.roster.party_of(job.payload["user_id"])
        if party is None or party.is_waiting or party.has_seat:
            return None  # they answered again meanwhile
        t = _t(overview)
        text = (
            t.gettext(
                "⌛ The seat at **{title}** went to the next in line, and answers are closed by now. "
                "If you would still like to come, ask the organiser to add you. [The card]({url})"
            )
            if overview.meetup.plan.seating.is_closed(self._bot.clock())
            else t.gettext(
                "⌛ The seat at **{title}** went to the next in line. "
                "If you would still like to come, press “Going” on [the card]({url})."
            )
        )
        return await self._tell(job, overview, _filled(text, overview), [party.user_id])

    async def tell_open(self, job: Job) -> None:
        """Shortly before the start: tell those who wait that a seat is for whoever presses first."""
        overview, now = await self._upcoming(job), self._bot.clock()
        if overview is None or overview.meetup.phase(now) is not Phase.UPCOMING:
            return
        roster = replace(overview.roster, terms=terms_at(overview.meetup, overview.community, now))
        waiting = [party.user_id for party in roster.waiting if roster.fits(party)]
        if not waiting:
            return
        text = _t(overview).gettext(
            "🏃 A seat is free at **{title}**, which begins {relative}. "
            "Whoever presses “Going” on [the card]({url}) first has it."
        )
        await self._tell_all(job, overview, _filled(text, overview), waiting)

    async def settle(self, job: Job) -> None:
        """Pass on the offers that ended, and the seats that are kept no longer."""
        overview = await self._upcoming(job)
        if overview is not None:
            await self._bot.services.rosters.settle(overview.community.id, overview.meetup.id)

    async def free_silent(self, job: Job) -> None:
        """Free the seats of who said nothing, unless the meetup moved or nobody wishes that any more."""
        overview = await self._upcoming(job)
        if overview is None or overview.meetup.span[0].isoformat() != job.payload["starts_at"]:
            return
        if confirmations.silent_hours(overview.meetup.plan.seating, overview.community) is not None:
            await self._bot.services.rosters.free_silent(overview.community.id, overview.meetup.id)

    async def tell_lapsed(self, job: Job) -> Work | None:
        """Tell those who said nothing that their seat is free again, with one tap to come back."""
        overview = await self._upcoming(job)
        if overview is None:
            return None
        t, freed = _t(overview), set(job.payload["user_ids"])
        still = [party.user_id for party in overview.roster.maybe if party.user_id in freed]
        if not still:
            return None
        is_closed = overview.meetup.plan.seating.is_closed(self._bot.clock())
        lost = t.gettext(
            "🪑 I have not heard from you about **{title}**, {when}, so your seat is free again."
        )
        back = (
            t.gettext("Answers are closed by now. Coming after all? Ask the organiser to add you.")
            if is_closed
            else t.gettext(
                "Coming after all? One tap brings you back: "
                "a free seat is yours at once, else you wait in line."
            )
        )
        view = None if is_closed else still_coming(overview.meetup.id, t)
        text = f"{lost} {back}"
        return await self._tell(job, overview, _filled(text, overview), still, view)

    async def tell_answered_for(self, job: Job) -> Work | None:
        """Tell a member that an organiser answered for them, and how to change it."""
        overview = await self._upcoming(job)
        if overview is None:
            return None
        t, user_id = _t(overview), job.payload["user_id"]
        text = {
            "going": t.gettext("📝 {organiser} put you on the list of **{title}**, {when}."),
            "maybe": t.gettext("📝 {organiser} noted a “maybe” for you at **{title}**, {when}."),
            "declined": t.gettext("📝 {organiser} noted that you can't come to **{title}**, {when}."),
            None: t.gettext("📝 {organiser} took you off the list of **{title}**, {when}."),
        }[job.payload["answer"]]
        rest = t.gettext("Not right? Change your answer on [the card]({url}).")
        organiser = f"<@{job.payload['by_id']}>"
        words = _filled(f"{text}\n-# {rest}", overview, organiser=organiser)
        return await self._tell(job, overview, words, [user_id])

    async def tell_chosen(self, job: Job) -> Work | None:
        """Tell those whom the host chose, and the first time the others, kindly."""
        overview = await self._upcoming(job)
        if overview is None:
            return None
        t, roster = _t(overview), overview.roster
        wanted = set(job.payload["user_ids"])
        chosen = [party.user_id for party in roster.seated if party.user_id in wanted]
        others = [party.user_id for party in roster.waiting] if job.payload["is_first"] else []
        works: list[Work | None] = []
        if chosen:
            text = t.gettext(
                "🎉 You are in: **{title}**, {when}. If you can't come after all, press “Can't”."
            )
            works.append(await self._tell(job, overview, _filled(text, overview), chosen))
        if others:
            text = t.gettext(
                "💛 Thank you for wanting to come to **{title}**. There were more of you than seats, "
                "and this time yours went to others. You stay on the list in case one becomes free."
            )
            said, part = _filled(text, overview), len(chosen) + 1
            works.append(await self._tell(job, overview, said, others, first_part=part))
        return lambda tx: [work(tx) for work in works if work is not None]

    async def maybes(self, job: Job) -> Notice | None:
        """Those who are a maybe decide, once, two days before; not at night, and not too late."""
        overview, now = await self._upcoming(job), self._bot.clock()
        if overview is None or overview.meetup.phase(now) is not Phase.UPCOMING:
            return None
        starts_at, _ = overview.meetup.span
        if datetime.fromisoformat(job.payload["at"]) != starts_at - agenda.MAYBE_UNTIL:
            return None  # the meetup moved, and another job waits
        loud = quiet.next_loud(now, overview.community.quiet)
        if loud > now:
            raise Later(loud)
        if overview.meetup.plan.seating.is_closed(now):
            return None
        maybes = [
            party.user_id
            for party in overview.roster.maybe
            if is_for(party.answered_at, starts_at, agenda.MAYBE_UNTIL)
        ]
        t = _t(overview)
        text = t.gettext(
            "🤔 **{title}** begins {relative}, and you are a maybe. Do you know by now? "
            "Press “Going” or “Can't”: a maybe holds no seat. [The card]({url})"
        )
        return Notice(overview, _filled(text, overview), maybes, still_coming(overview.meetup.id, t))

    async def decide_turnout(self, job: Job) -> None:
        """Decide whether enough people come; whatever follows is in a job of its own."""
        overview, hour = await self._upcoming(job), job.payload["at"]
        if overview is not None:
            at = None if hour is None else datetime.fromisoformat(hour)
            await self._bot.services.turnout.decide_due(overview.community.id, overview.meetup.id, at)

    async def ask_turnout(self, job: Job) -> None:
        """Ask the organisers what to do about too few people, while nothing is decided."""
        overview = await self._upcoming(job)
        if overview is not None and overview.meetup.plan.seating.decided_at is None:
            layout = turnout_card.render(overview, _t(overview))
            await self._show(job, overview, layout, overview.meetup.organiser_ids)

    async def turnout(self, job: Job) -> Notice | None:
        """Those who come, or may: it takes place, or too few come so far and the organiser decides."""
        overview = await self._upcoming(job)
        if overview is None:
            return None
        t, meetup = _t(overview), overview.meetup
        parties = overview.roster.parties
        concerned = [party.user_id for party in parties if party.answer.value != "declined"]
        coming = people(overview.roster.taken, t)
        if job.payload["is_enough"]:
            text = t.gettext("✅ It takes place: **{title}**, {when}, with {people} so far.")
            return Notice(overview, _filled(text, overview, people=coming), concerned, is_soft=True)
        if meetup.plan.seating.decided_at is not None:
            return None
        text = t.gettext(
            "🎲 Not sure yet: **{title}**, {when}, has {people} so far, and {minimum} are hoped for. "
            "The organiser decides now, and you are told. Do you know somebody who would like to come?"
        )
        words = _filled(text, overview, people=coming, minimum=str(meetup.plan.seating.minimum))
        others = [one for one in concerned if one not in meetup.organiser_ids]
        return Notice(overview, words, others, is_soft=True)

    async def _tell(
        self,
        job: Job,
        overview: Overview,
        text: str,
        user_ids: Sequence[int],
        view: View | None = None,
        *,
        first_part: int = 0,
    ) -> Work | None:
        """Tell some members what concerns them alone, without a sound in quiet hours."""
        silent = self._is_quiet(overview)
        return await tell_alone(
            self._bot, job, overview, text, user_ids, view, first_part=first_part, silent=silent
        )

    async def _tell_all(
        self, job: Job, overview: Overview, text: str, user_ids: Sequence[int], view: View | None = None
    ) -> None:
        """Say what anybody may read, and mention some members, without a sound in quiet hours."""
        await tell(self._bot, job, overview, text, user_ids, view, silent=self._is_quiet(overview))

    def _is_quiet(self, overview: Overview) -> bool:
        return quiet.is_quiet(self._bot.clock(), overview.community.quiet)

    async def _show(self, job: Job, overview: Overview, layout: Layout, user_ids: Iterable[int]) -> None:
        """Send a message with controls that mentions those members, without a sound in quiet hours."""
        await show(self._bot, job, overview, layout, user_ids, silent=self._is_quiet(overview))

    async def _upcoming(self, job: Job) -> Overview | None:
        """The meetup, while it is scheduled and not over."""
        overview = await self._bot.services.meetups.overview_of(job.payload["meetup_id"])
        if overview is None:
            return None
        phase = overview.meetup.phase(self._bot.clock())
        return overview if phase in {Phase.UPCOMING, Phase.RUNNING} else None


def _t(overview: Overview) -> Translations:
    return translations(overview.community.language)


def _filled(text: str, overview: Overview, **words: str) -> str:
    plan = overview.meetup.plan
    return text.format(
        title=shown(plan.title),
        when=date_words(plan, _t(overview)),
        relative=discord.utils.format_dt(overview.meetup.span[0], "R"),
        url=card_url(overview),
        **words,
    )
