"""One look at the rows: what is asked again within it is not read again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from storage import Transaction

READS = frozenset(
    {"all", "automatic", "by_key", "get", "latest", "newest", "of", "of_note", "of_person", "since", "steps"}
)
"""The questions whose answers are kept. Whoever writes needs the transaction itself, and a new look after it."""


def once(tx: Transaction) -> Transaction:
    """Return the transaction for somebody who only reads, and only until something is written."""
    return cast("Transaction", _Look(tx))


class _Look:
    """What was asked for once is an attribute, and found at once."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    def __getattr__(self, name: str) -> _Shelf:
        found = _Shelf(getattr(self._tx, name))
        setattr(self, name, found)
        return found


class _Shelf:
    """The questions to one repository, each with the answers that it gave."""

    def __init__(self, repository: object) -> None:
        self._repository = repository

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name not in READS:
            raise AttributeError(f"{name!r} is no question whose answer is kept; ask the transaction itself")
        ask: Callable[..., object] = getattr(self._repository, name)
        answers: dict[object, object] = {}

        def asked(*about: object, **how: object) -> object:
            key = (about, *how.items())
            if key not in answers:
                answers[key] = ask(*about, **how)
            return answers[key]

        setattr(self, name, asked)
        return asked
