"""What single phrases of a text say, before anything is decided: facts that merge or contradict."""

from __future__ import annotations

from typing import TypedDict

DATE = 1
CLOCK = 2
PART = 4
REPEAT = 8
LENGTH = 16
ANY = DATE | CLOCK | PART | REPEAT | LENGTH

COMING = -1
"""Of the month: this one, or the next one if it is over."""
MORNING, AFTERNOON, EVENING, NIGHT, MIDDAY = range(1, 6)


class Facts(TypedDict, total=False):
    """Facts about one end of a moment; every key is one fact.

    Dates: ``day``, ``month``, ``year`` as written; ``weekday`` (Monday is 0) with ``pick`` (0 "this", 1
    "next"), ``week`` (0 this week, 1 next week), ``weeks_after`` ("friday in a week") or ``nth`` (of the
    month, negative from its end; without a weekday, of its days); ``ahead`` days from today,
    ``ahead_months``, ``month_ahead`` (0 this month, 1 next), ``shift`` days to add to the date named.
    Clock: ``minute`` of the day as written, ``half`` (0 am, 12 pm), ``sure`` (on the 24-hour clock),
    ``midnight``, ``part`` of the day, ``elapsed`` minutes from now, ``length`` in minutes.
    Repeats: ``frequency``, ``interval``, ``weekdays`` as (weekday, nth or 0), ``month_days``, ``count``.
    ``loose`` marks a bare number, which means a day or an hour only by its company; ``since`` a "from";
    ``yearlike`` a time such as 2026.
    """

    day: int
    month: int
    year: int
    weekday: int
    pick: int
    week: int
    weeks_after: int
    nth: int
    ahead: int
    ahead_months: int
    month_ahead: int
    shift: int
    minute: int
    half: int
    sure: int
    midnight: int
    part: int
    elapsed: int
    length: int
    frequency: str
    interval: int
    weekdays: tuple[tuple[int, int], ...]
    month_days: tuple[int, ...]
    count: int
    loose: int
    since: int
    yearlike: int


DATE_KEYS = frozenset(
    "day month year weekday pick week weeks_after nth ahead ahead_months month_ahead shift".split()  # noqa: SIM905
)
CLOCK_KEYS = frozenset(("minute", "midnight", "elapsed"))


def merged(one: Facts, other: Facts) -> Facts | None:
    """Both together, or None if they contradict each other."""
    if not one:
        return other
    for key in one.keys() & other.keys():
        if one[key] != other[key] or key in {"minute", "length", "loose"}:  # type: ignore[literal-required]
            return None
    return one | other
