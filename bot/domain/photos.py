"""Photos and thanks after a meetup: who may add photos, which files are photos, which numbers may be told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import count as counting
from typing import TYPE_CHECKING

from bot.domain.errors import Refusal
from bot.domain.meetups import MeetupClosed, Phase
from bot.domain.profiles import PhotoConsent

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from datetime import datetime

    from bot.domain.communities import Community
    from bot.domain.meetups import Meetup

MOST_PHOTOS = 10
LARGEST_PHOTO = 25 * 1024 * 1024
THANKS_AFTER = timedelta(hours=72)
"""How long after the end the thank-you with the numbers follows."""


FEWEST_IN_COLLAGE, MOST_IN_COLLAGE = 2, 9
_ALIKE = 4
"""Of 64 bits, so many may differ between two copies of one picture."""

FEWEST_COUNTED = 5
"""No number about fewer people than that is told: it would point at somebody."""


class NotThere(Refusal):
    """Photos are for those who were at the meetup."""


class ThreadNotOpen(Refusal):
    """There is no thread to put photos in yet."""


class NoPhotos(Refusal):
    """The message holds no photos that a member added here."""


class AlbumOver(Refusal):
    """The album was deleted on the date the community set, or nothing was ever kept."""


class AlbumEmpty(Refusal):
    """No photo of that meetup is kept."""


@dataclass(eq=False)
class TakenDownBefore(Refusal):
    """A photo that somebody had taken down before."""

    filename: str


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One photo of what a member added at once; ``key`` leads to the file kept for the album, if one was.

    ``position`` counts from 1, ``size`` is the kept file's in bytes, ``digest`` what it looks like.
    """

    position: int
    width: int
    height: int
    digest: str
    key: str | None = None
    size: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What one member added at once, in one message; ``is_by_hand``: as an ordinary message of their own."""

    id: int
    meetup_id: int
    user_id: int
    caption: str = ""
    count: int
    message_id: int | None = None
    is_by_hand: bool = False
    for_recap: bool = False
    likes: int = 0
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """What a member allows about photos of one meetup; None is nothing said. Silence is no yes."""

    usual: PhotoConsent | None = None
    """For every meetup."""
    here: PhotoConsent | None = None
    """For this one."""
    is_named: bool = False
    """Whether who uploads may read their name, unless they said yes."""

    @property
    def holds(self) -> PhotoConsent:
        """What counts."""
        return self.here or self.usual or PhotoConsent.ASK


def looks_like(one: str, other: str) -> bool:
    """Whether two digests are of one picture, even if made smaller or encoded again."""
    return (int(one, 16) ^ int(other, 16)).bit_count() <= _ALIKE


def chosen(entries: Iterable[Entry], unwilling: Collection[int]) -> list[Picture]:
    """The photos of a collage: the best liked whose owners agreed, from many people, no two alike.

    Everybody's best comes before anybody's second. ``unwilling`` are those who said no to photos: none of
    theirs is shown. Fewer than two photos are no collage: then the list is empty.
    """
    ranked = sorted(entries, key=lambda entry: (-entry.likes, entry.id))
    willing = [entry for entry in ranked if entry.for_recap and entry.user_id not in unwilling]
    turns: dict[int, Iterator[int]] = {}
    queue = [
        (next(turns.setdefault(entry.user_id, counting())), place, picture)
        for place, entry in enumerate(willing)
        for picture in entry.pictures
        if picture.key is not None
    ]
    picked: list[Picture] = []
    for _, _, picture in sorted(queue, key=lambda waiting: waiting[:2]):
        if not any(looks_like(picture.digest, other.digest) for other in picked):
            picked.append(picture)
    return picked[:MOST_IN_COLLAGE] if len(picked) >= FEWEST_IN_COLLAGE else []


def opens_at(ends_at: datetime, community: Community) -> datetime:
    """When the photo thread of a meetup that ends then opens."""
    return ends_at + timedelta(minutes=community.photo_minutes)


def album_ends_at(ends_at: datetime, community: Community) -> datetime:
    """When the files kept of a meetup that ended then are deleted: after the recap, which needs them."""
    return ends_at + max(timedelta(days=community.album_days), THANKS_AFTER + timedelta(days=1))


def tellable(count: int) -> int | None:
    """A number about people as it may be told in public: None where it is too small."""
    return count if count >= FEWEST_COUNTED else None


def require_open(meetup: Meetup, now: datetime) -> None:
    """Raises MeetupClosed unless the meetup has begun."""
    phase = meetup.phase(now)
    if phase not in {Phase.RUNNING, Phase.OVER}:
        raise MeetupClosed(phase)
