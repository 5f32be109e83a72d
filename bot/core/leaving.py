"""The ways to put something off or to get out: skip with a reason and a date, pause, leave open, close."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from bot.core.interview import Interview
from bot.core.lexicon import MORNING
from bot.core.moments import read_moment
from bot.core.moves import WEEKDAYS, Moment, On, Pass, Screen, Tell, Wake, Want, Word
from bot.core.replies import Context, Reply
from bot.core.turns import Handler, Turn, ask, onward, stay

EVENING = 20


def moment(word: Word, today: date, morning: int = MORNING) -> Moment | None:
    """Return the moment that a word names, seen from today; None for a word that names none.

    `morning` is the hour of a day that is named without one.
    """
    match word:
        case Word.TONIGHT:
            return Moment(today, EVENING)
        case Word.TOMORROW:
            return Moment(today + timedelta(days=1), morning)
        case _ if word in WEEKDAYS:
            ahead = (WEEKDAYS.index(word) - today.weekday() - 1) % 7 + 1
            return Moment(today + timedelta(days=ahead), morning)
        case _:
            return None


def skip(interview: Interview, rest: str, _context: Context) -> Turn:
    """Skip the question on screen; without a reason typed, ask for one in one tap."""
    key = interview.screen.key
    if not key and interview.screen.on is On.REVIEW and interview.open:
        return onward(interview)
    if not key:
        return ask(interview, interview.screen, Tell("nothing_to_skip"))
    if key in interview.values:
        return onward(interview, Tell("as_it_was", {"key": key}))
    question = interview.question(key)
    after = interview.passed(key, rest)
    told = Tell("skipped", {"key": key})
    if rest or (question and not question.shows):
        return onward(after, Pass(key, rest), told)
    return ask(after, Screen(on=On.REASON, key=key), Pass(key), told)


def reason(word: Word) -> Handler:
    """Return what pressing this reason does: note it, and ask when to come back if it is worth it."""

    def handle(interview: Interview, _rest: str, _context: Context) -> Turn:
        key = interview.screen.key
        if word in {Word.GETTING, Word.ORGANIZER}:
            return ask(interview.passed(key, word), Screen(on=On.WHEN, key=key), Pass(key, word))
        return onward(interview.passed(key, word), Pass(key, word))

    return handle


def when(word: Word) -> Handler:
    """Return what pressing this time does to a skipped question: a promise to ask just that one."""

    def handle(interview: Interview, _rest: str, context: Context) -> Turn:
        return _promise(interview, moment(word, context.today, context.morning))

    return handle


def when_typed(interview: Interview, reply: Reply, context: Context) -> Turn:
    """Take a moment that was typed."""
    at = read_moment(reply.text, context)
    if at is None:
        return ask(interview, interview.screen, Tell("when_unclear", {"said": reply.text}))
    return _promise(interview, at)


def _promise(interview: Interview, at: Moment | None) -> Turn:
    key = interview.screen.key
    why = interview.skipped.get(key, "")
    if at is None:
        return onward(interview, Pass(key, why), Tell("will_not_ask"))
    effects = (Pass(key, why, at), Wake(at, Screen(on=On.QUESTION, key=key)), Tell("will_ask", {"at": at}))
    return onward(interview, *effects)


def leave(interview: Interview, _rest: str, _context: Context) -> Turn:
    """Leave open a question whose reply could not be used; the words are kept."""
    key = interview.screen.key
    if key in interview.values:
        return onward(interview, Tell("as_it_was", {"key": key}))
    return onward(interview.passed(key, "left"), Pass(key, "left"), Tell("left_open", {"key": key}))


def leave_until(word: Word) -> Handler:
    """Return what leaves it open, and promises to ask it on this day."""

    def handle(interview: Interview, _rest: str, context: Context) -> Turn:
        key = interview.screen.key
        if key in interview.values:
            return onward(interview, Tell("as_it_was", {"key": key}))
        return _promise(interview.passed(key, "left"), moment(word, context.today, context.morning))

    return handle


def ask_coordinator(interview: Interview, _rest: str, _context: Context) -> Turn:
    """Leave it open, and let a coordinator know that somebody is stuck there, with the words that could not be used."""
    key = interview.screen.key
    if key in interview.values:
        return onward(interview, Tell("as_it_was", {"key": key}))
    wants = Want("question", reason=key)
    told = Tell("coordinator_asked", {"key": key})
    return onward(interview.passed(key, "left"), Pass(key, "left"), wants, told)


def pause(interview: Interview, _rest: str, _context: Context) -> Turn:
    """Stop for now. `key` stays that of the question, so that the bot can say where it was."""
    key = interview.screen.key or interview.onward().key
    screen = Screen(on=On.PAUSED, key=key, about=interview.screen.about, exits=True)
    return ask(interview, screen, Tell("paused", {"key": key}))


def resumed(interview: Interview) -> Screen:
    """Return where somebody goes on: at the finding that waits for their word, else at whatever comes next."""
    screen = interview.screen
    return Screen(on=On.FINDING, key=screen.key, about=screen.about) if screen.about else interview.onward()


def come_back(word: Word) -> Handler:
    """Return what pressing this time does to a pause, or to a first contact that comes at a bad moment."""

    def handle(interview: Interview, _rest: str, context: Context) -> Turn:
        at = moment(word, context.today, context.morning)
        if at is None:
            return Turn(interview, (Tell("come_yourself"),))
        return will_ask_then(interview, at)

    return handle


def come_back_typed(interview: Interview, reply: Reply, context: Context) -> Turn | None:
    """Take a moment that was typed to a pause or a first contact; None when the reply is none."""
    at = read_moment(reply.text, context)
    return will_ask_then(interview, at) if at else None


def pick(interview: Interview, rest: str, context: Context) -> Turn:
    """Take the moment that was picked in a form, or typed after the word; without one, say how it is typed."""
    if not rest:
        return stay(interview, Tell("pick_how"))
    at = read_moment(rest, context)
    if at is None:
        return stay(interview, Tell("when_unclear", {"said": rest}))
    return _promise(interview, at) if interview.screen.on is On.WHEN else will_ask_then(interview, at)


def will_ask_then(interview: Interview, at: Moment) -> Turn:
    """End the turn with the promise to come back; nothing comes by itself before."""
    opening = interview.screen.on is On.OPENING
    following = interview.screen if opening else replace(resumed(interview), exits=True)
    return Turn(interview, (Wake(at, following), Tell("will_come", {"at": at})))


ON_LEAVING: Mapping[tuple[On, Word], Handler] = {
    (On.STUCK, Word.LEAVE): leave,
    **{(On.STUCK, day): leave_until(day) for day in WEEKDAYS},
    (On.STUCK, Word.COORDINATOR): ask_coordinator,
    **{
        (On.REASON, word): reason(word) for word in (Word.UNFIT, Word.GETTING, Word.ORGANIZER, Word.NO_REASON)
    },
    **{(On.WHEN, word): when(word) for word in (Word.TOMORROW, *WEEKDAYS, Word.NEVER)},
    **{
        (on, word): come_back(word)
        for on in (On.OPENING, On.PAUSED)
        for word in (Word.TONIGHT, Word.TOMORROW, *WEEKDAYS)
    },
    (On.PAUSED, Word.MYSELF): come_back(Word.MYSELF),
}
