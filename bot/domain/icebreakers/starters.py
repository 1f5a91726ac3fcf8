"""Base rounds that develop into evenings in which nobody meets anybody twice."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Starter:
    """Base rounds on seats 0, 1, 2 ...: the first `orbits` runs of `turn` seats rotate, the others stay.

    Attributes:
        turn: Length of a run; each base round gives this many rounds.
        orbits: How many runs rotate.
        bases: Base rounds, each a tuple of tables of seats.
    """

    turn: int
    orbits: int
    bases: tuple[tuple[tuple[int, ...], ...], ...]

    def rounds(self) -> list[list[tuple[int, ...]]]:
        """Return the whole evening: each base round after every shift of the rotating seats."""
        return [
            [tuple(self._shifted(seat, shift) for seat in table) for table in base]
            for base in self.bases
            for shift in range(self.turn)
        ]

    def _shifted(self, seat: int, shift: int) -> int:
        if seat >= self.turn * self.orbits:
            return seat
        run, place = divmod(seat, self.turn)
        return run * self.turn + (place + shift) % self.turn


STARTERS = {
    (5, 3): Starter(
        7,
        2,
        (
            (
                (14, 13, 0),
                (8, 1, 12),
                (4, 7, 9),
                (6, 5, 3),
                (2, 11, 10),
            ),
        ),
    ),
    (6, 3): Starter(
        4,
        4,
        (
            (
                (17, 0, 11),
                (16, 14, 10),
                (4, 9, 15),
                (13, 5, 8),
                (12, 2, 3),
                (7, 1, 6),
            ),
            (
                (17, 14, 4),
                (16, 5, 2),
                (0, 10, 9),
                (11, 7, 3),
                (13, 12, 1),
                (15, 6, 8),
            ),
        ),
    ),
    (7, 3): Starter(
        5,
        4,
        (
            (
                (20, 19, 2),
                (17, 14, 5),
                (6, 8, 13),
                (10, 15, 9),
                (11, 12, 1),
                (18, 3, 16),
                (4, 7, 0),
            ),
            (
                (20, 14, 6),
                (19, 5, 18),
                (17, 1, 7),
                (2, 10, 16),
                (8, 9, 4),
                (13, 15, 11),
                (12, 3, 0),
            ),
        ),
    ),
    (8, 3): Starter(
        11,
        2,
        (
            (
                (23, 17, 4),
                (22, 11, 3),
                (21, 18, 12),
                (5, 10, 20),
                (19, 15, 1),
                (13, 14, 2),
                (16, 7, 0),
                (8, 6, 9),
            ),
        ),
    ),
    (10, 3): Starter(
        14,
        2,
        (
            (
                (29, 20, 6),
                (28, 25, 10),
                (16, 27, 21),
                (4, 0, 23),
                (24, 7, 2),
                (18, 22, 12),
                (13, 5, 26),
                (11, 9, 8),
                (1, 19, 17),
                (3, 15, 14),
            ),
        ),
    ),
    (12, 3): Starter(
        17,
        2,
        (
            (
                (35, 5, 24),
                (34, 4, 33),
                (20, 22, 17),
                (11, 18, 2),
                (21, 1, 0),
                (28, 32, 14),
                (23, 29, 12),
                (6, 31, 9),
                (15, 8, 13),
                (25, 16, 10),
                (7, 30, 3),
                (19, 27, 26),
            ),
        ),
    ),
    (6, 4): Starter(
        7,
        3,
        (
            (
                (23, 17, 11, 4),
                (22, 18, 3, 13),
                (21, 19, 0, 9),
                (12, 16, 20, 14),
                (5, 15, 1, 6),
                (10, 7, 8, 2),
            ),
        ),
    ),
    (7, 4): Starter(
        9,
        3,
        (
            (
                (27, 3, 14, 21),
                (10, 2, 9, 19),
                (5, 1, 15, 26),
                (11, 25, 13, 17),
                (16, 7, 22, 20),
                (4, 23, 18, 24),
                (8, 0, 12, 6),
            ),
        ),
    ),
    (9, 4): Starter(
        11,
        3,
        (
            (
                (35, 31, 15, 0),
                (34, 28, 3, 20),
                (33, 1, 25, 14),
                (6, 2, 5, 13),
                (23, 17, 8, 27),
                (24, 29, 26, 11),
                (4, 10, 32, 22),
                (9, 7, 19, 12),
                (16, 30, 21, 18),
            ),
        ),
    ),
    (7, 5): Starter(
        7,
        5,
        (
            (
                (20, 34, 1, 12, 22),
                (5, 8, 33, 14, 24),
                (9, 28, 27, 19, 4),
                (17, 30, 23, 3, 10),
                (16, 31, 6, 7, 21),
                (2, 15, 11, 26, 32),
                (25, 13, 18, 29, 0),
            ),
        ),
    ),
}
"""By (tables, seats at a table). All are as long as counting allows, but for 7 tables of 5 (7 of 8)."""
