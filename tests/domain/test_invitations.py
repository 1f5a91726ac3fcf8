"""Whom an invitation goes to first, how many at once, and until when."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.invitations import LARGEST_WAVE, SMALLEST_WAVE, first_at, next_at, wave
from bot.domain.quiet import QuietHours

NIGHT = QuietHours(time(22), time(8), ZoneInfo("UTC"))
START = datetime(2026, 3, 6, 19, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_the_first_are_asked_two_days_before_or_as_soon_as_it_is_scheduled() -> None:
    assert first_at(START, START - 100 * HOUR, NIGHT) == START - 48 * HOUR
    assert first_at(START, START - 30 * HOUR, NIGHT) == START - 30 * HOUR
    assert first_at(START, START - 20 * HOUR, NIGHT) == START - 11 * HOUR, "not at 23:00"
    assert first_at(START, START - 5 * HOUR, NIGHT) is None


def test_waves_follow_outside_quiet_hours_and_end_in_time() -> None:
    assert next_at(START, START - 48 * HOUR, NIGHT) == START - 35 * HOUR  # 01:00 becomes 08:00
    assert next_at(START, START - 34 * HOUR, NIGHT) == START - 28 * HOUR
    assert next_at(START, START - 11 * HOUR, NIGHT) is None


def test_who_has_met_fewest_is_asked_first_and_nobody_twice() -> None:
    ties = {1: 5, 2: 0, 3: 2, 4: 0, 5: 9}
    assert set(wave(ties, (), 1, seed=7)) == {2, 4, 3}
    assert wave(ties, {2, 4, 3}, 1, seed=7) == (1, 5)
    assert wave(ties, ties, 1, seed=7) == ()
    assert wave(ties, (), 0, seed=7) == ()


@given(
    ties=st.dictionaries(st.integers(1, 99), st.integers(0, 5), max_size=60),
    asked=st.sets(st.integers(1, 99)),
    free=st.none() | st.integers(0, 40),
    seed=st.integers(0, 9),
)
def test_a_wave_is_fair(ties: dict[int, int], asked: set[int], free: int | None, seed: int) -> None:
    chosen = wave(ties, asked, free, seed)
    left = set(ties) - asked - set(chosen)
    assert not set(chosen) & asked
    assert len(chosen) <= LARGEST_WAVE
    assert all(ties[one] <= ties[other] for one in chosen for other in left)
    assert chosen == wave(dict(reversed(ties.items())), asked, free, seed)
    if free is not None and left:
        assert len(chosen) == (0 if free == 0 else min(max(2 * free, SMALLEST_WAVE), LARGEST_WAVE))
