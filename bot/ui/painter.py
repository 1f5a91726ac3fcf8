"""One painter a message: it shows the newest state only, and a burst of presses shares its strokes.

Two presses in flight that each paint what they saw could land in the wrong order. So who finds the painter
busy leaves word and goes; the painter reads afresh and paints once more until nobody has left word. Discord
allows about five edits in five seconds a channel, and far fewer of old messages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from datetime import datetime

    import discord

    from bot.clock import Clock
    from bot.ui.boundary import Layout

    Render = Callable[[], Awaitable[Layout]]
    Edit = Callable[[Layout], Awaitable[object]]


class Painter:
    """Paints messages, each by one stroke at a time; a key such as ``meetup:7`` names the message."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._waiting: dict[str, bool] = {}
        self._painted: dict[str, datetime] = {}

    def has_painted_since(self, key: str, instant: datetime) -> bool:
        """Whether the message shows a state that was read after ``instant``, as far as this process knows."""
        return key in self._painted and self._painted[key] > instant

    async def answer(self, interaction: discord.Interaction, key: str, render: Render) -> None:
        """Answer a press on the message by painting it, or by leaving it to who is painting."""
        if key in self._waiting:
            self._waiting[key] = True
            await interaction.response.defer()
            return

        async def edit(layout: Layout) -> None:
            if interaction.response.is_done():
                await interaction.edit_original_response(view=layout)
            else:
                await interaction.response.edit_message(view=layout)

        await self.repaint(key, render, edit)

    async def repaint(self, key: str, render: Render, edit: Edit) -> None:
        """Paint the message with ``edit`` until it shows the newest state; ``render`` reads that afresh."""
        if key in self._waiting:
            self._waiting[key] = True
            return
        self._waiting[key] = True
        try:
            while self._waiting[key]:
                self._waiting[key] = False
                began_at = self._clock()
                await edit(await render())
                self._painted[key] = began_at
        finally:
            del self._waiting[key]
