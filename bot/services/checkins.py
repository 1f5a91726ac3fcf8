"""Use cases about check-in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.clock import Clock
from bot.domain import checkins as rules
from bot.domain import rights
from bot.domain.checkins import CheckIn, Method
from bot.domain.meetups import Meetup, Phase
from bot.domain.rosters import Roster
from bot.services import agenda
from bot.storage import checkins, communities, icebreakers, meetups, rosters
from bot.storage.database import Database

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from bot.domain.rights import Actor


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who was expected at a meetup and who is there."""

    meetup: Meetup
    roster: Roster
    check_ins: tuple[CheckIn, ...]

    @property
    def present(self) -> frozenset[int]:
        return frozenset(c.user_id for c in self.check_ins)

    @property
    def listed(self) -> tuple[int, ...]:
        """Those with a seat in order of arrival, then who came besides."""
        seated = dict.fromkeys(p.user_id for p in self.roster.seated)
        return tuple(seated | dict.fromkeys(c.user_id for c in self.check_ins))

    @property
    def walk_ins(self) -> int:
        """How many came who had no seat."""
        return len(self.present - {p.user_id for p in self.roster.seated})

    def check_in_of(self, user_id: int) -> CheckIn | None:
        return next((c for c in self.check_ins if c.user_id == user_id), None)


@dataclass(frozen=True, slots=True)
class CheckInService:
    """Notes who is there: an organiser's taps, and the code at the table."""

    db: Database
    clock: Clock

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
            for user_id in dict.fromkeys(user_ids):
                if user_id not in before.present:
                    self._add(tx, before.meetup, user_id, Method.ORGANISER, actor.user_id)
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

    async def by_code(self, actor: Actor, meetup_id: int, typed: str) -> bool:
        """Check the actor in by the words on the table; False when they were checked in before.

        Raises:
            MeetupNotFound, MeetupClosed, CheckInNotOpen, CodeWrong.
        """

        def work(tx: Connection) -> bool:
            now = self.clock()
            meetup = meetups.load(tx, meetup_id, actor.community_id, lock=True)
            rules.require_open(meetup, now)
            if not rules.matches(meetup.check_in_secret, typed, now):
                raise rules.CodeWrong
            if actor.user_id in _attendance(tx, meetup).present:
                return False
            self._add(tx, meetup, actor.user_id, Method.CODE, actor.user_id)
            return True

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
        self._follow(tx, meetup)

    def _follow(self, tx: Connection, meetup: Meetup) -> None:
        """The card says how many came once it is over; until then tables are kept up with who is there."""
        now = self.clock()
        if meetup.phase(now) is Phase.OVER:
            agenda.card(tx, meetup.id, now)
        elif icebreakers.is_running(tx, meetup.id):
            agenda.somebody_came(tx, meetup.id, now)


def _attendance(tx: Connection, meetup: Meetup) -> Attendance:
    return Attendance(meetup, rosters.load(tx, meetup), checkins.of_meetup(tx, meetup.id))
