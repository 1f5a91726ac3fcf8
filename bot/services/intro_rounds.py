"""Use cases about rounds of intros: who is warned, who is put together, and where that was told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from bot.clock import Clock
from bot.domain import intros as rules
from bot.domain import prompts
from bot.domain.communities import Community
from bot.domain.icebreakers import History, Person, Plan
from bot.domain.quiet import next_loud
from bot.domain.ties import Pair
from bot.services import agenda, planner
from bot.services.intros import announce
from bot.storage import blocks, checkins, communities, intros, profiles, ties
from bot.storage import prompts as prompt_rows
from bot.storage.database import Database

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from bot.domain.profiles import Profile

TRIES = 5
"""How often a round is planned anew because somebody joined or skipped meanwhile."""


@dataclass(frozen=True, slots=True)
class _Pool:
    """What a round is planned from, read at one instant."""

    community: Community
    people: tuple[Person, ...]
    blocked: frozenset[Pair]
    history: History
    """Its blocked pairs are those, and those who had an intro together lately."""


@dataclass(frozen=True, slots=True)
class IntroRoundService:
    """Warns, puts people together, and notes where that was told."""

    db: Database
    clock: Clock

    async def warn(self, community_id: int, round_at: datetime) -> None:
        """Have everybody warned whose turn it is, and those told who said nothing for too long."""

        def work(tx: Connection) -> None:
            now = self.clock()
            community = communities.load(tx, community_id, lock=True)
            if rules.match_at(community, round_at, now) is None:
                return
            if not intros.mark_round(tx, community_id, round_at, "warned_at", now):
                return
            for number, one in enumerate(intros.participants(tx, community_id)):
                if not rules.takes_part(one, round_at, community.zone):
                    continue
                kind = agenda.INTRO_WARNING
                if rules.is_silent(one, intros.of_member(tx, community_id, one.user_id), now):
                    kind = agenda.INTRO_ASLEEP
                    intros.keep(tx, community_id, replace(one, is_asleep=True))
                elif one.joined_at > round_at - rules.WARNED_BEFORE:
                    continue  # they have just read when it comes
                agenda.intro_letter(tx, kind, community_id, one.user_id, round_at, now, number=number)

        await self.db.write(work)

    async def make(self, community_id: int, round_at: datetime) -> datetime | None:
        """Put together those whose turn it is, once; returns an instant if it is too early for that."""
        for _ in range(TRIES):
            pool = await self.db.read(lambda tx: self._pool(tx, community_id, round_at))
            seed = rules.week_of(round_at, pool.community.zone) + community_id
            plan = await planner.intros_of(pool.people, pool.history, seed=seed)
            keep = partial(self._keep, pool=pool, plan=plan, round_at=round_at)
            is_settled, wait_until = await self.db.write(keep)
            if is_settled:
                return wait_until
        raise RuntimeError(f"intros of {community_id} could not be planned: people keep coming and going")

    def _keep(
        self, tx: Connection, pool: _Pool, plan: Plan, round_at: datetime
    ) -> tuple[bool, datetime | None]:
        """Keep a plan unless others take part now; whether all is settled, and until when to wait."""
        now, community_id = self.clock(), pool.community.id
        community = communities.load(tx, community_id, lock=True)
        warned_at, matched_at = intros.round_marks(tx, community_id, round_at)
        if matched_at is not None:
            return True, None
        at = rules.match_at(community, round_at, warned_at or now)
        if at is not None and now < at:
            return True, at if warned_at else now + rules.SOON
        if at is not None:
            if self._pool(tx, community_id, round_at) != pool:
                return False, None
            self._put_together(tx, pool, plan, round_at, now)
        intros.mark_round(tx, community_id, round_at, "matched_at", now)
        if intros.participants(tx, community_id):
            announce(tx, community, max(now, round_at))
        return True, None

    def _put_together(
        self, tx: Connection, pool: _Pool, plan: Plan, round_at: datetime, now: datetime
    ) -> None:
        people = {person.user_id: person for person in pool.people}
        alone = set(plan.unseated)
        groups: list[tuple[int, ...]] = []
        for table in plan.rounds[0]:
            stays, leaves = rules.who_can_talk([people[user_id] for user_id in table])
            alone.update(leaves)
            groups += [stays] if stays else []
        community_id = pool.community.id
        groups, left = rules.with_the_odd_ones(
            groups, sorted(alone), people, pool.blocked, pool.history.blocked
        )
        drawn = self._draw(tx, pool, groups, round_at)
        ask_at = next_loud(now + rules.ASKED_AFTER, pool.community.quiet)
        for user_ids, prompt in zip(groups, drawn, strict=True):
            agenda.intro(tx, intros.add(tx, community_id, round_at, user_ids, prompt), ask_at, now)
        placed = {user_id for group in groups for user_id in group}
        for number, one in enumerate(intros.participants(tx, community_id)):
            if one.user_id in placed:
                intros.keep(tx, community_id, replace(one, last_round_at=round_at, alone_round_at=None))
            elif one.user_id in left:
                intros.keep(tx, community_id, replace(one, alone_round_at=round_at))
                kind = agenda.INTRO_ALONE
                agenda.intro_letter(tx, kind, community_id, one.user_id, round_at, now, number=number)

    def _draw(
        self, tx: Connection, pool: _Pool, groups: list[tuple[int, ...]], round_at: datetime
    ) -> tuple[str, ...]:
        """A prompt for each, about what they share; light, for they have yet to meet."""
        community, likes = pool.community, {person.user_id: person.interests for person in pool.people}
        own = [prompts.Prompt(kept.text) for kept in prompt_rows.of_community(tx, community.id)]
        return prompts.draw(
            (*own, *prompts.catalogue(community.language)),
            [prompts.Group(ids, frozenset.intersection(*(likes[one] for one in ids))) for ids in groups],
            prompt_rows.had_since(tx, community.id, list(likes), round_at - timedelta(days=prompts.YEAR)),
            depth=prompts.Depth.LIGHT,
            seed=rules.week_of(round_at, community.zone),
        )

    def _pool(self, tx: Connection, community_id: int, round_at: datetime) -> _Pool:
        community = communities.load(tx, community_id)
        turn = [
            one.user_id
            for one in intros.participants(tx, community_id)
            if rules.takes_part(one, round_at, community.zone)
        ]
        told = profiles.of_members(tx, community_id, turn)
        known = checkins.been_before(tx, community_id, turn, round_at)
        met = {pair: tie.last_met_at for pair, tie in ties.among(tx, community_id, turn).items()}
        blocked = blocks.pairs(tx, community_id, turn)
        apart = set(blocked)
        for pair, at in _introduced(tx, community_id).items():
            met[pair] = max(at, met.get(pair, at))
            if at > round_at - rules.APART_FOR:
                apart.add(pair)
        people = tuple(_person(told[user_id], is_new=user_id not in known) for user_id in turn)
        return _Pool(community, people, blocked, History(met, frozenset(apart)))

    async def note_opened(self, intro_id: int, thread_id: int | None) -> None:
        """Keep where an intro stands; None: as private messages."""
        await self.db.write(lambda tx: intros.note_opened(tx, intro_id, thread_id, self.clock()))

    async def note_gone(self, community_id: int, user_id: int, intro_id: int | None = None) -> None:
        """Forget somebody who left the server; whoever is then alone in their intro is told so."""

        def work(tx: Connection) -> None:
            intros.leave(tx, community_id, user_id)
            if intro_id is None:
                return
            intros.remove_person(tx, intro_id, user_id)
            left = intros.load(tx, intro_id)
            if len(left.user_ids) == 1:
                kind, now = agenda.INTRO_ALONE, self.clock()
                agenda.intro_letter(tx, kind, community_id, left.user_ids[0], left.round_at, now)

        await self.db.write(work)

    async def note_letter(self, community_id: int, user_id: int, *, arrived: bool) -> None:
        """Keep whether a member can be written to; their panel says so."""

        def work(tx: Connection) -> None:
            mine = intros.participant(tx, community_id, user_id)
            if mine is not None and mine.dms_closed is arrived:
                intros.keep(tx, community_id, replace(mine, dms_closed=not arrived))

        await self.db.write(work)

    async def note_trouble(self, community_id: int, round_at: datetime) -> bool:
        """Whether moderators are to hear of what went wrong in a round: they do once."""
        now = self.clock()
        return await self.db.write(
            lambda tx: intros.mark_round(tx, community_id, round_at, "trouble_at", now)
        )


def _introduced(tx: Connection, community_id: int) -> dict[Pair, datetime]:
    """When pairs were last put together by an intro."""
    found: dict[Pair, datetime] = {}
    for intro in intros.of_community(tx, community_id):
        for pair in rules.pairs_of(intro):
            found[pair] = max(intro.round_at, found.get(pair, intro.round_at))
    return found


def _person(told: Profile, *, is_new: bool) -> Person:
    return Person(
        told.user_id,
        newcomer=is_new,
        languages=frozenset(told.languages),
        interests=frozenset(interest.casefold() for interest in told.interests),
        area=told.area.casefold() or None,
    )
