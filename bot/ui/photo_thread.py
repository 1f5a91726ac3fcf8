"""The photo thread of a meetup: how it begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discord import ui

from bot.ui.boundary import Layout
from bot.ui.feedback import FeedbackButton
from bot.ui.photo_posts import ACCENT, AddPhotosButton
from bot.ui.photo_wishes import WishButton
from bot.ui.wording import shown

if TYPE_CHECKING:
    from bot.domain.meetups import Meetup
    from bot.i18n import Translations


def opening(meetup: Meetup, t: Translations) -> Layout:
    """The message that the thread hangs on, in the community's language."""
    title = t.gettext("Photos of {title}").format(title=shown(meetup.plan.title))
    invitation = t.gettext(
        "Were you there? Share what you saw; where it was taken is removed from the files."
    )
    rule = t.gettext(
        "Only with the agreement of those pictured. You want one of yourself gone? "
        "Its menu, Apps, “Take this photo down”: no reason needed."
    )
    box: ui.Container[Layout] = ui.Container(accent_colour=ACCENT)
    box.add_item(ui.TextDisplay(f"### 📷 {title}\n{invitation}\n-# {rule}"))
    box.add_item(
        ui.ActionRow(
            AddPhotosButton.of(meetup.id, t), FeedbackButton.of(meetup.id, t), WishButton.of(meetup.id, t)
        )
    )
    layout = Layout(timeout=None)
    layout.add_item(box)
    return layout
