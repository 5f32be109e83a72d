"""The interview as use cases: a reply, a pressed button, an edited message. One call, one transaction."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from bot.core.engine import step
from bot.core.interview import Interview
from bot.core.moves import Amend, Answer, Ask, Command, Move, Offer, Screen, Tell, Word
from bot.core.notes import TALKING
from bot.core.replies import Reply
from bot.core.words import read
from bot.service.desk import Desk
from bot.service.mail import Mail
from bot.service.office import Office
from bot.service.rows import screen_from_json
from storage import Answer as AnswerRow
from storage import Delivery, Transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Something that a person said, whichever door it came through.

    `key` is what the inbox knows it by. `message` is the transport's id of it (Slack: ts), which sorts by time.
    `place` is where it was said. `card` is the message of ours it points at: the one whose button was pressed
    or in whose thread it stands; `pressed` tells these two apart.
    """

    person: str
    reply: Reply
    key: str
    message: str
    place: str = ""
    card: str = ""
    pressed: bool = False


WORKS_ON_ANY_CARD = frozenset({Word.EDIT, Word.PREVIEW, Word.DONE, Word.SUBMIT, Word.PAUSE, Word.START, Word.HELP})
"""Commands that mean the same on an old card as on the newest one."""


class Interviews:
    """Carries interviews on."""

    def __init__(self, office: Office) -> None:
        self.office = office

    def reply(self, said: Said) -> None:
        """Take a reply or a pressed button: store what it says, and promise what comes next."""
        with self.office.transaction() as tx:
            if tx.inbox.seen(said.key, at=self.office.clock()):
                return
            shown, newest = self._shown(tx, said), tx.outbox.newest_screen(said.person, now=self.office.clock())
            if shown is None or newest is None:
                Mail(self.office, tx).tell(said.person, f"turn:{said.key}", self.office.phrases.command["help"])
            elif not _double(said, shown, newest):
                self._turn(tx, said, shown, newest)

    def amend(self, said: Said) -> None:
        """Take an edit of an earlier message: it changes the answer that the message is part of."""
        with self.office.transaction() as tx:
            if tx.inbox.seen(said.key, at=self.office.clock()):
                return
            answer = tx.answers.by_message(said.message)
            newest = tx.outbox.newest_screen(said.person, now=self.office.clock())
            if newest is None or (answer and _same(answer, said)):
                return
            if answer:
                self._move(tx, said, newest, Amend(answer.key, said.reply), note=answer.note)
            elif any(reply.message == said.message for reply in _screen(newest).said):
                self._move(tx, said, newest, Answer(said.reply), screen=replace(_screen(newest), said=()))

    def forget(self, said: Said) -> None:
        """Take a deletion of an earlier message: the answer stays, and the person is told so."""
        with self.office.transaction() as tx:
            if tx.inbox.seen(said.key, at=self.office.clock()):
                return
            answer = tx.answers.by_message(said.message)
            newest = tx.outbox.newest_screen(said.person, now=self.office.clock())
            if answer and newest:
                desk = self._desk(tx, answer.note)
                screen = _screen(newest)
                told = (Tell("amend_deleted", {"key": answer.key}), Ask(screen))
                desk.say(desk.interview(screen), told, key=f"turn:{said.key}")

    def _shown(self, tx: Transaction, said: Said) -> Delivery | None:
        """Return what was on the person's screen when they said this.

        A message that is being sent counts when the person wrote a second or more after it went out: they
        most likely answer it, though its receipt has not come.
        """
        pointed = tx.outbox.by_receipt(said.place, said.card) if said.card else None
        if pointed and pointed.screen:
            return pointed
        newest = tx.outbox.newest_screen(said.person, now=self.office.clock())
        if newest and newest.state == "sending" and newest.claimed_at:
            if newest.claimed_at + timedelta(seconds=1) < _time(said.message):
                return newest
        return tx.outbox.on_screen(said.person, before=said.message)

    def _turn(self, tx: Transaction, said: Said, shown: Delivery, newest: Delivery) -> None:
        screen = _screen(shown)
        desk = self._desk(tx, shown.note)
        interview = desk.interview(screen)
        labels = [name for q in interview.path for name in (q.label, q.key)]
        move = read(said.reply, self.office.phrases.lexicon, screen, labels)
        if said.card and shown.id != newest.id and _differs(screen, shown, newest):
            late = _late(move, screen)
            if late is None:
                told = (Tell("late", {"key": screen.key}), Ask(_screen(newest)))
                newest_desk = self._desk(tx, newest.note)
                newest_desk.say(newest_desk.interview(_screen(newest)), told, key=f"turn:{said.key}")
                return
            move = late
        self._move(tx, said, shown, move, screen=screen)

    def _move(
        self,
        tx: Transaction,
        said: Said,
        delivery: Delivery,
        move: Move,
        *,
        note: int | None = None,
        screen: Screen | None = None,
    ) -> None:
        desk = self._desk(tx, note or delivery.note)
        before = desk.interview(screen or _screen(delivery))
        if desk.note.status not in TALKING:
            sentence = self.office.phrases.command["closed"]
            desk.mail.tell(said.person, f"turn:{said.key}", sentence)
            return
        turn = step(before, move, desk.context)
        desk.take(turn.interview, turn.effects, key=f"turn:{said.key}")

    def _desk(self, tx: Transaction, note: int | None) -> Desk:
        row = tx.notes.get(note) if note else None
        assert row is not None, "every screen belongs to a note"
        return Desk(self.office, tx, row)


def _late(move: Move, screen: Screen) -> Move | None:
    """Return what a move on an old card comes to: an offer, itself, or nothing that still makes sense."""
    match move:
        case Answer(reply) if screen.key:
            return Offer(screen.key, reply)
        case Command(word) if word in WORKS_ON_ANY_CARD:
            return move
        case _:
            return None


def _screen(delivery: Delivery) -> Screen:
    return screen_from_json(delivery.screen)


def _differs(screen: Screen, shown: Delivery, newest: Delivery) -> bool:
    now = _screen(newest)
    return shown.note != newest.note or (screen.on, screen.key) != (now.on, now.key)


def _double(said: Said, shown: Delivery, newest: Delivery) -> bool:
    """Say whether a button was pressed twice: its card was answered, and the next was not on screen yet."""
    if not said.pressed or shown.id == newest.id:
        return False
    return newest.state != "sent" or newest.receipt > said.message


def _same(answer: AnswerRow, said: Said) -> bool:
    """Say whether an edit changed nothing: Slack reports a link preview as an edit."""
    return any(piece.message == said.message and piece.text == said.reply.text for piece in answer.pieces)


def _time(message: str) -> datetime:
    return datetime.fromtimestamp(float(message), UTC)
