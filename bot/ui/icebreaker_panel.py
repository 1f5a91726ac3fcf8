"""The organiser's view of an icebreaker: all tables at a glance, and what only they may press."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import discord
from discord import ui
from discord.utils import format_dt

from bot.ui.boundary import Button, Layout, Select
from bot.ui.inputs import visit
from bot.ui.round_card import ACCENT
from bot.ui.wording import enumerated, mentions, shown

if TYPE_CHECKING:
    from bot.domain.rounds import PlayedRound
    from bot.i18n import Translations
    from bot.services.rooms import Evening

_KEY = r"(?P<meetup>\d{1,18})"
ROOM = 3000
"""Characters for all tables together: Discord takes 4,000 a message, and the rest needs some too."""
_MENTION = 25


def render(evening: Evening, t: Translations, note: str = "") -> Layout:
    """The panel in the reader's language; ``note`` says what has just happened."""
    box: ui.Container[Layout] = ui.Container(accent_colour=ACCENT)
    box.add_item(ui.TextDisplay("\n".join(_heading(evening, t))))
    box.add_item(ui.Separator())
    box.add_item(ui.TextDisplay(_tables(evening.playing, t)))
    if note:
        box.add_item(ui.Separator())
        box.add_item(ui.TextDisplay(note))
    is_over = evening.icebreaker.ended_at is not None
    meetup_id = evening.meetup.id
    buttons: list[Button] = [NextRoundButton.of(evening, t)]
    if not is_over:
        buttons += [ViewButton.of(meetup_id, t), StopButton.of(meetup_id, t)]
        box.add_item(ui.ActionRow(SwapMenu.of(meetup_id, t)))
        box.add_item(ui.ActionRow(LeaverMenu.of(meetup_id, t)))
    box.add_item(ui.ActionRow(*buttons))
    layout = Layout(timeout=None)
    layout.add_item(box)
    return layout


def _heading(evening: Evening, t: Translations) -> list[str]:
    playing, planned = evening.playing, len(evening.icebreaker.planned)
    thread = evening.meetup.card.thread_id or evening.meetup.card.channel_id
    on = t.gettext("Round {n} is on").format(n=playing.number)
    if evening.icebreaker.ended_at is not None:
        on = t.gettext("The icebreaker is over")
    lines = [f"### 🧊 {on} · {shown(evening.meetup.plan.title)}"]
    facts = [_count(playing, t)]
    if planned:
        facts.append(
            t.ngettext("{n} more round planned", "{n} more rounds planned", planned).format(n=planned)
        )
    if playing.ends_at is not None and evening.icebreaker.ended_at is None:
        facts.append(t.gettext("until {time}").format(time=format_dt(playing.ends_at, "t")))
    lines += [" · ".join(facts), _firsts(evening, t)]
    if evening.without_table:
        alone = t.gettext("Without a table: {names}. Ask them to yours.")
        lines.append("⚠️ " + alone.format(names=mentions(evening.without_table, t)))
    lines.append("-# " + t.gettext("Members see the tables in <#{thread}>.").format(thread=thread))
    return lines


def _count(playing: PlayedRound, t: Translations) -> str:
    """Tables by their size: "5 tables of 4 and 1 table of 3"; pairs have a word of their own."""
    sizes = [len(table.user_ids) for table in playing.tables]
    counted = []
    for size in sorted(set(sizes), key=lambda size: (-sizes.count(size), size)):
        n = sizes.count(size)
        if size == 2:  # noqa: PLR2004
            words = t.ngettext("**{n} pair**", "**{n} pairs**", n)
        elif size == 3:  # noqa: PLR2004
            words = t.ngettext("**{n} group of three**", "**{n} groups of three**", n)
        else:
            words = t.ngettext("**{n} table of {size}**", "**{n} tables of {size}**", n)
        counted.append(words.format(n=n, size=size))
    return enumerated(counted, t)


def _firsts(evening: Evening, t: Translations) -> str:
    if evening.firsts == evening.meetings:
        return t.gettext("✨ All of them meet for the first time.")
    return t.gettext("✨ First meetings: {new} of {n}").format(new=evening.firsts, n=evening.meetings)


def _tables(playing: PlayedRound, t: Translations) -> str:
    lines: list[str] = []
    room = ROOM
    for number, table in enumerate(playing.tables):
        line = f"**{table.number}**  " + " ".join(f"<@{user_id}>" for user_id in table.user_ids)
        room -= max(len(line), _MENTION * len(table.user_ids))
        if room < 0:
            rest = len(playing.tables) - number
            lines.append(t.ngettext("… and {n} more table", "… and {n} more tables", rest).format(n=rest))
            break
        lines.append(line)
    return "\n".join(lines) or "—"


class NextRoundButton(Button, template=rf"round:1:{_KEY}:(?P<after>\d{{1,6}})"):
    """Starts the round after the one it stands under; pressed twice, it starts one."""

    @classmethod
    def of(cls, evening: Evening, t: Translations) -> NextRoundButton:
        custom_id = f"round:1:{evening.meetup.id}:{evening.playing.number}"
        more = evening.icebreaker.planned or evening.icebreaker.ended_at is None
        label = t.pgettext("button", "Next round") if more else t.pgettext("button", "One more round")
        return cls(custom_id, label=label, emoji="🔀", style=discord.ButtonStyle.primary)

    async def pressed(self, interaction: discord.Interaction) -> None:
        await interaction.response.defer()
        here = await visit(interaction)
        evening = await here.services.icebreakers.advance(
            here.actor, int(self.match["meetup"]), after=int(self.match["after"])
        )
        await interaction.edit_original_response(view=render(evening, here.t))


class ViewButton(Button, template=rf"icebreaker_view:1:{_KEY}"):
    """Shows the tables as they are now: people come and go."""

    @classmethod
    def of(cls, meetup_id: int, t: Translations) -> ViewButton:
        return cls(f"icebreaker_view:1:{meetup_id}", label=t.pgettext("button", "Look again"), emoji="🔄")

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        evening = await here.services.tables.evening(here.actor, int(self.match["meetup"]))
        await interaction.response.edit_message(view=render(evening, here.t))


class StopButton(Button, template=rf"icebreaker_stop:1:{_KEY}"):
    """Ends the icebreaker; another round can always be started."""

    @classmethod
    def of(cls, meetup_id: int, t: Translations) -> StopButton:
        return cls(f"icebreaker_stop:1:{meetup_id}", label=t.pgettext("button", "End it"), emoji="⏹️")

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        evening = await here.services.icebreakers.stop(here.actor, int(self.match["meetup"]))
        await interaction.response.edit_message(view=render(evening, here.t))


class SwapMenu(Select, template=rf"icebreaker_swap:1:{_KEY}"):
    """Two people change places."""

    @classmethod
    def of(cls, meetup_id: int, t: Translations) -> SwapMenu:
        return cls(
            ui.UserSelect(
                custom_id=f"icebreaker_swap:1:{meetup_id}",
                placeholder=t.gettext("Choose two people who change places"),
                min_values=2,
                max_values=2,
            )
        )

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        one, other = (member.id for member in self.values)
        evening = await here.services.tables.swap(here.actor, int(self.match["meetup"]), one, other)
        note = here.t.gettext("🔁 <@{one}> and <@{other}> have changed places; I tell them in the thread.")
        view = render(evening, here.t, note.format(one=one, other=other))
        await interaction.response.edit_message(view=view)


class LeaverMenu(Select, template=rf"icebreaker_left:1:{_KEY}"):
    """Somebody has left without saying so."""

    @classmethod
    def of(cls, meetup_id: int, t: Translations) -> LeaverMenu:
        menu: ui.UserSelect[Any] = ui.UserSelect(
            custom_id=f"icebreaker_left:1:{meetup_id}", placeholder=t.gettext("Choose somebody who has left")
        )
        return cls(menu)

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        [member] = self.values
        evening = await here.services.tables.remove(here.actor, int(self.match["meetup"]), member.id)
        note = here.t.gettext("👋 <@{id}> has no table any more. They stay checked in.").format(id=member.id)
        await interaction.response.edit_message(view=render(evening, here.t, note))
