"""The form with which a member adds an option to a poll: a date, a place with its details, an answer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.polls import Option, PollKind
from bot.domain.texts import LIMITS, Field
from bot.ui.boundary import Modal
from bot.ui.forms import text_field, text_of
from bot.ui.inputs import visit
from bot.ui.poll_moments import MomentForm

if TYPE_CHECKING:
    import discord

    from bot.domain.moments import Moment
    from bot.i18n import Translations
    from bot.services.poll_outcomes import PollOverview
    from bot.ui.inputs import Visit


def addition_form(overview: PollOverview, t: Translations) -> Modal:
    """The form for one more option of that poll."""
    poll = overview.poll
    if poll.kind is not PollKind.DATE:
        return _AdditionForm(t, poll.id, is_place=poll.kind is PollKind.VENUE)

    async def save(here: Visit, moment: Moment) -> str:
        return await _add(here, poll.id, Option(starts_at=moment.start, ends_at=moment.end))

    return MomentForm(
        zone=poll.zone,
        title=t.gettext("Add a date"),
        label=t.gettext("Date"),
        hint=t.gettext("A day and an hour, for example: saturday 7pm"),
        save=save,
    )


class _AdditionForm(Modal):
    """What the option is called; of a place, also where it is, how to get in and what it costs."""

    def __init__(self, t: Translations, poll_id: int, *, is_place: bool) -> None:
        super().__init__(title=t.gettext("Add a place") if is_place else t.gettext("Add an option"))
        self._poll_id, self._is_place = poll_id, is_place
        self.label_field = text_field(
            "label",
            t.gettext("Name"),
            "",
            limit=LIMITS[Field.OPTION],
            required=True,
        )
        self.area_field = text_field("area", t.gettext("Area"), "", limit=LIMITS[Field.OPTION_AREA])
        self.access_field = text_field(
            "access",
            t.gettext("Access"),
            "",
            limit=LIMITS[Field.ACCESS],
            hint=t.gettext("Steps, toilets, noise: whatever decides whether somebody can come."),
        )
        self.price_field = text_field("price", t.gettext("Price"), "", limit=LIMITS[Field.PRICE])
        self.add_item(self.label_field)
        if is_place:
            for field in self.area_field, self.access_field, self.price_field:
                self.add_item(field)

    async def on_submit(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        option = Option(label=text_of(self.label_field))
        if self._is_place:
            option = replace(
                option,
                area=text_of(self.area_field),
                access=text_of(self.access_field),
                price=text_of(self.price_field),
            )
        done = await _add(here, self._poll_id, option)
        await interaction.response.send_message(done, ephemeral=True)


async def _add(here: Visit, poll_id: int, option: Option) -> str:
    waits = await here.services.polls.add_option(here.actor, poll_id, option)
    if waits:
        return here.t.gettext("Suggested: an organiser decides whether it joins the poll.")
    return here.t.gettext("Added: it is in the poll now. “Manage” on the card takes it back.")
