"""The days on which somebody does not work: weekends, the holidays where they are, and when they are away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core.calendar import Calendar
from bot.service.chase.wish_list import AWAY, RESUME, last
from bot.service.office import Office
from storage import Note, Person, Transaction, Wish

REST_OF_THE_DAY = timedelta(hours=6)
"""From six in the evening on, a day is over."""


def calendar_of(office: Office, tx: Transaction, person: Person) -> Calendar:
    """Return the calendar of a person: that of their country, and their absences."""
    absences = _absences(tx.wishes.of_person(person.id), person.zone)
    return replace(office.calendar(person), away=absences)


def moved(calendar: Calendar, tx: Transaction, person: Person, *, given: date, at: datetime) -> date:
    """Return a day that was given at this moment, moved by the working days of what absences were told since."""
    since = _absences([wish for wish in tx.wishes.of_person(person.id) if wish.at > at], person.zone)
    if not since:
        return given
    begun, there = _day(at, person.zone), replace(calendar, away=())
    days = sum(there.works(begun + timedelta(days=n)) for n in range(1, (given - begun).days + 1))
    return max(given, replace(calendar, away=since).add(begun, days))


def returns_at(tx: Transaction, person: str) -> datetime | None:
    """Return until when somebody is away, by what they said last; it may have passed."""
    wish = last(tx.wishes.of_person(person), AWAY, RESUME)
    return wish.until if wish and wish.kind == AWAY else None


def is_away(office: Office, tx: Transaction, person: str) -> bool:
    """Say whether somebody is away now."""
    until = returns_at(tx, person)
    return until is not None and until > office.clock()


def coordinators_of(office: Office, tx: Transaction, note: Note, *, but: str = "") -> tuple[str, ...]:
    """Return who coordinates a note, and hears of it now: whoever asked for it, or all; while they are away the others.

    Where nobody is here it is whoever is back first. `but` is not told of what they did themselves.
    """
    able, now = [one for one in office.coordinators if one != but], office.clock()
    back = {one: returns_at(tx, one) or now for one in able}
    here = [one for one in able if back[one] <= now]
    named = [note.asked_by] if note.asked_by in here else here
    return tuple(named or sorted(able, key=back.__getitem__)[:1])


def _absences(wishes: Sequence[Wish], zone: str) -> tuple[tuple[date, date], ...]:
    """Return first and last days; on the day of a return one works, and who comes earlier was away no longer.

    Who says so in the evening has worked on that day.
    """
    found: list[tuple[date, date]] = []
    for number, wish in enumerate(wishes):
        if wish.kind != AWAY or wish.until is None:
            continue
        after = next((w.at for w in wishes[number + 1 :] if w.kind in {AWAY, RESUME}), wish.until)
        first, end = (
            _day(wish.at + REST_OF_THE_DAY, zone),
            _day(min(after, wish.until), zone) - timedelta(days=1),
        )
        if first <= end:
            found.append((first, end))
    return tuple(found)


def _day(at: datetime, zone: str) -> date:
    return at.astimezone(ZoneInfo(zone)).date()
