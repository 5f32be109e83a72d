"""What follows when a reader has said something of a version: the rows, and who is told."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.approval import Standing
from bot.core.messages import Line, Message, Quote, Title
from bot.core.moves import Ask, On, Screen, Tell
from bot.core.notes import Status, before
from bot.core.questions import Question
from bot.render.scenes import fill
from bot.service.circle import APPROVE, CHANGES, COMMENT, JOIN, Circle
from bot.service.desk import Desk
from bot.service.finding import index
from bot.service.ledger import debt
from bot.service.office import Office
from bot.service.posting import Posting, acts_of
from bot.service.sight import ASKED
from storage import Draft, Entry, Review, Transaction


class Verdicts:
    """Writes what one reader says of the newest version of a note, within one transaction."""

    def __init__(self, office: Office, tx: Transaction, desk: Desk, kept: Draft, by: str) -> None:
        self.office = office
        self.tx = tx
        self.desk = desk
        self.note = desk.note
        self.kept = kept
        self.by = office.person(tx, by)
        self.interview = desk.interview(Screen(on=On.CLOSED))
        self.reference = desk.handing_in.reference(self.interview)
        acts = acts_of(self.interview.type)
        self.posting = Posting(office, tx, self.note, self.reference, acts)

    def comment(self, text: str) -> None:
        """Pass a comment on: to the expert with the reader's name, to the thread without."""
        key = self._add(COMMENT, {"": text})
        self.posting.say(self.kept.version, key, Line(self._say("thread_comment")), Quote(text))
        above, below = self._say("dm_comment"), self._say("dm_comment_how")
        message = Message(parts=(Line(above), Quote(text), Line(below)))
        self.desk.mail.post(self.note.person, message, key=key, purpose="tell", note=self.note.id)

    def changes(self, remarks: Mapping[str, str]) -> None:
        """Ask the expert again what the reader remarks on, beginning with the first question in the same message."""
        key = self._add(CHANGES, remarks)
        self._become(Status.CHANGES_ASKED, keys=list(remarks))
        n = len(remarks)
        self.posting.say(self.kept.version, key, Line(self._say("thread_changes", n=n)))
        note = self.tx.notes.get(self.note.id)
        assert note is not None
        desk = Desk(self.office, self.tx, note)
        interview = desk.interview(Screen(on=On.CLOSED))
        told = Tell("changes_asked", {"by": self.by.name, "n": n, "version": self.kept.version})
        self.tx.outbox.drop(note=self.note.id, purpose="wake")
        desk.say(interview, (told, Ask(interview.onward())), key=key, purpose=ASKED)

    def join(self, question: Question, text: str, more: str) -> None:
        """Make the reader an author, whose own words stand in the next version beside those of the first."""
        key = self._add(JOIN, {question.key: text, **({"": more} if more else {})})
        self.tx.authors.add(self.note.id, self.by.id, at=self.office.clock())
        first = str(self.interview.values.get(question.key, ""))
        sides = ((self.desk.person.name, first), (self.by.name, text))
        shown = [
            part for name, said in sides if said for part in (Line(f"{question.label} ({name})"), Quote(said))
        ]
        self.posting.say(
            self.kept.version, key, Line(self._say("thread_joined", label=question.label)), *shown
        )
        facts = {"by": self.by.name, "version": self.kept.version}
        told = [Tell("joined", facts, text), *([Tell("joined_more", facts, more)] if more else [])]
        interview = self.desk.interview(Screen(on=On.CLOSED))
        self.desk.say(interview, (*told, Ask(interview.onward())), key=key, purpose=ASKED)
        thanks = self._say("dm_joined", name=self.desk.person.name)
        self.desk.mail.tell(self.by.id, f"{key}:thanks", thanks, note=self.note.id)

    def approve(self) -> None:
        """Count the approval; with the last one that is needed the note is approved."""
        key = self._add(APPROVE)
        circle = Circle(self.office, self.tx, self.note)
        standing = circle.standing(self.kept.version)
        facts = self._facts(circle, standing)
        said = [fill(self.office.phrases.review, "approval", facts)]
        if standing.approved:
            self._approved(circle, standing)
        else:
            said.append(fill(self.office.phrases.review, "still_needed", facts))
        self.posting.say(self.kept.version, key, Line(" ".join(said)))
        if standing.approved:
            self.posting.hand_over(self.kept.version)
        over = [self._say("reminders_off")] if standing.approved else []
        self.desk.mail.tell(self.note.person, key, " ".join([*said, *over]), note=self.note.id)

    def _facts(self, circle: Circle, standing: Standing) -> Mapping[str, object]:
        return {
            **self._all(),
            "given": len(standing.given),
            "needed": standing.needed,
            "n": standing.needed - len(standing.given),
            "waiting": circle.names(standing.waiting),
        }

    def _approved(self, circle: Circle, standing: Standing) -> None:
        self._become(Status.APPROVED)
        names = circle.names(standing.given)
        title = fill(self.office.phrases.review, "title_approved", {**self._all(), "type": circle.kind.title})
        facts = {"by": names, "authors": circle.names(circle.writers)}
        by = Line(fill(self.office.phrases.review, "approved_by", facts))
        self.posting.settle(self.kept.version, (Title(title), self.desk.handing_in.about(self.interview), by))
        index(self.tx, self.note.id, self.kept.version, self.kept.text)
        for purpose in ("wake", *(debt(key) for key in self.interview.skipped)):
            self.tx.outbox.drop(note=self.note.id, purpose=purpose)

    def _add(self, verdict: str, remarks: Mapping[str, str] | None = None) -> str:
        """Keep the review, and return the key under which its messages are promised."""
        review = Review(
            note=self.note.id,
            version=self.kept.version,
            person=self.by.id,
            verdict=verdict,
            remarks=remarks or {},
            at=self.office.clock(),
        )
        self.tx.reviews.add(review)
        self._write(verdict)
        return f"review:{self.note.id}:{len(self.tx.reviews.of(self.note.id))}"

    def _become(self, status: Status, **facts: object) -> None:
        at = self.office.clock()
        if not self.tx.notes.set_status(self.note.id, was=before(status), becomes=status, at=at):
            raise RuntimeError(f"note {self.note.id} can not become {status} from {self.note.status}")
        self._write(status, **facts)

    def _write(self, what: str, **facts: object) -> None:
        said = {"version": self.kept.version, **facts}
        entry = Entry(who=self.by.id, what=what, note=self.note.id, facts=said, at=self.office.clock())
        self.tx.journal.add(entry)

    def _all(self) -> dict[str, object]:
        return {"reference": self.reference, "version": self.kept.version, "by": self.by.name}

    def _say(self, key: str, **facts: object) -> str:
        return fill(self.office.phrases.review, key, {**self._all(), **facts})
