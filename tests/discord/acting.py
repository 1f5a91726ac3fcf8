"""How a member of a test reads and presses: ``from tests.discord.acting import press, text_of``."""

from __future__ import annotations

from typing import Any

from simcord import InteractionResult, interactions
from simcord.backend import serializers
from simcord.components import walk_components
from simcord.enums import ComponentType, InteractionType


def text_of(message: Any) -> str:
    """Return all words of a message, content and Components V2 alike, a line for each part."""
    if message is None:
        return ""
    parts = [message.content, *(embed.description or "" for embed in message.embeds)]
    trees = [part if isinstance(part, dict) else part.to_dict() for part in message.components]
    return words_of(parts, trees)


def words_of(parts: list[str], trees: list[dict[str, Any]]) -> str:
    """Return all words of components as Discord receives them, after some others."""
    for part in walk_components(trees):
        parts += [part.get("content"), part.get("label"), part.get("placeholder")]
        parts += [option.get("label") for option in part.get("options") or []]
    return "\n".join(part for part in parts if part)


def controls_of(message: Any) -> list[dict[str, Any]]:
    """Return every button and menu of a message, as Discord receives them."""
    trees = [part if isinstance(part, dict) else part.to_dict() for part in message.components]
    return [part for part in walk_components(trees) if part.get("custom_id")]


async def press(member: Any, message: Any, what: str) -> Any:
    """Press the button with this label or custom id; return what came of it."""
    by_label = any(control.get("label") == what for control in controls_of(message))
    return await member.click(message, **({"label": what} if by_label else {"custom_id": what}))


def answer_of(result: Any) -> str:
    """Return what the bot said to the member, whether as a response or as a follow-up."""
    said = [result.response, *result.followups]
    return "\n".join(text_of(message) for message in said if message is not None)


def said_in(form: Any) -> str:
    """Return what a form says above its fields."""
    return "\n".join(part["content"] for part in form.modal["components"] if "content" in part)


def all_private(result: Any) -> bool:
    """Say whether the bot answered, and only the member who acted could see it."""
    said = [message for message in (result.response, *result.followups) if message is not None]
    return bool(said) and all(message.ephemeral for message in said)


async def press_at_once(
    env: Any, members: list[Any], message: Any, custom_id: str
) -> list[InteractionResult]:
    """Let all members press one button before the bot answers any of them; return what came of each press."""
    return await all_at_once(env, [(member, message, custom_id) for member in members])


async def all_at_once(env: Any, presses: list[tuple[Any, Any, str]]) -> list[InteractionResult]:
    """Let members press buttons (who, on which message, its custom id) before the bot answers any of them."""
    backend = env.backend
    records = []
    for member, message, custom_id in presses:
        stored = backend.get_message(message.channel.id, message.id)
        record, payload = interactions.base_payload(
            backend,
            type=InteractionType.MESSAGE_COMPONENT,
            channel_id=stored.channel_id,
            guild_id=member.guild.id,
            user_id=member.id,
            data={"custom_id": custom_id, "component_type": ComponentType.BUTTON},
        )
        payload["message"] = dict(serializers.message_payload(backend, stored))
        record.source_message_id = stored.id
        backend.emit("INTERACTION_CREATE", payload)
        records.append(record)
    await env.settle(timeout=200)
    return [InteractionResult(env, record) for record in records]


def pinged(env: Any, message: Any) -> list[int]:
    """Return the users whom a message notifies; it may name more than that."""
    return list(env.backend.get_message(message.channel.id, message.id).ping_user_ids)
