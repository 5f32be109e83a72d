"""How much is measured: in full, or just enough to see that a measurement runs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """`experts` times ten answers are one burst, `bursts` the pairs of them; the rest are counts of pairs."""

    turns: int
    experts: int
    bursts: int
    commits: int
    renders: int
    starts: int


FULL = Size(turns=600, experts=200, bursts=3, commits=1000, renders=200, starts=9)
TINY = Size(turns=4, experts=2, bursts=1, commits=4, renders=2, starts=1)
