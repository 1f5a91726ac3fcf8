"""Polls in the database, on each kind of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from bot.domain.communities import Community
from bot.domain.meetups import Meetup, Plan, State
from bot.domain.polls import Choice, Option, Poll, PollKind, PollNotFound, closed, usual_terms
from bot.storage import communities, meetups, polls

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.domain.polls import Ballot
    from bot.storage.database import Database

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
PARIS = ZoneInfo("Europe/Paris")
HERE, ELSEWHERE = 2**62, 77


@pytest.fixture
async def meetup_id(db: Database) -> int:
    community = Community(id=HERE, language="fr", zone=PARIS, created_at=NOW)
    meetup = Meetup(
        id=0,
        community_id=HERE,
        state=State.PROPOSED,
        plan=Plan(title="Drinks", zone=PARIS),
        organiser_id=5,
        created_at=NOW,
        check_in_secret="",
    )
    await db.write(partial(communities.save, community=community))
    return await db.write(partial(meetups.add, meetup=meetup))


def a_poll(meetup_id: int, kind: PollKind = PollKind.DATE) -> Poll:
    dates = tuple(
        Option(starts_at=NOW + timedelta(days=n), ends_at=NOW + timedelta(days=n, hours=2)) for n in (2, 3)
    )
    places = (Option(label="Zoo"), Option(label="مقهى 🎉"))
    return Poll(
        id=0,
        community_id=HERE,
        meetup_id=meetup_id,
        kind=kind,
        terms=usual_terms(kind),
        creator_id=5,
        zone=PARIS,
        closes_at=NOW + timedelta(days=1),
        options=dates if kind is PollKind.DATE else places,
        ballots={},
    )


def cast(tx: Connection, *, poll_id: int, user_id: int, said: Ballot, now: datetime) -> None:
    """Keep one user's words."""
    before = polls.load(tx, poll_id, HERE, lock=True)
    ballot = {**before.ballots.get(user_id, {}), **said}
    after = replace(before, ballots={**before.ballots, user_id: ballot})
    polls.save_ballots(tx, before, after, {user_id: now})


@pytest.mark.parametrize("kind", PollKind)
async def test_a_poll_comes_back_as_it_was_kept(db: Database, meetup_id: int, kind: PollKind) -> None:
    draft = a_poll(meetup_id, kind)
    kept = await db.write(lambda tx: polls.add(tx, draft, NOW))

    assert [replace(option, id=0) for option in kept.options] == list(draft.options)
    assert replace(kept, id=0, options=draft.options) == draft
    assert await db.read(lambda tx: polls.load(tx, kept.id, HERE)) == kept
    assert await db.read(lambda tx: polls.of_meetup(tx, meetup_id, HERE)) == [kept]
    assert await db.read(lambda tx: polls.community_of(tx, kept.id)) == HERE


async def test_another_community_finds_nothing(db: Database, meetup_id: int) -> None:
    kept = await db.write(lambda tx: polls.add(tx, a_poll(meetup_id), NOW))

    with pytest.raises(PollNotFound):
        await db.read(lambda tx: polls.load(tx, kept.id, ELSEWHERE))
    assert await db.read(lambda tx: polls.of_meetup(tx, meetup_id, ELSEWHERE)) == []
    assert await db.read(lambda tx: polls.community_of(tx, kept.id + 1)) is None


async def test_ballots_keep_the_order_of_first_votes(db: Database, meetup_id: int) -> None:
    poll = await db.write(lambda tx: polls.add(tx, a_poll(meetup_id), NOW))
    first, second = (option.id for option in poll.options)
    later = NOW + timedelta(minutes=1)

    await db.write(partial(cast, poll_id=poll.id, user_id=9, said={first: Choice.NO}, now=NOW))
    await db.write(
        partial(cast, poll_id=poll.id, user_id=2, said={first: Choice.YES, second: Choice.YES}, now=later)
    )
    changed = {first: Choice.YES, second: Choice.IF_NEED_BE}
    await db.write(partial(cast, poll_id=poll.id, user_id=9, said=changed, now=later))

    ballots = (await db.read(lambda tx: polls.load(tx, poll.id, HERE))).ballots
    assert list(ballots) == [9, 2]
    assert ballots[9] == {first: Choice.YES, second: Choice.IF_NEED_BE}
    assert ballots[2] == {first: Choice.YES, second: Choice.YES}


async def test_one_voter_is_read_alone(db: Database, meetup_id: int) -> None:
    poll = await db.write(lambda tx: polls.add(tx, a_poll(meetup_id), NOW))
    first = poll.options[0].id
    for user_id in (1, 2):
        await db.write(partial(cast, poll_id=poll.id, user_id=user_id, said={first: Choice.YES}, now=NOW))

    mine = await db.write(lambda tx: polls.load(tx, poll.id, HERE, lock=True, voters=frozenset({2})))
    assert mine.ballots == {2: {first: Choice.YES}}
    assert not (await db.read(lambda tx: polls.load(tx, poll.id, HERE, voters=frozenset()))).ballots


async def test_the_close_and_the_message_are_kept(db: Database, meetup_id: int) -> None:
    poll = await db.write(lambda tx: polls.add(tx, a_poll(meetup_id), NOW))
    second = poll.options[1].id
    await db.write(partial(cast, poll_id=poll.id, user_id=1, said={second: Choice.YES}, now=NOW))
    poll = await db.read(lambda tx: polls.load(tx, poll.id, HERE))

    await db.write(lambda tx: polls.save(tx, closed(poll, NOW)))
    await db.write(lambda tx: polls.save_message(tx, poll.id, 2**60, 2**61))

    kept = await db.read(lambda tx: polls.load(tx, poll.id, HERE))
    assert (kept.closed_at, kept.winner_id) == (NOW, second)
    assert kept.winner == poll.options[1]
    assert (kept.channel_id, kept.message_id) == (2**60, 2**61)
