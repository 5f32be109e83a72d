"""The draft is handed in and posted, and how its post ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from hashlib import sha256

from bot.core.deciding import asked_about
from bot.core.interview import Interview
from bot.core.messages import Button, Line, Message, Part, Title
from bot.core.moves import On, Screen, Tell
from bot.core.notes import Act, Status
from bot.render.drafts import draft
from bot.render.findings import sensitive, style_left
from bot.render.scenes import days_of, fill, listed, title_of
from bot.service.chase.away import coordinators_of
from bot.service.chase.wish_list import OFFER
from bot.service.circle import Circle, versions
from bot.service.ledger import become
from bot.service.mail import Mail
from bot.service.note.holding import Holding
from bot.service.note.pace import usual_days
from bot.service.note.posting import POST, Posting, about, acts_of
from bot.service.office import Office, reference_of
from storage import Delivery, Draft, Entry, Note, Person, Transaction


class HandingIn:
    """Ends the interview of one note within one transaction."""

    def __init__(self, office: Office, tx: Transaction, note: Note, by: Person) -> None:
        self.office = office
        self.tx = tx
        self.note = note
        self.by = by
        self.mail = Mail(office, tx)
        self._handed: tuple[Draft, Posting] | None = None
        self._post: Delivery | None = None

    @cached_property
    def circle(self) -> Circle:
        """The people around the note, looked up when they are needed."""
        return Circle(self.office, self.tx, self.note)

    @property
    def channel(self) -> str:
        """Where the note is posted."""
        return self.office.channel_of(self.note.type)

    def submit(self, interview: Interview) -> Tell:
        """Keep the draft as the next version and promise it to the team; return what to tell the expert."""
        folder = self.office.folder(self.tx, self.note.type_hash)
        text = draft(folder, interview, self.office.context(self.by))
        kept = self.tx.drafts.add(self._draft(text))
        self.become(Status.IN_REVIEW, version=kept.version)
        if self.note.status == Status.APPROVED:
            self._write("reopened", self.by, kept.version)
        hold = Holding(self.office, self.tx, self.note)
        why = hold.why(interview)
        if why:
            self._write("held", self.by, kept.version, asked=sorted(hold.asked(interview)))
        self.tx.outbox.drop(self.note.id, OFFER, POST)  # the post of an earlier version that is still waiting
        facts = self._facts(interview, kept)
        parts = self._parts(interview, self._keys(facts, why), facts)
        self._handed = kept, (posting := self._posting(interview))
        posts = [posting.post(reader, kept, parts) for reader in self._readers(why)]
        self._post = None if why else posts[0]
        answered = "answered_all" if self.note.status == Status.CHANGES_ASKED else "submitted"
        for author in () if why else self.circle.writers[1:]:
            self.invite(interview, kept, author)
        key = f"submitted_{why}" if why else answered
        return Tell(key, {k: facts[k] for k in ("reference", "version", "review")})

    def takes_back(self) -> Sequence[Button]:
        """Return the button that takes back what was handed in just now; what answers a reader is undone by it."""
        if self._handed is None:
            return ()
        act = Act.UNDO if self.note.status == Status.CHANGES_ASKED else Act.TAKE_BACK
        return (self._button(act, about(self.note.id, self._handed[0].version)),)

    @property
    def shown(self) -> Screen | None:
        """The screen of what was handed in just now: a question that was left open takes nothing from here on."""
        return Screen(on=On.REVIEW) if self._handed else None

    def stands(self) -> Sequence[Button]:
        """Return the buttons that take back what is before its readers, for who asks for them later on."""
        if self.note.status not in {Status.IN_REVIEW, Status.CHANGES_ASKED}:
            return ()
        *earlier, newest = versions(self.tx, self.note.id)
        undone = (Act.UNDO,) if earlier and self.circle.undoable(earlier[-1], newest) else ()
        named = about(self.note.id, newest.version)
        return [self._button(act, named) for act in (*undone, Act.TAKE_BACK)]

    def reopens(self) -> Sequence[Button]:
        """Return the button that opens the note again, which was closed just now."""
        return (Button(self.office.phrases.buttons["board_undo"], act="again", about=str(self.note.id)),)

    def _button(self, act: Act, named: str) -> Button:
        return Button(self.office.phrases.buttons[f"review_{act}"], act=act, about=named)

    def _readers(self, why: str) -> Sequence[str]:
        return self.coordinators() if why else (self.channel,)

    def follow(self, receipt: Delivery | None, message: Message) -> None:
        """Promise what follows the receipt of what was handed in just now: a copy below it, and where the post is."""
        if self._handed and receipt:
            kept, posting = self._handed
            posting.copy(receipt, kept)
            self._link(receipt, message, self._post)

    def _link(self, said: Delivery | None, message: Message, post: Delivery | None) -> None:
        """Promise a button that opens the post in the channel, once it stands there."""
        if said and post:
            self.mail.link(said, message, self.office.phrases.buttons["open_post"], to=post)

    def invite(self, interview: Interview, kept: Draft, author: str) -> None:
        """Ask an author beside the first, once, for words of their own, which stand under their name."""
        if "join" not in acts_of(interview.type) or self.circle.joined(author):
            return
        label, facts = self.office.phrases.buttons, {"name": self.by.name, "title": title_of(interview)}
        each = interview.question(interview.type.each)
        said = self.sentence(
            "invited", {**facts, "label": each.label if each else "", "button": label["review_join"]}
        )
        named = about(self.note.id, kept.version)
        buttons = tuple(Button(label[f"review_{act}"], act=act, about=named) for act in ("join", "read"))
        message = Message(parts=(Line(said),), buttons=buttons)
        key = f"invited:{self.note.id}:{author}"
        self.mail.post(author, message, key=key, purpose="tell", note=self.note.id)

    def release(self, interview: Interview, *, by: Person) -> tuple[bool, Mapping[str, object]]:
        """Let the newest version go into the channel, and later ones with it; False where none is held back.

        `interview` is that of the version. What was approved while it was held goes there as approved.
        """
        kept = versions(self.tx, self.note.id)[-1]
        facts = {**self._facts(interview, kept), "by": by.name}
        if not self.circle.held:
            return False, facts
        self._write("released", by, kept.version)
        if self.note.status == Status.APPROVED:
            parts, state = self.approved(interview, self.circle.approvers(kept.version)), "approved"
        else:
            keys = ["released", *(["changed"] if facts["previous"] else [])]
            parts, state = self._parts(interview, keys, facts), "draft"
        post = self._posting(interview).post(self.channel, kept, parts, state)
        key = f"released:{self.note.id}:{kept.version}"
        told = Message(parts=(Line(self.sentence("told_released", facts)),))
        said = self.mail.post(self.by.id, told, key=key, purpose="tell", note=self.note.id)
        self._link(said, told, post)
        return True, facts

    def approved(self, interview: Interview, by: Sequence[str]) -> tuple[Part, ...]:
        """Return what the post of a version says once these people have approved it."""
        return self._ended(interview, "approved", {"by": self.circle.names(by)})

    def end(self, interview: Interview, how: str, **facts: object) -> None:
        """Let every reader's message say how this version came to an end: "waived", "withdrawn" or "taken_back"."""
        self._posting(interview).end(how, interview.version, self._ended(interview, how, facts))

    def stand_again(self, interview: Interview, kept: Draft, undone: int) -> None:
        """Let every reader's message show this version again, in place of one that was undone."""
        facts = {**self._facts(interview, kept), "undone": undone}
        parts = self._parts(interview, ["by", "stands_again"], facts)
        self._posting(interview).stand_again(kept.version, undone, parts)

    def approved_again(self, interview: Interview, kept: Draft, closed: int) -> None:
        """Let every reader's message show this version as it was approved, in place of a newer one that was closed."""
        parts = self.approved(interview, self.circle.approvers(kept.version))
        said = Line(fill(self.office.phrases.review, "closed_after", {"closed": closed}))
        self._posting(interview).stand_again(kept.version, closed, (*parts, said), state="approved")

    def _ended(self, interview: Interview, how: str, facts: Mapping[str, object]) -> tuple[Part, ...]:
        words, version = self.office.phrases.review, interview.version
        reference = self.reference(interview)
        title = {"type": interview.type.title, "reference": reference, "version": version}
        line = {**facts, "authors": self.circle.names(self.circle.writers_of(version))}
        above, below = fill(words, f"title_{how}", title), fill(words, f"{how}_by", line)
        return (Title(above), self.about(interview), Line(below))

    def _write(self, what: str, who: Person, version: int, **more: object) -> None:
        facts = {"version": version, **more}
        entry = Entry(who=who.id, what=what, note=self.note.id, facts=facts, at=self.office.clock())
        self.tx.journal.add(entry)

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

    def _facts(self, interview: Interview, kept: Draft) -> dict[str, object]:
        posting = self._posting(interview)
        return {
            "type": interview.type.title,
            "reference": posting.reference,
            "number": self.note.id,
            "version": kept.version,
            "previous": posting.previous(self.channel, kept.version),
            "name": self.by.name,
            "authors": self.circle.names(self.circle.writers_of(kept.version)),
            "gaps": self.gaps(interview),
            "asked": sensitive(self.office.phrases, interview, asked_about(interview)),
            "review": self._review(),
        }

    def _review(self) -> str:
        names = self.circle.names(self.circle.reviewers)
        if not names:
            return self.sentence("reviewed_by_nobody", {})
        days = usual_days(self.office, self.tx, self.by)
        return self.sentence("reviewed_by_within" if days else "reviewed_by", {"names": names, "n": days})

    def _keys(self, facts: Mapping[str, object], why: str) -> list[str]:
        """Return which sentences the post of a version says."""
        reopened = ["reopened"] if self.note.status == Status.APPROVED else []
        if not why:
            return ["by", *reopened, *(["changed"] if facts["previous"] else [])]
        asks = ["asks"] if facts["asked"] else []
        return ["by", *reopened, why, *asks, *(["public"] if facts["previous"] else []), "release"]

    def _parts(
        self, interview: Interview, keys: Sequence[str], facts: Mapping[str, object]
    ) -> tuple[Part, ...]:
        said = Line(" ".join(self.sentence(key, facts) for key in keys))
        return (Title(self.sentence("title", facts)), self.about(interview), said)

    def _posting(self, interview: Interview) -> Posting:
        acts = acts_of(interview.type)
        return Posting(self.office, self.tx, self.note, self.reference(interview), acts)

    def about(self, interview: Interview) -> Part:
        """Return the line that says what the note is about, and when that was."""
        days = days_of(interview, self.office.context(self.by))
        return Line("; ".join(filter(None, (title_of(interview, 200), days))))

    def gaps(self, interview: Interview) -> str:
        """Return the sentence that names what is still to be supplied, and how often the style was not followed."""
        labels = [q.label for q in interview.gaps]
        screen, lexicon = self.office.phrases.screen, self.office.phrases.lexicon
        gaps = fill(screen, "gaps", {"labels": listed(labels, lexicon)}) if labels else screen["no_gaps"]
        return " ".join(filter(None, (gaps, style_left(self.office.phrases, interview))))

    def reference(self, interview: Interview) -> str:
        """Return the name by which the note is filed: prefix, year in which it was opened, number."""
        return reference_of(interview.type, self.note)

    def become(self, status: Status, **facts: object) -> None:
        """Let the status follow, and the journal say so."""
        become(self.office, self.tx, self.note, status)
        at = self.office.clock()
        entry = Entry(who=self.by.id, what=status, note=self.note.id, facts=facts, at=at)
        self.tx.journal.add(entry)

    def coordinators(self, *, but: str = "") -> tuple[str, ...]:
        """Return who coordinates this note and is here, `but` whoever did what they are told of."""
        return coordinators_of(self.office, self.tx, self.note, but=but)

    def sentence(self, key: str, facts: Mapping[str, object]) -> str:
        """Return what is said about the end of a note."""
        return fill(self.office.phrases.post, key, facts)
