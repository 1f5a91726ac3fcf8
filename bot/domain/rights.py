"""Who may do what: members what is theirs, organisers their meetup, moderators all in their community."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.errors import Refusal

if TYPE_CHECKING:
    from bot.domain.communities import Community
    from bot.domain.meetups import Meetup


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A member who acts in one community.

    ``manages_guild`` is Discord's own permission; the community's moderator role counts as much.
    """

    user_id: int
    community_id: int
    role_ids: frozenset[int] = frozenset()
    manages_guild: bool = False


class ModeratorsOnly(Refusal):
    """Only a moderator of the community may do this."""


@dataclass(eq=False)
class OrganisersOnly(Refusal):
    """Only an organiser of the meetup, or a moderator, may do this."""

    organiser_id: int


def is_moderator(actor: Actor, community: Community) -> bool:
    """Whether the actor moderates that community; never of another one."""
    if actor.community_id != community.id:
        return False
    return actor.manages_guild or community.moderator_role_id in actor.role_ids


def may_edit(actor: Actor, meetup: Meetup, community: Community) -> bool:
    """Whether the actor may change, cancel, check in or pair at that meetup."""
    if not actor.community_id == meetup.community_id == community.id:
        return False
    return actor.user_id in meetup.organiser_ids or is_moderator(actor, community)


def may_lead(actor: Actor, meetup: Meetup, community: Community) -> bool:
    """Whether the actor may say who else organises that meetup: who began it, and moderators."""
    if not actor.community_id == meetup.community_id == community.id:
        return False
    return actor.user_id == meetup.organiser_id or is_moderator(actor, community)


def require_moderator(actor: Actor, community: Community) -> None:
    """Raises ModeratorsOnly unless the actor moderates the community."""
    if not is_moderator(actor, community):
        raise ModeratorsOnly


def require_leader(actor: Actor, meetup: Meetup, community: Community) -> None:
    """Raises OrganisersOnly unless the actor may say who organises the meetup."""
    if not may_lead(actor, meetup, community):
        raise OrganisersOnly(meetup.organiser_id)


def require_editor(actor: Actor, meetup: Meetup, community: Community) -> None:
    """Raises OrganisersOnly unless the actor may change the meetup."""
    if not may_edit(actor, meetup, community):
        raise OrganisersOnly(meetup.organiser_id)
