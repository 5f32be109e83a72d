"""Notes as commands: register one that is owed, start one, list them, go on with one. Each returns what to show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.kinds import KINDS
from bot.core.moves import Ask, On, Screen
from bot.core.notes import TALKING, Status
from bot.core.questions import NoteType
from bot.core.replies import Reply, Unclear, Value
from bot.render.library import note_type
from bot.render.receipts import fault
from bot.render.scenes import fill, listed, title_of
from bot.service.desk import Desk
from bot.service.ledger import Ledger
from bot.service.office import Office
from storage import Entry, Note, Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """A coordinator's wish: `person` owes a note, and these are the facts, in the order of the note type."""

    by: str
    person: str
    facts: Sequence[str]
    key: str


class Notes:
    """Begins notes and finds them again."""

    def __init__(self, office: Office) -> None:
        self.office = office

    def owe(self, owed: Owed) -> str:
        """Register that somebody owes a note, and promise them the first message; coordinators only."""
        with self.office.transaction() as tx:
            if owed.by not in self.office.coordinators:
                names = [self.office.person(tx, person).name for person in self.office.coordinators]
                return self._say("owe_only", coordinators=listed(names, self.office.phrases.lexicon))
            if tx.inbox.seen(owed.key, at=self.office.clock()):
                return ""
            return self._owe(tx, owed)

    def _owe(self, tx: Transaction, owed: Owed) -> str:
        folder, type_hash = self.office.pin(tx, self.office.note_type)
        kind = note_type(folder)
        if not owed.person or len(owed.facts) != len(kind.facts):
            return self._usage(kind)
        values = self._read(tx, kind, owed)
        if isinstance(values, str):
            return values
        name = self.office.person(tx, owed.person).name
        facts = {"name": name, "type": kind.title, "title": values.get(kind.names, kind.title)}
        if any(self._about(tx, note, values.get(kind.names)) for note in self._of(tx, owed.person)):
            return self._say("owed_twice", **facts)
        note = self._add(tx, owed.person, owed.by, kind, type_hash)
        desk = Desk(self.office, tx, note)
        for key, value in values.items():
            Ledger(self.office, tx, note, self.office.person(tx, owed.by)).know(key, value)
        at = desk.open()
        return self._say("owed_later", at=at, **facts) if at else self._say("owed", **facts)

    def _usage(self, kind: NoteType) -> str:
        asked = [question for key in kind.facts if (question := kind.question(key))]
        names = " | ".join(question.label for question in asked)
        return self._say("owe_usage", facts=names, example=" | ".join(q.example for q in asked))

    def _read(self, tx: Transaction, kind: NoteType, owed: Owed) -> dict[str, Value] | str:
        context = self.office.context(self.office.person(tx, owed.by))
        values: dict[str, Value] = {}
        for key, text in zip(kind.facts, owed.facts, strict=True):
            question = kind.question(key)
            assert question is not None
            outcome = KINDS[question.kind].parse(Reply(text), question, context)
            if isinstance(outcome, Unclear):
                why = fault(self.office.phrases, outcome, question, text)
                return self._say("owe_fault", label=question.label, why=why, typed=" | ".join(owed.facts))
            values[key] = outcome.value
        return values

    def _about(self, tx: Transaction, note: Note, name: Value) -> bool:
        desk = Desk(self.office, tx, note)
        interview = desk.interview(Screen(on=On.OPENING))
        there = interview.values.get(interview.type.names)
        return name is not None and str(there).casefold() == str(name).casefold()

    def begin(self, person: str, *, key: str) -> str:
        """Start a note of one's own; while one is open that has no answer yet, go on with that instead."""
        with self.office.transaction() as tx:
            if tx.inbox.seen(key, at=self.office.clock()):
                return ""
            folder, type_hash = self.office.pin(tx, self.office.note_type)
            others = self._of(tx, person)
            fresh = [note for note in others if not tx.answers.latest(note.id)]
            note = fresh[-1] if fresh else self._add(tx, person, person, note_type(folder), type_hash)
            self._ask(tx, note, key)
            if fresh or not others:
                return self._say("started")
            return self._say("started_another", list=self._listed(tx, others))

    def resume(self, person: str, number: str, *, key: str) -> str:
        """Go on with a note: the only open one, or that of this number in the list."""
        with self.office.transaction() as tx:
            if tx.inbox.seen(key, at=self.office.clock()):
                return ""
            notes = self._of(tx, person)
            if not notes:
                return self._say("list_none")
            if not number and len(notes) == 1:
                number = "1"
            if number not in map(str, range(1, len(notes) + 1)):
                return self._say("resume_which", list=self._listed(tx, notes))
            self._ask(tx, notes[int(number) - 1], key)
            return self._say("started")

    def listing(self, person: str) -> str:
        """Return one's open notes, numbered, with what is left to do."""
        with self.office.transaction() as tx:
            notes = self._of(tx, person)
            return (
                self._say("list_title") + "\n" + self._listed(tx, notes) if notes else self._say("list_none")
            )

    def _listed(self, tx: Transaction, notes: Sequence[Note]) -> str:
        rows = []
        for number, note in enumerate(notes, 1):
            interview = Desk(self.office, tx, note).interview(Screen(on=On.OPENING))
            state = self._say(f"state_{note.status}", n=len(interview.open))
            rows.append(self._say("list_row", n=number, title=title_of(interview), state=state))
        return "\n".join(rows)

    def _ask(self, tx: Transaction, note: Note, key: str) -> None:
        desk = Desk(self.office, tx, note)
        interview = desk.interview(Screen(on=On.OPENING))
        desk.take(interview, (Ask(interview.onward()),), key=f"turn:{key}")

    def _of(self, tx: Transaction, person: str) -> Sequence[Note]:
        return tx.notes.of(person, statuses=TALKING)

    def _add(self, tx: Transaction, person: str, by: str, kind: NoteType, type_hash: str) -> Note:
        at = self.office.clock()
        note = tx.notes.add(
            Note(
                id=0,
                type=kind.name,
                type_hash=type_hash,
                person=person,
                asked_by=by,
                status=Status.OWED,
                opened_at=at,
                changed_at=at,
            )
        )
        tx.journal.add(Entry(who=by, what=Status.OWED, note=note.id, at=at))
        return note

    def _say(self, key: str, **facts: object) -> str:
        return fill(self.office.phrases.command, key, facts)
