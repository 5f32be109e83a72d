"""What a coordinator does about a note from a digest: nudge, give until, hand over, waive, confirm that nobody went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from bot.core.calendar import on_the_wall
from bot.core.forms import Deed, Form
from bot.core.messages import Button, Line, Message, Quote
from bot.core.moves import Ask, On, Screen, Tell
from bot.core.notes import BEFORE, OPEN, Status
from bot.core.text import clean
from bot.render import board_forms as forms
from bot.render.scenes import listed, long_day, title_of
from bot.service.chase.away import calendar_of
from bot.service.chase.wish_list import NUDGE, OFFER, UNTIL, WAIVE
from bot.service.circle import Circle
from bot.service.deeds import Deeds, FormError, RefusedError, reason_of
from bot.service.expert.handover import PASSES, Handover, standing
from bot.service.ledger import debt
from bot.service.mail import Mail
from bot.service.note.desk import Desk
from bot.service.note.posting import about as version_of
from storage import Entry, Note, Transaction, Wish

CONFIRM = "confirm"
"""The wish of a coordinator that it stands that nobody went."""

WHEN = {
    "nudge": OPEN,
    "until": PASSES,
    "hand": PASSES,
    "waive": BEFORE,
    "confirm": frozenset({Status.DECLINED}),
}
"""While a note is in which statuses each can be done."""

MORE = 5
"""Working days that are suggested to somebody who needs more time."""

YEAR = timedelta(days=365)
DIGITS = 9


@dataclass(frozen=True, slots=True)
class Case:
    """What a coordinator wants to do something to."""

    tx: Transaction
    deed: Deed
    desk: Desk

    @property
    def note(self) -> Note:
        return self.desk.note


class Steering(Deeds):
    """Opens the forms of a digest and takes what is sent with them."""

    acts: ClassVar = frozenset(WHEN)
    opens: ClassVar = frozenset(WHEN)

    # ------------------------------------------------------------------ who may, and when

    def _case(self, tx: Transaction, deed: Deed) -> Case:
        """Return what the deed is done to. Raises RefusedError."""
        number = deed.about
        known = number.isascii() and number.isdecimal() and len(number) <= DIGITS
        note = tx.notes.get(int(number)) if known else None
        own = note is not None and deed.act == "hand" and note.person == deed.person
        if deed.person not in self.office.coordinators and not own:
            names = self._names(tx, self.office.coordinators)
            raise RefusedError(self._say("coordinators_only", coordinators=names))
        if note is None:
            raise RefusedError(self._say("unknown"))
        case = Case(tx, deed, Desk(self.office, tx, note))
        if note.status not in WHEN[deed.act]:
            late = deed.act == "waive" and note.status in OPEN
            raise RefusedError(self._say("handed_in" if late else "over", **self._facts(case)))
        if deed.act == "nudge" and self._nudged(case):
            raise RefusedError(self._say("nudge_again", **self._facts(case)))
        return case

    def _facts(self, case: Case) -> dict[str, object]:
        interview = case.desk.interview(Screen(on=On.CLOSED))
        facts = {"title": title_of(interview), "name": case.desk.person.name}
        return {**facts, "to": self._names(case.tx, self._holders(case)) or facts["name"]}

    def _holders(self, case: Case) -> Sequence[str]:
        """Return who has the ball: whoever writes it, or who has still to review it."""
        if case.note.status in PASSES:
            return (case.note.person,)
        circle = Circle(self.office, case.tx, case.note)
        versions = case.tx.drafts.of(case.note.id)
        return circle.standing(versions[-1].version).waiting if versions else ()

    def _nudged(self, case: Case) -> bool:
        """Say whether the day on their wall has seen a nudge about this note already."""
        zone = ZoneInfo(case.desk.person.zone)
        given = [wish for wish in case.tx.wishes.of(case.note.id) if wish.kind == NUDGE]
        today = self.office.clock().astimezone(zone).date()
        return any(wish.at.astimezone(zone).date() == today for wish in given)

    # ------------------------------------------------------------------ what opens

    def _open(self, tx: Transaction, deed: Deed) -> Form:
        case = self._case(tx, deed)
        facts, about = self._facts(case), deed.about
        match deed.act:
            case "nudge":
                return forms.nudge_form(self.words, facts, about)
            case "until":
                return forms.until_form(self.words, facts, about, self._later(case))
            case "hand":
                return forms.hand_form(self.words, facts, about)
            case "waive":
                return forms.waive_form(self.words, facts, about)
            case _:
                return forms.confirm_form(self.words, facts, about)

    def _later(self, case: Case) -> date:
        """Return a day that gives more time than there is."""
        return calendar_of(self.office, case.tx, case.desk.person).add(self._so_far(case), MORE)

    def _so_far(self, case: Case) -> date:
        """Return the day until which there is time by now: when it is due, or today where it is late."""
        today = self.office.local(case.desk.person).date()
        return max(case.desk.due(case.desk.interview(Screen(on=On.CLOSED))) or today, today)

    # ------------------------------------------------------------------ what is done

    def _do(self, tx: Transaction, deed: Deed) -> None:
        case = self._case(tx, deed)
        match deed.act:
            case "nudge":
                self._nudge(case)
            case "until":
                self._give_until(case)
            case "hand":
                self._hand(case)
            case "waive":
                self._waive(case)
            case _:
                self._confirm(case)

    def _nudge(self, case: Case) -> None:
        text = clean(case.deed.values.get(forms.WORDS, ""))
        if not text:
            raise FormError({forms.WORDS: self.words["nudge_example"]})
        if len(text) > forms.LONG:
            raise FormError({forms.WORDS: self._say("too_long", most=forms.LONG, n=len(text))})
        facts = self._facts(case)
        wish = self._wish(case, NUDGE)
        key = f"reminder:{case.note.id}:{NUDGE}:{wish.id}"
        if case.note.status in PASSES:
            interview = case.desk.interview(Screen(on=On.CLOSED))
            told = Tell("nudged", {"by": self._by(case), "title": facts["title"]}, text)
            case.desk.say(interview, (told, Ask(interview.onward())), key=key, purpose="reminder")
        else:
            self._nudge_reviewers(case, text, key)
        self._done(case, "done_nudge", facts)

    def _nudge_reviewers(self, case: Case, text: str, key: str) -> None:
        kept = case.tx.drafts.of(case.note.id)[-1]
        interview = case.desk.interview_of(
            kept
        )  # reviewers are told of what was handed in, and of nothing newer
        reference = case.desk.handing_in.reference(interview)
        facts = {"by": self._by(case), "reference": reference, "title": title_of(interview)}
        label = self.office.phrases.buttons
        buttons = tuple(
            Button(label[f"review_{act}"], act=act, about=version_of(case.note.id, kept.version))
            for act in ("read", "approve")
        )
        message = Message(
            parts=(Line(self._say("told_nudge_reviewer", **facts)), Quote(text)), buttons=buttons
        )
        for reader in self._holders(case):
            case.desk.mail.post(reader, message, key=f"{key}:{reader}", purpose="reminder", note=case.note.id)

    def _give_until(self, case: Case) -> None:
        day = self._day(case)
        until = on_the_wall(case.desk.person.zone, day, 23, 59)
        wish = self._wish(case, UNTIL, until=until)
        facts = {**self._facts(case), "by": self._by(case), "day": self._long(day)}
        self._tell(case, case.note.person, f"until:{wish.id}", self._say("told_until", **facts))
        self._done(case, "done_until", facts)

    def _day(self, case: Case) -> date:
        """Return the day that the form gives. Raises FormError for one that gives no time, or is far away."""
        today = self.office.local(case.desk.person).date()
        example = self._long(self._later(case))
        try:
            day = date.fromisoformat(case.deed.values.get(forms.DAY, ""))
        except ValueError:
            raise FormError({forms.DAY: self._say("until_past", day=example)}) from None
        if day <= today:
            raise FormError({forms.DAY: self._say("until_past", day=example)})
        if day <= (due := self._so_far(case)):
            raise FormError({forms.DAY: self._say("until_early", due=self._long(due), day=example)})
        if day > today + YEAR:
            raise FormError({forms.DAY: self._say("until_far", day=example)})
        return day

    def _hand(self, case: Case) -> None:
        new = case.deed.values.get(forms.PERSON, "")
        reason = reason_of(self.words, case.deed)
        before = standing(case.tx, case.note.id)
        if new == case.note.person:
            raise FormError({forms.PERSON: self.words["hand_same"]})
        if not new or case.tx.people.get(new) is None:
            raise FormError({forms.PERSON: self.words["hand_unknown"]})
        if before and before.other == new:
            raise FormError({forms.PERSON: self.words["hand_offered"]})
        Handover(self.office, case.tx, case.desk).offer(new, by=case.deed.person, reason=reason)

    def _waive(self, case: Case) -> None:
        reason, facts = reason_of(self.words, case.deed), self._facts(case)
        case.tx.notes.set_status(
            case.note.id, was={case.note.status}, becomes=Status.WAIVED, at=self.office.clock()
        )
        self._wish(case, WAIVE, reason=reason)
        interview = case.desk.interview(Screen(on=On.CLOSED))
        for purpose in ("wake", "reminder", OFFER, *map(debt, interview.skipped)):
            case.tx.outbox.drop(note=case.note.id, purpose=purpose)
        told = Line(self._say("told_waived", by=self._by(case), **facts))
        message, key = Message(parts=(told, Quote(reason))), f"waived:{case.note.id}"
        case.desk.mail.post(case.note.person, message, key=key, purpose="tell", note=case.note.id)
        self._done(case, "done_waive", facts)

    def _confirm(self, case: Case) -> None:
        if any(wish.kind == CONFIRM for wish in case.tx.wishes.of(case.note.id)):
            return
        self._wish(case, CONFIRM)
        self._done(case, "done_confirm", self._facts(case))

    # ------------------------------------------------------------------ what all of them need

    def _wish(self, case: Case, kind: str, **facts: Any) -> Wish:  # noqa: ANN401  as Wish()
        at, by = self.office.clock(), case.deed.person
        case.tx.journal.add(Entry(who=by, what=kind, note=case.note.id, at=at))
        row: dict[str, Any] = {
            "note": case.note.id,
            "person": case.note.person,
            "kind": kind,
            "by": by,
            "at": at,
        }
        return case.tx.wishes.add(Wish(**{**row, **facts}))

    def _done(self, case: Case, key: str, facts: dict[str, object]) -> None:
        self._tell(case, case.deed.person, f"done:{case.deed.key}", self._say(key, **facts))

    def _tell(self, case: Case, reader: str, key: str, sentence: str) -> None:
        Mail(self.office, case.tx).tell(reader, key, sentence, note=case.note.id)

    def _names(self, tx: Transaction, people: Sequence[str]) -> str:
        names = [self.office.person(tx, person).name for person in people]
        return listed(names, self.office.phrases.lexicon) if names else ""

    def _by(self, case: Case) -> str:
        return self.office.person(case.tx, case.deed.person).name

    def _long(self, day: date) -> str:
        return long_day(day, self.office.phrases.lexicon)
