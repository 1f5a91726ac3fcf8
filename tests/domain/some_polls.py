"""Polls to count in tests: ``from tests.domain.some_polls import a_poll``."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.domain.polls import Option, Poll, PollKind, Terms, usual_terms

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.domain.polls import Ballot

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)
DATES = tuple(Option(id=n, starts_at=NOW + n * DAY) for n in range(1, 5))
PLACES = tuple(Option(id=n, label=name) for n, name in enumerate(("Anchor", "Belvedere", "Cave"), 1))


def a_poll(
    ballots: Mapping[int, Ballot] | None = None,
    *,
    kind: PollKind = PollKind.DATE,
    options: tuple[Option, ...] | None = None,
    terms: Terms | None = None,
) -> Poll:
    return Poll(
        id=7,
        community_id=1,
        meetup_id=2,
        kind=kind,
        terms=terms or usual_terms(kind),
        creator_id=3,
        zone=ZoneInfo("Europe/Paris"),
        closes_at=NOW + DAY / 2,
        options=options or (DATES if kind is PollKind.DATE else PLACES),
        ballots=ballots or {},
    )
