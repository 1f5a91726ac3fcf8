"""Saying how it was: the form, whom somebody met, and the words that may be quoted, shown back before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from babel.numbers import format_decimal
from discord import ui

from bot.domain.testimonials import MOST_MET, MOST_STARS, Naming, naming_of, signed
from bot.domain.texts import LIMITS, Field
from bot.ui.boundary import Button, Modal, View
from bot.ui.forms import text_field, text_of
from bot.ui.inputs import visit
from bot.ui.wording import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.i18n import Translations
    from bot.services.testimonials import Sheet

NO = "no"
STAR = "⭐"


class FeedbackButton(Button, template=r"feedback:1:(?P<meetup>\d{1,18})"):
    """Opens the form, for those who were there."""

    @classmethod
    def of(cls, meetup_id: int, t: Translations) -> FeedbackButton:
        return cls(f"feedback:1:{meetup_id}", label=t.pgettext("button", "Say how it was"), emoji="💬")

    async def pressed(self, interaction: discord.Interaction) -> None:
        await open_form(interaction, int(self.match["meetup"]))


async def open_form(interaction: discord.Interaction, meetup_id: int) -> None:
    """Open the form with what its author said before.

    Raises:
        MeetupNotFound, MeetupClosed, NotThere.
    """
    here = await visit(interaction)
    sheet = await here.services.testimonials.sheet(here.actor, meetup_id)
    await interaction.response.send_modal(FeedbackForm(sheet, interaction.user.display_name, here.t))


class FeedbackForm(Modal):
    """Stars, what was good, what to change, whom one met, and whether the words may be quoted."""

    def __init__(self, sheet: Sheet, display_name: str, t: Translations) -> None:
        super().__init__(title=t.gettext("How was it?"))
        before = sheet.before
        self._meetup_id = sheet.meetup.id
        self.stars = _stars_menu(before.stars if before else None)
        self.good = text_field(
            "good",
            t.gettext("What was good?"),
            before.good if before else "",
            limit=LIMITS[Field.GOOD],
            lines=True,
        )
        self.to_change = text_field(
            "to_change",
            t.gettext("What should we change?"),
            before.to_change if before else "",
            limit=LIMITS[Field.TO_CHANGE],
            hint=t.gettext("Only the organisers read it, without your name."),
            lines=True,
        )
        self.met = _met_menu(sheet.met)
        self.quote: ui.RadioGroup[Modal] = ui.RadioGroup(custom_id="quote", required=True)
        chosen = NO if sheet.signature is None else naming_of(sheet.signature, display_name).value
        for value, label in _ways(t):
            self.quote.add_option(label=label, value=value, default=value == chosen)
        hint_met = t.gettext("A tie once they say so too. Otherwise nobody learns that you said it.")
        hint_quote = t.gettext(
            "You see the exact words first, and can take them back for good whenever you like."
        )
        self.add_item(ui.Label(text=t.gettext("How was it?"), component=self.stars))
        self.add_item(self.good)
        self.add_item(self.to_change)
        whom, may_we = t.gettext("Whom did you meet?"), t.gettext("May we quote what was good?")
        self.add_item(ui.Label(text=whom, description=hint_met, component=self.met))
        self.add_item(ui.Label(text=may_we, description=hint_quote, component=self.quote))

    async def on_submit(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        given = await here.services.testimonials.give(
            here.actor,
            self._meetup_id,
            int(self.stars.values[0]),
            text_of(self.good),
            text_of(self.to_change),
            [user.id for user in self.met.values],
        )
        thanks = here.t.gettext("Thank you! That helps the next one.")
        if self.quote.value in {None, NO} or not given.good:
            await here.services.testimonials.withdraw(here.actor, self._meetup_id)
            await interaction.response.send_message(thanks, ephemeral=True)
            return
        naming = Naming(str(self.quote.value))
        signature = signed(naming, interaction.user.display_name)
        asked = here.t.gettext("This, word for word, is what may be quoted:")
        text = f"{thanks}\n{asked}\n{quoted(given.good, signature, here.t)}"
        view = QuoteView(self._meetup_id, given.good, naming, here.t)
        await interaction.response.send_message(text, view=view, ephemeral=True)


def _stars_menu(chosen: int | None) -> ui.Select[Any]:
    options = [
        discord.SelectOption(label=STAR * n, value=str(n), default=n == chosen)
        for n in range(MOST_STARS, 0, -1)
    ]
    return ui.Select(custom_id="stars", options=options)


def _met_menu(named: Sequence[int]) -> ui.UserSelect[Any]:
    kind = discord.SelectDefaultValueType.user
    return ui.UserSelect(
        custom_id="met",
        required=False,
        min_values=0,
        max_values=MOST_MET,
        default_values=[discord.SelectDefaultValue(id=user_id, type=kind) for user_id in named],
    )


def _ways(t: Translations) -> tuple[tuple[str, str], ...]:
    return (
        (NO, t.pgettext("quote", "No")),
        (Naming.NAME.value, t.pgettext("quote", "Yes, with my name")),
        (Naming.FIRST.value, t.pgettext("quote", "Yes, with my first name")),
        (Naming.ANONYMOUS.value, t.pgettext("quote", "Yes, without a name")),
    )


def quoted(words: str, signature: str, t: Translations) -> str:
    """Words as they are quoted, with who said them."""
    name = shown(signature) if signature else t.gettext("somebody who was there")
    return f"> {shown(words)}\n> — {name}"


class QuoteView(View):
    """Yes to exactly these words, or no."""

    def __init__(self, meetup_id: int, words: str, naming: Naming, t: Translations) -> None:
        super().__init__(timeout=15 * 60)
        self._meetup_id, self._words, self._naming = meetup_id, words, naming
        yes: ui.Button[Any] = ui.Button(
            label=t.pgettext("button", "Yes, quote this"), style=discord.ButtonStyle.success
        )
        no: ui.Button[Any] = ui.Button(label=t.pgettext("button", "Rather not"))
        yes.callback, no.callback = self._allow, self._decline  # type: ignore[method-assign]
        self.add_item(yes)
        self.add_item(no)

    async def _allow(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        await here.services.testimonials.allow(
            here.actor,
            self._meetup_id,
            self._words,
            self._naming,
            interaction.user.display_name,
            here.t.language,
        )
        text = here.t.gettext(
            "Thank you! A moderator looks at it first. To withdraw it, whenever you like: `/feedback mine`."
        )
        await interaction.response.edit_message(content=text, view=None)

    async def _decline(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        await here.services.testimonials.withdraw(here.actor, self._meetup_id)
        text = here.t.gettext("It stays with us. Thank you for saying how it was!")
        await interaction.response.edit_message(content=text, view=None)


async def send_mine(interaction: discord.Interaction) -> None:
    """Show somebody which of their words may be quoted, with a menu that withdraws them."""
    here = await visit(interaction)
    mine = await here.services.testimonials.mine(here.actor)
    if not mine:
        text = here.t.gettext("None of your words may be quoted. Say how it was with `/feedback give`.")
        await interaction.response.send_message(text, ephemeral=True)
        return
    parts = [f"**{shown(title)}**\n{quoted(quote.words, quote.signature, here.t)}" for quote, title in mine]
    menu = WithdrawMenu.of([(quote.meetup_id, title) for quote, title in mine][:25], here.t)
    view = View(timeout=None)
    view.add_item(menu)
    await interaction.response.send_message("\n\n".join(parts)[:1900], view=view, ephemeral=True)


class WithdrawMenu(ui.Select[Any]):
    """Withdraws the words about one meetup; View.on_error hears what it raises."""

    @classmethod
    def of(cls, mine: list[tuple[int, str]], t: Translations) -> WithdrawMenu:
        options = [discord.SelectOption(label=title[:100], value=str(meetup_id)) for meetup_id, title in mine]
        return cls(placeholder=t.gettext("Withdraw my words about…"), options=options)

    async def callback(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        await here.services.testimonials.withdraw(here.actor, int(self.values[0]))
        text = here.t.gettext("Withdrawn: these words are quoted no longer, in the recap neither.")
        await interaction.response.edit_message(content=text, view=None)


async def send_reading(interaction: discord.Interaction, meetup_id: int) -> None:
    """Show organisers what was said about their meetup, without names.

    Raises:
        MeetupNotFound, OrganisersOnly.
    """
    here = await visit(interaction)
    t, reading = here.t, await here.services.testimonials.read(here.actor, meetup_id)
    if not reading.stars:
        text = t.gettext("Nobody has said anything yet. The form is on the message of the photo thread.")
        await interaction.response.send_message(text, ephemeral=True)
        return
    count = len(reading.stars)
    mean = format_decimal(sum(reading.stars) / count, "0.0", locale=t.language)
    heading = t.ngettext("{stars} from {n} person", "{stars} from {n} people", count)
    lines = [f"**{shown(reading.meetup.plan.title)}** · " + heading.format(stars=f"{STAR} {mean}", n=count)]
    for question, said in (
        (t.gettext("What was good?"), reading.good),
        (t.gettext("What should we change?"), reading.to_change),
    ):
        if said:
            lines += [f"\n**{question}**", *(f"- {shown(text)}" for text in said)]
    await interaction.response.send_message("\n".join(lines)[:1990], ephemeral=True)
