"""The answers and wishes about one note: each effect that changes one is a row added, and none is changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.core.housestyle import written
from bot.core.interview import Interview
from bot.core.moves import Confirm, Keep, On, Pass, Save, Screen
from bot.core.notes import Status, before
from bot.core.questions import NoteType
from bot.service.office import Office
from bot.service.rows import pieces_of
from storage import Answer, Decision, Entry, Json, Note, Person, Transaction, Wish

KNOWN, CONFIRMED, ANSWERED, SKIPPED, KEPT = "known", "confirmed", "answered", "skipped", "kept"
"""What an answer row can say: given by the programme, confirmed, answered, skipped, or only words kept."""

ERASED = "erased"
"""What an answer row says whose words are gone, and what the journal says of that."""

DEBT = "debt:"
"""How the purposes begin of messages that ask again for a skipped question."""


class Ledger:
    """Writes answers and wishes about one note, in the name of one person, within one transaction."""

    def __init__(self, office: Office, tx: Transaction, note: Note, by: Person) -> None:
        self.office = office
        self.tx = tx
        self.note = note
        self.by = by

    def know(self, key: str, value: Json) -> None:
        """Write a fact that the programme gives and nobody has confirmed."""
        self._add(self._blank(key, KNOWN, value))

    def record(self, effect: Save | Confirm | Keep | Pass) -> None:
        """Write what the effect says."""
        match effect:
            case Save(key, value, said):
                self.tx.outbox.drop(self.note.id, debt(key))
                self._add(replace(self._blank(key, ANSWERED, value), pieces=pieces_of(said)))
            case Confirm(values):
                for key, value in values.items():
                    self._add(self._blank(key, CONFIRMED, value))
            case Keep(key, said):
                was = self.tx.answers.latest(self.note.id).get(key) or self._blank(key, KEPT)
                words = "\n\n".join(reply.text for reply in said)
                self._add(replace(was, kept=words, by=self.by.id, at=self.office.clock()))
            case Pass(key, reason, again):
                self.tx.outbox.drop(self.note.id, debt(key))
                at = self.office.instant(again, self.by) if again else None
                last = self.tx.answers.latest(self.note.id).get(key)
                kept = last.kept if last else ""
                self._add(replace(self._blank(key, SKIPPED), kept=kept, reason=reason, again_at=at))

    def decide(self, about: str, verdict: str) -> None:
        """Keep what was decided about a finding of style."""
        at = self.office.clock()
        self.tx.decisions.add(Decision(note=self.note.id, about=about, verdict=verdict, by=self.by.id, at=at))

    def wish(
        self,
        kind: str,
        *,
        until: datetime | None = None,
        other: str = "",
        reason: str = "",
        everything: bool = False,
    ) -> Wish:
        """Keep what is wished about whoever writes the note: about this note, or `everything` that they owe."""
        row = Wish(
            note=None if everything else self.note.id,
            person=self.note.person,
            kind=kind,
            until=until,
            other=other,
            reason=reason,
            by=self.by.id,
            at=self.office.clock(),
        )
        facts = {"until": until.isoformat()} if until else {}
        self.tx.journal.add(Entry(who=row.by, what=kind, note=self.note.id, facts=facts, at=row.at))
        return self.tx.wishes.add(row)

    def _blank(self, key: str, state: str, value: Json = None) -> Answer:
        at = self.office.clock()
        return Answer(note=self.note.id, key=key, state=state, value=value, by=self.by.id, at=at)

    def _add(self, answer: Answer) -> None:
        added = self.tx.answers.add(answer)
        facts = {"key": added.key, "revision": added.revision}
        entry = Entry(who=self.by.id, what=added.state, note=self.note.id, facts=facts, at=added.at)
        self.tx.journal.add(entry)


def become(office: Office, tx: Transaction, note: Note, status: Status) -> None:
    """Let the status follow what was done. Raises RuntimeError where no lawful way leads to it."""
    if not tx.notes.set_status(note.id, was=before(status), becomes=status, at=office.clock()):
        raise RuntimeError(f"note {note.id} can not become {status} from {note.status}")


def as_of(kind: NoteType, history: Sequence[Answer], revisions: Mapping[str, int]) -> Interview:
    """Return the interview as it was with these revisions, whatever was answered since."""
    return standing(kind, [row for row in history if row.revision == revisions.get(row.key)])


def standing(kind: NoteType, rows: Iterable[Answer]) -> Interview:
    """Return what these rows tell, of each question one: answers, facts nobody has confirmed, what was skipped."""
    by_key = {row.key: row for row in rows}
    return Interview(
        type=kind,
        answers={key: row.value for key, row in by_key.items() if row.state in {CONFIRMED, ANSWERED}},
        known={key: row.value for key, row in by_key.items() if row.state == KNOWN},
        skipped={key: row.reason for key, row in by_key.items() if row.state == SKIPPED},
        screen=Screen(on=On.CLOSED),
    )


def changed(history: Sequence[Answer], revisions: Mapping[str, int]) -> bool:
    """Say whether an answer is another than in these revisions; words that were only kept are none."""
    then = {row.key: _tells(row) for row in history if row.revision == revisions.get(row.key)}
    now = {row.key: _tells(row) for row in history}
    return any(then.get(key) != told for key, told in now.items() if told is not None)


def touched(history: Sequence[Answer], revisions: Mapping[str, int]) -> frozenset[str]:
    """Return the questions that were answered or skipped after these revisions, not those with words kept alone."""
    found: set[str] = set()
    kept: dict[str, str] = {}
    for row in history:
        only_kept = row.kept and row.kept != kept.get(row.key)
        if row.revision > revisions.get(row.key, 0) and not only_kept:
            found.add(row.key)
        kept[row.key] = row.kept
    return frozenset(found)


def _tells(row: Answer) -> tuple[str, Json] | None:
    return None if row.state in {KEPT, ERASED} else (row.state, row.value)


def author(history: Iterable[Answer], row: Answer) -> str:
    """Return who gave an answer; somebody who only kept words beside it has a row of theirs with the same pieces."""
    same = (one.by for one in history if row.pieces and (one.key, one.pieces) == (row.key, row.pieces))
    return next(same, row.by)


def is_said(row: Answer) -> bool:
    """Say whether the row is somebody's: not the programme's, and not gone."""
    return row.state not in {KNOWN, ERASED}


def wrote(history: Iterable[Answer]) -> tuple[tuple[str, str], ...]:
    """Return what was ever written in each answer, in the order in which it was."""
    return tuple((row.key, words) for row in history if (words := written(row.value)))


def debt(key: str) -> str:
    """Return the purpose of a message that asks again for one skipped question."""
    return f"{DEBT}{key}"
