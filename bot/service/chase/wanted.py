"""Whether a reminder that was promised is still wanted at the moment in which it is sent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.core.chasing import Chase, due
from bot.core.notes import OPEN, Status
from bot.core.policy import Policy
from bot.service.chase.chases import Case, Chases
from bot.service.chase.steps import REMINDER, TO_COORDINATOR, key_of, step_of
from bot.service.chase.weekly import has_the_day
from bot.service.chase.wish_list import NUDGE
from bot.service.office import Office
from storage import Delivery, Note, Transaction


def unwanted(office: Office, tx: Transaction, row: Delivery) -> str:
    """Return why a row should not be sent now; nothing where it should, as all that is no reminder."""
    note = tx.notes.get(row.note) if row.purpose == REMINDER and row.note else None
    if note and note.status not in OPEN:
        return "the note is closed"
    if note is None:
        return ""
    mine = _cases(Chases(office, tx, without=key_of(row)), note, row)
    if step_of(row) == NUDGE:  # somebody's own words keep hours, and wait for nothing else
        writes = note.person == row.recipient and note.status != Status.IN_REVIEW
        return "" if mine or writes else "somebody else has the ball"
    return _overtaken(office, tx, row, mine) if mine else "somebody else has the ball"


def _overtaken(office: Office, tx: Transaction, row: Delivery, mine: Sequence[Case]) -> str:
    if has_the_day(office, tx, row.recipient, office.clock()):
        return "the digest is what comes today"
    steps = [step.name for case in mine if (step := due(case.policy, case.chase, office.clock()))]
    if step_of(row) in steps:
        return ""
    return f"{steps[0]} is due instead" if steps else _why(mine[0].policy, mine[0].chase, office)


def _cases(chases: Chases, note: Note, row: Delivery) -> list[Case]:
    """Return the note as it is to whoever is to hear the row."""
    cases = chases.of(note)
    if step_of(row) in TO_COORDINATOR:
        return [chases.told_to(row.recipient, case) for case in cases]
    return [case for case in cases if case.person == row.recipient]


def _why(policy: Policy, chase: Chase, office: Office) -> str:
    now = office.clock()
    quiet = timedelta(minutes=policy.quiet_minutes)
    reasons = {
        "reminders are stopped": chase.stopped,
        "they are away": chase.away_until is not None and now < chase.away_until,
        "it is snoozed": chase.snoozed_until is not None and now < chase.snoozed_until,
        "it was just answered": chase.activity_at is not None and now < chase.activity_at + quiet,
    }
    return next((why for why, holds in reasons.items() if holds), "it is not due now")
