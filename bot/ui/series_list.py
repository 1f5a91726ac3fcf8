"""The answer to /series list, and the form that ends a series."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import ui

from bot.ui.boundary import Layout
from bot.ui.forms import ReasonForm, text_of
from bot.ui.inputs import visit
from bot.ui.series_words import rule_words
from bot.ui.wording import EMOJI, hour_words, message_url, short_when, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.domain.meetups import Meetup
    from bot.domain.series import Series
    from bot.i18n import Translations

ACCENT = 0xE4572E
TEXT_LIMIT = 3800


def render(found: Sequence[tuple[Series, Meetup | None]], t: Translations) -> Layout:
    """Every series with its rule and its next date, in the reader's language."""
    lines: list[str] = []
    for series, following in found:
        line = _line(series, following, t)
        if sum(map(len, lines)) + len(line) > TEXT_LIMIT:
            lines.append("…")
            break
        lines.append(line)
    text = "\n".join(lines) or t.gettext(
        "No series yet. A moderator starts one with `/meetup schedule` and a date such as "
        "`every thursday 7pm`."
    )
    box: ui.Container[Layout] = ui.Container(ui.TextDisplay(text), accent_colour=ACCENT)
    layout = Layout(timeout=None)
    layout.add_item(box)
    return layout


def _line(series: Series, following: Meetup | None, t: Translations) -> str:
    plan = series.plan
    title = f"{EMOJI[plan.format]} **{shown(plan.title)}**"
    if following is None or following.plan.starts_at is None:
        when = t.gettext("no date planned")
    else:
        when = short_when(following.plan.starts_at, plan.zone, t)
        if following.card.message_id:
            card = following.card
            url = message_url(series.community_id, card.channel_id, card.message_id)
            when = f"[{when}]({url})"
    words = t.gettext("{rule} · {hour} · next: {when}").format(
        rule=rule_words(series.rule, plan.zone, t, series.ended_on),
        hour=hour_words(series.wall, t),
        when=when,
    )
    return f"{title}\n-# {words}"


class EndForm(ReasonForm):
    """Why a series ends."""

    def __init__(self, meetup: Meetup, t: Translations) -> None:
        super().__init__(
            meetup,
            t,
            title=t.gettext("End the series from this date on"),
            hint=t.gettext("Everybody with an answer to one of the dates is told, with this reason."),
        )

    async def on_submit(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        count = await here.services.series.end(here.actor, self._meetup_id, text_of(self.reason_field))
        text = here.t.ngettext(
            "The series has ended: {n} date is cancelled.",
            "The series has ended: {n} dates are cancelled.",
            count,
        )
        await interaction.response.send_message(text.format(n=count), ephemeral=True)
