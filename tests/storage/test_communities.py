"""Communities in the database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest

from bot.domain.communities import Community
from bot.storage import communities

LARGEST_SNOWFLAKE = 2**63 - 1
PLAIN = Community(
    id=1, language="en", zone=ZoneInfo("UTC"), created_at=datetime(2026, 3, 2, 12, 0, 0, 123456, tzinfo=UTC)
)
FULL = Community(
    id=LARGEST_SNOWFLAKE,
    language="fr",
    zone=ZoneInfo("America/Argentina/Buenos_Aires"),
    announcement_channel_id=LARGEST_SNOWFLAKE - 1,
    moderator_role_id=LARGEST_SNOWFLAKE - 2,
    interest_threshold=7,
    quiet_from=time(23, 30),
    quiet_until=time(6, 15),
    late_within=timedelta(hours=36),
    created_at=datetime(2026, 7, 2, 12, 0, tzinfo=ZoneInfo("Asia/Tokyo")),
)


@pytest.mark.parametrize("community", [PLAIN, FULL], ids=["plain", "full"])
async def test_every_field_comes_back(db, community):
    await db.write(partial(communities.save, community=community))
    for lock in (False, True):
        assert await db.write(partial(communities.find, community_id=community.id, lock=lock)) == community
    loaded = await db.read(partial(communities.load, community_id=community.id))
    assert loaded == community
    assert loaded.created_at.tzinfo is UTC


async def test_saving_again_changes_the_one_row(db):
    other = replace(PLAIN, id=2)
    changed = replace(FULL, id=1)
    for community in (PLAIN, other, changed):
        await db.write(partial(communities.save, community=community))
    assert await db.read(partial(communities.find, community_id=1)) == changed
    assert await db.read(partial(communities.find, community_id=2)) == other
    await db.write(partial(communities.save, community=PLAIN))
    assert await db.read(partial(communities.find, community_id=1)) == PLAIN


async def test_an_unknown_guild_is_nobody_yet(db):
    assert await db.read(partial(communities.find, community_id=3)) is None
    with pytest.raises(LookupError, match="no community 3"):
        await db.read(partial(communities.load, community_id=3))


async def test_a_community_is_welcomed_once(db):
    twin = replace(FULL, id=PLAIN.id)
    assert await db.write(partial(communities.welcome, community=PLAIN)) == PLAIN
    assert await db.write(partial(communities.welcome, community=twin)) == PLAIN
    assert await db.write(partial(communities.welcome, community=FULL)) == FULL
    assert await db.read(partial(communities.find, community_id=PLAIN.id)) == PLAIN
