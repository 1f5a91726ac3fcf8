"""The base of every refusal: what a member did that the rules do not allow."""

from __future__ import annotations


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not an error; subclasses are finished sentences
    """A rule said no.

    Subclasses carry data and no text: ``bot.ui.replies`` turns each into a sentence in the reader's language
    that says what to do next.
    """
