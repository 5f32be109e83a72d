"""The repositories of a store, as protocols: what can be asked of each kind of row, and written to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from storage.records import (
        Answer,
        Decision,
        Delivery,
        Draft,
        Entry,
        Event,
        Found,
        Json,
        Note,
        Paper,
        Person,
        PinnedType,
        Review,
        Upload,
        Wish,
    )


class People(Protocol):
    def get(self, person: str) -> Person | None: ...
    def all(self) -> Sequence[Person]: ...
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

    def all(self, *, statuses: Collection[str]) -> Sequence[Note]:
        """The notes of everybody in any of these statuses, oldest first; reads these alone."""

    def since(self, at: datetime, *, statuses: Collection[str]) -> Sequence[Note]:
        """The notes in any of these statuses that changed at or after this moment, in that order; reads these alone."""

    def set_person(self, note: int, person: str, *, at: datetime) -> None:
        """Make somebody else the one who owes the note."""

    def set_status(self, note: int, *, was: Collection[str], becomes: str, at: datetime) -> bool:
        """Change the status if it still is one of `was`; False says that somebody else was first."""


class Answers(Protocol):
    def add(self, answer: Answer) -> Answer:
        """Append a revision and return it with its number; the number given is ignored."""

    def latest(self, note: int) -> Mapping[str, Answer]:
        """The newest revision of each question, in the order in which the questions were first touched."""

    def history(self, note: int) -> Sequence[Answer]:
        """Every revision of every question, in the order in which they were added."""

    def told(self, key: str, *, statuses: Collection[str]) -> Mapping[int, Json]:
        """Note -> the value last written for one question, of the notes in these statuses that have any."""

    def by_message(self, message: str, *, by: str = "") -> Answer | None:
        """The newest revision that contains a piece said in this message, if it is still the latest one.

        `by` is who said it: messages in different channels may have the same id.
        """


class Outbox(Protocol):
    def enqueue(self, delivery: Delivery) -> Delivery | None:
        """Promise a message; None when its key was promised before. The id given is ignored."""

    def get(self, delivery: int) -> Delivery | None: ...

    def by_key(self, key: str) -> Delivery | None: ...

    def by_receipt(self, place: str, receipt: str) -> Delivery | None:
        """The delivery that became this message."""

    def on_screen(self, recipient: str, *, before: str) -> Delivery | None:
        """The last delivery with a screen that this recipient had got when the message `before` was written.

        It comes without its body. Receipts compare as text, as Slack's timestamps do.
        """

    def with_buttons(self, recipient: str, place: str, *, before: str) -> Delivery | None:
        """The last delivery with buttons, in nobody's thread, that this recipient had got there before a message."""

    def newest_screen(self, recipient: str, *, now: datetime) -> Delivery | None:
        """The last delivery with a screen, sent or still to be sent, without its body; not one due after `now`."""

    def claim(
        self, *, now: datetime, busy: Collection[str] = (), most: int = 1, only: str = ""
    ) -> Sequence[Delivery]:
        """Mark up to `most` rows as `sending`, counting the try, and return them.

        Of each recipient at most one, and none while one of theirs is being sent or they are in `busy`:
        the oldest row that is due, whose `after` is sent, and before which no row of the same recipient
        waits for its `retry_at`. A row that `replaces` another waits until that one is sent, as with `after`.
        A row whose `after` or `replaces` is dead or dropped is dropped too. With `only`, the rows of that
        recipient alone are looked at.
        """

    def sent(self, delivery: int, *, place: str, receipt: str) -> None: ...

    def retry(self, delivery: int, *, at: datetime, error: str) -> None:
        """Back to waiting, not before `at`."""

    def bury(self, delivery: int, *, error: str) -> None:
        """Mark as dead: it will never be sent."""

    def anew(self, delivery: int) -> None:
        """Back to waiting, as a message of its own: the one that it `replaces` was deleted.

        What was promised later, and waits to hang on that one or to overwrite it, does so with this one.
        """

    def drop(self, note: int, *purposes: str, but: str = "") -> int:
        """Drop the note's waiting rows of these purposes but those with this word in their key; how many."""

    def left_sending(self) -> Sequence[Delivery]:
        """Rows that a crash left in `sending`: nobody knows whether they arrived."""

    def next_at(self, *, now: datetime) -> datetime | None:
        """When the next waiting row becomes due, or None; `now` or earlier when one is due already."""

    def dead(self, *, since: datetime) -> int:
        """How many rows that were due at or after this moment will never be sent."""

    def counts(self) -> Mapping[str, int]:
        """How many rows are in each state."""

    def newest(self, *, note: int, purpose: str) -> Delivery | None:
        """The last row promised for this note and purpose, in whatever state it is."""

    def of(self, note: int) -> Sequence[Delivery]:
        """Every row that was promised for this note, in whatever state, in the order of the promises."""

    def steps(self, note: int) -> Sequence[Delivery]:
        """The rows of purpose "reminder" of this note, oldest first, with no body and no screen."""

    def automatic(self, recipient: str, *, since: datetime) -> Sequence[Delivery]:
        """The rows of purpose "reminder" to this recipient that are due at or after `since`, in the same form."""

    def drop_one(self, delivery: int, *, error: str) -> None:
        """Mark a row that waits or was claimed as dropped: it is no longer wanted, for the reason `error`."""

    def postpone(self, delivery: int, *, at: datetime) -> None:
        """Let a row that waits or was claimed be due at another moment, as if it had been promised for then."""

    def reword(self, delivery: int, *, body: Json, screen: Json) -> None:
        """Let a row that waits or was claimed say, and show, something else."""


class Inbox(Protocol):
    def seen(self, key: str, *, at: datetime) -> bool:
        """False the first time this key is asked about, True ever after."""


class Drafts(Protocol):
    def add(self, draft: Draft) -> Draft:
        """Add the next version of the note and return it; the version given is ignored. Counts from 1."""

    def of(self, note: int) -> Sequence[Draft]: ...
    def outdated(self, person: str, *, statuses: Collection[str], undone: str) -> Sequence[Note]:
        """This person's notes in these statuses with an answer that came after their newest version.

        Versions with the verdict `undone` do not count. Of what was handed in no text is read.
        """


class Journal(Protocol):
    def add(self, entry: Entry) -> None: ...
    def of(self, note: int) -> Sequence[Entry]: ...


class Reviews(Protocol):
    def add(self, review: Review) -> None: ...
    def of(self, note: int) -> Sequence[Review]:
        """In the order in which they were given."""


class Papers(Protocol):
    def add(self, paper: Paper) -> None:
        """Keep the file; one of this note, version and format that is kept already stays as it is."""

    def of(self, note: int, version: int) -> Sequence[Paper]:
        """By format."""


class Uploads(Protocol):
    def add(self, upload: Upload) -> bool:
        """Keep what is known of the file; False when its id is known already. Raises ValueError for a content."""

    def keep(self, upload: str, *, sha256: str, content: bytes) -> None:
        """Keep the content of a file; files of one content are kept once."""

    def of(self, note: int) -> Sequence[Upload]:
        """With their contents, in the order in which they came."""

    def missing(self) -> Sequence[Upload]:
        """Those whose content was not fetched yet."""


class Decisions(Protocol):
    def add(self, decision: Decision) -> None: ...
    def of(self, note: int) -> Mapping[str, str]:
        """The last verdict about each finding."""


class Authors(Protocol):
    def add(self, note: int, person: str, *, at: datetime) -> bool:
        """Add a person to those who write the note beside its first author; False when they are one already."""

    def of(self, note: int) -> Sequence[str]: ...


class Events(Protocol):
    def put(self, event: Event) -> None:
        """Write the event, in place of what was known of its uid."""

    def get(self, uid: str) -> Event | None: ...
    def all(self) -> Sequence[Event]:
        """By their first days."""

    def link(self, uid: str, person: str, note: int) -> None:
        """Say that this note is what the person owes for the event."""

    def links(self, uid: str) -> Mapping[str, int]:
        """Return the note that each person owes for the event."""

    def of_note(self, note: int) -> Event | None: ...


class Wishes(Protocol):
    def add(self, wish: Wish) -> Wish:
        """Append it and return it with its id; the id given is ignored."""

    def of(self, note: int) -> Sequence[Wish]:
        """Those about this note, in the order in which they were added."""

    def of_person(self, person: str) -> Sequence[Wish]:
        """Those about all notes of a person, in the order in which they were added."""


class Erasures(Protocol):
    """What is erased here is gone from the file, too, once the transaction is committed; backups keep it.

    While another program reads the file it goes with the first transaction after that.
    """

    def answer(self, note: int, key: str, *, state: str, by: str, at: datetime) -> None:
        """Blank every revision of this answer, which are then in `state`; that it was so is kept."""

    def own(self, note: int, key: str, *, state: str, by: str, at: datetime) -> None:
        """Blank those revisions of this answer alone that this person was the first to give, and words they kept."""

    def draft(self, note: int, version: int, *, text: str, sha256: str) -> None:
        """Write this in place of a version that an erased answer is part of, and let go of its papers."""

    def uploads(self, note: int, ids: Collection[str]) -> None:
        """Let go of these files, what is known of them and their contents, if they came before an erasure."""

    def review(self, note: int, number: int, *, remarks: Mapping[str, str]) -> None:
        """Write this in place of what the reader said who was the first, second ... to say something of the note."""

    def message(self, delivery: int, *, body: Json, screen: Json) -> None:
        """Write this in place of what a promised message says; what became of it stays."""


class Search(Protocol):
    def put(self, note: int, version: int, text: str) -> None:
        """Make this the text by which the note is found, in place of an earlier version's."""

    def drop(self, note: int) -> None:
        """Make the note unfindable."""

    def find(self, words: str, *, most: int) -> Sequence[Found]:
        """Return the best finds first; `words` is what somebody typed, and means nothing but itself."""

    def rooms(self) -> Sequence[str]:
        """The channels to which a version of a note that can be found was sent, in the order of their ids."""
