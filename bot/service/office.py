"""What every use case needs: the store, the note types, the phrases, the clock, and who coordinates."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.core.calendar import Calendar, on_the_wall
from bot.core.faults import Fault
from bot.core.lexicon import MORNING, at_morning
from bot.core.moves import Moment
from bot.core.policy import Policy
from bot.core.questions import NoteType
from bot.core.replies import Context
from bot.render.lexicons import Phrases, guess_day
from bot.render.library import NOTE, Folder, Library, LibraryError, note_type
from bot.render.public_holidays import public_holidays, weekend
from bot.render.scenes import clock, listed, town
from bot.render.zones import country_of
from storage import Backups, Note, Person, PinnedType, Store, Transaction

Clock = Callable[[], datetime]
"""Returns the time now, aware, in UTC."""


def system_clock() -> datetime:
    """Return the time now, in UTC."""
    return datetime.now(UTC)


class StillClock:
    """A clock that stands still within a transaction of its thread: a use case has one now, however long it takes."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._still = threading.local()

    def __call__(self) -> datetime:
        now: datetime | None = getattr(self._still, "now", None)
        return now or self._clock()

    @contextmanager
    def still(self) -> Iterator[None]:
        """Show the time of the beginning until this is over."""
        self._still.now = self._clock()
        try:
            yield
        finally:
            self._still.now = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """One bot in one workspace.

    `team` is the workspace's id, `channel` where drafts are posted, `channels` where those of a note type are
    posted instead, by its name, `coordinators` the ids of those who may
    register notes for others, `reviewers` of those who approve drafts (without any, the coordinators do),
    `fonts` is a folder with more fonts for papers, `note_type` what a new note is, `zone` the time zone of
    people whose own is not known, `holidays` the country whose holidays are kept in a time zone ("" for all
    others; who is left out has those of the country of their zone), `holiday_dates` more days on which nobody
    works in a country, or at all (""). `digest_channel` is where the numbers of the week
    go, if anywhere; a digest, which is about all notes, follows the `rules` of `note_type`. `backups` is where
    the store is copied to each night, if anywhere.
    """

    store: Store
    library: Library
    phrases: Phrases
    clock: StillClock
    team: str
    channel: str
    coordinators: tuple[str, ...]
    channels: Mapping[str, str] = field(default_factory=dict)
    reviewers: tuple[str, ...] = ()
    fonts: Path | None = None
    note_type: str = "information_note"
    zone: str = "UTC"
    holidays: Mapping[str, str] = field(default_factory=dict)
    holiday_dates: frozenset[tuple[str, date]] = frozenset()
    digest_channel: str = ""
    rules: Policy = field(default_factory=Policy)
    backups: Backups | None = None
    _folders: dict[str, Folder] = field(default_factory=dict, init=False, repr=False)
    _looked: list[datetime] = field(default_factory=list, init=False, repr=False)

    def channel_of(self, note_type: str) -> str:
        """Return where the drafts of this note type are posted."""
        return self.channels.get(note_type, self.channel)

    @property
    def rooms(self) -> tuple[str, ...]:
        """Every channel where drafts are posted now."""
        return tuple(dict.fromkeys((self.channel, *self.channels.values())))

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Begin one unit of work on this workspace's rows; `clock` stands still until it ends."""
        with self.store.transaction(self.team) as tx, self.clock.still():
            yield tx

    def look(self) -> None:
        """Remember that a sweep comes by now: of a process that has stopped sweeping somebody has to know."""
        self._looked[:] = [self.clock()]

    @property
    def looked_at(self) -> datetime | None:
        """When a sweep came by last, in this process."""
        return self._looked[0] if self._looked else None

    def person(self, tx: Transaction, person: str) -> Person:
        """Return somebody as last looked up, or with their id for a name."""
        known = tx.people.get(person)
        return known or Person(id=person, name=person, zone=self.zone, known_at=self.clock())

    def names(self, tx: Transaction, people: Iterable[str]) -> str:
        """Return the names of people as a list to be read; empty for nobody."""
        names = [self.person(tx, person).name for person in people]
        return listed(names, self.phrases.lexicon) if names else ""

    def local(self, person: Person, at: datetime | None = None) -> datetime:
        """Return the time on this person's wall, now or at another moment."""
        return (at or self.clock()).astimezone(ZoneInfo(person.zone))

    def when(self, person: Person, at: datetime) -> str:
        """Return a moment as the clock on a person's wall shows it."""
        return clock(self._shown(person, at), town(person.zone), self.phrases.lexicon)

    def _shown(self, person: Person, at: datetime) -> Moment:
        wall = self.local(person, at)
        return Moment(wall.date(), wall.hour, wall.minute)

    def context(self, person: Person, morning: int = MORNING) -> Context:
        """Return what reading this person's replies needs; `morning` is the hour of a day without one."""
        now = self.local(person)
        clock = now.time().replace(second=0, microsecond=0)
        return Context(
            today=now.date(),
            now=clock,
            lexicon=at_morning(self.phrases.lexicon, morning),
            guess=guess_day,
            calendar=self.calendar(person),
            morning=morning,
        )

    def calendar(self, person: Person) -> Calendar:
        """Return the weekend of a person's country, and its holidays last year, now and next."""
        country = self.country(person.zone)
        year = self.clock().year
        days = [public_holidays(country, each) for each in (year - 1, year, year + 1)]
        own = frozenset(day for place, day in self.holiday_dates if place in {"", country})
        return Calendar(weekend=weekend(country, year), holidays=own.union(*days))

    def country(self, zone: str) -> str:
        """Return the country whose holidays are kept in a zone; empty for none."""
        given = self.holidays.get(zone, self.holidays.get(""))
        return country_of(zone) if given is None else given

    def instant(self, moment: Moment, person: Person, morning: int = MORNING) -> datetime:
        """Return a wall-clock moment of this person in UTC; one that has passed becomes the next morning.

        An hour that the clock shows twice, or skips, is as in `on_the_wall`.
        """
        at = _on_the_wall(moment, person)
        return at if at > self.clock() else _on_the_wall(self.upcoming(moment, person, morning), person)

    def upcoming(self, moment: Moment, person: Person, morning: int = MORNING) -> Moment:
        """Return a moment as the clock will show it: one that has passed becomes the next morning."""
        if (at := _on_the_wall(moment, person)) > self.clock():
            return self._shown(person, at)
        return Moment(self.local(person).date() + timedelta(days=1), morning)

    def folder(self, tx: Transaction, type_hash: str) -> Folder:
        """Return the files that an interview is pinned to; read once, for what has this hash never changes."""
        if type_hash not in self._folders:
            pinned = tx.types.get(type_hash)
            assert pinned is not None, f"a note type is pinned by the hash {type_hash}, and gone"
            self._folders[type_hash] = Folder(pinned.name, pinned.files)
        return self._folders[type_hash]

    def kind(self, tx: Transaction, note: Note) -> NoteType:
        """Return the note type that a note is pinned to. Raises LibraryError."""
        return note_type(self.folder(tx, note.type_hash))

    def reference(self, tx: Transaction, note: Note) -> str:
        """Return the name by which a note is filed."""
        return reference_of(self.kind(tx, note), note)

    def pin(self, tx: Transaction, name: str) -> tuple[Folder, str]:
        """Read a note type from disk and keep it as it is now. Raises LibraryError."""
        folder = self.library.folder(name)
        if NOTE not in folder.files:  # an interview that can not become a draft is not begun
            raise LibraryError(name, [Fault(NOTE, "is missing", "Write the template of the note")])
        type_hash = folder.hash
        tx.types.pin(PinnedType(hash=type_hash, name=name, files=folder.files))
        return folder, type_hash


def reference_of(kind: NoteType, note: Note) -> str:
    """Return the name by which a note is filed: prefix, year in which it was opened, number."""
    return f"{kind.prefix}-{note.opened_at.year}-{note.id:03}"


def _on_the_wall(moment: Moment, person: Person) -> datetime:
    """Return in UTC when this person's clock shows the moment."""
    return on_the_wall(person.zone, moment.day, moment.hour, moment.minute)
