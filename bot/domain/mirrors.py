"""Mirrors: what Discord itself shows of meetups beside their cards: the role of those who come, and events.

Both follow what is decided here and never lead: the rules compare what should be with what was last shown,
and name the steps from one to the other. Where nothing differs there is no step, and so no request.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from bot.domain.errors import Refusal
from bot.domain.meetups import Meetup, Phase, State
from bot.domain.troubles import Lack

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ROLE_NAME = 60
"""Discord allows 100 characters; a short name is what a member's profile has room for."""
LEAD = timedelta(minutes=1)
"""Discord takes no event that begins in the past: one that begins within the minute is left out."""
OPEN = (State.SCHEDULED, State.POSTPONED)
"""Those with a seat have the role while the meetup is one of these, until its thread is archived."""


class Mirror(StrEnum):
    """What a meetup has in Discord besides its card."""

    ROLE = "role"
    EVENT = "event"
    WELCOME = "welcome"
    """The line in the thread by which those who come are added to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What was last shown: ``object_id`` is Discord's number, None while it has been asked for only.

    ``digest`` says what it showed, ``asked_at`` when it was asked for. ``is_over``: somebody deleted it by
    hand, so it is not made again behind their back.
    """

    meetup_id: int
    mirror: Mirror
    object_id: int | None
    digest: str
    asked_at: datetime
    is_over: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Those with a seat at one meetup: the role is for them."""

    meetup_id: int
    title: str
    user_ids: tuple[int, ...]


class Act(StrEnum):
    """What is done to a role, or with it."""

    DELETE = "delete"
    RENAME = "rename"
    MAKE = "make"
    TAKE = "take"
    GIVE = "give"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleStep:
    """One request to Discord; ``meetup_id`` is the meetup it is for, where one is."""

    act: Act
    meetup_id: int = 0
    role_id: int = 0
    user_id: int = 0
    name: str = ""


class Unfit(StrEnum):
    """Why a role cannot be granted by meetups."""

    POWERFUL = "powerful"
    """It moderates: whoever presses “Going” would, too."""
    ABOVE_ME = "above_me"
    """It stands above the bot's own, or belongs to another bot."""
    NOT_YOURS = "not_yours"
    """Who chose it could not give it by hand."""


@dataclass(eq=False)
class RoleUnfit(Refusal):
    """Meetups cannot grant that role."""

    why: Unfit


def role_name(title: str) -> str:
    """What a meetup's role is called: its title, cut to ROLE_NAME characters."""
    return title if len(title) <= ROLE_NAME else f"{title[: ROLE_NAME - 1].rstrip()}…"


def has_role(meetup: Meetup, after: timedelta, now: datetime) -> bool:
    """Whether those with a seat have the role: until ``after`` the end, when the thread is archived too."""
    if meetup.state not in OPEN:
        return False
    return meetup.plan.ends_at is None or now < meetup.plan.ends_at + after


def role_steps(
    groups: Iterable[Group],
    kept: Mapping[int, Kept],
    given: Iterable[tuple[int, int]],
    *,
    is_wanted: bool,
    shared_role_id: int | None,
    lacks: frozenset[Lack] = frozenset(),
) -> list[RoleStep]:
    """What brings a community's roles from what was last shown to what they should be.

    ``kept`` has the roles made for meetups, by meetup; ``given`` is who has which role from us; with
    ``shared_role_id`` all meetups grant that one role. A role that any other meetup still grants is kept,
    since it is the union of all groups that counts. ``lacks`` is what is known not to work: a server that is
    full gets no new role, a shared role that is gone is left alone.
    """
    groups = list(groups) if is_wanted else []
    own = {number: one for number, one in kept.items() if one.mirror is Mirror.ROLE}
    steps = _roles_of_their_own([] if shared_role_id else groups, own, is_full=Lack.FULL in lacks)
    retired = {step.role_id for step in steps if step.act is Act.DELETE}
    wanted = _wanted(groups, own, shared_role_id)
    has = {pair for pair in given if pair[0] not in retired}
    steps += [RoleStep(act=Act.TAKE, role_id=role, user_id=user) for role, user in sorted(has - set(wanted))]
    steps += [
        RoleStep(act=Act.GIVE, role_id=role, user_id=user, meetup_id=number)
        for (role, user), number in wanted.items()
        if (role, user) not in has
    ]
    if lacks & {Lack.GONE, Lack.UNFIT}:
        steps = [step for step in steps if step.role_id != shared_role_id or step.act is Act.TAKE]
    return steps


def _roles_of_their_own(groups: Iterable[Group], own: Mapping[int, Kept], *, is_full: bool) -> list[RoleStep]:
    """Delete the roles of meetups that need none, rename those whose title changed, make those that lack."""
    by_meetup, steps = {group.meetup_id: group for group in groups}, []
    for number, one in own.items():
        role_id = one.object_id or 0
        if number not in by_meetup:
            steps.append(RoleStep(act=Act.DELETE, meetup_id=number, role_id=role_id))
            continue
        name = role_name(by_meetup[number].title)
        if role_id and not one.is_over and name != one.digest:
            steps.append(RoleStep(act=Act.RENAME, meetup_id=number, role_id=role_id, name=name))
    steps += [
        RoleStep(act=Act.MAKE, meetup_id=number, name=role_name(group.title))
        for number, group in by_meetup.items()
        if group.user_ids and not is_full and (number not in own or _is_asked_only(own[number]))
    ]
    return steps


def _wanted(
    groups: Iterable[Group], own: Mapping[int, Kept], shared_role_id: int | None
) -> dict[tuple[int, int], int]:
    """Who should have which role, with a meetup it is for; roles deleted by hand are nobody's."""
    wanted: dict[tuple[int, int], int] = {}
    for group in groups:
        mine = own.get(group.meetup_id)
        role_id = shared_role_id
        if role_id is None and mine is not None and not mine.is_over:
            role_id = mine.object_id
        if role_id is not None:
            for user_id in group.user_ids:
                wanted.setdefault((role_id, user_id), group.meetup_id)
    return wanted


def _is_asked_only(one: Kept) -> bool:
    return one.object_id is None and not one.is_over


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFace:
    """What Discord's own event shows of a meetup; ``location`` is the public part of the place only."""

    name: str
    description: str
    location: str
    starts_at: datetime
    ends_at: datetime

    @property
    def digest(self) -> str:
        """What tells this face from another."""
        parts = (self.name, self.description, self.location, self.starts_at, self.ends_at)
        return hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()


class EventStep(StrEnum):
    """What is to be done about Discord's own event."""

    NOTHING = "nothing"
    MAKE = "make"
    EDIT = "edit"
    CALL_OFF = "call_off"


def shows_event(meetup: Meetup, now: datetime) -> bool:
    """Whether a meetup has an event: it is scheduled, and of a series only the date whose card is shown."""
    is_due = meetup.posts_at is None or meetup.posts_at <= now
    return meetup.state is State.SCHEDULED and is_due and meetup.card.message_id is not None


def event_step(
    meetup: Meetup, kept: Kept | None, digest: str | None, now: datetime, *, is_wanted: bool
) -> EventStep:
    """What is to be done; ``digest`` is that of the face the event should have, None where it has none.

    An event ends by itself on Discord once its end has passed. One that somebody deleted or called off by
    hand stays so, until events are switched off and on again.
    """
    if kept is not None and kept.is_over:
        return EventStep.NOTHING
    phase = meetup.phase(now)
    stands = kept is not None and kept.object_id is not None
    if not is_wanted or digest is None or not shows_event(meetup, now):
        return EventStep.CALL_OFF if stands and phase is not Phase.OVER else EventStep.NOTHING
    if phase is Phase.OVER:
        return EventStep.NOTHING
    if not stands:
        may_be_made = phase is Phase.UPCOMING and meetup.span[0] - now > LEAD
        return EventStep.MAKE if may_be_made else EventStep.NOTHING
    return EventStep.EDIT if kept is not None and kept.digest != digest else EventStep.NOTHING
