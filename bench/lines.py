"""One line of a measurement: its name, its value beside its goal, and whatever helps to judge it."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median, quantiles


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """`value` is the median of paired ratios of one run unless `more` says otherwise; `met` compares with `goal`."""

    name: str
    value: float
    p99: float | None = None
    goal: float
    at_least: bool = False
    more: dict[str, float | int | str] = field(default_factory=dict)

    @property
    def met(self) -> bool:
        """Whether the value reaches its goal."""
        return self.value >= self.goal if self.at_least else self.value <= self.goal

    def __str__(self) -> str:
        """Return it as JSON."""
        p99 = None if self.p99 is None else round(self.p99, 3)
        shown = {
            "name": self.name,
            "value": round(self.value, 3),
            "p99": p99,
            "goal": self.goal,
            "met": self.met,
        }
        return json.dumps(shown | self.more)


def ratios(ours: Sequence[float], bare: Sequence[float]) -> list[float]:
    """Return ours against bare, pair by pair."""
    return [one / other for one, other in zip(ours, bare, strict=True)]


def p99(times: Sequence[float]) -> float:
    """Return the 99th percentile; of a few values, the largest."""
    return quantiles(times, n=100)[98] if len(times) > 100 else max(times)


def ms(times: Sequence[float]) -> float:
    """Return the median in milliseconds."""
    return round(median(times) * 1000, 4)


def alternating(rounds: int, *measured: Callable[[], float]) -> list[list[float]]:
    """Measure each in turn, A B A B; what disturbs the machine disturbs all."""
    taken = [[one() for one in measured] for _ in range(rounds)]
    return [list(series) for series in zip(*taken, strict=True)]
