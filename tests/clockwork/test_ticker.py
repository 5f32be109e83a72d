"""The ticker calls its sweeps, wakes the sender, and survives a sweep that fails."""

import asyncio
import logging
import time
from datetime import datetime, timedelta

from bot.clockwork import Ticker
from bot.clockwork.ticker import MINUTE

PATIENCE = 5
OFTEN = 0.05


def ticks(sweeps, *, enough, every=OFTEN):
    """Run a ticker until it has woken the sender so often; return how often it did."""
    woken = []

    async def run():
        done = asyncio.Event()

        def wake():
            woken.append(1)
            if len(woken) >= enough:
                done.set()

        running = asyncio.create_task(Ticker(sweeps, wake, every=every).run())
        await asyncio.wait_for(done.wait(), PATIENCE)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        return running.cancelled()

    assert asyncio.run(run())
    return len(woken)


def test_it_ticks_at_once_and_does_not_wait_for_the_first_minute():
    swept = []
    assert (ticks([lambda: swept.append(1)], enough=1, every=60), swept) == (1, [1])


def test_it_ticks_again_and_again():
    swept = []
    ticks([lambda: swept.append(1)], enough=3)
    assert len(swept) >= 3


def test_the_sender_is_woken_after_every_sweep_was_called():
    order = []

    async def run():
        await Ticker(
            [lambda: order.append("a"), lambda: order.append("b")], lambda: order.append("wake")
        ).tick()

    asyncio.run(run())
    assert order == ["a", "b", "wake"]


def test_a_sweep_that_fails_is_logged_and_stops_neither_the_others_nor_the_next_tick(caplog):
    swept = []

    def fails():
        raise RuntimeError("the disk is full")

    with caplog.at_level(logging.ERROR):
        ticks([fails, lambda: swept.append(1)], enough=2)
    assert len(swept) >= 2
    assert "a sweep failed" in caplog.text


def test_a_slow_sweep_is_not_called_twice_at_a_time():
    inside, most = [], []

    def slow():
        inside.append(1)
        most.append(len(inside))
        time.sleep(4 * OFTEN)
        inside.pop()

    ticks([slow], enough=2)
    assert set(most) == {1}


def test_a_clock_that_is_set_back_does_not_stop_it(monkeypatch):
    swept, back = [], [timedelta()]

    class Wall(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime.now(tz) - back[0]

    for place in ("apscheduler.schedulers.base", "apscheduler.triggers.interval", "bot.clockwork.ticker"):
        monkeypatch.setattr(f"{place}.datetime", Wall)

    def sweep():
        swept.append(1)
        back[0] = timedelta(hours=1) if len(swept) >= 2 else timedelta()

    ticks([sweep], enough=5)
    assert len(swept) >= 5


def test_a_stopped_clock_ticks_no_more():
    swept = []

    async def run():
        running = asyncio.create_task(Ticker([lambda: swept.append(1)], lambda: None, every=OFTEN).run())
        await asyncio.sleep(3 * OFTEN)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        before = len(swept)
        await asyncio.sleep(4 * OFTEN)
        return before

    assert asyncio.run(run()) == len(swept) > 0


def test_it_ticks_once_a_minute():
    assert MINUTE == 60
