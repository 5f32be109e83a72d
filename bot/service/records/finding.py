"""Approved notes are found by their words; each person finds what they may see."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.core.messages import Address, Item, Line, Message, Part
from bot.core.text import one_line
from bot.render.markdown import plain
from bot.render.scenes import days_of, fill, shorten, title_of
from bot.service.note.desk import Desk
from bot.service.note.posting import POST, version_key
from bot.service.office import Office
from storage import Delivery, Found, Note, Transaction

MOST = 5
"""Notes that are shown at most."""

LOOKED_AT = 100
"""Finds that are looked at: some may be of notes that the person may not see."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A note that was found, in words; `place` and `receipt` are those of its message, empty where they saw none."""

    reference: str
    about: str
    snippet: str
    place: str = ""
    receipt: str = ""


def index(tx: Transaction, note: int, version: int, text: str) -> None:
    """Let an approved version be found by the words of its Markdown, in place of an earlier one."""
    tx.search.put(note, version, plain(text))


class Finding:
    """Looks for notes in the name of a person."""

    def __init__(self, office: Office) -> None:
        self.office = office

    def rooms(self) -> Sequence[str]:
        """Return the channels of today, and those in which notes stand that can be found, whatever the settings say."""
        with self.office.transaction() as tx:
            return list(dict.fromkeys((*self.office.rooms, *tx.search.rooms())))

    def find(self, person: str, words: str, *, rooms: Collection[str]) -> Sequence[Hit]:
        """Return the notes that fit best, one more than are shown if there are as many.

        `rooms` are the channels that the person may read: what was posted there they find.
        """
        with self.office.transaction() as tx:
            found = tx.search.find(words, most=LOOKED_AT)
            return list(self._hits(tx, person, rooms, found))[: MOST + 1]

    def say(self, words: str, hits: Sequence[Hit], links: Mapping[Hit, str], *, whole: bool) -> Message:
        """Return what to show; `links` are the addresses of the messages, as far as they are known.

        `whole` says that it is known of each channel whether the person may read it.
        """
        if not words.strip():
            return Message(parts=(Line(self._say("find_usage")),))
        title = self._say("find_more", n=MOST) if len(hits) > MOST else self._say("find_title", n=len(hits))
        title = title if hits else self._say("find_none", words=shorten(words, 80))
        partly = () if whole else (Line(self._say("find_partly")),)
        rows = (part for hit in hits[:MOST] for part in self._row(hit, links))
        return Message(parts=(Line(title), *rows, *partly))

    def _row(self, hit: Hit, links: Mapping[Hit, str]) -> Iterator[Part]:
        snippet = one_line(hit.snippet)
        yield Item(self._say("find_row", reference=hit.reference, about=hit.about, snippet=snippet))
        if hit in links:
            yield Address(links[hit])

    def _hits(
        self, tx: Transaction, person: str, rooms: Collection[str], found: Sequence[Found]
    ) -> Iterator[Hit]:
        for each in found:
            note = tx.notes.get(each.note)
            if note is None:
                continue
            public = next((row for room in rooms if (row := self._message(tx, each, room))), None)
            if public or person in {note.person, *self.office.coordinators}:
                yield self._hit(tx, note, each, public or self._message(tx, each, person))

    def _message(self, tx: Transaction, found: Found, reader: str) -> Delivery | None:
        """Return the message with which this very version went to a reader."""
        row = tx.outbox.by_key(version_key(POST, found.note, found.version, reader))
        return row if row and row.state == "sent" else None

    def _hit(self, tx: Transaction, note: Note, found: Found, message: Delivery | None) -> Hit:
        desk = Desk(self.office, tx, note)
        interview = desk.interview_of(tx.drafts.of(note.id)[found.version - 1])
        return Hit(
            reference=desk.handing_in.reference(interview),
            about="; ".join(filter(None, (title_of(interview, 80), days_of(interview, desk.context)))),
            snippet=found.snippet,
            place=message.place if message else "",
            receipt=message.receipt if message else "",
        )

    def _say(self, key: str, **facts: object) -> str:
        return fill(self.office.phrases.command, key, facts)
