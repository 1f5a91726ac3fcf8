"""Photos and thanks after a meetup: who may add photos, which files are photos, which numbers may be told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.domain.errors import Refusal
from bot.domain.meetups import MeetupClosed, Phase

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.meetups import Meetup

MOST_PHOTOS = 10
LARGEST_PHOTO = 25 * 1024 * 1024
THANKS_AFTER = timedelta(hours=72)
"""How long after the end the thank-you with the numbers follows."""


FEWEST_COUNTED = 5
"""No number about fewer people than that is told: it would point at somebody."""


class NotThere(Refusal):
    """Photos are for those who were at the meetup."""


class ThreadNotOpen(Refusal):
    """There is no thread to put photos in yet."""


class NoPhotos(Refusal):
    """The message holds no photos that a member added here."""


class AgreementMissing(Refusal):
    """Nobody said that those pictured agree."""


@dataclass(eq=False)
class NotAPhoto(Refusal):
    """A file that no image reader understands, or that weighs too much."""

    filename: str


@dataclass(eq=False)
class TooManyPixels(Refusal):
    """A picture that would need too much memory, ``limit`` being in millions of pixels."""

    filename: str
    limit: int


def tellable(count: int) -> int | None:
    """A number about people as it may be told in public: None where it is too small."""
    return count if count >= FEWEST_COUNTED else None


def require_open(meetup: Meetup, now: datetime) -> None:
    """Raises MeetupClosed unless the meetup has begun."""
    phase = meetup.phase(now)
    if phase not in {Phase.RUNNING, Phase.OVER}:
        raise MeetupClosed(phase)
