"""How to get there: for members with a seat, while they have it, and nowhere else."""

from __future__ import annotations

import json
import logging

import pytest
from sqlalchemy import select

from bot.storage.schema import jobs
from tests.discord.acting import all_private, answer_of, press, text_of
from tests.discord.scenes import a_scene

both = pytest.mark.parametrize("locale", ["en-US", "fr"], indirect=True)
EPHEMERAL, REPAINT, MODAL = 1 << 6, 7, 9
SECRETS = ("rue de la Paix", "12A34", "06 01 02 03", "Commerce")
WHERE = {"code": "12A34", "contact": "Ana, 06 01 02 03", "transport": "Tram 1, Commerce"}


def told(text):
    return [secret for secret in SECRETS if secret in text]


def is_private(request):
    """Whether only one person reads what a request sends: a private answer, a form, or its own repainting."""
    body = request.json or {}
    data = body.get("data") or body
    if request.path.endswith("/callback"):
        repaints_own_panel = body["type"] == REPAINT and "rsvp:1:" not in json.dumps(data)
        return body["type"] == MODAL or repaints_own_panel or bool((data.get("flags") or 0) & EPHEMERAL)
    return request.path.startswith("/webhooks/") and bool((data.get("flags") or 0) & EPHEMERAL)


@both
async def test_what_it_takes_to_get_in_is_read_by_those_who_have_a_seat(env, locale, stage, caplog):
    caplog.set_level(logging.DEBUG)
    scene = a_scene(env, locale)
    seated, waiting, stranger, *_ = scene.members
    await scene.schedule(seats=1, address="12 rue de la Paix")
    panel = await scene.edit(
        scene.mod, "Getting there", **WHERE, access=["accessible_toilets", "step_free"], public=True
    )
    await press(scene.mod, panel.response, scene.label("Save"))
    await scene.bot.run_due()
    card = text_of(scene.card)
    assert ("A public place" if locale != "fr" else "Un lieu public") in card
    assert (
        "step-free · accessible toilets" if locale != "fr" else "sans marche · toilettes accessibles"
    ) in card
    for member in (seated, waiting):
        await press(member, scene.card, scene.label("Going"))

    where = scene.label("How do I get there?")
    shown = await press(seated, scene.card, where)
    assert all_private(shown)
    assert told(answer_of(shown)) == list(SECRETS)
    assert ("**Picnic** · Saturday" if locale != "fr" else "**Picnic** · samedi") in answer_of(shown)
    assert "openstreetmap.org/search?query=12%20rue%20de%20la%20Paix%2C%20Parc" in json.dumps(
        env.http_requests[-1].json
    )
    for member in (waiting, stranger):
        refused = await press(member, scene.card, where)
        assert all_private(refused)
        assert told(answer_of(refused)) == []

    panel = await scene.edit(scene.mod, "Getting there", code="12A34 B", access=[], public=False)
    await press(scene.mod, panel.response, scene.label("Save"))
    await scene.bot.run_due()
    assert ("address changed" if locale != "fr" else "adresse exacte a changé") in scene.thread().history()[
        -1
    ].content
    await press(seated, scene.card, scene.label("Can't"))
    await scene.bot.run_due()
    assert told(answer_of(await press(seated, scene.card, where))) == []
    assert told(answer_of(await press(waiting, scene.card, where))) == [], "an offer is no seat yet"
    await press(waiting, scene.thread().history()[-1], scene.label("Take the seat"))
    assert told(answer_of(await press(waiting, scene.card, where))) == list(SECRETS)
    listed = await stranger.slash(scene.channel, "meetup show", meetup="1")
    assert told(answer_of(listed)) == []
    await scene.wait(9 * 24 * 3600.0)  # reminders, too
    await stage.restart()

    leaks = [r.path for r in env.http_requests if told(json.dumps(r.json or {}, ensure_ascii=False))]
    public = [r for r in env.http_requests if r.path in set(leaks) and not is_private(r)]
    assert [r.path for r in public if told(json.dumps(r.json or {}, ensure_ascii=False))] == []
    assert leaks, "the secrets did go through Discord, in private"
    everything = [*scene.channel.history(), *scene.thread().history()]
    assert told("\n".join(text_of(message) for message in everything)) == []
    payloads = await scene.bot.db.read(lambda tx: list(tx.execute(select(jobs.c.payload)).scalars()))
    assert told(json.dumps(payloads, ensure_ascii=False)) == []
    ours = [r.getMessage() for r in caplog.records if r.name.startswith(("bot", "cogs"))]
    assert told("\n".join(ours)) == []
