"""Refusals about proposals, series and templates as sentences in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain import differences, interest, proposals, series, templates
from bot.ui.plan_words import field_label
from bot.ui.wording import enumerated

if TYPE_CHECKING:
    from bot.domain.errors import Refusal
    from bot.i18n import Translations


def sentence(refusal: Refusal, t: Translations) -> str | None:
    """What to tell the member, or None if the refusal is about something else."""
    match refusal:
        case differences.EditedMeanwhile(names=names):
            fields = enumerated([field_label(name, t) for name in names], t)
            return t.gettext(
                "Somebody else changed this meanwhile: {fields}. Nothing was saved; look at it as it is now."
            ).format(fields=fields)
        case proposals.QuestionGone():
            return t.gettext(
                "That question was answered already, or is gone. "
                "A moderator asks again if something is still open."
            )
        case series.SeriesNotFound():
            return t.gettext("That meetup is not part of a series. Pick one from `/series list`.")
        case series.SeriesEnded():
            return t.gettext("That series has no dates left. Start another with `/meetup schedule`.")
        case series.DayOfSeries():
            return t.gettext(
                "All later dates move together only in a weekly series, and by six days at most. "
                "Save it for this date alone, or end the series and start another."
            )
    return _about_interest(refusal, t) or _about_templates(refusal, t)


def _about_interest(refusal: Refusal, t: Translations) -> str | None:
    match refusal:
        case interest.NotInterested():
            return t.gettext("Say “I'd come” on its card first.")
        case interest.DateKnown():
            return t.gettext("It has a date by now, or a poll about it: its card shows which.")
        case interest.DatesOutOfRange(most=most):
            return t.gettext("Name {most} dates at most.").format(most=most)
    return None


def _about_templates(refusal: Refusal, t: Translations) -> str | None:
    match refusal:
        case templates.TemplateNotFound():
            return t.gettext("There is no template of that name. `/template list` shows them.")
        case templates.TooManyTemplates(most=most):
            return t.gettext(
                "There is room for {most} templates. Delete one with `/template delete` first."
            ).format(most=most)
    return None
