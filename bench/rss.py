"""How much memory the running bot holds after 200 answers."""

from __future__ import annotations

import asyncio
import subprocess
from collections.abc import Iterator
from pathlib import Path

from bench.answers import ANSWERS
from bench.lines import Line
from bench.sizes import Size
from bench.stage import OURS, stage
from bench.turn_throughput import burst


def measure(size: Size) -> Iterator[Line]:
    """Yield the resident memory in megabytes."""
    count = min(size.experts, 20)
    yield Line(
        name="rss_mb", value=asyncio.run(resident(count)), goal=120.0, more={"answers": count * len(ANSWERS)}
    )


async def resident(count: int) -> float:
    """Let that many experts answer, and return what the bot's process holds."""
    async with stage(OURS) as place:
        experts = place.experts(count)
        await place.begin(experts)
        await burst(place, experts)
        return megabytes(place.process.pid)


def megabytes(pid: int) -> float:
    """Return the resident memory of a process, as the kernel or, where it does not tell, `ps` counts it."""
    status = Path(f"/proc/{pid}/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024
    command = ["ps", "-o", "rss=", "-p", str(pid)]
    said = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603  our own words
    return int(said.stdout) / 1024
