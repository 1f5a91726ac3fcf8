"""Photos after a meetup: who may add them, and which files are photos."""

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


class NotThere(Refusal):
    """Photos are for those who were at the meetup."""


@dataclass(eq=False)
class NotAPhoto(Refusal):
    """A file that no image reader understands, or that is too large."""

    filename: str


def require_open(meetup: Meetup, now: datetime) -> None:
    """Raises MeetupClosed unless the meetup has begun."""
    phase = meetup.phase(now)
    if phase not in {Phase.RUNNING, Phase.OVER}:
        raise MeetupClosed(phase)
