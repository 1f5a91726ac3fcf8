"""Phrases that name a time of day: "19h30", "quarter past six pm", "halb acht", "mezzogiorno e un quarto"."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from bot.domain.moments.facts import CLOCK, DATE, MIDDAY, PART, Facts

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.domain.moments.patterns import Grammar

_NOON, _DAY, _HOUR = 720, 1440, 60
_NEVER = 99 * _HOUR
SURE, SURE_IF_24 = 1, 2
"""Certainly on the 24-hour clock; so in languages that write hours that way."""


def _hour(hour: int, sure: int = 0) -> Facts | None:
    return Facts(minute=hour * _HOUR, sure=sure) if hour < 24 else None  # noqa: PLR2004


def _written_hour(hour: int, mark: int) -> Facts | None:
    sure = 0 if mark else SURE_IF_24
    return Facts(minute=hour * _HOUR, sure=sure)


def _written(minute: int) -> Facts:
    return Facts(minute=minute, sure=SURE_IF_24)


def _exact(minute: int) -> Facts:
    return Facts(minute=minute, sure=SURE)


def _noon(number: int = 12) -> Facts | None:
    return Facts(minute=_NOON, sure=SURE) if number == 12 else None  # noqa: PLR2004


def _midnight(number: int = 12) -> Facts | None:
    return Facts(minute=0, midnight=1, sure=SURE) if number in {0, 12} else None


def _shifted(facts: Facts | None, minutes: int) -> Facts | None:
    if facts is None or not -_HOUR < minutes < _HOUR:
        return None
    minute = facts["minute"] + minutes
    if "midnight" in facts:
        return Facts(minute=minute % _DAY, sure=SURE)
    return Facts(minute=minute % _DAY, sure=facts["sure"])


def _with_half(build: Callable[..., Facts | None]) -> Callable[..., Facts | None]:
    def built(*values: int) -> Facts | None:
        facts = build(*values[:-1])
        return None if facts is None or "midnight" in facts else facts | Facts(half=values[-1])

    return built


def _loose_hour(hour: int) -> Facts | None:
    return Facts(minute=hour * _HOUR, sure=0, loose=1) if hour < 24 else None  # noqa: PLR2004


def _run_together(minute: int) -> Facts:
    return Facts(minute=minute, sure=SURE_IF_24)


def _hours_written_out(minute: int, unit: int) -> Facts | None:
    """As in "1400hrs"."""
    return Facts(minute=minute, sure=SURE) if unit == _HOUR else None


def _hour_minutes(hour: int, minutes: int) -> Facts | None:
    return _hour_any_minutes(hour, minutes) if minutes >= 10 else None  # noqa: PLR2004


def _hour_any_minutes(hour: int, minutes: int) -> Facts | None:
    return Facts(minute=hour * _HOUR + minutes, sure=0) if hour < 24 and minutes < _HOUR else None  # noqa: PLR2004


def _hour_single_minutes(hour: int, minutes: int) -> Facts | None:
    return _hour_any_minutes(hour, minutes) if minutes < 10 else None  # noqa: PLR2004


def _hour_zero_minutes(hour: int, zero: int, minutes: int) -> Facts | None:
    return None if zero else _hour_single_minutes(hour, minutes)


def _hour_of_half(hour: int, half: int) -> Facts | None:
    """As in "Quarter past 6 pm": minutes are counted from an hour that is already an afternoon's."""
    return Facts(minute=hour % 12 * _HOUR + half * _HOUR, sure=SURE) if 1 <= hour <= 12 else None  # noqa: PLR2004


# Ways to name an hour, on which other rules build: (pattern, number of captured values, builder).
_HOURS: tuple[tuple[str, int, Callable[..., Facts | None]], ...] = (
    ("N", 1, _hour),
    ("DIGITS HMARK", 2, _written_hour),
    ("WORD hmark", 1, _hour),
    ("CLOCK", 1, _written),
    ("WORD dash? WORD", 2, _hour_minutes),
    ("N AMPM", 2, _hour_of_half),
    ("noon", 0, _noon),
    ("midnight", 0, _midnight),
)


def add_rules(grammar: Grammar) -> None:
    """Adds the rules of times of day."""

    def add(pattern: str, build: Callable[..., Facts | None], cost: int = 0) -> None:
        grammar.add(pattern, build, CLOCK, cost)
        grammar.add(f"{pattern} AMPM", _with_half(build), CLOCK, cost)

    _plain(add, grammar)
    for pattern, _, build in _HOURS:
        _before_and_after(partial(grammar.add, kind=CLOCK), pattern, build)
    for pattern, count, build in _HOURS:
        if pattern not in {"CLOCK", "WORD dash? WORD", "N AMPM"}:
            _with_minutes(add, pattern, count, build)
    _german(add)


def _plain(add: Callable[..., None], grammar: Grammar) -> None:
    add("CLOCK hmark?", _written)
    add("CLOCK0 hmark?", _exact)
    add("DOTCLOCK", _written, 1)
    add("DOTCLOCK hmark", _written)
    add("HHMM hmark?", _run_together, 4)
    for written in ("HHMM", "YEARHHMM", "CLOCK0"):
        add(f"{written} UNIT", _hours_written_out)
    grammar.add("YEARHHMM", lambda minute: Facts(minute=minute, sure=SURE_IF_24, yearlike=1), CLOCK, 4)
    add("YEARHHMM hmark", _run_together)
    add("DIGITS HMARK", _written_hour)
    add("WORD hmark", _hour)
    add("noon", _noon)
    add("midnight", _midnight)
    add("N of? the? noon", _noon)
    grammar.add("relnoon", lambda: Facts(ahead=0, minute=_NOON, sure=SURE), CLOCK | DATE, 2)
    grammar.add("relnoon", lambda: Facts(ahead=0, part=MIDDAY), DATE | PART)
    add("N midnight", _midnight)
    add("WORD dash? WORD", _hour_minutes)
    add("DIGITS WORD", _hour_minutes, 4)
    add("N zerosign N", _hour_single_minutes)
    add("N N N", _hour_zero_minutes, 2)
    add("DIGITS N2", _hour_minutes, 4)
    add("N plusmin N minmark?", _hour_any_minutes)
    grammar.add("N", _loose_hour, CLOCK, 5)
    grammar.add("N AMPM", _with_half(_hour), CLOCK)


def _before_and_after(add: Callable[..., None], hour: str, build: Callable[..., Facts | None]) -> None:
    def after(minutes: int, *values: int) -> Facts | None:
        return _shifted(build(*values), minutes)

    def before(minutes: int, *values: int) -> Facts | None:
        return _shifted(build(*values), -minutes)

    add(f"N minmark? after {hour}", after)
    add(f"N minmark? before {hour}", before)
    add(f"WORD minmark? beforeto {hour}", before)
    add(f"DIGITS minmark beforeto {hour}", before)
    add(f"DIGITS beforeto {hour}", lambda *values: before(*values) if values[0] % 5 == 0 else None, cost=15)
    add(f"quarter after {hour}", lambda *values: after(15, *values))
    add(f"quarter before|beforeto {hour}", lambda *values: before(15, *values))
    add(f"halfafter {hour}", lambda *values: after(30, *values))


def _with_minutes(
    add: Callable[..., None], hour: str, count: int, build: Callable[..., Facts | None]
) -> None:
    def plus(*values: int) -> Facts | None:
        if values[count] >= _HOUR and count == 2:  # noqa: PLR2004 - "20h75" is a time, of no clock
            return Facts(minute=_NEVER, sure=SURE)
        return _shifted(build(*values[:count]), values[count])

    def less(*values: int) -> Facts | None:
        return _shifted(build(*values[:count]), -values[count])

    if hour != "N":
        add(f"{hour} plus? N minmark?", plus)
        add(f"{hour} passed N minmark?", plus)
    add(f"{hour} less N minmark?", less)
    add(f"{hour} plus half", lambda *values: plus(*values, 30))
    add(f"{hour} plus quarter", lambda *values: plus(*values, 15))
    add(f"{hour} plus threequarters", lambda *values: plus(*values, 45))
    add(f"{hour} less the? quarter", lambda *values: less(*values, 15))


def _german(add: Callable[..., None]) -> None:
    add("halfto N", lambda hour: _shifted(_hour(hour), -30))
    add("N minmark? before halfto N", lambda minutes, hour: _shifted(_hour(hour), -30 - minutes))
    add("N minmark? after halfto N", lambda minutes, hour: _shifted(_hour(hour), minutes - 30))
    for hour, build in (("N", _hour), ("noon", _noon)):
        add(f"quarterof {hour}", lambda *values, build=build: _shifted(build(*values), -45))
        add(f"threequarterof {hour}", lambda *values, build=build: _shifted(build(*values), -15))
