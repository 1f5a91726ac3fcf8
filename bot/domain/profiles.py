"""A member's profile: what they tell about themselves, and what they allow. Everything starts at no."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from bot.domain.errors import Refusal
from bot.domain.texts import Field, clean

if TYPE_CHECKING:
    from collections.abc import Iterable
    from zoneinfo import ZoneInfo

MOST_INTERESTS = 10
_BETWEEN = re.compile(r"[,;\n]")

LANGUAGES = (
    *("ar", "cs", "da", "de", "el", "en", "es", "fi", "fr", "hi", "hu", "it", "ja"),
    *("ko", "nb", "nl", "pl", "pt", "ro", "ru", "sv", "tr", "uk", "vi", "zh"),
)
"""ISO 639-1 codes a member may say they speak: as many as one menu of Discord holds."""


class PhotoConsent(StrEnum):
    """What a member allows about photos that show them."""

    YES = "yes"
    ASK = "ask"
    NO = "no"


class Wish(StrEnum):
    """Something the bot only does for members who said yes to it."""

    DMS = "wants_dms"
    """Reminders and follow-ups by direct message."""
    INVITATIONS = "wants_invitations"
    """Be asked first when a meetup has room."""
    NAMED_FOR_PHOTOS = "named_for_photos"
    """Be named to who uploads photos, so that they can ask or leave the photo out."""


class DayPart(StrEnum):
    """A part of the local day; a start at the very hour belongs to the later one."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


_NOON, _SIX = 12, 18


class Slot(NamedTuple):
    """A part of a weekday (0 is Monday) on which a member is usually free."""

    weekday: int
    part: DayPart


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What one member of one community told; a member without a row has the defaults."""

    community_id: int
    user_id: int
    area: str = ""
    languages: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    offers: str = ""
    needs: str = ""
    """Access and diet: for organisers of the member's own meetups only."""
    availability: frozenset[Slot] = frozenset()
    photo_consent: PhotoConsent | None = None
    """None while they were not asked yet; see ``photos``."""
    named_for_photos: bool = False
    wants_dms: bool = False
    own_lead: timedelta | None = None
    """How long before a start they are reminded once more, by direct message."""
    dms_closed_at: datetime | None = None
    """When Discord refused a direct message to them; the wish for them ended with it."""
    wants_invitations: bool = False

    @property
    def photos(self) -> PhotoConsent:
        """What they allow where they said nothing else for one meetup; silence is no yes."""
        return self.photo_consent or PhotoConsent.ASK


@dataclass(eq=False)
class TooManyInterests(Refusal):
    """More interests than a profile holds."""

    most: int


def read_interests(text: str) -> tuple[str, ...]:
    """Interests as typed, with commas between them; each once, whatever its case.

    Raises:
        TooManyInterests: more than MOST_INTERESTS.
        TextTooLong: one of them is.
    """
    cleaned = (clean(part, Field.INTEREST) for part in _BETWEEN.split(text))
    interests = tuple({interest.casefold(): interest for interest in cleaned if interest}.values())
    if len(interests) > MOST_INTERESTS:
        raise TooManyInterests(MOST_INTERESTS)
    return interests


def shared_interests(one: Profile, other: Profile) -> tuple[str, ...]:
    """What both like, in the words and order of ``one``."""
    theirs = {interest.casefold() for interest in other.interests}
    return tuple(interest for interest in one.interests if interest.casefold() in theirs)


def slot_of(instant: datetime, zone: ZoneInfo) -> Slot:
    """The part of the weekday in which an instant falls, on the clocks of ``zone``."""
    local = instant.astimezone(zone)
    if local.hour < _NOON:
        return Slot(local.weekday(), DayPart.MORNING)
    return Slot(local.weekday(), DayPart.AFTERNOON if local.hour < _SIX else DayPart.EVENING)


def is_usually_free(availability: Iterable[Slot], starts_at: datetime, zone: ZoneInfo) -> bool:
    """Whether something that starts at that instant suits who is free in those slots; nothing told is no."""
    return slot_of(starts_at, zone) in frozenset(availability)
