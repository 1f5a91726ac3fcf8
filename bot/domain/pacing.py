"""Pacing: a bucket of tokens, so that many messages to many people never leave in one burst."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta


@dataclass(eq=False)
class Bucket:
    """Holds ``size`` tokens and gets ``rate`` new ones a second; ``now`` never goes back."""

    rate: float
    size: float
    _level: float = field(init=False)
    _at: datetime | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self._level = self.size

    def take(self, now: datetime) -> timedelta:
        """Take a token and return nothing to wait for; or leave it, and return when there will be one."""
        if self._at is not None:
            gained = (now - self._at).total_seconds() * self.rate
            self._level = min(self.size, self._level + max(gained, 0.0))
        self._at = now
        if self._level >= 1:
            self._level -= 1
            return timedelta()
        return timedelta(seconds=(1 - self._level) / self.rate)
