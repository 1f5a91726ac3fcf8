"""What a poll's close does: its winner becomes the meetup's date or place in the same transaction."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from random import SystemRandom
from typing import TYPE_CHECKING

from bot.domain import polls as rules
from bot.domain import proposals, rights
from bot.domain.communities import Community
from bot.domain.meetups import Meetup, Phase, Plan
from bot.domain.polls import Poll, PollKind
from bot.domain.texts import LIMITS, Field
from bot.services import agenda
from bot.services.consequences import save
from bot.storage import communities, first_calls, meetups, polls

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from bot.domain.polls import Option
    from bot.domain.rights import Actor

FIRST_CALL = timedelta(hours=12)
_SHORTEST = timedelta(minutes=15)


@dataclass(frozen=True, slots=True, kw_only=True)
class PollOverview:
    """Everything a poll's messages show, read at one instant.

    ``beside`` are the polls that stand on this one's card.
    """

    poll: Poll
    meetup: Meetup | None
    community: Community
    beside: tuple[PollOverview, ...] = ()

    def takes_ballots(self, now: datetime) -> bool:
        """Whether a ballot would be taken, and would still decide something."""
        return self.poll.is_open(now) and matters(self.poll, self.meetup, now)

    def is_organised_by(self, actor: Actor) -> bool:
        """Whether the actor may keep the poll: see ``require_organiser``."""
        return is_organiser(actor, self.poll, self.meetup, self.community)


def overview_of(
    tx: Connection, poll_id: int, community_id: int, *, voters: frozenset[int] | None = None
) -> PollOverview:
    """What a poll's messages show, inside a transaction; with ``voters``, the ballots of those users alone.

    Raises:
        PollNotFound.
    """
    poll = polls.load(tx, poll_id, community_id, voters=voters)
    overview = PollOverview(
        poll=poll, meetup=meetup_of(tx, poll), community=communities.load(tx, community_id)
    )
    if voters is not None:
        return overview
    others = polls.beside(tx, poll_id, community_id)
    return replace(overview, beside=tuple(replace(overview, poll=other) for other in others))


def meetup_of(tx: Connection, poll: Poll, *, lock: bool = False) -> Meetup | None:
    """The meetup a poll is about, if it is about one."""
    if poll.meetup_id is None:
        return None
    return meetups.load(tx, poll.meetup_id, poll.community_id, lock=lock)


def is_organiser(actor: Actor, poll: Poll, meetup: Meetup | None, community: Community) -> bool:
    """Whether the actor organises the poll's meetup; without one, whether they asked, or moderate."""
    if meetup is not None:
        return rights.may_edit(actor, meetup, community)
    mine = actor.community_id == poll.community_id and actor.user_id == poll.creator_id
    return mine or rights.is_moderator(actor, community)


def require_organiser(actor: Actor, poll: Poll, meetup: Meetup | None, community: Community) -> None:
    """Raises OrganisersOnly unless ``is_organiser``."""
    if not is_organiser(actor, poll, meetup, community):
        raise rights.OrganisersOnly(meetup.organiser_id if meetup else poll.creator_id)


def matters(poll: Poll, meetup: Meetup | None, now: datetime) -> bool:
    """Whether it still decides something: a scheduled meetup has its date, but may be short of a place."""
    if meetup is None or poll.kind is PollKind.QUESTION:
        return True
    phase = meetup.phase(now)
    return phase is Phase.PROPOSED or (phase is Phase.UPCOMING and poll.kind is PollKind.VENUE)


def settle(tx: Connection, after: Poll, meetup: Meetup | None, now: datetime) -> None:
    """Keep a poll that was closed or decided, and carry out what follows.

    A proposal that then has a date and no open poll is scheduled, if its members decided anything at all.
    An anonymous poll forgets the names on its ballots.
    """
    polls.save(tx, after)
    if after.is_anonymous:
        polls.forget_names(tx, rules.without_names(after, SystemRandom()), now)
    agenda.poll(tx, after.lead_id or after.id, after.meetup_id, now)
    if after.ballots or after.winner:
        mark = now.isoformat()
        agenda.about_poll(tx, agenda.POLL_RESULT, after, now, now, winner_id=after.winner_id, at=mark)
    if meetup is None:
        return
    decided = meetup
    if after.winner is not None and matters(after, meetup, now):
        decided = replace(meetup, plan=won(meetup.plan, after.kind, after.winner))
    if _is_ready(tx, decided, now):
        decided = proposals.confirmed(decided, now)
        _call_first(tx, after, decided, now)
    if decided == meetup:
        agenda.card(tx, meetup.id, now)
    else:
        save(tx, meetup, decided, now, by=after.decided_by_id)


def _call_first(tx: Connection, poll: Poll, meetup: Meetup, now: datetime) -> None:
    """Keep the seats for those who said yes to the winning date, in the order of their ballots.

    The place may have been decided last: the ballots that count are those on the date.
    """
    capacity = meetup.plan.capacity
    dates = [p for p in polls.of_meetup(tx, meetup.id, meetup.community_id) if p.kind is PollKind.DATE]
    won_by = next((p for p in (poll, *reversed(dates)) if p.kind is PollKind.DATE and p.winner_id), None)
    if capacity is None or won_by is None or won_by.winner_id is None or won_by.is_anonymous:
        return
    until = min(now + FIRST_CALL, meetup.span[0])
    voters = rules.said_yes(won_by, won_by.winner_id)[:capacity]
    first_calls.replace(tx, meetup.id, voters, until)
    agenda.settle(tx, meetup.id, until, now)


def undone(plan: Plan, kind: PollKind) -> Plan:
    """A proposal's plan without what the poll had decided."""
    if kind is PollKind.DATE:
        return replace(plan, starts_at=None)
    return replace(plan, area="") if kind is PollKind.VENUE else plan


def won(plan: Plan, kind: PollKind, winner: Option) -> Plan:
    """A plan with the winner in it; an answer to a question changes nothing."""
    if kind is PollKind.DATE:
        length = winner.ends_at - winner.starts_at if winner.ends_at and winner.starts_at else plan.duration
        return replace(plan, starts_at=winner.starts_at, duration=max(length, _SHORTEST))
    if kind is PollKind.VENUE:
        return replace(plan, area=place_of(winner))
    return plan


def place_of(option: Option) -> str:
    """A place as the card names it: its name, and its area where there is room for both."""
    both = f"{option.label}, {option.area}" if option.area else option.label
    return both if len(both) <= LIMITS[Field.AREA] else option.label


def _is_ready(tx: Connection, meetup: Meetup, now: datetime) -> bool:
    starts_at = meetup.plan.starts_at
    if meetup.phase(now) is not Phase.PROPOSED or starts_at is None or starts_at <= now:
        return False
    deciding = [
        p for p in polls.of_meetup(tx, meetup.id, meetup.community_id) if p.kind is not PollKind.QUESTION
    ]
    return all(p.closed_at for p in deciding) and any(p.winner_id for p in deciding)
