"""Rounds of intros: warned, made once, never with a block, and what came of them becomes ties."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.domain import intros as rules
from bot.domain.intros import IntroNotFound, NotInIntros, Outcome, RoundGone
from bot.domain.ties import How
from bot.services import agenda
from bot.storage import intros, ties

if TYPE_CHECKING:
    from bot.domain.intros import Intro
    from tests.services.conftest import Hall

WEEK = timedelta(weeks=1)


class Play:
    """Runs the jobs of rounds as the deliveries would."""

    def __init__(self, hall: Hall) -> None:
        self.hall = hall
        self.jobs: list[tuple[str, datetime, dict[str, object]]] = []

    async def join(self, *user_ids: int, every: int = 1) -> None:
        for user_id in user_ids:
            await self.hall.services.intros.join(self.hall.member(user_id), every)

    async def gather(self) -> list[str]:
        self.jobs += await self.hall.take()
        return sorted(kind for kind, _, _ in self.jobs)

    def letters(self, kind: str) -> list[int]:
        return sorted(int(str(ids["user_id"])) for found, _, ids in self.jobs if found == kind)

    async def round(self) -> list[tuple[int, ...]]:
        """Let the next round be warned of and made; who was put together."""
        self.jobs = []
        at = (await self.hall.services.intros.standing(self.hall.mod)).coming_at
        assert at is not None
        rounds = self.hall.services.intro_rounds
        self.hall.clock.move(seconds=(at - rules.WARNED_BEFORE - self.hall.now).total_seconds())
        await rounds.warn(self.hall.here, at)
        self.hall.clock.move(seconds=(at - self.hall.now).total_seconds())
        assert await rounds.make(self.hall.here, at) is None
        await self.gather()
        made = await self.all()
        return sorted(intro.user_ids for intro in made if intro.round_at == at)

    async def all(self) -> tuple[Intro, ...]:
        return await self.hall.db.read(lambda tx: intros.of_community(tx, self.hall.here))


@pytest.fixture
def play(hall: Hall) -> Play:
    return Play(hall)


async def test_a_round_is_announced_once_warned_of_and_made_once(hall: Hall, play: Play) -> None:
    await play.join(1, 2, 3, 4)
    await play.join(1, every=2)
    assert await play.gather() == [agenda.INTROS_MAKE, agenda.INTROS_WARN]
    (kind, due_at, ids), *_ = [job for job in play.jobs if job[0] == agenda.INTROS_MAKE]
    at = datetime.fromisoformat(str(ids["round_at"]))
    assert (kind, due_at) == (agenda.INTROS_MAKE, at)
    pairs = await play.round()
    assert sorted(user_id for pair in pairs for user_id in pair) == [1, 2, 3, 4]
    assert play.letters(agenda.INTRO_WARNING) == [1, 2, 3, 4]
    again = {agenda.INTROS_MAKE, agenda.INTROS_WARN}
    assert again <= set(await play.gather()), "the next round is announced"

    service = hall.services.intro_rounds
    await service.warn(hall.here, at)
    assert await service.make(hall.here, at) is None
    play.jobs = []
    assert await play.gather() == []
    assert len(await play.all()) == 2
    assert not set(await play.round()) & set(pairs), "somebody new each time"


async def test_an_odd_one_makes_a_trio_and_blocks_hold(hall: Hall, play: Play) -> None:
    await hall.services.blocks.block(hall.member(2), 1)
    await play.join(1, 2, 3, 4, 5)
    for _ in range(2):
        tables = await play.round()
        assert sorted(len(table) for table in tables) == [2, 3]
        assert not any({1, 2} <= set(table) for table in tables)


async def test_nobody_suitable_is_told_alike_to_both_sides_of_a_block(hall: Hall, play: Play) -> None:
    await play.join(1, 2)
    await hall.services.blocks.block(hall.member(2), 1)
    assert await play.round() == []
    assert play.letters(agenda.INTRO_ALONE) == [1, 2]
    await hall.services.blocks.lift(hall.member(2), 1)
    assert await play.round() == [(1, 2)]
    assert await play.round() == []  # they have just had one together: the same letter for another reason
    assert play.letters(agenda.INTRO_ALONE) == [1, 2]


async def test_those_who_share_no_language_are_not_put_together(hall: Hall, play: Play) -> None:
    await hall.services.profiles.speak(hall.member(1), ["fr"])
    await hall.services.profiles.speak(hall.member(2), ["de"])
    await play.join(1, 2)
    assert await play.round() == []
    assert play.letters(agenda.INTRO_ALONE) == [1, 2]


async def test_one_area_comes_first(hall: Hall, play: Play) -> None:
    for user_id, area in enumerate(["Nantes", "Brest", "nantes", "Brest"], 1):
        await hall.services.profiles.tell(
            hall.member(user_id), area=area, interests="chess, Tea", offers="", needs=""
        )
    await play.join(1, 2, 3, 4)
    assert await play.round() == [(1, 3), (2, 4)]
    newest, *_ = await play.all()
    brief = await hall.services.intros.brief(newest.id)
    assert (brief.area.casefold(), brief.interests, brief.times) in {
        ("nantes", ("chess", "Tea"), ()),
        ("brest", ("chess", "Tea"), ()),
    }


async def test_who_skips_pauses_or_leaves_is_left_out(hall: Hall, play: Play) -> None:
    service = hall.services.intros
    await play.join(1, 2, 3, 4, 5, 6)
    at = (await service.standing(hall.member(1))).next_at
    assert at is not None
    skipped = await service.skip(hall.here, 1, at)
    assert skipped.next_at == rules.next_round(await hall.services.communities.of(hall.here, "fr"), at)
    await service.pause(hall.member(2))
    await service.leave(hall.member(3))
    assert sorted(sum(await play.round(), ())) == [4, 5, 6]
    assert play.letters(agenda.INTRO_WARNING) == [4, 5, 6]
    with pytest.raises(RoundGone):
        await service.skip(hall.here, 4, at)
    with pytest.raises(NotInIntros):
        await service.skip(hall.there, 4, at)
    with pytest.raises(NotInIntros):
        await service.pause(hall.member(3))
    await service.resume(hall.member(2))
    assert {1, 2} <= set(sum(await play.round(), ()))


async def test_both_yes_is_a_tie_and_one_yes_is_not(hall: Hall, play: Play) -> None:
    await play.join(1, 2)
    await play.round()
    [intro] = await play.all()
    service = hall.services.intros
    with pytest.raises(IntroNotFound):
        await service.answer(3, intro.id, Outcome.MET)
    await service.answer(1, intro.id, Outcome.MET)
    said_at = hall.now
    play.jobs = []
    assert agenda.INTRO_MET not in await play.gather()
    assert await hall.db.read(lambda tx: ties.of_community(tx, hall.here)) == {}
    hall.clock.move(days=1)
    for _ in range(2):
        await service.answer(2, intro.id, Outcome.MET)
    assert (await play.gather()).count(agenda.INTRO_MET) == 1
    [tie] = (await hall.db.read(lambda tx: ties.of_member(tx, hall.here, 2))).values()
    [proof] = tie.proofs
    assert (proof.how, proof.at, proof.intro_id) == (How.INTRO, said_at, intro.id)
    await service.answer(2, intro.id, Outcome.NO)
    assert await hall.db.read(lambda tx: ties.of_community(tx, hall.here)) == {}


async def test_three_silent_rounds_are_a_pause_until_one_says_so(hall: Hall, play: Play) -> None:
    await play.join(1, 2, 3, 4)
    for _ in range(4):  # three times with somebody new, then nobody is left for a while
        await play.round()
        for intro in await play.all():
            for user_id in set(intro.user_ids) - {1}:
                await hall.services.intros.answer(user_id, intro.id, Outcome.LATER)
        assert play.letters(agenda.INTRO_ASLEEP) == []
    await play.round()
    assert play.letters(agenda.INTRO_ASLEEP) == [1]
    assert play.letters(agenda.INTRO_WARNING) == [2, 3, 4]
    mine = (await hall.services.intros.standing(hall.member(1))).mine
    assert mine is not None
    assert mine.is_asleep
    await hall.services.intros.resume(hall.member(1))
    await play.round()
    assert 1 in play.letters(agenda.INTRO_WARNING)


async def test_after_a_long_sleep_people_are_warned_before_they_are_put_together(
    hall: Hall, play: Play
) -> None:
    await play.join(1, 2)
    at = (await hall.services.intros.standing(hall.mod)).coming_at
    assert at is not None
    rounds = hall.services.intro_rounds
    hall.clock.move(seconds=(at - hall.now).total_seconds() + 3600)  # the bot was down all the while
    assert await rounds.make(hall.here, at) == hall.now + rules.SOON
    await rounds.warn(hall.here, at)
    later = await rounds.make(hall.here, at)
    assert later is not None
    assert later - hall.now >= rules.TIME_TO_SKIP
    hall.clock.move(seconds=(later - hall.now).total_seconds())
    assert await rounds.make(hall.here, at) is None
    assert len(await play.all()) == 1

    following = (await hall.services.intros.standing(hall.mod)).coming_at
    assert following is not None
    hall.clock.move(seconds=(following - hall.now).total_seconds() + 6 * 86400)
    await rounds.warn(hall.here, following)
    assert await rounds.make(hall.here, following) is None
    assert len(await play.all()) == 1
    assert (await hall.services.intros.standing(hall.mod)).coming_at == following + WEEK


async def test_whoever_left_the_server_leaves_nobody_waiting(hall: Hall, play: Play) -> None:
    await play.join(1, 2)
    await play.round()
    [intro] = await play.all()
    play.jobs = []
    await hall.services.intro_rounds.note_gone(hall.here, 2, intro.id)
    await play.gather()
    assert play.letters(agenda.INTRO_ALONE) == [1]
    assert (await hall.services.intros.standing(hall.member(2))).mine is None
