"""Deeds of buttons and forms: done once, refused in words where somebody may not, carried after the commit."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import ClassVar

from bot.core.forms import Deed, Form
from bot.core.text import clean
from bot.render.board_forms import REASON, WHY
from bot.render.scenes import fill
from bot.service.mail import Mail
from bot.service.office import Office
from bot.service.outbox import Courier, Nobody, work
from storage import Transaction

Faults = Mapping[str, str]


NUMBER = re.compile(r"[1-9][0-9]{0,8}")


def numbers(about: str, *, count: int = 1) -> tuple[int, ...] | None:
    """Return the numbers that a button names, such as "12" or "12.3"; None where they are not that many."""
    parts = about.split(".")
    if len(parts) != count or not all(map(NUMBER.fullmatch, parts)):
        return None
    return tuple(map(int, parts))


class RefusedError(Exception):
    """Somebody can not do this now; the text says why, to be shown to them, a line a sentence where it is long."""


class FormError(Exception):
    """A form can not be taken as it was sent; `faults` says what is wrong with which field."""

    def __init__(self, faults: Faults) -> None:
        super().__init__(", ".join(faults))
        self.faults = faults


class Deeds(ABC):
    """Takes the deeds named in `acts`; what somebody may do is looked up at each click, and again when a form comes."""

    acts: ClassVar[frozenset[str]]
    opens: ClassVar[frozenset[str]]
    """Those of them whose button opens a form; that of another does the deed at once."""

    def __init__(self, office: Office, courier: Courier | None = None) -> None:
        self.office = office
        self.courier = courier or Nobody()

    @property
    def words(self) -> Mapping[str, str]:
        """The sentences in which these deeds are refused and told of."""
        return self.office.phrases.board

    def press(self, deed: Deed) -> Form | None:
        """Return what opens when a button is pressed: a form, or why there is none; None when it is done."""
        try:
            if deed.act not in self.opens:
                self._once(deed)
                return None
            with self.office.transaction() as tx:
                return self._open(tx, deed)
        except RefusedError as error:
            return self._notice(error)

    def send(self, deed: Deed) -> Faults:
        """Do what a form says; return what is wrong with its fields, nothing when it is done.

        Where there is no field to say it at, whoever sent it is told in a message.
        """
        try:
            self._once(deed)
        except FormError as error:
            return error.faults  # nothing was kept, so that the form can be sent again
        except RefusedError as error:
            first = next(iter(deed.values), "")
            if first:
                return {first: " ".join(str(error).split("\n"))}
            with work(self.office, self.courier, deed.person) as tx:
                Mail(self.office, tx).tell(deed.person, f"deed:{deed.key}", str(error))
        return {}

    def _once(self, deed: Deed) -> None:
        with work(self.office, self.courier, deed.person) as tx:
            if not tx.inbox.seen(deed.key, at=self.office.clock()):
                self._do(tx, deed)

    @abstractmethod
    def _open(self, tx: Transaction, deed: Deed) -> Form:
        """Return the form of a deed. Raises RefusedError."""

    @abstractmethod
    def _do(self, tx: Transaction, deed: Deed) -> None:
        """Do it. Raises RefusedError, and FormError where a field is wrong."""

    def _notice(self, error: RefusedError) -> Form:
        return Form(title=self.words["notice"], lines=str(error).split("\n"))

    def _say(self, key: str, **facts: object) -> str:
        return fill(self.words, key, facts)


def reason_of(words: Mapping[str, str], deed: Deed) -> str:
    """Return the reason that a form gives. Raises FormError where there is none, or it is too long."""
    text = clean(deed.values.get(WHY, ""))
    if not text:
        raise FormError({WHY: words["why_empty"]})
    if len(text) > REASON:
        raise FormError({WHY: fill(words, "too_long", {"most": REASON, "n": len(text)})})
    return text
