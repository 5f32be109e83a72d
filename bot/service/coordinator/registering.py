"""The form that registers a note: the same as /note owe, with a field for each fact, and its faults at the fields."""

from __future__ import annotations

from typing import ClassVar

from bot.core.forms import Deed, Form
from bot.core.kinds import KINDS
from bot.core.questions import NoteType
from bot.core.replies import Reply
from bot.core.text import clean, one_line
from bot.render.board_forms import PERSON, owe_form
from bot.render.library import note_type
from bot.render.scenes import shorten
from bot.service.deeds import Deeds, FormError, RefusedError
from bot.service.expert.notes import Notes
from bot.service.expert.owing import Owed, asked, needed, refused
from bot.service.mail import Mail
from storage import Transaction

TITLE = 150
"""Characters that are taken from a message as the title of an event."""


class Registering(Deeds):
    """Opens the form and takes what is sent with it; coordinators only."""

    acts: ClassVar = frozenset({"owe"})
    opens: ClassVar = acts

    def form(self, person: str, *, whose: str = "", title: str = "") -> Form:
        """Return the form, with what a message tells already: who is meant, perhaps the title. Raises LibraryError."""
        try:
            with self.office.transaction() as tx:
                self._check(tx, person)
                known = whose if tx.people.get(whose) else ""
                return self._form(person=known, first=shorten(one_line(title), TITLE))
        except RefusedError as error:
            return self._notice(error)

    def _open(self, tx: Transaction, deed: Deed) -> Form:
        self._check(tx, deed.person)
        return self._form()

    def _do(self, tx: Transaction, deed: Deed) -> None:
        self._check(tx, deed.person)
        kind = self._kind()
        if faults := self._faults(tx, deed, kind):
            raise FormError(faults)
        facts = [clean(deed.values.get(question.key, "")) for question in asked(kind)]
        owed = Owed(by=deed.person, person=deed.values[PERSON], facts=facts, key=deed.key)
        told = Notes(self.office).register(tx, owed)
        Mail(self.office, tx).tell(deed.person, f"done:{deed.key}", told)

    def _faults(self, tx: Transaction, deed: Deed, kind: NoteType) -> dict[str, str]:
        """Return what is wrong, by field: all of it at once."""
        context = self.office.context(self.office.person(tx, deed.person))
        faults: dict[str, str] = {}
        if tx.people.get(deed.values.get(PERSON, "")) is None:
            faults[PERSON] = self.words["owe_outsider"]
        for question in asked(kind):
            text = clean(deed.values.get(question.key, ""))
            if not text and question.key not in needed(kind):
                continue
            outcome = KINDS[question.kind].parse(Reply(text), question, context)
            if why := refused(self.office.phrases, outcome, question, shorten(text, 100)):
                faults[question.key] = why
        return faults

    def _form(self, *, person: str = "", first: str = "") -> Form:
        kind = self._kind()
        return owe_form(self.words, asked(kind), needed(kind), person=person, first=first)

    def _kind(self) -> NoteType:
        """Return the type of which notes are registered. Raises LibraryError."""
        return note_type(self.office.library.folder(self.office.note_type))

    def _check(self, tx: Transaction, person: str) -> None:
        if person not in self.office.coordinators:
            raise RefusedError(Notes(self.office).only(tx, "owe_only"))
