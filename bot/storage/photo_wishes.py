"""What members allow about photos of one meetup, where it differs from what they allow of all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from bot.domain.photos import Stance
from bot.domain.profiles import PhotoConsent
from bot.storage import profiles
from bot.storage.memory_schema import photo_wishes

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Connection


def save(tx: Connection, meetup_id: int, user_id: int, consent: PhotoConsent | None) -> None:
    """Keep what a member allows of one meetup; None is what they allow of all."""
    mine = (photo_wishes.c.meetup_id == meetup_id, photo_wishes.c.user_id == user_id)
    tx.execute(delete(photo_wishes).where(*mine))
    if consent is not None:
        tx.execute(insert(photo_wishes).values(meetup_id=meetup_id, user_id=user_id, consent=consent.value))


def of_members(
    tx: Connection, community_id: int, meetup_id: int, user_ids: Collection[int]
) -> dict[int, Stance]:
    """What those members allow about photos of a meetup, in the order given."""
    query = select(photo_wishes).where(
        photo_wishes.c.meetup_id == meetup_id, photo_wishes.c.user_id.in_(list(user_ids))
    )
    here = {row["user_id"]: PhotoConsent(row["consent"]) for row in tx.execute(query).mappings()}
    return {
        user_id: Stance(
            usual=profile.photo_consent, here=here.get(user_id), is_named=profile.named_for_photos
        )
        for user_id, profile in profiles.of_members(tx, community_id, user_ids).items()
    }
