"""A programme as a sheet: CSV as Excel, LibreOffice and people write it, one event a row."""

from __future__ import annotations

import csv
import io
import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from hashlib import sha256

from bot.core.faults import Fault
from bot.core.replies import Context
from bot.core.text import excerpt, one_line
from bot.render.programmes.days import Wrong, read_days
from bot.render.programmes.planned import MOST, TOO_MANY, Planned, Reading
from bot.render.zones import is_zone

COLUMNS = (
    "uid",
    "title",
    "first",
    "last",
    "end_time",
    "time_zone",
    "place",
    "organizers",
    "experts",
    "status",
)
ALSO = {
    "title": ("event", "event title", "name", "subject", "summary", "meeting"),
    "first": ("date", "dates", "date from", "from", "start", "start date", "first day", "begins"),
    "last": ("date to", "to", "until", "end", "end date", "last day", "ends"),
    "end_time": ("ends at", "end time", "hour", "time"),
    "time_zone": ("time zone", "timezone", "zone", "tz"),
    "place": ("city", "country", "venue", "location", "where"),
    "organizers": ("organiser", "organizer", "organisers", "organised by", "organized by", "host"),
    "experts": ("who", "expert", "attendees", "participants", "people", "names", "staff"),
}
"""How people also call a column; they are told which one is meant."""

NEEDED = ("title", "first")
STATUSES = {"": False, "planned": False, "cancelled": True, "canceled": True}
DELIMITERS = ",;\t"
EXAMPLE = "title,first,last,place,organizers,experts"
LONGEST = 400
"""Characters of a title or a place."""

_HOUR = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)(?::00)?|(24)[:.](00)")
_SEPARATORS = re.compile(r"[;|\n]")
_EXCEL_SEPARATOR = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)


@dataclass(slots=True)
class _Desk:
    """What was read so far."""

    events: dict[str, Planned] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    experts: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    def fault(self, where: str, what: str, mend: str) -> None:
        self.faults.append(Fault(where, what, mend))


def read_sheet(content: bytes, context: Context, _zone: str) -> Reading:
    """Read a sheet."""
    desk = _Desk()
    text = decoded(content)
    if text is None:
        desk.fault("line 1", "is no text", "Save the sheet as “CSV UTF-8”, for example programme.csv")
    elif not text.strip():
        desk.fault("the file", "is empty", f"The first line names the columns, for example {EXAMPLE}")
    else:
        _read(text, context, desk)
    return Reading(
        events=tuple(desk.events.values()),
        faults=tuple(desk.faults),
        experts=tuple(desk.experts),
        notices=tuple(desk.notices),
    )


def decoded(content: bytes) -> str | None:
    """Return the text, in UTF-8, in UTF-16 if marked, else as Western European Excel writes; None for no text."""
    encodings = ["utf-16"] if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\0" in text else text
    return None


def _read(text: str, context: Context, desk: _Desk) -> None:
    announced = _EXCEL_SEPARATOR.match(text)
    begins = 2 if announced else 1
    body = text[announced.end() :] if announced else text
    rows = _rows(body, announced[1] if announced else _delimiter(body), begins, desk)
    line, header = next(rows, (begins, []))
    names = [one_line(cell).casefold() for cell in header]
    if not _headed(names, f"line {line}", desk):
        return
    for number, (line, cells) in enumerate(rows):
        if number == MOST:
            desk.faults.append(TOO_MANY)
            return
        where = f"line {line}"
        if any(map(str.strip, cells[len(names) :])):
            what = f"has {len(cells)} cells, and there are {len(names)} columns"
            desk.fault(where, what, 'Put what holds a separator into quotes, for example "Brussels, Belgium"')
        elif any(map(str.strip, cells)):
            _add(_event(dict(zip(names, cells, strict=False)), where, context, desk), desk)


def _add(event: Planned | None, desk: _Desk) -> None:
    if event is None:
        return
    before = desk.events.get(event.uid)
    if before:
        mend = "Take one out, or give each a uid of its own, for example in-2026-07"
        desk.fault(event.where, f"is the same event as {before.where}", mend)
        desk.experts += event.experts
    else:
        desk.events[event.uid] = event


def _rows(text: str, delimiter: str, begins: int, desk: _Desk) -> Iterator[tuple[int, list[str]]]:
    """Give each row with the line on which it begins; where quotes do not match, nothing after that can be read."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    before = 0
    try:
        for cells in reader:
            yield begins + before, cells
            before = reader.line_num
    except csv.Error as error:
        what = f"can not be read ({error}), nor what comes after it"
        mend = 'Quotes stand around a whole cell and are doubled inside, for example "Workshop on ""Safety"""'
        desk.fault(f"line {begins + before}", what, mend)


def _delimiter(text: str) -> str:
    """Return what parts the names of the columns best."""
    header = text.lstrip("\r\n").split("\n", 1)[0]
    known = {sign: len(_known(header.split(sign))) for sign in DELIMITERS}
    return max(known, key=lambda sign: known[sign])


def _known(cells: Sequence[str]) -> set[str]:
    names = {one_line(cell).strip('"').casefold() for cell in cells}
    return names.intersection({*COLUMNS, *(word for words in ALSO.values() for word in words)})


def _headed(names: Sequence[str], where: str, desk: _Desk) -> bool:
    """Say whether the columns can be read."""
    missing = [name for name in NEEDED if name not in names]
    for name in missing:
        desk.fault(
            where, f"has no column “{name}”", f"The first line names the columns, for example {EXAMPLE}"
        )
    twice = [name for name, count in Counter(names).items() if name and count > 1]
    for name in twice:
        desk.fault(where, f"has two columns “{excerpt(name)}”", "Take one out, or rename it")
    if passed := _passed_over(names):
        desk.notices.append(passed)
    return not missing and not twice


def _passed_over(names: Sequence[str]) -> str:
    """Say once which columns are not read, and what each may be meant for."""
    others = [name for name in dict.fromkeys(names) if name and name not in COLUMNS]
    if not others:
        return ""
    named = "; ".join(f"“{excerpt(name, 40)}”{_instead(name)}" for name in others)
    columns = "The column is" if len(others) == 1 else "These columns are"
    return f"{columns} passed over: {named}. There are: {', '.join(COLUMNS)}"


def _instead(name: str) -> str:
    also = [column for column, words in ALSO.items() if name in words]
    close = also or get_close_matches(name, COLUMNS, n=1)
    return f" (did you mean {close[0]}?)" if close else ""


def _event(row: Mapping[str, str], where: str, context: Context, desk: _Desk) -> Planned | None:
    cells = {name: one_line(row.get(name, "")) for name in COLUMNS}
    wrongs = list(_wrongs(cells))
    days = read_days(cells["first"], cells["last"], context)
    wrongs += [] if isinstance(days, tuple) else days
    for wrong in wrongs:
        desk.fault(where, wrong.what, wrong.mend)
    experts = _people(row.get("experts", ""))
    if wrongs or not isinstance(days, tuple):
        desk.experts += experts
        return None
    return Planned(
        uid=cells["uid"] or own_uid(cells["title"], days[0].year),
        title=cells["title"],
        first=days[0],
        last=days[1],
        place=cells["place"],
        zone=cells["time_zone"],
        ends=_hour(cells["end_time"]),
        organizers=_items(row.get("organizers", "")),
        experts=experts,
        cancelled=STATUSES[cells["status"].casefold()],
        where=where,
    )


def _wrongs(cells: Mapping[str, str]) -> Iterator[Wrong]:
    if not cells["title"]:
        yield Wrong("has no title", "Write what the event is called, for example Workshop on export controls")
    for name in ("uid", "title", "place"):
        if len(cells[name]) > LONGEST:
            yield Wrong(f"has a {name} of {len(cells[name])} characters", f"Write {LONGEST} at most")
    if cells["end_time"] and not _hour(cells["end_time"]):
        what = f"has the end_time “{excerpt(cells['end_time'])}”"
        yield Wrong(what, "Leave it empty, or write the hour at which its last day ends, for example 18:30")
    if cells["time_zone"] and not is_zone(cells["time_zone"]):
        what = f"has the time_zone “{excerpt(cells['time_zone'])}”"
        yield Wrong(what, "Leave it empty, or write an IANA name, for example America/New_York")
    if cells["status"].casefold() not in STATUSES:
        yield Wrong(
            f"has the status “{excerpt(cells['status'])}”", "Leave it empty, or write planned or cancelled"
        )


def _hour(cell: str) -> str:
    """Return an hour of the day as 18:30; empty for what is none."""
    found = _HOUR.fullmatch(cell)
    return f"{int(found[1] or found[3]):02}:{found[2] or found[4]}" if found else ""


def own_uid(title: str, year: int) -> str:
    """Return by what an event without a uid is known again: its title and its year."""
    return f"title:{sha256(title.casefold().encode()).hexdigest()[:16]}:{year}"


def _items(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, map(one_line, _SEPARATORS.split(cell.replace("\r\n", "\n")))))


def _people(cell: str) -> tuple[str, ...]:
    items = _items(cell)
    return items if len(items) != 1 else tuple(filter(None, map(one_line, items[0].split(","))))
