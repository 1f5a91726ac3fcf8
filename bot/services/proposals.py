"""Use cases about proposals that wait: the moderators' queue, questions and answers, expiry."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.clock import Clock
from bot.domain import interest, rights
from bot.domain import proposals as rules
from bot.domain.interest import Could, DateKnown, NotInterested
from bot.domain.meetups import Phase, State, require_phase
from bot.domain.polls import PollKind
from bot.domain.proposals import Question
from bot.domain.texts import Field, clean
from bot.services import agenda
from bot.services.consequences import save
from bot.services.meetups import Overview, load_overview
from bot.storage import communities, meetups
from bot.storage import proposals as rows
from bot.storage.database import Database

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import Connection

    from bot.domain.communities import Community
    from bot.domain.rights import Actor

QUEUED = 100
QUESTIONS_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Waiting:
    """A proposal in the queue with what was asked about it."""

    overview: Overview
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class ProposalService:
    """Keeps the queue of proposals, and what moderators and proposers say to each other about them."""

    db: Database
    clock: Clock

    async def queue(self, actor: Actor) -> list[Waiting]:
        """The proposals that nobody decided about, the oldest first, at most QUEUED: for moderators.

        Raises:
            ModeratorsOnly.
        """

        def work(tx: Connection) -> list[Waiting]:
            rights.require_moderator(actor, communities.load(tx, actor.community_id))
            return [
                Waiting(
                    load_overview(tx, meetup_id, actor.community_id),
                    tuple(rows.questions_about(tx, meetup_id, QUESTIONS_SHOWN)),
                )
                for meetup_id in rows.waiting(tx, actor.community_id, QUEUED)
            ]

        return await self.db.read(work)

    async def interest(self, actor: Actor, meetup_id: int, *, would_come: bool) -> bool:
        """Say "I'd come" to a proposal, or take it back; False if that was said before.

        The community's threshold schedules a proposal that has a date; of one without, its organisers are
        told once that so many would come.

        Raises:
            MeetupNotFound, MeetupClosed.
        """

        def work(tx: Connection) -> bool:
            now = self.clock()
            meetup = meetups.load(tx, meetup_id, actor.community_id, lock=True)
            require_phase(meetup, now, Phase.PROPOSED)
            before = meetups.interested(tx, meetup_id)
            if would_come is (actor.user_id in before):
                return False
            meetups.set_interest(tx, meetup_id, actor.user_id, interested=would_come, now=now)
            agenda.answered(tx, meetup_id, now)
            threshold = communities.load(tx, actor.community_id).interest_threshold
            if would_come:
                after = rules.ripened(meetup, len(before) + 1, threshold, now)
                if after is not meetup:
                    save(tx, meetup, after, now)
                elif rules.lacks_only_a_date(meetup, len(before) + 1, threshold) and asks_for_dates(
                    load_overview(tx, meetup_id, actor.community_id)
                ):
                    meetups.save(tx, replace(meetup, ripe_at=now))
                    agenda.tell(tx, agenda.RIPE, meetup_id, now)
            return True

        return await self.db.write(work)

    async def could(self, actor: Actor, meetup_id: int, dates: Iterable[Could]) -> tuple[Could, ...]:
        """Say when the actor could come to a proposal that has no date; returns what was kept of it.

        Raises:
            MeetupNotFound, MeetupClosed, NotInterested, DateKnown, DatesOutOfRange.
        """

        def work(tx: Connection) -> tuple[Could, ...]:
            now = self.clock()
            meetup = meetups.load(tx, meetup_id, actor.community_id, lock=True)
            require_phase(meetup, now, Phase.PROPOSED)
            if actor.user_id not in meetups.interested(tx, meetup_id):
                raise NotInterested
            if not asks_for_dates(load_overview(tx, meetup_id, actor.community_id)):
                raise DateKnown
            kept = interest.checked(dates, now, now.astimezone(meetup.plan.zone).date())
            meetups.set_could(tx, meetup_id, actor.user_id, kept)
            agenda.answered(tx, meetup_id, now)
            return kept

        return await self.db.write(work)

    async def ask(self, actor: Actor, meetup_id: int, text: str) -> Question:
        """Ask the proposer something: for moderators.

        Raises:
            MeetupNotFound, ModeratorsOnly, MeetupClosed, TextMissing, TextTooLong.
        """

        def work(tx: Connection) -> Question:
            now = self.clock()
            meetup = meetups.load(tx, meetup_id, actor.community_id)
            rights.require_moderator(actor, communities.load(tx, actor.community_id))
            require_phase(meetup, now, Phase.PROPOSED)
            asked = clean(text, Field.QUESTION, required=True)
            question = Question(id=0, meetup_id=meetup_id, by_id=actor.user_id, text=asked, asked_at=now)
            question = replace(question, id=rows.ask(tx, question))
            agenda.tell(tx, agenda.QUESTION, meetup_id, now, question_id=question.id)
            return question

        return await self.db.write(work)

    async def asked(self, actor: Actor, question_id: int) -> Question:
        """A question that the actor may answer still: before a form is filled in for nothing.

        Raises:
            QuestionGone, OrganisersOnly.
        """

        def work(tx: Connection) -> Question:
            question = rows.question(tx, question_id, actor.community_id)
            meetup = meetups.load(tx, question.meetup_id, actor.community_id)
            rights.require_editor(actor, meetup, communities.load(tx, actor.community_id))
            rules.require_open(question)
            return question

        return await self.db.read(work)

    async def answer(self, actor: Actor, question_id: int, text: str) -> Question:
        """Answer a question, as an organiser of the proposal; whoever asked is told.

        Raises:
            QuestionGone, OrganisersOnly, TextMissing, TextTooLong.
        """

        def work(tx: Connection) -> Question:
            now = self.clock()
            question = rows.question(tx, question_id, actor.community_id)
            meetup = meetups.load(tx, question.meetup_id, actor.community_id, lock=True)
            rights.require_editor(actor, meetup, communities.load(tx, actor.community_id))
            after = rules.answered(rows.question(tx, question_id, actor.community_id), text, now)
            rows.save(tx, after)
            agenda.tell(tx, agenda.REPLY, meetup.id, now, question_id=question.id)
            return after

        return await self.db.write(work)

    async def question(self, question_id: int) -> Question:
        """A question by its number alone: for jobs. Raises QuestionGone."""
        return await self.db.read(lambda tx: rows.question(tx, question_id))

    async def keep(self, actor: Actor, meetup_id: int) -> datetime | None:
        """Give a proposal its whole time again; returns when it would expire now, None for never.

        Raises:
            MeetupNotFound, OrganisersOnly, MeetupClosed.
        """

        def work(tx: Connection) -> datetime | None:
            now = self.clock()
            meetup = meetups.load(tx, meetup_id, actor.community_id, lock=True)
            community = communities.load(tx, actor.community_id)
            rights.require_editor(actor, meetup, community)
            after = rules.kept(meetup, now)
            meetups.save(tx, after)
            agenda.expiry(tx, after, community, now)
            return rules.expires_at(after, community.proposal_days)

        return await self.db.write(work)

    async def expire(self, meetup_id: int, made_for: datetime) -> None:
        """Let a proposal expire, unless it was decided, kept, or the setting changed since."""

        def work(tx: Connection) -> None:
            now = self.clock()
            community_id = meetups.community_of(tx, meetup_id)
            if community_id is None:
                return
            meetup = meetups.load(tx, meetup_id, community_id, lock=True)
            at = rules.expires_at(meetup, communities.load(tx, community_id).proposal_days)
            if meetup.state is State.PROPOSED and at == made_for:
                save(tx, meetup, rules.expired(meetup, now), now)

        await self.db.write(work)


def asks_for_dates(overview: Overview) -> bool:
    """Whether those who would come may say when they could: there is no date, and no poll about it."""
    has_poll = any(poll.kind is PollKind.DATE and poll.closed_at is None for poll in overview.polls)
    return overview.meetup.plan.starts_at is None and not has_poll


def reconsider(tx: Connection, community: Community, now: datetime) -> None:
    """Look at every waiting proposal again after a change of the community's settings about proposals.

    One that has enough interest by a lower threshold is scheduled; the rest expire by the new number of days.
    """
    for meetup_id in rows.waiting(tx, community.id, QUEUED * 10):
        meetup = meetups.load(tx, meetup_id, community.id, lock=True)
        interested = len(meetups.interested(tx, meetup_id))
        after = rules.ripened(meetup, interested, community.interest_threshold, now)
        if after is meetup:
            agenda.expiry(tx, meetup, community, now)
            agenda.card(tx, meetup_id, now)
        else:
            save(tx, meetup, after, now)
