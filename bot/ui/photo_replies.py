"""Refusals about photos and what is said after a meetup, as sentences that say what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain import photos, testimonials
from bot.domain.texts import Field
from bot.ui.wording import shown

if TYPE_CHECKING:
    from bot.domain.errors import Refusal
    from bot.i18n import Translations


def sentence(refusal: Refusal, t: Translations) -> str | None:
    """What to tell the member; None if the refusal is about something else."""
    match refusal:
        case testimonials.NothingToQuote():
            return t.gettext("Your words changed meanwhile, so nothing is quoted. Open the form once more.")
        case testimonials.TestimonialGone():
            return t.gettext("Its author withdrew these words. Open `/testimonials` again for the others.")
        case photos.NotThere():
            return t.gettext(
                "This is for those who were there. If you were, ask the organiser to check you in."
            )
        case photos.ThreadNotOpen():
            return t.gettext("The photo thread opens after the end. Come back then.")
        case photos.NoPhotos():
            return t.gettext("There are no photos of a meetup in that message.")
        case photos.TakenDownBefore(filename=filename):
            return t.gettext(
                "“{filename}” was taken down before by somebody who was there, so it does not come back."
            ).format(filename=shown(filename[:80]))
        case photos.AlbumOver():
            return t.gettext("The album was deleted on its date. What is in the photo thread stays there.")
        case photos.AlbumEmpty():
            return t.gettext(
                "The album is empty: no photo of this meetup was kept. Look in its photo thread."
            )
        case photos.AgreementMissing():
            return t.gettext("Ask those pictured first, then tick the box that says they agree.")
        case photos.TooManyPixels(filename=filename, limit=limit):
            return t.gettext(
                "“{filename}” is too large: {limit} million pixels are the most. Please shrink it first."
            ).format(filename=shown(filename[:80]), limit=limit)
        case photos.NotAPhoto(filename=filename):
            return t.gettext(
                "“{filename}” is no photo I can read. Send JPEG, HEIC, PNG, WebP or GIF of at most 25 MB."
            ).format(filename=shown(filename[:80]))
    return None


def field_name(field: Field, t: Translations) -> str:
    """What such a text is called at the beginning of a sentence."""
    if field is Field.CAPTION:
        return t.pgettext("field", "The caption")
    return t.pgettext("field", "Your answer")
