"""Who organises a meetup beside who began it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.domain.meetups import Meetup

MOST = 10
"""Co-organisers of one meetup: more would not fit into the line of the card that names them."""


@dataclass(eq=False)
class TooManyOrganisers(Refusal):
    """More co-organisers than a meetup takes."""

    most: int


class NoOrganiser(Refusal):
    """Who wanted to step down organises nothing there, or began it."""


def checked_team(meetup: Meetup, user_ids: Iterable[int]) -> tuple[int, ...]:
    """The co-organisers as chosen, without who began the meetup, each once.

    Raises:
        TooManyOrganisers.
    """
    team = tuple(dict.fromkeys(user_id for user_id in user_ids if user_id != meetup.organiser_id))
    if len(team) > MOST:
        raise TooManyOrganisers(MOST)
    return team
