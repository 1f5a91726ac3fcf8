"""What a due job does on Discord: one handler for each kind of job."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.services.runner import Handler
    from bot.ui.boundary import Host


def handlers(bot: Host) -> Mapping[str, Handler]:
    """Return the handler of each kind of job."""
    del bot
    return {}
