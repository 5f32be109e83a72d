"""What a programme would change: each of its events beside what is known of it. Reads, and writes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from hashlib import sha256

from bot.core.faults import Fault
from bot.core.notes import BEFORE, TALKING
from bot.render.library import note_type
from bot.render.programmes import Planned, Reading, in_order, read_programme
from bot.render.scenes import fill, shorten
from bot.service.expert.roll import Roll
from bot.service.office import Office
from bot.service.programme.facts import facts_of
from storage import Event, Transaction

PLANNED, CANCELLED = "planned", "cancelled"
"""What an event can be."""


class What(StrEnum):
    """What is new about an event."""

    NEW = "new"
    REVIVED = "revived"
    MOVED = "moved"
    RENAMED = "renamed"
    PLACE = "place"
    ORGANIZERS = "organizers"
    ENDS = "ends"
    CANCELLED = "cancelled"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """An event as it will be and as it was; `added` and `removed` are ids, `unknown` as the file names them.

    `people` is how many owe a note on it then, or have written one.
    """

    event: Event
    before: Event | None = None
    what: tuple[What, ...] = ()
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    people: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All that a file would do. `unknown` maps a name to those that are like it, `names` an id to a name.

    `unmet` are ids that are taken at their word, as the bot knows nobody who has them.
    `left_out` are known events that are still to come and that the file does not name.
    """

    name: str
    changes: tuple[Change, ...] = ()
    same: int = 0
    left_out: tuple[Event, ...] = ()
    faults: tuple[Fault, ...] = ()
    notices: tuple[str, ...] = ()
    unknown: Mapping[str, Sequence[str]] = field(default_factory=dict)
    unmet: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)


class Planning:
    """Compares a file with the rows, within one transaction, in the name of a coordinator."""

    def __init__(self, office: Office, tx: Transaction, by: str) -> None:
        self.office = office
        self.tx = tx
        self.context = office.context(office.person(tx, by))
        known = tx.people.all()
        self.roll = Roll(known)
        self.met = {person.id for person in known}

    def plan(self, name: str, content: bytes, *, complete: bool) -> Plan:
        """Return what the file would change; with `complete` it is the whole programme. Raises LibraryError."""
        reading = read_programme(name, content, self.context, self.office.zone)
        sound, faults = self._sound(reading, name)
        compared = [self._compared(planned, event) for planned, event in sound]
        missing = self._left_out(reading)
        if complete:
            compared += [self._cancelled(event) for event in missing]
        changes = tuple(change for change in compared if change.what)
        strangers = dict.fromkeys(said for change in compared for said in change.unknown)
        strangers |= dict.fromkeys(
            said for said in self._elsewhere(reading, sound) if not self.roll.find(said)
        )
        added = dict.fromkeys(person for change in changes for person in change.added)
        people = {*added, *(person for change in changes for person in change.removed)}
        return Plan(
            name=name,
            changes=changes,
            same=len(compared) - len(changes),
            left_out=() if complete or faults else tuple(missing),  # what has a fault may be among them
            faults=faults,
            notices=reading.notices,
            unknown={said: self.roll.like(said) for said in strangers},
            unmet=tuple(person for person in added if person not in self.met),
            names={person: self.office.person(self.tx, person).name for person in people},
        )

    def _sound(self, reading: Reading, name: str) -> tuple[list[tuple[Planned, Event]], tuple[Fault, ...]]:
        """Return the events that a note could be written about, and all faults."""
        kind = note_type(self.office.library.folder(self.office.note_type))
        sound: list[tuple[Planned, Event]] = []
        faults = list(reading.faults)
        for planned in reading.events:
            event = self._event(planned, name)
            wrong = facts_of(event, kind, self.office.phrases, self.context).wrong
            title = shorten(planned.title, 60)
            for why in wrong:
                what = fill(self.office.phrases.programme, "fault", {"title": title, "why": why})
                faults.append(Fault(planned.where, what, self.office.phrases.programme["mend"]))
            if not wrong:
                sound.append((planned, event))
        return sound, in_order(faults)

    def _elsewhere(self, reading: Reading, sound: Sequence[tuple[Planned, Event]]) -> Iterator[str]:
        """Give whom what has a fault names: who is unknown is told together with the fault."""
        right = {planned.where for planned, _ in sound}
        yield from (said for each in reading.events if each.where not in right for said in each.experts)
        yield from reading.experts

    def _event(self, planned: Planned, name: str) -> Event:
        said = repr((planned.title, planned.first, planned.last, planned.place, planned.organizers))
        return Event(
            uid=planned.uid,
            title=planned.title,
            first=planned.first,
            last=planned.last,
            place=planned.place,
            organizers=planned.organizers,
            status=CANCELLED if planned.cancelled else PLANNED,
            source=name,
            sha256=sha256(said.encode()).hexdigest(),
            at=self.office.clock(),
            zone=planned.zone,
            ends=planned.ends,
        )

    def _compared(self, planned: Planned, event: Event) -> Change:
        before = self.tx.events.get(event.uid)
        if planned.cancelled:
            known = before is not None and before.status != CANCELLED
            # what was cancelled keeps the days and the title that people know it by
            gone = replace(before, status=CANCELLED, source=event.source, at=event.at) if before else event
            return Change(event=gone, before=before, what=(What.CANCELLED,) if known else ())
        found = {said: self.roll.find(said) for said in planned.experts}
        unknown = tuple(said for said, person in found.items() if not person)
        wanted = tuple(dict.fromkeys(person for person in found.values() if person))
        what = _differences(before, event)
        added = self._added(event.uid, wanted, revived=What.REVIVED in what)
        removed = () if unknown else self._removed(event.uid, wanted)
        if before is not None:
            what += [What.ADDED] if added else []
            what += [What.REMOVED] if removed else []
        return Change(
            event=event,
            before=before,
            what=tuple(what),
            added=added,
            removed=removed,
            unknown=unknown,
            people=len({*self._writing(event.uid), *added} - {*removed}),
        )

    def _writing(self, uid: str) -> list[str]:
        return [person for person, note in self.tx.events.links(uid).items() if self._is(note, TALKING)]

    def _added(self, uid: str, wanted: Iterable[str], *, revived: bool) -> tuple[str, ...]:
        """Return who owes no note for the event yet; of one that is held after all, also whose note was closed."""
        links = self.tx.events.links(uid)
        return tuple(
            person
            for person in wanted
            if person not in links or (revived and not self._is(links[person], TALKING))
        )

    def _removed(self, uid: str, wanted: Iterable[str]) -> tuple[str, ...]:
        """Return who owes a note and is not named any more, as far as nobody was told so."""
        return tuple(
            person
            for person, note in self.tx.events.links(uid).items()
            if person not in wanted
            and self._is(note, BEFORE)
            and not self.tx.outbox.by_key(removed_key(note))
        )

    def _is(self, note: int, statuses: Iterable[str]) -> bool:
        found = self.tx.notes.get(note)
        return found is not None and found.status in statuses

    def _left_out(self, reading: Reading) -> list[Event]:
        named = {planned.uid for planned in reading.events}
        return [
            event
            for event in self.tx.events.all()
            if event.uid not in named and event.status != CANCELLED and event.last >= self.context.today
        ]

    def _cancelled(self, event: Event) -> Change:
        gone = replace(event, status=CANCELLED, at=self.office.clock())
        return Change(event=gone, before=event, what=(What.CANCELLED,))


def removed_key(note: int) -> str:
    """Return the key under which a coordinator is told that somebody is not named any more."""
    return f"removed:{note}"


def _differences(before: Event | None, now: Event) -> list[What]:
    if before is None:
        return [What.NEW]
    pairs = {
        What.REVIVED: (before.status, now.status),
        What.MOVED: ((before.first, before.last), (now.first, now.last)),
        What.RENAMED: (before.title, now.title),
        What.PLACE: (before.place, now.place),
        What.ORGANIZERS: (before.organizers, now.organizers),
        What.ENDS: ((before.zone, before.ends), (now.zone, now.ends)),
    }
    return [what for what, (was, becomes) in pairs.items() if was != becomes]
