"""Who people are: what a transport found out about them, remembered for a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from bot.service.office import Office
from storage import Person

FRESH = timedelta(days=1)


class People:
    """Remembers people."""

    def __init__(self, office: Office) -> None:
        self.office = office

    def stale(self, people: Iterable[str]) -> Sequence[str]:
        """Return those who are not known, or were last looked up more than a day ago."""
        with self.office.transaction() as tx:
            known = {person: tx.people.get(person) for person in people}
        limit = self.office.clock() - FRESH
        return [person for person, row in known.items() if row is None or row.known_at < limit]

    def know(self, person: str, *, name: str, zone: str, locale: str) -> None:
        """Remember what a transport says of somebody."""
        with self.office.transaction() as tx:
            was = tx.people.get(person)
            address = was.address if was else ""
            at = self.office.clock()
            tx.people.put(
                Person(id=person, name=name, zone=zone, locale=locale, address=address, known_at=at)
            )

    def reach(self, person: str, address: str) -> None:
        """Remember where somebody's direct messages go."""
        with self.office.transaction() as tx:
            was = self.office.person(tx, person)
            if was.address != address:
                tx.people.put(replace(was, address=address))

    def names(self, people: Iterable[str]) -> dict[str, str]:
        """Return the names of people, by id."""
        with self.office.transaction() as tx:
            return {person: self.office.person(tx, person).name for person in people}
