"""A programme as a calendar: iCalendar (RFC 5545), one event after the other, so that a broken one breaks no other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from icalendar import Event

from bot.core.faults import Fault
from bot.core.replies import Context
from bot.core.text import clean, excerpt, one_line, storable
from bot.render.programmes.planned import MOST, TOO_MANY, Planned, Reading
from bot.render.programmes.series import OCCURRENCES, RuleError, Series, check_rules, days_of, window
from bot.render.programmes.sheet import decoded
from bot.render.programmes.stretch import recurrence, stretch, values
from bot.render.zones import is_zone, zones_of

MOST_SERIES = 50
"""Series of one calendar: to read one takes up to a quarter of a second."""

LONGEST = 400
"""Characters of a title or a place."""

UNREADABLE = (ValueError, KeyError, TypeError, IndexError, AttributeError, OverflowError, LookupError)
"""How the library and the calendar of this world refuse what nobody can read."""

_ORGANIZERS = re.compile(r"^\s*organi[sz]ers?\s*:\s*(.+)$", re.IGNORECASE | re.MULTILINE)
_FOLD = re.compile(r"\r?\n[ \t]")


@dataclass(frozen=True, slots=True)
class _Found:
    """One event of the file as it stands there."""

    where: str
    uid: str
    event: Any
    planned: Planned
    recurs_on: str
    """The day of a series that this one changes; empty for the series itself, and for a single event."""
    sequence: int


@dataclass(slots=True)
class _Desk:
    context: Context
    zone: str
    cancelled: bool
    faults: list[Fault] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    series: int = 0

    def fault(self, where: str, what: str, mend: str) -> None:
        self.faults.append(Fault(where, what, mend))


def read_agenda(content: bytes, context: Context, zone: str) -> Reading:
    """Read a calendar; `zone` is where a time in UTC is meant if the calendar does not say."""
    text = decoded(content)
    if text is None or "BEGIN:VCALENDAR" not in text.upper():
        mend = "Export the calendar as iCalendar; the file begins with BEGIN:VCALENDAR"
        return Reading(faults=(Fault("line 1", "is no calendar", mend),))
    head = _head(text)
    own = head.get("X-WR-TIMEZONE", "")
    desk = _Desk(context, own if is_zone(own) else zone, head.get("METHOD", "").upper() == "CANCEL")
    if own and not is_zone(own):
        desk.notices.append(
            f"X-WR-TIMEZONE {excerpt(own)!r} is no time zone; {zone} is taken for hours in UTC."
        )
    blocks = list(_blocks(text, desk))
    if len(blocks) > MOST:  # before they are read, which takes a thousandth of a second each
        return Reading(faults=(TOO_MANY,))
    found = [each for number, block in blocks if (each := _found(number, block, desk))]
    events = tuple(event for each in _newest(found, desk) for event in _occurrences(each, found, desk))
    return Reading(events=events, faults=tuple(desk.faults), notices=tuple(desk.notices))


def _head(text: str) -> dict[str, str]:
    """Return what the calendar says of itself."""
    lines = _FOLD.sub("", text[: _begin(text)]).splitlines()
    pairs = (line.partition(":") for line in lines)
    return {name.partition(";")[0].strip().upper(): value.strip() for name, _, value in pairs}


def _begin(text: str) -> int:
    found = re.search(r"^BEGIN:VEVENT", text, re.IGNORECASE | re.MULTILINE)
    return found.start() if found else len(text)


def _blocks(text: str, desk: _Desk) -> Iterator[tuple[int, str]]:
    """Give each event with the line on which it begins."""
    begun, held = 0, list[str]()
    for number, line in enumerate(text.splitlines(), 1):
        sign = line.strip().upper()
        if sign == "BEGIN:VEVENT" or (begun and sign == "END:VCALENDAR"):
            if begun:
                desk.fault(f"line {begun}", "begins an event that does not end", "Write END:VEVENT after it")
            begun, held = (number, []) if sign == "BEGIN:VEVENT" else (0, [])
        if begun:
            held.append(line)
        if begun and sign == "END:VEVENT":
            yield begun, "\r\n".join([*held, ""])
            begun = 0
    if begun:
        desk.fault(
            f"line {begun}", "begins an event that does not end", "The file may be cut off; export it again"
        )


def _found(number: int, block: str, desk: _Desk) -> _Found | None:
    try:
        return _sound(number, Event.from_ical(block), desk)
    except UNREADABLE as error:
        _unreadable(f"line {number}", error, desk)
        return None


def _sound(number: int, event: Any, desk: _Desk) -> _Found | None:  # noqa: ANN401  untyped library
    """Name all that is wrong with an event; what has a fault is none."""
    uid = one_line(str(event.get("UID", "")))[:LONGEST]
    where = f"line {number} (UID {excerpt(uid, 40)})" if uid else f"line {number}"
    before = len(desk.faults)
    for name, example in _EXAMPLES.items():
        if not event.get(name):
            desk.fault(where, f"has no {name}", f"Write it, for example {example}")
    found = None
    if event.get("DTSTART"):
        try:
            found = _understood(where, uid, event, desk)
        except UNREADABLE as error:
            _unreadable(where, error, desk)
    if event.get("RECURRENCE-ID") is None:
        with _ruled(where, desk):
            check_rules(event)
    return found if len(desk.faults) == before else None


def _unreadable(where: str, error: Exception, desk: _Desk) -> None:
    what = f"can not be read: {excerpt(str(error.__cause__ or error), 120)}"
    desk.fault(where, what, f"Write its days as {_EXAMPLES['DTSTART']}, or enter it anew in the calendar")


@contextmanager
def _ruled(where: str, desk: _Desk) -> Iterator[None]:
    """Do it; that a rule by which an event repeats can not be read is a fault of the file."""
    try:
        yield
    except RuleError as error:
        desk.fault(where, error.what, error.mend)
    except UNREADABLE as error:
        what = f"repeats by a rule that can not be read: {excerpt(str(error), 120)}"
        desk.fault(where, what, RuleError.EXAMPLE)


_EXAMPLES = {
    "UID": "UID:in-2026-07@example.org",
    "SUMMARY": "SUMMARY:Workshop on export controls",
    "DTSTART": "DTSTART;VALUE=DATE:20260603",
}


def _understood(where: str, uid: str, event: Any, desk: _Desk) -> _Found | None:  # noqa: ANN401  untyped library
    place, zone = _place(event), _zone(event, desk)
    days = stretch(event, zone)
    if days.last < days.first:
        desk.fault(where, f"ends on {days.last}, before it begins on {days.first}", "Mend DTSTART or DTEND")
        return None
    text = storable(clean(str(event.get("DESCRIPTION", ""))))
    organizers = _ORGANIZERS.search(text)
    planned = Planned(
        uid=uid,
        title=one_line(storable(str(event.get("SUMMARY", ""))))[:LONGEST],
        first=days.first,
        last=days.last,
        place=place,
        organizers=tuple(filter(None, map(one_line, organizers[1].split(";")))) if organizers else (),
        experts=tuple(_experts(values(event, "ATTENDEE"))),
        cancelled=desk.cancelled or str(event.get("STATUS", "")).upper() == "CANCELLED",
        zone=days.zone,
        ends=days.ends,
        where=where,
    )
    return _Found(where, uid, event, planned, recurrence(event, zone), int(event.get("SEQUENCE", 0)))


def _place(event: Any) -> str:  # noqa: ANN401  untyped library
    return one_line(storable(str(event.get("LOCATION", ""))))[:LONGEST]


def _zone(event: Any, desk: _Desk) -> str:  # noqa: ANN401  untyped library
    """Return by which clock a time in UTC is shown: that of the place, if only one zone can be meant."""
    zones = zones_of(_place(event))
    return zones[0] if len(zones) == 1 else desk.zone


def _experts(attendees: Iterable[Any]) -> Iterator[str]:
    """Give the people who are to attend, by name and address: no rooms, and nobody who has declined."""
    for attendee in attendees:
        said = {name: str(attendee.params.get(name, "")).upper() for name in ("CUTYPE", "PARTSTAT")}
        if said["CUTYPE"] in {"ROOM", "RESOURCE", "GROUP"} or said["PARTSTAT"] == "DECLINED":
            continue
        address = one_line(re.sub("^mailto:", "", str(attendee), flags=re.IGNORECASE))
        name = one_line(storable(str(attendee.params.get("CN", ""))))
        yield f"{name} <{address}>" if name and name != address else address


def _newest(found: list[_Found], desk: _Desk) -> list[_Found]:
    """Return each event once: as its newest version, where a calendar holds several."""
    kept: dict[tuple[str, str], _Found] = {}
    for each in found:
        before = kept.get((each.uid, each.recurs_on))
        if before and before.sequence == each.sequence:
            desk.fault(
                each.where, f"has the UID of {before.where}", "Take one out, or give it a UID of its own"
            )
        elif before is None or before.sequence < each.sequence:
            kept[each.uid, each.recurs_on] = each
    return list(kept.values())


def _occurrences(each: _Found, found: list[_Found], desk: _Desk) -> list[Planned]:
    """Return the events that one entry stands for: one of each day of a series, as far as no entry changes it."""
    if each.recurs_on:
        since, until = window(desk.context.today)
        near = since <= each.planned.first <= until
        return [replace(each.planned, uid=f"{each.uid}/{each.recurs_on}")] if near else []
    if not any(each.event.get(name) for name in ("RRULE", "RDATE")):
        return [each.planned]
    series = _series(each, desk)
    if series is None:
        return []
    changed = {other.recurs_on for other in found if other.uid == each.uid}
    length = each.planned.last - each.planned.first
    return [
        replace(
            each.planned,
            uid=f"{each.uid}/{day}",
            first=day,
            last=day + length,
            cancelled=each.planned.cancelled or day in series.excluded,
        )
        for day in sorted((*series.days, *series.excluded))
        if day.isoformat() not in changed
    ]


def _series(each: _Found, desk: _Desk) -> Series | None:
    """Return the days of a series, unless it can not be read."""
    desk.series += 1
    if desk.series > MOST_SERIES:
        desk.fault(
            each.where, f"is one series more than {MOST_SERIES}", "Split the calendar into several files"
        )
        return None
    series = None
    with _ruled(each.where, desk):
        series = days_of(each.event, each.planned.first, _zone(each.event, desk), desk.context.today)
    if series and series.capped:
        kept = f"the first {OCCURRENCES} days, until {series.days[-1]}, are taken"
        desk.notices.append(f"{each.where} repeats too often: {kept}. The next import goes on.")
    return series
