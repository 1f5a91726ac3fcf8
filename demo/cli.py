"""What ``python -m bot demo`` does: the demo in a browser, or the story without one."""

from __future__ import annotations

import argparse
import asyncio
import logging
import signal
import sys
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from demo import past, story
from demo.control import Control, PortTaken, listen
from demo.programme import TODAY
from demo.stage import open_stage

if TYPE_CHECKING:
    from collections.abc import Coroutine, Sequence

    from demo.community import Community

OK = 0
FAILED = 1
BEAT_SECONDS = 1.0
LANGUAGES = ("en", "fr")
FRAMING = "http://127.0.0.1:* http://localhost:*"
_READ_UNTIL = TODAY - timedelta(hours=15)

_SAID = {
    "en": {
        "setting": "Setting the table: forty people, twelve meetups and their ties…",
        "ready": "The demo is at {address}\nPress Ctrl-C to end it.",
        "kept": "Its data is kept in {folder}",
        "ended": "The demo has ended.",
    },
    "fr": {
        "setting": "On met la table : quarante personnes, douze rencontres et leurs liens…",
        "ready": "La démo est ici : {address}\nCtrl-C pour la terminer.",
        "kept": "Ses données restent dans {folder}",
        "ended": "La démo est terminée.",
    },
}


def main(words: Sequence[str] | None = None) -> int:
    """Do what the command line says; return the exit code."""
    options = _parser().parse_args(words)
    logging.basicConfig(level=logging.ERROR, format="%(levelname)s %(name)s: %(message)s")
    logging.getLogger("discord").setLevel(logging.CRITICAL if options.story else logging.ERROR)
    if options.story:
        return asyncio.run(story.tell(options.language, options.out, pictures=options.pictures))
    with suppress(KeyboardInterrupt):
        return asyncio.run(_show(options))
    return OK


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bot demo",
        description="The real bot on a simulated Discord, in a browser: no token, no network.",
    )
    parser.add_argument("--language", choices=LANGUAGES, default="en", help="the community's language")
    parser.add_argument("--port", type=int, help="the control page's port; otherwise the first free one")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep the database in this folder")
    parser.add_argument("--story", action="store_true", help="play the main job unattended, and check it")
    parser.add_argument("--out", type=Path, metavar="DIR", help="where the story writes what members saw")
    parser.add_argument(
        "--no-pictures", dest="pictures", action="store_false", help="the story as text alone, which is quick"
    )
    return parser


async def _show(options: argparse.Namespace) -> int:
    said = _SAID[options.language]
    stop = _stopper()
    try:
        listening = listen(options.port)
    except PortTaken as taken:
        _say(str(taken), to_error=True)
        return FAILED
    with listening:
        _say(said["setting"])
        opening = open_stage(options.language, keep=options.keep, framed_by=FRAMING, feeds_port=_free_port())
        async with opening as stage:
            community = await _unless(stop, past.play(stage))
            if community is not None:
                control = Control(stage, community, _READ_UNTIL)
                _say(said["ready"].format(address=await control.start(listening)))
                if options.keep is not None:
                    _say(said["kept"].format(folder=options.keep))
                while not await _stopped(stop):
                    await stage.beat(BEAT_SECONDS)
                await control.stop()
    _say(said["ended"])
    return OK


async def _unless(stop: asyncio.Event, work: Coroutine[Any, Any, Community]) -> Community | None:
    """What ``work`` returns, or None when it was stopped before its end."""
    working, stopping = asyncio.ensure_future(work), asyncio.ensure_future(stop.wait())
    await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if working.done():
        return working.result()
    working.cancel()
    await asyncio.wait({working})
    return None


def _free_port() -> int:
    with listen(0) as free:
        return int(free.getsockname()[1])


def _stopper() -> asyncio.Event:
    """An event that Ctrl-C and SIGTERM set."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows: Ctrl-C then ends the loop itself
            loop.add_signal_handler(number, stop.set)
    return stop


async def _stopped(stop: asyncio.Event) -> bool:
    with suppress(TimeoutError):
        async with asyncio.timeout(BEAT_SECONDS):
            await stop.wait()
    return stop.is_set()


def _say(words: str, *, to_error: bool = False) -> None:
    print(words, file=sys.stderr if to_error else sys.stdout, flush=True)
