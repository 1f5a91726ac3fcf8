"""Pacing: a burst at first, then so many a second, whatever happens."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.pacing import Bucket

NOW = datetime(2026, 3, 1, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def test_a_full_bucket_is_a_burst_and_an_empty_one_says_how_long_to_wait():
    bucket = Bucket(rate=5, size=3)
    assert [bucket.take(NOW) for _ in range(4)] == [timedelta()] * 3 + [SECOND / 5]
    assert bucket.take(NOW + SECOND / 5) == timedelta()
    assert [bucket.take(NOW + timedelta(hours=1)) for _ in range(4)][2:] == [timedelta(), SECOND / 5]


@given(st.lists(st.floats(0, 3), max_size=60))
def test_never_more_than_the_burst_and_what_time_has_brought(pauses):
    bucket, now, taken = Bucket(rate=2, size=4), NOW, 0
    for pause in pauses:
        now += pause * SECOND
        taken += not bucket.take(now)
        assert taken <= 4 + 2 * (now - NOW).total_seconds() + 1e-6
