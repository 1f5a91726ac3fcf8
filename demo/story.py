"""The story: the main job, played unattended through members' own actions, and checked step by step."""

from __future__ import annotations

import logging
import sys
import time
from typing import TYPE_CHECKING

from demo import past
from demo.album import Album, browser_if_any
from demo.programme import PAST
from demo.scenes import SCENES
from demo.stage import open_stage
from demo.teller import NotAsTold, Teller

if TYPE_CHECKING:
    from pathlib import Path

OK = 0
FAILED = 1


class _Complaints(logging.Handler):
    """Hears every error the bot logs: a story in which one happened does not pass."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(self.format(record))

    def none(self) -> None:
        """Raise NotAsTold if there were any."""
        if self.heard:
            raise NotAsTold(f"the bot logged an error: {self.heard[0]}")


async def tell(
    language: str, out: Path | None = None, *, pictures: bool = False, gatherings: int = len(PAST)
) -> int:
    """Play every scene in a community whose past holds so many ``gatherings``; return the exit code."""
    complaints, began = _Complaints(), time.monotonic()
    for name in ("bot", "cogs", "discord"):
        logging.getLogger(name).addHandler(complaints)
    try:
        async with (
            open_stage(language) as stage,
            browser_if_any(wanted=pictures and out is not None) as browser,
        ):
            community = await past.play(stage, gatherings=gatherings)
            if out is not None and pictures and browser is None:
                print("There is no Chromium here to draw pictures with: the story is kept as text.")
            teller = Teller(stage, community, Album(out, stage, browser))
            failure = await _play(teller, complaints)
            teller.album.transcript(teller.transcript)
    finally:
        for name in ("bot", "cogs", "discord"):
            logging.getLogger(name).removeHandler(complaints)
    for name, why in teller.album.missed.items():
        print(f"{name} could not be drawn: {why}")
    if failure:
        print(failure, file=sys.stderr, flush=True)
        return FAILED
    print(f"\n{time.monotonic() - began:.0f} s")
    print(f"story: {teller.steps} steps")
    return OK


async def _play(teller: Teller, complaints: _Complaints) -> str:
    """Play the scenes; return what went wrong, or nothing."""
    for number, scene in enumerate(SCENES, 1):
        teller.begin(f"{number}. {(scene.__doc__ or '').rstrip('.')}")
        try:
            await scene(teller)
            complaints.none()
        except Exception as error:  # noqa: BLE001 - whatever it is, the story says at which step
            kind = "" if isinstance(error, NotAsTold) else f"{type(error).__name__}: "
            where = f"scene {number}, step {teller.steps} ({teller.step})"
            return f"\nThe story failed in {where}:\n{kind}{error}"
    return ""
