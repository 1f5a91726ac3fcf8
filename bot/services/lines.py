"""Works on one thing that wait for one another are done together, in the order of their arrival."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar
from weakref import WeakValueDictionary

AT_ONCE = 100
"""Works that are done together at most: bounds how long the first of them waits for the last."""

_Work = TypeVar("_Work")
_Outcome = TypeVar("_Outcome")
Together = Callable[[Sequence[_Work]], Awaitable[Sequence[_Outcome | Exception]]]
"""Does several works at once; returns what comes of each, in their order; an exception is raised again."""


@dataclass(eq=False)
class _Place(Generic[_Work, _Outcome]):
    """One work in a line, and what came of it."""

    work: _Work
    outcome: _Outcome | Exception | None = None


@dataclass(eq=False)
class _Line(Generic[_Work, _Outcome]):
    """Where the works on one thing wait."""

    places: list[_Place[_Work, _Outcome]] = field(default_factory=list)
    ended: asyncio.Event | None = None
    """While somebody works: what wakes all others at once, so that what they do next may be shared too."""


class Lines(Generic[_Work, _Outcome]):
    """A line for each thing that is worked on; a key names the thing. No outcome is None."""

    def __init__(self) -> None:
        self._lines: WeakValueDictionary[Hashable, _Line[_Work, _Outcome]] = WeakValueDictionary()

    async def join(self, key: Hashable, work: _Work, together: Together[_Work, _Outcome]) -> _Outcome:
        """Wait in line; whoever finds nobody at work does what waits by then, with ``together``.

        Returns what came of ``work``, or raises it.
        """
        line = self._lines.setdefault(key, _Line())
        mine: _Place[_Work, _Outcome] = _Place(work)
        line.places.append(mine)
        while mine.outcome is None:
            if line.ended is not None:
                await line.ended.wait()
            else:
                await self._serve(line, together)
        if isinstance(mine.outcome, Exception):
            raise mine.outcome
        return mine.outcome

    async def _serve(self, line: _Line[_Work, _Outcome], together: Together[_Work, _Outcome]) -> None:
        line.ended = ended = asyncio.Event()
        batch = line.places[:AT_ONCE]
        del line.places[:AT_ONCE]
        outcomes: Sequence[_Outcome | Exception]
        try:
            outcomes = await together([place.work for place in batch])
        except asyncio.CancelledError:
            # whoever works for the others went away: the next one does, and the same again changes nothing
            line.places[:0] = batch
            raise
        except Exception as error:  # noqa: BLE001 - raised to each of them
            outcomes = [error] * len(batch)
        finally:
            line.ended = None
            ended.set()
        for place, outcome in zip(batch, outcomes, strict=True):
            place.outcome = outcome
