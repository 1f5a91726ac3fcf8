"""How a draft begins, from nothing, a copy or a template, and what becomes of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import discord
from discord import app_commands, ui

from bot.domain import polls
from bot.domain.polls import Option, PollKind, PollPlan, usual_terms
from bot.domain.rights import is_moderator
from bot.domain.templates import another
from bot.domain.texts import plainly
from bot.ui.boundary import Layout, suggestions
from bot.ui.channels import posting_channel
from bot.ui.drafts import DraftPanel, Purpose, typed_of
from bot.ui.inputs import CHOICES, visit
from bot.ui.wording import EMOJI, format_name, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.meetups import Plan
    from bot.domain.templates import Template
    from bot.i18n import Translations
    from bot.ui.drafts import Draft
    from bot.ui.inputs import Visit

ACCENT = 0xE4572E


async def begin(interaction: discord.Interaction, plan: Plan, when: str) -> None:
    """Show the draft of another meetup like ``plan``: moderators schedule it, members propose it.

    Raises:
        ChannelUnusable.
    """
    here = await visit(interaction)
    posting_channel(here)
    typed = replace(typed_of(another(plan), str(interaction.locale)), when=when)
    if is_moderator(here.actor, here.community):
        label = here.t.pgettext("button", "Schedule")
        purpose = Purpose(label, schedule_draft, date_needed=True, may_repeat=True)
    else:
        purpose = Purpose(here.t.pgettext("button", "Propose"), propose_draft, several=True)
    await DraftPanel(here, purpose, typed).open(interaction)


@suggestions
async def suggest_template(interaction: discord.Interaction, value: str) -> list[app_commands.Choice[str]]:
    """The community's templates whose name contains what was typed."""
    here = await visit(interaction)
    wanted = plainly(value)
    return [
        app_commands.Choice(name=template.name, value=template.name)
        for template in await here.services.templates.of_community(here.community.id)
        if wanted in plainly(template.name)
    ][:CHOICES]


def render_templates(templates: Sequence[Template], t: Translations) -> Layout:
    """The answer to /template list."""
    lines = [
        f"{EMOJI[one.plan.format]} **{shown(one.name)}**: {shown(one.plan.title)} · "
        f"{format_name(one.plan.format, t)}"
        for one in templates
    ]
    text = "\n".join(lines) or t.gettext("No templates yet. A moderator keeps one with `/template save`.")
    layout = Layout(timeout=None)
    layout.add_item(ui.Container(ui.TextDisplay(text), accent_colour=ACCENT))
    return layout


async def propose_draft(here: Visit, draft: Draft) -> str:
    """Keep a draft as a proposal, with a poll about its dates or places if it has several."""
    channel_id = posting_channel(here)
    meetup = await here.services.meetups.propose(here.actor, draft.plan, channel_id)
    plans = _poll_plans(draft, here)
    if plans:  # a date and a place to be found stand on one card
        await here.services.polls.open_together(here.actor, meetup.id, plans)
    return here.t.gettext("Proposed: its card appears in <#{channel}>.").format(
        channel=meetup.card.channel_id
    )


def _poll_plans(draft: Draft, here: Visit) -> list[PollPlan]:
    """A poll about the dates and one about the places, where there are several; both close together."""
    dates = tuple(Option(starts_at=date.start, ends_at=date.end) for date in draft.dates)
    places = tuple(Option(label=place) for place in draft.places)
    asked = [
        (kind, options) for kind, options in ((PollKind.DATE, dates), (PollKind.VENUE, places)) if options
    ]
    closes_at = min(
        (polls.default_close(kind, options, here.now) for kind, options in asked), default=here.now
    )
    return [
        PollPlan(
            kind=kind, terms=usual_terms(kind), options=options, closes_at=closes_at, zone=draft.plan.zone
        )
        for kind, options in asked
    ]


async def schedule_draft(here: Visit, draft: Draft) -> str:
    """Keep a draft as a meetup, or as a series."""
    if draft.rule is not None:
        series = await here.services.series.schedule(
            here.actor, draft.plan, draft.rule, posting_channel(here)
        )
        return here.t.gettext(
            "Scheduled as a series: the card of its next date appears in <#{channel}>, each later one "
            "when the date before it is over. `/series list` shows them all."
        ).format(channel=series.channel_id)
    meetup = await here.services.meetups.schedule(here.actor, draft.plan, posting_channel(here))
    return here.t.gettext("Scheduled: its card appears in <#{channel}>.").format(
        channel=meetup.card.channel_id
    )
