"""The kinds of wishes: what people decide about being asked. A row each, and the last of a kind counts."""

from __future__ import annotations

from collections.abc import Iterable

from storage import Wish

SNOOZE, AWAY, STOP, RESUME = "snooze", "away", "stop", "resume"
"""What whoever is reminded decides: not before a moment, not while they are away, not at all, again."""

OFFER, ACCEPT, REFUSE = "offer", "accept", "refuse"
"""A note is offered to somebody else, who takes it or not."""

PAIR = "pair"
"""The offer that follows is to write it together."""

UNTIL, NUDGE, WAIVE, AGAIN = "until", "nudge", "waive", "again"
"""What a coordinator decides: more time, a word of their own, no note at all, one after all."""

EVE, NO_EVE = "eve", "no_eve"
"""Whether somebody wants a card before each event of theirs: about no note, and about all of them."""

HELP, PART, QUESTION, NEED = "help", "part", "question", "need"
"""What somebody tells a coordinator: that somebody else should write it, that they attended a part, that they do not
know an answer, that they need more time."""


def asks_help(own: Iterable[Wish]) -> Wish | None:
    """Return the wish of somebody, of theirs about one note, that somebody else writes it; None once they go on."""
    return still(own, HELP, RESUME, AGAIN)


def stopped(own: Iterable[Wish]) -> Wish | None:
    """Return the wish of somebody, of theirs about one note, to hear no more of it; None once they go on."""
    return still(own, STOP, RESUME, AGAIN)


def open_offer(wishes: Iterable[Wish]) -> Wish | None:
    """Return the offer of a note that nobody has answered yet."""
    return still(wishes, OFFER, ACCEPT, REFUSE)


def still(wishes: Iterable[Wish], kind: str, *ends: str) -> Wish | None:
    """Return the last wish of a kind, as long as none of those that end it came after it."""
    found = last(wishes, kind, *ends)
    return found if found and found.kind == kind else None


def last(wishes: Iterable[Wish], *kinds: str) -> Wish | None:
    """Return the last wish of any of these kinds; None if there is none."""
    found = None
    for wish in wishes:
        found = wish if wish.kind in kinds else found
    return found
