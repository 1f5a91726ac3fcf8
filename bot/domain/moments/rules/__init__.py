"""The grammar that all languages share."""

from functools import cache

from bot.domain.moments.patterns import Grammar
from bot.domain.moments.rules import amounts, clocks, dates


@cache
def grammar() -> Grammar:
    """The grammar, built when the first text is read: importing it should cost nothing."""
    found = Grammar()
    for part in (dates, clocks, amounts):
        part.add_rules(found)
    return found
