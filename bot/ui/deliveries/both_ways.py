"""Notices that reach people in the meetup's thread, or by letter those who chose that: each of them once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.quiet import is_quiet
from bot.services.meetups import Overview
from bot.ui.boundary import View
from bot.ui.deliveries.direct import Letter
from bot.ui.deliveries.notices import tell

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.services.runner import Handler, Work
    from bot.storage.jobs import Job
    from bot.ui.boundary import Host
    from bot.ui.deliveries.direct import Composer


@dataclass(frozen=True, slots=True)
class Notice:
    """What is said of a meetup, with its buttons; ``user_ids`` are those it concerns.

    Nothing in it is secret: it stands in a thread, and stays in inboxes. A soft one pings nobody awake in
    quiet hours.
    """

    overview: Overview
    text: str
    user_ids: Sequence[int]
    view: View | None = None
    is_soft: bool = False


Compose = Callable[["Job"], Awaitable[Notice | None]]
"""Reads the state afresh; None where the world has moved on."""


def handlers(bot: Host, notices: Mapping[str, Compose]) -> Mapping[str, Handler]:
    """What carries out the jobs of these kinds."""
    return {kind: _handler(bot, compose) for kind, compose in notices.items()}


def composers(notices: Mapping[str, Compose]) -> Mapping[str, Composer]:
    """What writes the letters of the same kinds."""
    return {kind: _composer(compose) for kind, compose in notices.items()}


def _handler(bot: Host, compose: Compose) -> Handler:
    async def carry_out(job: Job) -> Work | None:
        notice = await compose(job)
        if notice is None or not notice.user_ids:
            return None
        letters, community_id = bot.services.letters, notice.overview.community.id
        by_letter = await letters.wishing(community_id, notice.user_ids)
        pinged = [user_id for user_id in notice.user_ids if user_id not in by_letter]
        silent = notice.is_soft and is_quiet(bot.clock(), notice.overview.community.quiet)
        await tell(bot, job, notice.overview, notice.text, pinged, notice.view, silent=silent)
        return letters.written(job, community_id, by_letter)

    return carry_out


def _composer(compose: Compose) -> Composer:
    async def write(job: Job) -> Letter | None:
        notice = await compose(job)
        if notice is None or job.payload["user_id"] not in notice.user_ids:
            return None
        return Letter(notice.text, notice.overview, notice.view, is_soft=notice.is_soft)

    return write
