"""What follows when a reader has said something of a version: the rows, and who is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.core.approval import Standing
from bot.core.messages import Button, Line, Message, Part, Quote
from bot.core.moves import Ask, On, Screen, Tell
from bot.core.notes import Status
from bot.core.questions import Question
from bot.render.diff import differences
from bot.render.scenes import fill
from bot.service.chase.steps import WAKE, drop_promises
from bot.service.circle import APPROVE, CHANGES, COMMENT, JOIN, TAKE_BACK, UNDO, WITHDRAW, Circle
from bot.service.ledger import become
from bot.service.note.desk import Desk
from bot.service.note.joining import close_own, with_closed
from bot.service.note.posting import Posting, about, acts_of
from bot.service.note.sight import ASKED
from bot.service.office import Office
from bot.service.records.finding import index
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
        self.interview = desk.interview_of(kept)
        self.circle = Circle(office, tx, self.note)
        self.reference = desk.handing_in.reference(self.interview)
        acts = acts_of(self.interview.type)
        self.posting = Posting(office, tx, self.note, self.reference, acts)

    def comment(self, text: str) -> None:
        """Pass a comment on: to the authors with the reader's name, to the thread without."""
        key = self._add(COMMENT, {"": text})
        self.posting.say(self.kept.version, key, Line(self._say("thread_comment")), Quote(text))
        above, below = self._say("dm_comment"), self._say("dm_comment_how")
        message = Message(parts=(Line(above), Quote(text), Line(below)))
        for author in self.circle.listeners:
            each = f"{key}:author:{author}"
            self.desk.mail.post(author, message, key=each, purpose="tell", note=self.note.id)

    def changes(self, remarks: Mapping[str, str]) -> None:
        """Ask the expert again what the reader remarks on, beginning with the first question in the same message."""
        key = self._add(CHANGES, remarks)
        self._become(Status.CHANGES_ASKED, keys=list(remarks))
        n = len(remarks)
        said = self._say("thread_changes", n=n)
        self.posting.say(self.kept.version, key, Line(said))
        self._tell_others(key, said)
        desk = self._desk_now()
        interview = desk.interview(Screen(on=On.CLOSED))
        told = Tell("changes_asked", {"by": self.by.name, "n": n, "version": self.kept.version})
        # an answer that is newer than what was read is not asked for again, but the words still arrive
        since = [
            Tell("changes_since", {"key": q}, said)
            for q, said in remarks.items()
            if q not in interview.remarks
        ]
        self.tx.outbox.drop(self.note.id, WAKE)
        desk.say(interview, (told, *since, Ask(interview.onward())), key=key, purpose=ASKED)

    def join(self, question: Question, text: str, more: str) -> None:
        """Make the reader an author, whose own words stand in the next version beside those of the first."""
        key = self._add(JOIN, {question.key: text, **({"": more} if more else {})})
        self.tx.authors.add(self.note.id, self.by.id, at=self.office.clock())
        first = str(self.interview.values.get(question.key, ""))
        sides = ((self.desk.person.name, first), (self.by.name, text))
        shown = [
            part for name, said in sides if said for part in (Line(f"{question.label} ({name})"), Quote(said))
        ]
        said, parts = ("thread_joined", shown) if differences(first, text) else ("thread_joined_same", [])
        self.posting.say(self.kept.version, key, Line(self._say(said, label=question.label)), *parts)
        facts = {"by": self.by.name, "version": self.kept.version}
        told = [Tell("joined", facts, text), *([Tell("joined_more", facts, more)] if more else [])]
        interview = self.desk.interview(Screen(on=On.CLOSED))
        self.desk.say(interview, (*told, Ask(interview.onward())), key=key, purpose=ASKED)
        closed = close_own(self.office, self.tx, self.note, person=self.by.id, other=self.note.person)
        thanks = with_closed(self.office, self._say("dm_joined", name=self.desk.person.name), closed)
        self.desk.mail.post(self.by.id, thanks, key=f"{key}:thanks", purpose="tell", note=self.note.id)

    def _tell_others(self, key: str, text: str) -> None:
        """Tell those who write the note beside its first author."""
        for author in self.circle.listeners:
            if author != self.note.person:
                self.desk.mail.tell(author, f"{key}:author:{author}", text, note=self.note.id)

    def approve(self) -> None:
        """Count the approval; with the last one that is needed the note is approved."""
        key = self._add(APPROVE)
        standing = self.circle.standing(self.kept.version)
        facts = self._facts(standing)
        said = [fill(self.office.phrases.review, "approval", facts)]
        parts = self.desk.handing_in.approved(self.interview, standing.given)
        if standing.approved:
            self._approved(parts)
        else:
            sentence = (
                "still_needed_any"
                if standing.needed < len(standing.given + standing.waiting)
                else "still_needed"
            )
            said.append(fill(self.office.phrases.review, sentence, facts))
        self.posting.say(self.kept.version, key, Line(" ".join(said)))
        if standing.approved:
            self.posting.hand_over(self.kept.version, parts)
        over = [self._say("reminders_off")] if standing.approved else []
        since = [self._say("unsubmitted")] if self.desk.edited else []
        self.desk.mail.tell(self.note.person, key, " ".join([*said, *since, *over]), note=self.note.id)
        self._tell_others(key, " ".join(said))

    def take_back(self) -> None:
        """Let what was handed in be a draft again, whose author goes on with it."""
        key = self._add(TAKE_BACK)
        self._become(Status.DRAFTED)
        self.desk.handing_in.end(self.interview, "taken_back")
        said = self._say("thread_taken_back")
        self.posting.say(self.kept.version, key, Line(said))
        self._tell_others(key, said)
        desk = self._desk_now()
        interview = desk.interview(Screen(on=On.CLOSED))
        told = Tell("taken_back", {"reference": self.reference, "version": self.kept.version})
        desk.say(interview, (told, Ask(interview.onward())), key=key)

    def undo(self, before: Draft) -> None:
        """Take back the version that answers what was asked: the one before stands again, and is asked about again."""
        key = self._add(UNDO)
        self._become(Status.CHANGES_ASKED)
        self.desk.handing_in.stand_again(self.desk.interview_of(before), before, self.kept.version)
        said = self._say("thread_undone", previous=before.version)
        self.posting.say(self.kept.version, key, Line(said))
        self._tell_others(key, said)
        desk = self._desk_now()
        interview = desk.interview(Screen(on=On.CLOSED))
        facts = {"reference": self.reference, "version": self.kept.version, "previous": before.version}
        withdraw = self.office.phrases.buttons["review_take_back"]
        buttons = (Button(withdraw, act=TAKE_BACK, about=about(self.note.id, before.version)),)
        desk.say(interview, (Tell("undone", facts), Ask(interview.onward())), key=key, buttons=buttons)

    def withdraw(self, reason: str) -> None:
        """Let what was approved count no more: all is kept, the post says so, and the search finds it no longer."""
        key = self._add(WITHDRAW, {"": reason})
        self._become(Status.WITHDRAWN)
        self.desk.handing_in.end(self.interview, Status.WITHDRAWN, by=self.by.name, reason=reason)
        self.tx.search.drop(self.note.id)
        said = self._say("withdrawal", reason=reason)
        self.posting.say(self.kept.version, key, Line(said))
        told = dict.fromkeys((*self.circle.listeners, *self.circle.approvers(self.kept.version)))
        for person in told:
            if person != self.by.id:
                self.desk.mail.tell(person, f"{key}:told:{person}", said, note=self.note.id)

    def _desk_now(self) -> Desk:
        """Return the note on a desk as its status is by now."""
        note = self.tx.notes.get(self.note.id)
        assert note is not None
        return Desk(self.office, self.tx, note)

    def _facts(self, standing: Standing) -> Mapping[str, object]:
        return {
            **self._all(),
            "given": len(standing.given),
            "needed": standing.needed,
            "n": standing.needed - len(standing.given),
            "waiting": self.circle.names(standing.waiting),
        }

    def _approved(self, parts: Sequence[Part]) -> None:
        self._become(Status.APPROVED)
        self.posting.settle(self.kept.version, parts)
        index(self.tx, self.note.id, self.kept.version, self.kept.text)
        drop_promises(self.tx, self.note.id, self.desk.interview(Screen(on=On.CLOSED)).skipped)

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
        become(self.office, self.tx, self.note, status)
        self._write(status, **facts)

    def _write(self, what: str, **facts: object) -> None:
        said = {"version": self.kept.version, **facts}
        entry = Entry(who=self.by.id, what=what, note=self.note.id, facts=said, at=self.office.clock())
        self.tx.journal.add(entry)

    def _all(self) -> dict[str, object]:
        return {"reference": self.reference, "version": self.kept.version, "by": self.by.name}

    def _say(self, key: str, **facts: object) -> str:
        return fill(self.office.phrases.review, key, {**self._all(), **facts})
