"""One note on the desk, within one transaction: rows become an interview, effects become rows and messages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from bot.core.interview import Interview
from bot.core.messages import Button, Message
from bot.core.moves import (
    Ask,
    Close,
    Confirm,
    Decide,
    Effect,
    Erase,
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
    Want,
)
from bot.core.notes import BEFORE, POSTED, TALKING, Status
from bot.core.remarks import Remark, gathered
from bot.render.drafts import draft
from bot.render.library import note_type
from bot.render.phrases import compose
from bot.render.policies import policy
from bot.render.scenes import LABEL, Scene, days_of, fill, title_of, town
from bot.service.chase.deadlines import due_on, last_day
from bot.service.chase.first_contact import first_at
from bot.service.chase.steps import OPENING, REMINDER, UNASKED, WAKE, opening_key
from bot.service.chase.wish_list import NUDGE
from bot.service.circle import CHANGES, JOIN, approved_before, versions
from bot.service.ledger import KNOWN, Ledger, as_of, become, changed, debt, standing, touched, wrote
from bot.service.mail import TURN, Mail
from bot.service.note.cards import fold
from bot.service.note.closing import close
from bot.service.note.company import accompanied
from bot.service.note.erasing import erase, of_others
from bot.service.note.handing_in import HandingIn
from bot.service.note.posting import POST
from bot.service.office import Office
from bot.service.rows import is_at_hand, replies_of
from storage import Answer, Draft, Note, Review, Transaction

Buttons = tuple[Button, ...]


class Desk:
    """A note with its interview; whatever is done here commits or fails with the transaction."""

    def __init__(self, office: Office, tx: Transaction, note: Note) -> None:
        self.office = office
        self.tx = tx
        self.note = note
        self.status = note.status
        self.person = office.person(tx, note.person)
        self.folder = office.folder(tx, note.type_hash)
        self.context = office.context(self.person, policy(self.folder).morning)
        self.mail = Mail(office, tx)
        self.ledger = Ledger(office, tx, note, self.person)
        self.handing_in = HandingIn(office, tx, note, self.person)

    def interview(self, screen: Screen) -> Interview:
        """Return the interview as its rows tell it, with this on the screen."""
        history = self.tx.answers.history(self.note.id)
        rows = {row.key: row for row in history}
        drafts = versions(self.tx, self.note.id)
        return replace(
            standing(note_type(self.folder), rows.values()),
            facts=frozenset(row.key for row in history if row.state == KNOWN),
            kept={k: r.kept for k, r in rows.items() if r.kept},
            said={k: replies_of(r) for k, r in rows.items() if r.pieces},
            screen=screen,
            decided=self.tx.decisions.of(self.note.id),
            version=drafts[-1].version if drafts else 0,
            changed=not drafts or self.note.status in BEFORE or self._changed(history, drafts[-1]),
            posted=self.note.status in POSTED or bool(drafts and approved_before(self.tx, self.note.id)),
            changes_asked=self.note.status == Status.CHANGES_ASKED,
            remarks=self._remarks(history, drafts),
            lead=self.person.name,
            others=self._others() if drafts else (),
            own=self.note.asked_by == self.note.person,
            theirs=of_others(self.office, self.tx, history, self.person.id),
            earlier=wrote(history),
        )

    def interview_of(self, kept: Draft) -> Interview:
        """Return the interview as it was when this version was handed in: nothing that was answered since."""
        history = self.tx.answers.history(self.note.id)
        return replace(
            as_of(note_type(self.folder), history, kept.revisions),
            decided=self.tx.decisions.of(self.note.id),
            version=kept.version,
            lead=self.person.name,
            others=self._others(before=kept.version),
            earlier=wrote(history),
        )

    @property
    def edited(self) -> bool:
        """Whether an answer is another than in the newest version."""
        drafts = versions(self.tx, self.note.id)
        return bool(drafts) and changed(self.tx.answers.history(self.note.id), drafts[-1].revisions)

    def _changed(self, history: Sequence[Answer], newest: Draft) -> bool:
        joined = self._reviews(newest.version, JOIN)
        return changed(history, newest.revisions) or self._unposted() or bool(joined)

    def _others(self, *, before: int = 0) -> tuple[tuple[str, str], ...]:
        """Return who was there too, and what they wrote last: all of them, or those who stand in this version."""
        each = note_type(self.folder).each
        joined = [one for one in self.tx.reviews.of(self.note.id) if one.verdict == JOIN] if each else []
        words = {one.person: one.remarks[each] for one in joined if not before or one.version < before}
        return tuple(
            (self.office.person(self.tx, person).name, text) for person, text in words.items() if text
        )

    def _remarks(self, history: Sequence[Answer], drafts: Sequence[Draft]) -> Mapping[str, Remark]:
        """Return what readers of the newest version ask, as far as nothing was answered since, or it was undone."""
        if self.note.status != Status.CHANGES_ASKED:
            return {}
        newest = drafts[-1]
        given = [
            (self.office.person(self.tx, one.person).name, one.remarks)
            for one in self._reviews(newest.version, CHANGES)
        ]
        done = touched(history, self.tx.drafts.of(self.note.id)[-1].revisions)
        return {key: remark for key, remark in gathered(given).items() if key not in done}

    def _reviews(self, version: int, verdict: str) -> Sequence[Review]:
        reviews = self.tx.reviews.of(self.note.id)
        return [one for one in reviews if (one.version, one.verdict) == (version, verdict)]

    def _unposted(self) -> bool:
        """Whether the last version was refused for good, so that handing it in again has a purpose."""
        post = self.tx.outbox.newest(note=self.note.id, purpose=POST)
        return post is not None and post.state == "dead"

    def take(
        self, interview: Interview, effects: Sequence[Effect], *, key: str, buttons: Buttons = ()
    ) -> None:
        """Write what follows when the person comes, before the moment that was promised if any."""
        self.tx.outbox.drop(self.note.id, *UNASKED, but=f":{NUDGE}:")  # words of a person are not lost
        self.write(interview, effects, key=key, buttons=buttons)
        fold(self.mail, self.note, self.folded(interview))

    def write(
        self, interview: Interview, effects: Sequence[Effect], *, key: str, buttons: Buttons = ()
    ) -> None:
        """Write what follows from a move, and promise the message that says so under this key."""
        told: list[Effect] = []
        for effect in effects:
            told += [each for each in self._do(interview, effect, key) if each not in told]
        if self.note.status == Status.APPROVED and self.edited and _any(effects, Save, Confirm, Pass):
            told.append(Tell("approved_stays", {"version": interview.version}))
        sheet = draft(self.folder, interview, self.context) if _any(effects, Show) else ""
        closed = self.handing_in.reopens() if _any(effects, Close) else ()
        back = self.handing_in.takes_back()
        self.say(interview, told, key=key, sheet=sheet, buttons=(*buttons, *back, *closed))

    def say(  # noqa: PLR0913  a message has that many sides
        self,
        interview: Interview,
        effects: Sequence[Effect],
        *,
        key: str,
        sheet: str = "",
        purpose: str = TURN,
        buttons: Buttons = (),
        due_at: datetime | None = None,
    ) -> None:
        """Promise the person one message that says all of this; `fresh` words it anew if it comes later."""
        message = self.words(interview, effects, sheet)
        message = replace(message, buttons=(*message.buttons, *buttons))
        asked = asked_of(effects) or self.handing_in.shown
        said = self.mail.post(
            self.person.id, message, key=key, purpose=purpose, note=self.note.id, screen=asked, due_at=due_at
        )
        self.handing_in.follow(said, message)

    def words(self, interview: Interview, effects: Sequence[Effect], sheet: str = "") -> Message:
        """Return the one message that says all of this to the person now."""
        asked = asked_of(effects)
        if asked and (asked.exits or asked.on is On.OPENING):
            interview = accompanied(self.office, self.tx, self.note, interview)
        return compose(self.office.phrases, interview, effects, self.scene(interview, sheet), self.context)

    def open(self, again: int = 0) -> str:
        """Promise the first message: now, or as soon as every limit allows it; in that case return when.

        `again` says how many were taken back before it, where an event was moved.
        """
        at = first_at(self.office, self.tx, self.note)
        if at is None:
            return ""
        screen, later = Screen(on=On.OPENING), at > self.office.clock()
        interview = self.interview(screen)
        purpose = REMINDER if later and last_day(interview) else OPENING
        key = opening_key(self.note.id, again)
        self.say(interview, (Ask(screen),), key=key, purpose=purpose, due_at=at)
        return self.office.when(self.person, at) if later else ""

    def scene(self, interview: Interview, sheet: str = "") -> Scene:
        """Return who hears it, and where they are."""
        talked = self.tx.notes.of(self.person.id, statuses=TALKING)
        several = sum(is_at_hand(note, self.office.clock()) for note in talked) > 1
        own = self.note.asked_by == self.person.id
        by = self.person if own else self.office.person(self.tx, self.note.asked_by)
        return Scene(
            name=self.person.name,
            by=by.name,
            place=town(self.person.zone),
            hour=self.office.local(self.person).hour,
            due=self.due(interview),
            note=title_of(interview, LABEL) if several else "",
            sheet=sheet,
            approved=self.note.status == Status.APPROVED,
        )

    def due(self, interview: Interview) -> date | None:
        """Return when the note is due; None where the days of the event are not known."""
        return due_on(self.office, self.tx, self.note, interview)

    def about(self, interview: Interview) -> str:
        """Return the title and the days by which people know the event."""
        return ", ".join(filter(None, (title_of(interview), days_of(interview, self.context))))

    @property
    def title(self) -> str:
        """The short title by which people know the note."""
        return title_of(self.interview(Screen(on=On.CLOSED)))

    def folded(self, interview: Interview) -> str:
        """Return the sentence to which an old card is reduced."""
        return fill(self.office.phrases.post, "folded", {"about": self.about(interview)})

    def _do(self, interview: Interview, effect: Effect, key: str) -> list[Effect]:
        match effect:
            case Save() | Confirm() | Keep() | Pass():
                self._begin(interview)
                self.ledger.record(effect)
            case Erase():
                self._begin(interview)
                return [*erase(self.office, self.tx, self.note, effect, by=self.person)]
            case Decide(about, verdict):
                self.ledger.decide(about, verdict)
            case Wake(at, screen):
                self._promise(interview, at, screen, key)
            case Submit():
                self._begin(interview)
                return [self.handing_in.submit(interview)]
            case Close(why, other):
                close(self.handing_in, interview, why, other=other)
            case Tell(facts={"at": Moment() as at}):
                at = self.office.upcoming(at, self.person, self.context.morning)
                return [replace(effect, facts={**effect.facts, "at": at})]
            case Tell() | Ask():
                return [effect]
            case Show() | Want():
                pass  # `write` draws the sheet once every answer is written, and `Wishes` keeps wishes
        return []

    def _begin(self, interview: Interview) -> None:
        """Let the status follow the answers: begun, and drafted once all is there that is required."""
        self._become(Status.OWED, Status.STARTED)
        if interview.missing:
            self._become(Status.DRAFTED, Status.STARTED)
        else:
            self._become(Status.STARTED, Status.DRAFTED)

    def _become(self, was: Status, becomes: Status) -> None:
        if self.status == was:
            become(self.office, self.tx, self.note, becomes)
            self.status = becomes

    def _promise(self, interview: Interview, at: Moment, screen: Screen, key: str) -> None:
        """Promise to come back: `take` drops it when the person comes first, `Save` when it was one question."""
        due = self.office.instant(at, self.person, self.context.morning)
        purpose = debt(screen.key) if screen.key in interview.skipped else WAKE
        effects = (Tell("woken"), Ask(screen))
        self.say(interview, effects, key=f"{purpose}:{key}", purpose=purpose, due_at=due)


def asked_of(effects: Sequence[Effect]) -> Screen | None:
    """Return the screen that is asked, if any."""
    return next((effect.screen for effect in effects if isinstance(effect, Ask)), None)


def _any(effects: Sequence[Effect], *kinds: type[Effect]) -> bool:
    return any(isinstance(effect, kinds) for effect in effects)
