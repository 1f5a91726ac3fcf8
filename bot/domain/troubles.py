"""Troubles: what Discord did not let the bot do in a community, until somebody mends it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Deed(StrEnum):
    """What the bot wanted to do."""

    CARD = "card"
    POLL = "poll"
    THREAD = "thread"
    NOTICE = "notice"
    PHOTOS = "photos"
    ROLE = "role"
    EVENT = "event"
    AGENDA = "agenda"
    OTHER = "other"


SERVER_WIDE = frozenset({Deed.ROLE, Deed.EVENT})
"""Deeds that no channel has to do with."""


IN_CHANNEL = frozenset({Deed.CARD, Deed.POLL, Deed.THREAD, Deed.NOTICE, Deed.PHOTOS})
"""Deeds that a channel takes or refuses; the agenda is put up again by itself."""


class Lack(StrEnum):
    """What was in its way."""

    PERMISSION = "permission"
    """Its role, or the channel, does not allow it."""
    ACCESS = "access"
    """It does not see the channel, or is no longer in the server."""
    GONE = "gone"
    """The channel, the role, or what it was about, was deleted."""
    FULL = "full"
    """The server has as many of these as Discord allows."""
    UNFIT = "unfit"
    """The role may moderate by now."""
    LOCKED = "locked"
    """The thread was locked, or archived so that the bot may not open it again."""
    TAG = "tag"
    """The forum wants a tag on each post, and has none that members may set."""


LOST = frozenset({Lack.ACCESS, Lack.GONE})
"""With these nothing at all works in a channel."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """One thing that does not work in a community; the same in the same channel is one trouble.

    Whatever is met in a channel that is lost is one trouble, too.

    ``meetup_id`` is the meetup that met it first, 0 if none did; ``channel_id`` is 0 where no channel has to
    do with it.
    """

    community_id: int
    deed: Deed
    lack: Lack
    channel_id: int
    meetup_id: int
    since: datetime
