"""A poll whose channel was deleted: nothing is lost, moderators hear of it once, it comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.domain.rights import Actor
from bot.storage import jobs
from tests.discord.acting import answer_of, controls_of, press, text_of
from tests.discord.poll_scenes import Community

if TYPE_CHECKING:
    import simcord

    from bot.client import TableeBot
    from tests.discord.conftest import Bugs, Stage

BOTH = pytest.mark.parametrize("locale", ["en-US", "fr"], indirect=True)


async def answered(place: Community, name: str) -> object:
    """Ask everybody something in a channel of its own, let Ben answer, and delete the channel."""
    room = place.guild.create_text_channel(name)
    draft = await place.ana.slash(room, "poll ask", question="Which film?", answers="Alien; Brazil")
    await press(place.ana, draft.response, place.label("Open the poll"))
    await place.stage.run_due()
    ballot = (await press(place.ben, room.history()[-1], place.label("Vote"))).response
    await press(place.ben, ballot, controls_of(ballot)[1]["custom_id"])
    with place.env._bot_scope():
        await place.bot.get_channel(room.id).delete()  # type: ignore[union-attr]
    await place.env.settle()
    return room


def heads(channel: object) -> list[str]:
    return sorted(text_of(message)[:4] for message in channel.history())  # type: ignore[attr-defined]


@BOTH
async def test_a_poll_outlives_its_channel(
    env: simcord.Env, bot: TableeBot, stage: Stage, locale: str, bugs: Bugs
) -> None:
    place = Community(env, bot, stage, locale)
    await answered(place, "films")
    await stage.advance(days=3, hours=1)
    assert {job.kind for job in await bot.db.read(jobs.parked)} == {"poll", "poll_result"}
    assert len(bugs.take()) == 1  # the log is loud once
    before = len(env.http_requests)
    await stage.advance(hours=12)
    assert len(env.http_requests) == before  # and nothing is tried in vain

    panel = await place.mod.slash(place.channel, "setup")
    assert place.t.pgettext("I cannot", "show a poll") in answer_of(panel)
    await place.mod.select(panel.response, [place.channel], custom_id="setup:1:channel")
    await press(place.mod, panel.response, "setup:1:retry")
    await stage.advance(seconds=5)
    assert heads(place.channel) == ["## 📊", "## 🗳"]
    assert all("🏆 Brazil" in text_of(message) for message in place.channel.history())
    assert not await bot.db.read(jobs.parked)

    board = place.guild.create_text_channel("board")
    mod = Actor(user_id=place.mod.id, community_id=place.guild.id, manages_guild=True)
    await bot.services.communities.set_announcement_channel(mod, board.id)
    await answered(place, "more-films")  # from now on there is a channel to move to at once
    await stage.advance(days=3, hours=1)
    await stage.advance(seconds=5)
    assert heads(board) == ["## 📊", "## 🗳"]
    assert not await bot.db.read(jobs.parked)
