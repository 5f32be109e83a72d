"""A store that breaks at its n-th statement: everything it lets through is real."""

import sys
from contextlib import contextmanager
from dataclasses import replace


class BrokenError(Exception):
    """The power fails."""


class Tripwire:
    """Counts every call on the rows, and breaks before the one that it was set to."""

    def __init__(self, store):
        self.store = store
        self.left = None

    @contextmanager
    def transaction(self, team):
        with self.store.transaction(team) as tx:
            yield Rows(self, tx)
            self.step()

    def step(self):
        if self.left is not None:
            self.left -= 1
            if self.left < 0:
                raise BrokenError


class Rows:
    """A transaction, or one of its tables."""

    def __init__(self, wire, inner):
        self.wire = wire
        self.inner = inner

    def __getattr__(self, name):
        found = getattr(self.inner, name)
        if not callable(found):
            return Rows(self.wire, found)

        def call(*args, **named):
            self.wire.step()
            return found(*args, **named)

        return call


def calls(office, do):
    """Do it with this office; return how many calls on the rows it took."""
    wire = Tripwire(office.store)
    wire.left = sys.maxsize
    do(replace(office, store=wire))
    return sys.maxsize - wire.left
