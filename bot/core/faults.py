"""A fault in what an author wrote, and how to mend it. The only sentences of the core: they speak to authors."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

LONGEST = 600
"""Characters of what a fault quotes: whatever was written, somebody has to read the fault."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that the author of a note type must mend: where it is, what is wrong, how to mend it."""

    where: str
    what: str
    mend: str

    def __str__(self) -> str:
        return f"{_short(self.where)}: {_short(self.what).rstrip('.')}. {_short(self.mend)}"


def meant(said: str, known: Iterable[str]) -> str:
    """Return how to mend a name: the nearest one that exists, or all of them."""
    names = sorted(known)
    close = get_close_matches(said, names, n=1)
    return f"Did you mean {close[0]!r}?" if close else f"There are: {', '.join(names) or 'none'}"


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
