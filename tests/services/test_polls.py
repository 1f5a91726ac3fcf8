"""Polls as use cases: who may open and close them, and what their winners do to the meetup."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.domain import meetups, polls, rights, texts
from bot.domain.meetups import Format, Meetup, Phase, Plan, State
from bot.domain.polls import Choice, Option, Poll, PollKind, PollPlan, usual_terms
from bot.domain.rights import Actor
from bot.services import Services, agenda
from bot.services.agenda import POLL_NUDGE
from bot.storage import jobs
from bot.storage.database import Database

HERE, ELSEWHERE = 1, 2
ANA, BEN, CHLOE = (Actor(user_id=n, community_id=HERE) for n in (11, 12, 13))
MODERATOR = Actor(user_id=14, community_id=HERE, manages_guild=True)
STRANGER = Actor(user_id=15, community_id=ELSEWHERE, manages_guild=True)
PARIS = ZoneInfo("Europe/Paris")


@dataclass
class Town:
    """Two communities and a proposal of Ana's in the first."""

    db: Database
    clock: Any
    services: Services
    meetup: Meetup

    @property
    def now(self) -> datetime:
        return self.clock.now

    def dates(self, *days: float) -> list[Option]:
        return [Option(starts_at=self.now + timedelta(days=day)) for day in days]

    async def open(
        self, *days: float, actor: Actor = ANA, closes_in: timedelta = timedelta(hours=12), **changes: Any
    ) -> Poll:
        kind = changes.get("kind", PollKind.DATE)
        values = {
            "kind": kind,
            "terms": usual_terms(kind),
            "options": tuple(self.dates(*(days or (1, 2, 3)))),
            "closes_at": self.now + closes_in,
            "zone": PARIS,
        }
        return await self.services.polls.open(actor, self.meetup.id, PollPlan(**values | changes))

    async def open_places(self, *names: str, **changes: Any) -> Poll:
        places = [Option(label=name) for name in names or ("Anchor", "Belvedere")]
        return await self.open(kind=PollKind.VENUE, options=places, **changes)

    async def vote(self, poll: Poll, *choices: Choice, actor: Actor = BEN) -> None:
        said = {option.id: choice for option, choice in zip(poll.options, choices, strict=False)}
        await self.services.ballots.vote(actor, poll.id, said)

    async def state(self) -> Meetup:
        return (await self.services.meetups.overview(HERE, self.meetup.id)).meetup

    async def poll(self, poll: Poll) -> Poll:
        return (await self.services.polls.overview(HERE, poll.id)).poll

    async def jobs(self) -> Counter[str]:
        return Counter(job.kind for job in await self.db.read(partial(jobs.upcoming, limit=99)))


@pytest.fixture
async def town(db: Database, clock: Any) -> Town:
    services = Services.create(db, clock)
    await services.communities.of(HERE, "fr")
    await services.communities.of(ELSEWHERE, "en-US")
    plan = Plan(title="Drinks", format=Format.DRINKS, duration=timedelta(hours=3), zone=PARIS)
    return Town(db, clock, services, await services.meetups.propose(ANA, plan, channel_id=99))


async def test_a_poll_is_opened_posted_and_due_at_its_deadline(town: Town) -> None:
    poll = await town.open(3, 1, 2)

    assert [o.starts_at for o in poll.options] == [o.starts_at for o in town.dates(1, 2, 3)]
    assert (poll.channel_id, poll.zone, poll.creator_id) == (99, PARIS, ANA.user_id)
    assert await town.poll(poll) == poll
    due = {job.kind: job.due_at for job in await town.db.read(partial(jobs.upcoming, limit=99))}
    assert due[agenda.POLL] == town.now
    assert due[agenda.POLL_CLOSE] == poll.closes_at


@pytest.mark.parametrize(
    ("actor", "refusal"),
    [(BEN, rights.OrganisersOnly), (STRANGER, meetups.MeetupNotFound), (MODERATOR, None)],
)
async def test_organisers_and_moderators_open_polls(
    town: Town, actor: Actor, refusal: type[Exception] | None
) -> None:
    if refusal is None:
        assert await town.open(actor=actor)
        return
    with pytest.raises(refusal):
        await town.open(actor=actor)


async def test_one_open_poll_of_each_kind(town: Town) -> None:
    first = await town.open()
    await town.open_places()
    with pytest.raises(polls.PollRunning):
        await town.open()

    await town.services.poll_desk.close(ANA, first.id)
    assert await town.open()


async def test_a_scheduled_meetup_is_past_polls(town: Town) -> None:
    await town.services.meetups.edit(
        ANA, town.meetup.id, lambda plan: replace(plan, starts_at=town.now + timedelta(days=1))
    )
    await town.services.meetups.confirm(MODERATOR, town.meetup.id)
    with pytest.raises(polls.ProposalDecided):
        await town.open()


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"options": []}, polls.OptionsOutOfRange),
        ({"closes_in": timedelta()}, polls.CloseOutOfRange),
        ({"closes_in": timedelta(days=2)}, polls.CloseOutOfRange),
    ],
)
async def test_what_cannot_be_asked_is_refused(
    town: Town, changes: dict[str, Any], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        await town.open(**changes)
    assert not (await town.services.meetups.overview(HERE, town.meetup.id)).polls


async def test_dates_beyond_reason_are_refused(town: Town) -> None:
    with pytest.raises(meetups.DateTooFar):
        await town.open(1, 1000)
    long = Option(starts_at=town.now + timedelta(days=1), ends_at=town.now + timedelta(days=30))
    with pytest.raises(meetups.DurationOutOfRange):
        await town.open(options=[long, *town.dates(2)])


async def test_places_are_cleaned_and_held_to_their_length(town: Town) -> None:
    poll = await town.open_places("  Zoo\u202e  ", "Café\tZéphyr")
    assert [option.label for option in poll.options] == ["Zoo", "Café Zéphyr"]
    with pytest.raises(texts.TextMissing):
        await town.open_places("Zoo", "\u200b")
    with pytest.raises(texts.TextTooLong):
        await town.open_places("Zoo", "x" * 5000)


async def test_ballots_are_kept_and_changed(town: Town) -> None:
    poll = await town.open()
    await town.vote(poll, Choice.YES, Choice.IF_NEED_BE)
    await town.vote(poll, Choice.NO)
    await town.services.ballots.vote_for_all(CHLOE, poll.id, Choice.YES)

    first, second, third = (option.id for option in poll.options)
    assert (await town.poll(poll)).ballots == {
        BEN.user_id: {first: Choice.NO, second: Choice.IF_NEED_BE},
        CHLOE.user_id: {first: Choice.YES, second: Choice.YES, third: Choice.YES},
    }


async def test_nobody_votes_in_another_community(town: Town) -> None:
    poll = await town.open()
    with pytest.raises(polls.PollNotFound):
        await town.vote(poll, Choice.YES, actor=STRANGER)
    with pytest.raises(polls.PollNotFound):
        await town.services.poll_desk.close(STRANGER, poll.id)
    with pytest.raises(polls.PollNotFound):
        await town.services.polls.overview(ELSEWHERE, poll.id)
    assert not (await town.poll(poll)).ballots


async def test_no_vote_counts_after_the_deadline(town: Town) -> None:
    poll = await town.open()
    town.clock.now = poll.closes_at
    with pytest.raises(polls.PollClosed):
        await town.vote(poll, Choice.YES)


async def test_no_vote_counts_once_the_proposal_is_decided(town: Town) -> None:
    poll = await town.open()
    await town.services.meetups.decline(MODERATOR, town.meetup.id, "No room")
    with pytest.raises(polls.ProposalDecided):
        await town.vote(poll, Choice.YES)
    overview = await town.services.polls.overview_of(poll.id)
    assert overview is not None
    assert overview.poll.is_open(town.now)
    assert not overview.takes_ballots(town.now)


async def test_the_winning_date_schedules_the_meetup(town: Town) -> None:
    poll = await town.open()
    await town.vote(poll, Choice.NO, Choice.YES, Choice.YES)

    after = await town.services.poll_desk.close(ANA, poll.id)

    assert after.winner == poll.options[1]
    meetup = await town.state()
    assert meetup.state is State.SCHEDULED
    assert meetup.plan.starts_at == poll.options[1].starts_at
    assert meetup.plan.duration == timedelta(hours=3)
    assert (await town.jobs())[agenda.SCHEDULED] == 1
    overview = await town.services.meetups.overview(HERE, meetup.id)
    assert not overview.roster.parties  # asked to confirm, never enrolled


async def test_a_date_with_an_end_decides_how_long_it_lasts(town: Town) -> None:
    (date,) = town.dates(1)
    assert date.starts_at is not None
    poll = await town.open(
        options=[replace(date, ends_at=date.starts_at + timedelta(hours=5)), *town.dates(2)]
    )
    await town.vote(poll, Choice.YES)
    await town.services.poll_desk.close(MODERATOR, poll.id)

    assert (await town.state()).plan.duration == timedelta(hours=5)


async def test_the_winning_place_alone_schedules_nothing(town: Town) -> None:
    poll = await town.open_places()
    await town.vote(poll, Choice.NO, Choice.YES)
    await town.services.poll_desk.close(ANA, poll.id)

    meetup = await town.state()
    assert (meetup.state, meetup.plan.area) == (State.PROPOSED, "Belvedere")


@pytest.mark.parametrize("date_first", [True, False])
async def test_two_polls_schedule_the_meetup_whichever_closes_last(town: Town, date_first: bool) -> None:
    dates, places = await town.open(), await town.open_places()
    await town.vote(dates, Choice.YES)
    await town.vote(places, Choice.YES)
    first, last = (dates, places) if date_first else (places, dates)

    await town.services.poll_desk.close(ANA, first.id)
    assert (await town.state()).state is State.PROPOSED
    await town.services.poll_desk.close(ANA, last.id)

    meetup = await town.state()
    assert (meetup.state, meetup.plan.area) == (State.SCHEDULED, "Anchor")


async def test_a_date_waits_for_no_place_that_nobody_wants(town: Town) -> None:
    dates, places = await town.open(), await town.open_places()
    await town.vote(dates, Choice.YES)
    await town.services.poll_desk.close(ANA, dates.id)
    await town.services.poll_desk.close(ANA, places.id)

    meetup = await town.state()
    assert (meetup.state, meetup.plan.area) == (State.SCHEDULED, "")


async def test_a_poll_without_votes_decides_nothing(town: Town) -> None:
    poll = await town.open()
    town.clock.now = poll.closes_at

    after = await town.services.polls.close_due(poll.id)

    assert after is not None
    assert after.winner is None
    assert (await town.state()).phase(town.now) is Phase.PROPOSED
    assert await town.open()


async def test_a_place_may_still_be_found_for_a_scheduled_meetup(town: Town) -> None:
    places = await town.open_places(closes_in=timedelta(hours=6))
    await town.services.meetups.edit(
        ANA, town.meetup.id, lambda plan: replace(plan, starts_at=town.now + timedelta(days=1))
    )
    await town.services.meetups.confirm(MODERATOR, town.meetup.id)
    await town.vote(places, Choice.NO, Choice.YES)
    await town.services.poll_desk.close(ANA, places.id)

    assert (await town.state()).plan.area == "Belvedere"
    assert (await town.jobs())[agenda.CHANGED] == 1


async def test_the_result_of_a_settled_question_changes_nothing(town: Town) -> None:
    poll = await town.open()
    await town.vote(poll, Choice.YES)
    await town.services.meetups.decline(MODERATOR, town.meetup.id, "No room")
    after = await town.services.poll_desk.close(MODERATOR, poll.id)

    assert after.winner == poll.options[0]
    meetup = await town.state()
    assert (meetup.state, meetup.plan.starts_at) == (State.DECLINED, None)


async def test_a_poll_closes_at_its_deadline_once(town: Town) -> None:
    poll = await town.open()
    await town.vote(poll, Choice.YES)
    assert await town.services.polls.close_due(poll.id) is None

    town.clock.now = poll.closes_at
    assert await town.services.polls.close_due(poll.id) is not None
    assert await town.services.polls.close_due(poll.id) is None
    assert await town.services.polls.close_due(poll.id + 1) is None
    with pytest.raises(polls.PollClosed):
        await town.services.poll_desk.close(ANA, poll.id)
    assert (await town.jobs())[agenda.SCHEDULED] == 1


async def test_after_a_long_night_the_best_date_still_to_come_wins(town: Town) -> None:
    poll = await town.open(1, 2)
    await town.vote(poll, Choice.YES, Choice.IF_NEED_BE)
    town.clock.now += timedelta(days=1, hours=12)
    after = await town.services.polls.close_due(poll.id)

    assert after is not None
    assert after.winner == poll.options[1]
    assert (await town.state()).state is State.SCHEDULED


async def test_only_organisers_close_early(town: Town) -> None:
    poll = await town.open()
    with pytest.raises(rights.OrganisersOnly):
        await town.services.poll_desk.close(BEN, poll.id)


async def test_a_note_of_the_message_leads_the_meetups_card_there(town: Town) -> None:
    poll = await town.open()
    before = await town.jobs()
    await town.services.polls.note_message(poll, 99, 1234)

    assert (await town.poll(poll)).message_id == 1234
    assert (await town.jobs() - before) == Counter({agenda.CARD: 1})


async def test_a_card_can_be_painted_later(town: Town) -> None:
    poll = await town.open()
    await town.services.polls.paint_later(poll)
    due = [j.due_at for j in await town.db.read(partial(jobs.upcoming, limit=99)) if j.kind == agenda.POLL]
    assert len(due) == 2
    assert max(due) > town.now


async def test_a_job_about_a_poll_that_is_gone_finds_nothing(town: Town) -> None:
    assert await town.services.polls.overview_of(404) is None


async def test_those_who_would_come_and_have_not_voted_are_awaited(town: Town) -> None:
    poll = await town.open()
    for actor in (BEN, CHLOE):
        await town.services.proposals.interest(actor, town.meetup.id, would_come=True)
    await town.vote(poll, Choice.NO, actor=CHLOE)
    assert (await town.jobs())[POLL_NUDGE] == 1

    assert await town.services.polls.awaited(poll.id) == (BEN.user_id,)
    assert await town.services.polls.awaited(404) == ()
    await town.services.poll_desk.close(ANA, poll.id)
    assert await town.services.polls.awaited(poll.id) == ()


async def test_a_poll_of_minutes_nudges_nobody(town: Town) -> None:
    await town.open(closes_in=timedelta(minutes=30))
    assert (await town.jobs())[POLL_NUDGE] == 0


async def test_ballots_that_come_together_are_all_counted(town: Town) -> None:
    poll = await town.open()
    ids = [100, *range(500, 201, -1)]  # who comes first stands first, whatever their number
    voters = [Actor(user_id=user_id, community_id=HERE) for user_id in ids]
    words = (Choice.YES, Choice.IF_NEED_BE, Choice.NO)
    await asyncio.gather(
        *(town.vote(poll, Choice.YES, words[n % 3], actor=actor) for n, actor in enumerate(voters))
    )

    after = await town.poll(poll)
    assert [(t.yes, t.if_need_be) for t in polls.count(after)] == [(300, 0), (100, 100), (0, 0)]
    assert polls.said_yes(after, poll.options[0].id) == tuple(ids)


async def test_a_vote_and_the_close_at_once_never_disagree(town: Town) -> None:
    poll = await town.open()
    await town.vote(poll, Choice.YES)
    results = await asyncio.gather(
        town.services.poll_desk.close(ANA, poll.id),
        town.services.poll_desk.close(MODERATOR, poll.id),
        *(town.vote(poll, Choice.NO, Choice.YES, actor=a) for a in (ANA, CHLOE, MODERATOR)),
        return_exceptions=True,
    )

    assert sum(isinstance(result, Poll) for result in results) == 1
    after = await town.poll(poll)
    assert after.winner == polls.leading(after, town.now)
