"""The bot speaks by itself: a sweep looks at every open note, and promises what is due. Twice is as good as once."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby

from bot.core.chasing import ASK, COORDINATOR, EXPERT, due
from bot.core.messages import Button, Line, Message, Part
from bot.core.moves import Ask, Effect, On, Screen, Tell
from bot.core.notes import OPEN, Status
from bot.core.policy import HEARS, STEPS, Step
from bot.render.boards import REVIEW_ACTS
from bot.render.scenes import fill, listed, long_day, title_of
from bot.service.chase.chases import NOBODY, Case, Chases, Quiet
from bot.service.chase.steps import REMINDER, TO_COORDINATOR, is_opening, number_of, reminder_key, step_of
from bot.service.chase.weekly import has_the_day
from bot.service.chase.wish_list import ACCEPT, EVE, last
from bot.service.circle import Circle
from bot.service.expert.handover import Handover, offered_by
from bot.service.mail import Mail
from bot.service.note.cards import fold
from bot.service.note.desk import Desk
from bot.service.note.posting import about as version_of
from bot.service.note.posting import acts_of
from bot.service.office import Office
from bot.service.sweeps.coming import coming
from bot.service.sweeps.eve import card
from storage import Delivery, Transaction

log = logging.getLogger(__name__)

URGENCY = {step.name: number for number, step in enumerate(STEPS)}
SAME = {"r1": 4, "late": 3}
"""So many sentences there are for what can come again: no two reminders about a note in a row read the same."""

COORDINATOR_ACTS = ("nudge", "until", "hand", "pair", "waive")


@dataclass(frozen=True, slots=True)
class Due:
    """A step that is due, of a note as it is to whoever hears it."""

    case: Case
    step: Step

    @property
    def urgency(self) -> tuple[bool, int, date]:
        """How it sorts: what only coordinators hear first, then the later steps, then what is due first."""
        return not self.case.to, -URGENCY[self.step.name], self.case.chase.due_on or date.max


class Reminders:
    """Sweeps: one call, one transaction."""

    def __init__(self, office: Office) -> None:
        self.office = office

    def expected(self) -> frozenset[str]:
        """Return who would hear something now, so that it can be asked whether they want to be disturbed."""
        with self.office.transaction() as tx:
            return frozenset(each.case.hears for each in self._due(tx, NOBODY))

    def sweep(self, quiet: Quiet = NOBODY) -> int:
        """Promise what is due now, to each person one message, the most urgent; return how many."""
        self.office.look()
        with self.office.transaction() as tx:
            found = sorted(self._due(tx, quiet), key=lambda each: each.case.hears)
            sent = 0
            for reader, group in groupby(found, key=lambda each: each.case.hears):
                sent += self._promise(tx, reader, sorted(group, key=lambda each: each.urgency))
            return sent

    def _due(self, tx: Transaction, quiet: Quiet) -> list[Due]:
        """Return every step that is due, but to nobody who is at another note."""
        now, chases = self.office.clock(), Chases(self.office, tx, quiet=quiet)
        found: dict[tuple[str, int, str], Due] = {}
        busy: set[str] = set()
        for case in self._cases(tx, chases):
            first = due(case.policy, case.chase, now)
            for each in (case, *chases.told(case)):
                step = first if each.chase is case.chase else due(each.policy, each.chase, now)
                if step and (step.to == COORDINATOR) == bool(each.to):
                    found.setdefault((each.hears, each.note.id, step.name), Due(each, step))
            active, pause = case.chase.activity_at, timedelta(minutes=case.policy.quiet_minutes)
            busy |= {case.person} if active and now < active + pause else set()
        return [each for each in found.values() if each.case.person not in busy]

    def _cases(self, tx: Transaction, chases: Chases) -> Iterator[Case]:
        """Give every open note; one that can not be read is logged, and the others go on."""
        for note in tx.notes.all(statuses=OPEN):
            try:
                yield from chases.of(note)
            except Exception:
                log.exception("note %s can not be looked at", note.id)

    def _promise(self, tx: Transaction, reader: str, group: Sequence[Due]) -> int:
        """Promise somebody one message; where the digest of the week is to come, that is it.

        What is for coordinators then stands in it, and what else they would hear waits for another day.
        """
        is_to_come = has_the_day(self.office, tx, reader, self.office.clock())
        left = [each for each in group if each.case.to and is_to_come]
        rest = [] if is_to_come else group
        for each in left:
            Reminder(self.office, tx, each).leave()
        for each in rest[:1]:
            Reminder(self.office, tx, each).promise(rest[1:])
        return len(left) + len(rest[:1])


class Reminder:
    """Promises one step, within one transaction."""

    def __init__(self, office: Office, tx: Transaction, what: Due) -> None:
        self.office = office
        self.tx = tx
        self.case = what.case
        self.step = what.step
        self.note = what.case.note
        self.mail = Mail(office, tx)
        self.desk = Desk(office, tx, self.note)
        self.interview = self.desk.interview(Screen(on=On.CLOSED))

    def leave(self) -> None:
        """Leave it to the digest of the week that a coordinator gets today, and keep the row alone."""
        if self._is_still_due():
            lines = (self._told()[0], Line(self._say("in_digest")))
            row = self._tell(*lines)
            assert row is not None, "the key of a step and its round is new"
            self.tx.outbox.sent(row.id, place="", receipt="")

    def promise(self, others: Sequence[Due]) -> None:
        """Promise it to whoever hears it; `others` are due as well, and have to wait."""
        if not self._is_still_due():
            return
        match self.step.to:
            case "expert" if self.step.name == EVE:
                self._tell(*card(self.desk, [each.case.interview for each in others]))
            case "expert":
                self._ask(others)
            case "reviewer":
                self._ask_reviewer(others)
            case "new_owner":
                lines, buttons = Handover(self.office, self.tx, self.desk).again(self._say("folded"))
                asked = Line(self._say("offer_reminder"))
                self._tell(asked, *lines, *self._beside(others), buttons=buttons)
            case _:
                self._tell(*self._told(), *self._beside(others), buttons=self._steer())

    def _is_still_due(self) -> bool:
        """Say whether nothing that was promised in this sweep stands for it already."""
        chases = Chases(self.office, self.tx)
        case = chases.case(self.note, self.case.person)
        again = chases.told_to(self.case.to, case) if self.case.to else case
        return due(again.policy, again.chase, self.office.clock()) == self.step

    # ------------------------------------------------------------------ the expert

    def _ask(self, others: Sequence[Due]) -> None:
        """Ask the next question, and say why, when it is due, what comes next and how to stop it."""
        opening = self.step.name == ASK and self.note.status == Status.OWED
        following = replace(self.interview.onward(), exits=True)
        screen = Screen(on=On.OPENING) if opening else following
        told = [] if opening else [*self._why(), *self._others(others)]
        effects: tuple[Effect, ...] = (*told, Ask(screen))
        interview = replace(self.interview, screen=screen)
        key = self._key()
        self.desk.say(interview, effects, key=key, purpose=REMINDER)
        fold(self.mail, self.note, self.desk.folded(self.interview), newer=key)

    def _why(self) -> list[Tell]:
        facts = {"about": self._about(), "due": self._day(self.case.chase.due_on)}
        return [Tell(f"reminded_{self._first()}{self._again()}", facts), self._cause(), self._next()]

    def _first(self) -> str:
        """Return how it begins: a step that had to wait speaks of the day on which it comes."""
        first = "r1" if self.step.name == ASK else self.step.name
        due_on, today = self.case.chase.due_on, self.desk.context.today
        if due_on is None or first not in {"r1", "r2", "due"}:
            return first
        if due_on == today:
            return "due"
        return "late" if due_on < today else first

    def _again(self) -> str:
        """Return which of the sentences it is that begin this way: the next one each time."""
        first, due_on = self._first(), self.case.chase.due_on or date.max
        asked = [sent.at for sent in self.case.chase.sent if HEARS[sent.step] == EXPERT and sent.step != ASK]
        late = [self.office.local(self.desk.person, at).date() > due_on for at in asked]
        number = late.count(first == "late") % SAME.get(first, 1)
        return f"_{number + 1}" if number else ""

    def _cause(self) -> Tell:
        """Say why it comes: the note was taken over, or begun, or asked for."""
        taken = last(self.tx.wishes.of(self.note.id), ACCEPT)
        if taken and taken.by == self.note.person:
            return Tell("reminded_taken", {"name": self.office.person(self.tx, taken.person).name})
        return Tell("reminded_own" if self.note.asked_by == self.note.person else "reminded_why")

    def _next(self) -> Tell:
        """Say when the next one comes, and to whom."""
        key, at = coming(self.case, self.step, self.office.clock())
        return Tell(f"reminded_{key}", {"next": self.office.when(self.desk.person, at)} if at else {})

    def _others(self, others: Sequence[Due]) -> list[Tell]:
        """Name the other notes that the person was to be asked about."""
        if not others:
            return []
        names = [title_of(each.case.interview) for each in others]
        return [Tell("reminded_others", {"others": names})]

    # ------------------------------------------------------------------ everybody else

    def _ask_reviewer(self, others: Sequence[Due]) -> None:
        late = self.step.days > 0
        first = Line(self._say("review_reminder_late" if late else "review_reminder"))
        kept = self.tx.drafts.of(self.note.id)[-1]
        labels, named = self.office.phrases.buttons, version_of(self.note.id, kept.version)
        acts = acts_of(self.interview.type)
        buttons = tuple(
            Button(labels[f"review_{act}"], primary=act == "approve", act=act, about=named) for act in acts
        )
        key, at = coming(self.case, self.step, self.office.clock())
        after = {"next": self.office.when(self.office.person(self.tx, self.case.person), at)} if at else {}
        why = (Line(self._say("review_reminder_why")), Line(self._say(f"review_{key}", **after)))
        stop = Button(labels["review_stop"], act="stop", about=named)
        self._tell(first, *why, *self._beside(others), buttons=(*buttons, stop))

    def _told(self) -> Sequence[Line]:
        """Return what coordinators are told."""
        if self.note.status == Status.IN_REVIEW:
            return (Line(self._say("review_waits")),)
        return (Line(self._say("handed_off")), Line(self._say("handed_off_why")))

    def _beside(self, others: Sequence[Due]) -> list[Line]:
        """Name the other notes about which the reader was to hear today."""
        names = list(dict.fromkeys(title_of(each.case.interview) for each in others))
        if not names:
            return []
        facts = {"others": listed(names, self.office.phrases.lexicon)}
        return [Line(fill(self.office.phrases.post, "reminder_others", facts))]

    def _steer(self) -> tuple[Button, ...]:
        """Return what a coordinator can do."""
        labels, about = self.office.phrases.buttons, str(self.note.id)
        acts = REVIEW_ACTS if self.note.status == Status.IN_REVIEW else COORDINATOR_ACTS
        return tuple(Button(labels[f"board_{act}"], act=act, about=about) for act in acts)

    def _tell(self, *lines: Part, buttons: tuple[Button, ...] = ()) -> Delivery | None:
        reader, message = self.case.hears, Message(parts=lines, buttons=buttons)
        key = f"{self._key(reader)}:{reader}"
        return self.mail.post(reader, message, key=key, purpose=REMINDER, note=self.note.id)

    def _key(self, reader: str = "") -> str:
        """Return the key of the step and its round: a promise that was dropped is made anew.

        Each of several who hear it has rounds of their own, so that it is one step to all of them.
        """
        rows = [row for row in self.tx.outbox.steps(self.note.id) if step_of(row) == self.step.name]
        mine = [row for row in rows if not is_opening(row) and reader in {"", row.recipient}]
        return reminder_key(self.note.id, self.step.name, max(map(number_of, mine), default=-1) + 1)

    # ------------------------------------------------------------------ words

    def _say(self, key: str, **more: object) -> str:
        done, asked = self.interview.progress
        versions = self.tx.drafts.of(self.note.id)
        circle = Circle(self.office, self.tx, self.note)
        version = versions[-1].version if versions else 0
        review, chase = self.step.anchor == "review_due", self.case.chase
        facts = {
            "name": self.desk.person.name,
            "by": offered_by(self.office, self.tx, self.note.id),
            "about": self._about(),
            "due": self._day(chase.review_due_on if review else chase.due_on),
            "reference": self.desk.handing_in.reference(self.interview),
            "version": version,
            "names": circle.names(circle.standing(version).waiting) if review else "",
            "n": done,
            "total": asked,
            "times": sum(sent.step not in TO_COORDINATOR for sent in chase.sent),
        }
        return fill(self.office.phrases.post, key, {**facts, **more})

    def _about(self) -> str:
        """Name the note; to reviewers as it was handed in, whatever was answered since."""
        if self.step.to != "reviewer":
            return self.desk.about(self.interview)
        return self.desk.about(self.desk.interview_of(self.tx.drafts.of(self.note.id)[-1]))

    def _day(self, day: date | None) -> str:
        return long_day(day, self.office.phrases.lexicon) if day else ""
