"""What somebody wrote in a note that is closed, with a colleague now, or joined: all of it in a form, to delete."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

from bot.core.forms import Deed, Field, Form
from bot.core.moves import Erase, On, Screen, Tell
from bot.core.notes import BEFORE, OPEN, POSTED, Status
from bot.render.scenes import fill, listed, shorten
from bot.service.circle import approved_before, versions
from bot.service.deeds import Deeds, FormError, RefusedError
from bot.service.ledger import ERASED, author
from bot.service.mail import Mail
from bot.service.note.desk import Desk
from bot.service.note.erasing import own_words, rows_of, shown_of
from bot.service.note.files import FILE, files_alone
from storage import Answer, Note, Transaction

ANSWERS = "answers"
"""The key of the field."""

LONG = 60
"""Characters of an answer that stand beside its label."""


class Deleting(Deeds):
    """Opens a form with all that somebody wrote in one note, and deletes for good what they tick."""

    acts: ClassVar = frozenset({"delete"})
    opens: ClassVar = acts

    def _open(self, tx: Transaction, deed: Deed) -> Form:
        return self._form(tx, deed.person, self._named(tx, deed.about))

    def _form(self, tx: Transaction, person: str, note: Note | None) -> Form:
        note, own = self._own(tx, person, note)
        field = Field(key=ANSWERS, label=self.words["delete_label"], required=True, options=own)
        reference = self.office.reference(tx, note)
        line = self._say("delete_line", reference=reference)
        title, submit = self.words["delete_title"], self.words["delete_send"]
        return Form(act="delete", about=reference, title=title, lines=(line,), fields=(field,), submit=submit)

    def _do(self, tx: Transaction, deed: Deed) -> None:
        note, own = self._own(tx, deed.person, self._named(tx, deed.about))
        chosen = [key for key in dict.fromkeys(deed.values.get(ANSWERS, "").split(",")) if key in own]
        chosen.sort(key=lambda key: not key.startswith(FILE))  # so that no receipt names one that goes
        if not chosen:
            raise FormError({ANSWERS: self.words["delete_empty"]})
        desk, by = Desk(self.office, tx, note), "" if note.person == deed.person else deed.person
        after, latest = replace(desk.interview(Screen(on=On.CLOSED)), theirs={}), tx.answers.latest(note.id)
        for key in chosen:
            after = after.erased(key) if latest.get(key) in rows_of(tx, note, key, deed.person) else after
        asked = [after.question(key) for key in chosen]
        labels = [question.label if question else self.words["delete_file"] for question in asked]
        gone = [Erase(key, label, by) for key, label in zip(chosen, labels, strict=True)]
        facts = {"label": listed(labels, self.office.phrases.lexicon)}
        if by:
            told = fill(self.office.phrases.say, "erased", facts)
            Mail(self.office, tx).tell(by, f"deed:{deed.key}:told", told)
            facts |= {"by": self.office.person(tx, by).name, "title": desk.title}
        desk.write(after, (Tell("erased_by" if by else "erased", facts), *gone), key=f"deed:{deed.key}")

    def _own(self, tx: Transaction, person: str, note: Note | None) -> tuple[Note, Mapping[str, str]]:
        """Return the note, and what somebody wrote in it: each question, and how that begins. Raises RefusedError."""
        said = self._said(tx, person, note) if note else {}
        if note is None or not said:
            raise RefusedError(self.words["delete_none"])
        facts = {
            "reference": self.office.reference(tx, note),
            "name": self.office.person(tx, note.person).name,
        }
        if note.status == Status.WITHDRAWN:
            raise RefusedError(self._say("delete_withdrawn", **facts))
        if note.status in POSTED or (versions(tx, note.id) and approved_before(tx, note.id)):
            own = note.person == person and note.status in OPEN - BEFORE
            raise RefusedError(self._say("delete_take_back" if own else "delete_posted", **facts))
        if note.person == person and note.status in OPEN:  # answers go in the conversation, files by the form
            said = {key: label for key, label in said.items() if key.startswith(FILE)}
        if not said:
            raise RefusedError(self._say("delete_here", **facts))
        return note, said

    def _said(self, tx: Transaction, person: str, note: Note) -> Mapping[str, str]:
        kind = self.office.kind(tx, note)
        history = [row for row in tx.answers.history(note.id) if row.state != ERASED]
        said: dict[str, str] = {}
        for row in history:
            if author(history, row) == person:
                said[row.key] = self._text(tx, note, row) or said.get(row.key, "")
            elif row.by == person and row.kept:  # beside what somebody else answered
                said[row.key] = row.kept
        said |= {key: text for one in own_words(tx, note, person) for key, text in one.remarks.items() if key}
        labels = {key: question.label for key in said if (question := kind.question(key))}
        files = files_alone(tx, note, person)
        labels |= dict.fromkeys(files, self.words["delete_file"])
        said |= files
        return {
            key: ": ".join(filter(None, (label, shorten(said[key], LONG)))) for key, label in labels.items()
        }

    def _text(self, tx: Transaction, note: Note, row: Answer) -> str:
        shown = " ".join(shown_of(self.office, tx, note, [row], self.office.person(tx, row.by)))
        return " ".join(piece.text for piece in row.pieces) or row.kept or row.reason or shown

    def _named(self, tx: Transaction, named: str) -> Note | None:
        number = re.search(r"([1-9][0-9]{0,8})$", named)
        note = tx.notes.get(int(number[1])) if number else None
        return note if note and self.office.reference(tx, note) == named.upper() else None
