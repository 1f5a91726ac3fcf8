"""Use cases about templates: keep a meetup's plan under a name, begin from it, forget it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.clock import Clock
from bot.domain import rights
from bot.domain import templates as rules
from bot.domain.templates import Template, TemplateNotFound, TooManyTemplates
from bot.storage import communities, meetups
from bot.storage import templates as rows
from bot.storage.database import Database

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.domain.rights import Actor


@dataclass(frozen=True, slots=True)
class TemplateService:
    """Keeps the plans that a community begins from."""

    db: Database
    clock: Clock

    async def keep(self, actor: Actor, meetup_id: int, name: str) -> Template:
        """Keep a meetup's plan under a name, in the place of what had it: for moderators.

        Raises:
            MeetupNotFound, ModeratorsOnly, TooManyTemplates, TextMissing, TextTooLong.
        """
        name = rules.named(name)

        def work(tx: Connection) -> Template:
            meetup = meetups.load(tx, meetup_id, actor.community_id)
            community = communities.find(tx, actor.community_id, lock=True)
            rights.require_moderator(actor, community or communities.load(tx, actor.community_id))
            known = rows.of_community(tx, actor.community_id)
            if len(known) >= rules.MOST and name not in {template.name for template in known}:
                raise TooManyTemplates(rules.MOST)
            template = Template(
                id=0,
                community_id=actor.community_id,
                name=name,
                plan=rules.another(meetup.plan),
                by_id=actor.user_id,
                created_at=self.clock(),
            )
            rows.put(tx, template)
            return template

        return await self.db.write(work)

    async def of_community(self, community_id: int) -> list[Template]:
        """The community's templates, by name."""
        return await self.db.read(lambda tx: rows.of_community(tx, community_id))

    async def named(self, community_id: int, name: str) -> Template:
        """Raises TemplateNotFound."""
        for template in await self.of_community(community_id):
            if template.name.casefold() == name.strip().casefold():
                return template
        raise TemplateNotFound

    async def forget(self, actor: Actor, name: str) -> None:
        """Forget a template: for moderators.

        Raises:
            ModeratorsOnly, TemplateNotFound.
        """
        template = await self.named(actor.community_id, name)

        def work(tx: Connection) -> None:
            rights.require_moderator(actor, communities.load(tx, actor.community_id))
            rows.drop(tx, actor.community_id, template.name)

        await self.db.write(work)
