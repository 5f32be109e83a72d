"""A small town: a clock that is set, real rows, a transport that writes to a list; Ada, Bo and Cy live here."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.core.chasing import next_at
from bot.core.messages import Item
from bot.core.notes import TALKING
from bot.core.replies import Reply
from bot.render.lexicons import read_phrases
from bot.render.library import Library
from bot.service.chase.chases import Chases
from bot.service.expert.interviews import Interviews
from bot.service.expert.notes import Notes
from bot.service.expert.owing import Owed
from bot.service.office import Office, StillClock
from bot.service.outbox import Arrival, Outbox
from bot.service.people import People
from bot.service.said import Said, message_key
from bot.service.sweeps.reminders import Reminders
from tests.rows import new_store

TEMPLATES = Path(__file__).parents[2] / "templates"
FAR = datetime.max.replace(tzinfo=UTC)
EVENING = datetime(2009, 6, 4, 18, tzinfo=UTC)
ZONES = {"ada": "Africa/Accra", "bo": "Europe/Brussels", "cy": "America/New_York"}
FACTS = ('Workshop on "Making the difference"', "3-4 June 2009", "Brussels, Belgium", "European Commission")
TICK = timedelta(seconds=2)
LONG = "Several speakers underlined the cooperative dimension of resolution 1540 (2004)."
ANSWERS = {
    "event": "Seminar on export controls",
    "organizers": "European Commission",
    "format": "online",
    "dates": "3-4 June 2009",
    "participants": "Some 60 participants from 14 States",
    "objectives": "share experiences",
    "highlights": LONG,
    "sensitive": "no",
}


class Town:
    """One workspace. `letters` is what the transport carried, with the receipt of each.

    Its clock stands still until somebody does something; `drift` is how far it goes on each time it is read.
    """

    drift = timedelta()

    def __init__(self, path, *, templates=TEMPLATES, team="T1", store=None):
        self.now = EVENING
        self.letters = []
        self._rows, self._library, self._team = path / "rapporteur.db", Library(templates), team
        self._settle(store or new_store(self._rows))
        for person, zone in ZONES.items():
            self.people.know(person, name=person.capitalize(), zone=zone, locale="en")

    def _settle(self, store):
        self.store = store
        self.office = Office(
            store=self.store,
            library=self._library,
            phrases=read_phrases(TEMPLATES / "phrases" / "en.toml"),
            clock=StillClock(self._read),
            team=self._team,
            channel="C1540",
            coordinators=("bo",),
            holidays={"": ""},
        )
        self.interviews = Interviews(self.office)
        self.notes = Notes(self.office)
        self.outbox = Outbox(self.office)
        self.people = People(self.office)

    def recall(self, story, **how):
        """Make this new town one in which that happened; for all tests together, it happens once."""
        rows, self.now, letters = happened(story, **how)
        self.letters = list(letters)
        self.store.close()
        self._rows.write_bytes(rows)
        self._settle(new_store(self._rows))

    # -------------------------------------------------------------- the clock and the post

    def _read(self):
        self.now += self.drift
        return self.now

    def tick(self, **duration):
        self.now += timedelta(**duration) if duration else TICK
        return self.ts()

    def ts(self):
        return f"{self.now.timestamp():.6f}"

    def deliver(self):
        """Carry everything that is due; return what was carried now."""
        begun = len(self.letters)
        while claimed := self.outbox.claim():
            for letter in claimed:
                self.arrive(letter)
        return [letter for letter, _ in self.letters[begun:]]

    def sweep(self):
        """Let the clockwork look once, and carry what it promises; return what was carried."""
        Reminders(self.office).sweep()
        return self.deliver()

    def quiet_until(self):
        """Return when the bot will next have something to say by itself, if nothing happens until then."""
        with self.office.transaction() as tx:
            chases, soon = Chases(self.office, tx), self.now + timedelta(minutes=1)
            cases = [case for own in chases.all() for case in (own, *chases.told(own))]
            steps = [next_at(case.policy, case.chase, soon) for case in cases]
            return min(filter(None, (*steps, tx.outbox.next_at(now=self.now))), default=FAR)

    def arrive(self, letter):
        sounds = [button.aloud or button.label for button in buttons_of(letter.message)]
        assert sorted(set(sounds)) == sorted(sounds), "two buttons sound the same to a screen reader"
        receipt = self.tick()
        self.letters.append((letter, receipt))
        self.outbox.sent(Arrival(letter, place(letter.recipient), receipt))

    def heard(self, person):
        """Return the texts that somebody got, oldest first: not what hangs below them, or says the same again."""
        own = person in ZONES
        heard = [letter for letter, _ in self.letters if letter.recipient == person]
        return [letter.message.text for letter in heard if not (own and (letter.thread or letter.link))]

    def below(self, person):
        """Return the messages in the threads of what somebody got, oldest first."""
        heard = [letter for letter, _ in self.letters if letter.recipient == person]
        return [letter.message for letter in heard if letter.thread]

    def last(self, person):
        return self.heard(person)[-1]

    # -------------------------------------------------------------- what people do

    def said(self, person, text, *, key="", message="", **how):
        at = message or self.tick()
        reply = Reply(text, message=at)
        where = place(person)
        return Said(
            person=person, reply=reply, key=key or message_key(where, at), message=at, place=where, **how
        )

    def write(self, person, *texts, **how):
        """Write these, each after the answer to the one before; return the id of the last message."""
        for text in texts:
            said = self.said(person, text, **how)
            self.interviews.reply(said)
            self.deliver()
        return said.message

    def card(self, person, words):
        """Return the receipt of the last message to somebody with these words on it or on a button of it."""
        for letter, receipt in reversed(self.letters):
            labels = [button.label for button in letter.message.buttons]
            if letter.recipient == person and (words in letter.message.text or words in labels):
                return receipt
        raise LookupError(words)

    def press(self, person, label, *, card="", by="", deliver=True, **how):
        """Press a button that `person` was sent, on the last card that has it; `by` another, if need be."""
        card = card or self.card(person, label)
        buttons = next(letter.message.buttons for letter, receipt in self.letters if receipt == card)
        text = next(button.say for button in buttons if button.label == label)
        said = replace(self.said(by or person, text, card=card, pressed=True, **how), place=place(person))
        self.interviews.reply(said)
        return self.deliver() if deliver else said

    def edit(self, person, message, text):
        at = self.tick()
        said = self.said(person, text, key=f"edit{at}", message=message)
        self.interviews.amend(said)
        self.deliver()

    def delete(self, person, message):
        at = self.tick()
        self.interviews.forget(self.said(person, "", key=f"delete{at}", message=message))
        self.deliver()

    def begin(self, person):
        said = self.notes.begin(person, key=f"new{self.tick()}")
        self.deliver()
        return said

    def owe(self, person="ada", facts=FACTS, *, by="bo", key=""):
        said = self.notes.owe(Owed(by=by, person=person, facts=facts, key=key or f"owe{self.tick()}"))
        self.deliver()
        return said

    def answer_all(self, person="ada", **changes):
        """Begin a note and answer what is required."""
        self.begin(person)
        for key, text in (ANSWERS | changes).items():
            self.write(person, f"edit {key}", text)
            if key == "highlights":
                self.write(person, "that is all")

    # -------------------------------------------------------------- what is in the rows

    def answers(self, note=1):
        with self.office.transaction() as tx:
            return dict(tx.answers.latest(note))

    def values(self, note=1):
        return {key: row.value for key, row in self.answers(note).items() if row.value is not None}

    def note(self, number=1):
        with self.office.transaction() as tx:
            return tx.notes.get(number)

    def status(self, number=1):
        return self.note(number).status

    def drafts(self, note=1):
        with self.office.transaction() as tx:
            return list(tx.drafts.of(note))

    def open_notes(self, person):
        with self.office.transaction() as tx:
            return [note.id for note in tx.notes.of(person, statuses=TALKING)]

    def screen(self, person):
        """Return what is on somebody's screen: the note, the screen, the question."""
        with self.office.transaction() as tx:
            row = tx.outbox.on_screen(person, before="~")
            return (row.note, row.screen["on"], row.screen["key"]) if row else None

    def counts(self):
        with self.office.transaction() as tx:
            return dict(tx.outbox.counts())

    def promised(self, note, purpose):
        with self.office.transaction() as tx:
            return tx.outbox.newest(note=note, purpose=purpose)


@cache
def happened(story, **how):
    """Return the rows, the clock and the letters of a town in which this happened."""
    with TemporaryDirectory() as folder:
        town = Town(Path(folder))
        story(town, **how)
        town.store.close()
        return (Path(folder) / "rapporteur.db").read_bytes(), town.now, tuple(town.letters)


def buttons_of(message):
    """Return every button of a message, those of its entries among them."""
    inside = [part.buttons for part in message.parts if isinstance(part, Item)]
    return [button for group in (*inside, message.buttons) for button in group]


def place(recipient):
    return recipient if recipient.startswith("C") else f"D-{recipient}"


# -------------------------------------------------------------- what can be recalled


def answered(town, **changes):
    """Ada's note has everything that is required."""
    town.answer_all(**changes)


def handed_in(town, **changes):
    """Ada has handed in version 1."""
    town.answer_all(**changes)
    town.write("ada", "submit")
