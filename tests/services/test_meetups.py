"""Use cases about meetups, from schedule to cancellation: what is kept, who is told, who is refused."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest

from bot.domain.calendars import revised
from bot.domain.meetups import (
    CapacityOutOfRange,
    Card,
    DateMissing,
    MeetupClosed,
    MeetupNotFound,
    NothingChanged,
    Phase,
    State,
)
from bot.domain.rights import ModeratorsOnly, OrganisersOnly
from bot.domain.rosters import Answer, CapacityBelowSeated, SeatNeeded
from bot.domain.texts import TextMissing
from bot.services import agenda
from bot.services.meetups import LISTED
from bot.storage import meetups
from bot.storage.schema import communities as community_rows

GOING, MAYBE, DECLINED = Answer


def kinds(jobs):
    return [kind for kind, _, _ in jobs]


def told(jobs, kind):
    """The payloads of the notices of one kind, without the meetup's number."""
    return [
        {k: v for k, v in payload.items() if k != "meetup_id"} for name, _, payload in jobs if name == kind
    ]


def changed(**fields):
    return lambda plan: replace(plan, **fields)


class TestScheduling:
    async def test_a_moderator_schedules_at_once(self, hall):
        meetup = await hall.services.meetups.schedule(hall.mod, hall.plan(in_hours=30), hall.channel)
        assert (meetup.state, meetup.organiser_id) == (State.SCHEDULED, hall.mod.user_id)
        assert meetup == await hall.meetup(meetup.id)
        jobs = await hall.take()
        assert agenda.SCHEDULED not in kinds(jobs), "nobody was interested yet"
        assert kinds(jobs)[0] == agenda.CARD
        assert set(kinds(jobs)) == {
            agenda.CARD,
            agenda.REMINDER,
            agenda.PHOTOS,
            agenda.FEEDBACK,
            agenda.MISSED,
            agenda.THANKS,
            agenda.ALBUM_END,
            agenda.MISSED,
            agenda.INVITE,
        }

    async def test_a_member_does_not(self, hall):
        with pytest.raises(ModeratorsOnly):
            await hall.services.meetups.schedule(hall.organiser, hall.plan(), hall.channel)
        assert await hall.services.meetups.recent(hall.here) == []
        assert await hall.take() == []

    async def test_a_date_is_needed(self, hall):
        with pytest.raises(DateMissing):
            await hall.services.meetups.schedule(hall.mod, hall.plan(in_hours=None), hall.channel)


class TestCancelling:
    @pytest.mark.parametrize("who", ["organiser", "mod"])
    async def test_it_is_kept_and_told_once(self, hall, who):
        before = await hall.scheduled()
        await hall.services.rosters.answer(hall.member(1), before.id, GOING)
        await hall.take()
        meetup = await hall.services.meetups.cancel(getattr(hall, who), before.id, "Rain")
        expected = revised(before, replace(before, state=State.CANCELLED, reason="Rain"), hall.now)
        assert meetup == expected == await hall.meetup(before.id)
        assert sorted(kinds(await hall.take())) == [agenda.CANCELLED, agenda.CARD]
        assert [party.user_id for party in (await hall.roster(before.id)).seated] == [1]
        with pytest.raises(MeetupClosed) as refused:
            await hall.services.meetups.cancel(hall.mod, before.id, "Again")
        assert refused.value.phase is Phase.CANCELLED
        assert await hall.take() == []

    async def test_a_proposal_may_be_called_off_and_a_past_meetup_may_not(self, hall):
        proposal, past = await hall.proposed(), await hall.scheduled(in_hours=1)
        hall.clock.move(hours=4)
        cancel = hall.services.meetups.cancel
        assert (await cancel(hall.organiser, proposal.id, "No")).state is State.CANCELLED
        with pytest.raises(MeetupClosed) as refused:
            await cancel(hall.organiser, past.id, "No")
        assert refused.value.phase is Phase.OVER

    async def test_others_are_told_whom_to_ask(self, hall):
        meetup = await hall.scheduled()
        with pytest.raises(OrganisersOnly) as refused:
            await hall.services.meetups.cancel(hall.member(1), meetup.id, "Mine")
        assert refused.value.organiser_id == hall.organiser.user_id
        assert await hall.meetup(meetup.id) == meetup


class TestEditing:
    @pytest.mark.parametrize(
        ("fields", "moved"),
        [
            ({"title": "Lunch"}, None),
            ({"description": "Bring bread"}, None),
            ({"capacity": 30}, None),
            ({"duration": timedelta(hours=5)}, None),
            ({"area": "Lac"}, ["area"]),
            ({"address": "2 rue"}, ["address"]),
            ({"zone": ZoneInfo("Asia/Tokyo")}, ["zone"]),
            ({"area": "Lac", "address": "2 rue", "title": "Lunch"}, ["area", "address"]),
        ],
    )
    async def test_what_moved_is_told_and_the_rest_shows_on_the_card(self, hall, fields, moved):
        before = await hall.scheduled()
        meetup = await hall.services.meetups.edit(hall.organiser, before.id, changed(**fields))
        expected = revised(before, replace(before, plan=replace(before.plan, **fields)), hall.now)
        assert meetup == expected == await hall.meetup(before.id)
        jobs = await hall.take()
        notices = told(jobs, agenda.CHANGED)
        assert [notice["changed"] for notice in notices] == ([moved] if moved else [])
        assert [hall.services.meetups.plan_of(notice["before"]) for notice in notices] == (
            [before.plan] if moved else []
        )
        assert (agenda.CARD, hall.now, {"meetup_id": before.id}) in jobs

    async def test_another_date_is_told_and_reminded_of(self, hall):
        before = await hall.scheduled()
        starts_at = before.plan.starts_at + timedelta(days=1)
        meetup = await hall.services.meetups.edit(hall.mod, before.id, changed(starts_at=starts_at))
        assert meetup.plan.starts_at == starts_at
        jobs = await hall.take()
        assert [notice["changed"] for notice in told(jobs, agenda.CHANGED)] == [["starts_at"]]
        assert kinds(jobs).count(agenda.REMINDER) == 3

    async def test_a_proposals_edits_are_told_to_its_proposer_if_others_made_them(self, hall):
        before = await hall.proposed()
        plan = {"starts_at": None, "area": "Lac"}
        await hall.services.meetups.edit(hall.organiser, before.id, changed(**plan))
        assert kinds(await hall.take()) == [agenda.CARD, agenda.EXPIRY_NOTICE, agenda.EXPIRY]
        await hall.services.meetups.edit(hall.mod, before.id, changed(area="Port"))
        assert kinds(await hall.take()) == [agenda.CARD, agenda.CHANGED]

    @pytest.mark.parametrize(
        ("fields", "refusal"),
        [
            ({}, NothingChanged),
            ({"title": "Pic\u200bnic"}, NothingChanged),
            ({"starts_at": None}, DateMissing),
            ({"capacity": 501}, CapacityOutOfRange),
            ({"title": ""}, TextMissing),
        ],
    )
    async def test_what_the_rules_refuse_changes_nothing(self, hall, fields, refusal):
        before = await hall.scheduled()
        with pytest.raises(refusal):
            await hall.services.meetups.edit(hall.organiser, before.id, changed(**fields))
        assert await hall.meetup(before.id) == before
        assert await hall.take() == []

    async def test_others_edit_nothing(self, hall):
        before = await hall.scheduled()
        with pytest.raises(OrganisersOnly):
            await hall.services.meetups.edit(hall.member(1), before.id, changed(title="Mine"))
        assert await hall.meetup(before.id) == before

    async def test_edits_at_once_do_not_undo_one_another(self, hall):
        before = await hall.scheduled()
        edits = {"title": "Lunch", "area": "Lac", "address": "2 rue", "capacity": 5, "description": "Bread"}
        await asyncio.gather(
            *(
                hall.services.meetups.edit(hall.organiser, before.id, changed(**{name: value}))
                for name, value in edits.items()
            )
        )
        assert (await hall.meetup(before.id)).plan == replace(before.plan, **edits)


class TestCapacity:
    async def full(self, hall, capacity, people):
        meetup = await hall.scheduled(capacity=capacity)
        for user in range(1, people + 1):
            await hall.services.rosters.answer(hall.member(user), meetup.id, GOING)
        await hall.take()
        return meetup

    async def resize(self, hall, meetup, capacity):
        await hall.services.meetups.edit(hall.organiser, meetup.id, changed(capacity=capacity))
        return await hall.roster(meetup.id), await hall.take()

    async def test_more_seats_are_offered_in_order_and_no_limit_promotes(self, hall):
        meetup = await self.full(hall, 2, 6)
        roster, jobs = await self.resize(hall, meetup, 4)
        assert [party.user_id for party in roster.offered] == [3, 4]
        assert [party.user_id for party in roster.waiting] == [3, 4, 5, 6]
        assert [offer["user_id"] for offer in told(jobs, agenda.OFFER)] == [3, 4]
        for user in (3, 4):
            await hall.services.rosters.answer_offer(hall.member(user), meetup.id, accept=True)
        await hall.take()
        roster, jobs = await self.resize(hall, meetup, None)
        assert told(jobs, agenda.PROMOTED) == [{"user_id": 5}, {"user_id": 6}]
        assert roster.waiting == ()

    async def test_fewer_seats_than_are_taken_are_refused_with_the_whole_edit(self, hall):
        meetup = await self.full(hall, 5, 4)
        with pytest.raises(CapacityBelowSeated) as refused:
            await hall.services.meetups.edit(hall.organiser, meetup.id, changed(capacity=3, title="Small"))
        assert refused.value.seated == 4
        assert await hall.meetup(meetup.id) == meetup
        assert await hall.take() == []
        roster, jobs = await self.resize(hall, meetup, 4)
        assert (roster.capacity, roster.taken) == (4, 4)
        assert kinds(jobs) == [agenda.CARD]


class TestAddress:
    async def test_it_is_for_those_with_a_seat_and_organisers(self, hall):
        meetup = await hall.scheduled(address="1 rue", capacity=1)
        for user, answer in ((1, GOING), (2, GOING), (3, MAYBE), (4, DECLINED)):
            await hall.services.rosters.answer(hall.member(user), meetup.id, answer)

        async def address(actor):
            return (await hall.services.meetups.way(actor, meetup.id)).address

        for actor in (hall.member(1), hall.organiser, hall.mod):
            assert await address(actor) == "1 rue"
        for user in (2, 3, 4, 5):
            with pytest.raises(SeatNeeded):
                await address(hall.member(user))
        await hall.services.rosters.answer(hall.member(1), meetup.id, DECLINED)
        with pytest.raises(SeatNeeded):
            await address(hall.member(2))
        await hall.services.rosters.answer(hall.member(2), meetup.id, GOING)
        assert await address(hall.member(2)) == "1 rue"
        with pytest.raises(SeatNeeded):
            await address(hall.member(1))

    async def test_it_is_told_while_there_is_a_way_to_go(self, hall):
        proposal, meetup = await hall.proposed(address="1 rue"), await hall.scheduled(in_hours=1, address="x")

        async def address(actor, number):
            return (await hall.services.meetups.way(actor, number)).address

        with pytest.raises(MeetupClosed) as refused:
            await address(hall.organiser, proposal.id)
        assert refused.value.phase is Phase.PROPOSED
        hall.clock.move(hours=1)
        assert await address(hall.organiser, meetup.id) == "x"
        hall.clock.move(hours=2)
        with pytest.raises(MeetupClosed) as refused:
            await address(hall.organiser, meetup.id)
        assert refused.value.phase is Phase.OVER


class TestFinding:
    async def test_an_overview_is_all_a_card_shows(self, hall):
        meetup = await hall.scheduled()
        await hall.services.rosters.answer(hall.member(1), meetup.id, GOING)
        overview = await hall.services.meetups.overview(hall.here, meetup.id)
        assert overview.meetup == meetup
        assert overview.community.id == hall.here
        assert [party.user_id for party in overview.roster.parties] == [1]
        assert (overview.interested, overview.polls, overview.present) == ((), (), 0)
        assert await hall.services.meetups.overview_of(meetup.id) == overview
        assert await hall.services.meetups.overview_of(meetup.id + 1) is None

    async def test_upcoming_and_proposals_and_recent(self, hall):
        late, soon = await hall.scheduled(in_hours=9), await hall.scheduled(in_hours=5)
        old, new = await hall.proposed(), await hall.proposed(in_hours=None)
        service = hall.services.meetups
        assert [one.meetup for one in await service.upcoming(hall.here)] == [soon, late]
        assert await service.proposals(hall.here) == [new, old]
        assert await service.recent(hall.here) == [new, old, soon, late]
        assert await service.recent(hall.here, limit=1) == [new]
        hall.clock.move(hours=5)
        assert [one.meetup for one in await service.upcoming(hall.here)] == [late]
        assert await service.upcoming(hall.there) == await service.proposals(hall.there) == []

    async def test_lists_are_as_long_as_a_menu(self, hall):
        for _ in range(LISTED + 1):
            await hall.proposed()
        assert len(await hall.services.meetups.proposals(hall.here)) == LISTED

    async def test_parts_of_the_card_are_noted(self, hall):
        meetup = await hall.scheduled()
        await hall.services.meetups.note_card(meetup.id, message_id=7, thread_id=8)
        assert (await hall.meetup(meetup.id)).card == Card(channel_id=hall.channel, message_id=7, thread_id=8)
        await hall.services.meetups.note_card(meetup.id, thread_id=None)
        assert (await hall.meetup(meetup.id)).card == Card(channel_id=hall.channel, message_id=7)


class TestElsewhere:
    """A moderator of another community, with everything that Discord can give."""

    async def test_another_communitys_meetup_is_not_there(self, hall):
        proposal, meetup = await hall.proposed(), await hall.scheduled(address="1 rue")
        before = await hall.services.meetups.recent(hall.here)
        service, stranger = hall.services.meetups, hall.stranger
        for number in (proposal.id, meetup.id):
            for act in (
                service.confirm(stranger, number),
                service.decline(stranger, number, "No"),
                service.cancel(stranger, number, "No"),
                service.edit(stranger, number, changed(title="Mine")),
                service.way(stranger, number),
                service.overview(hall.there, number),
                hall.services.rosters.answer(stranger, number, GOING),
            ):
                with pytest.raises(MeetupNotFound):
                    await act
        assert await hall.services.meetups.recent(hall.here) == before
        assert await hall.services.meetups.recent(hall.there) == []
        assert await hall.take() == []

    async def test_no_more_than_a_number_nobody_has(self, hall):
        for number in (0, -1, 10**9, 2**62):
            with pytest.raises(MeetupNotFound):
                await hall.services.meetups.confirm(hall.mod, number)

    async def test_a_meetup_without_its_community_is_not_there(self, hall):
        meetup = await hall.scheduled()

        def forget(tx):
            tx.execute(community_rows.delete().where(community_rows.c.id == hall.here))

        await hall.db.write(forget)
        assert await hall.db.read(partial(meetups.community_of, meetup_id=meetup.id)) is None
        assert await hall.services.meetups.overview_of(meetup.id) is None
