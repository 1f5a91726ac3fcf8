"""What a due job does on Discord: one handler for each kind of job.

A handler reads the state afresh and does nothing if the world has moved on. Whatever it sends carries a nonce
made of the job's number, so a send repeated after a crash reaches people once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.ui.deliveries import (
    absences,
    direct,
    intros,
    meetups,
    photos,
    polls,
    proposals,
    reminders,
    rounds,
    seats,
    troubles,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.services.runner import Handler
    from bot.ui.boundary import Host


def handlers(bot: Host) -> Mapping[str, Handler]:
    """Return the handler of each kind of job."""
    every: dict[str, Handler] = {
        **meetups.handlers(bot),
        **proposals.handlers(bot),
        **reminders.handlers(bot),
        **polls.handlers(bot),
        **intros.handlers(bot),
        **rounds.handlers(bot),
        **absences.handlers(bot),
        **photos.handlers(bot),
        **direct.handlers(bot, {**reminders.composers(bot), **absences.composers(bot)}),
        **seats.handlers(bot),
    }
    return {
        **{kind: troubles.watched(bot, handler) for kind, handler in every.items()},
        **troubles.handlers(bot),
    }
