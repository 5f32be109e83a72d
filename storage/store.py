"""What every store must be able to do, as protocols; `tests/storage` runs one suite over all of them.

A transaction belongs to one team (a Slack workspace): whatever it reads or writes carries that team's id.
It commits when its `with` block ends and rolls back when the block raises.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from contextlib import AbstractContextManager

    from storage.repositories import (
        Answers,
        Authors,
        Decisions,
        Drafts,
        Erasures,
        Events,
        Inbox,
        Journal,
        Notes,
        Outbox,
        Papers,
        People,
        Reviews,
        Search,
        Types,
        Uploads,
        Wishes,
    )


class StoreError(Exception):
    """The store can not be opened; the text says why and what to do."""


class StoreBusyError(StoreError):
    """Another process has the store open; `holder` is its number, or nothing while it does not say."""

    def __init__(self, text: str, *, holder: str) -> None:
        super().__init__(text)
        self.holder = holder


class Transaction(Protocol):
    """One unit of work on the rows of one team."""

    @property
    def people(self) -> People: ...
    @property
    def types(self) -> Types: ...
    @property
    def notes(self) -> Notes: ...
    @property
    def answers(self) -> Answers: ...
    @property
    def outbox(self) -> Outbox: ...
    @property
    def inbox(self) -> Inbox: ...
    @property
    def drafts(self) -> Drafts: ...
    @property
    def journal(self) -> Journal: ...
    @property
    def reviews(self) -> Reviews: ...
    @property
    def papers(self) -> Papers: ...
    @property
    def uploads(self) -> Uploads: ...
    @property
    def decisions(self) -> Decisions: ...
    @property
    def authors(self) -> Authors: ...
    @property
    def search(self) -> Search: ...
    @property
    def erasures(self) -> Erasures: ...
    @property
    def events(self) -> Events: ...
    @property
    def wishes(self) -> Wishes: ...


class Store(Protocol):
    """Where the rows are. Safe to use from several threads; one transaction runs at a time."""

    def transaction(self, team: str) -> AbstractContextManager[Transaction]: ...

    def teams(self) -> Sequence[str]:
        """The teams that have notes."""

    def facts(self) -> Mapping[str, str]:
        """What `doctor` wants to know: engine, version, journal mode, file mode, filesystem, integrity."""

    def close(self) -> None: ...
