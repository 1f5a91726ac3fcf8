"""What a member alone sees after their answer: where they stand, their guests, a word for the organisers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import ui

from bot.domain.rosters import Answer, Handing
from bot.domain.texts import LIMITS, Field
from bot.ui import photo_wishes
from bot.ui.boundary import Button, Layout, Modal, Select
from bot.ui.forms import text_field, text_of
from bot.ui.inputs import Visit, visit
from bot.ui.wording import deadline_words

if TYPE_CHECKING:
    from bot.domain.rights import Actor
    from bot.domain.rosters import Party, Roster
    from bot.i18n import Translations
    from bot.services import Services

_KEY = r"(?P<meetup>\d{1,18})"
_SEATED, _WAITS, _NEUTRAL = 0x2E9E6B, 0xE8A33D, 0x8A8A8A


async def acknowledged(here: Visit, roster: Roster, meetup_id: int) -> Layout:
    """Where who acts stands now; who never said whether photos may show them is asked."""
    t, party = here.t, roster.party_of(here.actor.user_id)
    words = await standing(here.services, here.actor, meetup_id, roster, t)
    profile = await here.services.profiles.of(here.actor)
    box: ui.Container[Layout] = ui.Container(ui.TextDisplay(words), accent_colour=_colour(party))
    if party is not None and party.answer is Answer.GOING and roster.guest_limit:
        box.add_item(ui.ActionRow(GuestsMenu.of(meetup_id, party, roster.guest_limit, t)))
    if party is not None and party.answer is not Answer.DECLINED:
        row: ui.ActionRow[Layout] = ui.ActionRow()
        row.add_item(NoteButton.of(meetup_id, t))
        box.add_item(row)
        if profile.photo_consent is None:
            photo_wishes.ask_once(box, meetup_id, t)
        else:
            row.add_item(photo_wishes.WishButton.of(meetup_id, t))
    layout = Layout(timeout=None)
    layout.add_item(box)
    return layout


async def standing(services: Services, actor: Actor, meetup_id: int, roster: Roster, t: Translations) -> str:
    """The same in words alone."""
    party, held = roster.party_of(actor.user_id), ""
    if party is not None and party.offered_until is not None:
        overview = await services.meetups.overview(actor.community_id, meetup_id)
        held = deadline_words(party.offered_until, overview.meetup.plan.zone, t)
    return _words(roster, party, held, t)


def _colour(party: Party | None) -> int:
    if party is None or party.answer is not Answer.GOING:
        return _NEUTRAL
    return _SEATED if party.has_seat else _WAITS


def _words(roster: Roster, party: Party | None, held: str, t: Translations) -> str:
    """``held`` says until when a seat is held for them; empty for no seat."""
    if party is None or party.answer is Answer.DECLINED:
        return _not_coming(party, t)
    if party.answer is Answer.MAYBE:
        return t.gettext("Noted: maybe. That holds no seat; press “Going” when you know.")
    if party.has_seat:
        text = t.gettext(
            "You have a seat. If something comes up, press “Can't” so that somebody else gets it."
        )
    elif roster.terms.handing is Handing.PICKED:
        text = t.gettext(
            "Noted: you would like to come. The organiser chooses who has a seat, and tells you."
        )
    else:
        text = _waiting(roster, party, held, t)
    if party.guests:
        text += "\n" + t.ngettext("You bring {n} guest.", "You bring {n} guests.", party.guests).format(
            n=party.guests
        )
    if roster.terms.handing is not Handing.PICKED and roster.place_in_line(party.user_id):
        again = t.gettext("Press “Going” again at any time to see your place; `/meetup list` shows it, too.")
        text += f"\n-# {again}"
    return f"{text}\n-# 📝 {discord.utils.escape_markdown(party.note)}" if party.note else text


def _not_coming(party: Party | None, t: Translations) -> str:
    text = t.gettext("Noted: you can't come. Press “Going” if that changes.")
    if party is not None and party.is_late:
        text += "\n-# " + t.gettext(
            "It is a little late, but thank you for telling us: only the organisers see that."
        )
    return text


def _waiting(roster: Roster, party: Party, held: str, t: Translations) -> str:
    if held:
        return t.gettext("A seat is held for you until {until}. Press “Going” to take it.").format(until=held)
    place = t.gettext("You are number {place} in line.").format(place=roster.place_in_line(party.user_id))
    if roster.terms.handing is Handing.OPEN:
        then = t.gettext(
            "It starts soon: when a seat becomes free, I say so in the meetup's thread, "
            "and whoever presses “Going” first has it."
        )
    else:
        then = t.gettext("I ask you in the meetup's thread as soon as a seat is free for you.")
    return f"{_why(roster, party, t)} {place} {then}"


def _why(roster: Roster, party: Party, t: Translations) -> str:
    """Why they have no seat: there is none, it is kept for others, or their party is larger."""
    free, own = roster.free_for(favoured=True), roster.free_for(favoured=party.is_favoured)
    if own:
        return t.ngettext(
            "Only {n} seat is free, too few for you and your guests; with fewer you sit at once.",
            "Only {n} seats are free, too few for you and your guests; with fewer you sit at once.",
            own,
        ).format(n=own)
    if free:
        return t.gettext("The seats that are still free are kept for others.")
    return t.gettext("All seats are taken.")


class GuestsMenu(Select, template=rf"guests:1:{_KEY}"):
    """How many guests a member brings."""

    @classmethod
    def of(cls, meetup_id: int, party: Party, limit: int, t: Translations) -> GuestsMenu:
        options = [
            discord.SelectOption(
                label=t.ngettext("{n} guest", "{n} guests", n).format(n=n) if n else t.gettext("No guests"),
                value=str(n),
                default=n == party.guests,
            )
            for n in range(max(limit, party.guests) + 1)
        ]
        return cls(ui.Select(custom_id=f"guests:1:{meetup_id}", options=options))

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        meetup_id = int(self.match["meetup"])
        roster = await here.services.rosters.answer(
            here.actor, meetup_id, Answer.GOING, guests=int(self.values[0])
        )
        await interaction.response.edit_message(view=await acknowledged(here, roster, meetup_id))


class NoteButton(Button, template=rf"note:1:{_KEY}"):
    """Opens the form for a word to the organisers."""

    @classmethod
    def of(cls, meetup_id: int, t: Translations) -> NoteButton:
        return cls(
            f"note:1:{meetup_id}", label=t.pgettext("button", "Tell the organiser something"), emoji="📝"
        )

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        await interaction.response.send_modal(NoteForm(int(self.match["meetup"]), here.t))


class NoteForm(Modal):
    """A word for the organisers, such as "20 min late"; empty takes it back."""

    def __init__(self, meetup_id: int, t: Translations) -> None:
        super().__init__(title=t.gettext("Tell the organiser something"))
        self._meetup_id = meetup_id
        self.note_field = text_field(
            "note",
            t.gettext("Your note"),
            "",
            limit=LIMITS[Field.NOTE],
            hint=t.gettext("Only organisers see it. Leave it empty to remove it."),
            placeholder=t.gettext("20 minutes late, start without me"),
        )
        self.add_item(self.note_field)

    async def on_submit(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        roster = await here.services.rosters.note(here.actor, self._meetup_id, text_of(self.note_field))
        await interaction.response.edit_message(view=await acknowledged(here, roster, self._meetup_id))
