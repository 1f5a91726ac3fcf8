"""Who is to be seated at a meetup, and what lies behind them, read at one instant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain import rights, rounds
from bot.domain.icebreakers import History, Person
from bot.domain.icebreakers.plans import pairs_at
from bot.domain.meetups import Meetup
from bot.domain.rounds import Company, Icebreaker, NoIcebreaker, PlayedRound, Pool
from bot.storage import blocks, checkins, communities, icebreakers, meetups, profiles, rosters, ties

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from bot.domain.profiles import Profile
    from bot.domain.rights import Actor


@dataclass(frozen=True, slots=True)
class Going:
    """An icebreaker of a meetup with every round that was played there."""

    meetup: Meetup
    played: tuple[PlayedRound, ...]
    icebreaker: Icebreaker

    @property
    def playing(self) -> PlayedRound:
        return self.played[-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evening:
    """An icebreaker as its organiser sees it: the round that is played, and what is still to come.

    ``firsts`` of the ``meetings`` at its tables are between people who had never met.
    """

    meetup: Meetup
    icebreaker: Icebreaker
    playing: PlayedRound
    firsts: int
    meetings: int
    without_table: tuple[int, ...]


def here(tx: Connection, meetup: Meetup, pool: Pool, icebreaker: Icebreaker | None) -> frozenset[int]:
    """Who is to have a table: those of the pool who have not left that icebreaker.

    Without one it is about to begin, and who had to go during the last one has not come back since.
    """
    present = {row.user_id for row in checkins.of_meetup(tx, meetup.id)}
    if pool is Pool.GOING:
        present |= {party.user_id for party in rosters.load(tx, meetup).seated}
    icebreaker = icebreaker or icebreakers.newest(tx, meetup.id)
    return frozenset(present - icebreakers.left(tx, icebreaker.id) if icebreaker else present)


def company(
    tx: Connection, meetup: Meetup, user_ids: Iterable[int], earlier: Iterable[PlayedRound]
) -> Company:
    """Those people with their ties from before the meetup, their blocks, and its earlier rounds."""
    ids = sorted(user_ids)
    met = ties.among(tx, meetup.community_id, ids, but_present_at=meetup.id)
    when = {
        pair: [proof.at for proof in tie.proofs if proof.meetup_id != meetup.id] for pair, tie in met.items()
    }
    known = checkins.been_before(tx, meetup.community_id, ids, meetup.span[0])
    told = profiles.of_members(tx, meetup.community_id, ids).values()
    return Company(
        people=tuple(_person(profile, newcomer=profile.user_id not in known) for profile in told),
        history=History(
            {pair: max(found) for pair, found in when.items() if found},
            blocks.pairs(tx, meetup.community_id, ids),
        ),
        earlier=tuple(played.groups for played in earlier),
    )


def _person(profile: Profile, *, newcomer: bool) -> Person:
    return Person(
        profile.user_id,
        newcomer=newcomer,
        languages=frozenset(profile.languages),
        interests=frozenset(interest.casefold() for interest in profile.interests),
        area=profile.area.casefold() or None,
    )


def with_tonight(room: Company, rounds: Iterable[PlayedRound]) -> History:
    """The history of a room once the rounds of the evening count as well."""
    tonight = {pair: r.started_at for r in rounds for table in r.groups for pair in pairs_at(table)}
    return History({**room.history.met, **tonight}, room.history.blocked)


def found(tx: Connection, actor: Actor, meetup_id: int, *, lock: bool = False, over: bool = False) -> Going:
    """The icebreaker at a meetup of the actor's community; ``over`` finds one that has ended as well.

    Raises:
        MeetupNotFound, NoIcebreaker.
    """
    meetup = meetups.load(tx, meetup_id, actor.community_id, lock=lock)
    icebreaker = icebreakers.newest(tx, meetup.id)
    if icebreaker is None or (icebreaker.ended_at is not None and not over):
        raise NoIcebreaker
    return Going(meetup, icebreakers.of_meetup(tx, meetup.id), icebreaker)


def of_organiser(
    tx: Connection, actor: Actor, meetup_id: int, *, lock: bool = False, over: bool = False
) -> Going:
    """The same for those alone who may see and change all of it.

    Raises:
        MeetupNotFound, OrganisersOnly, NoIcebreaker.
    """
    meetup = meetups.load(tx, meetup_id, actor.community_id, lock=lock)
    rights.require_editor(actor, meetup, communities.load(tx, actor.community_id))
    return found(tx, actor, meetup_id, over=over)


def running(tx: Connection, meetup_id: int, *, lock: bool = True) -> Going | None:
    """What a job, which knows the meetup's number alone, finds running there."""
    community_id = meetups.community_of(tx, meetup_id)
    icebreaker = icebreakers.newest(tx, meetup_id)
    if community_id is None or icebreaker is None or icebreaker.ended_at is not None:
        return None
    meetup = meetups.load(tx, meetup_id, community_id, lock=lock)
    return Going(meetup, icebreakers.of_meetup(tx, meetup_id), icebreaker)


def evening(tx: Connection, meetup: Meetup, played: tuple[PlayedRound, ...], icebreaker_id: int) -> Evening:
    *earlier, playing = played
    icebreaker = icebreakers.load(tx, icebreaker_id)
    seated = here(tx, meetup, icebreaker.wish.pool, icebreaker)
    room = company(tx, meetup, seated | playing.seated, earlier)
    firsts, meetings = rounds.first_meetings(playing.groups, room)
    return Evening(
        meetup=meetup,
        icebreaker=icebreaker,
        playing=playing,
        firsts=firsts,
        meetings=meetings,
        without_table=tuple(sorted(seated - playing.seated)),
    )
