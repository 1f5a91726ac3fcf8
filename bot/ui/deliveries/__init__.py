"""What a due job does on Discord: one handler for each kind of job.

A handler reads the state afresh and does nothing if the world has moved on. Whatever it sends carries a nonce
made of the job's number, so a send repeated after a crash reaches people once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.services import agenda
from bot.ui.deliveries import (
    absences,
    boards,
    both_ways,
    direct,
    events,
    intros,
    invitations,
    meetups,
    news,
    photos,
    polls,
    proposals,
    reminders,
    roles,
    rounds,
    seats,
    threads,
    troubles,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.services.runner import Handler
    from bot.ui.boundary import Host
    from bot.ui.deliveries.both_ways import Compose
    from bot.ui.deliveries.direct import Composer


def _notices(bot: Host) -> Mapping[str, Compose]:
    """What is said in a thread or by letter, by the kind of job."""
    return {**news.notices(bot), **seats.notices(bot)}


def _composers(bot: Host) -> Mapping[str, Composer]:
    """What composes letters, by what they are about."""
    return {
        **both_ways.composers(_notices(bot)),
        **reminders.composers(bot),
        **absences.composers(bot),
        **invitations.composers(bot),
        **photos.composers(bot),
        agenda.ALONE: direct.alone(bot),
    }


def handlers(bot: Host) -> Mapping[str, Handler]:
    """Return the handler of each kind of job."""
    every: dict[str, Handler] = {
        **both_ways.handlers(bot, _notices(bot)),
        **meetups.handlers(bot),
        **proposals.handlers(bot),
        **reminders.handlers(bot),
        **polls.handlers(bot),
        **intros.handlers(bot),
        **invitations.handlers(bot),
        **rounds.handlers(bot),
        **absences.handlers(bot),
        **photos.handlers(bot),
        **boards.handlers(bot),
        **direct.handlers(bot, _composers(bot)),
        **seats.handlers(bot),
        **roles.handlers(bot),
        **events.handlers(bot),
        **threads.handlers(bot),
    }
    return {
        **{kind: troubles.watched(bot, handler) for kind, handler in every.items()},
        **troubles.handlers(bot),
    }
