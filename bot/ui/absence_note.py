"""A kind question to who had a seat and did not come: one tap for the reason, for the organiser's eyes."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from bot.domain.checkins import Reason
from bot.i18n import translations
from bot.ui.boundary import Button, View, services_of
from bot.ui.wording import shown

if TYPE_CHECKING:
    import discord

    from bot.domain.meetups import Meetup
    from bot.i18n import Translations

_KEY = r"(?P<meetup>\d{1,18})"


def reason_words(reason: Reason, t: Translations) -> str:
    """A reason in a few words, as its button says it."""
    match reason:
        case Reason.ILL:
            return t.pgettext("button", "Not well")
        case Reason.BUSY:
            return t.pgettext("button", "Something came up")
        case Reason.TRANSPORT:
            return t.pgettext("button", "Could not get there")
        case Reason.FORGOT:
            return t.pgettext("button", "Forgot it")
        case Reason.SHY:
            return t.pgettext("button", "Did not dare")
        case _:
            assert_never(reason)


def words(meetup: Meetup, t: Translations) -> str:
    """The question."""
    missed = t.gettext("We missed you at **{title}**, and we hope that you are well.")
    why = t.gettext(
        "No harm done. If you like, say why with one tap: only the organiser and moderators see it, and it "
        "helps them to plan."
    )
    return f"💙 {missed.format(title=shown(meetup.plan.title))}\n{why}"


def buttons(meetup: Meetup, t: Translations) -> View:
    """The answers."""
    view = View(timeout=None)
    for reason in Reason:
        view.add_item(ReasonButton.of(meetup.id, reason, t))
    return view


class AbsentButton(Button, template=rf"absent:1:{_KEY}"):
    """Stands on the card of a meetup that is over: nobody has to be written to, and nobody is named."""

    @classmethod
    def of(cls, meetup_id: int, t: Translations) -> AbsentButton:
        return cls(f"absent:1:{meetup_id}", label=t.pgettext("button", "I could not come"))

    async def pressed(self, interaction: discord.Interaction) -> None:
        t = translations(interaction.locale)
        service = services_of(interaction).absences
        meetup = await service.missed_at(interaction.user.id, int(self.match["meetup"]))
        await interaction.response.send_message(words(meetup, t), view=buttons(meetup, t), ephemeral=True)


class ReasonButton(Button, template=rf"absent_why:1:{_KEY}:(?P<reason>[a-z]{{1,16}})"):
    """One reason; it works in a direct message, where no community is known."""

    @classmethod
    def of(cls, meetup_id: int, reason: Reason, t: Translations) -> ReasonButton:
        return cls(f"absent_why:1:{meetup_id}:{reason}", label=reason_words(reason, t))

    async def pressed(self, interaction: discord.Interaction) -> None:
        t = translations(interaction.locale)
        reason = Reason(self.match["reason"])
        await services_of(interaction).absences.give_reason(
            interaction.user.id, int(self.match["meetup"]), reason
        )
        thanks = t.gettext("Thank you for telling us: “{reason}”. See you next time!")
        await interaction.response.edit_message(
            content=thanks.format(reason=reason_words(reason, t)), view=None
        )
