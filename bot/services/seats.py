"""A roster between being read and being kept: its usher, the terms of the hour, and those to be told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Self

from sqlalchemy import Connection

from bot.domain import seating, turnout
from bot.domain.communities import Community
from bot.domain.meetups import Meetup
from bot.domain.offers import terms_at
from bot.domain.rosters import Answer, Handing
from bot.domain.ushers import Usher
from bot.services import agenda, mirroring
from bot.storage import checkins, first_calls
from bot.storage import rosters as roster_rows

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from bot.domain.rights import Actor
    from bot.domain.rosters import Change, Party, Terms


@dataclass(frozen=True, slots=True)
class Desk:
    """Where the answers to one meetup are decided, inside a transaction and under the meetup's lock."""

    tx: Connection
    meetup: Meetup
    community: Community
    usher: Usher
    now: datetime
    first_calls: set[int]
    """For whom a seat waits because they voted for the date."""

    @classmethod
    def open(
        cls,
        tx: Connection,
        meetup: Meetup,
        community: Community,
        now: datetime,
        known: tuple[int, Usher] | None = None,
    ) -> Self:
        """A desk under the terms of ``now``; ``known`` is a version and its usher, used if it is the newest.

        Raises:
            CapacityBelowSeated: more people have seats than there would be.
        """
        if known is not None and known[0] == roster_rows.version(tx, meetup.id):
            usher = known[1]
        else:
            usher = Usher(roster_rows.load(tx, meetup))
        called = first_calls.holders(tx, meetup.id, now)
        plan = meetup.plan
        usher.begin(
            _with_seats_for(len(called), terms_at(meetup, community, now), plan.capacity),
            now,
            capacity=plan.capacity,
            guest_limit=plan.seating.guest_limit,
        )
        return cls(tx, meetup, community, usher, now, called)

    def answer(
        self, actor: Actor, answer: Answer, *, guests: int | None = None, by_id: int | None = None
    ) -> None:
        """A member's answer, or that of an organiser for them, who may pass over closing time and role.

        Raises:
            RoleNeeded, AnswersClosed, TooManyGuests, GuestsDoNotFit.
        """
        party, rules = self.usher.party_of(actor.user_id), self.meetup.plan.seating
        if by_id is None:
            seating.require_entry(rules, party, answer, guests=guests, role_ids=actor.role_ids, now=self.now)
        starts_at, _ = self.meetup.span
        if answer is Answer.DECLINED and actor.user_id in self.first_calls:
            self.first_calls.remove(actor.user_id)
            first_calls.release(self.tx, self.meetup.id, actor.user_id)
            agenda.settle(self.tx, self.meetup.id, self.now, self.now)
        self.usher.answer(
            actor.user_id,
            answer,
            self.now,
            guests=guests,
            is_favoured=self._is_favoured(actor),
            is_late=self.now >= starts_at - self.community.late_within,
            by_id=by_id,
        )

    def _is_favoured(self, actor: Actor) -> bool:
        """Whether the member may take a kept seat: asked when they answer, and kept with their answer."""
        rules = self.meetup.plan.seating
        if actor.user_id in self.first_calls:
            return True
        if not rules.kept_seats:
            return False
        if rules.kept_role_id is not None:
            return rules.kept_role_id in actor.role_ids
        been = checkins.been_before(self.tx, self.community.id, [actor.user_id], self.now)
        return actor.user_id not in been

    def favour_newcomers(self) -> None:
        """Seats may be kept for newcomers since those who wait answered: they need not ask again.

        Whether a member has a role only Discord knows; it says so with their next press.
        """
        rules = self.meetup.plan.seating
        if not rules.kept_at(self.now) or rules.kept_role_id is not None:
            return
        waiting = [party.user_id for party in self.usher.roster.waiting]
        been = checkins.been_before(self.tx, self.community.id, waiting, self.now)
        self.usher.favour(user_id for user_id in waiting if user_id not in been)

    def keep(self, pressed: Collection[int] = ()) -> int | None:
        """Keep what was decided and tell those it concerns; ``pressed`` know already what came of it.

        Returns the roster's new version, or None if nothing changed.
        """
        changed, meetup_id = self.usher.take_changes(), self.meetup.id
        if not changed:
            return None
        roster_rows.write(self.tx, meetup_id, changed)
        if any(_has_seat(change.before) != _has_seat(change.after) for change in changed):
            mirroring.seats_moved(self.tx, meetup_id, self.community, self.now)
        for change in changed:
            if change.is_offered and change.after and change.after.offered_until:
                agenda.offer(self.tx, meetup_id, change.user_id, change.after.offered_until, self.now)
        self._tell([change for change in changed if change.user_id not in pressed])
        freed = sum(change.before.holds for change in changed if change.before)
        taken = sum(change.after.holds for change in changed if change.after)
        if self.usher.handing is Handing.OPEN and freed > taken and self.usher.is_anybody_waiting:
            agenda.tell(self.tx, agenda.SEAT_OPEN, meetup_id, self.now)
        self.count()
        return roster_rows.version(self.tx, meetup_id)

    def count(self) -> None:
        """After the hour at which too few came: enough may come by now."""
        if turnout.is_due(self.meetup, self.now) and turnout.is_enough(self.meetup, self.usher.roster.taken):
            agenda.turnout(self.tx, self.meetup.id, self.now)

    def _tell(self, changed: Sequence[Change]) -> None:
        """Tell those for whom something changed without their doing."""
        promoted = [change.user_id for change in changed if change.is_promoted]
        if promoted and self.usher.handing is Handing.PICKED:
            is_first = self.meetup.plan.seating.picked_at is None
            payload = {"user_ids": promoted, "is_first": is_first}
            agenda.tell(self.tx, agenda.CHOSEN, self.meetup.id, self.now, **payload)
        else:
            for user_id in promoted:
                agenda.tell(self.tx, agenda.PROMOTED, self.meetup.id, self.now, user_id=user_id)
        for change in changed:
            if change.is_lapsed:
                agenda.tell(self.tx, agenda.OFFER_OVER, self.meetup.id, self.now, user_id=change.user_id)


def _has_seat(party: Party | None) -> bool:
    return party is not None and party.has_seat


def _with_seats_for(called: int, terms: Terms, capacity: int | None) -> Terms:
    """The terms with a seat kept for each of so many who voted for the date and have first call."""
    if not called or capacity is None:
        return terms
    return replace(terms, kept=min(capacity, terms.kept + called))


def settle(tx: Connection, meetup: Meetup, community: Community, now: datetime) -> None:
    """Let the seats follow the meetup's plan and the hour: after an edit, or when an offer has ended.

    Raises:
        CapacityBelowSeated.
    """
    desk = Desk.open(tx, meetup, community, now)
    desk.favour_newcomers()
    desk.keep()
    desk.count()
