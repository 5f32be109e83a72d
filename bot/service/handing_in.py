"""The ends of an interview: the draft is handed in and posted, or the note is closed without one."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

from bot.core.interview import Interview
from bot.core.messages import Line, Message, Sheet, Title
from bot.core.moves import Tell
from bot.core.notes import Status, before
from bot.render.drafts import draft
from bot.render.scenes import fill, listed, title_of
from bot.service.ledger import debt
from bot.service.mail import Mail
from bot.service.office import Office
from storage import Draft, Entry, Note, Person, Transaction


class HandingIn:
    """Ends the interview of one note within one transaction."""

    def __init__(self, office: Office, tx: Transaction, note: Note, by: Person) -> None:
        self.office = office
        self.tx = tx
        self.note = note
        self.by = by
        self.mail = Mail(office, tx)

    def submit(self, interview: Interview) -> Tell:
        """Keep the draft as the next version and promise it to the team; return what to tell the expert."""
        folder = self.office.folder(self.tx, self.note.type_hash)
        text = draft(folder, interview, self.office.context(self.by))
        kept = self.tx.drafts.add(self._draft(text))
        self._become(Status.IN_REVIEW, version=kept.version)
        held = interview.values.get(interview.type.hold) is True
        self.tx.outbox.drop(note=self.note.id, purpose="post")  # an earlier version that is still waiting
        for reader in self._coordinators() if held else (self.office.channel,):
            message = self._post(interview, kept, reader=reader)
            key = self._key(kept.version, reader)
            self.mail.post(reader, message, key=key, purpose="post", note=self.note.id, threaded=True)
        facts = {"reference": self.reference(interview), "version": kept.version}
        return Tell("submitted_held" if held else "submitted", facts)

    def _draft(self, text: str) -> Draft:
        latest = self.tx.answers.latest(self.note.id)
        return Draft(
            note=self.note.id,
            version=0,
            text=text,
            sha256=sha256(text.encode()).hexdigest(),
            type_hash=self.note.type_hash,
            revisions={key: answer.revision for key, answer in latest.items()},
            by=self.by.id,
            at=self.office.clock(),
        )

    def _seen(self, version: int, reader: str) -> int:
        """Return the last version before this one that was posted to this reader; 0 if there is none."""
        earlier = range(version - 1, 0, -1)
        rows = {v: self.tx.outbox.by_key(self._key(v, reader)) for v in earlier}
        return next((v for v, row in rows.items() if row and row.state in {"sending", "sent"}), 0)

    def _key(self, version: int, reader: str) -> str:
        return f"post:{self.note.id}:{version}:{reader}"

    def _post(self, interview: Interview, kept: Draft, *, reader: str) -> Message:
        held = reader != self.office.channel
        public = self._seen(kept.version, self.office.channel)
        seen = self._seen(kept.version, reader)
        facts = {
            "type": interview.type.title,
            "reference": self.reference(interview),
            "version": kept.version,
            "previous": public if held else seen,
            "name": self.by.name,
            "gaps": self._gaps(interview),
        }
        lines = ["by", *(["held"] if held else []), *(["public"] if held and public else [])]
        lines += ["changed"] if seen and not held else []
        said = " ".join(self._sentence(key, facts) for key in lines)
        return Message(parts=(Title(self._sentence("title", facts)), Line(said), Sheet(kept.text)))

    def _gaps(self, interview: Interview) -> str:
        labels = [q.label for q in interview.gaps]
        screen, lexicon = self.office.phrases.screen, self.office.phrases.lexicon
        return fill(screen, "gaps", {"labels": listed(labels, lexicon)}) if labels else screen["no_gaps"]

    def close(self, interview: Interview, why: str) -> None:
        """Close the note without a draft, and tell whoever asked for it."""
        self._become(Status.DECLINED, why=why)
        for key in interview.skipped:
            self.tx.outbox.drop(note=self.note.id, purpose=debt(key))
        if self.note.asked_by != self.by.id:
            facts = {"name": self.by.name, "title": title_of(interview)}
            sentence = self._sentence(f"declined_{why}", facts)
            key = f"declined:{self.note.id}"
            self.mail.tell(self.note.asked_by, key, sentence, note=self.note.id)

    def reference(self, interview: Interview) -> str:
        """Return the name by which the note is filed: prefix, year in which it was opened, number."""
        return f"{interview.type.prefix}-{self.note.opened_at.year}-{self.note.id:03}"

    def _become(self, status: Status, **facts: object) -> None:
        at = self.office.clock()
        if not self.tx.notes.set_status(self.note.id, was=before(status), becomes=status, at=at):
            raise RuntimeError(f"note {self.note.id} can not become {status} from {self.note.status}")
        entry = Entry(who=self.by.id, what=status, note=self.note.id, facts=facts, at=at)
        self.tx.journal.add(entry)

    def _coordinators(self) -> tuple[str, ...]:
        asked = self.note.asked_by
        return (asked,) if asked in self.office.coordinators else self.office.coordinators

    def _sentence(self, key: str, facts: Mapping[str, object]) -> str:
        return fill(self.office.phrases.post, key, facts)
