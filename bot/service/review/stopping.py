"""A reviewer who wants no more reminders of a version: a row, a line of the journal, and a word to the coordinators."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from bot.core.forms import Deed, Form
from bot.core.messages import Button, Line, Message, Part, Quote
from bot.core.notes import Status
from bot.core.text import clean
from bot.render.board_forms import REASON, WHY
from bot.render.review_forms import stop_form
from bot.service.chase.stops import stop_of
from bot.service.chase.wish_list import STOP
from bot.service.circle import Circle
from bot.service.deeds import Deeds, FormError, RefusedError, numbers
from bot.service.mail import Mail
from bot.service.note.desk import Desk
from storage import Entry, Transaction, Wish


class Stopping(Deeds):
    """Opens the form that asks for a reason, which may stay empty, and stops the reminders."""

    acts: ClassVar = frozenset({"stop"})
    opens: ClassVar = acts

    @property
    def words(self) -> Mapping[str, str]:
        return self.office.phrases.review

    def _open(self, tx: Transaction, deed: Deed) -> Form:
        desk = self._desk(tx, deed)
        return stop_form(self.words, self._told(tx, desk, deed, "stop_line"), deed.about)

    def _do(self, tx: Transaction, deed: Deed) -> None:
        desk = self._desk(tx, deed)
        reason = clean(deed.values.get(WHY, ""))
        if len(reason) > REASON:
            raise FormError({WHY: self._say("too_long", most=REASON, n=len(reason))})
        if stop_of(tx, desk.note, deed.person):
            return
        at = self.office.clock()
        tx.wishes.add(
            Wish(note=desk.note.id, person=deed.person, kind=STOP, reason=reason, by=deed.person, at=at)
        )
        tx.journal.add(Entry(who=deed.person, what=STOP, note=desk.note.id, at=at))
        self._tell(tx, desk, deed, reason)

    def _tell(self, tx: Transaction, desk: Desk, deed: Deed, reason: str) -> None:
        """Tell the coordinators, who can ask somebody else to read it; and say that it is done."""
        mail, reference = Mail(self.office, tx), self.office.reference(tx, desk.note)
        name = self.office.person(tx, deed.person).name
        key = "stop_told" if reason else "stop_told_no_reason"
        said: list[Part] = [
            Line(self._say(key, name=name, reference=reference)),
            *([Quote(reason)] if reason else []),
        ]
        other = Button(self.office.phrases.buttons["board_reviewer"], act="reviewer", about=str(desk.note.id))
        for reader in self._readers(desk, deed):
            message = Message(parts=tuple(said), buttons=(other,))
            mail.post(reader, message, key=f"stop:{deed.key}:{reader}", purpose="tell", note=desk.note.id)
        done = self._told(tx, desk, deed, "stop_done")
        mail.tell(deed.person, f"done:{deed.key}", done, note=desk.note.id)

    def _told(self, tx: Transaction, desk: Desk, deed: Deed, key: str) -> str:
        """Return what whoever stops them reads: that others are told only where there are any."""
        facts = {"reference": self.office.reference(tx, desk.note), "version": deed.about.partition(".")[2]}
        return self._say(key if self._readers(desk, deed) else f"{key}_alone", **facts)

    def _readers(self, desk: Desk, deed: Deed) -> Sequence[str]:
        """Return who can ask somebody else: where whoever asked for it stops them, the other coordinators."""
        return desk.handing_in.coordinators(but=deed.person)

    def _desk(self, tx: Transaction, deed: Deed) -> Desk:
        """Return the note that a reminder was about, as long as this person may review it. Raises RefusedError."""
        named = numbers(deed.about, count=2)
        note = tx.notes.get(named[0]) if named else None
        if named is None or note is None or deed.person not in Circle(self.office, tx, note).reviewers:
            raise RefusedError(self._say("unknown"))
        if note.status != Status.IN_REVIEW:
            raise RefusedError(self._say("stop_over"))
        newest, seen = tx.drafts.of(note.id)[-1].version, named[1]
        if seen != newest:
            facts = {"reference": self.office.reference(tx, note), "version": newest, "seen": seen}
            raise RefusedError(self._say("stale" if seen < newest else "unknown", **facts))
        return Desk(self.office, tx, note)
