"""/meetup: propose, schedule, find, change and cancel meetups."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.client import TableeBot
from bot.domain.differences import published
from bot.domain.listings import Span
from bot.domain.meetups import POSTPONABLE, Format
from bot.domain.rights import may_edit, require_editor
from bot.domain.texts import LIMITS, Field
from bot.ui import answers_panel, meetup_card, organisers_panel, organising, queue_panel, seat_panel
from bot.ui.agenda_card import panel as agenda_panel
from bot.ui.agenda_card import put_up
from bot.ui.beginnings import begin, propose_draft, schedule_draft
from bot.ui.channels import posting_channel
from bot.ui.drafts import DraftPanel, Purpose, typed_of
from bot.ui.editing import editing
from bot.ui.forms import WHEN_LIMIT, CancelForm, MeetupForm, PostponeForm, Typed
from bot.ui.inputs import MeetupOption, suggest_when, visit
from bot.ui.meetup_list import read_filter, render_list
from bot.ui.meetup_options import ChangeableOption, OrganisedOption, UpcomingOption, suggest_area
from bot.ui.troubles import trouble_box

FORMATS = [
    app_commands.Choice(name="Drinks", value=Format.DRINKS.value),
    app_commands.Choice(name="Meal", value=Format.MEAL.value),
    app_commands.Choice(name="Walk or sport", value=Format.WALK.value),
    app_commands.Choice(name="Visit", value=Format.VISIT.value),
    app_commands.Choice(name="Talk", value=Format.TALK.value),
    app_commands.Choice(name="Round table", value=Format.ROUND_TABLE.value),
    app_commands.Choice(name="Workshop", value=Format.WORKSHOP.value),
    app_commands.Choice(name="Other", value=Format.OTHER.value),
]

SPANS = [
    app_commands.Choice(name="This week", value=Span.WEEK.value),
    app_commands.Choice(name="Next week", value=Span.NEXT_WEEK.value),
    app_commands.Choice(name="The next 30 days", value=Span.MONTH.value),
]

MeetupId = app_commands.Transform[int, MeetupOption]
OrganisedId = app_commands.Transform[int, OrganisedOption]
ChangeableId = app_commands.Transform[int, ChangeableOption]
UpcomingId = app_commands.Transform[int, UpcomingOption]


class Meetups(commands.GroupCog, group_name="meetup", group_description="Meet in person"):
    """Everything members and moderators type about meetups."""

    @app_commands.command(description="Propose a meetup; others say whether they would come")
    @app_commands.describe(when="A date, several with “;”, or nothing to leave it open")
    @app_commands.autocomplete(when=suggest_when)
    async def propose(
        self, interaction: discord.Interaction, when: app_commands.Range[str, 0, WHEN_LIMIT] = ""
    ) -> None:
        here = await visit(interaction)
        posting_channel(here)  # better refused now than after the form
        purpose = Purpose(here.t.pgettext("button", "Propose"), propose_draft, several=True)

        async def on_typed(submitted: discord.Interaction, typed: Typed) -> None:
            await DraftPanel(await visit(submitted), purpose, typed).open(submitted)

        form = MeetupForm(here.t, Typed(when=when), on_typed, title=here.t.gettext("Propose a meetup"))
        await interaction.response.send_modal(form)

    @app_commands.command(description="Schedule a meetup at once (moderators)")
    @app_commands.describe(
        title="What it is called",
        when="For example: saturday 7pm, or every thursday 7pm",
        where="The area or the name of the place; everybody sees it",
        kind="What kind of gathering it is",
        seats="How many people at most; else what is usual for the format",
        address="The exact address; only members with a seat see it",
        description="What it is about",
    )
    @app_commands.rename(kind="format")
    @app_commands.choices(kind=FORMATS)
    @app_commands.autocomplete(when=suggest_when)
    async def schedule(
        self,
        interaction: discord.Interaction,
        title: app_commands.Range[str, 1, LIMITS[Field.TITLE]],
        when: app_commands.Range[str, 1, WHEN_LIMIT],
        where: app_commands.Range[str, 1, LIMITS[Field.AREA]],
        kind: str = Format.OTHER,
        seats: int | None = None,
        address: app_commands.Range[str, 0, LIMITS[Field.ADDRESS]] = "",
        description: app_commands.Range[str, 0, LIMITS[Field.DESCRIPTION]] = "",
    ) -> None:
        here = await visit(interaction)
        posting_channel(here)
        purpose = Purpose(
            here.t.pgettext("button", "Schedule"), schedule_draft, date_needed=True, may_repeat=True
        )
        typed = Typed(
            title=title,
            format=Format(kind),
            when=when,
            where=where,
            description=description,
            capacity=None if seats is None else str(seats),
            address=address,
        )
        await DraftPanel(here, purpose, typed).open(interaction)

    @app_commands.command(name="list", description="What is coming up, and what is proposed")
    @app_commands.describe(
        mine="Only those you answered or organise",
        when="Only some days",
        kind="Only one kind of gathering",
        area="Only where the name of the place contains this",
    )
    @app_commands.rename(kind="format")
    @app_commands.choices(when=SPANS, kind=FORMATS)
    @app_commands.autocomplete(area=suggest_area)
    async def list_(
        self,
        interaction: discord.Interaction,
        mine: bool = False,
        when: str | None = None,
        kind: str | None = None,
        area: app_commands.Range[str, 0, LIMITS[Field.AREA]] = "",
    ) -> None:
        here = await visit(interaction)
        wanted = read_filter(mine=mine, span=when, kind=kind, area=area)
        listing = await here.services.listings.page(here.actor, wanted)
        await interaction.response.send_message(view=render_list(listing, here), ephemeral=True)

    @app_commands.command(description="Keep an agenda current in a channel (moderators)")
    @app_commands.describe(channel="The channel it goes to; nothing shows where it is now")
    async def agenda(
        self, interaction: discord.Interaction, channel: discord.TextChannel | None = None
    ) -> None:
        here = await visit(interaction)
        board = await (here.services.boards.of(here.actor) if channel is None else put_up(here, channel.id))
        await interaction.response.send_message(view=agenda_panel(here, board), ephemeral=True)

    @app_commands.command(description="Proposals that wait for a decision (moderators)")
    async def queue(self, interaction: discord.Interaction) -> None:
        await queue_panel.open_queue(interaction)

    @app_commands.command(description="Show a meetup's card, only to you")
    @app_commands.describe(meetup="Which one")
    async def show(self, interaction: discord.Interaction, meetup: MeetupId) -> None:
        here = await visit(interaction)
        overview = await here.services.meetups.overview(here.community.id, meetup)
        is_mine = may_edit(here.actor, overview.meetup, here.community)
        layout = meetup_card.render(overview, here.t, here.now, for_organisers=is_mine)
        troubles = await here.services.troubles.of_meetup(here.actor, meetup)
        if troubles:
            layout.add_item(trouble_box(troubles, interaction.guild, here.t))
        await interaction.response.send_message(view=layout, ephemeral=True)

    @app_commands.command(description="Who organises a meetup with you, and who sees the answers")
    @app_commands.describe(meetup="Which one")
    async def organisers(self, interaction: discord.Interaction, meetup: OrganisedId) -> None:
        here = await visit(interaction)
        overview = await here.services.meetups.overview(here.community.id, meetup)
        require_editor(here.actor, overview.meetup, here.community)
        await interaction.response.send_message(view=organisers_panel.render(here, overview), ephemeral=True)

    @app_commands.command(description="Another meetup like this one; you only choose the date")
    @app_commands.describe(meetup="Which one", when="For example: saturday 7pm")
    @app_commands.autocomplete(when=suggest_when)
    async def copy(
        self,
        interaction: discord.Interaction,
        meetup: MeetupId,
        when: app_commands.Range[str, 0, WHEN_LIMIT] = "",
    ) -> None:
        here = await visit(interaction)
        overview = await here.services.meetups.overview(here.community.id, meetup)
        plan = overview.meetup.plan
        if not may_edit(here.actor, overview.meetup, here.community):
            plan = published(plan)
        await begin(interaction, plan, when)

    @app_commands.command(description="Change a meetup you organise")
    @app_commands.describe(meetup="Which one")
    async def edit(self, interaction: discord.Interaction, meetup: ChangeableId) -> None:
        here = await visit(interaction)
        purpose = await editing(here, meetup)
        assert purpose.before is not None  # noqa: S101 - what is edited was there before
        typed = typed_of(purpose.before, str(interaction.locale))
        await DraftPanel(here, purpose, typed).open(interaction)

    @app_commands.command(description="Say who may come to a meetup you organise, and how many")
    @app_commands.describe(meetup="Which one")
    async def seats(self, interaction: discord.Interaction, meetup: ChangeableId) -> None:
        here = await visit(interaction)
        overview = await here.services.meetups.overview(here.community.id, meetup)
        require_editor(here.actor, overview.meetup, here.community)
        await interaction.response.send_message(view=seat_panel.render(overview, here), ephemeral=True)

    @app_commands.command(description="See the answers to a meetup you organise, and answer for others")
    @app_commands.describe(meetup="Which one")
    async def answers(self, interaction: discord.Interaction, meetup: OrganisedId) -> None:
        await answers_panel.show(await visit(interaction), meetup)

    @app_commands.command(description="Postpone a meetup without a new date for now, and say why")
    @app_commands.describe(meetup="Which one")
    async def postpone(self, interaction: discord.Interaction, meetup: UpcomingId) -> None:
        here = await visit(interaction)
        mine = await organising.changeable(here, meetup, POSTPONABLE)
        await interaction.response.send_modal(PostponeForm(mine, here.t))

    @app_commands.command(description="Who changed what in a meetup you organise")
    @app_commands.describe(meetup="Which one")
    async def history(self, interaction: discord.Interaction, meetup: OrganisedId) -> None:
        await organising.show_history(interaction, meetup)

    @app_commands.command(description="Cancel a meetup you organise, and say why")
    @app_commands.describe(meetup="Which one")
    async def cancel(self, interaction: discord.Interaction, meetup: ChangeableId) -> None:
        here = await visit(interaction)
        mine = await organising.changeable(here, meetup)
        await interaction.response.send_modal(CancelForm(mine, here.t))


async def setup(bot: TableeBot) -> None:
    """Load the capability."""
    await bot.add_cog(Meetups())
