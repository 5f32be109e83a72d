"""What the rows say about being reminded: one note becomes a `Chase`, from which the core computes what is due."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.core.calendar import Calendar
from bot.core.chasing import COORDINATOR, Chase, Recipient, Sent
from bot.core.interview import Interview
from bot.core.notes import OPEN, Status
from bot.core.outstanding import Waiting, ball, until
from bot.core.policy import Policy, review_date
from bot.service.chase.away import calendar_of, coordinators_of, returns_at
from bot.service.chase.deadlines import changes_asked, due_on, ended_at, policy_of
from bot.service.chase.eves import begins
from bot.service.chase.hearing import Hearing
from bot.service.chase.once import once
from bot.service.chase.steps import OPENING, TO_COORDINATOR, WAKE, key_of, step_of
from bot.service.chase.stops import stop_of
from bot.service.chase.wish_list import ACCEPT, UNTIL, asks_help, last, open_offer
from bot.service.circle import Circle
from bot.service.ledger import CONFIRMED, KNOWN, SKIPPED, standing
from bot.service.mail import TURN
from bot.service.office import Office
from storage import Answer, Delivery, Note, Person, Transaction

Quiet = Mapping[str, datetime]
"""Person -> when their Do-Not-Disturb ends."""

NOBODY: Quiet = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A note with its policy, as it is to `person`, who has the ball; `interview` has the answers alone.

    `to` is the coordinator to whom it is as it is, where it is about what coordinators hear. `fact_until` is when
    a fact comes, where that is all that is waited for.
    """

    note: Note
    person: str
    policy: Policy
    interview: Interview
    chase: Chase
    fact_until: datetime | None = None
    to: str = ""

    @property
    def hears(self) -> str:
        """Who hears what is due."""
        return self.to or self.person


class Chases:
    """Reads rows, within one transaction and until something is written.

    `without` is the key of a reminder that does not count. `quiet` says until when people are not to be
    disturbed, as far as it is known.
    """

    def __init__(self, office: Office, tx: Transaction, *, without: str = "", quiet: Quiet = NOBODY) -> None:
        self.office = office
        self.tx = once(tx)
        self.hearing = Hearing(office, self.tx, without)
        self.quiet = quiet
        self._calendars: dict[str, Calendar] = {}

    def all(self) -> Iterator[Case]:
        """Give every open note, as it is to everybody who has the ball. Raises LibraryError."""
        for note in self.tx.notes.all(statuses=OPEN):
            yield from self.of(note)

    def of(self, note: Note) -> list[Case]:
        """Return a note as it is to everybody who has the ball: of several reviewers each. Raises LibraryError."""
        return [self.case(note, person) for person in self._holders(note)]

    def case(self, note: Note, person: str) -> Case:
        """Return a note as it is to one person. Raises LibraryError."""
        reading = Reading(self, note, self.office.person(self.tx, person))
        return Case(
            note=note,
            person=person,
            policy=reading.policy,
            interview=reading.interview,
            chase=reading.chase(),
            fact_until=reading.fact_until,
        )

    def _holders(self, note: Note) -> Sequence[str]:
        if offered := open_offer(self.tx.wishes.of(note.id)):
            return (offered.other,)
        if note.status != Status.IN_REVIEW:
            return (note.person,)
        version = self.tx.drafts.of(note.id)[-1].version
        return Circle(self.office, self.tx, note).standing(version).waiting or (note.person,)

    def recipient(self, person: str) -> Recipient:
        """Return somebody as a recipient."""
        row = self.office.person(self.tx, person)
        heard, at = self.hearing.of(row)
        return Recipient(
            zone=row.zone,
            calendar=self.calendar(row),
            sent_today_to_person=heard,
            last_to_person_at=at,
            dnd_until=self.quiet.get(person),
        )

    def calendar(self, person: Person) -> Calendar:
        """Return the calendar of a person, made once."""
        if person.id not in self._calendars:
            self._calendars[person.id] = calendar_of(self.office, self.tx, person)
        return self._calendars[person.id]

    def told(self, case: Case) -> Iterator[Case]:
        """Give a case as it is to each coordinator who hears of it: by their own clock, and what they heard."""
        readers = coordinators_of(self.office, self.tx, case.note)
        if len(readers) == 1:  # then the case is as it is to them, and need not be read again
            yield replace(case, to=readers[0])
        else:
            yield from (self.told_to(reader, case) for reader in readers)

    def told_to(self, reader: str, case: Case) -> Case:
        """Return a case as it is to one coordinator: of what others of them heard nothing counts."""
        taken = last(self.tx.wishes.of(case.note.id), ACCEPT)
        rows = [row for row in self.tx.outbox.steps(case.note.id) if row.recipient == reader]
        heard = [
            Sent(step_of(row), row.due_at)
            for row in rows
            if step_of(row) in TO_COORDINATOR
            and self.hearing.counts(row)
            and (taken is None or row.due_at >= taken.at)
        ]
        others = [sent for sent in case.chase.sent if sent.step not in TO_COORDINATOR]
        sent = tuple(sorted((*others, *heard), key=lambda each: each.at))
        chase = replace(case.chase, sent=sent, others={COORDINATOR: self.recipient(reader)})
        return replace(case, to=reader, chase=chase)


class Reading:
    """Reads one note for one person."""

    def __init__(self, chases: Chases, note: Note, person: Person) -> None:
        self.chases = chases
        self.hearing = chases.hearing
        self.office = chases.office
        self.tx = chases.tx
        self.note = note
        self.person = person
        self.policy = policy_of(self.office, self.tx, note)
        self.calendar = chases.calendar(person)
        self.rows = self.tx.answers.latest(note.id)
        self.interview = _interview(chases.office, self.tx, note, list(self.rows.values()))
        self.starts_on = begins(self.office, self.tx, note, self.interview)
        self.wishes = self.tx.wishes.of(note.id)
        self.offered = open_offer(self.wishes)
        self.fact_until = self._fact_until()
        self.own = [wish for wish in self.wishes if wish.person == person.id]
        drafts = self.tx.drafts.of(note.id) if note.status == Status.IN_REVIEW else ()
        reviewed = note.status == Status.IN_REVIEW
        self._circle = Circle(self.office, self.tx, note) if reviewed else None
        self.version = drafts[-1] if drafts else None

    def chase(self) -> Chase:
        """Return all that decides about reminders."""
        (heard, last_at), waiting = self.hearing.of(self.person), self._waiting()
        return Chase(
            zone=self.person.zone,
            calendar=self.calendar,
            sent_today_to_person=heard,
            last_to_person_at=last_at,
            note=self.note.id,
            status=self.note.status,
            ball=ball(self.note.status, self.office.clock(), waiting),
            ended_at=ended_at(self.office, self.tx, self.note, self.interview),
            due_on=due_on(self.office, self.tx, self.note, self.interview, calendar=self._owners()),
            since=self._since(),
            activity_at=self._activity(),
            sent=self._sent(),
            snoozed_until=waiting.snoozed_until,
            away_until=waiting.away_until,
            stopped=stop_of(self.tx, self.note, self.person.id) is not None,
            review_due_on=self._review_due(),
            offered_at=self.offered.at if self.offered else None,
            acted_at=max((wish.at for wish in self.wishes if wish.by != self.note.person), default=None),
            starts_on=self.starts_on,
            others=dict(self._coordinator()),
            dnd_until=self.chases.quiet.get(self.person.id),
        )

    def _owners(self) -> Calendar:
        return self.chases.calendar(self.office.person(self.tx, self.note.person))

    def _waiting(self) -> Waiting:
        return Waiting(
            held=self._circle is not None and self._circle.held,
            reviewers=self._circle is None or bool(self._circle.reviewers),
            fact_until=self.fact_until,
            offered_until=self._offered_until(),
            asks_help=asks_help(self.own) is not None,
            snoozed_until=self._snoozed_until(),
            away_until=returns_at(self.tx, self.person.id),
        )

    def _since(self) -> datetime:
        """Return when the part of the note's life began that it is in."""
        begun = [wish.at for wish in self.wishes if wish.kind in {ACCEPT, UNTIL}]
        asked = changes_asked(self.tx, self.note)
        begun += [asked.at] if asked else []
        begun += [self.version.at] if self.version else []
        return max((self.note.opened_at, *begun))

    def _offered_until(self) -> datetime | None:
        if self.offered is None:
            return None
        days = self.policy.offer_days
        return until(self.offered.at, days, zone=self.person.zone, calendar=self.calendar)

    def _coordinator(self) -> Iterator[tuple[str, Recipient]]:
        """Give the first of those who hear of it, by whose clock the expert is told when."""
        for person in coordinators_of(self.office, self.tx, self.note)[:1]:
            yield COORDINATOR, self.chases.recipient(person)

    def _snoozed_until(self) -> datetime | None:
        """Return until when nothing comes: the promise to come back, which ends when the person comes first."""
        wake = self._wake()
        promised = wake is not None and wake.state == "waiting" and wake.due_at > self.office.clock()
        return wake.due_at if wake and promised else None

    def _wake(self) -> Delivery | None:
        row = self.tx.outbox.newest(note=self.note.id, purpose=WAKE)
        return row if row and row.recipient == self.person.id else None

    def _fact_until(self) -> datetime | None:
        """Return when the earliest fact comes that is waited for, where nothing else is left to ask."""
        if self.interview.open or self.interview.known:
            return None
        skipped = [row for row in self.rows.values() if row.state == SKIPPED and row.again_at]
        return min((row.again_at for row in skipped if row.again_at), default=None)

    def _activity(self) -> datetime | None:
        """Return when the person last did anything about the note; that they were called back counts as well."""
        found = [wish.at for wish in self.own if wish.by == self.person.id]
        turn = self.tx.outbox.newest(note=self.note.id, purpose=TURN)
        found += [turn.due_at] if turn and turn.recipient == self.person.id else []
        called = self.hearing.called_back(self.note.id)
        found += [row.due_at for row in called if row.recipient == self.person.id]
        if self.note.status == Status.IN_REVIEW:
            found += [one.at for one in self.tx.reviews.of(self.note.id) if one.person == self.person.id]
        return max(found, default=None)

    def _sent(self) -> tuple[Sent, ...]:
        """Return the steps that were promised to the person, and those to coordinators; each once, as first told."""
        opening = self.tx.outbox.newest(note=self.note.id, purpose=OPENING)
        rows = [*([opening] if opening else []), *self.tx.outbox.steps(self.note.id)]
        rows.sort(key=lambda row: row.due_at, reverse=True)  # of what went to several, the first stays
        taken = last(self.wishes, ACCEPT)
        found = {
            key_of(row): Sent(step_of(row), row.due_at)
            for row in rows
            if self.hearing.counts(row)
            and (row.recipient == self.person.id or step_of(row) in TO_COORDINATOR)
            and (taken is None or row.due_at >= taken.at)
            and (self.starts_on is None or row.due_at <= self.office.clock())  # a promise overtakes no card
        }
        return tuple(sorted(found.values(), key=lambda sent: sent.at))

    def _review_due(self) -> date | None:
        kept = self.version
        if kept is None:
            return None
        handed_in = kept.at.astimezone(ZoneInfo(self.person.zone)).date()
        days = self.interview.type.review_days
        return review_date(self.policy, self.calendar, handed_in=handed_in, days=days, version=kept.version)


def _interview(office: Office, tx: Transaction, note: Note, rows: Sequence[Answer]) -> Interview:
    facts = frozenset(row.key for row in rows if row.state in {KNOWN, CONFIRMED})
    return replace(standing(office.kind(tx, note), rows), facts=facts)
