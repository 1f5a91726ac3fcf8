"""Use cases about intros: taking part, and what came of each intro. Rounds are in ``intro_rounds``."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from bot.clock import Clock
from bot.domain import intros as rules
from bot.domain.communities import Community
from bot.domain.intros import Intro, IntroNotFound, NotInIntros, Outcome, Participant, RoundGone
from bot.domain.profiles import shared_interests
from bot.services import agenda
from bot.storage import communities, intros, profiles
from bot.storage.database import Database

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from bot.domain.rights import Actor


@dataclass(frozen=True, slots=True)
class Standing:
    """How a member stands with intros: None while they do not take part."""

    mine: Participant | None
    next_at: datetime | None
    coming_at: datetime | None


@dataclass(frozen=True, slots=True)
class Brief:
    """What those of an intro are told: whom they meet, what they share, and when all are usually free."""

    intro: Intro
    community: Community
    area: str
    interests: tuple[str, ...]
    times: tuple[datetime, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """What a letter about a round says; ``next_at`` is the member's next turn."""

    community: Community
    round_at: datetime
    next_at: datetime | None


@dataclass(frozen=True, slots=True)
class IntroService:
    """What members do about intros: take part, pause, skip, leave, and say what came of one."""

    db: Database
    clock: Clock

    async def standing(self, actor: Actor) -> Standing:
        """How the actor stands."""
        return await self.db.read(lambda tx: self._standing(tx, actor.community_id, actor.user_id))

    async def join(self, actor: Actor, every: int) -> Standing:
        """Take part from now on, or in another rhythm; ``every`` is one of EVERY, in weeks."""

        def change(now: datetime, mine: Participant | None) -> Participant:
            if mine is not None:
                return replace(mine, every=every)
            return Participant(user_id=actor.user_id, every=every, joined_at=now, awake_since=now)

        return await self._change(actor.community_id, actor.user_id, change)

    async def pause(self, actor: Actor) -> Standing:
        """Leave out four weeks.

        Raises:
            NotInIntros.
        """
        return await self._mine(actor, lambda now, mine: replace(mine, paused_until=now + rules.PAUSE))

    async def resume(self, actor: Actor) -> Standing:
        """Take part again, whatever kept one from it.

        Raises:
            NotInIntros.
        """
        awake = partial(replace, paused_until=None, skipped_round_at=None, is_asleep=False)
        return await self._mine(actor, lambda now, mine: awake(mine, awake_since=now))

    async def leave(self, actor: Actor) -> Standing:
        """Take part no more.

        Raises:
            NotInIntros.
        """

        def work(tx: Connection) -> Standing:
            if not intros.leave(tx, actor.community_id, actor.user_id):
                raise NotInIntros
            return self._standing(tx, actor.community_id, actor.user_id)

        return await self.db.write(work)

    async def skip(self, community_id: int, user_id: int, round_at: datetime) -> Standing:
        """Leave out the round that is announced; from the day-before message too, so without an actor.

        Raises:
            NotInIntros, RoundGone.
        """

        def work(tx: Connection) -> Standing:
            community = communities.load(tx, community_id, lock=True)
            mine = intros.participant(tx, community_id, user_id)
            if mine is None:
                raise NotInIntros
            if intros.coming_round(tx, community.id) != round_at:
                raise RoundGone
            intros.keep(tx, community_id, replace(mine, skipped_round_at=round_at))
            return self._standing(tx, community_id, user_id)

        return await self.db.write(work)

    async def intro(self, intro_id: int) -> Intro:
        """An intro as it stands.

        Raises:
            IntroNotFound.
        """
        return await self.db.read(partial(intros.load, intro_id=intro_id))

    async def brief(self, intro_id: int) -> Brief:
        """What those of an intro are told.

        Raises:
            IntroNotFound.
        """

        def work(tx: Connection) -> Brief:
            intro = intros.load(tx, intro_id)
            community = communities.load(tx, intro.community_id)
            told = list(profiles.of_members(tx, community.id, intro.user_ids).values())
            areas = {profile.area.casefold() for profile in told}
            shared = set(told[0].interests) if told else set()
            for other in told[1:]:
                shared &= set(shared_interests(told[0], other))
            return Brief(
                intro=intro,
                community=community,
                area=told[0].area if len(areas) == 1 else "",
                interests=tuple(i for i in told[0].interests if i in shared) if told else (),
                times=rules.proposed_times((p.availability for p in told), self.clock(), community.zone),
            )

        return await self.db.read(work)

    async def answer(self, user_id: int, intro_id: int, outcome: Outcome) -> Intro:
        """Keep what one of an intro says of it; nobody else sees it unless both say that they met.

        Raises:
            IntroNotFound: there is none by that number, or it is not theirs.
        """

        def work(tx: Connection) -> Intro:
            now = self.clock()
            before = intros.load(tx, intro_id, lock=True)
            if user_id not in before.user_ids:
                raise IntroNotFound
            intros.reply(tx, intro_id, user_id, outcome, now)
            after = intros.load(tx, intro_id)
            if set(after.met) - set(before.met):
                agenda.intro_met(tx, intro_id, now)
            return after

        return await self.db.write(work)

    async def facts(self, community_id: int, user_id: int, round_at: datetime) -> Facts | None:
        """What a letter about a round says; None when the member left intros meanwhile."""

        def work(tx: Connection) -> Facts | None:
            standing = self._standing(tx, community_id, user_id)
            if standing.mine is None:
                return None
            return Facts(communities.load(tx, community_id), round_at, standing.next_at)

        return await self.db.read(work)

    async def _mine(self, actor: Actor, change: Callable[[datetime, Participant], Participant]) -> Standing:
        def checked(now: datetime, mine: Participant | None) -> Participant:
            if mine is None:
                raise NotInIntros
            return change(now, mine)

        return await self._change(actor.community_id, actor.user_id, checked)

    async def _change(
        self, community_id: int, user_id: int, change: Callable[[datetime, Participant | None], Participant]
    ) -> Standing:
        def work(tx: Connection) -> Standing:
            now = self.clock()
            community = communities.load(tx, community_id, lock=True)
            intros.keep(tx, community_id, change(now, intros.participant(tx, community_id, user_id)))
            announce(tx, community, now)
            return self._standing(tx, community_id, user_id)

        return await self.db.write(work)

    def _standing(self, tx: Connection, community_id: int, user_id: int) -> Standing:
        mine = intros.participant(tx, community_id, user_id)
        coming = intros.coming_round(tx, community_id)
        if mine is None:
            return Standing(None, None, coming)
        community = communities.load(tx, community_id)
        return Standing(mine, rules.next_turn(mine, community, coming, self.clock()), coming)


def announce(tx: Connection, community: Community, now: datetime) -> None:
    """Have the next round made, unless one is announced that can still be."""
    coming = intros.coming_round(tx, community.id)
    if coming is not None and rules.match_at(community, coming, now) is not None:
        return
    round_at = rules.next_round(community, now)
    if intros.open_round(tx, community.id, round_at):
        agenda.intro_round(tx, community.id, round_at, now)
