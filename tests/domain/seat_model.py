"""The seat law in the slowest words: the roster alone, and the service over a database, are held against it.

Never over capacity, no free seat while a party that fits waits, the earliest first.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.rosters import Answer, Handing

MAYBE = Answer.MAYBE
HOUR = timedelta(hours=1)
PLENTY = 10**9


@dataclass
class Guest:
    """Somebody who wants to come: sitting, waiting, or waiting with a seat held until an hour."""

    user: int
    size: int
    is_favoured: bool
    sits: bool = False
    until: datetime | None = None
    is_picked: bool = False
    is_asked: bool = False

    @property
    def holds(self):
        return self.size if self.sits or self.until else 0


class Model:
    """The law in the slowest words: one list of guests, in which everything is counted and asked again."""

    def __init__(self, now, capacity, guest_limit):
        self.capacity, self.guest_limit = capacity, guest_limit
        self.handing, self.kept, self.now = Handing.GIVEN, 0, now
        self.line = []
        self.elsewhere = {}

    @property
    def deadline(self):
        """When an offer made now ends."""
        return self.now + 3 * HOUR

    def find(self, user):
        return next((guest for guest in self.line if guest.user == user), None)

    def free(self, *, is_favoured):
        if self.capacity is None:
            return PLENTY
        free = self.capacity - sum(guest.holds for guest in self.line)
        others = sum(guest.holds for guest in self.line if not guest.is_favoured)
        return free if is_favoured else max(0, min(free, self.capacity - self.kept - others))

    def fits(self, guest):
        return guest.size <= self.free(is_favoured=guest.is_favoured)

    def could_sit(self):
        return [guest for guest in self.line if not guest.holds and self.fits(guest)]

    def serve(self):
        if self.handing in {Handing.GIVEN, Handing.OFFERED} and self.could_sit():
            first = self.could_sit()[0]
            first.sits = self.handing is Handing.GIVEN or self.capacity is None
            first.until = None if first.sits else self.deadline
            self.serve()

    def sit_down(self, guest):
        """What a guest does who presses a button: they are there, so nobody asks them again."""
        if guest.until:
            guest.sits, guest.until = True, None
        elif not guest.sits and self.handing not in {Handing.PICKED, Handing.PAUSED} and self.fits(guest):
            guest.sits = True

    def comes(self, user, size, *, is_favoured):
        """Return whether it is allowed."""
        guest = self.find(user)
        most = min(1 + self.guest_limit, PLENTY if self.capacity is None else self.capacity)
        if size != (guest.size if guest else 0) and size > max(most, guest.size if guest else 0):
            return False
        if guest and guest.holds and size - guest.size > self.free(is_favoured=guest.is_favoured):
            return False
        if guest is None:
            self.elsewhere.pop(user, None)
            guest = Guest(user, size, is_favoured)
            self.line.append(guest)
        guest.size, guest.is_asked = size, False
        if not guest.holds:
            guest.is_favoured |= is_favoured
        self.sit_down(guest)
        self.serve()
        return True

    def wants_something_else(self, user, answer):
        self.leaves(user)
        self.elsewhere[user] = answer

    def leaves(self, user):
        self.elsewhere.pop(user, None)
        self.line = [guest for guest in self.line if guest.user != user]
        self.serve()

    def becomes(self, capacity, kept, handing):
        """Return whether it is allowed."""
        if capacity is not None and sum(guest.holds for guest in self.line) > capacity:
            return False
        self.capacity, self.kept, self.handing = capacity, kept, handing
        if handing is Handing.PAUSED:
            for guest in self.line:
                guest.until = None
        self.serve()
        return True

    def wait(self, hours):
        self.now += hours * HOUR
        for guest in [guest for guest in self.line if guest.until and guest.until <= self.now]:
            self.line.remove(guest)
            self.elsewhere[guest.user] = MAYBE
        self.serve()

    def stay_silent(self):
        """Return whose seats silence freed."""
        silent = [guest for guest in self.line if guest.sits and guest.is_asked]
        for guest in silent:
            self.line.remove(guest)
            self.elsewhere[guest.user] = MAYBE
        if silent:
            self.serve()
        return [guest.user for guest in silent]

    def choose(self):
        """Return whether it is allowed."""
        chosen = [guest for guest in self.line if guest.is_picked and not guest.holds]
        if not chosen:
            return False
        if sum(guest.size for guest in chosen) > self.free(is_favoured=True):
            return False
        for guest in chosen:
            guest.sits = True
        return True
