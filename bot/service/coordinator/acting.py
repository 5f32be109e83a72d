"""Who may do what to a note from a digest, and when; and what all such deeds need."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.core.forms import Deed
from bot.core.moves import On, Screen
from bot.core.notes import OPEN, Status
from bot.render.scenes import long_day, title_of
from bot.service.chase.hearing import hears_at
from bot.service.chase.steps import number_of, step_of
from bot.service.chase.wish_list import AGAIN, NUDGE, still
from bot.service.circle import Circle, versions
from bot.service.deeds import Deeds, RefusedError, numbers
from bot.service.expert.handover import PASSES
from bot.service.ledger import Ledger
from bot.service.mail import Mail
from bot.service.note.desk import Desk
from storage import Delivery, Note, Transaction, Wish

CONFIRM = "confirm"
"""The wish that it stands that nobody went."""

WHEN = {
    "nudge": OPEN,
    "until": PASSES,
    "hand": PASSES,
    "pair": PASSES,
    "reviewer": frozenset({Status.IN_REVIEW}),
    "waive": OPEN,
    "confirm": frozenset({Status.DECLINED}),
    "again": frozenset({Status.DECLINED}),
}
"""While a note is in which statuses each can be done."""


@dataclass(frozen=True, slots=True)
class Case:
    """What a coordinator wants to do something to."""

    tx: Transaction
    deed: Deed
    desk: Desk

    @property
    def note(self) -> Note:
        return self.desk.note

    @property
    def ledger(self) -> Ledger:
        """Where it is kept what the coordinator wishes."""
        by = self.desk.office.person(self.tx, self.deed.person)
        return Ledger(self.desk.office, self.tx, self.note, by)


class Acting(Deeds):
    """Looks up what a deed is done to, and keeps a record of it."""

    def _case(self, tx: Transaction, deed: Deed) -> Case:
        """Return what the deed is done to. Raises RefusedError."""
        named = numbers(deed.about)
        note = tx.notes.get(named[0]) if named else None
        own = note is not None and deed.act in {"hand", "again"} and note.person == deed.person
        if deed.person not in self.office.coordinators and not own:
            names = self.office.names(tx, self.office.coordinators)
            raise RefusedError(self._say("coordinators_only", coordinators=names))
        if note is None:
            raise RefusedError(self._say("unknown"))
        case = Case(tx, deed, Desk(self.office, tx, note))
        if note.status not in WHEN[deed.act]:
            raise RefusedError(self._say("over", **self._facts(case)))
        if deed.act == "nudge" and self._nudged(case):
            raise RefusedError(self._say("nudge_again", **self._facts(case)))
        return case

    def _told_when(self, case: Case, readers: Sequence[str]) -> str:
        """Say who hears it now, and who when."""
        now = self.office.clock()
        at_once = [one for one in readers if hears_at(self.office, case.tx, case.note, one) <= now]
        sentences = [self._say("done_nudge", to=self.office.names(case.tx, at_once))] if at_once else []
        return " ".join((*sentences, *self._told_later(case, readers)))

    def _told_later(self, case: Case, readers: Sequence[str]) -> Iterator[str]:
        for one in readers:
            person, at = self.office.person(case.tx, one), hears_at(self.office, case.tx, case.note, one)
            if at > self.office.clock():
                yield self._say("nudge_later", to=person.name, at=self.office.when(person, at))

    def _facts(self, case: Case) -> dict[str, object]:
        interview = case.desk.interview(Screen(on=On.CLOSED))
        facts = {"title": title_of(interview), "name": case.desk.person.name}
        return {**facts, "to": self.office.names(case.tx, self._holders(case)) or facts["name"]}

    def _holders(self, case: Case) -> Sequence[str]:
        """Return who has the ball: whoever writes it, or who has still to review it."""
        if case.note.status in PASSES:
            return (case.note.person,)
        circle = Circle(self.office, case.tx, case.note)
        drafts = versions(case.tx, case.note.id)
        return circle.standing(drafts[-1].version).waiting if drafts else ()

    def _nudged(self, case: Case) -> bool:
        """Say whether whoever has the ball has had words about this note today, or has them to come."""
        given = {wish.id for wish in case.tx.wishes.of(case.note.id) if wish.kind == NUDGE}
        return any(
            row.recipient in self._holders(case)
            and step_of(row) == NUDGE
            and number_of(row) in given
            and row.state != "dropped"
            and self._day_of(case, row, row.due_at) >= self._day_of(case, row, self.office.clock())
            for row in case.tx.outbox.steps(case.note.id)
        )

    def _day_of(self, case: Case, row: Delivery, at: datetime) -> date:
        """Return the day on the wall of whoever hears it."""
        return self.office.local(self.office.person(case.tx, row.recipient), at).date()

    # ------------------------------------------------------------------ what all of them need

    def _done(self, case: Case, key: str, facts: dict[str, object]) -> None:
        self._answer(case, self._say(key, **facts))

    def _answer(self, case: Case, sentence: str) -> None:
        self._tell(case, case.deed.person, f"done:{case.deed.key}", sentence)

    def _tell(self, case: Case, reader: str, key: str, sentence: str) -> None:
        Mail(self.office, case.tx).tell(reader, key, sentence, note=case.note.id)

    def _by(self, case: Case) -> str:
        return self.office.person(case.tx, case.deed.person).name

    def _long(self, day: date) -> str:
        return long_day(day, self.office.phrases.lexicon)


def confirmed(tx: Transaction, note: Note) -> Wish | None:
    """Return the wish that it stands that nobody went, if there is one since the expert said so."""
    return still(tx.wishes.of(note.id), CONFIRM, AGAIN)
