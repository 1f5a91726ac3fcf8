"""Answers that Discord took while we were not told so: a connection broke, or a gateway of theirs timed out.

discord.py sends such an answer once more and is refused, since an interaction is answered once only. What was
meant has happened, so whatever else was to be said is said.
"""

from __future__ import annotations

import logging
from typing import Any

import discord
from discord.webhook import async_

ALREADY_ANSWERED = 40060

if not hasattr(async_.AsyncWebhookAdapter, "create_interaction_response"):
    raise ImportError(f"discord.py {discord.__version__} answers interactions another way: see lost_answers.")
_log = logging.getLogger(__name__)


class _Forgiving:
    """discord.py's way to Discord's webhooks, with a refusal to be answered twice taken for success."""

    def __init__(self, adapter: Any) -> None:
        self._adapter = adapter

    def __getattr__(self, name: str) -> Any:
        return getattr(self._adapter, name)

    async def create_interaction_response(self, interaction_id: int, token: str, **details: Any) -> Any:
        try:
            return await self._adapter.create_interaction_response(interaction_id, token, **details)
        except discord.HTTPException as error:
            if error.code != ALREADY_ANSWERED:
                raise
            _log.warning(
                "interaction %s was answered already: Discord's word for it was lost, or another process "
                "runs with the same token",
                interaction_id,
            )
            return {"interaction": {"id": interaction_id, "type": discord.InteractionType.component.value}}


def forgive() -> None:
    """From here on in this task, an answer that Discord has already is as good as sent."""
    adapter: Any = async_.async_context.get()
    if not isinstance(adapter, _Forgiving):
        forgiving: Any = _Forgiving(adapter)
        async_.async_context.set(forgiving)
