"""Stories of the agenda message: it follows what changes and the days, and stays away once it was deleted."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.discord.acting import all_private, answer_of, press, text_of
from tests.discord.scenes import a_scene

both = pytest.mark.parametrize("locale", ["en-US", "fr"], indirect=True)
HOUR = 3600.0
DAY = 24 * HOUR


@pytest.fixture
def scene(env, locale):
    return a_scene(env, locale)


def words(locale: str, english: str, french: str) -> str:
    return french if locale == "fr" else english


def agendas(channel):
    return [m for m in channel.history() if text_of(m).startswith("## 🗓️")]


def edits(scene, message):
    path = f"/channels/{message.channel.id}/messages/{message.id}"
    return [r for r in scene.env.http_requests if r.method == "PATCH" and r.path == path]


@both
async def test_it_follows_every_change_with_one_edit_and_the_days_at_midnight(scene, stage, locale):
    board = scene.guild.create_text_channel("agenda")
    ann, ben, *_ = scene.members
    refused = await ann.slash(scene.channel, "meetup agenda", channel=board)
    assert words(locale, "Only moderators", "Seule la modération") in answer_of(refused)
    await scene.schedule(title="Picnic", when="2026-01-03 15:00", seats=4)
    put_up = await scene.mod.slash(scene.channel, "meetup agenda", channel=board)
    assert all_private(put_up)
    assert f"<#{board.id}>" in answer_of(put_up)
    await scene.bot.run_due()
    [shown] = agendas(board)
    assert "0/4" in text_of(shown)
    assert words(locale, "Sat 3 Jan, 15:00", "sam. 3 janv. 15\xa0h") in text_of(shown)

    for member in (ann, ben):
        await press(member, scene.card, scene.label("Going"))
    await scene.propose(ann, title="Idea", when="")
    await scene.schedule_many(18, starts_at=datetime(2026, 2, 1, 15, tzinfo=UTC))
    assert edits(scene, shown) == [], "changes are gathered"
    await stage.restart()
    await scene.wait(20)
    [shown] = agendas(board)
    assert len(edits(scene, shown)) == 1
    assert "2/4" in text_of(shown)
    assert words(locale, "and 4 more", "et 4 autres") in text_of(shown)
    assert len(text_of(shown)) < 4000

    await scene.wait(2 * DAY)  # past midnight: Saturday
    assert words(locale, "**today**, 15:00", "**aujourd'hui**, 15\xa0h") in text_of(agendas(board)[0])
    await scene.wait(DAY)
    assert "Picnic" not in text_of(agendas(board)[0])
    down = await press(scene.mod, put_up.response, scene.label("Take the agenda down"))
    assert words(locale, "Choose its channel", "Choisis le salon") in answer_of(down)
    await scene.wait(1)
    assert agendas(board) == []


@both
async def test_deleted_or_forbidden_it_is_told_once_and_comes_back_when_asked(scene, locale, bugs):
    board = scene.guild.create_text_channel("agenda")
    await scene.schedule(title="Picnic", when="2026-01-30 15:00")
    await scene.mod.slash(scene.channel, "meetup agenda", channel=board)
    await scene.bot.run_due()
    [shown] = agendas(board)
    await scene.bot.get_channel(board.id).get_partial_message(shown.id).delete()
    for hour in (16, 17):
        await scene.edit(
            scene.mod, "When", when=words(locale, f"2026-01-30 {hour - 12} pm", f"2026-01-30 {hour}:00")
        )
        panel = await scene.edit(scene.mod, "Where", where=f"Parc {hour}")
        await press(scene.mod, panel.response, scene.label("Save"))
        await scene.wait(20)
    assert agendas(board) == [], "nobody's deletion is undone behind their back"
    told = [m for m in board.history() if m.content.startswith("⚠️")]
    assert len(told) == 1
    assert words(locale, "keep the agenda", "tenir l'agenda") in told[0].content
    assert words(locale, "`/meetup agenda` brings it back", "`/rencontre agenda` le remet") in told[0].content
    assert len(bugs.take()) == 1
    setup = await scene.mod.slash(scene.channel, "setup")
    assert words(locale, "keep the agenda", "tenir l'agenda") in answer_of(setup)
    status = await scene.mod.slash(scene.channel, "meetup agenda")
    assert words(locale, "I cannot keep the agenda", "Je ne peux pas tenir l'agenda") in answer_of(status)
    await scene.mod.select(status.response, [board], custom_id="board:1")
    await scene.bot.run_due()
    assert "Parc 17" in text_of(agendas(board)[0])

    setup = await scene.mod.slash(scene.channel, "setup")
    assert words(locale, "keep the agenda", "tenir l'agenda") not in answer_of(setup)
    stored = f"/channels/{board.id}/messages/{agendas(board)[0].id}"
    scene.env.inject_error("PATCH", stored, status=403, code=50001, times=1)
    panel = await scene.edit(scene.mod, "Where", where="Canal")
    await press(scene.mod, panel.response, scene.label("Save"))
    await scene.wait(20)
    await scene.wait(HOUR)
    assert "Canal" not in text_of(agendas(board)[0])
    assert len(bugs.take()) == 1, "told once, and not tried again"
    setup = await scene.mod.slash(scene.channel, "setup")
    await press(scene.mod, setup.response, "setup:1:retry")
    await scene.bot.run_due()
    assert "Canal" in text_of(agendas(board)[0])
    assert len(agendas(board)) == 1
