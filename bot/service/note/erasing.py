"""An answer goes for good: its rows, the versions it stands in, and what the bot wrote of it, which is written over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256

from bot.core.messages import Line, Message, Sheet, dump, load
from bot.core.moves import Erase
from bot.service.ledger import ERASED, debt
from bot.service.mail import Mail
from bot.service.office import Office
from storage import Answer, Delivery, Draft, Entry, Json, Note, Person, Transaction

WHOLE = 6
"""Letters and digits of an answer that is found wherever it stands; a shorter one only beside its label."""

STRETCH = 30
"""Letters and digits in a row that a message and a longer answer have in common by no accident."""


def erase(office: Office, tx: Transaction, note: Note, what: Erase, *, by: Person) -> None:
    """Let it go within one transaction; messages that were sent are promised to be written over."""
    key = what.key
    words = _Words([row for row in tx.answers.history(note.id) if row.key == key], what)
    tx.erasures.answer(note.id, key, state=ERASED, by=by.id, at=office.clock())
    tx.journal.add(Entry(who=by.id, what=ERASED, note=note.id, facts={"key": key}, at=office.clock()))
    tx.outbox.drop(note.id, debt(key))
    gone = office.phrases.post["erased"]
    versions = [draft for draft in tx.drafts.of(note.id) if key in draft.revisions]
    for draft in versions:
        digest = sha256(gone.encode()).hexdigest()
        tx.erasures.draft(note.id, draft.version, text=gone, sha256=digest)
    rows = [row for row in tx.outbox.of(note.id) if words.stand_in(row) or _carries(row, versions)]
    _blank(Mail(office, tx), rows, gone)


def _blank(mail: Mail, rows: Sequence[Delivery], gone: str) -> None:
    """Take the words out of these rows; a message that shows one of them now is written over, papers are deleted."""
    outbox = mail.tx.outbox
    for row in rows:
        message = Message(parts=(Line(gone),), drops_files=bool(load(row.body).attached))
        screen = None if row.screen and row.screen["said"] else row.screen
        mail.tx.erasures.message(row.id, body=dump(message), screen=screen)
        if row.state == "waiting":
            outbox.drop_one(row.id, error=ERASED)
        seen = outbox.by_receipt(row.place, row.receipt) if row.receipt else row
        if row.state in {"sending", "sent"} and seen == outbox.get(row.id):
            mail.post(
                row.recipient,
                message,
                key=f"{ERASED}:{row.id}",
                purpose=ERASED,
                note=row.note,
                replaces=row.id,
            )


def _carries(row: Delivery, versions: Sequence[Draft]) -> bool:
    """Say whether papers of one of these versions hang on the message."""
    gone = {draft.version for draft in versions}
    return any(paper.version in gone for paper in load(row.body).attached)


class _Words:
    """All that was ever said to one question, in every wording, to be found again in what the bot wrote."""

    def __init__(self, rows: Sequence[Answer], what: Erase) -> None:
        said = [_folded(text) for row in rows for text in _texts(row)]
        self.key = what.key
        self.label = _folded(what.label)
        self.whole = {text for text in said if len(text) >= WHOLE}
        self.short = {text for text in said if 0 < len(text) < WHOLE}
        self.stretches = {text[at : at + STRETCH] for text in said for at in range(len(text) - STRETCH + 1)}

    def stand_in(self, row: Delivery) -> bool:
        """Say whether a message shows some of it, or asks about a passage of it."""
        message, screen = load(row.body), row.screen or {}
        if screen.get("key") == self.key and (screen["said"] or screen["about"]):
            return True
        text = _folded(" ".join((message.text, *(button.label + button.say for button in message.buttons))))
        return (
            any(isinstance(part, Sheet) for part in message.parts)
            or any(words in text for words in self.whole)
            or any(self.label + words in text for words in self.short)
            or any(text[at : at + STRETCH] in self.stretches for at in range(len(text) - STRETCH + 1))
        )


def _texts(row: Answer) -> Iterator[str]:
    """Give every line of an answer as it was typed, as it is kept, and as it was understood."""
    for text in (row.kept, row.reason, *(piece.text for piece in row.pieces), *_strings(row.value)):
        yield from text.split("\n")


def _strings(value: Json) -> Iterator[str]:
    match value:
        case str():
            yield value
        case Mapping():
            for each in value.values():
                yield from _strings(each)
        case list() | tuple():
            for each in value:
                yield from _strings(each)
        case int() | float():
            yield str(value)


def _folded(text: str) -> str:
    """Return the letters and digits alone, in lower case: what no writer escapes, wraps or straightens."""
    return "".join(char for char in text.casefold() if char.isalnum())
