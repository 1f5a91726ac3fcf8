"""Use cases about check-in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from bot.clock import Clock
from bot.domain import checkins as rules
from bot.domain import rights
from bot.domain.checkins import Arrival, Arrived, CheckIn, Method, Reason
from bot.domain.meetups import Meetup, Phase
from bot.domain.rosters import Roster
from bot.services import agenda
from bot.services.lines import Lines
from bot.storage import arrivals, checkins, communities, icebreakers, meetups, rosters
from bot.storage.database import Database

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from bot.domain.errors import Refusal
    from bot.domain.rights import Actor


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who was expected at a meetup and who is there.

    ``arrivals`` wait to be confirmed; ``reasons`` tell, by user id, why some of the others did not come.
    """

    meetup: Meetup
    roster: Roster
    check_ins: tuple[CheckIn, ...]
    arrivals: tuple[Arrival, ...] = ()
    without_account: int = 0
    reasons: Mapping[int, Reason] = field(default_factory=dict)

    @property
    def present(self) -> frozenset[int]:
        return frozenset(c.user_id for c in self.check_ins)

    @property
    def listed(self) -> tuple[int, ...]:
        """Those to confirm, then those with a seat in the order of their answers, then who came besides."""
        waiting = dict.fromkeys(arrival.user_id for arrival in self.arrivals)
        seated = dict.fromkeys(p.user_id for p in self.roster.seated)
        return tuple(waiting | seated | dict.fromkeys(c.user_id for c in self.check_ins))

    @property
    def show_rate(self) -> float | None:
        """The part of those with a seat who came; None where nobody had one."""
        seated = len(self.roster.seated)
        return (len(self.present) - self.walk_ins) / seated if seated else None

    def arrival_of(self, user_id: int) -> Arrival | None:
        return next((a for a in self.arrivals if a.user_id == user_id), None)

    @property
    def walk_ins(self) -> int:
        """How many came who had no seat."""
        return len(self.present - {p.user_id for p in self.roster.seated})

    def check_in_of(self, user_id: int) -> CheckIn | None:
        return next((c for c in self.check_ins if c.user_id == user_id), None)


@dataclass(frozen=True, slots=True)
class CheckInService:
    """Notes who is there: an organiser's taps, and the code at the table.

    Codes that are typed at one meetup at the same moment are taken together: everybody sees the words at
    once, and transactions of their own would wait for the meetup with all connections in their hands.
    """

    db: Database
    clock: Clock
    _lines: Lines[tuple[int, str], Arrived] = field(
        default_factory=Lines, init=False, repr=False, compare=False
    )

    async def attendance(self, actor: Actor, meetup_id: int) -> Attendance:
        """The organiser's list; it stays correctable for 14 days.

        Raises:
            MeetupNotFound, OrganisersOnly, MeetupClosed, CheckInNotOpen.
        """
        return await self.db.read(lambda tx: self._list(tx, actor, meetup_id))

    async def check_in(self, actor: Actor, meetup_id: int, user_ids: Iterable[int]) -> Attendance:
        """Check people in, with a seat or without; who is there already stays as they are.

        Raises:
            MeetupNotFound, OrganisersOnly, MeetupClosed, CheckInNotOpen.
        """

        def work(tx: Connection) -> Attendance:
            before = self._list(tx, actor, meetup_id, lock=True)
            said = {arrival.user_id: arrival.method for arrival in before.arrivals}
            for user_id in dict.fromkeys(user_ids):
                if user_id not in before.present:
                    method = said.get(user_id, Method.ORGANISER)
                    self._add(tx, before.meetup, user_id, method, actor.user_id)
            return _attendance(tx, before.meetup)

        return await self.db.write(work)

    async def undo(self, actor: Actor, meetup_id: int, user_id: int) -> Attendance:
        """Take a check-in back, whoever vouched for it; the ties it proved go with it.

        Raises:
            MeetupNotFound, OrganisersOnly, MeetupClosed, CheckInNotOpen.
        """

        def work(tx: Connection) -> Attendance:
            before = self._list(tx, actor, meetup_id, lock=True)
            checkins.remove(tx, meetup_id, user_id)
            arrivals.remove(tx, meetup_id, user_id)
            self._follow(tx, before.meetup)
            return _attendance(tx, before.meetup)

        return await self.db.write(work)

    async def code(self, actor: Actor, meetup_id: int) -> tuple[Meetup, str]:
        """The words to put on the table now, in the community's language.

        Raises:
            MeetupNotFound, OrganisersOnly, MeetupClosed, CheckInNotOpen.
        """

        def work(tx: Connection) -> tuple[Meetup, str]:
            meetup = self._list(tx, actor, meetup_id).meetup
            rules.require_open(meetup, self.clock())
            language = communities.load(tx, actor.community_id).language
            return meetup, rules.code_at(meetup.check_in_secret, self.clock(), language)

        return await self.db.read(work)

    async def by_code(self, actor: Actor, meetup_id: int, typed: str) -> Arrived:
        """Check the actor in by the words at the table, or put them on the list to confirm.

        Who has no seat is always confirmed: the words may have been passed on to somebody at home.

        Raises:
            MeetupNotFound, MeetupClosed, CheckInNotOpen, CodeWrong, TooManyTries.
        """
        here = (actor.community_id, meetup_id)
        return await self._lines.join(here, (actor.user_id, typed), partial(self._let_in, *here))

    async def _let_in(
        self, community_id: int, meetup_id: int, typed: Sequence[tuple[int, str]]
    ) -> list[Arrived | Exception]:
        """Judge all who typed something at one meetup, in that order, by one look at who is there."""

        def work(tx: Connection) -> list[Arrived | Exception]:
            now = self.clock()
            meetup = meetups.load(tx, meetup_id, community_id, lock=True)
            rules.require_open(meetup, now)
            confirms = communities.load(tx, community_id).confirms_arrivals
            before = _attendance(tx, meetup)
            seated, present = {party.user_id for party in before.roster.seated}, set(before.present)
            outcomes: list[Arrived | Exception] = []
            for user_id, words in typed:
                refusal = _judged(tx, meetup, user_id, words, now)
                if refusal is not None:
                    outcomes.append(refusal)
                elif user_id in present:
                    outcomes.append(Arrived.ALREADY)
                elif confirms or user_id not in seated:
                    arrivals.add(tx, meetup_id, Arrival(user_id=user_id, method=Method.CODE, said_at=now))
                    outcomes.append(Arrived.TO_CONFIRM)
                else:
                    self._add(tx, meetup, user_id, Method.CODE, user_id)
                    present.add(user_id)
                    outcomes.append(Arrived.IN)
            return outcomes

        return await self.db.write(work)

    async def count_walk_in(self, actor: Actor, meetup_id: int, change: int) -> Attendance:
        """Count somebody without an account, or one less; never below nobody.

        Raises:
            MeetupNotFound, OrganisersOnly, MeetupClosed, CheckInNotOpen.
        """

        def work(tx: Connection) -> Attendance:
            before = self._list(tx, actor, meetup_id, lock=True)
            arrivals.save_walk_ins(tx, meetup_id, max(0, before.without_account + change))
            return _attendance(tx, before.meetup)

        return await self.db.write(work)

    async def join(self, actor: Actor, meetup_id: int) -> Arrived:
        """Say that one was there before one had an account; the organiser confirms who it was.

        Raises:
            MeetupNotFound, MeetupClosed, CheckInNotOpen, NobodyToJoin: nobody was counted without an account.
        """

        def work(tx: Connection) -> Arrived:
            meetup = meetups.load(tx, meetup_id, actor.community_id, lock=True)
            rules.require_correctable(meetup, self.clock())
            if checkins.is_present(tx, meetup_id, actor.user_id):
                return Arrived.ALREADY
            if not arrivals.walk_ins_at(tx, meetup_id):
                raise rules.NobodyToJoin
            arrival = Arrival(user_id=actor.user_id, method=Method.JOINED, said_at=self.clock())
            arrivals.add(tx, meetup_id, arrival)
            return Arrived.TO_CONFIRM

        return await self.db.write(work)

    async def is_present(self, actor: Actor, meetup_id: int) -> bool:
        """Whether the actor is checked in, so that nobody types a code for nothing.

        Raises:
            MeetupNotFound, MeetupClosed, CheckInNotOpen.
        """

        def work(tx: Connection) -> bool:
            meetup = meetups.load(tx, meetup_id, actor.community_id)
            rules.require_open(meetup, self.clock())
            return actor.user_id in _attendance(tx, meetup).present

        return await self.db.read(work)

    async def present_at(self, meetup_id: int) -> frozenset[int]:
        """Who was at a meetup."""
        rows = await self.db.read(lambda tx: checkins.of_meetup(tx, meetup_id))
        return frozenset(row.user_id for row in rows)

    def _list(self, tx: Connection, actor: Actor, meetup_id: int, *, lock: bool = False) -> Attendance:
        meetup = meetups.load(tx, meetup_id, actor.community_id, lock=lock)
        rights.require_editor(actor, meetup, communities.load(tx, actor.community_id))
        rules.require_correctable(meetup, self.clock())
        return _attendance(tx, meetup)

    def _add(self, tx: Connection, meetup: Meetup, user_id: int, method: Method, by_id: int) -> None:
        row = CheckIn(user_id=user_id, method=method, by_id=by_id, checked_in_at=self.clock())
        checkins.add(tx, meetup.id, row)
        arrivals.remove(tx, meetup.id, user_id)
        if method is Method.JOINED:
            arrivals.save_walk_ins(tx, meetup.id, max(0, arrivals.walk_ins_at(tx, meetup.id) - 1))
        self._follow(tx, meetup)

    def _follow(self, tx: Connection, meetup: Meetup) -> None:
        """The card says how many came once it is over; until then tables are kept up with who is there."""
        now = self.clock()
        if meetup.phase(now) is Phase.OVER:
            agenda.card(tx, meetup.id, now)
        elif icebreakers.is_running(tx, meetup.id):
            agenda.somebody_came(tx, meetup.id, now)


def _attendance(tx: Connection, meetup: Meetup) -> Attendance:
    return Attendance(
        meetup,
        rosters.load(tx, meetup),
        checkins.of_meetup(tx, meetup.id),
        arrivals.of_meetup(tx, meetup.id),
        arrivals.walk_ins_at(tx, meetup.id),
        arrivals.reasons(tx, meetup.id),
    )


def _judged(tx: Connection, meetup: Meetup, user_id: int, typed: str, now: datetime) -> Refusal | None:
    """Why a code is not taken; a wrong one is counted."""
    made = arrivals.tries_of(tx, meetup.id, user_id) or rules.Tries(0, now)
    until = made.locked_until(now)
    if until is not None:
        return rules.TooManyTries(until)
    if rules.matches(meetup.check_in_secret, typed, now):
        return None
    made = made.one_more(now)
    arrivals.save_tries(tx, meetup.id, user_id, made)
    until = made.locked_until(now)
    return rules.CodeWrong() if until is None else rules.TooManyTries(until)
