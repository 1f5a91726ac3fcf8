"""Everybody presses at once: seats, answers, one card, and the role for those who have a seat."""

from __future__ import annotations

from tests.discord.acting import press_at_once
from tests.discord.scenes import a_scene

PRESSES, SEATS = 60, 12


async def test_a_burst_costs_few_edits_and_everybody_is_answered_though_discord_fails_now_and_then(env, bugs):
    scene = a_scene(env, "en-US", members=PRESSES)
    services, number = scene.bot.services, scene.guild.id
    await services.communities.of(number, "en-US")
    from_mod = await scene.mod.slash(scene.channel, "setup")
    form = await scene.mod.select(from_mod.response, ["discord"], custom_id="setup:1:page")
    wanted = {"gives_roles": True, "attendee_role_id": [], "mirrors_events": True, "thread_days": "7"}
    await scene.mod.submit_modal(form, wanted)
    card = await scene.schedule(seats=SEATS)
    await scene.wait(1)
    before = len(env.http_requests)
    env.inject_error("PUT", "/guilds/*/members/*/roles/*", status=503, times=2)
    results = await press_at_once(env, scene.members, card, "rsvp:1:1:going")
    assert all(result.acknowledged for result in results), "nobody waits in vain"
    for _ in range(12):
        await scene.wait(10)
    roster = (await services.meetups.overview(number, 1)).roster
    seated = [party.user_id for party in roster.seated]
    assert seated == [member.id for member in scene.members[:SEATS]], "first come, first seated"
    assert len(roster.waiting) == PRESSES - SEATS
    guild = env.backend.guilds[number]
    [role] = [one.id for one in guild.roles.values() if one.name == "Picnic"]
    assert [m.id for m in scene.members if role in guild.members[m.id].role_ids] == seated
    sent = env.http_requests[before:]
    given = [r for r in sent if "/roles/" in r.path]
    assert len(given) <= SEATS + 2, "each once, and what failed again"
    assert len([r for r in sent if r.method == "PATCH" and r.path.endswith(f"/messages/{card.id}")]) <= 3
    assert len([r for r in sent if r.path.endswith(f"/{scene.thread().id}/messages")]) == 1
    assert not [r for r in sent if "/scheduled-events" in r.path], "an event shows no seats"
    bugs.take()
