"""Members' profiles in the database."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.domain.profiles import DayPart, PhotoConsent, Profile, Slot
from bot.storage.schema import profiles

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import timedelta

    from sqlalchemy import Connection, RowMapping


def find(tx: Connection, community_id: int, user_id: int, *, lock: bool = False) -> Profile | None:
    """The member's profile in that community, or None while they told nothing."""
    query = select(profiles).where(profiles.c.community_id == community_id, profiles.c.user_id == user_id)
    row = tx.execute(query.with_for_update() if lock else query).mappings().one_or_none()
    return _profile(row) if row else None


def load(tx: Connection, community_id: int, user_id: int) -> Profile:
    """The member's profile in that community; what a member never told has its default."""
    return find(tx, community_id, user_id) or Profile(community_id=community_id, user_id=user_id)


def hold(tx: Connection, community_id: int, user_id: int) -> Profile:
    """The member's profile, locked for a change; it has a row from now on.

    Without one there is nothing to lock, and of a member's first two presses one would undo the other.
    """
    known = find(tx, community_id, user_id, lock=True)
    if known:
        return known
    fresh = Profile(community_id=community_id, user_id=user_id)
    try:
        with tx.begin_nested():
            tx.execute(insert(profiles).values(**_values(fresh)))
    except IntegrityError:
        return find(tx, community_id, user_id, lock=True) or fresh
    return fresh


def of_members(tx: Connection, community_id: int, user_ids: Collection[int]) -> dict[int, Profile]:
    """The profiles of those members, each with one, in the order given."""
    query = select(profiles).where(
        profiles.c.community_id == community_id, profiles.c.user_id.in_(list(user_ids))
    )
    told = {row["user_id"]: _profile(row) for row in tx.execute(query).mappings()}
    return {
        user_id: told.get(user_id) or Profile(community_id=community_id, user_id=user_id)
        for user_id in user_ids
    }


def own_leads(tx: Connection, community_id: int) -> frozenset[timedelta]:
    """How long before a start members of that community are reminded once more, each time once."""
    query = select(profiles.c.own_lead).where(
        profiles.c.community_id == community_id,
        profiles.c.wants_dms.is_(True),
        profiles.c.own_lead.is_not(None),
    )
    return frozenset(lead for lead in tx.execute(query.distinct()).scalars() if lead is not None)


def save(tx: Connection, profile: Profile) -> None:
    """Keep a profile that is held (see ``hold``)."""
    where = (profiles.c.community_id == profile.community_id, profiles.c.user_id == profile.user_id)
    tx.execute(update(profiles).where(*where).values(**_values(profile)))


def _values(profile: Profile) -> dict[str, Any]:
    return asdict(profile) | {
        "languages": list(profile.languages),
        "interests": list(profile.interests),
        "availability": sorted([slot.weekday, slot.part.value] for slot in profile.availability),
    }


def _profile(row: RowMapping) -> Profile:
    kept = dict(row)
    kept["languages"] = tuple(kept["languages"])
    kept["interests"] = tuple(kept["interests"])
    kept["availability"] = frozenset(Slot(weekday, DayPart(part)) for weekday, part in kept["availability"])
    kept["photo_consent"] = kept["photo_consent"] and PhotoConsent(kept["photo_consent"])
    return Profile(**kept)
