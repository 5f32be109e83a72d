"""The door itself: what the listeners need, in one place. They read a payload, call here, and return."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.core.forms import Deed, Form
from bot.core.messages import Message
from bot.render.library import LibraryError
from bot.service.coordinator.board import Boards
from bot.service.coordinator.home import Home
from bot.service.coordinator.registering import Registering
from bot.service.deeds import Deeds
from bot.service.expert.absences import Absences
from bot.service.expert.attachments import Attachments
from bot.service.expert.interviews import Interviews
from bot.service.expert.notes import Notes
from bot.service.expert.owing import Owed
from bot.service.office import Office
from bot.service.people import People
from bot.service.records.finding import MOST, Finding
from bot.service.said import Said
from bot.service.sweeps.eve import Eves
from bot.service.typed import typed
from bot.transports.slack.links import Links
from bot.transports.slack.payloads import Command, Names, owed, people_in, several
from bot.transports.slack.people import Directory
from bot.transports.slack.programmes import ACTS, Programmes
from bot.transports.slack.queues import Queues
from bot.transports.slack.rooms import Rooms
from bot.transports.slack.text import decode

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """Slack's door to the service.

    `takers` take the deeds of buttons and forms that they know. `wake` tells the sender that something was
    promised, `fetch` that a file is to be fetched.
    """

    office: Office
    interviews: Interviews
    notes: Notes
    attachments: Attachments
    finding: Finding
    people: People
    directory: Directory
    links: Links
    rooms: Rooms
    programmes: Programmes
    takers: Sequence[Deeds]
    registering: Registering
    home: Home
    eves: Eves
    boards: Boards
    queues: Queues
    wake: Callable[[], None]
    fetch: Callable[[], None]

    def names(self, payload: Mapping[str, Any]) -> Names:
        """Return the names of everybody in a payload; the gate has met them."""
        return self.people.names(people_in(payload)) | self.directory.outsiders

    async def take(self, said: Said | None, use: Callable[[Said], None]) -> None:
        """Hand what somebody said to a use case, in the order in which they said it."""
        if said is None:
            return
        async with self.queues.turn(said.person):
            use(said)

    async def hear(self, said: Said | None) -> None:
        """Take a message: a programme is shown to the coordinator who sent it, all else is for the note on screen."""
        if said and self.programmes.is_one(said):
            async with self.queues.turn(said.person):
                said = await self.programmes.propose(said)
            self.wake()
        await self.take(said, self.reply)

    def reply(self, said: Said) -> None:
        """Keep the files that came with a message, and hand what is left to the interview.

        What is written on a button that stands there is as good as pressing it.
        """
        left = self.attachments.take(said)
        if said.reply.files:
            self.wake()
            self.fetch()
        if deed := typed(self.office, left) if left else None:
            self._taker(deed.act).send(deed)
        elif left:
            self.interviews.reply(left)

    async def press(self, deed: Deed) -> Form | None:
        """Return what opens when somebody presses a button that has no words."""
        async with self.queues.turn(deed.person):
            if deed.act in ACTS:
                await self.programmes.press(deed)
                form = None
            else:
                form = self._opened(lambda: self._taker(deed.act).press(deed))
        self.wake()
        return form

    async def register(self, person: str, *, whose: str = "", title: str = "") -> Form:
        """Return the form that registers a note."""
        async with self.queues.turn(person):
            form = self._opened(lambda: self.registering.form(person, whose=whose, title=title))
        assert form is not None
        return form

    async def _delete(self, command: Command) -> Form:
        """Return the form that deletes what somebody wrote in a note."""
        deed = Deed(person=command.person, act="delete", about=command.rest, key=command.key, values={})
        form = await self.press(deed)
        assert form is not None
        return form

    def _taker(self, act: str) -> Deeds:
        """Return whoever takes a deed: what nobody knows is for the last of them, which refuses it."""
        return next((each for each in self.takers if act in each.acts), self.takers[-1])

    def _opened(self, opens: Callable[[], Form | None]) -> Form | None:
        try:
            return opens()
        except LibraryError as error:
            log.error("%s", error)  # noqa: TRY400  the faults say it all, a traceback would hide them
            words = self.office.phrases
            return Form(title=words.board["notice"], lines=(words.command["broken_type"],))

    async def send(self, deed: Deed) -> Mapping[str, str]:
        """Do what a form says; return what is wrong with its fields."""
        async with self.queues.turn(deed.person):
            try:
                faults = self._taker(deed.act).send(deed)
            except LibraryError as error:
                log.error("%s", error)  # noqa: TRY400  the faults say it all, a traceback would hide them
                faults = {"": self.office.phrases.command["broken_type"]}
        self.wake()
        return faults

    async def run(self, command: Command, names: Names) -> str | Message | Form:
        """Carry out a slash command and return what to show the person who typed it, or what opens for them."""
        if command.word == "owe" and not command.rest and command.person in self.office.coordinators:
            return await self.register(command.person)
        if command.word == "delete":
            return await self._delete(command)
        if command.word == "find":
            return await self._find(command.person, decode(command.rest, names))
        async with self.queues.turn(command.person):
            try:
                answer = self._answer(command, names)
            except LibraryError as error:
                log.error("%s", error)  # noqa: TRY400  the faults say it all, a traceback would hide them
                answer = self.office.phrases.command["broken_type"]
        self.wake()
        return answer

    def _answer(self, command: Command, names: Names) -> str | Message:
        absences = Absences(self.office)
        answers: Mapping[str, Callable[[], str | Message]] = {
            "owe": lambda: self._owe(command, names),
            "new": lambda: self.notes.begin(command.person, key=command.key),
            "list": lambda: self.notes.listing(command.person),
            "outstanding": lambda: self._outstanding(command, names),
            "away": lambda: absences.decide(command.person, f"away {command.rest}", key=command.key),
            "back": lambda: absences.decide(command.person, "i am back", key=command.key),
            "eve": lambda: self.eves.decide(command.person, command.rest, key=command.key),
            "release": lambda: self.notes.release(command.person, command.rest, key=command.key),
            "resume": lambda: self.notes.resume(command.person, command.rest, key=command.key),
        }
        return answers.get(command.word, lambda: self._unknown(command.word, names))()

    def _unknown(self, word: str, names: Names) -> str:
        phrases = self.office.phrases.command
        return (
            phrases["help"] if word in {"", "help"} else phrases["unknown"].format(said=decode(word, names))
        )

    def _outstanding(self, command: Command, names: Names) -> Message:
        return self.boards.outstanding(command.person, decode(command.rest, names).replace("@", " ").strip())

    async def _find(self, person: str, words: str) -> Message:
        seen = await self.rooms.seen_by(person, self.finding.rooms())
        hits = self.finding.find(person, words, rooms=seen.rooms)
        return self.finding.say(words, hits, await self.links.of(hits[:MOST]), whole=seen.whole)

    def _owe(self, command: Command, names: Names) -> str:
        person, facts = owed(command.rest, names)
        if not person:
            person, facts = self.notes.named(facts)
            names = {**names, **self.people.names([person] if person else [])}
        wish = Owed(by=command.person, person=person, facts=facts, key=command.key)
        if several(command.rest):
            return self.notes.refuse(wish, names[person], "owe_several")
        if person in self.directory.outsiders:
            return self.notes.refuse(wish, names[person], "owe_outsider")
        if person and not self.people.knows(person):
            return self.notes.refuse(wish, names[person], "owe_unseen")
        return self.notes.owe(wish)
