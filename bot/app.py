"""The composition root: settings and a clock become a bot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.client import TableeBot
from bot.clock import Clock, system_clock

if TYPE_CHECKING:
    from bot.settings import Settings


def create_bot(settings: Settings, *, clock: Clock = system_clock, metronome: bool = True) -> TableeBot:
    """Build the bot; logging in opens its database and loads its capabilities.

    With ``metronome=False`` nothing runs by itself: call ``await bot.run_due()`` after moving the clock.
    """
    return TableeBot(settings, clock, metronome=metronome)
