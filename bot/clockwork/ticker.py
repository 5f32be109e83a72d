"""One job a minute. A tick that is late, missed or repeated does no harm: what is due is computed from the rows."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from inspect import isawaitable

from apscheduler.schedulers.asyncio import AsyncIOScheduler  # type: ignore[import-untyped]  # it has no stubs

log = logging.getLogger(__name__)

MINUTE = 60.0

Sweep = Callable[[], object]
"""What is called in a thread of its own; what it returns is awaited on the loop, if that can be."""


class Ticker:
    """Calls each sweep every so many seconds, and `wake` after them; a sweep that fails is logged, and tried again."""

    def __init__(self, sweeps: Sequence[Sweep], wake: Callable[[], None], *, every: float = MINUTE) -> None:
        self.sweeps = sweeps
        self.wake = wake
        self.every = every

    async def run(self) -> None:
        """Tick at once and from then on, until this is cancelled; a sweep that is under way is waited for."""
        scheduler = AsyncIOScheduler(timezone=UTC)
        job = scheduler.add_job(
            self.tick,
            "interval",
            seconds=self.every,
            next_run_time=datetime.now(UTC),
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )
        scheduler.start()
        try:
            while True:
                await asyncio.sleep(self.every)
                # it goes by the clock on the wall: where that was set back, the next tick would be long in coming
                if job.next_run_time > datetime.now(UTC) + timedelta(seconds=self.every):
                    job.modify(next_run_time=datetime.now(UTC))
        finally:
            scheduler.shutdown(wait=False)

    async def tick(self) -> None:
        """Call each sweep once, beside the loop, and wake whoever sends."""
        for sweep in self.sweeps:
            try:
                rest = await asyncio.to_thread(sweep)
                if isawaitable(rest):
                    await rest
            except Exception:
                log.exception("a sweep failed; the next tick tries again")
        self.wake()
