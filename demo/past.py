"""Plays the made-up community's past on the stage, through the use cases, at the instants it happened."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from bot.domain.formats import USUAL
from bot.domain.meetups import Plan
from bot.domain.moments import Frequency, NthWeekday, Recurrence
from bot.domain.rosters import Answer
from bot.domain.rounds import Wish
from bot.domain.seating import SeatRules
from demo import community as communities
from demo import memory, polling, programme
from demo.community import Community
from demo.people import CAST, Part
from demo.programme import TODAY, ZONE, Gathering, say
from demo.snapshots import snapshot
from demo.stage import Stage

if TYPE_CHECKING:
    from bot.domain.meetups import Meetup
    from bot.domain.rights import Actor
    from bot.services import Services
    from demo.people import Character

_ANNOUNCED = timedelta(days=9)
_DOORS = timedelta(minutes=5)
_HOME_AGAIN = timedelta(hours=1)
_SEED = 44000


@dataclass(frozen=True, slots=True)
class Play:
    """The stage and the community, while their past is played."""

    stage: Stage
    community: Community

    @property
    def services(self) -> Services:
        """The use cases."""
        return self.stage.bot.services

    async def past(self, gatherings: tuple[Gathering, ...]) -> None:
        """Hold every gathering, one after another."""
        chance = random.Random(_SEED)
        for gathering in gatherings:
            await self._hold(gathering, chance)

    async def _hold(self, gathering: Gathering, chance: random.Random) -> None:
        await self.stage.move_to(gathering.starts_at - _ANNOUNCED)
        meetup = await self.schedule(gathering)
        guests = self._guests(gathering, chance)
        await self.answer(meetup, guests, Answer.GOING)
        await self.stage.move_to(gathering.starts_at - _DOORS)
        here = [self._id(key) for key in guests[: gathering.came]]
        await self.services.checkins.check_in(self._host(gathering), meetup.id, here)
        for _ in range(gathering.rounds):
            await self.stage.move(timedelta(minutes=25))
            await self.services.icebreakers.start(self._host(gathering), meetup.id, Wish())
        if gathering.photo[0] or gathering.is_remembered:
            await self.stage.move_to(gathering.starts_at + USUAL[gathering.format].duration + _HOME_AGAIN)
            overview = await self.services.meetups.overview(self.community.guild.id, meetup.id)
            opening = photo_opening(self.community, overview.meetup)
        if gathering.photo[0]:
            await self._share(gathering, meetup, guests, opening)
        if gathering.is_remembered:
            await memory.play(self, meetup, opening, guests[: gathering.came])

    async def _share(self, gathering: Gathering, meetup: Meetup, guests: list[str], opening: Any) -> None:
        """Let the host add a photo of the others, with the form of the photo thread."""
        looks = [communities.BY_KEY[key].look for key in guests[1:]]
        files = [("table.png", snapshot(looks, meetup.id))]
        caption = say(gathering.photo, self.community.language)
        host = self.community.members[gathering.host]
        form = await host.click(opening, custom_id=f"photos:1:{meetup.id}")
        await host.submit_modal(form, {"files": files, "agreement": ["agreed"], "caption": caption})

    async def schedule(self, gathering: Gathering) -> Meetup:
        """Schedule a gathering, as its host would: the past needs no moderator's hand on each."""
        channel = self.community.channels["announcements"]
        actor = communities.as_moderator(self._host(gathering))
        return await self.services.meetups.schedule(actor, self.plan(gathering), channel.id)

    async def propose(self, gathering: Gathering, *, dated: bool) -> Meetup:
        """Propose a gathering, with or without its date."""
        channel = self.community.channels["announcements"]
        plan = self.plan(gathering, dated=dated)
        return await self.services.meetups.propose(self._host(gathering), plan, channel.id)

    async def answer(self, meetup: Meetup, keys: tuple[str, ...] | list[str], answer: Answer) -> None:
        """Let members answer, in that order."""
        for key in keys:
            await self.services.rosters.answer(self.community.actor(key), meetup.id, answer)

    def plan(self, gathering: Gathering, *, dated: bool = True) -> Plan:
        """The gathering as a plan in the community's language."""
        language = self.community.language
        return Plan(
            title=say(gathering.title, language),
            format=gathering.format,
            description=say(gathering.description, language),
            starts_at=gathering.starts_at if dated else None,
            duration=USUAL[gathering.format].duration,
            zone=ZONE,
            area=say(gathering.area, language),
            address=gathering.address,
            capacity=gathering.capacity,
            seating=SeatRules(host_picks=gathering.host_picks),
        )

    async def present(self) -> None:
        """Bring to life what is going on today."""
        await self._full_walk()
        await self._idea()
        await polling.play(self)
        await self._weekly()
        await self._rained_off()
        await self._six_chairs()
        founder, board = self.community.actor(communities.FOUNDER.key), self.community.channels["agenda"]
        await self.services.boards.put_up(founder, board.id)

    async def _six_chairs(self) -> None:
        """A meal whose host chooses; she has begun to, and nobody sees it yet."""
        meetup, host = await self.schedule(programme.PICKED), self._host(programme.PICKED)
        await self.answer(meetup, programme.PICKED_SIGNED_UP, Answer.GOING)
        for key in programme.PICKED_MEANT:
            await self.services.rosters.pick(host, meetup.id, self._id(key), is_picked=True)

    async def _weekly(self) -> None:
        """A series: its card, and the dates of eight weeks behind it."""
        channel = self.community.channels["announcements"]
        thursdays = Recurrence(Frequency.WEEKLY, weekdays=(NthWeekday(3),))
        actor = communities.as_moderator(self._host(programme.WEEKLY))
        series = await self.services.series.schedule(
            actor, self.plan(programme.WEEKLY), thursdays, channel.id
        )
        made = await self.services.meetups.recent(self.community.guild.id)
        first = min((one for one in made if one.series_id == series.id), key=lambda one: one.span[0])
        await self.answer(first, programme.WEEKLY_GOING, Answer.GOING)

    async def _rained_off(self) -> None:
        """A meetup that moved and was cancelled: its history says so."""
        meetup = await self.schedule(programme.RAINED_OFF)
        await self.answer(meetup, programme.RAINED_OFF_GOING, Answer.GOING)
        await self.stage.move(timedelta(minutes=5))
        host, language = self._host(programme.RAINED_OFF), self.community.language
        area = say(programme.RAINED_OFF_MOVED, language)
        await self.services.meetups.edit(host, meetup.id, lambda plan: replace(plan, area=area))
        await self.stage.move(timedelta(minutes=5))
        await self.services.meetups.cancel(host, meetup.id, say(programme.RAINED_OFF_WHY, language))

    async def _full_walk(self) -> None:
        meetup = await self.schedule(programme.FULL)
        await self.answer(meetup, programme.FULL_SEATED + programme.FULL_WAITING, Answer.GOING)
        await self.answer(meetup, programme.FULL_MAYBE, Answer.MAYBE)
        await self.answer(meetup, programme.FULL_DECLINED, Answer.DECLINED)

    async def _idea(self) -> None:
        meetup = await self.propose(programme.IDEA, dated=True)
        for key in programme.IDEA_INTERESTED:
            await self.services.meetups.toggle_interest(self.community.actor(key), meetup.id)

    def _guests(self, gathering: Gathering, chance: random.Random) -> list[str]:
        """The host first, then regulars more often than others, and no newcomer: they have met nobody."""
        weights = {c.key: _sociability(c, chance) for c in CAST if c.part is not Part.NEWCOMER}
        del weights[gathering.host]
        others = sorted(weights, key=lambda key: weights[key], reverse=True)
        return [gathering.host, *others][: gathering.came + gathering.missed]

    def _host(self, gathering: Gathering) -> Actor:
        return self.community.actor(gathering.host)

    def _id(self, key: str) -> int:
        return self.community.members[key].id


def photo_opening(community: Community, meetup: Meetup) -> Any:
    """The message that a meetup's photo thread hangs on."""
    messages = community.channels["announcements"].history()
    return next(message for message in messages if message.id == meetup.card.photo_thread_id)


def _sociability(character: Character, chance: random.Random) -> float:
    bonus = {Part.MODERATOR: 0.35, Part.AMBASSADOR: 0.3}.get(character.part, 0.0)
    return chance.random() + bonus


async def play(stage: Stage, *, gatherings: int = len(programme.PAST)) -> Community:
    """Found the community, live its past (the last so many ``gatherings``) and stop at today's morning."""
    community = communities.found(stage)
    await _settings(stage, community)
    played = programme.PAST[len(programme.PAST) - gatherings :]
    for character in CAST[1:]:
        if character.part is not Part.NEWCOMER:
            communities.join(stage, community, character)
    for character in CAST:
        if character.part is not Part.NEWCOMER:
            await communities.introduce(community, character)
    play_ = Play(stage, community)
    await play_.past(played)
    await stage.move_to(TODAY - timedelta(days=5))
    for character in CAST:
        if character.part is Part.NEWCOMER:
            communities.join(stage, community, character)
            await communities.introduce(community, character)
    await stage.move_to(TODAY - timedelta(hours=15))
    await play_.present()
    for channel, key, words in programme.CHATTER:
        await stage.move(timedelta(minutes=7))
        await community.members[key].send(community.channels[channel], say(words, stage.language))
    await stage.move_to(TODAY)
    return community


async def _settings(stage: Stage, community: Community) -> None:
    """Set the community up as its founder would with ``/setup``."""
    service, founder = stage.bot.services.communities, community.actor(communities.FOUNDER.key)
    await service.of(community.guild.id, stage.guild_locale)
    await service.set_language(founder, community.language)
    await service.set_zone(founder, str(ZONE))
    await service.set_announcement_channel(founder, community.channels["announcements"].id)
    await service.set_moderator_role(founder, community.roles[Part.MODERATOR].id)
