"""Decides which times of day a written time may mean: am or pm, by the words around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.moments.context import Context, ImpossibleError
from bot.domain.moments.facts import AFTERNOON, EVENING, MIDDAY, MORNING, NIGHT, Facts
from bot.domain.moments.refusals import Reason

if TYPE_CHECKING:
    from collections.abc import Callable

_NOON, _DAY, _HOUR = 720, 1440, 60

Time = tuple[int, int]
"""Minute of the day and days to add to the day named (a night goes on after midnight)."""


def times(facts: Facts, context: Context) -> list[Time]:
    """What the clock facts may mean, the likelier first; empty without any.

    Raises:
        ImpossibleError: if the words contradict one another ("15 am").
    """
    if "minute" not in facts:
        return []
    minute = facts["minute"]
    if minute > _DAY:
        raise _refuse()
    if "half" in facts:
        return _by_half(minute, facts["half"], facts.get("part"))
    if "midnight" in facts:
        return _midnights(facts)
    if "part" in facts:
        return _by_part(minute, facts)
    if is_sure(facts, context) or not _HOUR <= minute < _NOON:
        return [(minute, 0)]
    return [(minute, 0), (minute + _NOON, 0)]


def _by_part(minute: int, facts: Facts) -> list[Time]:
    if facts.get("sure") == 1 and not _fits(minute, facts["part"]):
        raise _refuse()
    return _BY_PART[facts["part"]](minute, facts)


def is_sure(facts: Facts, context: Context) -> bool:
    """Whether the time was written on the 24-hour clock."""
    sure = facts.get("sure", 0)
    return sure == 1 or (sure == 2 and context.clock_24)  # noqa: PLR2004


def _refuse() -> ImpossibleError:
    return ImpossibleError(Reason.NO_SUCH_TIME, "clock")


def _by_half(minute: int, half: int, part: int | None) -> list[Time]:
    if minute >= _NOON + _HOUR:
        if half == 0 or minute >= _DAY:
            raise _refuse()
        return [(minute, 0)]
    if minute < _HOUR and half:
        raise _refuse()
    result = minute % _NOON + half * _HOUR
    if part is not None and not _fits(result, part):
        raise _refuse()
    return [(result, 0)]


_FITTING = {
    MORNING: (0, 12),
    AFTERNOON: (12, 20),
    EVENING: (15, 24),
    NIGHT: (17, 29),
    MIDDAY: (11, 15),
}


def _fits(minute: int, part: int) -> bool:
    low, high = _FITTING[part]
    return low * _HOUR <= minute < high * _HOUR or low * _HOUR <= minute + _DAY < high * _HOUR


def _midnights(facts: Facts) -> list[Time]:
    if facts.get("part") in {MORNING, AFTERNOON, MIDDAY}:
        raise _refuse()
    if facts.get("part") or facts.get("ahead") == 0:
        return [(0, 1)]
    if "weekday" in facts and "month" not in facts:
        return [(0, 1), (0, 0)]
    if facts.keys() & {"day", "ahead", "ahead_months"}:
        return [(0, 0), (0, 1)]
    return [(0, 0)]


def _morning(minute: int, _facts: Facts) -> list[Time]:
    if minute >= _NOON:
        raise _refuse()
    return [(minute, 0)]


def _afternoon(minute: int, _facts: Facts) -> list[Time]:
    if _NOON <= minute < 20 * _HOUR:
        return [(minute, 0)]
    if _HOUR <= minute < 10 * _HOUR:
        return [(minute + _NOON, 0)]
    raise _refuse()


def _evening(minute: int, _facts: Facts) -> list[Time]:
    if 16 * _HOUR <= minute < _DAY:
        return [(minute, 0)]
    if 4 * _HOUR <= minute < _NOON:
        return [(minute + _NOON, 0)]
    if minute < _HOUR:
        return [(minute, 1)]
    raise _refuse()


def _night(minute: int, facts: Facts) -> list[Time]:
    after = 1 if facts.get("ahead") == 0 else 0
    early = (
        [(minute, 1), (minute, 0)]
        if facts.keys() & {"weekday", "day", "ahead"} and not after
        else [(minute, after)]
    )
    if 18 * _HOUR <= minute < _DAY:
        return [(minute, 0)]
    if 6 * _HOUR <= minute < _NOON:
        return [(minute + _NOON, 0)]
    if 5 * _HOUR <= minute < 6 * _HOUR:
        return [(minute + _NOON, 0), *early]
    if minute < 5 * _HOUR:
        return early
    if _NOON <= minute < _NOON + _HOUR:
        return [(minute - _NOON, 1)]
    raise _refuse()


def _midday(minute: int, _facts: Facts) -> list[Time]:
    if 11 * _HOUR <= minute < 15 * _HOUR:
        return [(minute, 0)]
    if _HOUR <= minute < 3 * _HOUR:
        return [(minute + _NOON, 0)]
    raise _refuse()


_BY_PART: dict[int, Callable[[int, Facts], list[Time]]] = {
    MORNING: _morning,
    AFTERNOON: _afternoon,
    EVENING: _evening,
    NIGHT: _night,
    MIDDAY: _midday,
}
