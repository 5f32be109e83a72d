"""Somebody joins the note of another: what they owed themselves about the same event is closed."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.messages import Button, Line, Message
from bot.core.moves import On, Screen, Tell
from bot.core.notes import BEFORE, Status
from bot.render.scenes import fill, title_of
from bot.service.chase.first_contact import first_at
from bot.service.chase.steps import is_opening
from bot.service.circle import APART, TOGETHER, Circle, versions
from bot.service.note.cards import fold
from bot.service.note.closing import close
from bot.service.note.company import Occasion, company, interview_of, on_same_event
from bot.service.note.desk import Desk
from bot.service.office import Office
from storage import Entry, Note, Transaction


@dataclass(frozen=True, slots=True)
class Closed:
    """The own notes of somebody that were closed: their titles, and the buttons that open them again."""

    titles: tuple[str, ...] = ()
    buttons: tuple[Button, ...] = ()

    @property
    def told(self) -> tuple[Tell, ...]:
        """What is said of them."""
        return tuple(Tell("own_closed", {"title": title}) for title in self.titles)


def join(office: Office, tx: Transaction, own: Desk, name: str) -> None:
    """Make whoever owes a note an author of that of a colleague, who is told; their own is closed elsewhere."""
    interview = own.interview(Screen(on=On.CLOSED))
    theirs = company(office, tx, own.note, interview)[name]
    new, at = own.person, office.clock()
    if new.id not in Circle(office, tx, theirs).authors:
        tx.authors.add(theirs.id, new.id, at=at)
        tx.journal.add(Entry(who=new.id, what=TOGETHER, note=theirs.id, facts={"own": own.note.id}, at=at))
        tx.journal.add(Entry(who=new.id, what=TOGETHER, note=own.note.id, facts={"joined": theirs.id}, at=at))
    facts = {"new": new.name, "title": title_of(interview)}
    said = fill(office.phrases.post, "joins_told", facts)
    own.mail.tell(theirs.person, f"joins:{theirs.id}:{new.id}:{at.timestamp()}", said, note=theirs.id)
    if drafts := versions(tx, theirs.id):
        other = Desk(office, tx, theirs)
        other.handing_in.invite(other.interview_of(drafts[-1]), drafts[-1], new.id)


def leave(office: Office, tx: Transaction, own: Desk) -> None:
    """Take back that somebody joined: they write one of their own after all. Words that they wrote there stay."""
    told = [entry.facts for entry in tx.journal.of(own.note.id) if entry.what == TOGETHER]
    joined = [facts["joined"] for facts in told if "joined" in facts]
    theirs = tx.notes.get(joined[-1]) if joined else None
    person, at = own.person, office.clock()
    circle = Circle(office, tx, theirs) if theirs else None
    if theirs is None or circle is None or person.id not in circle.authors or circle.joined(person.id):
        return
    tx.journal.add(Entry(who=person.id, what=APART, note=theirs.id, at=at))
    facts = {"new": person.name, "title": title_of(own.interview(Screen(on=On.CLOSED)))}
    said = fill(office.phrases.post, "leaves_told", facts)
    own.mail.tell(theirs.person, f"leaves:{theirs.id}:{person.id}:{at.timestamp()}", said, note=theirs.id)


def renew_cards(office: Office, tx: Transaction, begun: Desk) -> None:
    """Promise the first messages anew that wait to be sent to colleagues: they now say that somebody has begun."""
    interview = interview_of(office, tx, begun.note)
    for note in on_same_event(office, tx, begun.note, interview, statuses={Status.OWED}):
        first = [row for row in tx.outbox.of(note.id) if is_opening(row)]
        waiting = [row for row in first if row.state == "waiting"]
        if waiting and first_at(office, tx, note):
            for row in waiting:
                tx.outbox.drop_one(row.id, error="a colleague has begun")
            Desk(office, tx, note).open(len(first))


def close_own(office: Office, tx: Transaction, joined: Note, *, person: str, other: str) -> Closed:
    """Close what somebody owes about the event of the note that they joined, `other`'s; return what to tell them."""
    occasion = Occasion.of(tx, joined, interview_of(office, tx, joined))
    closed = [
        _close(Desk(office, tx, note), other)
        for note in tx.notes.of(person, statuses=BEFORE)
        if note.id != joined.id and occasion.is_that_of(Occasion.of(tx, note, interview_of(office, tx, note)))
    ]
    undo = office.phrases.buttons["board_undo"]
    buttons = (Button(undo, act="again", about=str(note)) for note, _ in closed)
    return Closed(tuple(title for _, title in closed), tuple(buttons))


def with_closed(office: Office, sentence: str, closed: Closed) -> Message:
    """Return a message that says, after a sentence, which notes were closed."""
    said = (fill(office.phrases.say, tell.key, tell.facts) for tell in closed.told)
    return Message(parts=tuple(map(Line, (sentence, *said))), buttons=closed.buttons)


def _close(desk: Desk, other: str) -> tuple[int, str]:
    """End a note; return its number and its title."""
    interview = desk.interview(Screen(on=On.CLOSED))
    close(desk.handing_in, interview, "joined", other=desk.office.person(desk.tx, other).name)
    fold(desk.mail, desk.note, desk.folded(interview))
    return desk.note.id, title_of(interview)
