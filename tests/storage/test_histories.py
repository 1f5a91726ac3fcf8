"""Histories and plans in the database: what was kept is what comes back, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from bot.domain.communities import default_community
from bot.domain.histories import Change
from bot.domain.meetups import Format, Meetup, Plan, State
from bot.storage import communities, histories, meetups, plans

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
PLAN = Plan(
    title="Walk",
    format=Format.WALK,
    starts_at=NOW + timedelta(days=3),
    zone=ZoneInfo("Australia/Lord_Howe"),
    area="Beach",
    backup_area="Hall",
    backup_address="2 Road",
    bring="Shoes",
    table_size=4,
    leads=(timedelta(days=7), timedelta(minutes=90)),
)


def test_a_plan_survives_json_and_what_is_missing_is_as_in_a_new_one():
    assert plans.of_json(plans.as_json(PLAN)) == PLAN
    older = {name: plans.as_json(PLAN)[name] for name in ("title", "format", "zone")}
    assert plans.of_json(older | {"unknown": 1}) == Plan(title="Walk", format=Format.WALK, zone=PLAN.zone)


async def test_steps_come_back_the_newest_first(db):
    meetup = Meetup(
        id=0,
        community_id=1,
        state=State.SCHEDULED,
        plan=PLAN,
        organiser_id=2,
        created_at=NOW,
        check_in_secret="",
    )
    await db.write(partial(communities.save, community=default_community(1, "fr", NOW)))
    meetup_id = await db.write(partial(meetups.add, meetup=meetup))
    moved = replace(PLAN, area="Lake")
    steps = [
        Change(
            meetup_id=meetup_id,
            by_id=by_id,
            changed_at=NOW + timedelta(hours=hours),
            state=state,
            was=State.SCHEDULED,
            reason=reason,
            before=PLAN,
            after=moved,
        )
        for hours, by_id, state, reason in (
            (1, 2, State.SCHEDULED, ""),
            (2, None, State.CANCELLED, "Storm"),
        )
    ]
    for step in steps:
        await db.write(partial(histories.add, change=step))
    assert await db.read(partial(histories.of_meetup, meetup_id=meetup_id, limit=5)) == steps[::-1]
    assert await db.read(partial(histories.of_meetup, meetup_id=meetup_id, limit=1)) == steps[1:]
    assert (await db.read(partial(meetups.load, meetup_id=meetup_id, community_id=1))).plan == PLAN
