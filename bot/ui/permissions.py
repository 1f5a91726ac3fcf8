"""Which Discord permissions Tablée needs, and what each is called in Discord's own settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord

if TYPE_CHECKING:
    from bot.i18n import Translations

NEEDED = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    create_public_threads=True,
    embed_links=True,
    attach_files=True,
    read_message_history=True,
)
"""What every capability rests on. The invite link asks for exactly these."""

OPTIONAL = discord.Permissions(create_private_threads=True, manage_roles=True, create_events=True)
"""What capabilities that a community can switch on rest on; each does without, or says what it lacks."""


POWERFUL = discord.Permissions.elevated() | discord.Permissions(
    mention_everyone=True,
    manage_nicknames=True,
    manage_events=True,
    view_audit_log=True,
    mute_members=True,
    move_members=True,
    deafen_members=True,
)
"""What no role that meetups grant may allow: whoever presses “Going” would moderate."""


def is_powerful(granted: discord.Permissions) -> bool:
    """Whether those permissions let somebody moderate."""
    return bool(granted.value & POWERFUL.value)


def missing(granted: discord.Permissions) -> list[str]:
    """Return the names (as in ``discord.Permissions``) of what Tablée needs and was not granted."""
    if granted.administrator:
        return []
    lacking = [flag for flag, needed in NEEDED if needed and not getattr(granted, flag)]
    if "view_channel" in lacking:
        return ["view_channel"]  # Discord counts the others as denied with it
    implied = {"embed_links", "attach_files"} if "send_messages" in lacking else set()
    return [flag for flag in lacking if flag not in implied]


def lacking_in(channel: discord.abc.GuildChannel | discord.Thread) -> list[str]:
    """The same for a channel; in a forum a post is the thread, and Discord calls the permission otherwise."""
    lacking = missing(channel.permissions_for(channel.guild.me))
    if not isinstance(channel, discord.ForumChannel):
        return lacking
    names = {"send_messages": "create_posts"}
    return [names.get(flag, flag) for flag in lacking if flag != "create_public_threads"]


def missing_in(bits: int) -> list[str]:
    """Return what is missing in permissions as Discord's API numbers them."""
    return missing(discord.Permissions(bits))


def permission_name(flag: str, t: Translations) -> str:
    """Return what Discord's settings call a permission, so that it can be found there."""
    known = _names(t).get(flag)
    return known or flag.replace("_", " ").title()


def permission_names(flags: list[str], t: Translations) -> str:
    """Return several permissions as one enumeration."""
    return ", ".join(permission_name(flag, t) for flag in flags)


def _names(t: Translations) -> dict[str, str]:
    return {
        "view_channel": t.pgettext("permission", "View Channels"),
        "read_messages": t.pgettext("permission", "View Channels"),  # what discord.py calls the same
        "send_messages": t.pgettext("permission", "Send Messages"),
        "create_posts": t.pgettext("permission", "Create Posts"),  # what forums call to send messages
        "send_messages_in_threads": t.pgettext("permission", "Send Messages in Threads"),
        "create_public_threads": t.pgettext("permission", "Create Public Threads"),
        "create_private_threads": t.pgettext("permission", "Create Private Threads"),
        "embed_links": t.pgettext("permission", "Embed Links"),
        "attach_files": t.pgettext("permission", "Attach Files"),
        "read_message_history": t.pgettext("permission", "Read Message History"),
        "mention_everyone": t.pgettext("permission", "Mention @everyone, @here, and All Roles"),
        "manage_threads": t.pgettext("permission", "Manage Threads"),
        "manage_messages": t.pgettext("permission", "Manage Messages"),
        "create_events": t.pgettext("permission", "Create Events"),
        "manage_events": t.pgettext("permission", "Manage Events"),
        "manage_roles": t.pgettext("permission", "Manage Roles"),
        "manage_channels": t.pgettext("permission", "Manage Channels"),
        "manage_guild": t.pgettext("permission", "Manage Server"),
        "administrator": t.pgettext("permission", "Administrator"),
    }
