"""Whether a reminder that was promised is still wanted at the moment in which it is sent."""

from __future__ import annotations

from datetime import timedelta

from bot.core.chasing import Chase, due
from bot.core.notes import OPEN
from bot.core.policy import Policy
from bot.service.chase.chases import TO_COORDINATOR, Chases
from bot.service.chase.steps import REMINDER, key_of, step_of
from bot.service.chase.wish_list import NUDGE
from bot.service.office import Office
from storage import Delivery, Transaction


def unwanted(office: Office, tx: Transaction, row: Delivery) -> str:
    """Return why a row should not be sent now; nothing where it should, as all that is no reminder."""
    note = tx.notes.get(row.note) if row.purpose == REMINDER and row.note else None
    if note and note.status not in OPEN:
        return "the note is closed"
    if note is None or step_of(row) == NUDGE:  # somebody's own words, which wait for nothing
        return ""
    cases = Chases(office, tx, without=key_of(row)).of(note)
    mine = [case for case in cases if case.person == row.recipient or step_of(row) in TO_COORDINATOR]
    if not mine:
        return "somebody else has the ball"
    case, now = mine[0], office.clock()
    step = due(case.policy, case.chase, now)
    if step and step.name == step_of(row):
        return ""
    if step:
        return f"{step.name} is due instead"
    return _why(case.policy, case.chase, office)


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
