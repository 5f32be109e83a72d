"""Notes as commands: register one that is owed, start one, list them, go on with one. Each returns what to show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.core.deciding import current
from bot.core.interview import Interview
from bot.core.leaving import resumed
from bot.core.moves import Ask, On, Screen
from bot.core.notes import BEFORE, OPEN, TALKING, Act, Role, Status, may
from bot.core.questions import NoteType
from bot.core.replies import Value
from bot.render.library import note_type
from bot.render.scenes import days_of, echoed, fill, long_day, title_of
from bot.service.circle import UNDO, versions
from bot.service.expert.owing import Owed, Owing, wrong
from bot.service.expert.roll import Roll
from bot.service.expert.way_back import state_of, way_back
from bot.service.ledger import Ledger
from bot.service.note.desk import Desk
from bot.service.note.sight import screen_of
from bot.service.office import Office, reference_of
from bot.service.rows import is_at_hand
from storage import Entry, Note, Transaction

DIGITS = 9
"""Of the number of a note, at most."""

WHOLE = 1000
"""Characters of a title in which words are looked for."""

LAST = date.max
"""The place in a list of what is due on no day that is known."""


@dataclass(frozen=True, slots=True)
class Row:
    """A note as a list shows it; one that is not `open` was approved, and may be corrected."""

    note: Note
    interview: Interview
    dates: str
    due: date | None
    open: bool = True


class Notes:
    """Begins notes and finds them again."""

    def __init__(self, office: Office) -> None:
        self.office = office

    def owe(self, owed: Owed) -> str:
        """Register that somebody owes a note, and promise them the first message; coordinators only."""
        with self.office.transaction() as tx:
            if owed.by not in self.office.coordinators:
                return self.only(tx, "owe_only")
            if tx.inbox.seen(owed.key, at=self.office.clock()):
                return ""
            return self.register(tx, owed)

    def named(self, facts: Sequence[str]) -> tuple[str, list[str]]:
        """Return who is named first where the name was typed after an @, with the facts without it."""
        if not facts or not facts[0].startswith("@"):
            return "", list(facts)
        with self.office.transaction() as tx:
            person, rest = Roll(tx.people.all()).first(facts[0])
        left = [rest, *facts[1:]] if person else list(facts)
        return person, left if any(left) else []

    def refuse(self, owed: Owed, name: str, why: str) -> str:
        """Say why this person can not be asked, though all else may be right; coordinators only."""
        with self.office.transaction() as tx:
            if owed.by not in self.office.coordinators:
                return self.only(tx, "owe_only")
            return wrong(self.office.phrases, owed, name, self._say(why, name=name))

    def release(self, person: str, number: str, *, key: str) -> str:
        """Let the newest version of a note that was held back go into the channel; coordinators only."""
        with self.office.transaction() as tx:
            if person not in self.office.coordinators:
                return self.only(tx, "release_only")
            if tx.inbox.seen(key, at=self.office.clock()):
                return ""
            known = number.isascii() and number.isdecimal() and len(number) <= DIGITS
            note = tx.notes.get(int(number)) if known else None
            drafts = versions(tx, note.id) if note else []
            if note is None or not drafts or note.status in BEFORE:
                return self._say("release_which" if number else "release_usage", typed=number)
            if not may({Role.COORDINATOR}, Act.RELEASE, note.status):
                return self._say("release_over", typed=number)
            desk = Desk(self.office, tx, note)
            interview = desk.interview_of(drafts[-1])
            released, facts = desk.handing_in.release(interview, by=self.office.person(tx, person))
            return self._say("released" if released else "release_public", **facts)

    def only(self, tx: Transaction, key: str) -> str:
        """Return the sentence that only coordinators can do this, and who they are."""
        return self._say(key, coordinators=self.office.names(tx, self.office.coordinators))

    def register(self, tx: Transaction, owed: Owed) -> str:
        """Register a note in the name of a coordinator; return what came of it. May raise LibraryError."""
        folder, type_hash = self.office.pin(tx, self.office.note_type)
        kind = note_type(folder)
        values = Owing(self.office, tx, kind, owed).read()
        if isinstance(values, str):
            return values
        name = self.office.person(tx, owed.person).name
        title = str(values.get(kind.names, kind.title))
        ends, context = kind.question(kind.ends), self.office.context(self.office.person(tx, owed.by))
        days = echoed(ends, values[ends.key], context) if ends and ends.key in values else ""
        about = ", ".join(filter(None, (title, days)))
        facts = {"name": name, "type": kind.title, "title": title, "about": about}
        if any(self.about(tx, note, values.get(kind.names)) for note in self._of(tx, owed.person)):
            return self._say("owed_twice", **facts)
        note = self.add(tx, owed.person, owed.by, kind, type_hash)
        at = self.hand_out(tx, note, values)
        if at:
            return self._say("owed_later", at=at, **facts)
        return self._say("owed", **facts)

    def hand_out(self, tx: Transaction, note: Note, values: Mapping[str, Value]) -> str:
        """Give a new note what is known of its event, and promise its first message; return when, if not now."""
        ledger = Ledger(self.office, tx, note, self.office.person(tx, note.asked_by))
        for key, value in values.items():
            ledger.know(key, value)
        return Desk(self.office, tx, note).open()

    def about(self, tx: Transaction, note: Note, name: Value) -> bool:
        """Say whether the note is about the event of this name."""
        desk = Desk(self.office, tx, note)
        interview = desk.interview(Screen(on=On.OPENING))
        there = interview.values.get(interview.type.names)
        return name is not None and str(there).casefold() == str(name).casefold()

    def begin(self, person: str, *, key: str) -> str:
        """Start a note of one's own; while one is open that has no answer yet, go on with that instead."""
        with self.office.transaction() as tx:
            return "" if tx.inbox.seen(key, at=self.office.clock()) else self.start(tx, person, key=key)

    def carry_on(self, person: str, *, key: str) -> None:
        """Go on with the open note that is due first; where none is open, start one."""
        with self.office.transaction() as tx:
            rows = self._rows(tx, self._of(tx, person))
            if rows:
                self._ask(tx, rows[0].note, key)
            else:
                self.start(tx, person, key=key)

    def start(self, tx: Transaction, person: str, *, key: str) -> str:
        """Start a note of one's own in the middle of something else. May raise LibraryError."""
        folder, type_hash = self.office.pin(tx, self.office.note_type)
        others = self._of(tx, person)
        kind = self.office.note_type
        fresh = [note for note in others if note.type == kind and not tx.answers.latest(note.id)]
        note = fresh[-1] if fresh else self.add(tx, person, person, note_type(folder), type_hash)
        self._ask(tx, note, key)
        if fresh or not others:
            return self._say("started")
        return self._say("started_another", list=self._listed(self._rows(tx, others)))

    def resume(self, person: str, number: str, *, key: str) -> str:
        """Go on with a note: the only open one, or that of this number, reference, or words of its title."""
        with self.office.transaction() as tx:
            if tx.inbox.seen(key, at=self.office.clock()):
                return ""
            rows = self._at_hand(tx, person)
            known = tx.notes.of(person, statuses=TALKING)
            named = [note for note in known if self.office.reference(tx, note) == number.upper()]
            if number.isdecimal() and 0 < int(number[:DIGITS]) <= len(rows):
                named = [rows[int(number[:DIGITS]) - 1].note]
            if not number:
                named = [row.note for row in rows if row.open]
            elif not named and not number.isdecimal():
                words = number.casefold()
                named = [row.note for row in rows if words in title_of(row.interview, WHOLE).casefold()]
            if len(named) == 1:
                self._ask(tx, named[0], key)
                return self._say("started")
            return self._say("resume_which", list=self._listed(rows)) if rows else self._say("list_none")

    def listing(self, person: str) -> str:
        """Return one's open notes, numbered, with what is left to do."""
        with self.office.transaction() as tx:
            rows = self._at_hand(tx, person)
            title = "list_title" if any(row.open for row in rows) else "list_none"
            return "\n".join(filter(None, (self._say(title), self._listed(rows))))

    def mine(self, tx: Transaction, person: str) -> list[tuple[int, str]]:
        """Return somebody's open notes, each as its number and a line about it, in the order in which they are due."""
        return [(row.note.id, self._line(row)) for row in self._rows(tx, self._of(tx, person))]

    def go_on(self, tx: Transaction, person: str, note: int, *, key: str) -> bool:
        """Go on with an open note of somebody's; False where it is none of theirs."""
        found = [one for one in self._of(tx, person) if one.id == note]
        for one in found:
            self._ask(tx, one, key)
        return bool(found)

    def _rows(self, tx: Transaction, notes: Sequence[Note]) -> list[Row]:
        """Return the notes in the order in which they are due."""
        rows = [self._row(tx, note) for note in notes]
        return sorted(rows, key=lambda row: (row.due or LAST, row.note.id))

    def _row(self, tx: Transaction, note: Note) -> Row:
        desk = Desk(self.office, tx, note)
        interview = desk.interview(Screen(on=On.OPENING))
        return Row(note, interview, days_of(interview, desk.context), desk.due(interview))

    def _listed(self, rows: Sequence[Row]) -> str:
        lines = []
        for number, row in enumerate(rows, 1):
            if not row.open and (number == 1 or rows[number - 2].open):
                lines.append(self._say("list_approved"))
            name = str(number) if row.open else reference_of(row.interview.type, row.note)
            lines.append(self._say("list_row", number=number, note=self._line(row), name=name))
        return "\n".join(lines)

    def _line(self, row: Row) -> str:
        parts = (
            title_of(row.interview),
            row.dates,
            self._due(row.due) if row.note.status in OPEN else "",
            state_of(self.office, row.note, row.interview),
        )
        return "; ".join(filter(None, parts))

    def _due(self, due: date | None) -> str:
        if due is None:
            return ""
        key = "was_due" if self._passed(due) else "due"
        return self._say(key, day=self._day(due))

    def _day(self, day: date) -> str:
        return long_day(day, self.office.phrases.lexicon)

    def _passed(self, due: date) -> bool:
        return due < self.office.clock().date()

    def _ask(self, tx: Transaction, note: Note, key: str) -> None:
        """Ask what comes next; where another note was on the screen, say where that stands, and how to go back."""
        desk = Desk(self.office, tx, note)
        interview = current(desk.interview(self._last(tx, note)))
        told, back = way_back(self.office, tx, note)
        desk.take(interview, (*told, Ask(resumed(interview))), key=f"turn:{key}", buttons=back)

    def _last(self, tx: Transaction, note: Note) -> Screen:
        """Return what this note had on the screen last, whatever other notes have shown since."""
        rows = [row for row in tx.outbox.of(note.id) if row.screen and row.state == "sent"]
        return screen_of(rows[-1]) if rows else Screen(on=On.OPENING)

    def _of(self, tx: Transaction, person: str) -> Sequence[Note]:
        """Return the notes in which something is left to do, and those that were changed since they were approved."""
        outdated = tx.drafts.outdated(person, statuses=TALKING - OPEN, undone=UNDO)
        edited = {note.id for note in outdated if Desk(self.office, tx, note).edited}
        notes = tx.notes.of(person, statuses=TALKING)
        return [note for note in notes if note.status in OPEN or note.id in edited]

    def _at_hand(self, tx: Transaction, person: str) -> list[Row]:
        """Return the open notes of somebody, and those that were approved lately below them."""
        mine = self._of(tx, person)
        approved = tx.notes.of(person, statuses={Status.APPROVED})
        others = [note for note in approved if note not in mine and is_at_hand(note, self.office.clock())]
        closed = [replace(row, open=False) for row in self._rows(tx, others)]
        return [*self._rows(tx, mine), *closed]

    def add(self, tx: Transaction, person: str, by: str, kind: NoteType, type_hash: str) -> Note:
        """Add a note that this person owes, asked for by another or by themselves."""
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
