"""Check-in: proof that somebody was there, by an organiser's tap or by the code at the table.

The code is four words that change every ten minutes. It is a truncated HMAC of the meetup's own secret over
the number of the window (the construction of RFC 6238), so nothing about it is stored and no window can be
guessed from another.
"""

from __future__ import annotations

import hashlib
import hmac
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.domain.errors import Refusal
from bot.domain.meetups import MeetupClosed, Phase, State
from bot.domain.words import WORDS

if TYPE_CHECKING:
    from bot.domain.meetups import Meetup

OPENS_BEFORE = timedelta(minutes=30)
STAYS_OPEN_FOR = timedelta(hours=12)
CORRECTABLE_FOR = timedelta(days=14)
"""How long after the end an organiser may still mend the list; members' own check-in closes before that."""
WINDOW = timedelta(minutes=10)
WORDS_IN_A_CODE = 4
MOST_TRIES = 5
TRIES_WITHIN = timedelta(minutes=10)
"""Five wrong codes of 256^4 in ten minutes: whoever guesses needs some ten thousand years for one evening."""
NOTE_AFTER = timedelta(hours=24)
"""How long after the end those who were missed are asked how they are."""


class Method(StrEnum):
    """Who vouched for a presence."""

    ORGANISER = "organiser"
    CODE = "code"
    JOINED = "joined"
    """The member, who had no account then, and the organiser who remembers them."""


class Arrived(StrEnum):
    """What came of somebody's word that they are there."""

    IN = "in"
    ALREADY = "already"
    TO_CONFIRM = "to_confirm"


class Reason(StrEnum):
    """Why somebody with a seat did not come: one tap, and nobody asks further."""

    ILL = "ill"
    BUSY = "busy"
    TRANSPORT = "transport"
    FORGOT = "forgot"
    SHY = "shy"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckIn:
    """One person was at one meetup; ``by_id`` tapped or typed it."""

    user_id: int
    method: Method
    by_id: int
    checked_in_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """Somebody says that they are, or were, there; the organiser has yet to confirm it."""

    user_id: int
    method: Method
    said_at: datetime


@dataclass(frozen=True, slots=True)
class Tries:
    """How many wrong codes somebody typed since an instant."""

    count: int
    since: datetime

    def one_more(self, now: datetime) -> Tries:
        """The same after another wrong code; what was long ago is forgotten."""
        if now - self.since >= TRIES_WITHIN:
            return Tries(1, now)
        return Tries(self.count + 1, self.since)

    def locked_until(self, now: datetime) -> datetime | None:
        """Until when no code is looked at, or None if one may be typed."""
        until = self.since + TRIES_WITHIN
        return until if self.count >= MOST_TRIES and now < until else None


@dataclass(eq=False)
class TooManyTries(Refusal):
    """Wrong codes have been typed so often that none is looked at before ``until``."""

    until: datetime


class NobodyToJoin(Refusal):
    """Nobody was counted without an account who could have been this member."""


class WasNotMissed(Refusal):
    """Only who had a seat and did not come is asked why."""


@dataclass(eq=False)
class CheckInNotOpen(Refusal):
    """Too early or too late: check-in runs from ``opens_at`` to ``closes_at``."""

    opens_at: datetime
    closes_at: datetime


class CodeWrong(Refusal):
    """The words are not, or no longer, those on the table."""


def is_open(meetup: Meetup, now: datetime) -> bool:
    """Whether people can check in at ``now``: from 30 minutes before the start to 12 hours after the end."""
    try:
        require_open(meetup, now)
    except (MeetupClosed, CheckInNotOpen):
        return False
    return True


def require_open(meetup: Meetup, now: datetime) -> None:
    """Raises unless people can check in at ``now``.

    Raises:
        MeetupClosed: it is no scheduled meetup.
        CheckInNotOpen: more than 30 minutes before the start, or more than 12 hours after the end.
    """
    _require_within(meetup, now, STAYS_OPEN_FOR)


def require_correctable(meetup: Meetup, now: datetime) -> None:
    """Raises unless an organiser may change the list at ``now``.

    Raises:
        MeetupClosed: it is no scheduled meetup.
        CheckInNotOpen: more than 30 minutes before the start, or more than 14 days after the end.
    """
    _require_within(meetup, now, CORRECTABLE_FOR)


def _require_within(meetup: Meetup, now: datetime, after_the_end: timedelta) -> None:
    if meetup.state is not State.SCHEDULED:
        raise MeetupClosed(Phase(meetup.state))
    if not is_within(meetup.span, now, after_the_end):
        starts_at, ends_at = meetup.span
        raise CheckInNotOpen(starts_at - OPENS_BEFORE, ends_at + after_the_end)


def is_within(span: tuple[datetime, datetime], now: datetime, after_the_end: timedelta) -> bool:
    """Whether ``now`` lies between 30 minutes before the start and so long after the end."""
    starts_at, ends_at = span
    return starts_at - OPENS_BEFORE <= now <= ends_at + after_the_end


def code_at(secret: str, now: datetime, language: str) -> str:
    """The words on the table at ``now``, in that language."""
    return " ".join(WORDS[language][n] for n in _numbers(secret, _window(now)))


def changes_at(now: datetime) -> datetime:
    """When the next words come; those of ``now`` are taken for ten minutes more."""
    return datetime.fromtimestamp((_window(now) + 1) * WINDOW.total_seconds(), tz=UTC)


def matches(secret: str, typed: str, now: datetime) -> bool:
    """Whether somebody typed the code of this window or of the one before, in any language.

    Case, accents and separators do not count: people type on phones, in the dark.
    """
    words = _plain(typed)
    window = _window(now)
    found = False
    for language in WORDS.values():
        for number in (window, window - 1):
            code = _plain(" ".join(language[n] for n in _numbers(secret, number)))
            found |= hmac.compare_digest(words.encode(), code.encode())
    return found


def _numbers(secret: str, window: int) -> list[int]:
    digest = hmac.new(secret.encode(), window.to_bytes(8, "big"), hashlib.sha256).digest()
    return list(digest[:WORDS_IN_A_CODE])


def _window(now: datetime) -> int:
    return int(now.timestamp() // WINDOW.total_seconds())


def _plain(text: str) -> str:
    bare = "".join(
        c if c.isalpha() else " "
        for c in unicodedata.normalize("NFKD", text.casefold())
        if not unicodedata.combining(c)
    )
    return " ".join(bare.split())
