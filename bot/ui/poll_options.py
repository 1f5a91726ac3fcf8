"""The options of a poll as text: read from what its author typed, and written back for a change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.polls import Option, PollKind
from bot.ui.settling import parts_of
from bot.ui.wording import typed_date

if TYPE_CHECKING:
    from bot.domain.polls import Poll

_BETWEEN = "|"


def read_options(text: str, kind: PollKind) -> list[Option]:
    """The options in a text, one a line or with semicolons between them; dates are read elsewhere.

    A place may say more after its name: ``The Anchor | Old Port | no steps | from €5``.
    """
    if kind is not PollKind.VENUE:
        return [Option(label=part) for part in parts_of(text)]
    places = []
    for part in parts_of(text):
        label, area, access, price = ([*map(str.strip, part.split(_BETWEEN, 3)), "", "", ""])[:4]
        places.append(Option(label=label, area=area, access=access, price=price))
    return places


def typed_options(poll: Poll, locale: str) -> str:
    """The options of a poll, one a line, as they can be typed again."""
    return "\n".join(_typed(option, poll, locale) for option in poll.options)


def _typed(option: Option, poll: Poll, locale: str) -> str:
    if option.starts_at is not None:
        start = typed_date(option.starts_at, poll.zone, locale)
        end = typed_date(option.ends_at, poll.zone, locale) if option.ends_at else ""
        return f"{start} - {end.partition(' ')[2]}" if end else start
    facts = [option.label, option.area, option.access, option.price]
    while not facts[-1] and len(facts) > 1:
        facts.pop()
    return f" {_BETWEEN} ".join(facts)
