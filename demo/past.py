"""Plays the made-up community's life up to today, through the use cases, at the instants it happened."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from bot.domain.formats import USUAL
from bot.domain.rosters import Answer
from bot.domain.rounds import Wish
from demo import community as communities
from demo import memory, programme
from demo.people import CAST, Part
from demo.playing import Play
from demo.present import Present
from demo.programme import TODAY, ZONE, Gathering, say
from demo.snapshots import snapshot

if TYPE_CHECKING:
    from bot.domain.meetups import Meetup
    from demo.community import Community
    from demo.people import Character
    from demo.stage import Stage

_ANNOUNCED = timedelta(days=9)
_DOORS = timedelta(minutes=5)
_HOME_AGAIN = timedelta(hours=1)
_SEED = 44000


@dataclass(frozen=True, slots=True)
class Past(Play):
    """What was: every gathering is announced, answered, held and remembered."""

    async def hold_all(self, gatherings: tuple[Gathering, ...]) -> None:
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
        here = [self.id_of(key) for key in guests[: gathering.came]]
        await self.services.checkins.check_in(self.host(gathering), meetup.id, here)
        for _ in range(gathering.rounds):
            await self.stage.move(timedelta(minutes=25))
            await self.services.icebreakers.start(self.host(gathering), meetup.id, Wish())
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

    def _guests(self, gathering: Gathering, chance: random.Random) -> list[str]:
        """The host first, then regulars more often than others, and no newcomer: they have met nobody."""
        weights = {c.key: _sociability(c, chance) for c in CAST if c.part is not Part.NEWCOMER}
        del weights[gathering.host]
        others = sorted(weights, key=lambda key: weights[key], reverse=True)
        return [gathering.host, *others][: gathering.came + gathering.missed]


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
    for character in CAST[1:]:
        if character.part is not Part.NEWCOMER:
            communities.join(stage, community, character)
    for character in CAST:
        if character.part is not Part.NEWCOMER:
            await communities.introduce(community, character)
    await Past(stage, community).hold_all(programme.PAST[len(programme.PAST) - gatherings :])
    await stage.move_to(TODAY - timedelta(days=5))
    for character in CAST:
        if character.part is Part.NEWCOMER:
            communities.join(stage, community, character)
            await communities.introduce(community, character)
    present = Present(stage, community)
    await present.undecided()
    await stage.move_to(TODAY - timedelta(hours=15))
    await _more_settings(stage, community)
    await present.begin()
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
    await service.set(founder, proposal_days=14, thread_days=5)


async def _more_settings(stage: Stage, community: Community) -> None:
    """Switch on what they have learnt to like: roles, Discord's events, "still coming?" and a threshold."""
    service, founder = stage.bot.services.communities, community.actor(communities.FOUNDER.key)
    await service.set(
        founder,
        interest_threshold=7,
        reconfirms=True,
        late_within=timedelta(days=2),
        gives_roles=True,
        mirrors_events=True,
    )
