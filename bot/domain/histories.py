"""What became of a meetup, step by step: who changed what, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain.differences import changes
from bot.domain.meetups import Meetup, Plan, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One step in a meetup's life, by a member or (``by_id`` None) by itself.

    ``state`` is the state after it, ``reason`` what was said for it.
    """

    meetup_id: int
    by_id: int | None
    changed_at: datetime
    state: State
    reason: str
    before: Plan
    after: Plan
    was: State

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of the plan's fields that differ."""
        return changes(self.before, self.after)


def noted(before: Meetup, after: Meetup, by_id: int | None, now: datetime) -> Change | None:
    """The step from one meetup to the next; None if nothing of note differs."""
    if before.state is after.state and before.plan == after.plan:
        return None
    return Change(
        meetup_id=after.id,
        by_id=by_id,
        changed_at=now,
        state=after.state,
        reason=after.reason if after.state is not before.state else "",
        before=before.plan,
        after=after.plan,
        was=before.state,
    )
