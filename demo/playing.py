"""What is needed to play the community's life: the stage, its people, and their meetups as plans."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.formats import USUAL
from bot.domain.meetups import Plan
from demo import community as communities
from demo.community import Community
from demo.programme import ZONE, Gathering, say
from demo.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.domain.meetups import Meetup
    from bot.domain.rights import Actor
    from bot.domain.rosters import Answer
    from bot.services import Services


@dataclass(frozen=True, slots=True)
class Play:
    """The stage and the community, while they are played."""

    stage: Stage
    community: Community

    @property
    def services(self) -> Services:
        """The use cases."""
        return self.stage.bot.services

    async def schedule(self, gathering: Gathering) -> Meetup:
        """Schedule a gathering, as its host would: the past needs no moderator's hand on each."""
        channel = self.community.channels["announcements"]
        actor = communities.as_moderator(self.host(gathering))
        return await self.services.meetups.schedule(actor, self.plan(gathering), channel.id)

    async def propose(self, gathering: Gathering, *, dated: bool) -> Meetup:
        """Propose a gathering, with or without its date."""
        channel = self.community.channels["announcements"]
        plan = self.plan(gathering, dated=dated)
        return await self.services.meetups.propose(self.host(gathering), plan, channel.id)

    async def answer(self, meetup: Meetup, keys: Iterable[str], answer: Answer, guests: int = 0) -> None:
        """Let members answer, in that order: they press so closely that one transaction keeps all of them."""
        actors, answering = map(self.community.actor, keys), self.services.rosters.answer
        await asyncio.gather(*(answering(actor, meetup.id, answer, guests) for actor in actors))

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
            access_code=gathering.access_code,
            host_contact=gathering.host_contact,
            transport=say(gathering.transport, language),
            access=gathering.access,
            is_public_place=gathering.is_public_place,
            backup_area=say(gathering.backup_area, language),
            backup_address=gathering.backup_address,
            bring=say(gathering.bring, language),
            capacity=gathering.capacity,
            seating=gathering.seating,
        )

    def host(self, gathering: Gathering) -> Actor:
        """Who organises it."""
        return self.community.actor(gathering.host)

    def id_of(self, key: str) -> int:
        """A member's number."""
        return self.community.members[key].id
