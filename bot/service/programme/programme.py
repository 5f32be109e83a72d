"""The programme of work: a file says which events there are, and who goes; what it would change is shown first."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256

from bot.core.forms import Deed
from bot.core.messages import Button, Line, Message, Title, load
from bot.render.library import LibraryError
from bot.render.scenes import fill
from bot.service.mail import Mail
from bot.service.office import Office
from bot.service.programme.obligations import Obligations
from bot.service.programme.plan_words import PlanWords
from bot.service.programme.planning import Plan, Planning
from storage import Delivery, Entry, Transaction

ACT, DISCARD = "programme", "programme_discard"
"""What the buttons of a proposal do."""


LONGEST = 200
"""Characters of the name of a file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a file: what it would change, why nothing was, and else what was done."""

    plan: Plan | None = None
    refused: str = ""
    done: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A programme that somebody dropped in a direct message; `id` is that of the file in its transport."""

    id: str
    name: str
    content: bytes
    by: str

    @property
    def about(self) -> str:
        """How a button names the file, and what was in it when it was shown."""
        return f"{self.id}.{sha256(self.content).hexdigest()[:16]}.{self.name[:LONGEST]}"


def file_of(about: str) -> tuple[str, str]:
    """Return the id and the name of the file that a button names."""
    file, _, rest = about.partition(".")
    return file, rest.partition(".")[2]


class Programme:
    """Imports programmes; coordinators only."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.words = PlanWords(office.phrases)

    def plan(self, name: str, content: bytes, *, by: str = "", complete: bool = False) -> Outcome:
        """Return what a file would change; nothing is written. Raises LibraryError.

        Without `by` somebody looks who has the database, for whom it is the day that it is in the office.
        """
        with self.office.transaction() as tx:
            if by and by not in self.office.coordinators:
                return Outcome(refused=self._only(tx))
            return Outcome(plan=Planning(self.office, tx, by).plan(name, content, complete=complete))

    def apply(
        self, name: str, content: bytes, *, by: str, partial: bool = False, complete: bool = False
    ) -> Outcome:
        """Carry out what a file says, all of it or nothing; `partial` leaves out what is wrong. Raises LibraryError."""
        with self.office.transaction() as tx:
            if by not in self.office.coordinators:
                return Outcome(refused=self._only(tx))
            plan = Planning(self.office, tx, by).plan(name, content, complete=complete)
            why = _obstacle(plan, partial=partial, complete=complete)
            if why:
                return Outcome(plan=plan, refused=self._say(why))
            return Outcome(plan=plan, done=self._carry_out(tx, plan, by, content))

    def _carry_out(self, tx: Transaction, plan: Plan, by: str, content: bytes) -> tuple[str, ...]:
        done = Obligations(self.office, tx, by).carry_out(plan)
        facts = {"sha256": sha256(content).hexdigest(), "changes": len(plan.changes)}
        tx.journal.add(Entry(who=by, what="programme", facts=facts, at=self.office.clock()))
        nothing = "nothing_more" if plan.faults or plan.unknown else "nothing"
        return tuple(done) if plan.changes else (self._say(nothing),)

    # ------------------------------------------------------------------ dropped in a direct message

    def propose(self, sent: Sent) -> None:
        """Show a coordinator what the file that they sent would change, with buttons."""
        with self._told(sent.by, _key(sent.about)), self.office.transaction() as tx:
            mail = Mail(self.office, tx)
            if sent.by not in self.office.coordinators:
                mail.tell(sent.by, _key(sent.about), self._only(tx))
                return
            plan = Planning(self.office, tx, sent.by).plan(sent.name, sent.content, complete=False)
            title = Title(self.words.title(plan))
            lines = [Line(line) for line in self.words.lines(plan)]
            buttons = self._buttons(sent, plan)
            if buttons and (plan.faults or plan.unknown):
                lines.append(Line(self._say("without")))
            message = Message(parts=(title, *lines), buttons=buttons)
            mail.post(sent.by, message, key=_key(sent.about), purpose="programme")

    def _buttons(self, sent: Sent, plan: Plan) -> tuple[Button, ...]:
        if not plan.changes:
            return ()
        apply = Button(self._say("apply"), primary=True, act=ACT, about=sent.about)
        return apply, Button(self._say("discard"), act=DISCARD, about=sent.about)

    def accept(self, deed: Deed, sent: Sent) -> None:
        """Carry out a file that was proposed, as it was then, once, for a coordinator."""
        with self._told(deed.person, deed.key), self.office.transaction() as tx:
            row = self._taken(tx, deed, sent.about)
            if row is None:
                return
            plan = Planning(self.office, tx, deed.person).plan(sent.name, sent.content, complete=False)
            done = self._carry_out(tx, plan, deed.person, sent.content)
            self._settle(tx, deed, row, "applied")
            message = Message(parts=tuple(Line(sentence) for sentence in done))
            Mail(self.office, tx).post(deed.person, message, key=f"{row.key}:done", purpose="tell")

    def discard(self, deed: Deed) -> None:
        """Let a proposal be, once, for a coordinator."""
        with self.office.transaction() as tx:
            row = self._taken(tx, deed, deed.about)
            if row is not None:
                self._settle(tx, deed, row, "discarded")

    def lose(self, person: str, name: str, *, key: str) -> None:
        """Say that a file could not be fetched."""
        with self.office.transaction() as tx:
            Mail(self.office, tx).tell(person, f"lost:{key}", self._say("lost", name=name))

    @contextmanager
    def _told(self, person: str, key: str) -> Iterator[None]:
        """Do it, or nothing, and say that the note type has a fault."""
        try:
            yield
        except LibraryError:
            with self.office.transaction() as tx:
                Mail(self.office, tx).tell(
                    person, f"broken:{key}", self.office.phrases.command["broken_type"]
                )

    def _taken(self, tx: Transaction, deed: Deed, about: str) -> Delivery | None:
        """Return the proposal if this person may decide and nobody has; else say so."""
        at, mail = self.office.clock(), Mail(self.office, tx)
        if tx.inbox.seen(deed.key, at=at):
            return None
        if deed.person not in self.office.coordinators:
            mail.tell(deed.person, f"refused:{deed.key}", self._only(tx))
            return None
        row = tx.outbox.by_key(_key(about)) if deed.about == about else None
        if row is None or row.purpose != "programme" or tx.inbox.seen(f"{row.key}:decided", at=at):
            mail.tell(deed.person, f"refused:{deed.key}", self._say("gone"))
            return None
        return row

    def _settle(self, tx: Transaction, deed: Deed, row: Delivery, key: str) -> None:
        """Write the proposal anew, with what became of it in the place of the buttons."""
        name = self.office.person(tx, deed.person).name
        parts = (*load(row.body).parts, Line(self._say(key, name=name)))
        told = Message(parts=parts)
        Mail(self.office, tx).post(
            row.recipient, told, key=f"{row.key}:{key}", purpose="programme", replaces=row.id
        )

    def _only(self, tx: Transaction) -> str:
        return self._say("only", coordinators=self.office.names(tx, self.office.coordinators))

    def _say(self, key: str, **facts: object) -> str:
        return fill(self.office.phrases.programme, key, facts)


def _obstacle(plan: Plan, *, partial: bool, complete: bool) -> str:
    """Return which sentence says why nothing is changed."""
    if plan.faults and complete:
        return "gaps"
    if plan.faults and not partial:
        return "faulty"
    return "strangers" if plan.unknown and not partial else ""


def _key(about: str) -> str:
    return f"programme:{about}"
