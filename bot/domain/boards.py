"""The agenda message of a community: one message that keeps itself current, or stays away once it is lost."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.domain.listings import next_midnight

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

GATHERED = timedelta(seconds=15)
"""How long changes are gathered before the message is edited: Discord slows down who edits old ones often."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """Where an agenda message stands; ``message_id`` is None until it was posted.

    ``asked_at`` is when somebody asked for it to be painted and nobody has begun. At ``turns_at`` a day
    begins on the community's clock: "tomorrow" is today then. ``lost_at`` is since when Discord does not let
    the bot keep it: it is left alone until a moderator says otherwise.
    """

    community_id: int
    channel_id: int
    message_id: int | None = None
    asked_at: datetime | None = None
    turns_at: datetime | None = None
    lost_at: datetime | None = None

    @property
    def may_be_asked(self) -> bool:
        """Whether a change has to ask for it to be painted: not twice, and not once it is lost."""
        return self.asked_at is None and self.lost_at is None


def begun(board: Board, now: datetime, zone: ZoneInfo) -> Board:
    """The board as somebody begins to paint it: what changes from here on asks again; the day is set."""
    return replace(board, asked_at=None, turns_at=next_midnight(now, zone))


def lost(board: Board, now: datetime, *, is_gone: bool) -> Board:
    """The board that Discord does not let the bot keep; ``is_gone``: its message is no longer there."""
    return replace(board, lost_at=now, asked_at=None, message_id=None if is_gone else board.message_id)
