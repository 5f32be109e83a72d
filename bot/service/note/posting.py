"""A note as its readers see it: one message that is kept up to date, and in its thread each version."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from bot.core.messages import PAGE, Attached, Button, Enclosed, Line, Message, Part, Sheet, Title
from bot.core.naming import unnamed
from bot.core.questions import NoteType
from bot.render.diff import Change, changes, readable
from bot.render.scenes import fill
from bot.service.circle import Circle, versions
from bot.service.ledger import wrote
from bot.service.mail import Mail
from bot.service.note.erasing import is_erased
from bot.service.office import Office
from storage import Delivery, Draft, Note, Transaction

ACTS = ("read", "comment", "changes", "approve", "join")
"""The buttons of a version that is in review, in this order."""

DONE = ("read", "withdraw")
"""Those of one that is approved; one that was withdrawn has none."""

FORMATS = ("png", "docx", "pdf")
"""The papers of a version, in the order in which they are shown."""

POST, SETTLED = "post", "settled"
"""The purposes of the message of a version, and of what is written over it."""

WRITTEN = (POST, "enclosed", SETTLED, "handed_over")
"""What is written into the message of a version one after the other: it, its papers; both again once approved."""

LONG = PAGE - 200
"""Characters of a text that is one message, below the line that says what it is."""

GONE = frozenset({"dead", "dropped"})


def acts_of(kind: NoteType) -> Sequence[str]:
    """Return the buttons that notes of this type have: nobody joins where there is nothing to write."""
    return ACTS if kind.each else tuple(act for act in ACTS if act != "join")


def about(note: int, version: int) -> str:
    """Return how a button names a version."""
    return f"{note}.{version}"


def version_key(what: str, note: int, version: int, reader: str) -> str:
    """Return the key of something that a reader gets of a version."""
    return f"{what}:{note}:{version}:{reader}"


def version_in(row: Delivery) -> int:
    """Return the version that it is of."""
    return int(row.key.split(":")[2])


class Posting:
    """Promises what the readers of one note see, within one transaction. `reference` is the note's name."""

    def __init__(
        self, office: Office, tx: Transaction, note: Note, reference: str, acts: Sequence[str]
    ) -> None:
        self.office = office
        self.tx = tx
        self.note = note
        self.reference = reference
        self.acts = acts
        self.mail = Mail(office, tx)

    def post(self, reader: str, kept: Draft, parts: Sequence[Part], state: str = "draft") -> Delivery | None:
        """Promise a version to a reader: in the message that they have, or the first; its text in the thread.

        Return what was promised; None where it was before.
        """
        base = self._base(reader, kept.version - 1)
        acts = self.acts if state == "draft" else DONE
        papers = self._enclosed("papers", kept.version, reader)
        message = Message(parts=(*parts, papers), buttons=self._buttons(kept.version, acts))
        key = self._key(POST, kept.version, reader)
        replaces = base.id if base else None
        row = self.mail.post(
            reader, message, key=key, purpose=POST, note=self.note.id, replaces=replaces, threaded=True
        )
        if base or row:
            self._reply(
                reader, base or row, self._text(reader, base, kept), self._key("text", kept.version, reader)
            )
            self._reply(reader, base or row, self._papers(kept.version, state), papers.key)
            self._overwrite("enclosed", kept.version, reader, base or row, message)
        return row

    def copy(self, receipt: Delivery, kept: Draft) -> None:
        """Promise whoever handed a version in a copy below the receipt: its text, or where that is long a file."""
        said = Line(fill(self.office.phrases.review, "copy", self._named(kept.version)))
        if len(kept.text) > LONG:
            message = Message(parts=(said,), attached=self._attached(kept.version, "draft", ("docx",)))
        else:
            message = Message(parts=(said, Sheet(kept.text)))
        key = self._key("copy", kept.version, receipt.recipient)
        self._reply(receipt.recipient, receipt, message, key)

    def settle(self, version: int, parts: Sequence[Part]) -> None:
        """Promise every reader that their message says that it is approved."""
        for reader, base in self._threads(version):
            self._overwrite(SETTLED, version, reader, base, self._standing(version, reader, parts))

    def hand_over(self, version: int, parts: Sequence[Part]) -> None:
        """Promise every reader the papers of what was approved, which no longer say that it is a draft."""
        for reader, base in self._threads(version):
            self._reply(
                reader, base, self._papers(version, "approved"), self._key("approved", version, reader)
            )
            self._overwrite("handed_over", version, reader, base, self._standing(version, reader, parts))

    def end(self, how: str, version: int, parts: Sequence[Part]) -> None:
        """Promise every reader that their message says how this version came to an end, and has no buttons."""
        for reader, base in self._threads(version):
            self._overwrite(how, version, reader, base, Message(parts=tuple(parts)))

    def stand_again(self, version: int, undone: int, parts: Sequence[Part], *, state: str = "draft") -> None:
        """Promise every reader that their message shows this version again, in place of one that was undone."""
        self.tx.outbox.drop(self.note.id, POST)  # the one that was undone, where it is still waiting
        for reader, base in self._threads(undone):
            late = self.tx.outbox.by_key(self._key("enclosed", undone, reader))
            if late and late.state == "waiting":
                self.tx.outbox.drop_one(late.id, error=f"version {undone} was undone")
            message = self._standing(version, reader, parts, state)
            self._overwrite(f"undone{undone}", version, reader, base, message)

    def _standing(self, version: int, reader: str, parts: Sequence[Part], state: str = "approved") -> Message:
        """Return a version with its papers and buttons, as a draft or as what is approved."""
        what, acts = ("papers", self.acts) if state == "draft" else ("approved", DONE)
        papers = self._enclosed(what, version, reader)
        return Message(parts=(*parts, papers), buttons=self._buttons(version, acts))

    def _overwrite(
        self, what: str, version: int, reader: str, base: Delivery | None, message: Message
    ) -> None:
        """Promise that the message of a reader says something else, or shows the papers that have come meanwhile."""
        replaces = base.id if base else None
        key = self._key(what, version, reader)
        self.mail.post(reader, message, key=key, purpose=SETTLED, note=self.note.id, replaces=replaces)

    def say(self, version: int, key: str, *parts: Part) -> None:
        """Promise every reader a reply in the thread, under this key."""
        for reader, base in self._threads(version):
            self._reply(reader, base, Message(parts=parts), f"{key}:{reader}")

    def previous(self, reader: str, version: int) -> int:
        """Return the last version before this one whose text a reader got in this thread; 0 if there is none."""
        base = self._base(reader, version - 1)
        if base is None:
            return 0
        older = [draft for draft in versions(self.tx, self.note.id) if draft.version < version]
        earlier = [draft.version for draft in older if not is_erased(self.office, draft)]
        rows = {v: self.tx.outbox.by_key(self._key("text", v, reader)) for v in reversed(earlier)}
        return next(
            (v for v, row in rows.items() if row and row.after == base.id and row.state not in GONE), 0
        )

    def _base(self, reader: str, version: int) -> Delivery | None:
        """Return the message that stands for the note with a reader, up to this version.

        One that could not be sent, or not be overwritten, is gone: another will follow. What was to overwrite
        one that somebody deleted stands there itself.
        """
        base: Delivery | None = None
        for number, what in product(range(1, version + 1), WRITTEN):
            row = self.tx.outbox.by_key(self._key(what, number, reader))
            if row and row.state == "dead":
                base = None
            elif row and row.state != "dropped" and row.replaces is None:
                base = row
        return base

    def _threads(self, version: int) -> list[tuple[str, Delivery]]:
        """Return who has the note in front of them: of a version that is held back nothing reaches the channel."""
        held = Circle(self.office, self.tx, self.note).held
        # where it was posted, which is another place than now where the settings have changed since
        public = () if held else self._channels()
        readers = dict.fromkeys((*public, *self.office.coordinators))
        found = [(reader, self._base(reader, version)) for reader in readers]
        return [(reader, base) for reader, base in found if base]

    def _channels(self) -> Sequence[str]:
        posts = [row for row in self.tx.outbox.of(self.note.id) if row.purpose == POST]
        return [row.recipient for row in posts if self.tx.people.get(row.recipient) is None]

    def _reply(self, reader: str, base: Delivery | None, message: Message, key: str) -> None:
        after = base.id if base else None
        self.mail.post(reader, message, key=key, purpose="thread", note=self.note.id, after=after)

    def _text(self, reader: str, base: Delivery | None, kept: Draft) -> Message:
        """Return the text of a version, or what differs from the one that the thread has."""
        before = self.previous(reader, kept.version) if base else 0
        if not before:
            return Message(parts=(Sheet(kept.text),))
        facts = {"version": kept.version, "previous": before}
        words = self.office.phrases.review
        found = self.compared(self.tx.drafts.of(self.note.id)[before - 1], kept)
        lines = readable(found, words) or [fill(words, "diff_same", facts)]
        return Message(parts=(Title(fill(words, "diff_title", facts)), *map(Line, lines)))

    def compared(self, before: Draft, kept: Draft) -> Sequence[Change]:
        """Return what differs between two versions, without a name that its author has barred from any answer."""
        kind, decided = self.office.kind(self.tx, self.note), self.tx.decisions.of(self.note.id)
        whom = unnamed(kind.style, wrote(self.tx.answers.history(self.note.id)), decided)
        instead = self.office.phrases.review["diff_unnamed"]
        return changes(before.text, kept.text, barred={*whom.people, *whom.called}, instead=instead)

    def _papers(self, version: int, state: str) -> Message:
        said = fill(self.office.phrases.review, f"papers_{state}", self._named(version))
        return Message(parts=(Line(said),), attached=self._attached(version, state, FORMATS))

    def _attached(self, version: int, state: str, formats: Sequence[str]) -> tuple[Attached, ...]:
        words, facts = self.office.phrases.review, self._named(version)
        return tuple(
            Attached(
                note=self.note.id,
                version=version,
                format=each,
                name=f"{self.reference}-v{version}{'' if state == 'draft' else '-approved'}.{each}",
                title=fill(words, f"paper_{each}", facts),
                alt=fill(words, "paper_alt", facts) if each == "png" else "",
            )
            for each in formats
        )

    def _named(self, version: int) -> dict[str, object]:
        return {"reference": self.reference, "version": version}

    def _enclosed(self, what: str, version: int, reader: str) -> Enclosed:
        """Return what stands for the papers in the message above their thread."""
        words, facts = self.office.phrases.review, {"reference": self.reference, "version": version}
        return Enclosed(words["enclosed"], fill(words, "paper_alt", facts), self._key(what, version, reader))

    def _buttons(self, version: int, acts: Sequence[str]) -> tuple[Button, ...]:
        labels = self.office.phrases.buttons
        primary = {"approve"}
        named = about(self.note.id, version)
        return tuple(
            Button(labels[f"review_{act}"], primary=act in primary, act=act, about=named) for act in acts
        )

    def _key(self, what: str, version: int, reader: str) -> str:
        return version_key(what, self.note.id, version, reader)
