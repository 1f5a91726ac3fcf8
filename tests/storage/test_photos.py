"""Photos as they are kept: they count once they were posted, until they are taken down."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.domain.photos import Entry, Picture
from bot.storage import photos
from tests.storage.test_checkins import a_meetup

if TYPE_CHECKING:
    from bot.storage.database import Database

NOW = datetime(2026, 3, 2, 19, 0, tzinfo=UTC)


def pictures(count: int, size: int = 10) -> tuple[Picture, ...]:
    return tuple(
        Picture(
            position=n,
            width=4,
            height=3,
            digest=f"{n * 0x0F0F0F0F0F0F0F0F:016x}",
            key=f"1/1/{n}.jpg",
            size=size,
        )
        for n in range(1, count + 1)
    )


def an_entry(meetup_id: int, user_id: int = 1, count: int = 3) -> Entry:
    return Entry(id=0, meetup_id=meetup_id, user_id=user_id, count=count, pictures=pictures(count))


async def added(db: Database, entry: Entry, message_id: int | None = 500) -> Entry:
    photo_id = await db.write(lambda tx: photos.add(tx, entry, NOW))
    if message_id is not None:
        await db.write(lambda tx: photos.save_message(tx, photo_id, message_id))
    return replace(entry, id=photo_id, message_id=message_id)


async def test_photos_count_once_they_were_posted(db: Database) -> None:
    meetup_id, other = await db.write(a_meetup), await db.write(a_meetup)
    await added(db, an_entry(meetup_id))
    await added(db, an_entry(meetup_id, 2, 4), None)
    assert await db.read(lambda tx: photos.count(tx, meetup_id)) == 3
    assert await db.read(lambda tx: photos.count(tx, other)) == 0
    assert [entry.user_id for entry in await db.read(lambda tx: photos.of_meetup(tx, meetup_id))] == [1]


async def test_photos_are_found_by_their_message_in_their_community_only(db: Database) -> None:
    entry = await added(db, an_entry(await db.write(a_meetup)))
    assert await db.read(lambda tx: photos.at_message(tx, 1, 500)) == entry
    assert await db.read(lambda tx: photos.at_message(tx, 2, 500)) is None
    assert await db.read(lambda tx: photos.at_message(tx, 1, 501)) is None
    assert await db.read(lambda tx: photos.of_user(tx, 1, 1)) == [entry]
    assert await db.read(lambda tx: photos.of_user(tx, 2, 1)) == []


async def test_one_of_several_photos_is_taken_down_and_then_the_rest(db: Database) -> None:
    entry = await added(db, an_entry(await db.write(a_meetup)))
    await db.write(lambda tx: photos.remove(tx, entry, [2]))
    left = await db.read(lambda tx: photos.at_message(tx, 1, 500))
    assert left is not None
    assert [picture.position for picture in left.pictures] == [1, 3]
    assert left.count == 2
    for _ in range(2):
        await db.write(lambda tx: photos.remove(tx, left))
        assert await db.read(lambda tx: photos.at_message(tx, 1, 500)) is None


async def test_what_is_kept_takes_room_until_the_album_ends(db: Database) -> None:
    meetup_id = await db.write(a_meetup)
    await added(db, an_entry(meetup_id))
    assert await db.read(lambda tx: photos.used(tx, 1)) == 30
    assert await db.read(lambda tx: photos.used(tx, 2)) == 0
    await db.write(lambda tx: photos.forget_files(tx, meetup_id))
    assert await db.read(lambda tx: photos.used(tx, 1)) == 0
    [entry] = await db.read(lambda tx: photos.of_meetup(tx, meetup_id))
    assert [picture.key for picture in entry.pictures] == [None] * 3


async def test_what_was_taken_down_is_remembered_once_and_for_its_meetup(db: Database) -> None:
    meetup_id, other = await db.write(a_meetup), await db.write(a_meetup)
    for _ in range(2):
        await db.write(lambda tx: photos.ban(tx, meetup_id, ["aa", "bb", "aa"]))
    assert await db.read(lambda tx: photos.banned(tx, meetup_id)) == {"aa", "bb"}
    assert await db.read(lambda tx: photos.banned(tx, other)) == frozenset()
