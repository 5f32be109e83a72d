"""How much is measured: in full, or just enough to see that a measurement runs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """`experts` times ten answers are one burst, `bursts` the pairs of them; the rest are counts of pairs.

    A sweep looks at `outstanding` notes beside `closed` ones, and beside a hundredth of them.
    """

    turns: int
    experts: int
    bursts: int
    commits: int
    renders: int
    starts: int
    sweeps: int
    closed: int
    outstanding: int


FULL = Size(
    turns=600,
    experts=200,
    bursts=3,
    commits=1000,
    renders=200,
    starts=9,
    sweeps=25,
    closed=100_000,
    outstanding=100,
)
TINY = Size(
    turns=4,
    experts=2,
    bursts=1,
    commits=4,
    renders=2,
    starts=1,
    sweeps=1,
    closed=100,
    outstanding=2,
)
