"""Two proofs of one tie make one tie: the stronger, the earliest, the latest, all the meetups."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.domain.ties import Strength, Tie

MARCH = datetime(2026, 3, 6, 19, 0, tzinfo=UTC)
MAY = MARCH + timedelta(days=60)


def test_the_stronger_proof_counts_whichever_comes_first() -> None:
    present = Tie((1, 2), Strength.PRESENT, MAY, MAY, frozenset({8}))
    met = Tie((1, 2), Strength.MET, MARCH, MARCH, frozenset({7}))
    both = Tie((1, 2), Strength.MET, MARCH, MAY, frozenset({7, 8}))
    assert present.and_also(met) == met.and_also(present) == both


def test_two_presences_stay_a_presence() -> None:
    first = Tie((1, 2), Strength.PRESENT, MARCH, MARCH, frozenset({7}))
    second = Tie((1, 2), Strength.PRESENT, MAY, MAY, frozenset({8}))
    assert first.and_also(second) == Tie((1, 2), Strength.PRESENT, MARCH, MAY, frozenset({7, 8}))
