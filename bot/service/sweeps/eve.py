"""The card of the eve: what to listen for at an event, told before it begins to those who asked for it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.interview import Interview
from bot.core.messages import Fact, Line, Part
from bot.core.moves import On, Screen
from bot.render.scenes import echoed, fill, listed, long_day, title_of
from bot.service.chase.deadlines import first_day
from bot.service.chase.eves import wants
from bot.service.chase.wish_list import EVE, NO_EVE
from bot.service.note.desk import Desk
from bot.service.office import Office
from storage import Entry, Wish

SAYS = {"on": EVE, "off": NO_EVE}
"""What is typed after `/note eve`, and the wish that it is."""

PROSE = frozenset({"text", "lines"})
"""The kinds of questions whose answers somebody has to have listened for."""


class Eves:
    """Takes what somebody decides about the card, for all their events; the command shows what comes back."""

    def __init__(self, office: Office) -> None:
        self.office = office

    def decide(self, person: str, word: str, *, key: str) -> str:
        """Switch the card on or off; at any other word say how to, and how it is now."""
        kind = SAYS.get(word.strip().lower())
        with self.office.transaction() as tx:
            if kind is None:
                now = "on" if wants(tx, person) else "off"
                return fill(self.office.phrases.command, "eve_which", {"now": now})
            at = self.office.clock()
            if tx.inbox.seen(key, at=at):
                return ""
            tx.wishes.add(Wish(note=None, person=person, kind=kind, by=person, at=at))
            tx.journal.add(Entry(who=person, what=kind, at=at))
        return self.office.phrases.command["eve_on" if kind == EVE else "eve_off"]


def card(desk: Desk, others: Sequence[Interview]) -> list[Part]:
    """Return what the card says; `others` are events whose cards would come at the same moment."""
    words, lexicon = desk.office.phrases.say, desk.office.phrases.lexicon
    interview = desk.interview(Screen(on=On.CLOSED))
    first = first_day(interview)
    assert first is not None, "there is no eve of what begins on no day"
    facts = {"title": title_of(interview), "day": long_day(first, lexicon)}
    parts: list[Part] = [Line(fill(words, "eve_begins", facts))]
    if headings := _headings(interview):
        parts.append(Line(fill(words, "eve_listen", {"headings": listed(headings, lexicon)})))
    parts.append(Line(words["eve_facts"]))
    parts += [
        Fact(q.label, echoed(q, interview.known[q.key], desk.context))
        for q in interview.path
        if q.key in interview.known
    ]
    if others:
        names = listed([title_of(each) for each in others], lexicon)
        parts.append(Line(fill(words, "eve_others", {"others": names})))
    return [*parts, Line(words["eve_why"])]


def _headings(interview: Interview) -> list[str]:
    """Return the labels of what the note has a place for, and nobody knows beforehand."""
    return [q.label for q in interview.open if q.shows and q.kind in PROSE]
