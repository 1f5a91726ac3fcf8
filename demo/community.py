"""The made-up community: one guild with its channels, roles and members, in either language."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import discord
from simcord import ChannelHandle, GuildHandle, MemberActor, RoleHandle

from bot.domain.rights import Actor
from bot.ui.permissions import NEEDED, OPTIONAL
from demo import seams
from demo.avatars import draw
from demo.crest import crest
from demo.people import CAST, Character, Part

if TYPE_CHECKING:
    from simcord import UserHandle

    from demo.stage import Stage

NAMES = {"en": "Nantes Round Tables", "fr": "Les Tablées de Nantes"}
CHANNELS: dict[str, dict[str, str]] = {
    "announcements": {"en": "announcements", "fr": "annonces"},
    "agenda": {"en": "agenda", "fr": "agenda"},
    "forum": {"en": "meetup-posts", "fr": "forum-sorties"},
    "introductions": {"en": "introductions", "fr": "présentations"},
    "general": {"en": "general", "fr": "général"},
    "ideas": {"en": "ideas-for-meetups", "fr": "idées-de-sorties"},
    "guests": {"en": "coin-français", "fr": "table-talk"},
    "moderators": {"en": "moderators", "fr": "modération"},
}
"""``guests`` is for those who would rather speak the other language; ``forum`` is a forum."""

TOPICS: dict[str, dict[str, str]] = {
    "announcements": {
        "en": "What is coming up. Tablée posts here; answer with a tap.",
        "fr": "Ce qui se prépare. Tablée publie ici ; un geste suffit pour répondre.",
    },
    "agenda": {
        "en": "One message that keeps itself current.",
        "fr": "Un message qui se met à jour tout seul.",
    },
    "introductions": {"en": "A line about you.", "fr": "Une ligne sur soi."},
    "general": {"en": "Anything and everything.", "fr": "Tout et le reste."},
    "ideas": {"en": "Where to next? /meetup propose", "fr": "Où va-t-on ? /rencontre proposer"},
    "guests": {"en": "On parle français ici.", "fr": "English spoken here."},
    "moderators": {"en": "For moderators.", "fr": "Entre modérateurs et modératrices."},
}
ROLES: dict[Part, dict[str, str]] = {
    Part.MODERATOR: {"en": "Moderators", "fr": "Modération"},
    Part.AMBASSADOR: {"en": "Ambassadors", "fr": "Ambassadeurs"},
    Part.NEWCOMER: {"en": "Newcomers", "fr": "Bienvenue"},
}
_COLOURS = {Part.MODERATOR: 0xC95E42, Part.AMBASSADOR: 0xDEA53A, Part.NEWCOMER: 0x6FA4C4}
_MODERATES = discord.Permissions(
    manage_guild=True, manage_messages=True, manage_threads=True, manage_events=True
)


_SIMCORD_ASKS = discord.Permissions(manage_events=True)
"""Where Discord is content with Create Events."""


@dataclass(slots=True)
class Community:
    """The guild with what is needed to act in it."""

    language: str
    guild: GuildHandle
    channels: dict[str, ChannelHandle]
    roles: dict[Part, RoleHandle]
    members: dict[str, MemberActor] = field(default_factory=dict)

    def actor(self, key: str) -> Actor:
        """A member as the use cases know them."""
        member = self.members[key]
        character = BY_KEY[key]
        role = self.roles.get(character.part)
        return Actor(
            user_id=member.id,
            community_id=self.guild.id,
            role_ids=frozenset({role.id} if role else ()),
            manages_guild=character.part is Part.MODERATOR,
        )


def as_moderator(actor: Actor) -> Actor:
    """The same member with a moderator's rights."""
    return replace(actor, manages_guild=True)


BY_KEY: dict[str, Character] = {character.key: character for character in CAST}
FOUNDER = CAST[0]


def found(stage: Stage) -> Community:
    """Make the guild; its founder is the only member, besides the bot."""
    language, env = stage.language, stage.env
    _introduce_bot(stage)
    founder = _user(stage, FOUNDER)
    guild = env.create_guild(NAMES[language], owner=founder, preferred_locale=stage.guild_locale)
    _limit_bot(stage, guild)
    roles = {
        part: guild.create_role(
            names[language],
            permissions=_MODERATES if part is Part.MODERATOR else None,
            color=_COLOURS[part],
            hoist=True,
            position=len(ROLES) - position,
            mentionable=False,
        )
        for position, (part, names) in enumerate(ROLES.items())
    }
    community = Community(language, guild, _channels(guild, roles[Part.MODERATOR], language), roles)
    community.members[FOUNDER.key] = guild.add_member(founder, roles=[roles[Part.MODERATOR]])
    return community


def join(stage: Stage, community: Community, character: Character) -> None:
    """Let somebody join, with their role."""
    role = community.roles.get(character.part)
    user = _user(stage, character)
    community.members[character.key] = community.guild.add_member(user, roles=[role] if role else [])


async def introduce(community: Community, character: Character) -> None:
    """Let somebody write who they are."""
    member = community.members[character.key]
    await member.send(community.channels["introductions"], character.bio)


def shut_inbox(stage: Stage, community: Community, key: str) -> None:
    """Let somebody allow no private messages from the server, as Discord's privacy settings can."""
    inbox = stage.env.backend.get_dm_channel(community.members[key].id)
    stage.env.inject_error(
        "POST",
        f"/channels/{inbox.id}/messages",
        status=403,
        code=50007,
        message="Cannot send messages to this user",
        times=None,
    )


def _user(stage: Stage, character: Character) -> UserHandle:
    user = stage.env.create_user(character.key, global_name=character.name, avatar=character.key)
    stage.speaks(user.id, character.language)
    stage.stills[seams.avatar_address(user.id, character.key)] = (
        f"{character.key}.png",
        draw(character.look),
    )
    return user


def _introduce_bot(stage: Stage) -> None:
    bot = stage.env.backend.bot_user
    bot.avatar = "crest"
    stage.stills[seams.avatar_address(bot.id, "crest")] = ("crest.png", crest())


def _limit_bot(stage: Stage, guild: GuildHandle) -> None:
    """Give the bot what its documentation asks for and no more; SimCord would give it nearly everything."""
    for role in stage.env.backend.get_guild(guild.id).roles.values():
        if role.managed:
            role.permissions = (NEEDED | OPTIONAL | _SIMCORD_ASKS).value


def _channels(guild: GuildHandle, moderators: RoleHandle, language: str) -> dict[str, ChannelHandle]:
    read_only = discord.PermissionOverwrite(send_messages=False)
    hidden = discord.PermissionOverwrite(view_channel=False)
    seen = discord.PermissionOverwrite(view_channel=True, send_messages=True)
    overwrites = {
        "announcements": {guild.default_role: read_only, moderators: seen},
        "agenda": {guild.default_role: read_only, moderators: seen},
        "moderators": {guild.default_role: hidden, moderators: seen},
    }
    made = {}
    for key, names in CHANNELS.items():
        if key == "forum":
            made[key] = guild.create_forum_channel(names[language])
            continue
        rules = dict(overwrites.get(key, {}))
        if key in {"announcements", "agenda"} and (bot := guild.me) is not None:
            rules[bot] = seen  # type: ignore[index]  # a discord.Member is a fine target
        topic = TOPICS[key][language]
        made[key] = guild.create_text_channel(names[language], topic=topic, overwrites=rules)  # type: ignore[arg-type]
    return made
