"""What every store must be able to do, as protocols; `tests/storage` runs one suite over all of them.

A transaction belongs to one team (a Slack workspace): whatever it reads or writes carries that team's id.
It commits when its `with` block ends and rolls back when the block raises.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from contextlib import AbstractContextManager
    from datetime import datetime

    from storage.records import Answer, Delivery, Draft, Entry, Note, Person, PinnedType


class StoreError(Exception):
    """The store can not be opened; the text says why and what to do."""


class People(Protocol):
    def get(self, person: str) -> Person | None: ...
    def put(self, person: Person) -> None: ...


class Types(Protocol):
    def pin(self, pinned: PinnedType) -> None:
        """Keep this note type under its hash; one that is kept already stays as it is."""

    def get(self, type_hash: str) -> PinnedType | None: ...


class Notes(Protocol):
    def add(self, note: Note) -> Note:
        """Add the note and return it with its id; the id given is ignored. Ids count from 1 in each team."""

    def get(self, note: int) -> Note | None: ...

    def of(self, person: str, *, statuses: Collection[str]) -> Sequence[Note]:
        """This person's notes in any of these statuses, oldest first."""

    def set_status(self, note: int, *, was: Collection[str], becomes: str, at: datetime) -> bool:
        """Change the status if it still is one of `was`; False says that somebody else was first."""


class Answers(Protocol):
    def add(self, answer: Answer) -> Answer:
        """Append a revision and return it with its number; the number given is ignored."""

    def latest(self, note: int) -> Mapping[str, Answer]:
        """The newest revision of each question, in the order in which the questions were first touched."""

    def history(self, note: int) -> Sequence[Answer]:
        """Every revision of every question, in the order in which they were added."""

    def by_message(self, message: str) -> Answer | None:
        """The newest revision that contains a piece said in this message, if it is still the latest one."""


class Outbox(Protocol):
    def enqueue(self, delivery: Delivery) -> Delivery | None:
        """Promise a message; None when its key was promised before. The id given is ignored."""

    def get(self, delivery: int) -> Delivery | None: ...

    def by_key(self, key: str) -> Delivery | None: ...

    def by_receipt(self, place: str, receipt: str) -> Delivery | None:
        """The delivery that became this message."""

    def on_screen(self, recipient: str, *, before: str) -> Delivery | None:
        """The last delivery with a screen that this recipient had got when the message `before` was written.

        Receipts compare as text, as Slack's timestamps do.
        """

    def newest_screen(self, recipient: str, *, now: datetime) -> Delivery | None:
        """The last delivery with a screen, sent or still to be sent; not one due only after `now`."""

    def claim(
        self, *, now: datetime, busy: Collection[str] = (), most: int = 1, only: str = ""
    ) -> Sequence[Delivery]:
        """Mark up to `most` rows as `sending`, counting the try, and return them.

        Of each recipient at most one, and none while one of theirs is being sent or they are in `busy`:
        the oldest row that is due, whose `after` is sent, and before which no row of the same recipient
        waits for its `retry_at`. A row whose `after` is dead or dropped is dropped too. With `only`, the rows
        of that recipient alone are looked at.
        """

    def sent(self, delivery: int, *, place: str, receipt: str) -> None: ...

    def retry(self, delivery: int, *, at: datetime, error: str) -> None:
        """Back to waiting, not before `at`."""

    def bury(self, delivery: int, *, error: str) -> None:
        """Mark as dead: it will never be sent."""

    def drop(self, *, note: int, purpose: str) -> int:
        """Mark the waiting rows of this note and purpose as dropped (no longer wanted); how many."""

    def left_sending(self) -> Sequence[Delivery]:
        """Rows that a crash left in `sending`: nobody knows whether they arrived."""

    def next_at(self, *, now: datetime) -> datetime | None:
        """When the next waiting row becomes due, or None; `now` or earlier when one is due already."""

    def counts(self) -> Mapping[str, int]:
        """How many rows are in each state."""

    def newest(self, *, note: int, purpose: str) -> Delivery | None:
        """The last row promised for this note and purpose, in whatever state it is."""


class Inbox(Protocol):
    def seen(self, key: str, *, at: datetime) -> bool:
        """False the first time this key is asked about, True ever after."""


class Drafts(Protocol):
    def add(self, draft: Draft) -> Draft:
        """Add the next version of the note and return it; the version given is ignored. Counts from 1."""

    def of(self, note: int) -> Sequence[Draft]: ...


class Journal(Protocol):
    def add(self, entry: Entry) -> None: ...
    def of(self, note: int) -> Sequence[Entry]: ...


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


class Store(Protocol):
    """Where the rows are. Safe to use from several threads; one transaction runs at a time."""

    def transaction(self, team: str) -> AbstractContextManager[Transaction]: ...

    def facts(self) -> Mapping[str, str]:
        """What `doctor` wants to know: engine, version, journal mode, file mode, filesystem, integrity."""

    def close(self) -> None: ...
