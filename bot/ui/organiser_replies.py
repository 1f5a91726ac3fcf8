"""Refusals about organisers and calendars, as sentences that say what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain import calendars, organisers, rights

if TYPE_CHECKING:
    from bot.domain.errors import Refusal
    from bot.i18n import Translations


def about_organisers(refusal: Refusal, t: Translations) -> str | None:
    """The sentence, or None if the refusal is about something else."""
    match refusal:
        case rights.OrganisersOnly(organiser_id=organiser):
            return t.gettext(
                "Only the organiser (<@{id}>) and moderators may do this. Ask one of them."
            ).format(id=organiser)
        case organisers.TooManyOrganisers(most=most):
            return t.gettext("A meetup takes {most} co-organisers at most. Choose fewer.").format(most=most)
        case organisers.NoOrganiser():
            return t.gettext("You do not co-organise this meetup. `/meetup show` says who does.")
        case calendars.SeatNotSure():
            return t.gettext(
                "You wait for a seat, so there is nothing for your calendar yet. Press this again "
                "once a seat is yours."
            )
    return None
