"""The form that registers a note: the same as /note owe, with a field for each fact, and its faults at the fields."""

from __future__ import annotations

from typing import ClassVar

from bot.core.forms import Deed, Form
from bot.core.kinds import KINDS
from bot.core.questions import Question
from bot.core.replies import Reply
from bot.core.text import clean, one_line
from bot.render.board_forms import PERSON, owe_form
from bot.render.library import note_type
from bot.render.scenes import shorten
from bot.service.deeds import Deeds, FormError, RefusedError
from bot.service.expert.notes import Notes
from bot.service.expert.owing import Owed, refused
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
                return owe_form(
                    self.words, self._asked(), person=known, first=shorten(one_line(title), TITLE)
                )
        except RefusedError as error:
            return self._notice(error)

    def _open(self, tx: Transaction, deed: Deed) -> Form:
        self._check(tx, deed.person)
        return owe_form(self.words, self._asked())

    def _do(self, tx: Transaction, deed: Deed) -> None:
        self._check(tx, deed.person)
        asked = self._asked()
        faults = self._faults(tx, deed, asked)
        if faults:
            raise FormError(faults)
        facts = [clean(deed.values[question.key]) for question in asked]
        owed = Owed(by=deed.person, person=deed.values[PERSON], facts=facts, key=deed.key)
        told = Notes(self.office).register(tx, owed)
        Mail(self.office, tx).tell(deed.person, f"done:{deed.key}", told)

    def _faults(self, tx: Transaction, deed: Deed, asked: list[Question]) -> dict[str, str]:
        """Return what is wrong, by field: all of it at once."""
        context = self.office.context(self.office.person(tx, deed.person))
        faults: dict[str, str] = {}
        if tx.people.get(deed.values.get(PERSON, "")) is None:
            faults[PERSON] = self.words["owe_outsider"]
        for question in asked:
            text = clean(deed.values.get(question.key, ""))
            outcome = KINDS[question.kind].parse(Reply(text), question, context)
            if why := refused(self.office.phrases, outcome, question, shorten(text, 100)):
                faults[question.key] = why
        return faults

    def _asked(self) -> list[Question]:
        """Return the questions of the facts that a coordinator may give. Raises LibraryError."""
        kind = note_type(self.office.library.folder(self.office.note_type))
        return [question for key in kind.facts if (question := kind.question(key))]

    def _check(self, tx: Transaction, person: str) -> None:
        if person not in self.office.coordinators:
            raise RefusedError(Notes(self.office).only(tx, "owe_only"))
