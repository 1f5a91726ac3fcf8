"""What those of an intro read: whom they meet and why, and the question whether they met."""

from __future__ import annotations

from typing import TYPE_CHECKING

import discord
from discord import ui
from discord.utils import format_dt

from bot.domain.intros import Outcome
from bot.i18n import translations
from bot.ui.boundary import Button, Layout, services_of
from bot.ui.wording import enumerated, short_when, shown

if TYPE_CHECKING:
    from bot.domain.intros import Intro
    from bot.i18n import Translations
    from bot.services.intros import Brief

ACCENT = 0xB45F9C


def render(brief: Brief, t: Translations, reader_id: int | None = None) -> Layout:
    """The intro, in the thread of its people or, with ``reader_id``, to one of them alone."""
    title = t.gettext("An intro for two") if _is_pair(brief) else t.gettext("An intro for three")
    lines = [_greeting(brief, t, reader_id), *_shared(brief, t)]
    parts = [f"### 🤝 {title}\n" + "\n".join(lines), f"> 💬 {brief.intro.prompt}", _when(brief, t)]
    return _box(parts, brief.intro, t)


def ask(brief: Brief, t: Translations) -> Layout:
    """The question whether they met, some days later."""
    names = enumerated([f"<@{user_id}>" for user_id in brief.intro.user_ids], t)
    title = t.gettext("Did you meet in person?")
    how = t.gettext(
        "Each of you answers for themselves; nobody sees it. If you both say yes, it counts as a tie."
    )
    return _box([f"### 👋 {title}\n{names}\n{how}"], brief.intro, t)


def met(intro: Intro, t: Translations) -> Layout:
    """The joy over a new tie."""
    people = sorted({user_id for pair in intro.met for user_id in pair})
    names = enumerated([f"<@{user_id}>" for user_id in people], t)
    text = t.gettext("🎉 {names}, you have met: that is a tie. `/ties` shows each of you your own.")
    box: ui.Container[Layout] = ui.Container(accent_colour=ACCENT)
    box.add_item(ui.TextDisplay(text.format(names=names)))
    layout = Layout(timeout=None)
    layout.add_item(box)
    return layout


def _is_pair(brief: Brief) -> bool:
    return len(brief.intro.user_ids) == 2  # noqa: PLR2004 - a pair


def _greeting(brief: Brief, t: Translations, reader_id: int | None) -> str:
    others = [f"<@{user_id}>" for user_id in brief.intro.user_ids if user_id != reader_id]
    names = enumerated(others, t)
    if reader_id is not None:
        whom = t.gettext("This time it is {names}. Write to them: whoever begins has done the hard part.")
        return whom.format(names=names)
    return t.gettext("{names}, say hello here, and find an hour for a coffee or a walk.").format(names=names)


def _shared(brief: Brief, t: Translations) -> list[str]:
    """What they have in common; nothing that only one of them told."""
    lines = []
    if brief.area:
        lines.append(t.gettext("📍 All of you are around **{area}**.").format(area=shown(brief.area)))
    if brief.interests:
        what = enumerated([shown(interest) for interest in brief.interests], t)
        lines.append(t.gettext("✨ You share: {interests}").format(interests=what))
    return lines


def _when(brief: Brief, t: Translations) -> str:
    if not brief.times:
        text = t.gettext("🗓️ When are you free? A place in public and an hour are enough for a first time.")
        hint = t.gettext("With your usual free hours in `/profile`, I propose times that suit everybody.")
        return f"{text}\n-# {hint}"
    zone = brief.community.zone
    times = "\n".join(f"- {short_when(at, zone, t)} ({format_dt(at, 'R')})" for at in brief.times)
    return t.gettext("🗓️ You are all usually free:") + "\n" + times


def _box(parts: list[str], intro: Intro, t: Translations) -> Layout:
    box: ui.Container[Layout] = ui.Container(accent_colour=ACCENT)
    for number, part in enumerate(parts):
        if number:
            box.add_item(ui.Separator())
        box.add_item(ui.TextDisplay(part))
    box.add_item(ui.ActionRow(*(OutcomeButton.of(intro.id, outcome, t) for outcome in Outcome)))
    layout = Layout(timeout=None)
    layout.add_item(box)
    return layout


class OutcomeButton(Button, template=r"intro:1:(?P<intro>\d{1,18}):(?P<outcome>met|later|no)"):
    """What one of an intro says of it; in its thread or in a private message."""

    @classmethod
    def of(cls, intro_id: int, outcome: Outcome, t: Translations) -> OutcomeButton:
        custom_id = f"intro:1:{intro_id}:{outcome}"
        match outcome:
            case Outcome.MET:
                label, style = t.pgettext("button", "We met"), discord.ButtonStyle.success
                return cls(custom_id, label=label, style=style, emoji="🤝")
            case Outcome.LATER:
                return cls(custom_id, label=t.pgettext("button", "Not yet"))
            case Outcome.NO:
                return cls(custom_id, label=t.pgettext("button", "Not this time"))

    async def pressed(self, interaction: discord.Interaction) -> None:
        outcome = Outcome(self.match["outcome"])
        t = translations(interaction.locale)
        service = services_of(interaction).intros
        intro = await service.answer(interaction.user.id, int(self.match["intro"]), outcome)
        await interaction.response.send_message(_thanks(intro, outcome, t), ephemeral=True)


def _thanks(intro: Intro, outcome: Outcome, t: Translations) -> str:
    """What whoever answered is told; it never says what the others answered unless both say they met."""
    match outcome:
        case Outcome.MET if intro.met:
            return t.gettext("🎉 Lovely! It is on your list of ties now: `/ties`.")
        case Outcome.MET:
            return t.gettext("🤝 Noted. It becomes a tie once the other says so too.")
        case Outcome.LATER:
            return t.gettext("Noted: you still mean to. The buttons stay, whenever you meet.")
        case Outcome.NO:
            return t.gettext("Noted, and nobody is told. The next intro brings somebody else.")
