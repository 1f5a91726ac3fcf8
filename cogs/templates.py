"""/template: plans that a community keeps, to begin the next meetup from."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import TableeBot
from bot.domain.differences import published
from bot.domain.rights import is_moderator
from bot.domain.texts import LIMITS, Field
from bot.ui.beginnings import begin, render_templates, suggest_template
from bot.ui.forms import WHEN_LIMIT
from bot.ui.inputs import suggest_when, visit
from bot.ui.meetup_options import TemplateOption
from bot.ui.wording import shown

MeetupId = app_commands.Transform[int, TemplateOption]
Name = app_commands.Range[str, 1, LIMITS[Field.OPTION]]


class Templates(commands.GroupCog, group_name="template", group_description="Plans to begin a meetup from"):
    """What is kept for the next time."""

    @app_commands.command(description="Save a meetup's plan as a template (moderators)")
    @app_commands.describe(meetup="Which one", name="What the template is called")
    async def save(self, interaction: discord.Interaction, meetup: MeetupId, name: Name) -> None:
        here = await visit(interaction)
        template = await here.services.templates.keep(here.actor, meetup, name)
        text = here.t.gettext("Saved as **{name}**. Begin from it with `/template use`.")
        await interaction.response.send_message(text.format(name=shown(template.name)), ephemeral=True)

    @app_commands.command(description="Begin a meetup from a template; you only choose the date")
    @app_commands.describe(name="Which template", when="For example: saturday 7pm")
    @app_commands.autocomplete(name=suggest_template, when=suggest_when)
    async def use(
        self,
        interaction: discord.Interaction,
        name: Name,
        when: app_commands.Range[str, 0, WHEN_LIMIT] = "",
    ) -> None:
        here = await visit(interaction)
        template = await here.services.templates.named(here.community.id, name)
        plan = template.plan if is_moderator(here.actor, here.community) else published(template.plan)
        await begin(interaction, plan, when)

    @app_commands.command(name="list", description="The templates of this community")
    async def list_(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        found = await here.services.templates.of_community(here.community.id)
        await interaction.response.send_message(view=render_templates(found, here.t), ephemeral=True)

    @app_commands.command(description="Delete a template (moderators)")
    @app_commands.describe(name="Which template")
    @app_commands.autocomplete(name=suggest_template)
    async def delete(self, interaction: discord.Interaction, name: Name) -> None:
        here = await visit(interaction)
        await here.services.templates.forget(here.actor, name)
        text = here.t.gettext("Deleted: meetups that began from it stay as they are.")
        await interaction.response.send_message(text, ephemeral=True)


async def setup(bot: TableeBot) -> None:
    """Load the capability."""
    await bot.add_cog(Templates())
