"""Use cases about proposals: what is proposed, what is decided, and what enough interest does."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest

from bot.domain.calendars import revised
from bot.domain.interest import Could, DateKnown, DatesOutOfRange, NotInterested, favourites
from bot.domain.meetups import (
    CapacityOutOfRange,
    Card,
    DateMissing,
    DatePassed,
    DurationOutOfRange,
    MeetupClosed,
    MeetupNotFound,
    Phase,
    State,
)
from bot.domain.polls import Option, PollKind, PollPlan, usual_terms
from bot.domain.rights import ModeratorsOnly
from bot.domain.texts import TextMissing, TextTooLong
from bot.services import agenda


def kinds(jobs):
    return [kind for kind, _, _ in jobs]


def told(jobs, kind):
    """The payloads of the notices of one kind, without the meetup's number."""
    return [
        {k: v for k, v in payload.items() if k != "meetup_id"} for name, _, payload in jobs if name == kind
    ]


class TestProposing:
    async def test_a_proposal_is_kept_and_its_card_is_posted(self, hall):
        plan = hall.plan(title=" Pic\u200bnic ", address="1 rue")
        meetup = await hall.services.meetups.propose(hall.organiser, plan, hall.channel)
        assert meetup == await hall.meetup(meetup.id)
        assert (meetup.community_id, meetup.state, meetup.organiser_id) == (hall.here, State.PROPOSED, 101)
        assert meetup.plan == replace(plan, title="Picnic")
        assert meetup.created_at == hall.now
        assert meetup.card == Card(channel_id=hall.channel)
        [card, end] = await hall.take()
        assert card == (agenda.CARD, hall.now, {"meetup_id": meetup.id})
        assert end[:2] == (agenda.EXPIRY, plan.starts_at), "nobody confirms a date that has passed"

    async def test_without_a_date_it_has_sixty_days_and_with_a_new_one_until_then(self, hall):
        meetup = await hall.services.meetups.propose(hall.organiser, hall.plan(in_hours=None), hall.channel)
        [_, warning, end] = await hall.take()
        assert [(kind, at - hall.now) for kind, at, _ in (warning, end)] == [
            (agenda.EXPIRY_NOTICE, timedelta(days=53)),
            (agenda.EXPIRY, timedelta(days=60)),
        ]
        starts_at = hall.now + timedelta(days=2)
        await hall.services.meetups.edit(
            hall.organiser, meetup.id, lambda plan: replace(plan, starts_at=starts_at)
        )
        [_, expiry] = await hall.take()
        assert expiry[:2] == (agenda.EXPIRY, starts_at)
        await hall.services.proposals.expire(meetup.id, hall.now + timedelta(days=60))
        assert (await hall.meetup(meetup.id)).state is State.PROPOSED, "that was before it had a date"
        hall.clock.move(days=2)
        await hall.services.proposals.expire(meetup.id, starts_at)
        assert (await hall.meetup(meetup.id)).state is State.EXPIRED

    async def test_its_code_is_its_own(self, hall):
        secrets = {(await hall.proposed()).check_in_secret for _ in range(3)}
        assert {len(secret) for secret in secrets} == {32}
        assert len(secrets) == 3

    async def test_the_announcement_channel_goes_before_the_one_it_was_typed_in(self, hall):
        await hall.services.communities.set_announcement_channel(hall.mod, 77)
        assert (await hall.proposed()).card == Card(channel_id=77)

    async def test_the_plan_is_checked(self, hall):
        propose = partial(hall.services.meetups.propose, hall.organiser, channel_id=1)
        for wrong, refusal in (
            ({"title": "\u200b"}, TextMissing),
            ({"title": "x" * 5000}, TextTooLong),
            ({"capacity": 0}, CapacityOutOfRange),
            ({"duration": timedelta()}, DurationOutOfRange),
            ({"in_hours": -1}, DatePassed),
        ):
            with pytest.raises(refusal):
                await propose(plan=hall.plan(**wrong))
        assert await hall.services.meetups.recent(hall.here) == []
        assert await hall.take() == []

    async def test_a_guild_nobody_has_seen_proposes_nothing(self, hall):
        nowhere = replace(hall.organiser, community_id=77)
        with pytest.raises(LookupError):
            await hall.services.meetups.propose(nowhere, hall.plan(), hall.channel)


class TestDeciding:
    async def test_confirming_schedules_and_tells(self, hall):
        proposal = await hall.proposed()
        meetup = await hall.services.meetups.confirm(hall.mod, proposal.id)
        expected = revised(proposal, replace(proposal, state=State.SCHEDULED), hall.now)
        assert meetup == expected == await hall.meetup(proposal.id)
        jobs = await hall.take()
        assert told(jobs, agenda.SCHEDULED) == [{"by_id": hall.mod.user_id}]
        assert kinds(jobs).count(agenda.REMINDER) == 2

    async def test_confirming_twice_is_refused_and_tells_once(self, hall):
        proposal = await hall.proposed()
        confirm = hall.services.meetups.confirm
        outcomes = await asyncio.gather(
            *(confirm(hall.mod, proposal.id) for _ in range(5)), return_exceptions=True
        )
        refusals = [one for one in outcomes if isinstance(one, MeetupClosed)]
        assert [refusal.phase for refusal in refusals] == [Phase.UPCOMING] * 4
        jobs = await hall.take()
        assert kinds(jobs).count(agenda.SCHEDULED) == 1
        assert kinds(jobs).count(agenda.REMINDER) == 2

    async def test_confirming_needs_a_date_to_come(self, hall):
        undated, soon = await hall.proposed(in_hours=None), await hall.proposed(in_hours=1)
        hall.clock.move(hours=1)
        for proposal, refusal in ((undated, DateMissing), (soon, DatePassed)):
            with pytest.raises(refusal):
                await hall.services.meetups.confirm(hall.mod, proposal.id)
            assert await hall.meetup(proposal.id) == proposal
        assert await hall.take() == []

    async def test_declining_tells_why(self, hall):
        proposal = await hall.proposed()
        meetup = await hall.services.meetups.decline(hall.mod, proposal.id, " Too\tfar ")
        refused = replace(proposal, state=State.DECLINED, reason="Too far")
        assert meetup == revised(proposal, refused, hall.now)
        assert meetup == await hall.meetup(proposal.id)
        jobs = await hall.take()
        assert sorted(kinds(jobs)) == [agenda.CARD, agenda.DECLINED]
        with pytest.raises(MeetupClosed) as refused:
            await hall.services.meetups.decline(hall.mod, proposal.id, "Again")
        assert refused.value.phase is Phase.DECLINED

    @pytest.mark.parametrize("act", ["decline", "cancel"])
    @pytest.mark.parametrize(("reason", "refusal"), [(" \u200b", TextMissing), ("x" * 301, TextTooLong)])
    async def test_a_reason_is_needed(self, hall, act, reason, refusal):
        proposal = await hall.proposed()
        with pytest.raises(refusal):
            await getattr(hall.services.meetups, act)(hall.mod, proposal.id, reason)
        assert await hall.meetup(proposal.id) == proposal
        assert await hall.take() == []

    async def test_members_decide_nothing(self, hall):
        proposal = await hall.proposed()
        for act in (
            partial(hall.services.meetups.confirm, hall.organiser, proposal.id),
            partial(hall.services.meetups.decline, hall.organiser, proposal.id, "No"),
        ):
            with pytest.raises(ModeratorsOnly):
                await act()
        assert await hall.meetup(proposal.id) == proposal

    async def test_an_open_poll_is_painted_again_once_it_is_decided(self, hall):
        proposal = await hall.proposed()
        dates = [Option(starts_at=hall.now + timedelta(days=day)) for day in (5, 6)]
        closes_at = hall.now + timedelta(days=2)
        poll, other = [
            await hall.services.polls.open(
                hall.organiser,
                proposal.id,
                PollPlan(
                    kind=kind,
                    terms=usual_terms(kind),
                    options=tuple(options),
                    closes_at=closes_at,
                    zone=proposal.plan.zone,
                ),
            )
            for kind, options in (
                (PollKind.DATE, dates),
                (PollKind.VENUE, [Option(label="Lac"), Option(label="Parc")]),
            )
        ]
        await hall.services.poll_desk.close(hall.organiser, other.id)
        await hall.take()
        await hall.services.meetups.decline(hall.mod, proposal.id, "No")
        assert told(await hall.take(), agenda.POLL) == [{"poll_id": poll.id}]


class TestInterest:
    async def test_it_is_said_once_and_taken_back(self, hall):
        proposal = await hall.proposed()
        interest = partial(hall.services.proposals.interest, meetup_id=proposal.id)
        said = []
        for user, would_come in ((1, True), (2, True), (1, True), (1, False), (1, False)):
            said.append(await interest(hall.member(user), would_come=would_come))
            hall.clock.move(minutes=1)
        assert said == [True, True, False, True, False]
        assert (await hall.services.meetups.overview(hall.here, proposal.id)).interested == (2,)
        assert set(kinds(await hall.take())) == {agenda.CARD}

    async def test_only_a_proposal_asks_for_it(self, hall):
        meetup = await hall.scheduled()
        for would_come in (True, False):
            with pytest.raises(MeetupClosed) as refused:
                await hall.services.proposals.interest(hall.member(1), meetup.id, would_come=would_come)
            assert refused.value.phase is Phase.UPCOMING
        with pytest.raises(MeetupNotFound):
            await hall.services.proposals.interest(hall.stranger, meetup.id, would_come=True)

    async def test_enough_of_it_schedules_once(self, hall):
        await hall.services.communities.set(hall.mod, interest_threshold=3)
        proposal = await hall.proposed()
        interest = partial(hall.services.proposals.interest, meetup_id=proposal.id)
        for user, would_come in ((1, True), (2, True), (2, False), (2, True), (2, True)):
            await interest(hall.member(user), would_come=would_come)
            assert (await hall.meetup(proposal.id)).state is State.PROPOSED
        await hall.take()
        assert await interest(hall.member(3), would_come=True)
        assert (await hall.meetup(proposal.id)).state is State.SCHEDULED
        jobs = await hall.take()
        assert kinds(jobs).count(agenda.SCHEDULED) == 1
        assert kinds(jobs).count(agenda.REMINDER) == 2
        assert (await hall.services.meetups.overview(hall.here, proposal.id)).interested == (1, 2, 3)

    async def test_a_date_that_comes_after_enough_of_it_schedules_too(self, hall):
        await hall.services.communities.set(hall.mod, interest_threshold=2)
        proposal = await hall.proposed(in_hours=None)
        for user, would_come in ((1, True), (2, True), (2, False), (2, True)):
            await hall.services.proposals.interest(hall.member(user), proposal.id, would_come=would_come)
        assert kinds(await hall.take()).count(agenda.RIPE) == 1, "its proposer is told once"
        dated = replace(proposal.plan, starts_at=hall.clock() + timedelta(days=3))
        edited = await hall.services.meetups.edit(hall.mod, proposal.id, lambda _: dated)
        assert edited.state is State.SCHEDULED
        assert kinds(await hall.take()).count(agenda.SCHEDULED) == 1

    async def test_a_crowd_at_once_schedules_once(self, hall):
        await hall.services.communities.set(hall.mod, interest_threshold=4)
        proposal = await hall.proposed()
        interest = partial(hall.services.proposals.interest, meetup_id=proposal.id, would_come=True)
        outcomes = await asyncio.gather(
            *(interest(hall.member(user)) for user in range(1, 13)), return_exceptions=True
        )
        assert outcomes.count(True) == 4
        assert sum(isinstance(one, MeetupClosed) for one in outcomes) == 8
        assert len((await hall.services.meetups.overview(hall.here, proposal.id)).interested) == 4
        assert kinds(await hall.take()).count(agenda.SCHEDULED) == 1

    async def test_the_last_one_and_who_takes_it_back_at_once_leave_one_of_the_two_outcomes(self, hall):
        await hall.services.communities.set(hall.mod, interest_threshold=2)
        proposal = await hall.proposed()
        interest = partial(hall.services.proposals.interest, meetup_id=proposal.id)
        await interest(hall.member(1), would_come=True)
        await hall.take()
        outcomes = await asyncio.gather(
            interest(hall.member(1), would_come=False),
            interest(hall.member(2), would_come=True),
            return_exceptions=True,
        )
        overview = await hall.services.meetups.overview(hall.here, proposal.id)
        if overview.meetup.state is State.SCHEDULED:
            assert isinstance(outcomes[0], MeetupClosed)
            assert set(overview.interested) == {1, 2}
        else:
            assert (outcomes, overview.interested) == ([True, True], (2,))
        told_so = kinds(await hall.take()).count(agenda.SCHEDULED)
        assert told_so == (overview.meetup.state is State.SCHEDULED)

    async def test_without_a_date_to_come_it_stays_a_proposal(self, hall):
        await hall.services.communities.set(hall.mod, interest_threshold=2)
        proposal = await hall.proposed(in_hours=1)
        hall.clock.move(hours=2)
        for user in (1, 2, 3):
            assert await hall.services.proposals.interest(hall.member(user), proposal.id, would_come=True)
        assert (await hall.meetup(proposal.id)).state is State.PROPOSED
        assert set(kinds(await hall.take())) == {agenda.CARD}

    async def test_who_would_come_says_when_they_could_while_there_is_no_date(self, hall):
        proposal = await hall.proposed(in_hours=None)
        could = partial(hall.services.proposals.could, meetup_id=proposal.id)
        saturday = Could(date(2026, 3, 7))
        at_noon = Could(date(2026, 3, 8), datetime(2026, 3, 8, 11, tzinfo=UTC))
        with pytest.raises(NotInterested):
            await could(hall.member(1), dates=[saturday])
        for user in (1, 2):
            await hall.services.proposals.interest(hall.member(user), proposal.id, would_come=True)
        days = [Could(date(2026, 4, day)) for day in range(1, 12)]
        with pytest.raises(DatesOutOfRange):
            await could(hall.member(1), dates=days)
        yesterday = Could(date(2026, 3, 1))
        assert await could(hall.member(1), dates=[at_noon, saturday, at_noon, yesterday]) == (
            saturday,
            at_noon,
        )
        overview = await hall.services.meetups.overview(hall.here, proposal.id)
        assert overview.could == {1: (saturday, at_noon)}
        await hall.services.proposals.interest(hall.member(1), proposal.id, would_come=False)
        assert (await hall.services.meetups.overview(hall.here, proposal.id)).could == {}
        dated = replace(proposal.plan, starts_at=hall.clock() + timedelta(days=3))
        await hall.services.meetups.edit(hall.mod, proposal.id, lambda _: dated)
        with pytest.raises(DateKnown):
            await could(hall.member(2), dates=[saturday])


def test_favourite_dates_count_whole_days_for_every_hour_named_on_them():
    noon, evening = (Could(date(2026, 3, 8), datetime(2026, 3, 8, hour, tzinfo=UTC)) for hour in (12, 19))
    sunday, monday, gone = Could(date(2026, 3, 8)), Could(date(2026, 3, 9)), Could(date(2026, 3, 1))
    named = [(noon, evening), (evening,), (sunday, gone), (monday, noon)]
    now = datetime(2026, 3, 2, tzinfo=UTC)
    assert favourites(named, now, now.date()) == [(noon, 3), (evening, 3), (monday, 1)]
