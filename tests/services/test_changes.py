"""Use cases about a plan that changes: by several people at once, to plan B and back; who hears of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.backups import BackupMissing, place_mark
from bot.domain.differences import EditedMeanwhile, merged
from bot.domain.venues import Access
from bot.services import agenda
from bot.storage import plans

PARK = {"area": "Parc", "address": "1 rue du Lac", "access_code": "12A34", "transport": "Tram 1"}


def told(jobs):
    """What is told of a changed plan: the fields, the plan before, and who did it."""
    return [
        (payload["changed"], plans.of_json(payload["before"]), payload["by_id"])
        for kind, _, payload in jobs
        if kind == agenda.CHANGED
    ]


async def test_two_who_edit_at_once_keep_both_changes_unless_they_are_about_the_same(hall):
    meetup = await hall.scheduled()
    before = meetup.plan

    async def edit(actor, **fields):
        after = replace(before, **fields)
        return await hall.services.meetups.edit(actor, meetup.id, lambda now: merged(now, before, after))

    await edit(hall.mod, title="Lunch")
    edited = await edit(hall.organiser, area="Lac")
    assert (edited.plan.title, edited.plan.area) == ("Lunch", "Lac")
    with pytest.raises(EditedMeanwhile) as refused:
        await edit(hall.organiser, title="Dinner", description="With wine")
    assert refused.value.names == ("title",)
    assert (await hall.meetup(meetup.id)).plan == edited.plan
    assert (await edit(hall.organiser, title="Lunch", bring="Salad")).plan.bring == "Salad"


async def test_changes_that_were_not_told_yet_are_told_as_one(hall):
    meetup = await hall.scheduled(address="1 rue du Lac")
    edit = hall.services.meetups.edit
    await edit(hall.mod, meetup.id, lambda plan: replace(plan, area="Lac"))
    later = meetup.plan.starts_at + timedelta(hours=1)
    await edit(hall.mod, meetup.id, lambda plan: replace(plan, starts_at=later, address="2 rue du Lac"))
    [(changed, before, by_id)] = told(await hall.take())
    assert set(changed) == {"area", "starts_at", "address"}
    assert (before.area, before.starts_at, before.address) == ("Parc", meetup.plan.starts_at, "")
    assert by_id == hall.mod.user_id
    await edit(hall.mod, meetup.id, lambda plan: replace(plan, area="Port"))
    await edit(hall.organiser, meetup.id, lambda plan: replace(plan, area="Quai"))
    assert [by for _, _, by in told(await hall.take())] == [None], "two did it: each hears of the other"


async def test_plan_b_is_gone_to_once_a_tap_and_the_first_door_is_known_again_on_the_way_back(hall):
    meetup = await hall.scheduled(**PARK, access=(Access.STEPS,), is_public_place=True)
    switch = hall.services.meetups.switch_place
    with pytest.raises(BackupMissing):
        await switch(hall.organiser, meetup.id, place_mark("Bar"))
    await hall.services.meetups.edit(
        hall.organiser, meetup.id, lambda plan: replace(plan, backup_area="Bar", backup_address="3 quai")
    )
    there = await switch(hall.organiser, meetup.id, place_mark("Bar"))
    assert (there.plan.area, there.plan.address, there.plan.access_code) == ("Bar", "3 quai", "")
    with pytest.raises(EditedMeanwhile):
        await switch(hall.organiser, meetup.id, place_mark("Bar"))  # the second of two quick taps
    await hall.services.meetups.edit(
        hall.organiser, meetup.id, lambda plan: replace(plan, access_code="Ring twice")
    )
    back = await switch(hall.organiser, meetup.id, place_mark("Parc"))
    plan = back.plan
    assert {name: getattr(plan, name) for name in PARK} == PARK
    assert (plan.access, plan.is_public_place) == ((Access.STEPS,), True)
    again = await switch(hall.organiser, meetup.id, place_mark("Bar"))
    assert again.plan.access_code == "Ring twice"
