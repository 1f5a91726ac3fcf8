"""The process edge: ``python -m bot run | demo | migrate | sync | doctor``, a sentence and an exit code."""

from __future__ import annotations

import argparse
import asyncio
import importlib
import logging
import os
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from dotenv import dotenv_values

from bot import doctor, logs
from bot.app import create_bot
from bot.client import cannot_connect
from bot.settings import Settings, SettingsInvalid
from bot.storage import migrations
from bot.storage.failures import SchemaOutdated, StorageFailure
from bot.web import PortTaken

if TYPE_CHECKING:
    from collections.abc import Coroutine, Mapping, Sequence

_log = logging.getLogger("bot")

# The numbers are those of sysexits.h, so that a service manager can tell "try again" from "call somebody".
OK = 0
FAILED = 1
BUG = 70
TRY_AGAIN = 75
MISCONFIGURED = 78

WHERE_TO_START = """There is no DISCORD_TOKEN.
Make an application at https://discord.com/developers/applications, copy the token of its bot,
and write DISCORD_TOKEN=<the token> into .env (cp .env.example .env).
`make demo` needs none: it shows the bot on a simulated Discord."""
IN_STEP = "The migrations make the tables that the code expects."
WITHOUT_DEMO = """The demo needs packages that are not installed: pip install '.[demo]'
`make demo` does so by itself."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says; return the exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words[:1] == ["demo"]:
        return _demo(words[1:])
    options = _parser().parse_args(words or ["run"])
    try:
        settings = Settings.from_env(environment())
        logs.set_up(settings.log_level)
        return _within_sentences(options, settings)
    except SettingsInvalid as invalid:
        for mistake in invalid.mistakes:
            _complain(mistake)
        return MISCONFIGURED


def environment() -> Mapping[str, str]:
    """Return the variables of the process over those of ``.env`` in the working folder."""
    return {key: value for key, value in (dotenv_values(".env") | os.environ).items() if value is not None}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bot", description="Tablée, from the keyboard to the table."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("run", help="run the bot (what happens without a word)")
    commands.add_parser("demo", help="the real bot on a simulated Discord, in a browser", add_help=False)
    migrate = commands.add_parser("migrate", help="bring the database up to this version")
    migrate.add_argument(
        "--check",
        action="store_true",
        help="only say whether the migrations make the tables the code expects",
    )
    commands.add_parser("sync", help="tell Discord the commands, changed or not")
    check_up = commands.add_parser("doctor", help="say what is well and what to mend")
    check_up.add_argument("--offline", action="store_true", help="only what can be told without Discord")
    return parser


def _within_sentences(options: argparse.Namespace, settings: Settings) -> int:
    """Run a command; turn whatever ends it into a sentence and an exit code."""
    try:
        return _command(options, settings)
    except (SchemaOutdated, PortTaken) as outdated:
        _complain(str(outdated))
        return MISCONFIGURED
    except StorageFailure as failure:
        _complain(str(failure))
        return TRY_AGAIN
    except (KeyboardInterrupt, asyncio.CancelledError):
        _complain("Stopped at once. What was under way is taken up again at the next start.")
        return FAILED
    except Exception as error:  # noqa: BLE001 - whatever it is, an operator gets a sentence and a code
        reason = cannot_connect(error)
        if reason is not None:
            _complain(reason.sentence)
            return MISCONFIGURED if reason.is_settings else TRY_AGAIN
        _log.critical("The bot stopped over a bug.", exc_info=error)
        _complain("This is a bug in Tablée. Please report it with the lines above.")
        return BUG


def _command(options: argparse.Namespace, settings: Settings) -> int:
    match options.command:
        case "migrate":
            return _migrate(settings, check=options.check)
        case "doctor":
            return _examine(settings, offline=options.offline)
    if not settings.discord_token:
        _complain(WHERE_TO_START)
        return MISCONFIGURED
    asyncio.run(_sync(settings) if options.command == "sync" else _run(settings))
    return OK


async def _run(settings: Settings) -> None:
    """Run until a signal says to stop, then close cleanly; a second signal does not wait."""
    async with create_bot(settings) as bot:
        await _until_signalled(bot.start(settings.discord_token))
        _log.info("stopping")


async def _until_signalled(work: Coroutine[Any, Any, None]) -> None:
    """Wait for ``work`` or a signal, whichever comes first."""
    task, loop = asyncio.current_task(), asyncio.get_running_loop()
    assert task is not None  # noqa: S101 - asyncio.run() made it
    for number in (signal.SIGTERM, signal.SIGINT):
        with suppress(NotImplementedError):  # Windows: Ctrl-C still ends asyncio.run()
            loop.add_signal_handler(number, task.cancel)
    try:
        await work
    except asyncio.CancelledError:
        task.uncancel()  # closing may wait again, until a second signal


async def _sync(settings: Settings) -> None:
    async with create_bot(settings, metronome=False) as bot:
        await bot.login(settings.discord_token)
        await bot.sync_if_changed(force=True)
        print("Discord knows the commands.")


def _migrate(settings: Settings, *, check: bool) -> int:
    if check:
        differences = asyncio.run(migrations.drift_of_scripts())
        for difference in differences:
            print(difference)
        print("The migrations leave these differences: draft the missing one." if differences else IN_STEP)
        return FAILED if differences else OK
    taken = asyncio.run(migrations.migrate(settings.database_url))
    print(f"Migrated: {', '.join(taken)}." if taken else "The database is up to date.")
    return OK


def _examine(settings: Settings, *, offline: bool) -> int:
    findings = asyncio.run(doctor.examine(settings, offline=offline))
    for finding in findings:
        print(finding)
    return OK if all(finding.is_well for finding in findings) else FAILED


def _demo(words: list[str]) -> int:
    """Hand over to the demo, which is loaded by name: the bot itself must not need it."""
    try:
        cli = importlib.import_module("demo.cli")
    except ModuleNotFoundError as missing:
        if missing.name is None or missing.name.partition(".")[0] in {"bot", "cogs"}:
            raise
        _complain(WITHOUT_DEMO)
        return MISCONFIGURED
    return int(cli.main(words) or OK)


def _complain(sentence: str) -> None:
    print(sentence, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
