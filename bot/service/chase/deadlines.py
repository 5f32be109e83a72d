"""When a note is due: so many working days after its event, unless a coordinator or a reviewer said otherwise."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core.calendar import Calendar, on_the_wall
from bot.core.interview import Interview
from bot.core.kinds.date_range import first_day as first_of
from bot.core.kinds.date_range import last_day as last_of
from bot.core.notes import Status
from bot.core.policy import Policy, changes_date, due_date
from bot.core.replies import Value
from bot.render.policies import policy
from bot.render.zones import zones_of
from bot.service.chase.away import calendar_of, moved
from bot.service.chase.wish_list import ACCEPT, UNTIL, last
from bot.service.circle import CHANGES
from bot.service.office import Office
from storage import Note, Review, Transaction


def due_on(
    office: Office, tx: Transaction, note: Note, interview: Interview, *, calendar: Calendar | None = None
) -> date | None:
    """Return when it is due for whoever writes it, whose `calendar` may be at hand; None without days of the event."""
    ended = last_day(interview)
    if ended is None:
        return None
    person = office.person(tx, note.person)
    rules, calendar = policy_of(office, tx, note), calendar or calendar_of(office, tx, person)
    wishes = tx.wishes.of(note.id)
    given = last([wish for wish in wishes if wish.person == note.person], UNTIL)
    taken = last(wishes, ACCEPT)
    registered = _day(taken.at if taken else note.opened_at, person.zone)
    days = interview.type.working_days
    due = due_date(rules, calendar, last=ended, working_days=days, registered=registered)
    if given and given.until:
        due = moved(calendar, tx, person, given=_day(given.until, person.zone), at=given.at)
    asked = changes_asked(tx, note)
    return changes_date(rules, calendar, due=due, asked=_day(asked.at, person.zone)) if asked else due


def ended_at(office: Office, tx: Transaction, note: Note, interview: Interview) -> datetime | None:
    """Return when the event is over, by the clock of the place where it is held; None without days of the event.

    Where nobody says at what hour, it is over there and where the expert is: both have their evening.
    """
    day = last_day(interview)
    if day is None:
        return None
    event, own = tx.events.of_note(note.id), office.person(tx, note.person).zone
    here = [event.zone] if event and event.zone else zones_of(_place(interview)) or [own]
    if event and event.ends:
        hour, minute = map(int, event.ends.split(":"))
        return max(_at(zone, day, hour, minute) for zone in here)
    ends = policy_of(office, tx, note).ends
    return max(_at(zone, day, ends) for zone in (*here, own))


def _at(zone: str, day: date, hour: int, minute: int = 0) -> datetime:
    return on_the_wall(zone, day + timedelta(days=hour // 24), hour % 24, minute)


def _place(interview: Interview) -> str:
    """Return where the event ends, as far as it is known: of one in several places, the place of the last leg."""
    legs = [q.key for q in interview.path if q.group and q.kind == "date_range" and q.key in interview.values]
    last = max(legs, key=lambda key: last_of(interview.values[key]), default="")
    own = [
        q.key
        for q in interview.path
        if last and q.key.startswith(last.rpartition(".")[0]) and q.kind == "line"
    ]
    return next((str(interview.values[key]) for key in (*own, "place") if key in interview.values), "")


def last_day(interview: Interview) -> date | None:
    """Return the last day of the event; of an event in several places, that of the last one."""
    return max(map(last_of, _days(interview)), default=None)


def first_day(interview: Interview) -> date | None:
    """Return the first day of the event; of an event in several places, that of the first one."""
    return min(map(first_of, _days(interview)), default=None)


def _days(interview: Interview) -> list[Value]:
    ends = interview.values.get(interview.type.ends)
    if ends:
        return [ends]
    legs = [q.key for q in interview.path if q.group and q.kind == "date_range"]
    return [interview.values[key] for key in legs if key in interview.values]


def policy_of(office: Office, tx: Transaction, note: Note) -> Policy:
    """Return the policy that the note began with. Raises LibraryError."""
    return policy(office.folder(tx, note.type_hash))


def changes_asked(tx: Transaction, note: Note) -> Review | None:
    """Return what a reader asked last, as long as that is not answered."""
    if note.status != Status.CHANGES_ASKED:
        return None
    return next((one for one in reversed(tx.reviews.of(note.id)) if one.verdict == CHANGES), None)


def _day(at: datetime, zone: str) -> date:
    return at.astimezone(ZoneInfo(zone)).date()
