"""One queue a person: what they do is handled in order, and not while a message to them is on its way."""

from __future__ import annotations

import asyncio
from weakref import WeakValueDictionary


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
