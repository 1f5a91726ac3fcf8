"""Plans as columns of a row, and as JSON: what a history, a series or a template remembers."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import TypeDecorator
from sqlalchemy.engine.default import DefaultDialect

from bot.domain.meetups import Format, Plan
from bot.domain.seating import NAMES, SeatRules
from bot.storage.columns import UtcDateTime
from bot.storage.schema import meetups

if TYPE_CHECKING:
    from collections.abc import Mapping

_FIELDS = tuple(field.name for field in fields(Plan) if field.name != "seating")
_DIALECT = DefaultDialect()


def columns(plan: Plan) -> dict[str, Any]:
    """The plan as values of the meetups table."""
    seating = {name: getattr(plan.seating, name) for name in NAMES}
    return {name: getattr(plan, name) for name in _FIELDS} | seating


def of_row(row: Mapping[Any, Any]) -> Plan:
    """The plan in a row, or in a part of one: what is missing is as in a new plan."""
    values = {name: row[name] for name in _FIELDS if name in row}
    seating = SeatRules(**{name: row[name] for name in NAMES if name in row})
    return Plan(**values | {"format": Format(values["format"]), "seating": seating})


def as_json(plan: Plan) -> dict[str, Any]:
    """The plan in what JSON can hold; every value as its column keeps it, instants in ISO 8601."""
    return {name: _plain(name, value) for name, value in columns(plan).items()}


def of_json(data: Mapping[str, Any]) -> Plan:
    """The plan that ``as_json`` wrote, by this version or an older one."""
    return of_row({name: _rich(name, value) for name, value in data.items() if name in meetups.c})


def _plain(name: str, value: Any) -> Any:
    kind = meetups.c[name].type
    kept = kind.process_bind_param(value, _DIALECT) if isinstance(kind, TypeDecorator) else value
    return kept.isoformat() if isinstance(kept, datetime) else kept


def _rich(name: str, kept: Any) -> Any:
    kind = meetups.c[name].type
    if isinstance(kind, UtcDateTime) and kept is not None:
        return datetime.fromisoformat(kept)
    return kind.process_result_value(kept, _DIALECT) if isinstance(kind, TypeDecorator) else kept
