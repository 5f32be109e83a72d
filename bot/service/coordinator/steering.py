"""What a coordinator does about a note from a digest: nudge, give until, hand over, pair, waive, ask again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import ClassVar

from bot.core.calendar import on_the_wall
from bot.core.forms import Deed, Form
from bot.core.messages import Button, Line, Message, Quote
from bot.core.moves import Ask, On, Screen, Tell
from bot.core.notes import POSTED, Status
from bot.core.text import clean
from bot.render import board_forms as forms
from bot.render.scenes import title_of
from bot.service.chase.away import calendar_of
from bot.service.chase.hearing import GONE, hears_at
from bot.service.chase.steps import REMINDER, drop_promises
from bot.service.chase.wish_list import AGAIN, NEED, NUDGE, UNTIL, WAIVE, open_offer, still
from bot.service.circle import REVIEWER, UNDO, Circle, approved_before, versions
from bot.service.coordinator.acting import CONFIRM, WHEN, Acting, Case, confirmed
from bot.service.deeds import FormError, reason_of
from bot.service.expert.handover import PASSES, Handover
from bot.service.ledger import become
from bot.service.note.fresh import nudge_key, nudged
from bot.service.note.joining import leave
from bot.service.note.posting import about as version_of
from storage import Draft, Review, Transaction, Wish

MORE = 5
"""Working days that are suggested to somebody who needs more time."""

YEAR = timedelta(days=365)


class Steering(Acting):
    """Opens the forms of a digest and takes what is sent with them."""

    acts: ClassVar = frozenset(WHEN)
    opens: ClassVar = frozenset(WHEN) - {"again"}

    # ------------------------------------------------------------------ what opens

    def _open(self, tx: Transaction, deed: Deed) -> Form:
        case = self._case(tx, deed)
        facts, about = self._facts(case), deed.about
        match deed.act:
            case "nudge":
                return forms.nudge_form(self.words, facts, about)
            case "until":
                return forms.until_form(self.words, facts, about, self._later(case))
            case "hand" | "pair" | "reviewer" as act:
                return forms.person_form(self.words, act, facts, about)
            case "waive":
                stands = self._approved(case)
                how = "stands" if stands else "posted" if case.note.status in POSTED else ""
                facts = {**facts, "version": stands.version if stands else 0}
                return forms.waive_form(self.words, facts, about, how=how)
            case _:
                return forms.confirm_form(self.words, facts, about)

    def _later(self, case: Case) -> date:
        """Return a day that gives more time than there is: the one that the expert asked for, if they did."""
        calendar, so_far = calendar_of(self.office, case.tx, case.desk.person), self._so_far(case)
        asked = still(case.tx.wishes.of(case.note.id), NEED, UNTIL)
        day = self.office.local(case.desk.person, asked.until).date() if asked and asked.until else so_far
        return calendar.from_(day) if day > so_far else calendar.add(so_far, MORE)

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
            case "hand" | "pair":
                self._hand(case)
            case "reviewer":
                self._ask_reviewer(case)
            case "waive":
                self._waive(case)
            case "again":
                self._ask_again(case)
            case _:
                self._confirm(case)

    def _nudge(self, case: Case) -> None:
        text = clean(case.deed.values.get(forms.WORDS, ""))
        if not text:
            raise FormError({forms.WORDS: self.words["nudge_example"]})
        if len(text) > forms.LONG:
            raise FormError({forms.WORDS: self._say("too_long", most=forms.LONG, n=len(text))})
        wish, readers = case.ledger.wish(NUDGE, reason=text), self._holders(case)
        if case.note.status in PASSES:
            self._say_to_expert(case, wish)
        else:
            self._tell_reviewers(case, readers, wish)
        self._answer(case, self._told_when(case, readers))

    def _say_to_expert(self, case: Case, wish: Wish) -> None:
        """Promise the expert the words of a coordinator, with the next question."""
        interview, at = (
            case.desk.interview(Screen(on=On.CLOSED)),
            hears_at(self.office, case.tx, case.note, case.note.person),
        )
        effects, key = nudged(case.desk, wish), nudge_key(wish)
        case.desk.say(interview, effects, key=key, purpose=REMINDER, due_at=at)

    def _ask_reviewer(self, case: Case) -> None:
        """Let somebody review it as well, who is a reviewer or a coordinator and did not write it."""
        new, circle = case.deed.values.get(forms.PERSON, ""), Circle(self.office, case.tx, case.note)
        able = [
            one for one in (*self.office.reviewers, *self.office.coordinators) if one not in circle.authors
        ]
        if new not in able:
            names = self.office.names(case.tx, dict.fromkeys(able))
            raise FormError({forms.PERSON: self._say("reviewer_not", names=names)})
        reason = reason_of(self.words, case.deed)
        wish = case.ledger.wish(REVIEWER, other=new, reason=reason)
        self._tell_reviewers(case, (new,), wish)
        self._answer(case, self._told_when(case, (new,)))

    def _tell_reviewers(self, case: Case, readers: Sequence[str], wish: Wish) -> None:
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
            parts=(Line(self._say("told_nudge_reviewer", **facts)), Quote(wish.reason)), buttons=buttons
        )
        for reader in readers:
            key, at = f"{nudge_key(wish)}:{reader}", hears_at(self.office, case.tx, case.note, reader)
            case.desk.mail.post(reader, message, key=key, purpose=REMINDER, note=case.note.id, due_at=at)

    def _give_until(self, case: Case) -> None:
        day = self._day(case)
        until = on_the_wall(case.desk.person.zone, day, 23, 59)
        wish = case.ledger.wish(UNTIL, until=until)
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
        calendar = calendar_of(self.office, case.tx, case.desk.person)
        if not calendar.works(day):
            facts = {"name": case.desk.person.name, "day": self._long(calendar.from_(day))}
            raise FormError({forms.DAY: self._say("until_rests", **facts)})
        return day

    def _hand(self, case: Case) -> None:
        new = case.deed.values.get(forms.PERSON, "")
        reason = reason_of(self.words, case.deed)
        offered = open_offer(case.tx.wishes.of(case.note.id))
        if new == case.note.person:
            raise FormError({forms.PERSON: self.words["hand_same"]})
        if not new or case.tx.people.get(new) is None:
            raise FormError({forms.PERSON: self.words["hand_unknown"]})
        if offered and offered.other == new:
            raise FormError({forms.PERSON: self.words["hand_offered"]})
        handover = Handover(self.office, case.tx, case.desk)
        handover.offer(new, by=case.deed.person, reason=reason, together=case.deed.act == "pair")

    def _waive(self, case: Case) -> None:
        """Close the note; where a version was approved before the newest one, that version stands again."""
        reason, stands = reason_of(self.words, case.deed), self._approved(case)
        become(self.office, case.tx, case.note, Status.APPROVED if stands else Status.WAIVED)
        wish = case.ledger.wish(WAIVE, reason=reason)
        drop_promises(case.tx, case.note.id, case.desk.interview(Screen(on=On.CLOSED)).skipped)
        facts = {**self._facts(case), "by": self._by(case), "version": stands.version if stands else 0}
        posted = case.note.status in POSTED
        ended = "_stands" if stands else "_posted" if posted else ""
        told = Line(self._say(f"told_waived{ended}", **facts))
        key = f"waived:{case.note.id}:{wish.id}" if stands else f"waived:{case.note.id}"
        heard = self._heard(case)
        for author in Circle(self.office, case.tx, case.note).writers if posted else heard:
            to = key if author == case.note.person else f"{key}:{author}"
            message = Message(parts=(told, Quote(reason)))
            case.desk.mail.post(author, message, key=to, purpose="tell", note=case.note.id)
        self._end(case, stands, posted=posted)
        done = "done_waive_stands" if stands else "done_waive" if heard else "done_waive_unasked"
        self._done(case, done, facts)

    def _heard(self, case: Case) -> Sequence[str]:
        """Return whoever writes it, if anything about it has come to them: of what nobody was asked, nobody is told."""
        rows = case.tx.outbox.of(case.note.id)
        told = (row.state not in GONE for row in rows if row.recipient == case.note.person)
        return (case.note.person,) if any(told) else ()

    def _end(self, case: Case, stands: Draft | None, *, posted: bool) -> None:
        """Let the post say how it ends; why is for its authors alone."""
        *_, newest = versions(case.tx, case.note.id) or (None,)
        if newest and stands:
            for number in range(stands.version + 1, newest.version + 1):
                review = Review(
                    note=case.note.id,
                    version=number,
                    person=case.deed.person,
                    verdict=UNDO,
                    at=self.office.clock(),
                )
                case.tx.reviews.add(review)
            case.desk.handing_in.approved_again(case.desk.interview_of(stands), stands, newest.version)
        elif newest and posted:
            interview = case.desk.interview_of(newest)
            case.desk.handing_in.end(interview, Status.WAIVED, by=self._by(case))

    def _approved(self, case: Case) -> Draft | None:
        """Return the version that stands again once the note is closed; none where its words were deleted since."""
        stands = approved_before(case.tx, case.note.id)
        return stands if stands and stands.text != self.office.phrases.post["erased"] else None

    def _ask_again(self, case: Case) -> None:
        """Take back that a note was closed by its expert: they did attend, or a coordinator wants it all the same."""
        become(self.office, case.tx, case.note, Status.OWED)
        wish, facts = case.ledger.wish(AGAIN), {**self._facts(case), "by": self._by(case)}
        own = case.deed.person == case.note.person
        leave(self.office, case.tx, case.desk)
        if not own:
            self._say_to_expert(case, wish)
            told = (self._say("done_again", **facts), *self._told_later(case, (case.note.person,)))
            self._answer(case, " ".join(told))
            return
        interview = case.desk.interview(Screen(on=On.CLOSED))
        effects = (Tell("reopened"), Ask(interview.onward()))
        case.desk.say(interview, effects, key=f"done:{case.deed.key}")
        asked = case.note.asked_by != case.note.person  # of a note of one's own they never heard
        for reader in case.desk.handing_in.coordinators() if asked else ():
            self._tell(case, reader, f"again:{wish.id}:{reader}", self._say("told_again", **facts))

    def _confirm(self, case: Case) -> None:
        if confirmed(case.tx, case.note):
            return
        case.ledger.wish(CONFIRM)
        self._done(case, "done_confirm", self._facts(case))
