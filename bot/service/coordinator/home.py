"""The App Home: a coordinator sees the board, everybody else what they owe; and its buttons."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from bot.core.forms import Deed, Form
from bot.core.messages import Button, Item, Line, Message, Part, Title
from bot.render.scenes import long_day
from bot.service.coordinator.board import Boards
from bot.service.coordinator.health import last_backup
from bot.service.deeds import Deeds, RefusedError, numbers
from bot.service.expert.notes import Notes
from storage import Transaction

MOST = 20
"""Notes that the Home shows with buttons, of each kind: it takes 100 blocks."""


class Home(Deeds):
    """Says what stands in somebody's Home, and goes on with a note or starts one from there."""

    acts: ClassVar = frozenset({"go", "new"})
    opens: ClassVar = frozenset()

    def of(self, person: str) -> Message:
        """Return what this person sees."""
        coordinates = person in self.office.coordinators
        backup, boards = last_backup(self.office) if coordinates else None, Boards(self.office)
        with self.office.transaction() as tx:
            board = boards.parts(tx, person, backup=backup, most=MOST) if coordinates else ()
            owe = (Button(self.words["home_owe"], act="owe"),) if coordinates else ()
            new = Button(self.words["home_new"], act="new")
            return Message(parts=(*board, *self._own(tx, person)), buttons=(*owe, new))

    def _own(self, tx: Transaction, person: str) -> Iterator[Part]:
        day = self.office.local(self.office.person(tx, person)).date()
        mine = Notes(self.office).mine(tx, person)
        yield Title(self._say("own_title", day=long_day(day, self.office.phrases.lexicon)))
        if not mine:
            yield Line(self._say("own_none"))
        for note, line in mine[:MOST]:
            go = self.words["home_go"]
            yield Item(line, (Button(go, act="go", about=str(note), aloud=f"{go}: {line}"),))
        if len(mine) > MOST:
            yield Line(self._say("own_more", n=len(mine) - MOST))

    def _open(self, _tx: Transaction, _deed: Deed) -> Form:
        raise RefusedError(self._say("unknown"))

    def _do(self, tx: Transaction, deed: Deed) -> None:
        notes = Notes(self.office)
        if deed.act == "new":
            notes.start(tx, deed.person, key=deed.key)
        elif not (named := numbers(deed.about)) or not notes.go_on(tx, deed.person, *named, key=deed.key):
            raise RefusedError(self._say("gone"))
