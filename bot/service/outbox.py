"""The only voice: what is promised is claimed, carried by a transport, and marked with its receipt."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bot.core.messages import Line, Message, Sheet, bare, enclosed, load
from bot.core.notes import OPEN, Status
from bot.render.scenes import fill
from bot.service.chase.chases import NOBODY, Quiet
from bot.service.chase.debts import held_until
from bot.service.chase.first_contact import first_at
from bot.service.chase.steps import is_opening, key_of
from bot.service.chase.wanted import unwanted
from bot.service.mail import LINK, Mail
from bot.service.note.desk import Desk
from bot.service.note.fresh import fresh
from bot.service.note.posting import POST, SETTLED, version_in
from bot.service.office import Office
from storage import Delivery, Transaction

log = logging.getLogger(__name__)

MOST = 50
"""Messages that are claimed at a time."""

FIRST_RETRY = timedelta(seconds=2)
LONGEST_RETRY = timedelta(minutes=10)

CARDS = frozenset({POST, SETTLED})
"""Purposes of what stands for a note with its readers, so that it comes back when somebody deletes it."""

UNREADABLE = (KeyError, TypeError, ValueError)
"""What is wrong with a row of another version."""

DELETED = "message_not_found"
"""What the other side says when a message that is to be overwritten is not there any more."""


class TransportError(Exception):
    """A message could not be carried.

    `permanent` says that trying again is useless. `unsure` says that it may have arrived all the same.
    `after` is how long the other side asks us to wait.
    """

    def __init__(
        self, text: str, *, permanent: bool = False, unsure: bool = False, after: timedelta | None = None
    ) -> None:
        super().__init__(text)
        self.permanent = permanent
        self.unsure = unsure
        self.after = after


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A claimed delivery as a transport sees it.

    `id` travels with the message, so that a crash can be cleared up by asking whether it arrived. `address` is
    where the recipient's direct messages go, if known. `thread` is the receipt of the message it hangs on,
    `replaces` that of the message it overwrites. `papers` that of the message whose papers it shows: as long
    as they have not arrived it shows none. `link` is the place and the receipt of the message that it waited
    for, if that went to somebody else: its button opens it. `is_first` says that it is the first message about a
    note, which waits while its recipient is not to be disturbed; of all others that is known before they are
    promised.
    """

    id: int
    recipient: str
    address: str
    message: Message
    thread: str = ""
    replaces: str = ""
    papers: str = ""
    link: tuple[str, str] | None = None
    is_first: bool = False
    claimed_at: datetime
    attempts: int


@dataclass(frozen=True, slots=True)
class Arrival:
    """A letter that arrived: in which channel, and the id that the message has there."""

    letter: Letter
    place: str
    receipt: str


class Courier(Protocol):
    """Whoever carries what a use case promised at once: claimed with its commit, carried after it."""

    def can_go_to(self, recipient: str) -> bool:
        """Say whether something can go to this recipient now."""

    def carry(self, letters: Sequence[Letter]) -> None:
        """Begin to carry what was claimed, and look what else is promised."""


class Nobody:
    """The courier where nobody waits: what is promised stays in the outbox until somebody claims it."""

    def can_go_to(self, recipient: str) -> bool:  # noqa: ARG002  to nobody at all
        """Carry nothing."""
        return False

    def carry(self, letters: Sequence[Letter]) -> None:
        """Carry nothing."""


@contextmanager
def work(office: Office, courier: Courier, person: str) -> Iterator[Transaction]:
    """Begin a use case; the courier takes what it promises this person with the same commit, and carries it."""
    letters: Sequence[Letter] = ()
    with office.transaction() as tx:
        yield tx
        if courier.can_go_to(person):
            letters = Outbox(office).claim_within(tx, recipient=person)
    courier.carry(letters)


class Outbox:
    """The sender's use cases."""

    def __init__(self, office: Office) -> None:
        self.office = office

    def claim(self, *, busy: Collection[str] = (), most: int = MOST) -> Sequence[Letter]:
        """Take the next message of each recipient who is not busy."""
        with self.office.transaction() as tx:
            return self._first_wanted(tx, busy, most, "")

    def claim_within(self, tx: Transaction, *, recipient: str) -> Sequence[Letter]:
        """Take what a use case promises to the person who waits for it, with the same commit."""
        return self._first_wanted(tx, (), 1, recipient)

    def left_behind(self) -> Sequence[Letter]:
        """Return what a crash left in the middle of being sent."""
        with self.office.transaction() as tx:
            return self._letters(tx, tx.outbox.left_sending())

    def last_pressed(self, recipient: str) -> Letter | None:
        """Return the last message with buttons that somebody was sent about a note of theirs, as it was sent."""
        with self.office.transaction() as tx:
            notes = tx.notes.of(recipient, statuses=set(Status))
            rows = [row for note in notes for row in tx.outbox.of(note.id) if row.recipient == recipient]
            seen = [row for row in rows if row.receipt and not row.replaces]
            for row in sorted(seen, key=lambda row: row.receipt, reverse=True):
                with suppress(*UNREADABLE):
                    if load(row.body).buttons:
                        return self._letter(tx, row)
            return None

    def _first_wanted(self, tx: Transaction, busy: Collection[str], most: int, only: str) -> Sequence[Letter]:
        """Claim until something is to be sent, or nothing is left."""
        while rows := tx.outbox.claim(now=self.office.clock(), busy=busy, most=most, only=only):
            letters = self._letters(tx, [self._fresh(tx, row) for row in rows if self._is_wanted(tx, row)])
            if letters:
                return letters
        return []

    def _is_wanted(self, tx: Transaction, row: Delivery) -> bool:
        """Say whether to send it; a reminder that was overtaken since it was promised is dropped."""
        if later := held_until(self.office, tx, row):
            tx.outbox.postpone(row.id, at=later)
            return False
        why = unwanted(self.office, tx, row)
        if why and not self._comes_later(tx, row):
            tx.outbox.drop_one(row.id, error=why)
        return not why

    def _comes_later(self, tx: Transaction, row: Delivery, quiet: Quiet = NOBODY) -> bool:
        """Let a first message come as soon as every limit allows it, and say so to whoever was told otherwise."""
        note = tx.notes.get(row.note) if row.note and is_opening(row) else None
        if note is None or note.status not in OPEN:
            return False
        at = first_at(self.office, tx, note, without=key_of(row), quiet=quiet) or quiet.get(row.recipient)
        if at is None or at <= self.office.clock():
            return False
        tx.outbox.postpone(row.id, at=at)
        desk = Desk(self.office, tx, note)
        facts = {"name": desk.person.name, "title": desk.title, "at": self.office.when(desk.person, at)}
        sentence = fill(self.office.phrases.post, "first_later", facts)
        Mail(self.office, tx).tell(note.asked_by, f"later:{row.id}:{at:%Y%m%d%H%M}", sentence, note=note.id)
        return True

    def _fresh(self, tx: Transaction, row: Delivery) -> Delivery:
        """Return the row in the words of this moment; one whose note can not be read says what it was to say."""
        try:
            return fresh(self.office, tx, row)
        except Exception:
            log.exception("message %s is sent as it was promised", row.id)
            return row

    def _letters(self, tx: Transaction, rows: Sequence[Delivery]) -> list[Letter]:
        """Open the rows; one that can not be read, as after a step back in versions, is buried and told of."""
        letters = []
        for row in rows:
            try:
                letters.append(self._letter(tx, row))
            except UNREADABLE:
                tx.outbox.bury(row.id, error="it can not be read")
                self._tell(tx, row, "dead", "it can not be read")
        return letters

    def _letter(self, tx: Transaction, row: Delivery) -> Letter:
        person = tx.people.get(row.recipient)
        parent = tx.outbox.get(row.after) if row.after else None
        hangs = parent is not None and parent.recipient == row.recipient
        replaced = tx.outbox.get(row.replaces) if row.replaces else None
        message = load(row.body)
        papers = self._papers(tx, message)
        return Letter(
            id=row.id,
            recipient=row.recipient,
            address=person.address if person else "",
            message=message if papers else bare(message),
            papers=papers,
            thread=parent.receipt if parent and hangs else "",
            replaces=replaced.receipt if replaced else "",
            link=(parent.place, parent.receipt) if parent and not hangs else None,
            is_first=is_opening(row),
            claimed_at=row.claimed_at or self.office.clock(),
            attempts=row.attempts,
        )

    def _papers(self, tx: Transaction, message: Message) -> str:
        """Return the receipt of the papers that a message shows, if they have arrived."""
        shown = enclosed(message)
        carrier = tx.outbox.by_key(shown.key) if shown else None
        return carrier.receipt if carrier and carrier.state == "sent" else ""

    def sent(self, *arrivals: Arrival) -> None:
        """Note what arrived, and where."""
        with self.office.transaction() as tx:
            for arrival in arrivals:
                tx.outbox.sent(arrival.letter.id, place=arrival.place, receipt=arrival.receipt)

    def put_off(self, letter: Letter, until: datetime) -> bool:
        """Let a first message wait, as its recipient is not to be disturbed; False where it has waited long enough."""
        with self.office.transaction() as tx:
            row = tx.outbox.get(letter.id)
            return row is not None and self._comes_later(tx, row, {row.recipient: until})

    def failed(self, letter: Letter, error: TransportError) -> None:
        """Try again later, or never; in the latter case the coordinators are told."""
        with self.office.transaction() as tx:
            if not error.permanent:
                at = self.office.clock() + (error.after or backoff(letter.attempts))
                tx.outbox.retry(letter.id, at=at, error=str(error))
                return
            row = tx.outbox.get(letter.id)
            if row and row.replaces and row.purpose in CARDS and str(error) == DELETED:
                tx.outbox.anew(letter.id)
                self._tell_whole(tx, row)
                self._tell(tx, row, "anew")
                return
            tx.outbox.bury(letter.id, error=str(error))
            if row:
                self._tell(tx, row, "dead", str(error))

    def _tell_whole(self, tx: Transaction, row: Delivery) -> None:
        """Promise the whole text below a card that is posted again: the thread with the earlier ones is lost."""
        if row.note is None:
            return
        version = version_in(row)  # not the newest, which may be held back from this reader
        whole = Message(parts=(Sheet(tx.drafts.of(row.note)[version - 1].text),))
        Mail(self.office, tx).post(
            row.recipient, whole, key=f"whole:{row.id}", purpose="thread", note=row.note, after=row.id
        )

    def _tell(self, tx: Transaction, row: Delivery, what: str, error: str = "") -> None:
        if row.purpose in {"dead", LINK}:
            return
        name = self.office.person(tx, row.recipient).name
        sentence = fill(self.office.phrases.post, what, {"name": name, "error": error, "note": row.note})
        for coordinator in self.office.coordinators:
            key = f"{what}:{row.id}:{coordinator}"
            message = Message(parts=(Line(sentence),))
            Mail(self.office, tx).post(coordinator, message, key=key, purpose="dead")

    def next_at(self) -> datetime | None:
        """Return when there will be something to send; None when nothing is promised."""
        with self.office.transaction() as tx:
            return tx.outbox.next_at(now=self.office.clock())


def backoff(attempts: int) -> timedelta:
    """Return how long to wait after so many tries: 2 s, 4 s, 8 s ... 10 min."""
    doubled: int = 2 ** min(attempts - 1, 12)
    return min(FIRST_RETRY * doubled, LONGEST_RETRY)
