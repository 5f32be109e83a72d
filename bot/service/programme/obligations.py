"""What follows from a programme: notes owed, told anew, closed. Each sentence that comes back says one thing done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.core.moves import On, Screen
from bot.core.notes import BEFORE, OPEN, Status
from bot.core.questions import NoteType
from bot.core.replies import Value
from bot.render.library import note_type
from bot.render.scenes import fill, long_day, shorten
from bot.service.chase.deadlines import ended_at
from bot.service.chase.steps import WAKE, is_opening
from bot.service.expert.notes import Notes
from bot.service.ledger import KNOWN, Ledger
from bot.service.mail import Mail
from bot.service.note.closing import close
from bot.service.note.company import Occasion, interview_of
from bot.service.note.desk import Desk
from bot.service.note.handing_in import HandingIn
from bot.service.office import Office
from bot.service.programme.facts import dates_of, facts_of
from bot.service.programme.planning import CANCELLED, Change, Plan, What, removed_key
from storage import Delivery, Event, Note, Transaction

FACTS = frozenset({What.REVIVED, What.MOVED, What.RENAMED, What.PLACE, What.ORGANIZERS, What.ENDS})
"""What changes the facts of notes that are owed already."""


class Obligations:
    """Carries out what a plan says, within one transaction, in the name of a coordinator. May raise LibraryError."""

    def __init__(self, office: Office, tx: Transaction, by: str) -> None:
        self.office = office
        self.tx = tx
        self.by = office.person(tx, by)
        self.context = office.context(self.by)
        self.notes = Notes(office)

    def carry_out(self, plan: Plan) -> list[str]:
        """Write the events, and what follows from each."""
        return [sentence for change in plan.changes for sentence in self._carry_out(change)]

    def _carry_out(self, change: Change) -> Iterator[str]:
        self.tx.events.put(change.event)
        owed = [
            note
            for number in self.tx.events.links(change.event.uid).values()
            if (note := self.tx.notes.get(number))
        ]
        if change.event.status == CANCELLED:
            yield from filter(
                None, (self._cancel(Desk(self.office, self.tx, note), change.event) for note in owed)
            )
            return
        if change.before and FACTS.intersection(change.what):
            for note in owed:
                yield from self._follow(note, change.before, change.event)
        for person in change.added:
            yield self._oblige(person, change.event)
        for person in change.removed:
            yield self._remove(person, change.event)

    # ------------------------------------------------------------------ somebody owes a note

    def _oblige(self, person: str, event: Event) -> str:
        """Let somebody owe a note on the event: the one that they owe already, or a new one."""
        folder, type_hash = self.office.pin(self.tx, self.office.note_type)
        kind = note_type(folder)
        values = self._facts(event, kind)
        name = self.office.person(self.tx, person).name
        title, days = str(values.get(kind.names, "")).casefold(), [(event.first, event.last)]
        named = Occasion(type=kind.name, title=title, days=days)
        for note in self.tx.notes.of(person, statuses=OPEN):
            if self._by_hand(note, named):
                self.tx.events.link(event.uid, person, note.id)
                return self._say("owes_already", event, name=name)
        note = self.notes.add(self.tx, person, self.by.id, kind, type_hash)
        self.tx.events.link(event.uid, person, note.id)  # which tells at what hour it ends
        at = self.notes.hand_out(self.tx, note, values)
        if at:
            return self._say("owes_later", event, name=name, at=at)
        desk = Desk(self.office, self.tx, note)
        due = desk.due(desk.interview(Screen(on=On.OPENING)))
        key = "owes_now" if due else "owes_undated"  # a note type may keep its days from a coordinator
        return self._say(key, event, name=name, day=long_day(due, self.context.lexicon) if due else "")

    def _by_hand(self, note: Note, named: Occasion) -> bool:
        """Say whether a note that belongs to no event yet is about this one: its title is the same, and so is a day."""
        own = Occasion.of(self.tx, note, interview_of(self.office, self.tx, note))
        return not own.event and own.is_that_of(named)

    def _remove(self, person: str, event: Event) -> str:
        """Tell the coordinator once that somebody is not named any more; what becomes of the note is theirs to say."""
        note = self.tx.events.links(event.uid)[person]
        sentence = self._say("removed", event, name=self.office.person(self.tx, person).name)
        Mail(self.office, self.tx).tell(self.by.id, removed_key(note), sentence, note=note)
        return sentence

    # ------------------------------------------------------------------ the event is another

    def _follow(self, note: Note, before: Event, event: Event) -> Iterator[str]:
        """Change what a note was told of the event, and promise its first message anew."""
        desk = Desk(self.office, self.tx, note)
        if note.status not in BEFORE:
            if note.status in OPEN:
                yield self._say("kept", event, name=desk.person.name)
            return
        kind = note_type(desk.folder)
        revised, begun = (
            self._revise(desk, self._facts(before, kind), self._facts(event, kind)),
            self._begun(desk),
        )
        hours = (before.zone, before.ends) != (event.zone, event.ends)
        if not (revised or hours):
            return
        if self._withdrawn(desk):
            desk.open(len(self._openings(desk)))
        elif not revised:
            return
        else:
            facts = {"by": self.by.name, "dates": dates_of(event, self.context.lexicon)}
            self._tell(desk, self._say("told_changed", event, **facts))
            if not begun and not self._comes_back(desk):
                desk.open(len(self._openings(desk)))
        yield self._say("changed", event, name=desk.person.name)

    def _revise(self, desk: Desk, old: Mapping[str, Value], new: Mapping[str, Value]) -> bool:
        """Give the note the new facts, but for those that the expert has told otherwise; say whether there were any."""
        ledger = Ledger(self.office, self.tx, desk.note, self.by)
        latest = self.tx.answers.latest(desk.note.id)
        stale = [
            key
            for key, value in new.items()
            if (row := latest.get(key)) is None
            or (row.value != value and (row.state == KNOWN or row.value == old.get(key)))
        ]
        for key in stale:
            ledger.know(key, new[key])
        return bool(stale)

    # ------------------------------------------------------------------ the event is cancelled

    def _cancel(self, desk: Desk, event: Event) -> str:
        """Close a note that nobody has begun; of one that is begun, ask whoever wrote it and who asked for it."""
        name = desk.person.name
        if desk.note.status not in BEFORE:
            return self._say("kept", event, name=name) if desk.note.status in OPEN else ""
        if self._begun(desk):
            self._tell(desk, self._say("told_begun", event, by=self.by.name))
            said = self._say("begun", event, name=name)
            if desk.note.asked_by not in {self.by.id, desk.person.id}:
                desk.mail.tell(desk.note.asked_by, f"begun:{self._told(desk)}", said, note=desk.note.id)
            return said
        if not self._withdrawn(desk):
            self._tell(desk, self._say("told_closed", event, by=self.by.name))
        by_us = HandingIn(self.office, self.tx, desk.note, self.by)
        close(by_us, desk.interview(Screen(on=On.CLOSED)), "cancelled")
        return self._say("closed", event, name=name)

    # ------------------------------------------------------------------ what all of them need

    def _begun(self, desk: Desk) -> bool:
        """Say whether the expert has answered anything: facts that they confirmed are answers."""
        latest = self.tx.answers.latest(desk.note.id)
        return desk.note.status != Status.OWED or any(row.state != KNOWN for row in latest.values())

    def _withdrawn(self, desk: Desk) -> bool:
        """Take back what was promised and not sent; say whether the first message was still among it."""
        waiting = [row for row in self._openings(desk) if row.state == "waiting"]
        for row in waiting:
            self.tx.outbox.drop_one(row.id, error="the programme was changed")
        return bool(waiting)

    def _comes_back(self, desk: Desk) -> bool:
        """Say whether they put it off: that promise stays, unless the event is not over by then any more."""
        wake = self.tx.outbox.newest(note=desk.note.id, purpose=WAKE)
        if wake is None or wake.state != "waiting":
            return False
        over = ended_at(self.office, self.tx, desk.note, desk.interview(Screen(on=On.CLOSED)))
        if over and wake.due_at < over:
            self.tx.outbox.drop(desk.note.id, WAKE)
            return False
        return True

    def _openings(self, desk: Desk) -> list[Delivery]:
        return [row for row in self.tx.outbox.of(desk.note.id) if is_opening(row)]

    def _facts(self, event: Event, kind: NoteType) -> Mapping[str, Value]:
        return facts_of(event, kind, self.office.phrases, self.context).values

    def _tell(self, desk: Desk, sentence: str) -> None:
        desk.mail.tell(desk.person.id, f"programme:{self._told(desk)}", sentence, note=desk.note.id)

    def _told(self, desk: Desk) -> str:
        """Return what tells one message about the note from those before it."""
        return f"{desk.note.id}:{len(self.tx.outbox.of(desk.note.id))}"

    def _say(self, key: str, event: Event, **facts: object) -> str:
        return fill(self.office.phrases.programme, key, {"title": shorten(event.title, 80), **facts})
