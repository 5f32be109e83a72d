"""One note on the desk, within one transaction: rows become an interview, effects become rows and messages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.core.interview import Interview
from bot.core.kinds.date_range import last_day
from bot.core.moves import (
    Ask,
    Close,
    Confirm,
    Effect,
    Keep,
    Moment,
    On,
    Pass,
    Save,
    Screen,
    Show,
    Submit,
    Tell,
    Wake,
)
from bot.core.notes import TALKING, Status
from bot.core.workdays import add_working_days
from bot.render.drafts import draft
from bot.render.library import note_type
from bot.render.phrases import compose
from bot.render.scenes import Scene, clock, title_of
from bot.service.handing_in import HandingIn
from bot.service.ledger import ANSWERED, CONFIRMED, KNOWN, SKIPPED, Ledger, changed, debt
from bot.service.mail import Mail
from bot.service.office import Office
from bot.service.rows import replies_of
from storage import Note, Transaction

EVENING = 18
"""The hour at which somebody is asked about an event that ends that day."""


class Desk:
    """A note with its interview; whatever is done here commits or fails with the transaction."""

    def __init__(self, office: Office, tx: Transaction, note: Note) -> None:
        self.office = office
        self.tx = tx
        self.note = note
        self.person = office.person(tx, note.person)
        self.context = office.context(self.person)
        self.folder = office.folder(tx, note.type_hash)
        self.mail = Mail(office, tx)
        self.ledger = Ledger(office, tx, note, self.person)
        self.handing_in = HandingIn(office, tx, note, self.person)

    def interview(self, screen: Screen) -> Interview:
        """Return the interview as its rows tell it, with this on the screen."""
        history = self.tx.answers.history(self.note.id)
        rows = {row.key: row for row in history}
        drafts = self.tx.drafts.of(self.note.id)
        return Interview(
            type=note_type(self.folder),
            answers={k: r.value for k, r in rows.items() if r.state in {CONFIRMED, ANSWERED}},
            known={k: r.value for k, r in rows.items() if r.state == KNOWN},
            facts=frozenset(row.key for row in history if row.state == KNOWN),
            skipped={k: r.reason for k, r in rows.items() if r.state == SKIPPED},
            kept={k: r.kept for k, r in rows.items() if r.kept},
            said={k: replies_of(r) for k, r in rows.items() if r.pieces},
            screen=screen,
            version=drafts[-1].version if drafts else 0,
            changed=not drafts or changed(history, drafts[-1].revisions) or self._unposted(),
        )

    def _unposted(self) -> bool:
        """Whether the last version was refused for good, so that handing it in again has a purpose."""
        post = self.tx.outbox.newest(note=self.note.id, purpose="post")
        return post is not None and post.state == "dead"

    def take(self, interview: Interview, effects: Sequence[Effect], *, key: str) -> None:
        """Write what follows when the person comes, before the moment that was promised if any."""
        self.tx.outbox.drop(note=self.note.id, purpose="wake")
        self.write(interview, effects, key=key)

    def write(self, interview: Interview, effects: Sequence[Effect], *, key: str) -> None:
        """Write what follows from a move, and promise the message that says so under this key."""
        told: list[Effect] = []
        for effect in effects:
            told += self._do(interview, effect, key)
        shown = any(isinstance(effect, Show) for effect in effects)
        self.say(interview, told, key=key, sheet=draft(self.folder, interview, self.context) if shown else "")

    def say(self, interview: Interview, effects: Sequence[Effect], *, key: str, sheet: str = "") -> None:
        """Promise the person one message that says all of this."""
        message = compose(self.office.phrases, interview, effects, self.scene(interview, sheet), self.context)
        asked = next((effect.screen for effect in effects if isinstance(effect, Ask)), None)
        self.mail.post(self.person.id, message, key=key, note=self.note.id, screen=asked)

    def open(self) -> str:
        """Promise the first message: now, or on the evening of the last day; in that case return when."""
        screen = Screen(on=On.OPENING)
        interview = self.interview(screen)
        at = self._evening(interview)
        due = self.office.instant(at, self.person) if at else None
        message = compose(self.office.phrases, interview, (Ask(screen),), self.scene(interview), self.context)
        self.mail.post(
            self.person.id,
            message,
            key=f"opening:{self.note.id}",
            purpose="wake" if due else "turn",
            note=self.note.id,
            screen=screen,
            due_at=due,
        )
        return clock(at, self.scene(interview), self.context.lexicon) if at else ""

    def _evening(self, interview: Interview) -> Moment | None:
        """Return the evening of the event's last day, if that is still to come."""
        last = _last_day(interview)
        now = self.office.local(self.person)
        if last is None or (last, EVENING) <= (now.date(), now.hour):
            return None
        return Moment(last, EVENING)

    def scene(self, interview: Interview, sheet: str = "") -> Scene:
        """Return who hears it, and where they are."""
        several = len(self.tx.notes.of(self.person.id, statuses=TALKING)) > 1
        return Scene(
            name=self.person.name,
            by=self.office.person(self.tx, self.note.asked_by).name,
            place=self.person.zone.rsplit("/", 1)[-1].replace("_", " "),
            hour=self.office.local(self.person).hour,
            due=_due(interview),
            note=title_of(interview, 40) if several else "",
            sheet=sheet,
        )

    def _do(self, interview: Interview, effect: Effect, key: str) -> list[Effect]:
        match effect:
            case Save() | Confirm() | Keep() | Pass():
                self._begin()
                self.ledger.record(effect)
            case Wake(at, screen):
                self._promise(interview, at, screen, key)
            case Submit():
                self._begin()
                return [self.handing_in.submit(interview)]
            case Close(why):
                self.handing_in.close(interview, why)
            case Tell(facts={"at": Moment() as at}):
                at = self.office.upcoming(at, self.person)
                return [replace(effect, facts={**effect.facts, "at": at})]
            case Tell() | Ask():
                return [effect]
            case Show():
                pass  # `take` draws the sheet once every answer is written
        return []

    def _begin(self) -> None:
        if self.note.status == Status.OWED:
            at = self.office.clock()
            self.tx.notes.set_status(self.note.id, was={Status.OWED}, becomes=Status.STARTED, at=at)

    def _promise(self, interview: Interview, at: Moment, screen: Screen, key: str) -> None:
        """Promise to come back: `take` drops it when the person comes first, `Save` when it was one question."""
        due = self.office.instant(at, self.person)
        purpose = debt(screen.key) if screen.key in interview.skipped else "wake"
        effects = (Tell("woken"), Ask(screen))
        message = compose(self.office.phrases, interview, effects, self.scene(interview), self.context)
        self.mail.post(
            self.person.id,
            message,
            key=f"{purpose}:{key}",
            purpose=purpose,
            note=self.note.id,
            screen=screen,
            due_at=due,
        )


def _due(interview: Interview) -> date | None:
    last = _last_day(interview)
    return add_working_days(last, interview.type.working_days) if last else None


def _last_day(interview: Interview) -> date | None:
    """Return the last day of the event; of an event in several places, that of the last one."""
    ends = interview.values.get(interview.type.ends)
    if ends:
        return last_day(ends)
    legs = [q.key for q in interview.path if q.group and q.kind == "date_range"]
    return max((last_day(interview.values[k]) for k in legs if k in interview.values), default=None)
