"""The process itself: every way it can end, told in a sentence and a code, and a clean goodbye."""

from __future__ import annotations

import asyncio
import importlib
import logging
import signal
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import aiohttp
import pytest
import vobject
from aiohttp.test_utils import unused_port

from bot import doctor, logs
from bot.__main__ import BUG, FAILED, MISCONFIGURED, OK, TRY_AGAIN, main
from bot.clock import system_clock
from bot.doctor import Finding
from bot.domain.meetups import Plan
from bot.domain.rights import Actor
from bot.domain.rosters import Answer
from bot.services import Services
from bot.settings import Settings
from bot.storage import migrations
from bot.storage.database import Database
from tests.little_discord import TOKEN, little_discord
from tests.processes import ON_LITTLE_DISCORD, a_process

if TYPE_CHECKING:
    from pathlib import Path

    from bot.services.calendars import CalendarService
    from tests.little_discord import LittleDiscord

# The same with a job that is under way until somebody writes to its standard input.
WITH_A_LONG_JOB = """
import asyncio, sys
from functools import partial
import discord.http
discord.http.Route.BASE = sys.argv[1] + "/api/v10"
from bot import client
from bot.__main__ import main
from bot.storage import jobs

async def long_job(job):
    print("began", flush=True)
    await asyncio.to_thread(sys.stdin.readline)
    print("ended", flush=True)

class Bot(client.TableeBot):
    async def setup_hook(self):
        await super().setup_hook()
        now = self.clock()
        await self.db.write(partial(jobs.enqueue, kind="long", due_at=now, now=now))

client.deliveries.handlers = lambda bot: {"long": long_job}
from bot import app
app.TableeBot = Bot
sys.exit(main(sys.argv[2:]))
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder without ``.env``, no variable of the machine's, and this process's own log kept."""
    monkeypatch.setattr(logs, "set_up", lambda _level: None)
    monkeypatch.chdir(tmp_path)
    for name in ("DISCORD_TOKEN", "DATABASE_URL", "LOG_LEVEL", "MEMBERS_INTENT", "MESSAGE_CONTENT_INTENT"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


async def _ended(discord: LittleDiscord, *words: str, **variables: str) -> tuple[int | None, str]:
    async with a_process(ON_LITTLE_DISCORD, discord.url, *words, **variables) as process:
        out, err = await process.communicate()
    return process.returncode, (out + err).decode()


async def _until(stream: asyncio.StreamReader | None, words: str) -> str:
    """Read until a line holds ``words``; return that line."""
    assert stream is not None
    while line := (await stream.readline()).decode():
        if words in line:
            return line
    raise AssertionError(f"it ended before it said {words!r}")


class TestWithoutDiscord:
    def test_without_a_token_it_says_where_to_get_one(
        self, folder: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main([]) == MISCONFIGURED == 78
        said = capsys.readouterr().err
        assert "https://discord.com/developers/applications" in said
        assert "make demo" in said
        assert not list(folder.iterdir())

    def test_every_mistake_is_told_at_once(
        self, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (folder / ".env").write_text("LOG_LEVEL=loud\nMEMBERS_INTENT=perhaps\n")
        monkeypatch.setenv("DATABASE_URL", "mysql://x/y")
        assert main(["run"]) == MISCONFIGURED
        assert len(capsys.readouterr().err.splitlines()) == 3

    def test_a_database_of_the_future_is_refused(
        self, folder: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["migrate"]) == OK
        with closing(sqlite3.connect(folder / "tablee.sqlite3")) as tx, tx:
            tx.execute("UPDATE alembic_version SET version_num = '9999'")
        assert main(["migrate"]) == MISCONFIGURED
        assert "newer version" in capsys.readouterr().err

    def test_a_database_that_is_none_is_a_failure(
        self, folder: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (folder / "tablee.sqlite3").write_text("Dear diary, this is no database. " * 50)
        assert main(["migrate"]) == TRY_AGAIN
        assert "not a SQLite database" in capsys.readouterr().err

    @pytest.mark.usefixtures("folder")
    def test_migrating_twice_is_fine(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["migrate"]) == OK
        assert main(["migrate"]) == OK
        assert capsys.readouterr().out.endswith("The database is up to date.\n")

    @pytest.mark.usefixtures("folder")
    def test_the_doctor_works_offline(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert main(["doctor", "--offline"]) == FAILED
        assert capsys.readouterr().out.startswith("mend  There is no DISCORD_TOKEN")
        monkeypatch.setenv("DISCORD_TOKEN", TOKEN)
        assert main(["doctor", "--offline"]) == OK
        assert all(line.startswith("ok ") for line in capsys.readouterr().out.splitlines())


class TestConnected:
    async def test_a_signal_ends_it_cleanly(self, folder: Path) -> None:
        async with (
            little_discord() as discord,
            a_process(ON_LITTLE_DISCORD, discord.url, "run") as process,
        ):
            await _until(process.stderr, "ready in 0 servers")
            assert (folder / "tablee.sqlite3-wal").exists()
            process.send_signal(signal.SIGTERM)
            _out, err = await process.communicate()
        assert process.returncode == OK
        assert "Traceback" not in err.decode()
        assert not (folder / "tablee.sqlite3-wal").exists()

    @pytest.mark.usefixtures("folder")
    async def test_a_running_job_is_finished_first(self) -> None:
        async with (
            little_discord() as discord,
            a_process(WITH_A_LONG_JOB, discord.url, "run", LOG_LEVEL="DEBUG") as process,
        ):
            await _until(process.stdout, "began")
            process.send_signal(signal.SIGTERM)
            await _until(process.stderr, "stopping")
            assert process.returncode is None
            out, err = await process.communicate(b"go on\n")
        assert process.returncode == OK, err.decode()
        assert out.decode() == "ended\n"

    @pytest.mark.usefixtures("folder")
    async def test_a_refused_token(self) -> None:
        async with little_discord(accepts_token=False) as discord:
            code, said = await _ended(discord, "run")
        assert code == MISCONFIGURED
        assert "does not accept DISCORD_TOKEN" in said
        assert "Traceback" not in said

    @pytest.mark.usefixtures("folder")
    async def test_refused_intents(self) -> None:
        async with little_discord(accepts_intents=False) as discord:
            code, said = await _ended(discord, "run", MEMBERS_INTENT="yes")
        assert code == MISCONFIGURED
        assert "MEMBERS_INTENT" in said
        assert "Traceback" not in said

    @pytest.mark.usefixtures("folder")
    async def test_no_discord_at_all(self) -> None:
        async with little_discord() as discord:
            pass
        code, said = await _ended(discord, "run")
        assert code == TRY_AGAIN
        assert "cannot be reached" in said
        assert "Traceback" not in said

    @pytest.mark.usefixtures("folder")
    async def test_sync_tells_the_commands_though_nothing_changed(self) -> None:
        async with little_discord() as discord:
            for _ in range(2):
                code, said = await _ended(discord, "sync")
                assert code == OK
                assert "Discord knows the commands." in said
        assert sum(request.startswith("PUT") for request in discord.requests) >= 2

    @pytest.mark.usefixtures("folder")
    async def test_a_bug_is_admitted(self) -> None:
        script = "from bot import client\nclient.Services.create = None\n" + ON_LITTLE_DISCORD
        async with little_discord() as discord, a_process(script, discord.url, "run") as process:
            _out, err = await process.communicate()
        assert process.returncode == BUG
        assert "Traceback" in err.decode()
        assert err.decode().splitlines()[-1].startswith("This is a bug")


SETTINGS = Settings(discord_token=TOKEN)


@pytest.mark.usefixtures("folder")
class TestDoctor:
    async def test_all_is_well(self) -> None:
        guilds = [{"name": "Les Amis", "permissions": str(0xFFFFFFFFFFFF)}]
        async with little_discord(guilds=guilds) as discord:
            ask = doctor.asking(TOKEN, f"{discord.url}/api/v10")
            findings = await doctor.examine(SETTINGS, offline=False, ask=ask)
        assert [str(finding) for finding in findings if not finding.is_well] == []

    async def test_a_refused_token(self) -> None:
        async with little_discord(accepts_token=False) as discord:
            ask = doctor.asking(TOKEN, f"{discord.url}/api/v10")
            [*_, last] = await doctor.examine(SETTINGS, offline=False, ask=ask)
        assert not last.is_well
        assert "reset it" in last.sentence

    async def test_no_network(self) -> None:
        async with little_discord() as discord:
            ask = doctor.asking(TOKEN, f"{discord.url}/api/v10")
        [*_, last] = await doctor.examine(SETTINGS, offline=False, ask=ask)
        assert "cannot be reached" in last.sentence

    async def test_everything_that_can_be_mended_is_named(self) -> None:
        late = format_datetime(datetime(2001, 1, 1, tzinfo=UTC), usegmt=True)
        answers = {
            "/applications/@me": doctor.Answer(200, {"Date": late}, {"name": "T", "flags": 0}),
            "/users/@me/guilds": doctor.Answer(200, {}, [{"name": "Les Amis", "permissions": "0"}]),
        }
        wishes = replace(SETTINGS, members_intent=True, message_content_intent=True)
        findings = await doctor.examine(wishes, offline=False, ask=_from(answers))
        mend = "\n".join(finding.sentence for finding in findings if not finding.is_well)
        for words in ("ahead of", "Server Members Intent", "Message Content Intent", "View Channels"):
            assert words in mend

    async def test_a_bot_without_a_server_is_told_to_be_invited(self) -> None:
        answers = {
            "/applications/@me": doctor.Answer(200, {}, {"name": "T", "flags": 0}),
            "/users/@me/guilds": doctor.Answer(200, {}, []),
        }
        [*_, last] = await doctor.examine(SETTINGS, offline=False, ask=_from(answers))
        assert last == Finding(False, "The bot is in no server yet: README.md has the link that invites it.")

    @pytest.mark.parametrize("token", ["abc", "a.b.c", TOKEN.replace("MTAw", "xxxx", 1)])
    async def test_what_is_no_token_is_not_sent(self, token: str) -> None:
        findings = await doctor.examine(replace(SETTINGS, discord_token=token), offline=False, ask=_from({}))
        assert "does not look like a token" in findings[0].sentence
        assert "was not asked" in findings[-1].sentence


def _from(answers: dict[str, doctor.Answer]) -> doctor.Ask:
    async def ask(path: str) -> Any:
        return answers[path]

    return ask


def test_a_record_stays_on_its_line() -> None:
    record = logging.LogRecord("bot", logging.INFO, __file__, 1, "said %s", ("hi\r\n2026 ERROR fake",), None)
    record.created, record.msecs = 0.5, 500.0
    said = logs.OneLine("%(asctime)s %(levelname)s %(name)s: %(message)s").format(record)
    assert said == "1970-01-01T00:00:00.500Z INFO bot: said hi\\r\\n2026 ERROR fake"


@pytest.mark.parametrize(("missing", "code"), [("demo.cli", MISCONFIGURED), ("bot.nowhere", None)])
def test_without_the_demo_s_packages_it_says_what_to_install(
    missing: str, code: int | None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(_name: str) -> None:
        raise ModuleNotFoundError(name=missing)

    monkeypatch.setattr(importlib, "import_module", refuse)
    if code is None:
        with pytest.raises(ModuleNotFoundError):  # a bug of ours is no missing extra
            main(["demo"])
    else:
        assert main(["demo", "--story"]) == code
        assert "pip install '.[demo]'" in capsys.readouterr().err


class TestServing:
    async def test_calendars_are_read_over_http_until_they_end(self, folder: Path) -> None:
        """A reader of another make, over a real socket, beside a real process on the same database."""
        url, port = f"sqlite:///{folder / 'tablee.sqlite3'}", unused_port()
        await migrations.migrate(url)
        db = await Database.open(url)
        calendars, ann, ben, mod = await _two_seats(Services.create(db, system_clock))
        mine, gone = await calendars.make(ann, personal=True), await calendars.make(ben, personal=True)
        public = await calendars.make(mod, personal=False)
        base = f"http://127.0.0.1:{port}"
        web = {"DATABASE_URL": url, "WEB_BASE_URL": base, "WEB_PORT": str(port)}
        async with (
            little_discord(members={str(ann.user_id)}) as discord,
            a_process(ON_LITTLE_DISCORD, discord.url, "run", **web) as process,
            aiohttp.ClientSession(base) as reader,
        ):
            await _until(process.stderr, "ready in 0 servers")
            health = await reader.get("/healthz")
            assert (health.status, await health.text()) == (200, "well\n")
            own = await reader.get(f"/calendar/{mine}.ics")
            assert own.content_type == "text/calendar"
            [event] = vobject.readOne(await own.text()).vevent_list
            assert event.location.value == "Parc, 12 rue de la Paix"
            everybody = await (await reader.get(f"/calendar/{public}.ics")).text()
            assert "SUMMARY:Picnic" in everybody
            assert "Paix" not in everybody
            left = await reader.get(f"/calendar/{gone}.ics")
            assert (left.status, "VEVENT" in await left.text()) == (200, False), (
                "Ben is in the server no more"
            )
            assert (await reader.get(f"/calendar/{mine[:-1]}.ics")).status == 404
            assert (await reader.head(f"/calendar/{mine}.ics")).status == 200
            assert (await reader.post(f"/calendar/{mine}.ics")).status == 405
            assert b" 400 " in await _garbled(port, f"GET /calendar/{mine}.ics HTTP/9.9")
            await calendars.retire(ann, personal=True)
            assert (await reader.get(f"/calendar/{mine}.ics")).status == 404
            process.send_signal(signal.SIGTERM)
            _out, err = await process.communicate()
        await db.close()
        assert process.returncode == OK
        assert mine not in err.decode()


async def _garbled(port: int, line: str) -> bytes:
    """What the server answers to a request that no reader should send."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"{line}\r\n\r\n".encode())
    answered = await reader.read(100)
    writer.close()
    await writer.wait_closed()
    return answered


async def _two_seats(services: Services) -> tuple[CalendarService, Actor, Actor, Actor]:
    """A meetup with a secret address, two people with a seat there, and a moderator."""
    await services.communities.of(1, "fr")
    mod = Actor(user_id=100, community_id=1, manages_guild=True)
    starts_at = system_clock() + timedelta(days=7)
    plan = Plan(
        title="Picnic", zone=ZoneInfo("UTC"), starts_at=starts_at, area="Parc", address="12 rue de la Paix"
    )
    meetup = await services.meetups.schedule(mod, plan, 500)
    ann, ben = Actor(user_id=201, community_id=1), Actor(user_id=202, community_id=1)
    for actor in (ann, ben):
        await services.rosters.answer(actor, meetup.id, Answer.GOING)
    return services.calendars, ann, ben, mod
