"""The same conversation in a terminal: no Slack, no network; what is said here is stored like everywhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

from bot.core.forms import Deed
from bot.core.messages import (
    Address,
    Button,
    Enclosed,
    Fact,
    Item,
    Line,
    Message,
    Part,
    Quote,
    Sheet,
    Title,
    bare,
)
from bot.core.notes import OPEN
from bot.core.replies import Reply
from bot.core.text import isolated, storable
from bot.render.markdown import plain
from bot.service.coordinator.home import Home
from bot.service.coordinator.steering import Steering
from bot.service.deeds import Deeds
from bot.service.expert.interviews import Interviews
from bot.service.expert.notes import Notes
from bot.service.office import Office
from bot.service.outbox import Arrival, Letter, Outbox
from bot.service.review.reviews import Reviews
from bot.service.said import Said, message_key
from bot.service.typed import DEEDS, is_called

PLACE = "terminal"
INSTANT = timedelta(microseconds=1)

TAKEN_BACK = frozenset({"again", "take_back", "undo"})
"""Those of them that stay possible when the talk has ended in between."""


class Terminal:
    """One person's conversation. `heard` is called with each message to anybody, as it is sent."""

    def __init__(
        self, office: Office, person: str, heard: Callable[[Letter], None], *, note_type: str = ""
    ) -> None:
        self.office = replace(office, note_type=note_type or office.note_type)
        self.person = person
        self.heard = heard
        self.interviews = Interviews(self.office)
        self.notes = Notes(self.office)
        self.takers: Sequence[Deeds] = (Steering(self.office), Home(self.office), Reviews(self.office))
        self.outbox = Outbox(self.office)
        self.buttons: Sequence[Button] = ()
        self.deeds: Sequence[Button] = ()
        self._last = office.clock()

    def begin(self) -> None:
        """Go on where it stopped: at what can be taken back, else with the note that is open; or start one."""
        if self.deliver_left() or self._show_again():
            return
        self.notes.carry_on(self.person, key=f"begin:{self._now()}")
        self.deliver()

    def open_types(self) -> set[str]:
        """Return the note types of what is open."""
        with self.office.transaction() as tx:
            return {note.type for note in tx.notes.of(self.person, statuses=OPEN)}

    def say(self, text: str) -> str:
        """Say something; the label of a button is as good as pressing it. Return why a press did nothing."""
        if pressed := next((button for button in self.deeds if self._names(text, button)), None):
            return self._press(pressed)
        said = next(
            (b.say for b in self.buttons if b.say and b.label.casefold() == text.strip().casefold()), text
        )
        now = self._now()
        reply = Reply(storable(said), message=now)
        self.interviews.reply(
            Said(person=self.person, reply=reply, key=message_key(PLACE, now), message=now, place=PLACE)
        )
        self.deliver()
        return ""

    def _names(self, text: str, button: Button) -> bool:
        """Say whether this is its label, the first word of it, or its number where there is no other button."""
        return is_called(button.label, text) or (text.strip(" .!") == "1" and self.buttons == (button,))

    def _press(self, button: Button) -> str:
        deed = Deed(
            person=self.person, act=button.act, about=button.about, key=f"press:{self._now()}", values={}
        )
        self.deeds = ()
        refused = next(each for each in self.takers if button.act in each.acts).press(deed)
        self.deliver()
        return "\n".join(refused.lines) if refused else ""

    def listing(self) -> str:
        """Return the open notes, numbered."""
        return self.notes.listing(self.person)

    def new(self) -> None:
        """Start another note; its first question says all there is to say."""
        self.notes.begin(self.person, key=f"new:{self._now()}")
        self.deliver()

    def resume(self, number: str) -> str:
        """Go on with the note of this number; without such a one, return what there is."""
        shown = self.notes.resume(self.person, number, key=f"resume:{self._now()}")
        return "" if self.deliver() else shown

    def amend(self, message: str, text: str) -> None:
        """Say an earlier message (its id) differently."""
        reply = Reply(storable(text), message=message)
        key = f"{PLACE}:{self._now()}"
        self.interviews.amend(Said(person=self.person, reply=reply, key=key, message=message, place=PLACE))
        self.deliver()

    def deliver(self) -> bool:
        """Show whatever is due; say whether there was anything."""
        anything = False
        while letters := self.outbox.claim():
            anything = True
            for letter in letters:
                self._show(letter)
        return anything

    def deliver_left(self) -> bool:
        """Show again what a crash left half shown; say whether there was anything."""
        left = self.outbox.left_behind()
        for letter in left:
            self._show(letter)
        return bool(left)

    def _show_again(self) -> bool:
        """Show what was said last where it can be taken back; say whether it can."""
        last = self.outbox.last_pressed(self.person)
        if last is None or not any(button.act in TAKEN_BACK for button in last.message.buttons):
            return False
        self._hear(last)
        return True

    def _show(self, letter: Letter) -> None:
        self._hear(letter)
        self.outbox.sent(Arrival(letter, PLACE, self._now()))

    def _hear(self, letter: Letter) -> None:
        if letter.recipient == self.person and not (letter.replaces or letter.thread):
            self.buttons = letter.message.every_button
            if self.buttons:  # those of a message without any stay in force
                self.deeds = [button for button in self.buttons if button.act in DEEDS]
        self.heard(letter)

    def _now(self) -> str:
        """Return the time as an id that never repeats and sorts by time."""
        self._last = max(self.office.clock(), self._last + INSTANT)
        return f"{self._last.timestamp():.6f}"


def write(message: Message) -> str:
    """Return a message as a terminal shows it: paragraphs, quotes with a bar, buttons in brackets."""
    text = "\n".join(_part(part) for part in bare(message).parts)
    ticks = "".join(f"\n  {n}. {choice}" for n, choice in enumerate(message.ticks, 1))
    return f"{text}{ticks}{_pressed(message.buttons)}"


def _pressed(buttons: Sequence[Button]) -> str:
    shown = " ".join(f"[{button.label}]" for button in buttons if button.say or button.act in DEEDS)
    return f"\n  {shown}" if shown else ""


def _part(part: Part) -> str:
    match part:
        case Quote(text):
            return "\n".join(f"| {line}" for line in text.split("\n"))
        case Fact(label, text):
            return f"  {label}: {isolated(text)}"
        case Sheet(text):
            return plain(text)
        case Item(text, buttons):
            return f"{text}{_pressed(buttons)}"
        case Title(text) | Line(text) | Address(text) | Enclosed(text):
            return text
