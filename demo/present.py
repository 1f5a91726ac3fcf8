"""Plays what is going on today: what was announced, answered, asked and called off yesterday evening."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.domain.moments import Frequency, NthWeekday, Recurrence
from bot.domain.profiles import Wish
from bot.domain.rosters import Answer
from bot.domain.seating import SeatRules
from demo import ahead, polling
from demo import community as communities
from demo.people import Part
from demo.playing import Play
from demo.programme import say

if TYPE_CHECKING:
    from bot.domain.meetups import Meetup

_A_WHILE = timedelta(minutes=5)
_PRIYA_ASKS = timedelta(hours=3)


class Present(Play):
    """What is ahead of the community, and what was said about it so far."""

    async def begin(self) -> None:
        """Bring to life what is going on today; what a visitor meets first comes last."""
        await self._declined()
        await self._weekly()
        await self._rained_off()
        await self._improv()
        await self._brunch()
        await self._films()
        await self._six_chairs()
        await polling.play(self)
        await self._idea()
        walk = await self._full_walk()
        founder, board = self.community.actor(communities.FOUNDER.key), self.community.channels["agenda"]
        await self.services.boards.put_up(founder, board.id)
        name = say(ahead.WALK_TEMPLATE, self.community.language)
        await self.services.templates.keep(founder, walk.id, name)
        await self._letters()

    async def undecided(self) -> None:
        """An idea that nobody will decide about."""
        await self.propose(ahead.ISLAND, dated=False)

    async def _letters(self) -> None:
        """Who wants to be written to, one of them without letting anybody."""
        profiles = self.services.profiles
        for key in ahead.WANTS_LETTERS:
            await profiles.wish(self.community.actor(key), Wish.DMS, granted=True)
        await profiles.remind(self.community.actor("priya"), _PRIYA_ASKS)
        communities.shut_inbox(self.stage, self.community, ahead.IS_SHUT)

    async def _full_walk(self) -> Meetup:
        meetup = await self.schedule(ahead.FULL)
        await self.answer(meetup, ahead.FULL_SEATED + ahead.FULL_WAITING, Answer.GOING)
        await self.answer(meetup, ahead.FULL_MAYBE, Answer.MAYBE)
        await self.answer(meetup, ahead.FULL_DECLINED, Answer.DECLINED)
        who, note = ahead.FULL_NOTE
        await self.services.rosters.note(
            self.community.actor(who), meetup.id, say(note, self.community.language)
        )
        return meetup

    async def _idea(self) -> None:
        """A proposal that a moderator asked about, and that two more would schedule."""
        meetup, language = await self.propose(ahead.IDEA, dated=True), self.community.language
        for key in ahead.IDEA_INTERESTED:
            await self.services.proposals.interest(self.community.actor(key), meetup.id, would_come=True)
        asking, proposals = self.community.actor("aicha"), self.services.proposals
        question = await proposals.ask(asking, meetup.id, say(ahead.IDEA_ASKED, language))
        await self.stage.move(_A_WHILE)
        await proposals.answer(self.host(ahead.IDEA), question.id, say(ahead.IDEA_ANSWERED, language))

    async def _declined(self) -> None:
        meetup, language = await self.propose(ahead.JUMP, dated=True), self.community.language
        await self.stage.move(_A_WHILE)
        founder = self.community.actor(communities.FOUNDER.key)
        await self.services.meetups.decline(founder, meetup.id, say(ahead.JUMP_DECLINED, language))

    async def _weekly(self) -> None:
        """A series: its card and the dates of eight weeks behind it, one somewhere else, one left out."""
        channel, language = self.community.channels["announcements"], self.community.language
        thursdays = Recurrence(Frequency.WEEKLY, weekdays=(NthWeekday(3),))
        actor, meetups = communities.as_moderator(self.host(ahead.WEEKLY)), self.services.meetups
        series = await self.services.series.schedule(actor, self.plan(ahead.WEEKLY), thursdays, channel.id)
        made = [one for one in await meetups.recent(self.community.guild.id) if one.series_id == series.id]
        dates = sorted(made, key=lambda one: one.span[0])
        await self.answer(dates[0], ahead.WEEKLY_GOING, Answer.GOING)
        await self.answer(dates[0], ahead.WEEKLY_WITH_A_GUEST, Answer.GOING, guests=1)
        (moved, area), (skipped, why) = ahead.WEEKLY_ELSEWHERE, ahead.WEEKLY_SKIPPED
        await meetups.edit(actor, dates[moved].id, lambda plan: replace(plan, area=say(area, language)))
        await meetups.cancel(actor, dates[skipped].id, say(why, language))

    async def _rained_off(self) -> None:
        """A meetup that moved and was cancelled: its history says so."""
        meetup = await self.schedule(ahead.RAINED_OFF)
        await self.answer(meetup, ahead.RAINED_OFF_GOING, Answer.GOING)
        await self.stage.move(_A_WHILE)
        host, language = self.host(ahead.RAINED_OFF), self.community.language
        area = say(ahead.RAINED_OFF_MOVED, language)
        await self.services.meetups.edit(host, meetup.id, lambda plan: replace(plan, area=area))
        await self.stage.move(_A_WHILE)
        await self.services.meetups.cancel(host, meetup.id, say(ahead.RAINED_OFF_WHY, language))

    async def _improv(self) -> None:
        """Too few so far; the host answered for somebody, and somebody will be asked to decide."""
        meetup = await self.schedule(ahead.IMPROV)
        await self.answer(meetup, ahead.IMPROV_GOING, Answer.GOING)
        await self.answer(meetup, ahead.IMPROV_MAYBE, Answer.MAYBE)
        told = self.community.actor(ahead.IMPROV_ANSWERED_FOR)
        await self.services.rosters.answer_for(self.host(ahead.IMPROV), meetup.id, told, Answer.GOING)

    async def _brunch(self) -> None:
        """For one role only, and who comes is for its organisers."""
        role = self.community.roles[Part.AMBASSADOR]
        plan = replace(self.plan(ahead.BRUNCH), seating=SeatRules(entry_role_id=role.id))
        host, channel = self.host(ahead.BRUNCH), self.community.channels["announcements"]
        meetup = await self.services.meetups.schedule(communities.as_moderator(host), plan, channel.id)
        await self.services.organisers.hide_answers(host, meetup.id, hidden=True)
        await self.answer(meetup, ahead.BRUNCH_GOING, Answer.GOING)

    async def _films(self) -> None:
        """Announced in a forum, which a moderator tried for one meetup; seats are kept for newcomers."""
        founder, communities_ = self.community.actor(communities.FOUNDER.key), self.services.communities
        await communities_.set_announcement_channel(founder, self.community.channels["forum"].id)
        meetup = await self.schedule(ahead.FILMS)
        await communities_.set_announcement_channel(founder, self.community.channels["announcements"].id)
        co_hosts = [self.id_of(key) for key in ahead.FILMS_CO_HOSTS]
        await self.services.organisers.choose(self.host(ahead.FILMS), meetup.id, co_hosts)
        await self.answer(meetup, ahead.FILMS_WITH_A_GUEST, Answer.GOING, guests=1)
        await self.answer(meetup, ahead.FILMS_GOING + ahead.FILMS_WAITING, Answer.GOING)

    async def _six_chairs(self) -> None:
        """A meal whose host chooses; she has begun to, and nobody sees it yet."""
        meetup, host = await self.schedule(ahead.PICKED), self.host(ahead.PICKED)
        await self.answer(meetup, ahead.PICKED_SIGNED_UP, Answer.GOING)
        for key in ahead.PICKED_MEANT:
            await self.services.rosters.pick(host, meetup.id, self.id_of(key), is_picked=True)
