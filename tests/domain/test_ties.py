"""What proves a tie says how strong it is, since when, and how often two have met."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.ties import How, Proof, Strength, Tie

MARCH = datetime(2026, 3, 6, 19, 0, tzinfo=UTC)
MAY = MARCH + timedelta(days=60)
SMALL = Proof(How.PRESENT, MARCH, 7)


@pytest.mark.parametrize("how", [How.TABLE, How.NAMED, How.INTRO])
def test_the_strongest_proof_counts(how: How) -> None:
    assert Tie((1, 2), frozenset({SMALL})).strength is Strength.PRESENT
    assert Tie((1, 2), frozenset({SMALL, Proof(how, MAY, 8)})).strength is Strength.MET


def test_one_evening_is_one_time_whatever_proves_it() -> None:
    evening = {SMALL, Proof(How.TABLE, MARCH + timedelta(hours=1), 7), Proof(How.NAMED, MARCH, 7)}
    tie = Tie((1, 2), frozenset(evening))
    assert (tie.times, tie.meetup_ids) == (1, {7})
    again = Tie((1, 2), frozenset(evening | {Proof(How.INTRO, MAY, intro_id=3), Proof(How.PRESENT, MAY, 8)}))
    assert (again.times, again.meetup_ids) == (3, {7, 8})
    assert (again.first_met_at, again.last_met_at) == (MARCH, MAY)
    assert (again.other(1), again.other(2)) == (2, 1)
