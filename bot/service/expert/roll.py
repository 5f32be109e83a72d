"""Who is meant: people as a programme names them, among those whom the bot knows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from email.utils import parseaddr

from bot.core.text import one_line
from bot.service.expert.owing import close_names
from storage import Person

MEMBER = re.compile(r"[UW][A-Z0-9]{7,20}")
"""A member id as Slack gives it: taken at its word, also of somebody whom the bot has not met."""


class Roll:
    """Finds people by name, handle or member id; a name that two people have is nobody's."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._ids: dict[str, list[str]] = {}
        self._names: list[str] = []
        for person in people:
            self._names.append(person.name)
            for word in {_folded(person.name), _folded(person.id)}:
                self._ids.setdefault(word, []).append(person.id)

    def find(self, said: str) -> str:
        """Return the id of who is meant; empty for nobody, or for several."""
        for word in _words(said):
            found = self._ids.get(_folded(word), [])
            if len(found) == 1:
                return found[0]
            if not found and MEMBER.fullmatch(word):
                return word
        return ""

    def called(self, said: str) -> str:
        """Return the id of the only one who has this first name or family name; empty for nobody, or for several."""
        name = _folded(said.strip().removeprefix("@"))
        found = {one for whole, ids in self._ids.items() if name in whole.split() for one in ids}
        return found.pop() if len(found) == 1 else ""

    def first(self, said: str) -> tuple[str, str]:
        """Return the id of who is named first in a text, as typed, and what stands after the name; else nobody."""
        line = one_line(said).removeprefix("@")
        begun = [word for word in self._ids if re.match(rf"{re.escape(word)}(?!\w)", _folded(line))]
        for word in sorted(begun, key=len, reverse=True)[:1]:
            found = self._ids[word]
            end = next(
                n for n in range(len(line) + 1) if _folded(line[:n]) == word
            )  # ß is two letters, folded
            return (found[0], line[end:].lstrip(" :,")) if len(found) == 1 else ("", said)
        name, _, rest = line.partition(" ")
        found_one = self.called(name.rstrip(":,"))
        return (found_one, rest.lstrip(" :,")) if found_one else ("", said)

    def like(self, said: str) -> list[str]:
        """Return names that resemble what was said; of a name that several people have, their ids."""
        for word in _words(said):
            several = self._ids.get(_folded(word), [])
            if several:
                return sorted(several)
        words = [
            part for word in _words(said) for part in (word, re.sub(r"[._-]", " ", word.partition("@")[0]))
        ]
        return next((close for word in words if (close := close_names(word, self._names))), [])


def _words(said: str) -> list[str]:
    """Return what may name somebody: all of it, or the name and the address of `Ada <ada@example.org>`."""
    line = one_line(said).removeprefix("<@").removesuffix(">") if said.startswith("<@") else one_line(said)
    name, address = parseaddr(line)
    both = (name, address) if name and "@" in address else ()
    return [word.removeprefix("@") for word in (line, *both) if word.removeprefix("@")]


def _folded(name: str) -> str:
    return one_line(name).casefold()
