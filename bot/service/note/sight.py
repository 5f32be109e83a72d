"""What was on a person's screen when they said something: found in the messages that were sent to them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.core.answering import CHANGING
from bot.core.exits import DATES
from bot.core.moments import read_moment
from bot.core.moves import On, Screen
from bot.core.notes import OPEN, Status
from bot.core.options import OPTIONS
from bot.core.words import find
from bot.service.chase.steps import REMINDER
from bot.service.ledger import DEBT
from bot.service.mail import TURN
from bot.service.office import Office
from bot.service.rows import screen_from_json
from bot.service.said import Said
from storage import Delivery, Transaction

ASKED = "asked"
"""The purpose of a question that a reader asks: it comes in whatever its reader is at."""

NOTHING_ASKED = frozenset({On.OPENING, On.REVIEW, On.PAUSED, On.CLOSED})
"""Screens that wait for no answer, so that a first message about another note swallows none there."""

LATEST = "~"
"""A text that sorts after every receipt."""


class Sight:
    """Looks at the messages of one person after another, within one transaction."""

    def __init__(self, office: Office, tx: Transaction) -> None:
        self.office = office
        self.tx = tx

    def newest(self, person: str) -> Delivery | None:
        """Return the last screen of a note that goes on, seen or still to be sent; without one, the last at all."""
        promised = self.tx.outbox.newest_screen(person, now=self.office.clock())
        if promised is None or (promised.state != "sent" and _goes_on(self.tx, promised)):
            return promised
        return _seen(self.tx, person, before=LATEST) or promised

    def shown(self, said: Said, newest: Delivery | None) -> Delivery | None:
        """Return what was on the person's screen when they said this.

        A message that is being sent counts when the person wrote a second or more after it went out: they
        most likely answer it, though its receipt has not come. A button of a card that has no receipt is its.
        """
        pointed = self.card(said.place, said.card) if said.card else None
        if pointed and pointed.recipient != said.person:
            return None
        if pointed and pointed.screen:
            return pointed
        claimed = newest.claimed_at if newest and newest.state == "sending" else None
        its_button = said.pressed and pointed is None
        if claimed and (its_button or claimed + timedelta(seconds=1) < _time(said.message)):
            return newest
        seen_last = newest and newest.state == "sent" and newest.receipt < said.message
        shown = newest if seen_last else _seen(self.tx, said.person, before=said.message)
        return self._beneath(said, shown) if shown else None

    def card(self, place: str, receipt: str) -> Delivery | None:
        """Return the message of ours with this receipt; of one that lost its buttons since, as it was before."""
        found = self.tx.outbox.by_receipt(place, receipt)
        if found and found.replaces and not found.screen:
            return self.tx.outbox.get(found.replaces)
        return found

    def _beneath(self, said: Said, shown: Delivery) -> Delivery:
        """Return the question under a message that came by itself, unless this is a reply to that one.

        Neither a note that is registered in the middle of another interview, nor a question that was put off and
        comes back there, nor one that a reader asks, must swallow its next answer.
        """
        first, by_itself = screen_of(shown).on is On.OPENING, shown.purpose in {ASKED, REMINDER}
        if not (first or by_itself or shown.purpose.startswith(DEBT)):
            return shown
        under = _seen(self.tx, said.person, before=shown.receipt)
        passes = self._passes_first_card if first else self._passes_question
        return under if under and passes(said, shown, under) else shown

    def _passes_first_card(self, said: Said, shown: Delivery, under: Delivery) -> bool:
        """Say whether a reply is not for the first card of a note, but for the question of another under it."""
        move = find(said.reply.text, self.office.phrases.lexicon, screen_of(shown))
        if (move and move.word in OPTIONS[On.OPENING]) or self._puts_off(said, under):
            return False
        asks = screen_of(under).on not in NOTHING_ASKED and _goes_on(self.tx, under)
        return asks and under.note != shown.note

    def _passes_question(self, said: Said, shown: Delivery, under: Delivery) -> bool:
        """Say whether a reply is not for a question that came by itself, but for the one they were at.

        A reminder, or what a reader asks, is newer than any other question about the same note.
        """
        screen, newest = screen_of(shown), shown.purpose in {ASKED, REMINDER}
        if find(said.reply.text, self.office.phrases.lexicon, screen):
            return False
        if (screen.exits and self._puts_off(said, under)) or not _busy(under, shown):
            return False
        return under.note != shown.note or not newest

    def _puts_off(self, said: Said, under: Delivery) -> bool:
        """Say whether they name a time to come back, which a question about days would take for its answer."""
        person, note = self.office.person(self.tx, said.person), self.tx.notes.get(under.note or 0)
        kind = self.office.kind(self.tx, note) if note else None
        question = kind.question(screen_of(under).key) if kind else None
        dated = question is not None and question.kind in DATES
        moment = read_moment(said.reply.text, self.office.context(person))
        return moment is not None and not dated and not said.reply.files


def _seen(tx: Transaction, person: str, *, before: str) -> Delivery | None:
    """Return what they had on the screen before that, of a note that goes on if there is one."""
    last = shown = tx.outbox.on_screen(person, before=before)
    while shown and not _goes_on(tx, shown):
        shown = tx.outbox.on_screen(person, before=shown.receipt)
    return shown or last


def _goes_on(tx: Transaction, delivery: Delivery) -> bool:
    """Say whether the note of a screen waits for this person; an approved one does once they come back to it."""
    note = tx.notes.get(delivery.note) if delivery.note else None
    if note is None or note.person != delivery.recipient:
        return False
    again = note.status == Status.APPROVED and delivery.due_at >= note.changed_at
    return note.status in OPEN or again


def screen_of(delivery: Delivery) -> Screen:
    """Return the screen that a message shows."""
    return screen_from_json(delivery.screen)


def waits(said: Said, shown: Delivery, newest: Delivery) -> bool:
    """Say whether a quick message before this one is in doubt: it waits on a screen that nobody has seen."""
    screen = screen_of(newest)
    seen = newest.state == "sent" and newest.receipt < said.message
    about = (newest.note, screen.key) == (shown.note, screen_of(shown).key)
    return screen.on is On.DOUBT and about and not seen


def old(said: Said, shown: Delivery, newest: Delivery) -> bool:
    """Say whether something else was on the screen when they said this."""
    was, now = screen_of(shown), screen_of(newest)
    differs = shown.note != newest.note or (was.on, was.key) != (now.on, now.key)
    return differs and newest.state == "sent" and newest.receipt < said.message


def _busy(under: Delivery, shown: Delivery) -> bool:
    """Say whether they were at a question when one that they had put off came in between."""
    asks = screen_of(under).on in {On.QUESTION, On.MORE, On.DOUBT, On.ADDING, *CHANGING}
    return asks and _time(shown.receipt) - _time(under.receipt) < timedelta(minutes=30)


def double(said: Said, shown: Delivery, newest: Delivery) -> bool:
    """Say whether a button was pressed twice: its card was answered, and the next was not on screen yet."""
    if not said.pressed or shown.id == newest.id or (newest.note, newest.purpose) != (shown.note, TURN):
        return False
    return newest.state != "sent" or newest.receipt > said.message


def _time(message: str) -> datetime:
    return datetime.fromtimestamp(float(message), UTC)
