"""A member's own panel of intros: join, change the rhythm, pause, skip, leave; only they see it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import discord
from discord import ui
from discord.utils import format_dt

from bot.domain.intros import EVERY
from bot.domain.rights import is_moderator, require_moderator
from bot.i18n import translations
from bot.ui import places
from bot.ui.boundary import Button, Layout, host_of, services_of
from bot.ui.channels import posting_channel
from bot.ui.inputs import visit

if TYPE_CHECKING:
    from bot.domain.intros import Participant
    from bot.i18n import Translations
    from bot.services.intros import Standing
    from bot.ui.inputs import Visit

ACCENT = 0xB45F9C


def render(here: Visit, standing: Standing) -> Layout:
    """The panel in the reader's language. How many others take part is told to nobody."""
    t, mine = here.t, standing.mine
    box: ui.Container[Layout] = ui.Container(accent_colour=ACCENT)
    box.add_item(ui.TextDisplay(_heading(t)))
    box.add_item(ui.Separator())
    box.add_item(ui.TextDisplay("\n".join(_lines(standing, here))))
    box.add_item(ui.ActionRow(*(EveryButton.of(every, mine, t) for every in EVERY)))
    if mine is not None:
        box.add_item(ui.ActionRow(*_choices(standing, here)))
    if is_moderator(here.actor, here.community):
        box.add_item(ui.Separator())
        hint = t.gettext("Moderators: let members know that intros exist.")
        announced_in = here.community.announcement_channel_id
        if places.forum_at(host_of(here.interaction), here.community.id, announced_in):
            hint += " " + t.gettext("A forum holds no private threads, so they come as private messages.")
        elif announced_in is None:
            hint += " " + t.gettext(
                "Until `/setup` has an announcement channel, they come as private messages."
            )
        told: ui.Section[Any] = ui.Section(
            ui.TextDisplay(f"-# {hint}"),
            accessory=ActButton("intros:1:invite", label=t.pgettext("button", "Post an invitation")),
        )
        box.add_item(told)
    layout = Layout(timeout=None)
    layout.add_item(box)
    return layout


def invitation(t: Translations) -> Layout:
    """The public message by which members learn of intros; nobody is taken in by reading it."""
    box: ui.Container[Layout] = ui.Container(accent_colour=ACCENT)
    box.add_item(ui.TextDisplay(_heading(t)))
    button = ActButton("intros:1:open", label=t.pgettext("button", "How it works"), emoji="🤝")
    box.add_item(ui.ActionRow(button))
    layout = Layout(timeout=None)
    layout.add_item(box)
    return layout


def _heading(t: Translations) -> str:
    title = t.gettext("Intros: meet somebody between meetups")
    what = t.gettext(
        "Now and then I bring you together with one member you have not met, with a question to begin with. "
        "You meet where and when it suits you both."
    )
    return f"## 🤝 {title}\n{what}"


def _lines(standing: Standing, here: Visit) -> list[str]:
    t, mine = here.t, standing.mine
    if mine is None:
        return [
            t.gettext("You do not take part. How often would you like an intro?"),
            "-# "
            + t.gettext(
                "If you join, I write to you privately: a note the day before, with a button to skip, and "
                "the intro itself where I cannot open a private thread. Only your partner learns of it."
            ),
        ]
    lines = [_rhythm(mine, t), _next(standing, here)]
    if mine.alone_round_at is not None:
        lines.append(t.gettext("Last time I found nobody for you; I try again."))
    if mine.dms_closed:
        lines.append(
            "⚠️ "
            + t.gettext(
                "Your private messages are closed to me, so no note reaches you the day before. "
                "Open them in this server's privacy settings."
            )
        )
    return lines


def _rhythm(mine: Participant, t: Translations) -> str:
    often = t.ngettext("every week", "every {n} weeks", mine.every).format(n=mine.every)
    return t.gettext("✅ You take part **{often}**.").format(often=often)


def _next(standing: Standing, here: Visit) -> str:
    t, mine = here.t, standing.mine
    if standing.next_at is None:
        return t.gettext(
            "😴 Paused: three intros went by and I did not hear from you. "
            "Press “Take part again” if you like."
        )
    when = t.gettext("Your next intro: {when}").format(when=format_dt(standing.next_at, "F"))
    if mine is not None and mine.paused_until is not None and mine.paused_until > here.now:
        until = t.gettext("⏸️ Paused until {when}.").format(when=format_dt(mine.paused_until, "D"))
        return f"{until} {when}"
    return when


def _choices(standing: Standing, here: Visit) -> list[Button]:
    t, mine = here.t, standing.mine
    buttons: list[Button] = []
    is_paused = mine is not None and (
        mine.is_asleep or (mine.paused_until is not None and mine.paused_until > here.now)
    )
    if is_paused:
        label = t.pgettext("button", "Take part again")
        buttons.append(ActButton("intros:1:resume", label=label, style=discord.ButtonStyle.success))
    else:
        if standing.next_at is not None and standing.next_at == standing.coming_at:
            buttons.append(SkipButton.of(here.community.id, standing.next_at, t))
        buttons.append(ActButton("intros:1:pause", label=t.pgettext("button", "Pause for four weeks")))
    buttons.append(ActButton("intros:1:leave", label=t.pgettext("button", "Leave intros")))
    return buttons


class EveryButton(Button, template=r"intros_every:1:(?P<every>[124])"):
    """Joins, or changes how often."""

    @classmethod
    def of(cls, every: int, mine: Participant | None, t: Translations) -> EveryButton:
        labels = {
            1: t.pgettext("button", "Every week"),
            2: t.pgettext("button", "Every 2 weeks"),
            4: t.pgettext("button", "Every 4 weeks"),
        }
        is_chosen = mine is not None and mine.every == every
        style = discord.ButtonStyle.primary if mine is None else discord.ButtonStyle.secondary
        return cls(f"intros_every:1:{every}", label=labels[every], style=style, disabled=is_chosen)

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        standing = await here.services.intros.join(here.actor, int(self.match["every"]))
        await interaction.response.edit_message(view=render(here, standing))


class ActButton(Button, template=r"intros:1:(?P<act>open|pause|resume|leave|invite)"):
    """Everything else on the panel, and the button of the public invitation."""

    async def pressed(self, interaction: discord.Interaction) -> None:
        here = await visit(interaction)
        service = here.services.intros
        match self.match["act"]:
            case "open":
                standing = await service.standing(here.actor)
                await interaction.response.send_message(view=render(here, standing), ephemeral=True)
                return
            case "invite":
                await _invite(here)
                return
            case "pause":
                standing = await service.pause(here.actor)
            case "resume":
                standing = await service.resume(here.actor)
            case _:
                standing = await service.leave(here.actor)
        await interaction.response.edit_message(view=render(here, standing))


async def _invite(here: Visit) -> None:
    """Post the invitation where meetups are announced, by a moderator."""
    require_moderator(here.actor, here.community)
    channel_id = posting_channel(here)
    await here.interaction.response.defer()
    message = await places.post(
        host_of(here.interaction),
        (here.community.id, channel_id),
        here.shared.gettext("Intros: meet somebody between meetups"),
        view=invitation(here.shared),
        nonce=str(here.interaction.id),
    )
    done = here.t.gettext("📣 The invitation is in <#{channel}>.").format(channel=message.channel.id)
    await here.interaction.followup.send(done, ephemeral=True)


class SkipButton(Button, template=r"introskip:1:(?P<community>\d{1,19}):(?P<round>\d{1,12})"):
    """Skip this time: on the panel, and in the private message of the day before."""

    @classmethod
    def of(cls, community_id: int, round_at: datetime, t: Translations) -> SkipButton:
        custom_id = f"introskip:1:{community_id}:{int(round_at.timestamp())}"
        return cls(custom_id, label=t.pgettext("button", "Skip this time"), emoji="⏭️")

    async def pressed(self, interaction: discord.Interaction) -> None:
        t = translations(interaction.locale)
        community_id = int(self.match["community"])
        if interaction.guild_id not in {None, community_id}:
            community_id = interaction.guild_id or 0
        round_at = datetime.fromtimestamp(int(self.match["round"]), UTC)
        service = services_of(interaction).intros
        standing = await service.skip(community_id, interaction.user.id, round_at)
        next_at = standing.next_at or round_at
        text = t.gettext("⏭️ Skipped. Your next intro: {when}").format(when=format_dt(next_at, "F"))
        await interaction.response.send_message(text, ephemeral=True)
