"""How a member reads a message: its words, its controls, and the whole of it as Markdown."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from simcord.components import walk_components

from demo.agenda import clock, until

if TYPE_CHECKING:
    from demo.stage import Stage

_BUTTON = 2
_MARKS = re.compile(r"<@!?(?P<user>\d+)>|<#(?P<channel>\d+)>|<t:(?P<time>\d+)(?::(?P<style>\w))?>")


def parts_of(message: Any) -> list[dict[str, Any]]:
    """Every part of a message as Discord receives it, in the order they are shown."""
    trees = [part if isinstance(part, dict) else part.to_dict() for part in message.components]
    return list(walk_components(trees))


def words_of(message: Any) -> str:
    """All words of a message, content and components alike; nothing for no message."""
    if message is None:
        return ""
    said = [message.content, *(embed.description or "" for embed in message.embeds)]
    for part in parts_of(message):
        said += [part.get("content"), part.get("label"), part.get("placeholder")]
        said += [option.get("label") for option in part.get("options") or []]
    return "\n".join(words for words in said if words)


def answer_of(result: Any) -> str:
    """All that the bot answered to an interaction."""
    messages = [result.response, *result.followups]
    return "\n".join(words_of(message) for message in messages if message is not None)


def is_private(result: Any) -> bool:
    """Whether the bot answered, and only to the member who acted."""
    said = [message for message in (result.response, *result.followups) if message is not None]
    return bool(said) and all(message.ephemeral for message in said)


def control(message: Any, name: str) -> dict[str, Any] | None:
    """The button or menu with this label, or whose custom id begins so."""
    for part in parts_of(message):
        custom_id = part.get("custom_id")
        if custom_id and (part.get("label") == name or custom_id.startswith(name)):
            return part
    return None


def markdown_of(message: Any, stage: Stage) -> str:
    """A message as Markdown, with names for numbers and its controls in brackets."""
    lines = [message.content] if message.content else []
    buttons: list[str] = []
    for part in parts_of(message):
        if part.get("content"):
            lines.append(part["content"])
        if part.get("type") == _BUTTON and part.get("label"):
            buttons.append(f"`[ {part['label']} ]`")
        if part.get("options"):
            lines.append(f"`[ {_chosen(part)} ▾ ]`")
    if buttons:
        lines.append(" ".join(buttons))
    lines += [f"🖼️ {attachment.filename}" for attachment in message.attachments]
    return _named("\n\n".join(lines), stage)


def form_markdown(modal: dict[str, Any]) -> str:
    """A form as Markdown."""
    lines = [f"### {modal['title']}"]
    for label in modal["components"]:
        part = label.get("component", label)
        hint = f" · {label['description']}" if label.get("description") else ""
        value = _chosen(part) if part.get("options") else part.get("value") or part.get("placeholder") or ""
        lines.append(f"- **{label.get('label', '')}**{hint}: {value}")
    return "\n".join(lines)


def _chosen(menu: dict[str, Any]) -> str:
    chosen = [option["label"] for option in menu["options"] if option.get("default")]
    return ", ".join(chosen) or str(menu.get("placeholder") or menu["options"][0]["label"])


def _named(text: str, stage: Stage) -> str:
    backend = stage.env.backend

    def name(mark: re.Match[str]) -> str:
        if mark["user"]:
            user = backend.users.get(int(mark["user"]))
            return f"@{(user.global_name or user.name) if user else '?'}"
        if mark["channel"]:
            channel = backend.channels.get(int(mark["channel"]))
            return f"#{channel.name if channel else '?'}"
        instant = datetime.fromtimestamp(int(mark["time"]), UTC)
        if mark["style"] == "R":
            return until(instant - stage.now(), stage.language)
        return clock(instant, stage.language)

    return _MARKS.sub(name, text)
