"""When somebody hears of a note that they owe: at once where every limit allows it, else as soon as it does."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.core.chasing import ASK, next_at
from bot.core.policy import STEPS
from bot.service.chase.chases import NOBODY, Chases, Quiet
from bot.service.chase.weekly import has_the_day
from bot.service.office import Office
from storage import Note, Transaction

FIRST = tuple(step for step in STEPS if step.name == ASK)


def first_at(
    office: Office, tx: Transaction, note: Note, *, without: str = "", quiet: Quiet = NOBODY
) -> datetime | None:
    """Return when its first message may come, from now on; None where nothing may come by itself.

    `without` is the key of the promise that is looked at again. `quiet` is as in `Chases`.

    What was sent about it before counts no more: the event was moved. Of other first messages that were
    promised to the person, each keeps its day; so does what they put off themselves, and the digest of the week,
    for who coordinates. An event without days counts as over.
    """
    chases, now = Chases(office, tx, without=without, quiet=quiet), office.clock()
    case = chases.case(note, note.person)
    rules = replace(case.policy, steps=tuple(s for s in case.policy.steps if s.name == ASK) or FIRST)
    ended = case.chase.ended_at or note.opened_at - timedelta(hours=rules.grace_hours)
    chase = replace(case.chase, ended_at=ended, sent=(), activity_at=None, snoozed_until=None)
    at, apart = next_at(rules, chase, now), timedelta(hours=rules.apart_hours)
    own = chases.hearing.promised(office.person(tx, note.person), but=note.id)
    promised = sorted([*_promised(tx, note, now), *own])
    while at:
        digest = [at] if has_the_day(office, tx, note.person, at) else []
        other = next((each for each in (*promised, *digest) if abs(at - each) < apart), None)
        if other is None:
            break
        at = next_at(rules, replace(chase, last_to_person_at=other, sent_today_to_person=1), other)
    return at


def _promised(tx: Transaction, note: Note, now: datetime) -> list[datetime]:
    rows = tx.outbox.automatic(note.person, since=now)
    return [row.due_at for row in rows if row.state == "waiting" and row.note != note.id]
