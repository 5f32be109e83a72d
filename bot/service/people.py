"""Who people are: what a transport found out about them, remembered for a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from bot.core.text import one_line
from bot.service.office import Office
from storage import Person

FRESH = timedelta(days=1)


class People:
    """Remembers people. Nobody else writes about them, so what was read once need not be read again."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self._read: dict[str, Person] = {}

    def stale(self, people: Iterable[str]) -> Sequence[str]:
        """Return those who are not known, or were last looked up more than a day ago."""
        asked = list(people)
        known = self._known(asked)
        limit = self.office.clock() - FRESH
        return [person for person in asked if person not in known or known[person].known_at < limit]

    def knows(self, person: str) -> bool:
        """Say whether a transport ever said who this is."""
        return person in self._known([person])

    def know(self, person: str, *, name: str, zone: str, locale: str) -> None:
        """Remember what a transport says of somebody."""
        with self.office.transaction() as tx:
            was = tx.people.get(person)
            address = was.address if was else ""
            at = self.office.clock()
            row = Person(
                id=person,
                name=one_line(name) or person,
                zone=zone,
                locale=locale,
                address=address,
                known_at=at,
            )
            tx.people.put(row)
        self._read[person] = row

    def reach(self, person: str, address: str) -> None:
        """Remember where somebody's direct messages go."""
        with self.office.transaction() as tx:
            was = tx.people.get(person)
            long_ago = self.office.clock() - 2 * FRESH  # so that who was never looked up will be
            row = replace(was or replace(self.office.person(tx, person), known_at=long_ago), address=address)
            if row != was:
                tx.people.put(row)
        self._read[person] = row

    def names(self, people: Iterable[str]) -> dict[str, str]:
        """Return the names of people, by id; of those who are not known, the id."""
        asked = list(people)
        known = self._known(asked)
        return {person: known[person].name if person in known else person for person in asked}

    def _known(self, people: Sequence[str]) -> Mapping[str, Person]:
        new = [person for person in people if person not in self._read]
        if new:
            with self.office.transaction() as tx:
                found = {person: tx.people.get(person) for person in new}
            self._read |= {person: row for person, row in found.items() if row}
        return self._read
