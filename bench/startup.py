"""How long the command line takes to say its version, against the import of Slack's library alone."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from statistics import median
from time import perf_counter

from bench.lines import Line, alternating, ms, ratios
from bench.sizes import Size


def measure(size: Size) -> Iterator[Line]:
    """Yield the time of a start."""
    ours, bare = alternating(
        size.starts, lambda: seconds("-m", "bot", "--version"), lambda: seconds("-c", "import slack_bolt")
    )
    yield Line(
        name="startup_ratio",
        value=median(ratios(ours, bare)),
        goal=1.5,
        more={"bare_ms": ms(bare), "ours_ms": ms(ours), "pairs": size.starts},
    )


def seconds(*command: str) -> float:
    """Run Python once."""
    started = perf_counter()
    subprocess.run([sys.executable, *command], check=True, stdout=subprocess.DEVNULL)  # noqa: S603  our own words
    return perf_counter() - started
