"""The interview as use cases: a reply, a pressed button, an edited message. One call, one transaction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.core.engine import explained, step
from bot.core.interview import Interview
from bot.core.moves import (
    EVERYWHERE,
    OPTIONS,
    Amend,
    Answer,
    Ask,
    Command,
    Move,
    Offer,
    On,
    Screen,
    Tell,
    Word,
)
from bot.core.notes import TALKING
from bot.core.replies import Reply
from bot.core.turns import stay
from bot.core.words import find, read
from bot.render.scenes import title_of
from bot.service.desk import Desk
from bot.service.mail import Mail
from bot.service.office import Office
from bot.service.outbox import Courier, Letter, Nobody, Outbox
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


WORKS_ON_ANY_CARD = frozenset(
    {Word.EDIT, Word.PREVIEW, Word.DONE, Word.SUBMIT, Word.PAUSE, Word.START, Word.HELP}
)
"""Commands that mean the same on an old card as on the newest one."""

EXITS = frozenset({Word.ABSENT, Word.OTHER})
"""Commands of the first card that stay open for as long as nothing is handed in."""

LATEST = "~"
"""A text that sorts after every receipt."""


def message_key(place: str, message: str) -> str:
    """Return what the inbox knows a message by: whichever of it comes first, an edit or itself, is the one."""
    return f"message:{place}:{message}"


class Interviews:
    """Carries interviews on."""

    def __init__(self, office: Office, courier: Courier | None = None) -> None:
        self.office = office
        self.courier = courier or Nobody()
        self.outbox = Outbox(office)

    @contextmanager
    def _work(self, person: str) -> Iterator[Transaction]:
        """Begin a use case; the courier takes what it promises this person with the same commit, and carries it."""
        letters: Sequence[Letter] = ()
        with self.office.transaction() as tx:
            yield tx
            if self.courier.can_go_to(person):
                letters = self.outbox.claim_within(tx, recipient=person)
        self.courier.carry(letters)

    def reply(self, said: Said) -> None:
        """Take a reply or a pressed button: store what it says, and promise what comes next."""
        with self._work(said.person) as tx:
            if not tx.inbox.seen(said.key, at=self.office.clock()):
                self._reply(tx, said)

    def _reply(self, tx: Transaction, said: Said) -> None:
        newest = self._newest(tx, said.person)
        shown = self._shown(tx, said, newest)
        if shown is None or newest is None:
            sentence = self.office.phrases.command["help"]
            Mail(self.office, tx).tell(said.person, f"turn:{said.key}", sentence)
        elif not _double(said, shown, newest):
            self._turn(tx, said, shown, newest)

    def amend(self, said: Said) -> None:
        """Take an edit of an earlier message: it changes the answer that the message is part of."""
        with self._work(said.person) as tx:
            if tx.inbox.seen(said.key, at=self.office.clock()):
                return
            if not tx.inbox.seen(message_key(said.place, said.message), at=self.office.clock()):
                self._reply(tx, said)  # the edit overtook the message, which will be taken as seen
                return
            answer = self._answer(tx, said)
            newest = self._newest(tx, said.person)
            if newest is None or (answer and _same(answer, said)):
                return
            screen = _screen(newest)
            if answer and answer.note != newest.note:
                self._aside(self._desk(tx, answer.note), said, Amend(answer.key, said.reply))
            elif answer or any(reply.message == said.message for reply in screen.said):
                desk = self._desk(tx, newest.note)
                move = Amend(answer.key if answer else screen.key, said.reply)
                self._move(desk, said, desk.interview(screen), move)

    def forget(self, said: Said) -> None:
        """Take a deletion of an earlier message: the answer stays, and the person is told so."""
        with self._work(said.person) as tx:
            if tx.inbox.seen(said.key, at=self.office.clock()):
                return
            tx.inbox.seen(message_key(said.place, said.message), at=self.office.clock())
            answer = self._answer(tx, said)
            newest = self._newest(tx, said.person)
            if answer and newest:
                desk = self._desk(tx, answer.note)
                self._remind(desk, said, Tell("amend_deleted", {"key": answer.key}), newest)

    def _answer(self, tx: Transaction, said: Said) -> AnswerRow | None:
        """Return the answer that this message is part of, if it is in a note of whoever said it."""
        answer = tx.answers.by_message(said.message)
        note = tx.notes.get(answer.note) if answer else None
        return answer if note and note.person == said.person else None

    def _newest(self, tx: Transaction, person: str) -> Delivery | None:
        """Return the last screen of a note that goes on, seen or still to be sent; without one, the last at all."""
        promised = tx.outbox.newest_screen(person, now=self.office.clock())
        if promised is None or (promised.state != "sent" and _goes_on(tx, promised)):
            return promised
        return _seen(tx, person, before=LATEST) or promised

    def _shown(self, tx: Transaction, said: Said, newest: Delivery | None) -> Delivery | None:
        """Return what was on the person's screen when they said this.

        A message that is being sent counts when the person wrote a second or more after it went out: they
        most likely answer it, though its receipt has not come. A button of a card that has no receipt is its.
        """
        pointed = tx.outbox.by_receipt(said.place, said.card) if said.card else None
        if pointed and pointed.recipient != said.person:
            return None
        if pointed and pointed.screen:
            return pointed
        claimed = newest.claimed_at if newest and newest.state == "sending" else None
        its_button = said.pressed and pointed is None
        if claimed and (its_button or claimed + timedelta(seconds=1) < _time(said.message)):
            return newest
        shown = _seen(tx, said.person, before=said.message)
        return self._beneath(tx, said, shown) if shown else None

    def _beneath(self, tx: Transaction, said: Said, shown: Delivery) -> Delivery:
        """Return the question under a first message about another note, unless this is a reply to that one.

        A note that is registered in the middle of another interview must not swallow its next answer.
        """
        screen = _screen(shown)
        move = find(said.reply.text, self.office.phrases.lexicon, screen)
        if screen.on is not On.OPENING or (move and move.word in OPTIONS[On.OPENING]):
            return shown
        under = _seen(tx, said.person, before=shown.receipt)
        return under if under and under.note != shown.note else shown

    def _turn(self, tx: Transaction, said: Said, shown: Delivery, newest: Delivery) -> None:
        screen = _screen(shown)
        desk = self._desk(tx, shown.note)
        interview = desk.interview(screen)
        labels = [name for q in interview.path for name in (q.label, q.key)]
        move = read(said.reply, self.office.phrases.lexicon, screen, labels)
        if said.card and _old(said, shown, newest):
            late = _late(move, screen)
            if late is None:
                told = Tell("late", {"key": screen.key, "label": title_of(interview)})
                self._remind(self._desk(tx, newest.note), said, told, newest)
                return
            move = late
            if shown.note == newest.note and not (isinstance(move, Command) and move.word in EXITS):
                interview = desk.interview(_screen(newest))
        elif _waits(said, shown, newest) and not (isinstance(move, Command) and move.word not in EVERYWHERE):
            interview = desk.interview(_screen(newest))
        self._move(desk, said, interview, move)

    def _remind(self, desk: Desk, said: Said, told: Tell, newest: Delivery) -> None:
        """Say something that changes nothing, above what is on the screen if that is about the same note."""
        if desk.note.id != newest.note or desk.note.status not in TALKING:
            desk.say(desk.interview(Screen(on=On.CLOSED)), (told,), key=f"turn:{said.key}")
            return
        turn = explained(stay(desk.interview(_screen(newest)), told), desk.context)
        desk.say(turn.interview, turn.effects, key=f"turn:{said.key}")

    def _aside(self, desk: Desk, said: Said, move: Move) -> None:
        """Make a move in a note that is not the one on the screen, which stays there."""
        if desk.note.status not in TALKING:
            desk.mail.tell(said.person, f"turn:{said.key}", self.office.phrases.command["closed"])
            return
        turn = step(desk.interview(Screen(on=On.CLOSED)), move, desk.context)
        effects = [effect for effect in turn.effects if not isinstance(effect, Ask)]
        desk.write(turn.interview, effects, key=f"turn:{said.key}")

    def _move(self, desk: Desk, said: Said, before: Interview, move: Move) -> None:
        if desk.note.status not in TALKING:
            sentence = self.office.phrases.command["closed"]
            desk.mail.tell(said.person, f"turn:{said.key}", sentence)
            return
        turn = step(before, move, desk.context)
        write = desk.write if isinstance(move, Amend) else desk.take
        write(turn.interview, turn.effects, key=f"turn:{said.key}")

    def _desk(self, tx: Transaction, note: int | None) -> Desk:
        row = tx.notes.get(note) if note else None
        assert row is not None, "every screen belongs to a note"
        return Desk(self.office, tx, row)


def _late(move: Move, screen: Screen) -> Move | None:
    """Return what a move on an old card comes to: an offer, itself, or nothing that still makes sense."""
    match move:
        case Answer(reply) if screen.key:
            return Offer(screen.key, reply)
        case Command(Word.EDIT | Word.HELP as word, rest):
            return Command(word, rest or screen.key)
        case Command(word) if word in WORKS_ON_ANY_CARD | EXITS:
            return move
        case _:
            return None


def _seen(tx: Transaction, person: str, *, before: str) -> Delivery | None:
    """Return what they had on the screen before that, of a note that goes on if there is one."""
    last = shown = tx.outbox.on_screen(person, before=before)
    while shown and not _goes_on(tx, shown):
        shown = tx.outbox.on_screen(person, before=shown.receipt)
    return shown or last


def _goes_on(tx: Transaction, delivery: Delivery) -> bool:
    note = tx.notes.get(delivery.note) if delivery.note else None
    return note is not None and note.status in TALKING


def _screen(delivery: Delivery) -> Screen:
    return screen_from_json(delivery.screen)


def _waits(said: Said, shown: Delivery, newest: Delivery) -> bool:
    """Say whether a quick message before this one is in doubt: it waits on a screen that nobody has seen."""
    screen = _screen(newest)
    seen = newest.state == "sent" and newest.receipt < said.message
    about = (newest.note, screen.key) == (shown.note, _screen(shown).key)
    return screen.on is On.DOUBT and about and not seen


def _old(said: Said, shown: Delivery, newest: Delivery) -> bool:
    """Say whether something else was on the screen when they said this."""
    was, now = _screen(shown), _screen(newest)
    differs = shown.note != newest.note or (was.on, was.key) != (now.on, now.key)
    return differs and newest.state == "sent" and newest.receipt < said.message


def _double(said: Said, shown: Delivery, newest: Delivery) -> bool:
    """Say whether a button was pressed twice: its card was answered, and the next was not on screen yet."""
    if not said.pressed or shown.id == newest.id or (newest.note, newest.purpose) != (shown.note, "turn"):
        return False
    return newest.state != "sent" or newest.receipt > said.message


def _same(answer: AnswerRow, said: Said) -> bool:
    """Say whether an edit changed nothing: Slack reports a link preview as an edit."""
    return any(piece.message == said.message and piece.text == said.reply.text for piece in answer.pieces)


def _time(message: str) -> datetime:
    return datetime.fromtimestamp(float(message), UTC)
