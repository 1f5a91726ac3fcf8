"""How the log looks: one line a record, time in UTC, on standard error."""

from __future__ import annotations

import logging
import time

_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_QUIET = {
    "alembic": logging.WARNING,
    "discord": logging.WARNING,
    # It complains once a second while a beat takes longer than a second, which is what it is for.
    "apscheduler": logging.CRITICAL,
}


class OneLine(logging.Formatter):
    """Keeps a record on its line, whatever a member wrote into it; only a traceback takes more."""

    converter = staticmethod(time.gmtime)
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's name
        return super().formatMessage(record).replace("\r", "\\r").replace("\n", "\\n")


def set_up(level: str) -> None:
    """Send the whole process's log to standard error."""
    handler = logging.StreamHandler()
    handler.setFormatter(OneLine(_FORMAT))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name, quiet in _QUIET.items():
        logging.getLogger(name).setLevel(max(quiet, logging.getLevelNamesMapping()[level]))
