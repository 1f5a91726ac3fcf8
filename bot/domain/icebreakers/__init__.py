"""Who meets whom: pairs and tables that bring people together who have not met."""

from bot.domain.icebreakers.planning import plan_rounds
from bot.domain.icebreakers.plans import History, Pair, Person, Plan, Round, Table

__all__ = ["History", "Pair", "Person", "Plan", "Round", "Table", "plan_rounds"]
