"""The form that picks a moment: sending it does what typing `pick a time` and the moment does."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from bot.core.forms import Deed, Form
from bot.core.moments import read_moment
from bot.core.moves import Word
from bot.core.options import offered
from bot.core.replies import Reply
from bot.render.board_forms import DAY, HOUR, pick_form
from bot.render.scenes import town
from bot.service.deeds import Deeds, FormError, RefusedError
from bot.service.expert.interviews import Interviews
from bot.service.note.sight import Sight, screen_of
from bot.service.said import Said
from storage import Transaction


class Picking(Deeds):
    """Opens the form on a message of somebody's, and says to that message what was picked."""

    acts: ClassVar = frozenset({"pick"})
    opens: ClassVar = acts

    def _open(self, tx: Transaction, deed: Deed) -> Form:
        person = self.office.person(tx, deed.person)
        morning = self.office.local(person).date() + timedelta(days=1)
        return pick_form(self.words, f"{deed.place} {deed.message}", town(person.zone), morning)

    def _do(self, tx: Transaction, deed: Deed) -> None:
        picked = f"{deed.values.get(DAY, '')} {deed.values.get(HOUR, '')}"
        if read_moment(picked, self.office.context(self.office.person(tx, deed.person))) is None:
            raise FormError({DAY: self.words["pick_past"]})
        place, _, card = deed.about.partition(" ")
        shown = Sight(self.office, tx).card(place, card)
        if shown is None or shown.recipient != deed.person or not shown.screen:
            raise RefusedError(self.words["pick_gone"])  # nor is it about the note they are at
        if Word.PICK not in offered(screen_of(shown)):  # what has no such button would take it for an answer
            raise RefusedError(self.words["pick_gone"])
        word = self.office.phrases.lexicon.commands[Word.PICK][0]
        now = f"{self.office.clock().timestamp():.6f}"
        said = Said(
            person=deed.person,
            reply=Reply(f"{word} {picked}", message=now),
            key=deed.key,
            message=now,
            place=place,
            card=card,
            pressed=True,
        )
        Interviews(self.office).take(tx, said)
