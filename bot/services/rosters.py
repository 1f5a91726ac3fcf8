"""Use cases about answers: going, maybe, can't."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

from bot.clock import Clock
from bot.domain.errors import Refusal
from bot.domain.meetups import Phase, require_phase
from bot.domain.rights import Actor
from bot.domain.rosters import Answer, Roster
from bot.services import agenda
from bot.services.consequences import save_roster
from bot.storage import meetups
from bot.storage import rosters as roster_rows
from bot.storage.database import Database

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from bot.domain.meetups import Meetup

AT_ONCE = 100
"""Answers that are decided together at most: bounds how long the first of them waits for the last."""


@dataclass(eq=False)
class _Press:
    """One member's answer, and what came of it."""

    actor: Actor
    answer: Answer
    outcome: Roster | Exception | None = None


@dataclass(eq=False)
class _Line:
    """Where the answers to one meetup wait for one another."""

    presses: list[_Press] = field(default_factory=list)
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)


@dataclass(frozen=True, slots=True)
class RosterService:
    """Takes members' answers; those to one meetup that wait together are decided together, first come first.

    A database that lets transactions race for a row would else seat whoever's connection was quicker.
    """

    db: Database
    clock: Clock
    _lines: WeakValueDictionary[tuple[int, int], _Line] = field(
        default_factory=WeakValueDictionary, init=False, repr=False, compare=False
    )

    async def answer(self, actor: Actor, meetup_id: int, answer: Answer) -> Roster:
        """Keep the actor's answer, give freed seats to those who wait, and tell them.

        Returns the roster after all that was decided with it.

        Raises:
            MeetupNotFound, MeetupClosed.
        """
        press = _Press(actor, answer)
        line = self._lines.setdefault((actor.community_id, meetup_id), _Line())
        line.presses.append(press)
        async with line.turn:
            while press.outcome is None:
                await self._decide(meetup_id, line)
        if isinstance(press.outcome, Exception):
            raise press.outcome
        return press.outcome

    async def _decide(self, meetup_id: int, line: _Line) -> None:
        batch = line.presses[:AT_ONCE]
        del line.presses[:AT_ONCE]
        try:
            outcomes = await self.db.write(partial(self._outcomes, meetup_id=meetup_id, batch=batch))
        except asyncio.CancelledError:
            # whoever decides for the others went away: the next one does, and the same again changes nothing
            line.presses[:0] = batch
            raise
        except Exception as error:  # noqa: BLE001 - raised to each of them
            outcomes = [error] * len(batch)
        for press, outcome in zip(batch, outcomes, strict=True):
            press.outcome = outcome

    def _outcomes(
        self, tx: Connection, meetup_id: int, batch: Sequence[_Press]
    ) -> Sequence[Roster | Exception]:
        now = self.clock()
        meetup: Meetup | None = None
        before = after = Roster(None)
        refusals: dict[_Press, Refusal] = {}
        for press in batch:
            try:
                if meetup is None:
                    meetup = _open_meetup(tx, meetup_id, press.actor, now)
                    before = after = roster_rows.load(tx, meetup)
                after = after.answered(press.actor.user_id, press.answer, now)
            except Refusal as refusal:
                refusals[press] = refusal
        if meetup is not None and after is not before:
            save_roster(tx, meetup, before, after, now)
            agenda.answered(tx, meetup_id, now)
        return [refusals.get(press, after) for press in batch]


def _open_meetup(tx: Connection, meetup_id: int, actor: Actor, now: datetime) -> Meetup:
    meetup = meetups.load(tx, meetup_id, actor.community_id, lock=True)
    require_phase(meetup, now, Phase.UPCOMING, Phase.RUNNING)
    return meetup
