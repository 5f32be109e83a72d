"""What people decide about being reminded: a row, a line of the journal, and a word to the coordinators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from bot.core.interview import Interview
from bot.core.messages import Button, Line, Message, Part, Quote
from bot.core.moves import Effect, Moment, Tell, Wake, Want
from bot.core.text import one_line
from bot.render.scenes import fill, long_day, title_of
from bot.service.chase.away import is_away
from bot.service.chase.deadlines import policy_of
from bot.service.chase.stops import read_again
from bot.service.chase.wish_list import (
    ACCEPT,
    AWAY,
    HELP,
    NEED,
    PART,
    QUESTION,
    RESUME,
    SNOOZE,
    STOP,
    UNTIL,
    asks_help,
    open_offer,
    still,
)
from bot.service.expert.handover import PASSES, Handover
from bot.service.expert.roll import Roll
from bot.service.note.desk import Desk
from bot.service.office import Office
from storage import Transaction


class Wishes:
    """Keeps the wishes of whoever writes the note on a desk, within one transaction."""

    def __init__(self, office: Office, tx: Transaction, desk: Desk, *, key: str) -> None:
        self.office = office
        self.tx = tx
        self.desk = desk
        self.note = desk.note
        self.key = key
        self._offered = ""

    def keep(self, interview: Interview, effects: Sequence[Effect]) -> tuple[Effect, ...]:
        """Keep what these effects wish; return them, with what is to be told besides."""
        told: list[Effect] = []
        for effect in effects:
            told.append(effect)
            match effect:
                case Wake(at, screen) if screen.key not in interview.skipped:
                    self.desk.ledger.wish(SNOOZE, until=self._instant(at))
                case Want("question", reason=key):
                    self._ask(interview, key)
                case Want("need", until) if until:
                    told.append(self._ask_for_time(interview, until))
                case Want(kind, until, reason):
                    self._want(kind, self._instant(until) if until else None, one_line(reason))
                case Tell("away_noted") if due := self.desk.due(interview):
                    facts = {"title": title_of(interview), "due": long_day(due, self.office.phrases.lexicon)}
                    told.append(Tell("away_due", facts))
                case Tell("help_asked") if self._offered:
                    told[-1] = Tell("handover_asked", {"name": self._offered})
                case Tell("coordinator_asked") if not self._readers():
                    told[-1] = replace(effect, key="coordinator_nobody")
                case Tell("will_come") if self._often():
                    told.append(Tell("snoozed_often"))
        return tuple(told)

    def _want(self, kind: str, until: datetime | None, reason: str) -> None:
        match kind:
            case "away":
                self.desk.ledger.wish(AWAY, until=until, everything=True)
                self._tell(self._say("away_told", day=self._day(until)))
            case "resume":
                if is_away(self.office, self.tx, self.note.person):
                    self._tell(self._say("back_told"))
                self.desk.ledger.wish(RESUME)
                self.desk.ledger.wish(RESUME, everything=True)
                read_again(self.office, self.tx, self.note.person)
            case "stop":
                self.desk.ledger.wish(STOP, reason=reason)
                key = "stop_reason" if reason else "stop_no_reason"
                self._tell(self._say(key), reason)
            case "part":
                self.desk.ledger.wish(PART)
                self._tell(self._say("part_told"))
            case "together":
                pass  # `join` follows once the receipt is promised, since it may ask for something
            case _:
                self._ask_for_help(reason)

    def _ask_for_help(self, said: str) -> None:
        """Offer the note to whoever is named, if that is somebody; else a coordinator has to find somebody."""
        name, _, why = said.replace(" - ", ",").partition(",")
        roll = Roll(self.tx.people.all())
        found = roll.find(said) or roll.find(name.strip()) or roll.called(name)
        if found and found != self.note.person and self.note.status in PASSES:
            self._offered = self.office.person(self.tx, found).name
            offered = open_offer(self.tx.wishes.of(self.note.id))
            if offered is None or offered.other != found:  # who says it again asks nobody twice
                reason = why.strip() or self._say("no_reason_given")
                handover = Handover(self.office, self.tx, self.desk)
                handover.offer(found, by=self.note.person, reason=reason, receipt=False)
            return
        before = asks_help(
            [wish for wish in self.tx.wishes.of(self.note.id) if wish.person == self.note.person]
        )
        if before and before.reason == said:
            return
        self.desk.ledger.wish(HELP, reason=said)
        self.desk.ledger.wish(STOP, reason=said)
        self._tell(self._say("help_told"), said)

    def _often(self) -> bool:
        times = [wish for wish in self.tx.wishes.of(self.note.id) if wish.kind == SNOOZE]
        often = policy_of(self.office, self.tx, self.note).snoozes
        return len(times) >= often and len(times) % often == 0

    def _ask(self, interview: Interview, key: str) -> None:
        """Ask what to answer to one question, with the words that could not be used."""
        self.desk.ledger.wish(QUESTION, reason=key)
        question, words = interview.question(key), interview.kept.get(key, "")
        assert question is not None
        asks = Line(self._say("question_told", label=question.label, prompt=question.prompt))
        wrote = (Line(self._say("question_words")), Quote(words)) if words else ()
        nudge = Button(self.office.phrases.buttons["board_nudge"], act="nudge", about=str(self.note.id))
        how = Line(self._say("question_how"))
        self._post(Message(parts=(asks, *wrote, how), buttons=(nudge,)))

    def _ask_for_time(self, interview: Interview, until: Moment) -> Tell:
        """Ask a coordinator for more time; where there is that much, or nobody to ask, say so."""
        due, lexicon = self.desk.due(interview), self.office.phrases.lexicon
        facts = {"day": long_day(until.day, lexicon), "due": long_day(due, lexicon) if due else ""}
        if due is None or self.note.status not in PASSES or until.day <= due:
            return Tell("need_not" if due is None or self.note.status not in PASSES else "need_enough", facts)
        asked = still(self.tx.wishes.of(self.note.id), NEED, UNTIL, ACCEPT)
        if asked and self._readers() and self._day(asked.until) == facts["day"]:
            return Tell("need_known", facts)
        self.desk.ledger.wish(NEED, until=self._instant(until))
        give = Button(self.office.phrases.buttons["board_until"], act="until", about=str(self.note.id))
        self._post(Message(parts=(Line(self._say("need_told", **facts)),), buttons=(give,)))
        return Tell("need_asked" if self._readers() else "need_nobody", facts)

    def _tell(self, sentence: str, quote: str = "") -> None:
        parts: list[Part] = [Line(sentence), *([Quote(quote)] if quote else [])]
        self._post(Message(parts=tuple(parts)))

    def _post(self, message: Message) -> None:
        for reader in self._readers():
            key = f"wish:{self.key}:{reader}"
            self.desk.mail.post(reader, message, key=key, purpose="tell", note=self.note.id)

    def _readers(self) -> Sequence[str]:
        return self.desk.handing_in.coordinators(but=self.note.person)

    def _instant(self, at: Moment) -> datetime:
        return self.office.instant(at, self.desk.person, self.desk.context.morning)

    def _day(self, at: datetime | None) -> str:
        assert at is not None
        day = at.astimezone(ZoneInfo(self.desk.person.zone)).date()
        return long_day(day, self.office.phrases.lexicon)

    def _say(self, key: str, **facts: object) -> str:
        known = {"name": self.desk.person.name, "title": self._title}
        return fill(self.office.phrases.post, key, {**known, **facts})

    @cached_property
    def _title(self) -> str:
        return self.desk.title
