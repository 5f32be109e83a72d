"""How many answers a second a burst of them gets through, none lost, against a bare echo under the same load.

Each expert sends the next answer when the prompt for it has come: an answer can not come before its question, and
rounds in which all wait for the slowest would measure the slowest. `rows_by_hand_ratio` is what the bare echo still
reaches when it writes the rows of each answer by hand before it speaks: the ceiling of a bot that loses nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from statistics import median
from time import perf_counter, process_time

from bench.answers import ANSWERS, words
from bench.lines import Line, ratios
from bench.sizes import Size
from bench.stage import BARE, FLOOR, OURS, Stage, stage
from bench.verify import check
from bot.fakeslack.workspace import TEAM, Person


def measure(size: Size) -> Iterator[Line]:
    """Yield the throughput; the value is the median of the ratios of the bursts. Raises LossError."""
    ours, bare, busy, floor = [], [], [], []
    for _ in range(size.bursts):
        ours.append(asyncio.run(our_burst(size.experts)))
        rate, share = asyncio.run(bare_burst(size.experts, BARE))
        floor.append(asyncio.run(bare_burst(size.experts, FLOOR))[0])
        bare.append(rate)
        busy.append(share)
    yield Line(
        name="turn_throughput_ratio",
        value=median(ratios(ours, bare)),
        goal=0.5,
        at_least=True,
        more={
            "bare_per_second": round(median(bare)),
            "ours_per_second": round(median(ours)),
            "rows_by_hand_ratio": round(median(ratios(floor, bare)), 3),
            "fake_busy_in_bare": round(median(busy), 2),
            "answers": size.experts * len(ANSWERS),
            "experts": size.experts,
            "lost": 0,
            "pairs": size.bursts,
        },
    )


async def our_burst(count: int) -> float:
    """Return the answers a second of our bot, each of them found in its database and each prompt in Slack."""
    async with stage(OURS) as place:
        experts = place.experts(count)
        await place.begin(experts)
        rate, _ = await burst(place, experts)
        await place.stop()
        check(place.database, TEAM, place.server.site.workspace, experts)
    return rate


async def bare_burst(count: int, command: tuple[str, ...]) -> tuple[float, float]:
    """Return the echoes a second of the bare bot, and which share of a core Slack itself needed meanwhile."""
    async with stage(command) as place:
        experts = place.experts(count)
        await place.turn(experts[0], "warm up")
        return await burst(place, experts)


async def burst(place: Stage, experts: list[Person]) -> tuple[float, float]:
    """Let all answer at once; return the answers a second, and which share of a core Slack itself needed."""
    started, worked = perf_counter(), process_time()
    await asyncio.gather(*(_answer(place, expert) for expert in experts))
    seconds = perf_counter() - started
    return len(experts) * len(ANSWERS) / seconds, (process_time() - worked) / seconds


async def _answer(place: Stage, expert: Person) -> None:
    for answer in ANSWERS:
        await place.turn(expert, words(answer, expert.id))
