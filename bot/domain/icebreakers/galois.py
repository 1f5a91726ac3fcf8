"""Finite fields: the arithmetic behind evenings in which nobody meets anybody twice."""

from __future__ import annotations

from functools import lru_cache
from itertools import product


@lru_cache(maxsize=64)
def prime_power(number: int) -> tuple[int, int] | None:
    """Return (p, k) with number = p**k and p prime, or None."""
    if number < 2:  # noqa: PLR2004
        return None
    prime = next(divisor for divisor in range(2, number + 1) if number % divisor == 0)
    power = 0
    while number % prime == 0:
        number //= prime
        power += 1
    return (prime, power) if number == 1 else None


class Field:
    """GF(p**k): elements are 0..p**k-1, read as polynomials whose coefficients are the digits in base p."""

    def __init__(self, prime: int, power: int) -> None:
        """Find the first irreducible polynomial of this degree to calculate by."""
        self.prime, self.power, self.order = prime, power, prime**power
        self._modulus = _irreducible(prime, power)

    def plus(self, one: int, other: int) -> int:
        """Add digit by digit."""
        digits = zip(self._digits(one), self._digits(other), strict=True)
        return self._number([(left + right) % self.prime for left, right in digits])

    def times(self, one: int, other: int) -> int:
        """Multiply as polynomials, reduced by the modulus."""
        result = [0] * (2 * self.power - 1)
        for place, left in enumerate(self._digits(one)):
            for offset, right in enumerate(self._digits(other)):
                result[place + offset] += left * right
        return self._number(_remainder(result, self._modulus, self.prime))

    def _digits(self, number: int) -> list[int]:
        return [number // self.prime**place % self.prime for place in range(self.power)]

    def _number(self, digits: list[int]) -> int:
        return sum(digit * self.prime**place for place, digit in enumerate(digits))


def _irreducible(prime: int, power: int) -> tuple[int, ...]:
    """Return the first monic polynomial of this degree without a divisor; coefficients from the lowest."""
    divisors = [
        (*low, 1) for degree in range(1, power // 2 + 1) for low in product(range(prime), repeat=degree)
    ]
    candidates = ((*low, 1) for low in product(range(prime), repeat=power))
    return next(poly for poly in candidates if all(any(_remainder(list(poly), by, prime)) for by in divisors))


def _remainder(poly: list[int], by: tuple[int, ...], prime: int) -> list[int]:
    """Return a polynomial modulo a monic one."""
    rest = [digit % prime for digit in poly]
    degree = len(by) - 1
    while len(rest) > degree:
        top = rest.pop()
        for place in range(degree):
            spot = len(rest) - degree + place
            rest[spot] = (rest[spot] - top * by[place]) % prime
    return rest + [0] * (degree - len(rest))
