"""The door itself: what the listeners need, in one place. They read a payload, call here, and return."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.render.library import LibraryError
from bot.service.interviews import Interviews, Said
from bot.service.notes import Notes, Owed
from bot.service.office import Office
from bot.service.people import People
from bot.transports.slack.payloads import Command, Names, owed, people_in
from bot.transports.slack.people import Directory
from bot.transports.slack.queues import Queues
from bot.transports.slack.text import decode

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """Slack's door to the service. `wake` tells the sender that something was promised."""

    office: Office
    interviews: Interviews
    notes: Notes
    people: People
    directory: Directory
    queues: Queues
    wake: Callable[[], None]

    def names(self, payload: Mapping[str, Any]) -> Names:
        """Return the names of everybody in a payload; the gate has met them."""
        return self.people.names(people_in(payload))

    async def take(self, said: Said | None, use: Callable[[Said], None]) -> None:
        """Hand what somebody said to a use case, in the order in which they said it."""
        if said is None:
            return
        async with self.queues.turn(said.person):
            use(said)

    async def run(self, command: Command, names: Names) -> str:
        """Carry out a slash command and return what to show the person who typed it."""
        async with self.queues.turn(command.person):
            try:
                answer = self._answer(command, names)
            except LibraryError as error:
                log.error("%s", error)  # noqa: TRY400  the faults say it all, a traceback would hide them
                answer = self.office.phrases.command["broken_type"]
        self.wake()
        return answer

    def _answer(self, command: Command, names: Names) -> str:
        phrases = self.office.phrases.command
        match command.word:
            case "owe":
                return self._owe(command, names)
            case "new":
                return self.notes.begin(command.person, key=command.key)
            case "list":
                return self.notes.listing(command.person)
            case "resume":
                return self.notes.resume(command.person, command.rest, key=command.key)
            case "" | "help":
                return phrases["help"]
            case unknown:
                return phrases["unknown"].format(said=decode(unknown, names))

    def _owe(self, command: Command, names: Names) -> str:
        person, facts = owed(command.rest, names)
        if person in self.directory.outsiders:
            return self.office.phrases.command["owe_outsider"]
        return self.notes.owe(Owed(by=command.person, person=person, facts=facts, key=command.key))
