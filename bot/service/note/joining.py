"""Somebody joins the note of another: what they owed themselves about the same event is closed."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.messages import Button, Line, Message
from bot.core.moves import On, Screen, Tell
from bot.core.notes import BEFORE
from bot.render.scenes import fill, title_of
from bot.service.chase.steps import OPENING, REMINDER
from bot.service.note.cards import fold
from bot.service.note.company import Occasion, interview_of
from bot.service.note.desk import Desk
from bot.service.office import Office
from storage import Note, Transaction


@dataclass(frozen=True, slots=True)
class Closed:
    """The own notes of somebody that were closed: their titles, and the buttons that open them again."""

    titles: tuple[str, ...] = ()
    buttons: tuple[Button, ...] = ()

    @property
    def told(self) -> tuple[Tell, ...]:
        """What is said of them."""
        return tuple(Tell("own_closed", {"title": title}) for title in self.titles)


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
    """End a note and all that was promised about it; return its number and its title."""
    interview = desk.interview(Screen(on=On.CLOSED))
    desk.handing_in.close(interview, "joined", other=desk.office.person(desk.tx, other).name)
    desk.tx.outbox.drop(desk.note.id, "wake", REMINDER, OPENING)
    fold(desk.mail, desk.note, desk.folded(interview))
    return desk.note.id, title_of(interview)
