"""The set-up panel: a community's settings, each changed in place, and what the bot lacks, one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from babel.dates import format_time
from discord import ui

from bot.domain.communities import LANGUAGES
from bot.domain.rights import require_moderator
from bot.ui.boundary import Button, Layout, Modal, Select
from bot.ui.forms import text_field, text_of
from bot.ui.inputs import Visit, visit
from bot.ui.permissions import lacking_in, permission_name
from bot.ui.setup_pages import PageForm, pages
from bot.ui.troubles import trouble_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.communities import Community
    from bot.domain.troubles import Trouble
    from bot.i18n import Translations

ACCENT = 0xE4572E
_LANGUAGE_NAMES = {"en": "English", "fr": "Français"}


def render(here: Visit, community: Community, troubles: Sequence[Trouble] = ()) -> Layout:
    """The panel in the reader's language; ``troubles`` is what did not work lately."""
    t = here.t
    box: ui.Container[Layout] = ui.Container(accent_colour=ACCENT)
    box.add_item(
        ui.TextDisplay(
            t.gettext("## Set up Tablée\nEverything works as it is; change what does not fit. Saved at once.")
        )
    )
    box.add_item(ui.TextDisplay(t.gettext("**Language** of cards and reminders")))
    box.add_item(ui.ActionRow(LanguageMenu.of(community)))
    clock = format_time(here.now.astimezone(community.zone), "short", locale=t.language)
    box.add_item(
        ui.Section(
            ui.TextDisplay(
                t.gettext("**Time zone**\n{zone}, where it is {clock} now").format(
                    zone=community.zone.key, clock=clock
                )
            ),
            accessory=ZoneButton("setup:1:zone", label=t.pgettext("button", "Change")),
        )
    )
    box.add_item(ui.TextDisplay(t.gettext("**Announcement channel**, where cards appear")))
    box.add_item(ui.ActionRow(ChannelMenu.of(community, t)))
    box.add_item(ui.TextDisplay(t.gettext("**Moderator role**, besides those who manage the server")))
    box.add_item(ui.ActionRow(RoleMenu.of(community, t)))
    box.add_item(ui.TextDisplay(_more(community, t)))
    box.add_item(ui.ActionRow(PagesMenu.of(community, t)))
    box.add_item(ui.Separator())
    lines = [*_permissions(here, community), *_server_permissions(here, community)]
    box.add_item(ui.TextDisplay("\n".join(lines)))
    if troubles:
        lines = trouble_lines(troubles, here.interaction.guild, t)
        box.add_item(ui.TextDisplay("\n".join([t.gettext("**What does not work**"), *lines])))
        again = RetryButton("setup:1:retry", label=t.pgettext("button", "Try again"), emoji="🔁")
        box.add_item(ui.ActionRow(again))
    layout = Layout(timeout=None)
    layout.add_item(box)
    return layout


def _more(community: Community, t: Translations) -> str:
    lines = [
        "-# " + t.gettext("{what}: {told}").format(what=page.title, told=page.summary)
        for page in pages(community, t)
    ]
    return "\n".join([t.gettext("**Everything else**"), *lines])


def _permissions(here: Visit, community: Community) -> list[str]:
    """What the bot may do where cards appear; one line for each permission it lacks."""
    t, guild = here.t, here.interaction.guild
    wanted = community.announcement_channel_id
    heading = t.gettext("**What I may do**")
    if guild is None:
        return [heading]
    channel = guild.get_channel(wanted) if wanted else here.interaction.channel
    if not isinstance(channel, discord.abc.GuildChannel):
        return [heading, t.gettext("⚠️ The announcement channel is gone, or I cannot see it. Choose another.")]
    lacking = lacking_in(channel)
    if not lacking:
        where = t.gettext("✅ Everything I need in {channel}").format(channel=channel.mention)
        if wanted is None:
            where += "\n-# " + t.gettext(
                "No channel is chosen: each card appears where somebody proposes it."
            )
        return [heading, where]
    return [
        heading,
        *(
            t.gettext(
                "⚠️ In {channel} I lack **{permission}**: grant it under Edit channel → Permissions"
            ).format(channel=channel.mention, permission=permission_name(flag, t))
            for flag in lacking
        ),
    ]


def _server_permissions(here: Visit, community: Community) -> list[str]:
    """What roles and events would take, where they are wanted and the bot may not."""
    t, guild = here.t, here.interaction.guild
    if guild is None:
        return []
    granted = guild.me.guild_permissions
    wanted = {"manage_roles": community.gives_roles, "create_events": community.mirrors_events}
    text = t.gettext(
        "⚠️ In this server I lack **{permission}**: grant it to my role under Server Settings → Roles"
    )
    return [
        text.format(permission=permission_name(flag, t))
        for flag, is_wanted in wanted.items()
        if is_wanted and not getattr(granted, flag)
    ]


async def _show(interaction: discord.Interaction, here: Visit, community: Community) -> None:
    troubles = await here.services.troubles.of(here.actor)
    await interaction.response.edit_message(view=render(here, community, troubles))


class LanguageMenu(Select, template="setup:1:language"):
    """The language of shared messages."""

    @classmethod
    def of(cls, community: Community) -> LanguageMenu:
        options = [
            discord.SelectOption(label=_LANGUAGE_NAMES[code], value=code, default=code == community.language)
            for code in LANGUAGES
        ]
        return cls(ui.Select(custom_id="setup:1:language", options=options))

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        await _show(
            interaction, here, await here.services.communities.set_language(here.actor, self.values[0])
        )


class ChannelMenu(Select, template="setup:1:channel"):
    """Where cards appear; nothing chosen means where somebody acts."""

    @classmethod
    def of(cls, community: Community, t: Translations) -> ChannelMenu:
        chosen = community.announcement_channel_id
        kind = discord.SelectDefaultValueType.channel
        menu: ui.ChannelSelect[Any] = ui.ChannelSelect(
            custom_id="setup:1:channel",
            placeholder=t.gettext("Where somebody proposes it"),
            channel_types=[
                discord.ChannelType.text,
                discord.ChannelType.news,
                discord.ChannelType.forum,
            ],
            default_values=[discord.SelectDefaultValue(id=chosen, type=kind)] if chosen else [],
            min_values=0,
        )
        return cls(menu)

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        chosen = self.values[0].id if self.values else None
        changed = await here.services.communities.set_announcement_channel(here.actor, chosen)
        await _show(interaction, here, changed)


class RoleMenu(Select, template="setup:1:role"):
    """Who moderates besides those who manage the guild."""

    @classmethod
    def of(cls, community: Community, t: Translations) -> RoleMenu:
        chosen = community.moderator_role_id
        kind = discord.SelectDefaultValueType.role
        menu: ui.RoleSelect[Any] = ui.RoleSelect(
            custom_id="setup:1:role",
            placeholder=t.gettext("No role"),
            default_values=[discord.SelectDefaultValue(id=chosen, type=kind)] if chosen else [],
            min_values=0,
        )
        return cls(menu)

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        chosen = self.values[0].id if self.values else None
        await _show(interaction, here, await here.services.communities.set_moderator_role(here.actor, chosen))


class RetryButton(Button, template="setup:1:retry"):
    """Tries everything again that waited for somebody to mend something."""

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        await here.services.troubles.retry(here.actor)
        await _show(interaction, here, here.community)


class ZoneButton(Button, template="setup:1:zone"):
    """Opens the form that asks for a zone: there are more of them than a menu can hold."""

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        require_moderator(here.actor, here.community)
        await interaction.response.send_modal(ZoneForm(here))


class PagesMenu(Select, template="setup:1:page"):
    """Opens the form of one capability."""

    @classmethod
    def of(cls, community: Community, t: Translations) -> PagesMenu:
        options = [discord.SelectOption(label=page.title, value=page.key) for page in pages(community, t)]
        placeholder = t.gettext("Choose what to change")
        return cls(ui.Select(custom_id="setup:1:page", placeholder=placeholder, options=options))

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        require_moderator(here.actor, here.community)
        chosen = next(page for page in pages(here.community, here.t) if page.key == self.values[0])
        await interaction.response.send_modal(PageForm(here, chosen, _show))


class ZoneForm(Modal):
    """Asks for the community's time zone."""

    def __init__(self, here: Visit) -> None:
        super().__init__(title=here.t.gettext("Time zone"))
        self.zone_field = text_field(
            "zone",
            here.t.gettext("City or zone"),
            here.community.zone.key,
            limit=64,
            required=True,
            hint=here.t.gettext("For example Paris, or America/New_York"),
        )
        self.add_item(self.zone_field)

    async def on_submit(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        changed = await here.services.communities.set_zone(here.actor, text_of(self.zone_field))
        await _show(interaction, here, changed)
