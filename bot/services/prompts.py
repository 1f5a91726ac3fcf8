"""Use cases about a community's own prompts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.clock import Clock
from bot.domain import rights
from bot.domain.prompts import own_prompt
from bot.storage import communities, prompts
from bot.storage.database import Database

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from bot.domain.rights import Actor
    from bot.storage.prompts import OwnPrompt


@dataclass(frozen=True, slots=True)
class PromptService:
    """Lets moderators add questions of their community's own, and take them away again."""

    db: Database
    clock: Clock

    async def own(self, actor: Actor) -> tuple[OwnPrompt, ...]:
        """What the community has added, the oldest first.

        Raises:
            ModeratorsOnly.
        """
        return await self.db.read(lambda tx: self._own(tx, actor))

    async def add(self, actor: Actor, typed: list[str]) -> tuple[OwnPrompt, ...]:
        """Add some questions: all of them, or none if one is refused.

        Raises:
            ModeratorsOnly, TextMissing, TextTooLong, PromptKnown, TooManyPrompts.
        """

        def work(tx: Connection) -> tuple[OwnPrompt, ...]:
            known = [prompt.text for prompt in self._own(tx, actor, lock=True)]
            for line in typed:
                text = own_prompt(line, known)
                prompts.add(tx, actor.community_id, text, actor.user_id, self.clock())
                known.append(text)
            return prompts.of_community(tx, actor.community_id)

        return await self.db.write(work)

    async def remove(self, actor: Actor, prompt_id: int) -> tuple[OwnPrompt, ...]:
        """Take a question away; what is gone already stays gone.

        Raises:
            ModeratorsOnly.
        """

        def work(tx: Connection) -> tuple[OwnPrompt, ...]:
            self._own(tx, actor, lock=True)
            prompts.remove(tx, actor.community_id, prompt_id)
            return prompts.of_community(tx, actor.community_id)

        return await self.db.write(work)

    def _own(self, tx: Connection, actor: Actor, *, lock: bool = False) -> tuple[OwnPrompt, ...]:
        community = communities.find(tx, actor.community_id, lock=lock)
        if community is None:
            raise LookupError(f"no community {actor.community_id}")
        rights.require_moderator(actor, community)
        return prompts.of_community(tx, community.id)
