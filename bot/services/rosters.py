"""Use cases about answers: going, maybe, can't; guests, notes and offers; what organisers do for others."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot.clock import Clock
from bot.domain import rights
from bot.domain.errors import Refusal
from bot.domain.meetups import Meetup, Phase, require_phase
from bot.domain.rosters import Answer, OfferOver, Roster
from bot.domain.texts import Field, clean
from bot.domain.ushers import Usher
from bot.services import agenda
from bot.services.lines import Lines
from bot.services.seats import Desk
from bot.storage import communities, meetups
from bot.storage import rosters as roster_rows
from bot.storage.database import Database
from bot.storage.rosters import AnsweredFor

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.domain.rights import Actor

REMEMBERED = 16
"""Rosters that are remembered between answers: reading ten thousand answers takes longer than a press may."""

Decision = Callable[[Desk], None]


@dataclass(eq=False)
class _Press:
    """One thing to decide, and who waits for it."""

    user_id: int | None
    decision: Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerSheet:
    """The answers to a meetup as its organisers see them."""

    meetup: Meetup
    roster: Roster
    log: tuple[AnsweredFor, ...]


@dataclass(frozen=True, slots=True)
class RosterService:
    """Takes members' answers; those to one meetup that wait together are decided together, first come first.

    A database that lets transactions race for a row would else seat whoever's connection was quicker.
    """

    db: Database
    clock: Clock
    _lines: Lines[_Press, Roster] = field(default_factory=Lines, init=False, repr=False, compare=False)
    _known: OrderedDict[int, tuple[int, Usher]] = field(
        default_factory=OrderedDict, init=False, repr=False, compare=False
    )

    async def answer(self, actor: Actor, meetup_id: int, answer: Answer, guests: int | None = None) -> Roster:
        """Keep the actor's answer, hand freed seats on, and tell those concerned.

        ``guests`` None leaves those of the same answer as they are. Returns the roster after all that was
        decided with it.

        Raises:
            MeetupNotFound, MeetupClosed, RoleNeeded, AnswersClosed, TooManyGuests, GuestsDoNotFit.
        """
        return await self._queue(actor, meetup_id, lambda desk: desk.answer(actor, answer, guests=guests))

    async def answer_offer(self, actor: Actor, meetup_id: int, *, accept: bool) -> Roster:
        """Take the seat that is held for the actor, or let the next one have it; twice is as good as once.

        Raises:
            MeetupNotFound, MeetupClosed, OfferOver.
        """

        def decide(desk: Desk) -> None:
            party = desk.usher.party_of(actor.user_id)
            if party is not None and party.offered_until is not None:
                if accept:
                    desk.answer(actor, Answer.GOING, guests=party.guests)
                else:
                    desk.usher.decline_offer(actor.user_id)
            elif party is not None and party.has_seat:  # they took it before, here or on the card
                if not accept:
                    desk.answer(actor, Answer.DECLINED)
            elif accept or party is None or party.answer is not Answer.DECLINED:
                raise OfferOver

        return await self._queue(actor, meetup_id, decide)

    async def note(self, actor: Actor, meetup_id: int, text: str) -> Roster:
        """Keep a word for the organisers with the actor's answer; nothing takes it back.

        Raises:
            MeetupNotFound, MeetupClosed, NoAnswer, TextTooLong.
        """
        note = clean(text, Field.NOTE)
        return await self._queue(actor, meetup_id, lambda desk: desk.usher.note(actor.user_id, note))

    async def answer_for(
        self, actor: Actor, meetup_id: int, member: Actor, answer: Answer, guests: int | None = None
    ) -> Roster:
        """An organiser's answer for a member: it is logged, and the member told.

        Raises:
            MeetupNotFound, MeetupClosed, OrganisersOnly, TooManyGuests, GuestsDoNotFit.
        """

        def decide(desk: Desk) -> None:
            rights.require_editor(actor, desk.meetup, desk.community)
            desk.answer(member, answer, guests=guests, by_id=actor.user_id)
            _log(desk, actor, member.user_id, answer)

        return await self._queue(actor, meetup_id, decide)

    async def remove(self, actor: Actor, meetup_id: int, user_id: int) -> Roster:
        """An organiser takes a member off the list: it is logged, and the member told.

        Raises:
            MeetupNotFound, MeetupClosed, OrganisersOnly, NoAnswer.
        """

        def decide(desk: Desk) -> None:
            rights.require_editor(actor, desk.meetup, desk.community)
            desk.usher.remove(user_id)
            _log(desk, actor, user_id, None)

        return await self._queue(actor, meetup_id, decide)

    async def pick(self, actor: Actor, meetup_id: int, user_id: int, *, is_picked: bool) -> AnswerSheet:
        """Note whom the host means to choose; nobody else sees it.

        Raises:
            MeetupNotFound, MeetupClosed, OrganisersOnly, NotWaiting.
        """

        def decide(desk: Desk) -> None:
            rights.require_editor(actor, desk.meetup, desk.community)
            desk.usher.pick(user_id, is_picked=is_picked)

        await self._queue(actor, meetup_id, decide)
        return await self.sheet(actor, meetup_id)

    async def choose(self, actor: Actor, meetup_id: int) -> Roster:
        """Give those whom the host picked their seats; they are told, and the first time the others too.

        Raises:
            MeetupNotFound, MeetupClosed, OrganisersOnly, NobodyPicked, TooManyPicked.
        """

        def decide(desk: Desk) -> None:
            rights.require_editor(actor, desk.meetup, desk.community)
            desk.usher.choose()
            seating = desk.meetup.plan.seating
            if seating.picked_at is None:
                plan = replace(desk.meetup.plan, seating=replace(seating, picked_at=desk.now))
                meetups.save(desk.tx, replace(desk.meetup, plan=plan))

        return await self._queue(actor, meetup_id, decide)

    async def settle(self, community_id: int, meetup_id: int) -> None:
        """Pass on offers that ended and seats that are kept no longer: for jobs.

        Raises:
            MeetupNotFound, MeetupClosed.
        """
        await self._queue_in(community_id, meetup_id, _Press(None, lambda _: None))

    async def free_silent(self, community_id: int, meetup_id: int) -> None:
        """Free the seats of those who were asked whether they still come and said nothing, and tell them.

        Raises:
            MeetupNotFound, MeetupClosed.
        """

        def decide(desk: Desk) -> None:
            freed = desk.usher.free_silent()
            if freed:
                agenda.tell(desk.tx, agenda.SEAT_LAPSED, meetup_id, desk.now, user_ids=freed)

        await self._queue_in(community_id, meetup_id, _Press(None, decide))

    async def sheet(self, actor: Actor, meetup_id: int) -> AnswerSheet:
        """The answers with notes, late cancellations and who answered for whom: for organisers.

        Raises:
            MeetupNotFound, OrganisersOnly.
        """

        def work(tx: Connection) -> AnswerSheet:
            meetup = meetups.load(tx, meetup_id, actor.community_id)
            rights.require_editor(actor, meetup, communities.load(tx, actor.community_id))
            return AnswerSheet(
                meetup=meetup, roster=roster_rows.load(tx, meetup), log=roster_rows.logged(tx, meetup_id)
            )

        return await self.db.read(work)

    async def _queue(self, actor: Actor, meetup_id: int, decision: Decision) -> Roster:
        return await self._queue_in(actor.community_id, meetup_id, _Press(actor.user_id, decision))

    async def _queue_in(self, community_id: int, meetup_id: int, press: _Press) -> Roster:
        async def together(presses: Sequence[_Press]) -> Sequence[Roster | Exception]:
            work = _Batch(community_id, meetup_id, presses, self.clock, self._known.pop(meetup_id, None))
            outcomes = await self.db.write(work)
            self._remember(meetup_id, work.known)
            return outcomes

        return await self._lines.join((community_id, meetup_id), press, together)

    def _remember(self, meetup_id: int, known: tuple[int, Usher] | None) -> None:
        if known is not None:
            self._known[meetup_id] = known
            if len(self._known) > REMEMBERED:
                self._known.popitem(last=False)


@dataclass(eq=False, slots=True)
class _Batch:
    """Presses on one meetup that are decided in one transaction; ``known`` is what the last batch left."""

    community_id: int
    meetup_id: int
    presses: Sequence[_Press]
    clock: Clock
    known: tuple[int, Usher] | None

    def __call__(self, tx: Connection) -> Sequence[Roster | Exception]:
        # PostgreSQL may run this again after a deadlock: an usher that decided once must not decide twice
        known, self.known = self.known, None
        now = self.clock()
        desk: Desk | None = None
        refusals: dict[_Press, Refusal] = {}
        for press in self.presses:
            try:
                if desk is None:
                    meetup = meetups.load(tx, self.meetup_id, self.community_id, lock=True)
                    require_phase(meetup, now, Phase.UPCOMING, Phase.RUNNING)
                    desk = Desk.open(tx, meetup, communities.load(tx, self.community_id), now, known)
                press.decision(desk)
            except Refusal as refusal:
                refusals[press] = refusal
        if desk is None:
            return list(refusals.values())
        version = desk.keep({press.user_id for press in self.presses if press.user_id is not None})
        if version is not None:
            agenda.answered(tx, self.meetup_id, now)
        self.known = (version or roster_rows.version(tx, self.meetup_id), desk.usher)
        roster = desk.usher.roster
        return [refusals.get(press, roster) for press in self.presses]


def _log(desk: Desk, actor: Actor, user_id: int, answer: Answer | None) -> None:
    entry = AnsweredFor(user_id=user_id, by_id=actor.user_id, answer=answer, at=desk.now)
    roster_rows.log(desk.tx, desk.meetup.id, entry)
    if user_id != actor.user_id:
        payload = {"user_id": user_id, "by_id": actor.user_id, "answer": answer}
        agenda.tell(desk.tx, agenda.ANSWERED_FOR, desk.meetup.id, desk.now, **payload)
