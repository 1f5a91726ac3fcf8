"""What an interaction brings: who acts, in which community, in which language, about which meetup."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

import discord
from discord import app_commands

from bot.domain import moments
from bot.domain.communities import Community
from bot.domain.listings import search
from bot.domain.meetups import MeetupNotFound, Phase
from bot.domain.rights import Actor
from bot.domain.texts import plainly
from bot.i18n import Translations, translations
from bot.services import Services
from bot.ui.boundary import CHOICE_LIMIT, host_of, suggestions
from bot.ui.day_words import days_named, words_of
from bot.ui.wording import meetup_choice, refused_moment, typed_date

if TYPE_CHECKING:
    from collections.abc import Collection
    from zoneinfo import ZoneInfo

    from bot.domain.listings import Candidate


LIVE = frozenset({Phase.PROPOSED, Phase.UPCOMING, Phase.RUNNING})
CHOICES = 25
"""Discord shows at most so many suggestions."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One press, command or form, with everything an entry point needs to answer it."""

    interaction: discord.Interaction
    services: Services
    actor: Actor
    community: Community
    t: Translations
    """The reader's language; for shared messages use ``shared``."""
    now: datetime

    @property
    def shared(self) -> Translations:
        """The community's language."""
        return translations(self.community.language)


async def visit(interaction: discord.Interaction, community: Community | None = None) -> Visit:
    """Who acts, and where; ``community`` is read unless it is known already.

    Raises:
        NoPrivateMessage: outside a guild.
    """
    if interaction.guild_id is None:
        raise app_commands.NoPrivateMessage
    host = host_of(interaction)
    locale = str(interaction.guild_locale or interaction.locale)
    return Visit(
        interaction=interaction,
        services=host.services,
        actor=actor_of(interaction),
        community=community or await host.services.communities.of(interaction.guild_id, locale),
        t=translations(interaction.locale),
        now=host.clock(),
    )


def actor_of(interaction: discord.Interaction) -> Actor:
    """The member who acts, with what Discord says of their rights in this guild."""
    roles = interaction.user.roles if isinstance(interaction.user, discord.Member) else []
    return Actor(
        user_id=interaction.user.id,
        community_id=interaction.guild_id or 0,
        role_ids=frozenset(role.id for role in roles),
        manages_guild=interaction.permissions.manage_guild,
    )


class MeetupOption(app_commands.Transformer):
    """A command option that names a meetup of this community: picked from the list, or its title typed.

    ``phases`` are those in which the command does something with it.
    """

    phases: ClassVar[Collection[Phase]] = tuple(Phase)

    def may_mean(self, one: Candidate, here: Visit) -> bool:
        """Whether the member may mean that one here; what they type is held to the rules all the same."""
        return one.phase(here.now) in self.phases

    async def transform(self, interaction: discord.Interaction, value: str, /) -> int:
        """Raises MeetupNotFound when no meetup of this community answers to the number or title."""
        here = await visit(interaction)
        if value.isdecimal() and len(value) < len(str(2**63)):
            return (await here.services.meetups.overview(here.community.id, int(value))).meetup.id
        found = search(await here.services.listings.candidates(here.actor), value, (), words_of, here.now)
        called = [one for one in found if plainly(one.title) == plainly(value)]
        if not called:
            raise MeetupNotFound
        return next((one for one in called if self.may_mean(one, here)), called[0]).id

    @suggestions
    async def autocomplete(  # type: ignore[override] # Choice is generic over what the option takes
        self, interaction: discord.Interaction, value: str, /
    ) -> list[app_commands.Choice[str]]:
        here = await visit(interaction)
        every = await here.services.listings.candidates(here.actor)
        candidates = [one for one in every if self.may_mean(one, here)]
        found = search(
            candidates,
            value,
            days_named(
                value, here.now, here.community.zone, str(interaction.locale), here.community.language
            ),
            words_of,
            here.now,
        )
        return [
            app_commands.Choice(
                name=meetup_choice(one.title, one.starts_at, one.zone, here.t), value=str(one.id)
            )
            for one in found[:CHOICES]
        ]


@suggestions
async def suggest_when(interaction: discord.Interaction, value: str) -> list[app_commands.Choice[str]]:
    """Show, while somebody types a date, how it is understood or what is missing."""
    here = await visit(interaction)
    if not value.strip() or len(value) > CHOICE_LIMIT:
        return []  # a suggestion holds 100 characters: choosing it must not cut what was typed
    zone = here.community.zone
    try:
        read = understand(value, here)
    except moments.MomentRefused as refusal:
        return [app_commands.Choice(name=refused_moment(refusal, here.t)[:CHOICE_LIMIT], value=value)]
    language = str(interaction.locale)
    readings = [reading for one in read for reading in _readings(one)]
    if len(read) > 1:
        words = " · ".join(moments.describe(_readings(one)[0], zone, language, now=here.now) for one in read)
        return [app_commands.Choice(name=words[:CHOICE_LIMIT], value=value)]
    return [
        _suggestion(reading, value, zone, language, now=here.now, alone=len(readings) == 1)
        for reading in readings
    ]


def understand(text: str, here: Visit) -> tuple[moments.Moment | moments.Choice, ...]:
    """What was typed for one or several dates: in the member's language, the community's, or English.

    Raises:
        MomentRefused.
    """
    languages = (str(here.interaction.locale), here.community.language, "en-GB")
    zone = here.community.zone
    try:
        return (moments.understand(text, now=here.now, zone=zone, languages=languages),)
    except moments.MomentRefused as refusal:
        for language in languages:
            with contextlib.suppress(moments.MomentRefused):
                return moments.read_moments(text, now=here.now, zone=zone, language=language)
        raise refusal from None


def _readings(read: moments.Moment | moments.Choice) -> tuple[moments.Moment, ...]:
    return read.readings if isinstance(read, moments.Choice) else (read,)


def _suggestion(
    reading: moments.Moment, typed: str, zone: ZoneInfo, language: str, *, now: datetime, alone: bool
) -> app_commands.Choice[str]:
    """A reading in words; choosing one of several sends it as an exact date, so it is a guess no more."""
    words = moments.describe(reading, zone, language, now=now)
    is_day = reading.grain is moments.Grain.DAY
    local = reading.start.astimezone(zone)
    exact = f"{local:%Y-%m-%d}" if is_day else typed_date(reading.start, zone, language)
    return app_commands.Choice(name=words[:CHOICE_LIMIT], value=typed if alone else exact)
