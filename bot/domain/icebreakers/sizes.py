"""How many tables, and how large: balanced, as near to the size asked for as numbers allow."""

from __future__ import annotations

LEAST = 2
"""Nobody sits alone."""


def table_counts(people: int, size: int) -> list[int]:
    """Return every possible number of tables, the best first.

    The best has no table further from the size than it must, then least seats astray in all, then more
    tables: 15 people by four sit as 4, 4, 4, 3; 9 as 5, 4; an odd number by two as pairs and one trio.
    """

    def astray(tables: int) -> tuple[int, int, int]:
        apart = [abs(seats - size) for seats in table_sizes(people, tables)]
        return max(apart), sum(apart), -tables

    return sorted(range(1, people // LEAST + 1), key=astray)


def table_sizes(people: int, tables: int) -> list[int]:
    """Return the sizes of so many tables, larger ones first, one apart at most."""
    small, more = divmod(people, tables)
    return [small + 1] * more + [small] * (tables - more)
