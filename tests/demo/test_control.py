"""The control page answers, opens any place as any member, moves the clock, and serves nobody else."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest
import pytest_asyncio

from demo.control import Control, PortTaken, listen
from demo.programme import TODAY
from demo.texts import PAGE

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from demo.community import Community
    from demo.stage import Stage

READ = TODAY - timedelta(minutes=1)
pytestmark = pytest.mark.enable_socket


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def control(stage: Stage, community: Community) -> AsyncIterator[Control]:
    control = Control(stage, community, READ)
    await control.start(listen(0))
    yield control
    await control.stop()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def page(control: Control) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(control.address) as session:
        yield session


async def _state(page: aiohttp.ClientSession, viewer: str, language: str = "en") -> dict[str, Any]:
    async with page.get("/api/state", params={"viewer": viewer, "lang": language}) as answer:
        assert answer.status == 200
        return dict(await answer.json())


async def _post(page: aiohttp.ClientSession, path: str, **body: Any) -> tuple[int, Any]:
    async with page.post(path, json=body) as answer:
        return answer.status, (await answer.json() if answer.status == 200 else await answer.text())


async def test_the_page_speaks_both_languages(page: aiohttp.ClientSession) -> None:
    for asked in "en", "fr":
        async with page.get("/", params={"lang": asked}) as answer:
            html = await answer.text()
            assert answer.headers["X-Frame-Options"] == "DENY"
        assert f'<html lang="{asked}">' in html
        found = re.search(r'id="boot">(.*?)</script>', html, re.DOTALL)
        assert found
        boot = json.loads(found[1])
        assert boot["language"] == asked
        commands = [tried[asked]["command"] for tried in boot["tries"] if tried[asked]["command"]]
        assert len(commands) >= 4
        assert ("/rencontre proposer" in commands) == (asked == "fr")


def test_every_text_is_there_in_both_languages() -> None:
    assert PAGE["en"].keys() == PAGE["fr"].keys()


async def test_everybody_sees_their_own_places(page: aiohttp.ClientSession) -> None:
    newcomer = {place["name"] for place in (await _state(page, "emily"))["places"]}
    moderator = {place["name"] for place in (await _state(page, "tom"))["places"]}
    assert moderator - newcomer == {"moderators"}
    assert "Sunday walk and picnic" in newcomer


async def test_a_forum_opens_at_its_newest_post(page: aiohttp.ClientSession) -> None:
    places = {place["kind"]: place for place in (await _state(page, "emily"))["places"]}
    assert places["post"]["name"] == "Three short films and their makers"
    assert places["post"]["parent"] == places["forum"]["id"]
    status, opened = await _post(page, "/api/open", viewer="emily", channel="forum")
    assert (status, opened["id"]) == (200, places["post"]["id"])


async def test_roles_and_events_are_shown(page: aiohttp.ClientSession) -> None:
    state = await _state(page, "lea", "fr")
    assert state["roles"][0] == "Ambassadors"
    assert "Three short films and their makers" in state["roles"]
    [films] = [event for event in state["events"] if event["what"] == "Three short films and their makers"]
    assert films["when"] == "samedi 6 juin, 20\u00a0h\u00a030"
    assert films["where"].startswith("Chantenay")


async def test_a_channel_opens_and_its_messages_are_read(
    page: aiohttp.ClientSession, community: Community
) -> None:
    await community.members["nina"].send(community.channels["general"], "Hello <@emily>")
    before = {place["name"]: place for place in (await _state(page, "emily"))["places"]}
    assert before["general"]["unread"] == 1
    status, opened = await _post(page, "/api/open", viewer="emily", place=before["general"]["id"])
    assert status == 200
    async with page.get(opened["url"]) as shown:
        assert shown.status == 200
        assert "X-Frame-Options" not in shown.headers
        assert "frame-ancestors http://127.0.0.1:*" in shown.headers["Content-Security-Policy"]
    after = {place["name"]: place for place in (await _state(page, "emily"))["places"]}
    assert after["general"]["unread"] == 0
    status, again = await _post(page, "/api/open", viewer="tom", channel="moderators")
    assert status == 200
    assert again["serial"] > opened["serial"]


async def test_a_private_conversation_is_seen_by_its_owner_only(
    page: aiohttp.ClientSession, community: Community
) -> None:
    await community.members["emily"].send_dm("Hello bot")
    [private] = [p for p in (await _state(page, "emily"))["places"] if p["kind"] == "dm"]
    assert private["name"] == "Tablée"
    assert (await _post(page, "/api/open", viewer="emily", place=private["id"]))[0] == 200
    assert (await _post(page, "/api/open", viewer="tom", place=private["id"]))[0] == 404
    assert not [p for p in (await _state(page, "tom"))["places"] if p["kind"] == "dm"]


async def test_a_hidden_channel_stays_hidden(page: aiohttp.ClientSession, community: Community) -> None:
    hidden = community.channels["moderators"].id
    assert (await _post(page, "/api/open", viewer="emily", place=str(hidden)))[0] == 404
    assert (await _post(page, "/api/open", viewer="nobody", place="1"))[0] == 404
    assert (await _post(page, "/api/open", viewer="emily", place="12"))[0] == 404
    assert (await _post(page, "/api/open", viewer="emily", place="x"))[0] == 400


async def test_the_clock_moves_to_what_is_due_next(page: aiohttp.ClientSession, stage: Stage) -> None:
    before = await _state(page, "tom")
    assert before["now"] == "Saturday 30 May, 9:45"
    assert before["due"][0]["what"].startswith("Reminder to those coming to “Sunday walk and picnic”")
    status, moved = await _post(page, "/api/time", to="next")
    assert status == 200
    assert moved["ran"] > 1, "a reminder in the thread, and letters"
    after = await _state(page, "tom", "fr")
    assert after["now"] == "samedi 30 mai, 11\u00a0h\u00a000"
    calls = {person["key"]: person["calls"] for person in after["people"]}
    assert calls["tom"] == 1
    assert calls["nina"] == 0
    assert (await _post(page, "/api/time", to="hour"))[0] == 200
    assert (await _post(page, "/api/time", to="yesterday"))[0] == 400
    assert stage.now().hour == 10


async def test_other_sites_are_refused(page: aiohttp.ClientSession, control: Control) -> None:
    elsewhere = {"Origin": "http://example.org"}
    async with page.post("/api/time", json={"to": "day"}, headers=elsewhere) as answer:
        assert answer.status == 403
    async with page.get("/", headers={"Host": f"example.org:{control.port}"}) as answer:
        assert answer.status == 403
    async with page.post("/api/time", data="to=day") as answer:
        assert answer.status == 415


async def test_what_the_page_is_made_of_is_served(page: aiohttp.ClientSession) -> None:
    for path in "/faces/emily.png", "/faces/tablee.png", "/static/page.js", "/static/page.css":
        async with page.get(path) as answer:
            assert answer.status == 200, path
            assert await answer.read(), path


async def test_nothing_else_is_served(page: aiohttp.ClientSession) -> None:
    for path in ("/faces/nobody.png", "/static/page.html", "/static/%2e%2e%2fcli.py"):
        async with page.get(path) as answer:
            assert answer.status == 404


def test_a_busy_port_is_told_or_avoided() -> None:
    with listen(0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(PortTaken, match=str(port)):
            listen(port)
    with listen() as first, listen() as second:
        assert first.getsockname()[1] != second.getsockname()[1]
        assert first.getsockname()[0] == "127.0.0.1"
