"""What members see of the server in the demo: where they can be, what they have not read, roles, events."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from simcord import ChannelHandle, UserHandle
from simcord.backend.access import channel_accessible
from simcord.enums import ChannelType

from demo.people import Part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from demo.community import Community
    from demo.stage import Stage


_STANDING = frozenset({1, 2})
"""Scheduled and active, among the states of Discord's events."""


@dataclass(frozen=True, slots=True)
class Place:
    """One channel, forum, post, thread or private conversation as one member sees it.

    ``parent`` is the channel of a thread, or the forum of a post.
    """

    id: int
    kind: str
    name: str
    parent: int | None
    unread: int
    mentions: int
    latest: int


class Places:
    """Lists places and remembers who has read what. Message ids grow with time, so an id marks a moment."""

    def __init__(self, stage: Stage, community: Community, read_until: int) -> None:
        """``read_until``: everybody has read what is older than this id."""
        self._stage, self._community = stage, community
        self._read_until = read_until
        self._read: dict[tuple[int, int], int] = {}

    def of(self, key: str) -> list[Place]:
        """What a member sees in their list: channels, threads, and the conversation with the bot."""
        return [self._place(channel, key) for channel in self._channels(key)]

    def roles(self, key: str) -> list[str]:
        """What a member's profile shows: their roles, the highest first."""
        guild = self._stage.env.backend.get_guild(self._community.guild.id)
        has = [guild.roles[role_id] for role_id in guild.members[self._id(key)].role_ids]
        return [role.name for role in sorted(has, key=lambda role: -role.position) if role.id != guild.id]

    def events(self) -> list[Any]:
        """Discord's own events, the soonest first: those that are neither over nor called off."""
        guild = self._stage.env.backend.get_guild(self._community.guild.id)
        standing = [one for one in guild.scheduled_events.values() if one.status in _STANDING]
        return sorted(standing, key=lambda one: one.scheduled_start_time)

    def landing(self, place_id: int) -> int:
        """Where somebody lands who opens a place: of a forum it is the newest post.

        Raises:
            LookupError: nothing was posted there.
        """
        channels = self._stage.env.backend.channels
        if channels[place_id].type != ChannelType.FORUM:
            return place_id
        posts = [channel.id for channel in channels.values() if channel.parent_id == place_id]
        if not posts:
            raise LookupError(place_id)
        return max(posts)

    def waiting(self) -> dict[str, int]:
        """How many unread messages call for each member: those that mention them, and private ones."""
        keys = {member.id: key for key, member in self._community.members.items()}
        calls = dict.fromkeys(self._community.members, 0)
        backend = self._stage.env.backend
        private = {channel_id: user_id for user_id, channel_id in backend.dm_channels.items()}
        for channel_id, messages in list(backend.messages.items()):
            for message in reversed(messages.values()):
                if message.id <= self._read_until:
                    break
                called = [private[channel_id]] if channel_id in private else message.ping_user_ids
                for user_id in set(called) - {message.author_id}:
                    if user_id in keys and message.id > self._read.get((user_id, channel_id), 0):
                        calls[keys[user_id]] += 1
        return calls

    def read(self, key: str, place_id: int) -> None:
        """Note that a member has seen everything in a place."""
        messages = self._stage.env.backend.messages.get(place_id, {})
        self._read[self._id(key), place_id] = max(messages, default=0)

    def handle(self, place_id: int) -> ChannelHandle:
        """The place as SimCord knows it."""
        channel = self._stage.env.backend.get_channel(place_id)
        guild = self._community.guild if channel.guild_id is not None else None
        return ChannelHandle(self._stage.env, guild, channel)

    def viewers(self, key: str, place_id: int) -> list[Any]:
        """Who can be chosen as the viewer of a place, ``key`` first.

        Raises:
            LookupError: that member cannot see it.
        """
        if not channel_accessible(self._stage.env.backend, place_id, self._id(key), history=True):
            raise LookupError(place_id)
        first = self._community.members[key]
        if self._stage.env.backend.get_channel(place_id).guild_id is None:
            return [UserHandle(self._stage.env, self._stage.env.backend.get_user(first.id))]
        backend = self._stage.env.backend
        others = [m for m in self._community.members.values() if m is not first]
        return [first, *(m for m in others if channel_accessible(backend, place_id, m.id, history=True))]

    def _channels(self, key: str) -> Iterator[Any]:
        backend, member = self._stage.env.backend, self._id(key)
        for channel in list(backend.channels.values()):
            if channel.guild_id is None and not backend.messages.get(channel.id):
                continue
            if channel_accessible(backend, channel.id, member, history=True):
                yield channel

    def _place(self, channel: Any, key: str) -> Place:
        member = self._id(key)
        read = max(self._read.get((member, channel.id), 0), self._read_until)
        messages = self._stage.env.backend.messages.get(channel.id, {})
        new = [m for i, m in messages.items() if i > read and m.author_id != member and m.visible_to(member)]
        return Place(
            id=channel.id,
            kind=self._kind(channel),
            name=channel.name or self._stage.env.backend.bot_user.name,
            parent=channel.parent_id if channel.is_thread else None,
            unread=len(new),
            mentions=sum(member in m.ping_user_ids for m in new),
            latest=max(messages, default=channel.id),
        )

    def _kind(self, channel: Any) -> str:
        if channel.guild_id is None:
            return "dm"
        if channel.is_thread:
            parent = self._stage.env.backend.get_channel(channel.parent_id)
            return "post" if parent.type == ChannelType.FORUM else "thread"
        return "forum" if channel.type == ChannelType.FORUM else "channel"

    def _id(self, key: str) -> int:
        return self._community.members[key].id


ORDER = {Part.MODERATOR: 0, Part.AMBASSADOR: 1, Part.NEWCOMER: 2, Part.MEMBER: 3}
"""In which order the members' groups are listed."""
