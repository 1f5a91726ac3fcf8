"""Refusals that only arise at Discord's edge."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.errors import Refusal


@dataclass(eq=False)
class ChannelUnusable(Refusal):
    """The bot may not post where it should; ``missing`` are permission names, none if the channel is gone."""

    channel_id: int
    missing: tuple[str, ...]


class OneDateOnly(Refusal):
    """A date that comes back was given where one date is planned."""


@dataclass(eq=False)
class DateNeeded(Refusal):
    """A meetup is scheduled for one date; ``several`` were given, or none."""

    several: bool


@dataclass(eq=False)
class MomentUnclear(Refusal):
    """An hour typed into a form can be read in several ways, told in words."""

    text: str
    readings: tuple[str, ...]


class LeftServer(Refusal):
    """Whoever pressed a button in a direct message is no member of its server any more."""


@dataclass(eq=False)
class NotForYou(Refusal):
    """A message's buttons are for the member it mentions."""

    user_id: int


@dataclass(eq=False)
class BotChosen(Refusal):
    """A bot was chosen where only people can be meant."""

    user_id: int


@dataclass(eq=False)
class MemberGone(Refusal):
    """Who was chosen is no member of the server any more."""

    user_id: int
