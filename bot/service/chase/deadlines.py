"""When a note is due: so many working days after its event, unless a coordinator or a reviewer said otherwise."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.core.calendar import Calendar
from bot.core.interview import Interview
from bot.core.kinds.date_range import first_day as first_of
from bot.core.kinds.date_range import last_day as last_of
from bot.core.notes import Status
from bot.core.policy import Policy, changes_date, due_date
from bot.core.replies import Value
from bot.render.policies import policy
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
