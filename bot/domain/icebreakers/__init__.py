"""Who meets whom: pairs and tables that bring people together who have not met."""

from bot.domain.icebreakers.arrivals import Reseating, remove_leaver, seat_latecomer
from bot.domain.icebreakers.planning import plan_intros, plan_rounds
from bot.domain.icebreakers.plans import History, Pair, Person, Plan, Round, Table

__all__ = [
    "History",
    "Pair",
    "Person",
    "Plan",
    "Reseating",
    "Round",
    "Table",
    "plan_intros",
    "plan_rounds",
    "remove_leaver",
    "seat_latecomer",
]
