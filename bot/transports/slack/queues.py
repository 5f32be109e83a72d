"""One queue a person: what they do is handled in order, and not while a message to them is on its way."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary

PATIENCE = 1.5
"""Seconds that somebody who did something waits for their turn: Slack gives us three in all to acknowledge it."""


class Queues:
    """A lock for each person, kept as long as somebody holds or awaits it; waiters go first come, first served."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def of(self, person: str) -> asyncio.Lock:
        """Return the lock of a person."""
        lock = self._locks.get(person)
        if lock is None:
            lock = self._locks[person] = asyncio.Lock()
        return lock

    @asynccontextmanager
    async def turn(self, person: str) -> AsyncIterator[None]:
        """Wait for the turn of a person; after a while go on without it, for the answer must not get lost."""
        lock = self.of(person)
        try:
            mine: bool = await asyncio.wait_for(lock.acquire(), PATIENCE)
        except TimeoutError:
            mine = False
        try:
            yield
        finally:
            if mine:
                lock.release()
