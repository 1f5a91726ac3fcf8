"""Letters: direct messages to members who wish them, for every capability.

A capability writes ``agenda.direct(...)`` in its use case and brings a composer here, which reads the state
afresh. What a closed inbox refuses is said once in the meetup's thread, and the wish for letters ends.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import discord

from bot.domain.pacing import Bucket
from bot.domain.quiet import is_quiet
from bot.i18n import translations
from bot.services import agenda
from bot.services.meetups import Overview
from bot.services.runner import Later
from bot.ui.boundary import View
from bot.ui.deliveries.notices import nonce, tell

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.services.runner import Handler, Work
    from bot.storage.jobs import Job
    from bot.ui.boundary import Host

CLOSED = frozenset({50007, 50278})
"""Cannot send messages to this user; no server in common with them."""
TOO_FAST = 40003
"""Discord's limit on opening conversations, whose length it does not tell."""
PAUSE = timedelta(minutes=10)
BURST = 2 * agenda.DIRECT_AT_ONCE


@dataclass(frozen=True, slots=True)
class Letter:
    """What one member is told; ``about`` is the meetup whose thread may say it instead.

    Nothing in it is secret: an address would stay in the inbox of who lost their seat. A soft one makes no
    sound in quiet hours.
    """

    text: str
    about: Overview | None = None
    view: View | None = None
    is_soft: bool = False


Composer = Callable[["Job"], Awaitable[Letter | None]]


def alone(bot: Host) -> Composer:
    """What concerns a member alone: said as it was decided."""

    async def write(job: Job) -> Letter:
        about = await bot.services.meetups.overview_of(job.payload["meetup_id"])
        return Letter(job.payload["text"], about, is_soft=True)

    return write


def handlers(bot: Host, composers: Mapping[str, Composer]) -> Mapping[str, Handler]:
    """Return the handlers of these kinds of jobs; ``composers`` by what a letter is about."""
    letters = DirectDeliveries(bot, composers)
    return {agenda.DIRECT: letters.send, agenda.INSTEAD: letters.say_instead}


class DirectDeliveries:
    """Sends letters, slowly enough for Discord."""

    def __init__(self, bot: Host, composers: Mapping[str, Composer]) -> None:
        self._bot, self._composers = bot, composers
        self._bucket = Bucket(rate=agenda.DIRECT_AT_ONCE, size=BURST)

    async def send(self, job: Job) -> Work | None:
        """Send the letter, unless the world has moved on or the member wishes none any more."""
        letter = await self._compose(job)
        if letter is None:
            return None
        letters, user_id = self._bot.services.letters, job.payload["user_id"]
        if not await letters.is_wished(job.payload["community_id"], user_id):
            return letters.elsewhere(job)
        wait = self._bucket.take(self._bot.clock())
        if wait:
            raise Later(self._bot.clock() + wait)
        try:
            inbox = await self._bot.create_dm(discord.Object(user_id))
            parts: dict[str, Any] = {} if letter.view is None else {"view": letter.view}
            await inbox.send(letter.text, nonce=nonce(job), silent=self._is_silent(letter), **parts)
        except discord.HTTPException as error:
            if error.code in CLOSED:
                return letters.refused(job)
            if error.code == TOO_FAST:
                raise Later(self._bot.clock() + PAUSE) from error
            raise
        return None

    def _is_silent(self, letter: Letter) -> bool:
        community = letter.about.community if letter.about else None
        return letter.is_soft and community is not None and is_quiet(self._bot.clock(), community.quiet)

    async def say_instead(self, job: Job) -> None:
        """Say in the thread what a letter could not, and why it is said there, if it may name people."""
        letter = await self._compose(job)
        if letter is None or letter.about is None or letter.about.meetup.hides_answers:
            return
        text = letter.text
        if job.payload["is_closed"]:
            t = translations(letter.about.community.language)
            text += "\n-# " + t.gettext(
                "Your direct messages are closed to me, so I switched them off and tell you here. To have "
                "them again, allow direct messages from this server in its privacy settings, then press “No” "
                "beside “Direct messages” in `/profile`."
            )
        await tell(self._bot, job, letter.about, text, [job.payload["user_id"]], letter.view)

    async def _compose(self, job: Job) -> Letter | None:
        return await self._composers[job.payload["about"]](job)
