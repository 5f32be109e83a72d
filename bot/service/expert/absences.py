"""Who is away, whatever they are: an expert, a reviewer, a coordinator; with a note at hand or none."""

from __future__ import annotations

from datetime import datetime

from bot.core.exits import back_said, until_said
from bot.render.scenes import fill, long_day
from bot.service.chase.away import is_away, returns_at
from bot.service.chase.stops import read_again
from bot.service.chase.wish_list import AWAY, RESUME
from bot.service.mail import Mail
from bot.service.office import Office
from bot.service.said import Said
from storage import Entry, Person, Transaction, Wish


class Absences:
    """Takes what somebody says of themselves; who types it into the interview of a note says it there."""

    def __init__(self, office: Office) -> None:
        self.office = office

    def decide(self, person: str, word: str, *, key: str) -> str:
        """Be away until the day in these words, or back; at any other words say how to, and how it is now."""
        with self.office.transaction() as tx:
            if tx.inbox.seen(key, at=self.office.clock()):
                return ""
            return self._take(tx, person, word, key) or self._how(tx, self.office.person(tx, person))

    def typed(self, tx: Transaction, said: Said) -> str:
        """Take what was typed as a message; return the receipt, or nothing for what is about no absence."""
        return "" if said.reply.files else self._take(tx, said.person, said.reply.text, said.key)

    def _take(self, tx: Transaction, person: str, text: str, key: str) -> str:
        row = self.office.person(tx, person)
        context = self.office.context(row)
        if back_said(text, context.lexicon):
            return self._back(tx, row, key)
        if moment := until_said(text, context):
            return self._leave(tx, row, self.office.instant(moment, row), key)
        return self._how(tx, row) if text.strip().casefold() in context.lexicon.commands[AWAY] else ""

    def _leave(self, tx: Transaction, person: Person, until: datetime, key: str) -> str:
        self._note(tx, person.id, AWAY, until)
        day = long_day(self.office.local(person, until).date(), self.office.phrases.lexicon)
        told = fill(self.office.phrases.post, "away_told", {"name": person.name, "day": day})
        self._tell(tx, person, key, told)
        return self._say("away_on", at=self.office.when(person, until))

    def _back(self, tx: Transaction, person: Person, key: str) -> str:
        reads = read_again(self.office, tx, person.id)
        if not is_away(self.office, tx, person.id):
            return self._say("reads_again" if reads else "away_not")
        self._note(tx, person.id, RESUME, None)
        self._tell(tx, person, key, fill(self.office.phrases.post, "back_told", {"name": person.name}))
        return self._say("away_off")

    def _tell(self, tx: Transaction, person: Person, key: str, sentence: str) -> None:
        for reader in self.office.coordinators:
            if reader != person.id:
                Mail(self.office, tx).tell(reader, f"wish:{key}:{reader}", sentence)

    def _how(self, tx: Transaction, person: Person) -> str:
        until = returns_at(tx, person.id)
        if until is None or not is_away(self.office, tx, person.id):
            return self._say("away_how")
        return self._say("away_now", at=self.office.when(person, until))

    def _note(self, tx: Transaction, person: str, kind: str, until: datetime | None) -> None:
        at = self.office.clock()
        tx.wishes.add(Wish(note=None, person=person, kind=kind, until=until, by=person, at=at))
        facts = {"until": until.isoformat()} if until else {}
        tx.journal.add(Entry(who=person, what=kind, facts=facts, at=at))

    def _say(self, key: str, **facts: object) -> str:
        return fill(self.office.phrases.command, key, facts)
