"""The grammar that all languages share."""

from bot.domain.moments.patterns import Grammar
from bot.domain.moments.rules import amounts, clocks, dates

GRAMMAR = Grammar()
for _part in (dates, clocks, amounts):
    _part.add_rules(GRAMMAR)
