"""Photos as they are kept: they count once they were posted, until they are taken down."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.storage import photos
from bot.storage.photos import Entry
from tests.storage.test_checkins import a_meetup

if TYPE_CHECKING:
    from bot.storage.database import Database

NOW = datetime(2026, 3, 2, 19, 0, tzinfo=UTC)


async def test_photos_count_once_they_were_posted(db: Database) -> None:
    meetup_id, other = await db.write(a_meetup), await db.write(a_meetup)
    first = await db.write(lambda tx: photos.add(tx, meetup_id, 1, "Sunset", 3, NOW))
    await db.write(lambda tx: photos.add(tx, meetup_id, 2, "", 4, NOW))
    assert await db.read(lambda tx: photos.count(tx, meetup_id)) == 0
    await db.write(lambda tx: photos.save_message(tx, first, 500))
    assert await db.read(lambda tx: photos.count(tx, meetup_id)) == 3
    assert await db.read(lambda tx: photos.count(tx, other)) == 0


async def test_photos_are_found_by_their_message_in_their_community_only(db: Database) -> None:
    meetup_id = await db.write(a_meetup)
    photo_id = await db.write(lambda tx: photos.add(tx, meetup_id, 1, "", 3, NOW))
    await db.write(lambda tx: photos.save_message(tx, photo_id, 500))
    assert await db.read(lambda tx: photos.at_message(tx, 1, 500)) == Entry(photo_id, meetup_id, 1, 3)
    assert await db.read(lambda tx: photos.at_message(tx, 2, 500)) is None
    assert await db.read(lambda tx: photos.at_message(tx, 1, 501)) is None


async def test_what_was_taken_down_counts_no_longer(db: Database) -> None:
    meetup_id = await db.write(a_meetup)
    photo_id = await db.write(lambda tx: photos.add(tx, meetup_id, 1, "", 3, NOW))
    await db.write(lambda tx: photos.save_message(tx, photo_id, 500))
    await db.write(lambda tx: photos.remove(tx, 2, 500))  # another community's id
    assert await db.read(lambda tx: photos.count(tx, meetup_id)) == 3
    for _ in range(2):
        await db.write(lambda tx: photos.remove(tx, 1, 500))
        assert await db.read(lambda tx: photos.count(tx, meetup_id)) == 0
