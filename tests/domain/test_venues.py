"""What a place is like, and the link that leads there."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.backups import switched
from bot.domain.differences import SECRET, published
from bot.domain.meetups import Plan, checked_plan
from bot.domain.texts import LIMITS, Field
from bot.domain.venues import MAP, Access, in_order, map_link
from bot.storage import plans

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 3, 1, tzinfo=UTC)
secret_texts = st.text(st.characters(categories=["Lu", "Nd"]), min_size=6, max_size=30)


@given(st.text(max_size=LIMITS[Field.ADDRESS]), st.text(max_size=LIMITS[Field.AREA]))
def test_a_link_is_always_short_enough_for_a_button(address, area):
    link = map_link(address, area)
    assert link.startswith(MAP)
    assert len(link) <= 512
    assert link.isascii()


def test_a_link_names_the_place():
    assert unquote(map_link("12 rue de la Paix", "Nantes")) == f"{MAP}12 rue de la Paix, Nantes"
    assert unquote(map_link("", "Parc")) == f"{MAP}Parc"


def test_facts_have_one_order():
    assert in_order(reversed([*Access, *Access])) == tuple(Access)


@given(st.lists(secret_texts, min_size=len(SECRET), max_size=len(SECRET), unique=True))
def test_what_is_published_holds_nothing_of_what_is_secret(texts):
    plan = Plan(
        title="x", zone=PARIS, area="Parc", backup_area="Bar", **dict(zip(SECRET, texts, strict=True))
    )
    assert {name for name in SECRET if getattr(plan, name)} == set(SECRET)
    told = str(plans.as_json(published(plan)))
    assert not [text for text in texts if text in told]
    rest = [field.name for field in fields(Plan) if field.name not in SECRET]
    assert all(getattr(plan, name) == getattr(published(plan), name) for name in rest)


def test_a_plan_keeps_its_facts_through_json_and_drops_them_at_another_door():
    plan = Plan(
        title="Tea",
        starts_at=NOW + timedelta(days=1),
        zone=PARIS,
        area="Parc",
        access_code=" 12A34 ",
        access=(Access.QUIET, Access.STEP_FREE),
        is_public_place=True,
        backup_area="Bar",
    )
    kept = checked_plan(plan, NOW)
    assert (kept.access_code, kept.access) == ("12A34", (Access.STEP_FREE, Access.QUIET))
    assert plans.of_json(plans.as_json(kept)) == kept
    there = switched(replace(kept, host_contact="Ana"))
    assert (there.access_code, there.access, there.is_public_place) == ("", (), False)
    assert there.host_contact == "Ana"
