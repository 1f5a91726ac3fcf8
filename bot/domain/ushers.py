"""Shows people to their seats: decides one answer after another about a roster, each in constant time.

A rush brings ten thousand presses to one meetup. The usher keeps the sums that a roster would have to add up
afresh each time; between two decisions the law of ``bot.domain.rosters`` holds, so a new answer only has to
be looked at by itself, and the line only when something was freed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.parties import (
    Answer,
    CapacityBelowSeated,
    Change,
    GuestsDoNotFit,
    NoAnswer,
    NobodyPicked,
    NotWaiting,
    OfferOver,
    Party,
    TooManyGuests,
    TooManyPicked,
)
from bot.domain.rosters import Handing, Roster

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from bot.domain.rosters import Terms


_NOT_BY_ONESELF = frozenset({Handing.PICKED, Handing.PAUSED})
"""Under these terms nobody takes a seat by pressing."""


class Usher:
    """A roster while it is being decided about. What raises a refusal changes nothing."""

    def __init__(self, roster: Roster) -> None:
        self._capacity, self._guest_limit, self._terms = roster.capacity, roster.guest_limit, roster.terms
        self._parties = {party.user_id: party for party in roster.parties}
        self._waiting = {party.user_id for party in roster.waiting if party.offered_until is None}
        self._offers = {party.user_id for party in roster.offered}
        self._held = roster.held
        self._held_by_others = sum(party.holds for party in roster.parties if not party.is_favoured)
        self._last = max((party.position for party in roster.parties), default=0)
        self._before: dict[int, Party | None] = {}

    @property
    def roster(self) -> Roster:
        """What was decided so far."""
        return Roster(self._capacity, tuple(self._parties.values()), self._guest_limit, self._terms)

    @property
    def handing(self) -> Handing:
        """What becomes of a free seat now."""
        return self._terms.handing

    @property
    def is_anybody_waiting(self) -> bool:
        """Whether somebody wants to come and has neither seat nor offer."""
        return bool(self._waiting)

    def take_changes(self) -> tuple[Change, ...]:
        """What changed since the last call, each member once, in order of arrival."""
        found = [Change(before, self._parties.get(user)) for user, before in self._before.items()]
        self._before = {}
        changed = [change for change in found if change.before != change.after]
        return tuple(sorted(changed, key=lambda c: c.after.position if c.after else 0))

    def party_of(self, user_id: int) -> Party | None:
        return self._parties.get(user_id)

    def begin(self, terms: Terms, now: datetime, *, capacity: int | None, guest_limit: int) -> None:
        """Go on under the terms of ``now``: offers that ended are passed on, freed seats handed on.

        While nothing is handed on, offers are taken back: whoever had one waits again where they stood.

        Raises:
            CapacityBelowSeated: more people have seats, or are offered one, than there would be.
        """
        if capacity is not None and capacity < self._held:
            self._lapse(now)
            if capacity < self._held:
                raise CapacityBelowSeated(self._held)
        is_new = (capacity, guest_limit, terms.handing, terms.kept) != (
            self._capacity,
            self._guest_limit,
            self._terms.handing,
            self._terms.kept,
        )
        self._capacity, self._guest_limit, self._terms = capacity, guest_limit, terms
        if terms.handing is Handing.PAUSED:
            self._take_back()
        elif self._lapse(now) or is_new:
            self._hand_on()
        self._shorten()

    def answer(
        self,
        user_id: int,
        answer: Answer,
        now: datetime,
        *,
        guests: int | None = None,
        is_favoured: bool = False,
        is_late: bool = False,
        by_id: int | None = None,
    ) -> None:
        """A member's answer; who is going already keeps their place, whatever their guests.

        ``guests`` None leaves the guests of the same answer as they are. A yes to an open offer takes it.
        ``is_favoured`` counts for who waits too: seats may be kept since they answered, or be theirs by now.

        Raises:
            TooManyGuests, GuestsDoNotFit.
        """
        before = self._parties.get(user_id)
        mine = before if before and before.answer is answer else None
        wanted = guests if guests is not None else mine.guests if mine else 0
        self._require_few(wanted, mine)
        if mine is not None:
            self._say_again(self._favoured(mine) if is_favoured else mine, wanted, now)
            return
        self._arrive(
            Party(
                user_id=user_id,
                answer=answer,
                guests=wanted,
                position=self._last + 1,
                answered_at=now,
                is_favoured=is_favoured,
                is_late=is_late and before is not None and before.has_seat,
                by_id=by_id,
            )
        )

    def decline_offer(self, user_id: int) -> None:
        """Say no to the seat that is held for a member: they do not come, and the next is asked.

        Raises:
            OfferOver: none is held for them.
        """
        party = self._parties.get(user_id)
        if party is None or party.offered_until is None:
            raise OfferOver
        self._put(replace(party, answer=Answer.DECLINED, offered_until=None))
        self._hand_on()

    def favour(self, user_ids: Iterable[int]) -> None:
        """Let those of some who wait take kept seats, too; the earliest who fits by that is next."""
        for user_id in user_ids:
            party = self._parties.get(user_id)
            if party is not None:
                self._favoured(party)
        self._hand_on()

    def ask(self, user_ids: Iterable[int], now: datetime) -> None:
        """Note that those with a seat were asked whether they still come; whatever they say ends it."""
        for user_id in user_ids:
            party = self._parties.get(user_id)
            if party is not None and party.has_seat:
                self._put(replace(party, asked_at=now))

    def free_silent(self) -> list[int]:
        """Free the seats of those who were asked and said nothing; returns whose. They are a "maybe" then."""
        silent = [party for party in self._parties.values() if party.has_seat and party.asked_at is not None]
        for party in silent:
            self._put(replace(party, answer=Answer.MAYBE, has_seat=False, asked_at=None))
        if silent:
            self._hand_on()
        return [party.user_id for party in silent]

    def note(self, user_id: int, note: str) -> None:
        """Keep a word for the organisers with a member's answer.

        Raises:
            NoAnswer: there is no answer to keep it with.
        """
        party = self._parties.get(user_id)
        if party is None:
            raise NoAnswer
        self._put(replace(party, note=note, asked_at=None))

    def remove(self, user_id: int) -> None:
        """Take a member off the list altogether.

        Raises:
            NoAnswer: they are not on it.
        """
        if user_id not in self._parties:
            raise NoAnswer
        freed = self._take(user_id).holds
        if freed:
            self._hand_on()

    def pick(self, user_id: int, *, is_picked: bool) -> None:
        """Note whom the host means to choose; nobody sees it before ``choose``.

        Raises:
            NotWaiting: the member has a seat already, or does not want one.
        """
        party = self._parties.get(user_id)
        if party is None or not party.is_waiting:
            raise NotWaiting
        self._put(replace(party, is_picked=is_picked))

    def choose(self) -> None:
        """Give a seat to everybody whom the host picked.

        Raises:
            NobodyPicked: there is nobody to give one to.
            TooManyPicked: they are more than the free seats.
        """
        chosen = [p for p in self._parties.values() if p.is_picked and p.is_waiting and not p.holds]
        if not chosen:
            raise NobodyPicked
        needed = sum(party.size for party in chosen)
        free = self._free(favoured=True)
        if free is not None and needed > free:
            raise TooManyPicked(needed, free)
        for party in chosen:
            self._put(replace(party, has_seat=True))

    def _require_few(self, guests: int, mine: Party | None) -> None:
        """Raises TooManyGuests; who brought more before a lower limit keeps them."""
        most = self._guest_limit if self._capacity is None else min(self._guest_limit, self._capacity - 1)
        if not 0 <= guests <= max(most, mine.guests if mine else 0):
            raise TooManyGuests(most)

    def _arrive(self, party: Party) -> None:
        """Let a new answer stand at the end, and hand on what the old one held."""
        before = self._parties.get(party.user_id)
        self._last = party.position
        self._put(party)
        self._sit_if_it_fits(party)
        if before is not None and before.holds:
            self._hand_on()

    def _favoured(self, party: Party) -> Party:
        """The party, favoured from now on if it waits; who sits took no kept seat, and leaves it be."""
        if party.is_favoured or not party.is_waiting or party.holds:
            return party
        party = replace(party, is_favoured=True)
        self._put(party)
        return party

    def _say_again(self, party: Party, guests: int, now: datetime) -> None:
        """The same answer once more: takes an open offer, or in the last hours a free seat.

        Raises:
            GuestsDoNotFit.
        """
        if party.guests != guests:
            self._resize(party, guests, now)
        elif party.offered_until is not None:
            self._put(replace(party, has_seat=True, offered_until=None, answered_at=now))
        elif party.asked_at is not None:
            self._put(replace(party, asked_at=None))
        elif party.is_waiting:
            self._sit_if_it_fits(party)

    def _resize(self, mine: Party, guests: int, now: datetime) -> None:
        """Other guests for somebody who said the same before.

        Raises:
            GuestsDoNotFit: the party holds seats, and would need more than are free.
        """
        free = self._free(favoured=mine.is_favoured)
        if mine.holds and free is not None and guests - mine.guests > free:
            raise GuestsDoNotFit(free)
        party = replace(mine, guests=guests, asked_at=None)
        if mine.offered_until is not None:
            party = replace(party, has_seat=True, offered_until=None, answered_at=now)
        self._put(party)
        if party.is_waiting:
            self._sit_if_it_fits(party)
        elif party.holds < mine.holds:
            self._hand_on()

    def _sit_if_it_fits(self, party: Party) -> None:
        """Seat who just pressed: nobody before them in line would have fitted."""
        if party.is_waiting and self._terms.handing not in _NOT_BY_ONESELF and self._fits(party):
            self._put(replace(party, has_seat=True))

    def _hand_on(self) -> None:
        """Hand free seats to the earliest waiting parties that fit; without a limit nobody is asked."""
        if self._terms.handing not in {Handing.GIVEN, Handing.OFFERED}:
            return
        for party in self._in_line():
            free = self._free(favoured=True)
            if free is not None and free <= 0:
                return
            if self._fits(party):
                if self._terms.handing is Handing.OFFERED and free is not None:
                    self._put(replace(party, offered_until=self._terms.offer_until))
                else:
                    self._put(replace(party, has_seat=True))

    def _lapse(self, now: datetime) -> bool:
        """End the offers whose deadline has come; who did not answer is a "maybe" until they do."""
        over = [p for p in self._offered() if p.offered_until is not None and p.offered_until <= now]
        for party in over:
            self._put(replace(party, answer=Answer.MAYBE, offered_until=None))
        return bool(over)

    def _take_back(self) -> None:
        for party in self._offered():
            self._put(replace(party, offered_until=None))

    def _shorten(self) -> None:
        """Let no offer outlast the hour by which all end: the meetup may have moved to an earlier start."""
        latest = self._terms.latest
        for party in self._offered():
            if latest is not None and party.offered_until is not None and party.offered_until > latest:
                self._put(replace(party, offered_until=latest))

    def _in_line(self) -> Iterable[Party]:
        if not self._waiting:
            return []
        return [party for user, party in self._parties.items() if user in self._waiting]

    def _offered(self) -> list[Party]:
        return [self._parties[user] for user in self._offers]

    def _free(self, *, favoured: bool) -> int | None:
        """As ``Roster.free_for``, from the sums."""
        if self._capacity is None:
            return None
        free = self._capacity - self._held
        if favoured:
            return free
        return max(0, min(free, self._capacity - self._terms.kept - self._held_by_others))

    def _fits(self, party: Party) -> bool:
        free = self._free(favoured=party.is_favoured)
        return free is None or party.size <= free

    def _put(self, party: Party) -> None:
        """Let a party stand where its position says: last if it is new, else where it stood."""
        known = self._parties.get(party.user_id)
        if known is not None:
            self._count(known, -1)
            if known.position != party.position:
                self._note(party.user_id)
                del self._parties[party.user_id]
        self._note(party.user_id, known)
        self._parties[party.user_id] = party
        self._count(party, 1)

    def _take(self, user_id: int) -> Party:
        party = self._parties[user_id]
        self._note(user_id, party)
        self._count(party, -1)
        del self._parties[user_id]
        return party

    def _note(self, user_id: int, known: Party | None = None) -> None:
        """Remember how a party stood before the first change to it."""
        self._before.setdefault(user_id, known or self._parties.get(user_id))

    def _count(self, party: Party, sign: int) -> None:
        self._held += sign * party.holds
        if not party.is_favoured:
            self._held_by_others += sign * party.holds
        for users, is_in in (
            (self._waiting, party.is_waiting and party.offered_until is None),
            (self._offers, party.offered_until is not None),
        ):
            if is_in and sign > 0:
                users.add(party.user_id)
            elif is_in:
                users.discard(party.user_id)
