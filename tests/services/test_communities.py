"""Use cases about a community's settings."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial
from zoneinfo import ZoneInfo

import pytest

from bot.domain.communities import SettingOutOfRange, ZoneUnknown, default_community
from bot.domain.rights import Actor, ModeratorsOnly
from bot.services import Services
from bot.storage import communities

NEW = 77


class Blind:
    """A database whose every look came before anything was there."""

    def __init__(self, db):
        self.write = db.write

    async def read(self, _work):
        return None


async def kept(hall, community_id):
    return await hall.db.read(partial(communities.find, community_id=community_id))


class TestFirstSight:
    async def test_a_guild_is_kept_with_what_its_locale_suggests(self, hall):
        expected = default_community(NEW, "fr", hall.now)
        assert await hall.services.communities.of(NEW, "fr") == expected
        assert await kept(hall, NEW) == expected

    async def test_a_known_guild_is_left_as_it_is(self, hall):
        first = await hall.services.communities.of(NEW, "fr")
        hall.clock.move(days=3)
        assert await hall.services.communities.of(NEW, "en-GB") == first

    async def test_many_may_see_it_first_at_once(self, hall):
        """A new guild's first members all press at the same moment, before anybody's look found anything."""
        late = Services.create(Blind(hall.db), hall.clock).communities
        locales = ["fr", "en-GB", "de"] * 8
        seen = await asyncio.gather(*(late.of(NEW, locale) for locale in locales))
        assert set(seen) == {await kept(hall, NEW)}

    async def test_who_looked_too_early_takes_what_the_first_one_kept(self, hall):
        first = await hall.services.communities.of(NEW, "fr")
        late = Services.create(Blind(hall.db), hall.clock).communities
        assert await late.of(NEW, "de") == first


class TestSettings:
    @pytest.mark.parametrize(
        ("setter", "value", "field", "expected"),
        [
            ("set_language", "en", "language", "en"),
            ("set_zone", "new york", "zone", ZoneInfo("America/New_York")),
            ("set_announcement_channel", 2**63 - 1, "announcement_channel_id", 2**63 - 1),
            ("set_announcement_channel", None, "announcement_channel_id", None),
            ("set_moderator_role", 9, "moderator_role_id", 9),
            ("set_moderator_role", None, "moderator_role_id", None),
        ],
    )
    async def test_a_moderator_changes_one_and_the_rest_stays(self, hall, setter, value, field, expected):
        before, other = await kept(hall, hall.here), await kept(hall, hall.there)
        changed = await getattr(hall.services.communities, setter)(hall.mod, value)
        assert changed == replace(before, **{field: expected})
        assert await kept(hall, hall.here) == changed
        assert await kept(hall, hall.there) == other

    async def test_the_moderator_role_counts_from_the_moment_it_is_set(self, hall):
        role = Actor(user_id=7, community_id=hall.here, role_ids=frozenset({9}))
        with pytest.raises(ModeratorsOnly):
            await hall.services.communities.set_language(role, "en")
        await hall.services.communities.set_moderator_role(hall.mod, 9)
        assert (await hall.services.communities.set_language(role, "en")).language == "en"
        await hall.services.communities.set_moderator_role(role, None)
        with pytest.raises(ModeratorsOnly):
            await hall.services.communities.set_language(role, "fr")

    @pytest.mark.parametrize(
        ("setter", "value"),
        [
            ("set_language", "en"),
            ("set_zone", "Asia/Tokyo"),
            ("set_announcement_channel", 3),
            ("set_moderator_role", 3),
        ],
    )
    async def test_a_member_changes_none(self, hall, setter, value):
        before = await kept(hall, hall.here)
        with pytest.raises(ModeratorsOnly):
            await getattr(hall.services.communities, setter)(hall.organiser, value)
        assert await kept(hall, hall.here) == before

    async def test_a_moderator_elsewhere_changes_only_their_own(self, hall):
        await hall.services.communities.set_language(hall.stranger, "fr")
        assert (await kept(hall, hall.there)).language == "fr"
        role_of_there = Actor(user_id=7, community_id=hall.there, role_ids=frozenset({9}))
        await hall.services.communities.set_moderator_role(hall.mod, 9)
        with pytest.raises(ModeratorsOnly):
            await hall.services.communities.set_language(role_of_there, "en")

    async def test_what_is_no_zone_is_refused(self, hall):
        with pytest.raises(ZoneUnknown):
            await hall.services.communities.set_zone(hall.mod, "Atlantis")

    @pytest.mark.parametrize("threshold", [2, 100, None])
    async def test_a_number_within_its_range_is_kept(self, hall, threshold):
        changed = await hall.services.communities.set(hall.mod, interest_threshold=threshold)
        assert changed.interest_threshold == threshold
        assert await kept(hall, hall.here) == changed
        with pytest.raises(ModeratorsOnly):
            await hall.services.communities.set(hall.organiser, interest_threshold=threshold)

    @pytest.mark.parametrize("threshold", [-5, 0, 1, 101])
    async def test_a_number_out_of_its_range_changes_nothing(self, hall, threshold):
        before = await kept(hall, hall.here)
        with pytest.raises(SettingOutOfRange) as refused:
            await hall.services.communities.set(hall.mod, language="fr", interest_threshold=threshold)
        assert (refused.value.lowest, refused.value.highest) == (2, 100)
        assert await kept(hall, hall.here) == before

    async def test_a_guild_nobody_has_seen_cannot_be_set(self, hall):
        nowhere = Actor(user_id=1, community_id=NEW, manages_guild=True)
        with pytest.raises(LookupError, match="no community 77"):
            await hall.services.communities.set_language(nowhere, "fr")

    async def test_changes_at_once_do_not_undo_one_another(self, hall):
        service = hall.services.communities
        await asyncio.gather(
            service.set_language(hall.mod, "en"),
            service.set_zone(hall.mod, "UTC"),
            service.set_announcement_channel(hall.mod, 4),
            service.set_moderator_role(hall.mod, 5),
            service.set(hall.mod, interest_threshold=6),
        )
        assert await kept(hall, hall.here) == replace(
            default_community(hall.here, "en-US", hall.now),
            announcement_channel_id=4,
            moderator_role_id=5,
            interest_threshold=6,
        )
