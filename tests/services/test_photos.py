"""Photos and numbers after a meetup."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from bot.domain.meetups import MeetupClosed, MeetupNotFound, Plan
from bot.domain.photos import AlbumOver, Entry, NoPhotos, NotThere, TakenDownBefore, ThreadNotOpen
from bot.domain.rights import Actor
from bot.domain.texts import TextTooLong
from bot.services import Services
from bot.services.albums import Ending
from bot.services.photos import Numbers
from bot.storage import jobs
from tests.storage.test_photos import pictures

if TYPE_CHECKING:
    from bot.domain.meetups import Meetup
    from bot.storage.database import Database
    from tests.conftest import MovableClock

THREAD = 200
MOD = Actor(user_id=9, community_id=1, manages_guild=True)
STRANGER = Actor(user_id=9, community_id=2, manages_guild=True)


def member(user_id: int) -> Actor:
    return Actor(user_id=user_id, community_id=1)


@pytest.fixture
async def services(db: Database, clock: MovableClock) -> Services:
    services = Services.create(db, clock)
    await services.communities.of(1, "fr")
    await services.communities.of(2, "en-GB")
    return services


async def a_meetup(services: Services, clock: MovableClock, *people: int) -> Meetup:
    """A meetup of a new day that has just begun, with those people there and its photo thread open."""
    clock.move(days=1)
    plan = Plan(title="Drinks", starts_at=clock() + timedelta(minutes=5), zone=ZoneInfo("Europe/Paris"))
    meetup = await services.meetups.schedule(MOD, plan, channel_id=100)
    clock.move(minutes=10)
    await services.checkins.check_in(MOD, meetup.id, people)
    await services.meetups.note_card(meetup.id, photo_thread_id=THREAD)
    return (await services.meetups.overview(1, meetup.id)).meetup


async def posted(services: Services, actor: Actor, meetup_id: int, count: int, message_id: int) -> None:
    photo_id = await services.photos.add(actor, meetup_id, "", pictures(count))
    await services.photos.note_message(photo_id, message_id)


async def test_those_who_were_there_and_the_organiser_add_photos(
    services: Services, clock: MovableClock
) -> None:
    meetup = await a_meetup(services, clock, 1, 2)
    for actor in (member(1), MOD):
        assert (await services.photos.desk(actor, meetup.id)).meetup == meetup
        await posted(services, actor, meetup.id, 3, 500 + actor.user_id)
    assert (await services.photos.numbers(meetup)).photos == 6


async def test_others_add_none(services: Services, clock: MovableClock) -> None:
    meetup = await a_meetup(services, clock, 1, 2)
    with pytest.raises(NotThere):
        await services.photos.desk(member(3), meetup.id)
    with pytest.raises(NotThere):
        await services.photos.add(member(3), meetup.id, "", pictures(1))
    with pytest.raises(MeetupNotFound):
        await services.photos.add(STRANGER, meetup.id, "", pictures(1))
    with pytest.raises(TextTooLong):
        await services.photos.add(member(1), meetup.id, "x" * 5000, pictures(1))
    assert (await services.photos.numbers(meetup)).photos == 0


async def test_photos_wait_for_their_thread_and_for_the_beginning(
    services: Services, clock: MovableClock
) -> None:
    meetup = await a_meetup(services, clock, 1)
    await services.meetups.note_card(meetup.id, photo_thread_id=None)
    with pytest.raises(ThreadNotOpen):
        await services.photos.desk(member(1), meetup.id)
    clock.move(minutes=-10)
    with pytest.raises(MeetupClosed):
        await services.photos.desk(member(1), meetup.id)


async def entry_of(services: Services, actor: Actor, message_id: int, author_id: int = 0) -> Entry:
    return await services.photos.may_take_down(actor, message_id, THREAD, author_id)


async def test_anybody_who_was_there_takes_photos_down(services: Services, clock: MovableClock) -> None:
    meetup = await a_meetup(services, clock, 1, 2)
    await posted(services, member(1), meetup.id, 3, 500)
    for actor in (member(1), member(2), MOD):
        assert (await entry_of(services, actor, 500)).count == 3
    with pytest.raises(NotThere):
        await entry_of(services, member(3), 500)
    for actor, message_id in ((STRANGER, 500), (member(2), 501)):
        with pytest.raises(NoPhotos):
            await entry_of(services, actor, message_id)
    entry = await entry_of(services, member(2), 500)
    with pytest.raises(NotThere):
        await services.photos.take_down(member(3), entry)
    left = await services.photos.take_down(member(2), entry, {2})
    assert left is not None
    assert [picture.position for picture in left.pictures] == [1, 3]
    assert (await services.photos.numbers(meetup)).photos == 2
    assert await services.photos.take_down(member(2), left) is None
    assert (await services.photos.numbers(meetup)).photos == 0
    with pytest.raises(NoPhotos):
        await services.photos.take_down(member(2), left)


async def test_what_was_taken_down_is_told_without_a_name_and_does_not_return(
    services: Services, clock: MovableClock, db: Database
) -> None:
    meetup = await a_meetup(services, clock, 1, 2)
    await posted(services, member(1), meetup.id, 3, 500)
    before = await db.read(lambda tx: jobs.upcoming(tx, 100))
    await services.photos.take_down(member(2), await entry_of(services, member(2), 500), {2})
    after = [job for job in await db.read(lambda tx: jobs.upcoming(tx, 100)) if job not in before]
    assert {job.kind for job in after} == {"taken_down", "recap_again"}
    told = next(job.payload for job in after if job.kind == "taken_down")
    assert told == {
        "meetup_id": meetup.id,
        "message_id": 500,
        "uploader_id": 1,
        "is_own": False,
        "keys": [pictures(3)[1].key],
    }
    desk = await services.photos.desk(member(1), meetup.id)
    with pytest.raises(TakenDownBefore):
        desk.require_welcome(pictures(3)[1].digest, "a.jpg")
    desk.require_welcome(pictures(3)[0].digest, "a.jpg")


async def test_photos_posted_by_hand_are_taken_down_noticed_or_not(
    services: Services, clock: MovableClock
) -> None:
    meetup = await a_meetup(services, clock, 1, 2)
    entry = await entry_of(services, member(2), 500, author_id=1)
    assert await services.photos.take_down(member(2), entry) is None
    with pytest.raises(NoPhotos):
        await services.photos.may_take_down(member(2), 500, THREAD + 1, 1)
    mine = Entry(id=0, meetup_id=0, user_id=1, count=2, message_id=501)
    for _ in range(2):
        await services.photos.noticed(1, THREAD, mine)
    assert await services.photos.noticed(2, THREAD, mine) is None
    assert (await services.photos.numbers(meetup)).photos == 2
    assert await services.photos.take_down(member(2), await entry_of(services, member(2), 501)) is None
    assert (await services.photos.numbers(meetup)).photos == 0


async def test_photos_can_be_taken_down_by_who_posted_them_even_if_they_were_not_there_after_all(
    services: Services, clock: MovableClock
) -> None:
    meetup = await a_meetup(services, clock, 1)
    await posted(services, member(1), meetup.id, 1, 500)
    await services.checkins.undo(MOD, meetup.id, 1)
    assert await services.photos.take_down(member(1), await entry_of(services, member(1), 500)) is None


async def test_numbers_tell_what_the_meetup_made(services: Services, clock: MovableClock) -> None:
    await a_meetup(services, clock, 1, 2)
    meetup = await a_meetup(services, clock, 1, 2, 3)
    await posted(services, member(1), meetup.id, 2, 500)
    assert await services.photos.numbers(meetup) == Numbers(people=3, first_timers=1, new_ties=2, photos=2)
    await a_meetup(services, clock, 1, 2, 3, 4)  # what comes later takes nothing away
    assert await services.photos.numbers(meetup) == Numbers(people=3, first_timers=1, new_ties=2, photos=2)


async def test_numbers_of_an_empty_room_are_nought(services: Services, clock: MovableClock) -> None:
    meetup = await a_meetup(services, clock)
    assert await services.photos.numbers(meetup) == Numbers(people=0, first_timers=0, new_ties=0, photos=0)


async def test_the_thank_you_is_kept_and_the_card_painted(
    services: Services, clock: MovableClock, db: Database
) -> None:
    meetup = await a_meetup(services, clock, 1)
    clock.move(days=4)
    before = await db.read(lambda tx: jobs.upcoming(tx, 100))
    await services.albums.note_recap(meetup, 100, 600)
    after = await db.read(lambda tx: jobs.upcoming(tx, 100))
    assert [job.kind for job in after if job not in before] == ["card", "album_end"]
    assert (await services.meetups.overview(1, meetup.id)).meetup.card.thanks_message_id == 600


async def test_a_shorter_time_for_albums_holds_for_those_there_are_and_no_longer_one_ends_them_early(
    services: Services, clock: MovableClock, db: Database
) -> None:
    meetup = await a_meetup(services, clock, 1)
    await posted(services, member(1), meetup.id, 2, 500)
    ends_at = meetup.span[1]

    async def planned() -> set[timedelta]:
        found = await db.read(lambda tx: jobs.upcoming(tx, 100))
        return {job.due_at - ends_at for job in found if job.kind == "album_end"}

    await services.communities.set(MOD, album_days=40)
    assert await planned() == {timedelta(days=30)}
    assert (await services.albums.end(meetup.id)).later == ends_at + timedelta(days=40)
    await services.communities.set(MOD, album_days=10)
    assert await planned() == {timedelta(days=10), timedelta(days=30)}
    clock.move(days=11)
    assert (await services.albums.end(meetup.id)).is_over
    assert await services.albums.end(meetup.id) == Ending()
    with pytest.raises(AlbumOver):
        await services.albums.album(member(1), meetup.id)
