"""Photos and numbers after a meetup."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from bot.domain.meetups import MeetupClosed, MeetupNotFound, Plan
from bot.domain.photos import NoPhotos, NotThere, ThreadNotOpen
from bot.domain.rights import Actor
from bot.domain.texts import TextTooLong
from bot.services import Services
from bot.services.photos import Numbers
from bot.storage import jobs

if TYPE_CHECKING:
    from bot.domain.meetups import Meetup
    from bot.storage.database import Database
    from tests.conftest import MovableClock

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
    await services.meetups.note_card(meetup.id, photo_thread_id=200)
    return (await services.meetups.overview(1, meetup.id)).meetup


async def posted(services: Services, actor: Actor, meetup_id: int, count: int, message_id: int) -> None:
    photo_id = await services.photos.add(actor, meetup_id, "", count)
    await services.photos.note_message(photo_id, message_id)


async def test_those_who_were_there_and_the_organiser_add_photos(
    services: Services, clock: MovableClock
) -> None:
    meetup = await a_meetup(services, clock, 1, 2)
    for actor in (member(1), MOD):
        assert await services.photos.require_may_add(actor, meetup.id) == meetup
        await posted(services, actor, meetup.id, 3, 500 + actor.user_id)
    assert (await services.photos.numbers(meetup)).photos == 6


async def test_others_add_none(services: Services, clock: MovableClock) -> None:
    meetup = await a_meetup(services, clock, 1, 2)
    with pytest.raises(NotThere):
        await services.photos.require_may_add(member(3), meetup.id)
    with pytest.raises(NotThere):
        await services.photos.add(member(3), meetup.id, "", 1)
    with pytest.raises(MeetupNotFound):
        await services.photos.add(STRANGER, meetup.id, "", 1)
    with pytest.raises(TextTooLong):
        await services.photos.add(member(1), meetup.id, "x" * 5000, 1)
    assert (await services.photos.numbers(meetup)).photos == 0


async def test_photos_wait_for_their_thread_and_for_the_beginning(
    services: Services, clock: MovableClock
) -> None:
    meetup = await a_meetup(services, clock, 1)
    await services.meetups.note_card(meetup.id, photo_thread_id=None)
    with pytest.raises(ThreadNotOpen):
        await services.photos.require_may_add(member(1), meetup.id)
    clock.move(minutes=-10)
    with pytest.raises(MeetupClosed):
        await services.photos.require_may_add(member(1), meetup.id)


async def test_anybody_who_was_there_takes_photos_down(services: Services, clock: MovableClock) -> None:
    meetup = await a_meetup(services, clock, 1, 2)
    await posted(services, member(1), meetup.id, 3, 500)
    await services.photos.require_may_take_down(member(1), 500)
    await services.photos.require_may_take_down(member(2), 500)
    await services.photos.require_may_take_down(MOD, 500)
    with pytest.raises(NotThere):
        await services.photos.require_may_take_down(member(3), 500)
    for actor, message_id in ((STRANGER, 500), (member(2), 501)):
        with pytest.raises(NoPhotos):
            await services.photos.require_may_take_down(actor, message_id)
    await services.photos.forget(STRANGER, 500)
    assert (await services.photos.numbers(meetup)).photos == 3
    await services.photos.forget(member(2), 500)
    assert (await services.photos.numbers(meetup)).photos == 0


async def test_photos_can_be_taken_down_by_who_posted_them_even_if_they_were_not_there_after_all(
    services: Services, clock: MovableClock
) -> None:
    meetup = await a_meetup(services, clock, 1)
    await posted(services, member(1), meetup.id, 1, 500)
    await services.checkins.undo(MOD, meetup.id, 1)
    await services.photos.require_may_take_down(member(1), 500)


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
    await services.photos.note_thanks(meetup.id, 600)
    after = await db.read(lambda tx: jobs.upcoming(tx, 100))
    assert [job.kind for job in after if job not in before] == ["card"]
    assert (await services.meetups.overview(1, meetup.id)).meetup.card.thanks_message_id == 600
