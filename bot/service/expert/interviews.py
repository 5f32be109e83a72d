"""The interview as use cases: a reply, a pressed button, an edited message. One call, one transaction."""

from __future__ import annotations

from dataclasses import replace

from bot.core.doubts import explained
from bot.core.engine import step
from bot.core.interview import Interview
from bot.core.messages import Line, Message
from bot.core.moves import (
    Amend,
    Answer,
    Ask,
    Command,
    Effect,
    Move,
    Offer,
    On,
    Save,
    Screen,
    Tell,
    Want,
    Word,
)
from bot.core.notes import TALKING, Status
from bot.core.options import EVERYWHERE, EXITS
from bot.core.turns import Turn, stay
from bot.core.words import read, small_talk
from bot.render.scenes import fill, title_of
from bot.service.expert.absences import Absences
from bot.service.expert.way_back import way_back
from bot.service.expert.wishes import Wishes
from bot.service.ledger import ERASED
from bot.service.mail import Mail
from bot.service.note.company import accompanied
from bot.service.note.desk import Desk
from bot.service.note.joining import join, renew_cards
from bot.service.note.sight import Sight, double, old, screen_of, waits
from bot.service.office import Office
from bot.service.outbox import Courier, Nobody, work
from bot.service.said import Said, message_key
from storage import Answer as AnswerRow
from storage import Delivery, Transaction

WORKS_ON_ANY_CARD = frozenset(
    {Word.EDIT, Word.PREVIEW, Word.DONE, Word.SUBMIT, Word.PAUSE, Word.START, Word.HELP}
)
"""Commands that mean the same on an old card as on the newest one."""

FIRST_EXITS = frozenset({Word.ABSENT, Word.OTHER, Word.TOGETHER})
"""Commands of the first card that stay open for as long as nothing is handed in."""


class Interviews:
    """Carries interviews on."""

    def __init__(self, office: Office, courier: Courier | None = None) -> None:
        self.office = office
        self.courier = courier or Nobody()

    def reply(self, said: Said) -> None:
        """Take a reply or a pressed button: store what it says, and promise what comes next."""
        with work(self.office, self.courier, said.person) as tx:
            if not tx.inbox.seen(said.key, at=self.office.clock()):
                self.take(tx, said)

    def take(self, tx: Transaction, said: Said) -> None:
        """Take what was not heard before, within a transaction."""
        newest = Sight(self.office, tx).newest(said.person)
        shown = Sight(self.office, tx).shown(said, newest)
        if told := self._says_of_themselves(tx, said, shown):
            Mail(self.office, tx).tell(said.person, f"turn:{said.key}", told)
        elif shown is None or newest is None:
            sentence = self.office.phrases.command["help"]
            Mail(self.office, tx).tell(said.person, f"turn:{said.key}", sentence)
        elif not double(said, shown, newest):
            self._turn(tx, said, shown, newest)

    def _says_of_themselves(self, tx: Transaction, said: Said, shown: Delivery | None) -> str:
        """Take that somebody is away, or back, who has no note before them in which to say it; return the receipt."""
        note = tx.notes.get(shown.note) if shown and shown.note else None
        goes_on = note and note.person == said.person and note.status in TALKING
        return "" if goes_on else Absences(self.office).typed(tx, said)

    def amend(self, said: Said) -> None:
        """Take an edit of an earlier message: it changes the answer that the message is part of."""
        with work(self.office, self.courier, said.person) as tx:
            if tx.inbox.seen(said.key, at=self.office.clock()):
                return
            if not tx.inbox.seen(message_key(said.place, said.message), at=self.office.clock()):
                self.take(tx, said)  # the edit overtook the message, which will be taken as seen
                return
            answer = self._answer(tx, said)
            newest = Sight(self.office, tx).newest(said.person)
            if newest is None or (answer and _same(answer, said)):
                return
            screen = screen_of(newest)
            if answer and answer.note != newest.note:
                self._aside(self._desk(tx, answer.note), said, Amend(answer.key, said.reply))
            elif answer or any(reply.message == said.message for reply in screen.said):
                desk = self._desk(tx, newest.note)
                move = Amend(answer.key if answer else screen.key, said.reply)
                self._move(tx, desk, said, desk.interview(screen), move)
            else:
                self._remind(self._desk(tx, newest.note), said, Tell("amend_nothing"), newest)

    def forget(self, said: Said) -> None:
        """Take a deletion of an earlier message: the answer stays, and the person is told so."""
        with work(self.office, self.courier, said.person) as tx:
            if tx.inbox.seen(said.key, at=self.office.clock()):
                return
            tx.inbox.seen(message_key(said.place, said.message), at=self.office.clock())
            answer = self._answer(tx, said)
            newest = Sight(self.office, tx).newest(said.person)
            if answer and newest:
                desk = self._desk(tx, answer.note)
                self._remind(desk, said, Tell("amend_deleted", {"key": answer.key}), newest)

    def _answer(self, tx: Transaction, said: Said) -> AnswerRow | None:
        """Return the answer that this message is part of, if it is in a note of whoever said it, and not erased."""
        answer = tx.answers.by_message(said.message, by=said.person)
        note = tx.notes.get(answer.note) if answer and answer.state != ERASED else None
        return answer if note and note.person == said.person else None

    def _turn(self, tx: Transaction, said: Said, shown: Delivery, newest: Delivery) -> None:
        screen = screen_of(shown)
        desk = self._desk(tx, shown.note)
        interview = desk.interview(screen)
        labels = [name for q in (*interview.path, *interview.type.questions) for name in (q.label, q.key)]
        move = read(said.reply, desk.context.lexicon, screen, labels)
        if desk.note.person != said.person:
            self._moved(desk, said, move)
            return
        if said.card and old(said, shown, newest):
            late = _late(move, screen)
            if late is None:
                told = Tell("late", {"key": screen.key, "label": title_of(interview)})
                self._remind(self._desk(tx, newest.note), said, told, newest)
                return
            move = late
            if shown.note == newest.note and not (isinstance(move, Command) and move.word in FIRST_EXITS):
                interview = desk.interview(screen_of(newest))
        elif waits(said, shown, newest) and not (isinstance(move, Command) and move.word not in EVERYWHERE):
            interview = desk.interview(screen_of(newest))
            move = replace(move, quick=True) if isinstance(move, Answer) else move
        self._move(tx, desk, said, interview, move)

    def _moved(self, desk: Desk, said: Said, move: Move | None = None) -> None:
        """Say that somebody else has taken the note: what is said to it here is nobody's answer."""
        facts = {"name": desk.person.name, "title": title_of(desk.interview(Screen(on=On.CLOSED)))}
        sentence = fill(self.office.phrases.board, "moved", facts)
        desk.mail.tell(said.person, f"turn:{said.key}", self._of_old(desk, move, "erase_moved", sentence))

    def _of_old(self, desk: Desk, move: Move | None, erases: str, sentence: str) -> str:
        """Return what is said of a note that they do not write any more: how they delete, where they want that."""
        if not (isinstance(move, Command) and move.word is Word.DELETE):
            return sentence
        interview = desk.interview(Screen(on=On.CLOSED))
        reference = desk.handing_in.reference(interview)
        facts = {"reference": reference, "title": title_of(interview), "name": desk.person.name}
        return fill(self.office.phrases.say, erases, facts)

    def _closed(self, desk: Desk, said: Said, move: Move | None = None) -> None:
        """Say that a note is closed, and what can be done; one that was closed without a draft opens again."""
        facts, status = {"title": desk.title}, desk.note.status
        sentence = fill(self.office.phrases.command, f"closed_{status}", facts)
        line = Line(self._of_old(desk, move, "erase_closed", sentence))
        opens = tuple(desk.handing_in.reopens()) if status == Status.DECLINED else ()
        message = Message(parts=(line,), buttons=opens)
        desk.mail.post(said.person, message, key=f"turn:{said.key}", purpose="tell", note=desk.note.id)

    def _remind(self, desk: Desk, said: Said, told: Tell, newest: Delivery) -> None:
        """Say something that changes nothing, above what is on the screen if that is about the same note."""
        if desk.note.person != said.person:
            self._moved(desk, said)
            return
        if desk.note.id != newest.note or desk.note.status not in TALKING:
            desk.say(desk.interview(Screen(on=On.CLOSED)), (told,), key=f"turn:{said.key}")
            return
        turn = explained(stay(desk.interview(screen_of(newest)), told), desk.context)
        desk.say(turn.interview, turn.effects, key=f"turn:{said.key}")

    def _aside(self, desk: Desk, said: Said, move: Move) -> None:
        """Make a move in a note that is not the one on the screen, which stays there."""
        if desk.note.status not in TALKING:
            self._closed(desk, said)
            return
        turn = step(desk.interview(Screen(on=On.CLOSED)), move, desk.context)
        effects = [effect for effect in turn.effects if not isinstance(effect, Ask)]
        desk.write(turn.interview, effects, key=f"turn:{said.key}")

    def _move(self, tx: Transaction, desk: Desk, said: Said, before: Interview, move: Move) -> None:
        if desk.note.person != said.person:
            self._moved(desk, said, move)
            return
        if desk.note.status not in TALKING:
            self._closed(desk, said, move)
            return
        if isinstance(move, Command) and move.word is Word.TOGETHER:
            before = accompanied(self.office, tx, desk.note, before)
        turn = step(before, move, desk.context)
        if _tells_event(turn):
            turn = replace(turn, interview=accompanied(self.office, tx, desk.note, turn.interview))
        write = desk.write if isinstance(move, Amend) or self._polite(move) else desk.take
        effects = Wishes(self.office, tx, desk, key=said.key).keep(turn.interview, turn.effects)
        begins = before.screen.on is On.OPENING and isinstance(move, Command) and move.word is Word.START
        told, back = way_back(self.office, tx, desk.note) if begins else ((), ())
        if self._chats(move) == "undo" and (back := tuple(desk.handing_in.stands())):
            asked = Tell("take_back", {"button": back[0].label})
            effects = tuple(asked if _is_undo(each) else each for each in effects)
        write(turn.interview, (*told, *effects), key=f"turn:{said.key}", buttons=back)
        self._meet(tx, desk, turn)

    def _meet(self, tx: Transaction, desk: Desk, turn: Turn) -> None:
        """Do what follows for colleagues who were at the same event: one is joined, or they hear of what was begun."""
        for effect in turn.effects:
            if isinstance(effect, Want) and effect.kind == "together":
                join(self.office, tx, desk, effect.reason)
        if (desk.note.status, desk.status) == (Status.OWED, Status.STARTED) or _tells_event(turn):
            renew_cards(self.office, tx, desk)

    def _polite(self, move: Move) -> bool:
        """Say whether somebody is only kind: "thanks" after "until tomorrow, then" does not undo the promise."""
        return self._chats(move) in {"hello", "thanks", "never_mind"}

    def _chats(self, move: Move) -> str:
        return small_talk(move.reply.text, self.office.phrases.lexicon) if isinstance(move, Answer) else ""

    def _desk(self, tx: Transaction, note: int | None) -> Desk:
        row = tx.notes.get(note) if note else None
        assert row is not None, "every screen belongs to a note"
        return Desk(self.office, tx, row)


def _tells_event(turn: Turn) -> bool:
    """Say whether somebody tells which event it is, so that a colleague may be found to write on it."""
    kind = turn.interview.type
    return any(isinstance(each, Save) and each.key in {kind.names, kind.ends} for each in turn.effects)


def _is_undo(effect: Effect) -> bool:
    return isinstance(effect, Tell) and effect.key.startswith("undo")


def _late(move: Move, screen: Screen) -> Move | None:
    """Return what a move on an old card comes to: an offer, itself, or nothing that still makes sense."""
    match move:
        case Answer(reply) if screen.key:
            return Offer(screen.key, reply)
        case Command(Word.EDIT | Word.HELP as word, rest):
            return Command(word, rest or screen.key)
        case Command(Word.USE | Word.MINE as word) if screen.hint:
            return Command(word, screen.hint)
        case Command(word) if word in WORKS_ON_ANY_CARD | FIRST_EXITS or (screen.exits and word in EXITS):
            return move
        case _:
            return None


def _same(answer: AnswerRow, said: Said) -> bool:
    """Say whether an edit changed nothing: Slack reports a link preview as an edit."""
    return any(piece.message == said.message and piece.text == said.reply.text for piece in answer.pieces)
