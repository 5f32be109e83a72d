"""How long a person waits: from an answer sent to the next prompt posted, against a bare echo on the same Slack."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from statistics import median

from bench.answers import ANSWERS, words
from bench.lines import Line, ms, p99
from bench.sizes import Size
from bench.stage import BARE, OURS, Stage, stage

BREATH = 0.01
"""Seconds between a prompt and the next answer. People take longer; without any, the answer meets the bot while it
still writes down that its prompt arrived, and would be timed for that."""


def measure(size: Size) -> Iterator[Line]:
    """Yield the latency of a turn; the value is the ratio of the medians, p99 that of the 99th percentiles."""
    ours, bare = asyncio.run(times(size.turns))
    yield Line(
        name="turn_latency_ratio",
        value=median(ours) / median(bare),
        p99=p99(ours) / p99(bare),
        goal=2.0,
        more={
            "bare_ms": ms(bare),
            "ours_ms": ms(ours),
            "bare_p99_ms": round(p99(bare) * 1000, 3),
            "ours_p99_ms": round(p99(ours) * 1000, 3),
            "pairs": len(ours),
        },
    )


async def times(turns: int) -> tuple[list[float], list[float]]:
    """Return the seconds of each turn of our bot and of the echo, which take turns A B A B."""
    ours: list[float] = []
    bare: list[float] = []
    async with stage(OURS) as our_stage, stage(BARE) as bare_stage:
        count = -(-turns // len(ANSWERS)) + 1
        experts, others = our_stage.experts(count), bare_stage.experts(count)
        await our_stage.begin(experts)
        for number, (expert, other) in enumerate(zip(experts, others, strict=True)):
            for answer in ANSWERS:
                ours.append(await _one(our_stage, expert.id, words(answer, expert.id)))
                bare.append(await _one(bare_stage, other.id, answer.text))
            if number == 0:  # both warm up on the first
                ours.clear()
                bare.clear()
    return ours[:turns], bare[:turns]


async def _one(where: Stage, expert: str, text: str) -> float:
    seconds = await where.turn(where.server.site.workspace.people[expert], text)
    await asyncio.sleep(BREATH)
    return seconds
