"""Communities: defaults from a guild's own locale, and time zones as people type them."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.communities import (
    LANGUAGES,
    Community,
    ZoneUnknown,
    default_community,
    matching_zones,
    read_zone,
    zone_names,
)

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


class TestDefaults:
    @pytest.mark.parametrize(
        ("locale", "language", "zone"),
        [
            ("fr", "fr", "Europe/Paris"),
            ("en-GB", "en", "Europe/London"),
            ("en-US", "en", "UTC"),
            ("de", "en", "Europe/Berlin"),
            ("pt-BR", "en", "America/Sao_Paulo"),
            ("es-419", "en", "UTC"),
            ("", "en", "UTC"),
        ],
    )
    def test_they_follow_the_locale(self, locale, language, zone):
        assert default_community(5, locale, NOW) == Community(
            id=5, language=language, zone=ZoneInfo(zone), created_at=NOW
        )

    @settings(deadline=None)
    @given(st.text(max_size=10))
    def test_any_locale_will_do(self, locale):
        assert default_community(5, locale, NOW).language in LANGUAGES


class TestZones:
    def test_every_name_reads_back_to_itself(self):
        for name in zone_names():
            for typed in (name, name.lower(), name.upper(), f"  {name.replace('_', ' ')} "):
                assert read_zone(typed).key == name

    def test_the_names_are_places_and_utc(self):
        names = zone_names()
        assert names[-1] == "UTC"
        assert sorted(names[:-1]) == list(names[:-1])
        assert len(set(names)) == len(names) > 300
        assert not any(name.startswith(("Etc/", "US/", "posix/", "right/")) for name in names)

    @pytest.mark.parametrize(
        ("typed", "name"),
        [
            ("paris", "Europe/Paris"),
            ("New York", "America/New_York"),
            ("new_york", "America/New_York"),
            ("ushuaia", "America/Argentina/Ushuaia"),
            ("utc", "UTC"),
            ("São Paulo", "America/Sao_Paulo"),
            ("Réunion", "Indian/Reunion"),
            ("Bogotá", "America/Bogota"),
            ("port au prince", "America/Port-au-Prince"),
        ],
    )
    def test_a_city_alone_will_do_with_or_without_its_accents(self, typed, name):
        assert read_zone(typed).key == name

    def test_a_city_that_two_zones_have_is_asked_about(self):
        with pytest.raises(ZoneUnknown) as refused:
            read_zone("Buenos Aires")
        assert refused.value.nearest == ("America/Argentina/Buenos_Aires", "America/Buenos_Aires")

    def test_part_of_a_name_is_answered_with_what_it_could_be(self):
        with pytest.raises(ZoneUnknown) as refused:
            read_zone("york")
        assert refused.value.text == "york"
        assert refused.value.nearest == ("America/New_York",)
        with pytest.raises(ZoneUnknown) as refused:
            read_zone("europe")
        assert len(refused.value.nearest) == 3

    @pytest.mark.parametrize("typed", ["", "   ", "_", "Atlantis", "EST5", "../etc/passwd", "é" * 5000])
    def test_what_is_no_zone_is_refused(self, typed):
        with pytest.raises(ZoneUnknown) as refused:
            read_zone(typed)
        assert refused.value.nearest == ()

    @settings(deadline=None)
    @given(st.text(max_size=30))
    def test_whatever_is_typed_reads_or_is_refused(self, typed):
        try:
            names = {read_zone(typed).key}
        except ZoneUnknown as refused:
            names = set(refused.nearest)
        assert len(names) <= 3
        assert names <= set(zone_names())


class TestSuggestions:
    def test_cities_that_begin_with_it_come_first(self):
        found = matching_zones("par")
        assert found[:2] == ("America/Paramaribo", "Europe/Paris")

    def test_a_continent_and_words_are_found(self):
        assert "America/New_York" in matching_zones("new york")
        assert all(name.startswith("Europe/") for name in matching_zones("Europe/"))
        assert matching_zones("nowhere") == ()

    @settings(deadline=None)
    @given(st.text(max_size=5), st.integers(0, 30))
    def test_never_more_than_asked_for(self, typed, limit):
        assert len(matching_zones(typed, limit)) <= limit

    def test_nothing_typed_yet_suggests_as_many_as_discord_shows(self):
        assert len(matching_zones("")) == 25

    def test_every_city_is_suggested_by_its_own_name(self):
        for name in zone_names():
            assert name in matching_zones(name.rpartition("/")[2])
