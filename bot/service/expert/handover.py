"""A note passes to somebody else: offered, taken or left. Answers keep their authors; one call, one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from zoneinfo import ZoneInfo

from bot.core.calendar import on_the_wall
from bot.core.forms import Deed, Form
from bot.core.messages import Button, Line, Message, Quote
from bot.core.moves import Ask, Effect, On, Screen, Tell
from bot.core.notes import BEFORE, Status
from bot.core.outstanding import last_of, until
from bot.render import board_forms as forms
from bot.render.scenes import days_of, echoed, fill, long_day, title_of
from bot.service.chase.away import calendar_of
from bot.service.chase.deadlines import policy_of
from bot.service.chase.steps import drop_promises
from bot.service.chase.wish_list import ACCEPT, OFFER, PAIR, REFUSE, UNTIL, last, open_offer
from bot.service.deeds import Deeds, RefusedError, numbers, reason_of
from bot.service.ledger import ANSWERED, CONFIRMED, Ledger
from bot.service.note.desk import Desk
from bot.service.note.joining import close_own
from bot.service.office import Office
from storage import Transaction, Wish

PASSES = BEFORE | {Status.CHANGES_ASKED}
"""Statuses in which a note waits for whoever writes it, and so may pass to somebody else."""


class Handover:
    """Passes the note on a desk to somebody else, within one transaction."""

    def __init__(self, office: Office, tx: Transaction, desk: Desk) -> None:
        self.office = office
        self.tx = tx
        self.desk = desk
        self.note = desk.note
        self.interview = desk.interview(Screen(on=On.CLOSED))
        self.title = title_of(self.interview)

    def offer(self, new: str, *, by: str, reason: str, receipt: bool = True, together: bool = False) -> None:
        """Ask somebody to take it; until they do it stays where it is, and an earlier offer is taken back.

        `receipt` says that whoever offers it is told so here, and not by what they did it with. Who writes it
        `together` with its expert is asked the questions that are left; both are authors.
        """
        before = open_offer(self.tx.wishes.of(self.note.id))
        if before:
            self.tx.outbox.drop(self.note.id, OFFER)
            gone = self._say("offer_withdrawn", title=self.title)
            self._tell(before.other, f"offer:{before.id}:withdrawn", gone)
        if together:
            self._as(by).wish(PAIR, other=new)
        wish = self._as(by).wish(OFFER, other=new, reason=reason)
        self.desk.mail.post(new, self._card(wish), key=f"offer:{wish.id}", purpose=OFFER, note=self.note.id)
        told = dict.fromkeys(self._coordinators(wish), "offered_told")
        told |= {
            by: "offered_by",
            self.note.person: "offered_own" if by == self.note.person else "offered_old",
        }
        for nobody in (new, *(() if receipt else (by,))):
            told.pop(nobody, None)
        facts = {"new": self._name(new), "by": self._name(by), "name": self.desk.person.name}
        for reader, key in told.items():
            self._tell(reader, f"offer:{wish.id}:told:{reader}", self._say(key, title=self.title, **facts))
        self._tell_lapse(wish)

    def _tell_lapse(self, wish: Wish) -> None:
        """Promise its owner word that nobody took it, for the morning after the days of the offer."""
        old = self.desk.person
        lapses = self._open_until(wish).astimezone(ZoneInfo(old.zone)).date()
        at = policy_of(self.office, self.tx, self.note).morning
        morning = on_the_wall(old.zone, calendar_of(self.office, self.tx, old).from_(lapses), at)
        message = Message(
            parts=(Line(self._say("lapsed_old", new=self._name(wish.other), title=self.title)),)
        )
        key = f"offer:{wish.id}:lapsed"
        self.desk.mail.post(old.id, message, key=key, purpose=OFFER, note=self.note.id, due_at=morning)

    def _open_until(self, wish: Wish) -> datetime:
        """Return the end of the last day on which whoever is asked is waited for."""
        new = self.office.person(self.tx, wish.other)
        days = policy_of(self.office, self.tx, self.note).offer_days
        return until(wish.at, days, zone=new.zone, calendar=calendar_of(self.office, self.tx, new))

    def take(self, wish: Wish) -> None:
        """Make it the note of whoever was asked, who goes on where the other stopped."""
        old, at = self.desk.person, self.office.clock()
        due = self.due(wish.other)
        done = [row for row in self.tx.answers.latest(self.note.id).values() if row.by == old.id]
        done = [row for row in done if row.state in {ANSWERED, CONFIRMED}]
        self._as(wish.other).wish(ACCEPT)
        drop_promises(self.tx, self.note.id, self.interview.skipped)
        self.tx.notes.set_person(self.note.id, wish.other, at=at)
        together = self._together(wish)
        if done or together:
            self.tx.authors.add(self.note.id, old.id, at=at)
        facts = {"new": self._name(wish.other), "name": old.name, "day": self._day(due)}
        key = "taken_together" if together else "taken_old"
        told = self._say(key, title=self.title, n=len(done), **facts)
        self._tell(old.id, f"offer:{wish.id}:taken", told)
        for reader in set(self._coordinators(wish)) - {old.id, wish.other}:
            self._tell(
                reader, f"offer:{wish.id}:taken:{reader}", self._say("taken_by", title=self.title, **facts)
            )
        self._go_on(wish, due)

    def leave(self, wish: Wish, reason: str) -> None:
        """Give it back to the coordinators, with what whoever was asked says."""
        self._as(wish.other).wish(REFUSE, reason=reason)
        facts = {"new": self._name(wish.other), "name": self.desk.person.name, "title": self.title}
        self.tx.outbox.drop(self.note.id, OFFER)
        told = dict.fromkeys((wish.by, *self._coordinators(wish)), "left_by") | {self.note.person: "left_old"}
        for reader, sentence in told.items():
            message = Message(parts=(Line(self._say(sentence, **facts)), Quote(reason)))
            key = f"offer:{wish.id}:left:{reader}"
            self.desk.mail.post(reader, message, key=key, purpose="tell", note=self.note.id)
        self._tell(wish.other, f"offer:{wish.id}:left", self._say("left_new", title=self.title))

    def _together(self, wish: Wish) -> bool:
        """Say whether this is the offer to write it together."""
        before = [one for one in self.tx.wishes.of(self.note.id) if one.id < wish.id]
        found = last(before, PAIR, OFFER)
        return found is not None and found.kind == PAIR

    def due(self, new: str) -> date:
        """Return when it would be due for somebody new: as now, and not before they had a few working days."""
        person = self.office.person(self.tx, new)
        today = self.office.local(person).date()
        least = calendar_of(self.office, self.tx, person).add(
            today, policy_of(self.office, self.tx, self.note).taker_days
        )
        return max(self.desk.due(self.interview) or least, least)

    def answers(self) -> list[tuple[str, str]]:
        """Return what is answered so far: the label of each question, and its answer."""
        values = self.interview.values
        found = [q for q in self.interview.path if values.get(q.key) is not None]
        return [(q.label, echoed(q, values[q.key], self.desk.context)) for q in found]

    def _card(self, wish: Wish) -> Message:
        done, asked = self.interview.progress
        about = "; ".join(filter(None, (self.title, days_of(self.interview, self.desk.context))))
        facts = {"by": self._name(wish.by), "name": self.desk.person.name, "n": done, "asked": asked}
        lines = (
            Line(self._say("offer_together" if self._together(wish) else "offer", about=about, **facts)),
            Line(self._say("offer_due", day=self._day(self.due(wish.other)))),
            self._by_when(wish),
            Line(self._say("offer_why")),
        )
        return Message(parts=(*lines, Quote(wish.reason)), buttons=self._ways(wish))

    def _by_when(self, wish: Wish) -> Line:
        return Line(self._say("offer_until", day=self._day(self._last_day(wish))))

    def _ways(self, wish: Wish) -> tuple[Button, ...]:
        label, named = self.office.phrases.buttons, f"{self.note.id}.{wish.id}"
        return tuple(Button(label[f"offer_{act}"], act=act, about=named) for act in ("take", "see", "leave"))

    def again(self, folded: str) -> tuple[Sequence[Line], tuple[Button, ...]]:
        """Return what a reminder of the open offer says of its end, and how it is answered.

        Its first card says that it was `folded`, and has no buttons any more.
        """
        wish = open_offer(self.tx.wishes.of(self.note.id))
        assert wish is not None, "whoever is reminded was asked"
        row = self.tx.outbox.by_key(f"offer:{wish.id}")
        if row and row.state == "sent":
            key, message = f"folded:{row.id}", Message(parts=(Line(folded),))
            self.desk.mail.post(
                wish.other, message, key=key, purpose="folded", note=self.note.id, replaces=row.id
            )
        return (self._by_when(wish),), self._ways(wish)

    def _last_day(self, wish: Wish) -> date:
        zone = self.office.person(self.tx, wish.other).zone
        return last_of(self._open_until(wish), zone)

    def _go_on(self, wish: Wish, due: date) -> None:
        note = self.tx.notes.get(self.note.id)
        assert note is not None
        desk = Desk(self.office, self.tx, note)
        by = self.office.person(self.tx, wish.by)
        end = on_the_wall(desk.person.zone, due, 23, 59)
        Ledger(self.office, self.tx, note, by).wish(UNTIL, until=end)
        interview = desk.interview(Screen(on=On.CLOSED))
        told = Tell("taken", {"title": self.title, "day": self._day(due)})
        closed = close_own(self.office, self.tx, note, person=wish.other, other=self.note.person)
        effects: tuple[Effect, ...] = (told, *closed.told, Ask(interview.onward()))
        desk.say(interview, effects, key=f"offer:{wish.id}:new", buttons=closed.buttons)

    def _as(self, by: str) -> Ledger:
        """Return where it is kept what somebody wishes."""
        return Ledger(self.office, self.tx, self.note, self.office.person(self.tx, by))

    def _coordinators(self, wish: Wish) -> Sequence[str]:
        by = (wish.by,) if wish.by in self.office.coordinators else ()
        return by or self.desk.handing_in.coordinators()

    def _tell(self, reader: str, key: str, sentence: str) -> None:
        self.desk.mail.tell(reader, key, sentence, note=self.note.id)

    def _name(self, person: str) -> str:
        return self.office.person(self.tx, person).name

    def _day(self, day: date) -> str:
        return long_day(day, self.office.phrases.lexicon)

    def _say(self, key: str, **facts: object) -> str:
        return fill(self.office.phrases.board, key, facts)


@dataclass(frozen=True, slots=True)
class Offered:
    """An offer that somebody answers, with the note that it is about."""

    wish: Wish
    handover: Handover

    @property
    def facts(self) -> dict[str, object]:
        return {"title": self.handover.title, "name": self.handover.desk.person.name}


class Offers(Deeds):
    """What somebody does who is asked to take a note: take it, look at the answers, leave it."""

    acts: ClassVar = frozenset({"take", "see", "leave"})
    opens: ClassVar = frozenset({"see", "leave"})

    def _open(self, tx: Transaction, deed: Deed) -> Form:
        offered = self._offered(tx, deed)
        if deed.act == "see":
            return forms.answers_form(self.words, offered.handover.answers())
        return forms.leave_form(self.words, offered.facts, deed.about)

    def _do(self, tx: Transaction, deed: Deed) -> None:
        offered = self._offered(tx, deed)
        if deed.act == "take":
            offered.handover.take(offered.wish)
        else:
            offered.handover.leave(offered.wish, reason_of(self.words, deed))

    def _offered(self, tx: Transaction, deed: Deed) -> Offered:
        """Return the offer that a button names, as long as it stands and is this person's. Raises RefusedError."""
        named = numbers(deed.about, count=2)
        note = tx.notes.get(named[0]) if named else None
        wish = open_offer(tx.wishes.of(note.id)) if note else None
        theirs = wish is not None and wish.other == deed.person
        if named is None or note is None or wish is None or wish.id != named[1] or not theirs:
            raise RefusedError(self._say("offer_gone"))
        if note.status not in PASSES:
            raise RefusedError(self._say("offer_gone"))
        return Offered(wish, Handover(self.office, tx, Desk(self.office, tx, note)))


def offered_by(office: Office, tx: Transaction, note: int) -> str:
    """Return the name of whoever offers a note, as long as nobody has answered; else nothing."""
    wish = open_offer(tx.wishes.of(note))
    return office.person(tx, wish.by).name if wish else ""
