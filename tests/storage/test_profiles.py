"""Members' profiles in the database."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from functools import partial
from zoneinfo import ZoneInfo

import pytest

from bot.domain.communities import Community
from bot.domain.profiles import DayPart, PhotoConsent, Profile, Slot, Wish
from bot.domain.rights import Actor
from bot.services.photo_wishes import PhotoWishService
from bot.services.profiles import ProfileService
from bot.storage import communities, profiles

FULL = Profile(
    community_id=1,
    user_id=2**63 - 1,
    area="Canal",
    languages=("en", "fr"),
    interests=("go", "céramique"),
    offers="a garden",
    needs="step-free",
    availability=frozenset({Slot(4, DayPart.EVENING), Slot(0, DayPart.MORNING)}),
    photo_consent=PhotoConsent.NO,
    named_for_photos=True,
    wants_dms=True,
    wants_invitations=True,
)


@pytest.fixture
async def known(db):
    for number in (1, 2):
        here = Community(
            id=number, language="en", zone=ZoneInfo("UTC"), created_at=datetime(2026, 1, 1, tzinfo=UTC)
        )
        await db.write(partial(communities.save, community=here))
    return db


async def test_every_field_comes_back_in_its_own_community_only(known):
    def keep(tx):
        profiles.hold(tx, 1, FULL.user_id)
        profiles.save(tx, FULL)

    await known.write(keep)
    assert await known.read(lambda tx: profiles.load(tx, 1, FULL.user_id)) == FULL
    elsewhere = await known.read(lambda tx: profiles.load(tx, 2, FULL.user_id))
    assert elsewhere == Profile(community_id=2, user_id=FULL.user_id)
    several = await known.read(lambda tx: profiles.of_members(tx, 1, [5, FULL.user_id]))
    assert list(several.values()) == [Profile(community_id=1, user_id=5), FULL]
    assert await known.read(lambda tx: profiles.of_members(tx, 1, [])) == {}


async def test_a_members_first_presses_at_once_are_all_kept(known, clock):
    service, actor = ProfileService(known, clock), Actor(user_id=7, community_id=1)
    await asyncio.gather(
        PhotoWishService(known, clock).say_for_all(actor, PhotoConsent.YES),
        *(service.wish(actor, wish, granted=True) for wish in Wish),
        service.speak(actor, ["fr", "xx", "en"]),
        service.be_free(actor, FULL.availability),
        service.tell(actor, area=" Canal ", interests="go, go", offers="", needs=""),
    )
    assert await service.of(actor) == Profile(
        community_id=1,
        user_id=7,
        area="Canal",
        languages=("en", "fr"),
        interests=("go",),
        availability=FULL.availability,
        photo_consent=PhotoConsent.YES,
        named_for_photos=True,
        wants_dms=True,
        wants_invitations=True,
    )
