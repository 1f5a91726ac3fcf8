"""Where messages go: a channel, or a forum, in which each message begins a post of its own."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, Final

import discord

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.ui.boundary import Host

ARCHIVED: Final = 50083
SHUT: Final = frozenset({ARCHIVED, 160005})
"""Discord's errors about a thread that takes no messages: archived, or locked by a moderator."""
ARCHIVED_AFTER: Final = 10080
"""Minutes of silence after which Discord archives a thread: a week."""
NAME_LIMIT: Final = 100
"""Characters of a thread's name."""

_log = logging.getLogger(__name__)


def forum_at(host: Host, community_id: int, channel_id: int | None) -> discord.ForumChannel | None:
    """The forum with that number; None if it is another channel, or unknown."""
    guild = host.get_guild(community_id)
    channel = guild.get_channel(channel_id) if guild and channel_id else None
    return channel if isinstance(channel, discord.ForumChannel) else None


async def post(
    host: Host, place: tuple[int, int], name: str, *, nonce: str, silent: bool = False, **parts: Any
) -> discord.Message:
    """Send a message to a ``place``, a guild and its channel; ``parts`` are those of ``send``.

    In a forum it begins a post called ``name``: the message's channel is then that post. Discord takes no
    nonce there: see ``begun``; nor can it be silent.
    """
    community_id, channel_id = place
    forum = forum_at(host, community_id, channel_id)
    if forum is None:
        channel = host.get_partial_messageable(channel_id, guild_id=community_id)
        return await channel.send(nonce=nonce, silent=silent, **parts)
    begun = await forum.create_thread(
        name=name[:NAME_LIMIT], auto_archive_duration=ARCHIVED_AFTER, applied_tags=_tags(forum), **parts
    )
    return begun.message


async def begun(
    host: Host, place: tuple[int, int], name: str, view: discord.ui.LayoutView
) -> discord.Message | None:
    """The first message of a post that was begun in a forum, but not noted down: its controls tell it."""
    forum = forum_at(host, *place)
    if forum is None:
        return None
    wanted = (forum.id, forum.guild.me.id, name[:NAME_LIMIT])
    for thread in await forum.guild.active_threads():
        if (thread.parent_id, thread.owner_id, thread.name) == wanted:
            async for first in thread.history(limit=1, oldest_first=True):
                if _controls(discord.ui.LayoutView.from_message(first)) & _controls(view):
                    return first
    return None


def _controls(view: discord.ui.LayoutView | discord.ui.View) -> set[str]:
    ids = (getattr(item, "custom_id", None) for item in view.walk_children())
    return {custom_id for custom_id in ids if custom_id}


def _tags(forum: discord.ForumChannel) -> list[discord.ForumTag]:
    """The tag that a post must have: the first that members may set. Without one Discord refuses it."""
    if not forum.flags.require_tag:
        return []
    return [tag for tag in forum.available_tags if not tag.moderated][:1]


async def rename(host: Host, community_id: int, thread_id: int, name: str) -> None:
    """Let a post follow what it is about; Discord allows two new names in ten minutes."""
    guild = host.get_guild(community_id)
    thread = guild.get_thread(thread_id) if guild else None
    if thread is None or thread.name == name[:NAME_LIMIT]:
        return
    try:
        await thread.edit(name=name[:NAME_LIMIT])
    except (discord.NotFound, discord.Forbidden) as error:
        _log.info("post %d keeps its name: %s", thread_id, error)


async def edited(host: Host, channel_id: int, edit: Callable[[], Awaitable[object]]) -> None:
    """Change a message in a channel or a thread; an archived one is opened for that, and archived again.

    Where a moderator locked the thread the message stays as it is.
    """
    try:
        await edit()
    except discord.HTTPException as error:
        if error.code != ARCHIVED:
            raise
    else:
        return
    await set_archived(host, channel_id, archived=False)
    try:
        await edit()
    except discord.HTTPException as error:
        if error.code != ARCHIVED:
            raise
        _log.info("a message in the archived thread %d stays as it is", channel_id)
    finally:
        await set_archived(host, channel_id, archived=True)


async def set_archived(host: Host, thread_id: int, *, archived: bool) -> None:
    """Archive a thread, or open it again; whoever writes in an archived one opens it too."""
    try:
        thread = await host.fetch_channel(thread_id)
        if isinstance(thread, discord.Thread) and thread.archived is not archived:
            await thread.edit(archived=archived)
    except discord.HTTPException as error:  # it is gone or locked, or archives itself after a week
        if not isinstance(error, discord.NotFound | discord.Forbidden) and error.code not in SHUT:
            raise
        _log.info("thread %d was left as it is: %s", thread_id, error)
