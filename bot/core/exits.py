"""The exits from being reminded: not now, away, stop, somebody else, did not attend. Each is a record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.core.interview import Interview
from bot.core.leaving import moment, will_ask_then
from bot.core.lexicon import Lexicon
from bot.core.moments import read_moment
from bot.core.moves import WEEKDAYS, Close, Effect, Moment, On, Screen, Tell, Want, Word
from bot.core.options import STAY
from bot.core.replies import Context, Reply
from bot.core.turns import Handler, Turn, ask, onward, stay
from bot.core.words import is_nothing, is_question, normal

REASONS = {Word.CLOSE: "absent", Word.NOBODY: "nobody", Word.MOVED: "moved", Word.NOTHING: "nothing"}
"""Why somebody who did not attend owes no note."""

DATES = frozenset({"date", "date_range"})
"""Kinds of questions to which a day is an answer."""


def snooze(word: Word) -> Handler:
    """Return what pressing this time does to a message that came by itself: it comes again then."""

    def handle(interview: Interview, _rest: str, context: Context) -> Turn:
        at = moment(word, context.today, context.morning)
        assert at is not None
        return will_ask_then(interview, at)

    return handle


UNTIL = 5
"""Words at most that say until when."""


def snooze_typed(interview: Interview, reply: Reply, context: Context) -> Turn | None:
    """Take a moment that was typed to a message that came by itself; None where it may be the answer."""
    question = interview.question(interview.screen.key)
    dated = question is not None and question.kind in DATES
    if not interview.screen.exits or dated or reply.files or interview.screen.on in ASKS:
        return None
    at = read_moment(reply.text, context)
    return will_ask_then(interview, at) if at else None


def later_said(interview: Interview, reply: Reply, context: Context) -> Turn | None:
    """Take "remind me tomorrow at 9", which is no answer to a question; None for anything else."""
    says_so = normal(reply.text).startswith(context.lexicon.later) and not reply.files
    if not says_so or interview.screen.on in ASKS | {On.REASON, On.CLOSED}:
        return None
    at = read_moment(reply.text, context)
    return will_ask_then(interview, at) if at else None


def away_said(interview: Interview, reply: Reply, context: Context) -> Turn | None:
    """Take "away until 30 June", or "need until 30 June": no answer on any screen; None for anything else.

    Where the day can not be read it is asked for: "away until 31 February" is no answer either.
    """
    for word, (_, follows) in () if reply.files else UNTIL_THEN.items():
        if at := until_said(reply.text, context, word):
            return Turn(interview, follows(at))
        if rest := _until_what(reply.text, context, word):
            return until_typed(word)(interview, replace(reply, text=rest), context)
    return None


def _until_what(text: str, context: Context, word: Word) -> str:
    """Return what follows "away until", where a number in it says that a day was meant; nothing for anything else."""
    said, names = normal(text), context.lexicon.commands[word.value]
    longer = [name for name in names if any(name.startswith(f"{other} ") for other in names)]
    rest = next((said.removeprefix(name) for name in longer if said.startswith(f"{name} ")), "").strip()
    return rest if len(rest.split()) <= UNTIL and any(map(str.isdigit, rest)) else ""


def until_said(text: str, context: Context, word: Word = Word.AWAY) -> Moment | None:
    """Return until when somebody says that they are away, or what else ends; None for what says nothing of the kind."""
    said = normal(text)
    names = context.lexicon.commands[word.value]
    rests = [said.removeprefix(f"{name} ") for name in names if said.startswith(f"{name} ")]
    return next((at for rest in rests if (at := read_moment(rest, context))), None)


def back_said(text: str, lexicon: Lexicon) -> bool:
    """Say whether somebody says that they are back."""
    return normal(text) in lexicon.commands[Word.REMIND.value]


def _away(at: Moment) -> tuple[Effect, ...]:
    return Want("away", until=at), Tell("away_noted", {"at": at})


def _need(at: Moment) -> tuple[Effect, ...]:
    return (Want("need", until=at),)


UNTIL_THEN = {Word.AWAY: (On.AWAY, _away), Word.NEED: (On.NEEDING, _need)}
"""What is wanted until a moment, for all notes or more time for this one: the screen that asks for it, what follows."""


def until(word: Word) -> Handler:
    """Return what a word does that wants something until a moment: ask until when, where that is not said."""

    def handle(interview: Interview, rest: str, context: Context) -> Turn:
        on, _ = UNTIL_THEN[word]
        if rest:
            return until_typed(word)(interview, Reply(rest), context)
        return ask(interview, Screen(on=on, key=interview.screen.key))

    return handle


def until_typed(word: Word) -> Callable[[Interview, Reply, Context], Turn]:
    """Return what takes the moment until which it is wanted."""
    on, follows = UNTIL_THEN[word]

    def take(interview: Interview, reply: Reply, context: Context) -> Turn:
        at = read_moment(reply.text, context)
        if at is None:
            screen = Screen(on=on, key=interview.screen.key)
            return ask(interview, screen, Tell("when_unclear", {"said": reply.text}))
        return Turn(interview, follows(at))

    return take


def stop(interview: Interview, _rest: str, _context: Context) -> Turn:
    """Stop the reminders of one note, after one question."""
    return ask(interview, Screen(on=On.STOPPING, key=interview.screen.key))


def stop_typed(interview: Interview, reply: Reply, context: Context) -> Turn:
    """Take the reason."""
    reason = "" if is_nothing(reply.text, context.lexicon) else reply.text
    return Turn(interview, (Want("stop", reason=reason), Tell("stopped", {"said": reply.text})))


def stop_unsaid(interview: Interview, _rest: str, _context: Context) -> Turn:
    """Stop without a reason."""
    return Turn(interview, (Want("stop"), Tell("stopped")))


def remind(interview: Interview, _rest: str, _context: Context) -> Turn:
    """Be reminded again, and be back."""
    return onward(interview, Want("resume"), Tell("reminding"))


def hand_over(interview: Interview, _rest: str, _context: Context) -> Turn:
    """Ask who could write it."""
    return ask(interview, Screen(on=On.HANDING, key=interview.screen.key))


def hand_over_typed(interview: Interview, reply: Reply, context: Context) -> Turn:
    """Take the name of a colleague, or words for the coordinator; a question to the bot is neither."""
    if is_question(reply.text, context.lexicon):
        return stay(interview, Tell("not_understood", quote=reply.text))
    return Turn(interview, (Want("help", reason=reply.text), Tell("help_asked", {"said": reply.text})))


def a_colleague_went(interview: Interview, rest: str, context: Context) -> Turn:
    """Ask who that was, where it is not said."""
    return hand_over_typed(interview, Reply(rest), context) if rest else hand_over(interview, rest, context)


def part(interview: Interview, _rest: str, _context: Context) -> Turn:
    """Go on: what somebody saw of a part is worth a note."""
    return onward(interview, Want("part"), Tell("part_noted"))


def did_not_attend(interview: Interview, _rest: str, _context: Context) -> Turn:
    """Ask what is to be noted of it."""
    if interview.version:
        return _too_late(interview)
    return ask(interview, Screen(on=On.SURE_ABSENT))


def someone_else(interview: Interview, rest: str, context: Context) -> Turn:
    """End it without a note, after one question if there are answers; who is named is asked to take it instead."""
    if interview.version:
        return _too_late(interview)
    if rest:
        return hand_over_typed(interview, Reply(rest), context)
    if interview.said and interview.screen.on is not On.SURE_OTHER:
        return ask(interview, Screen(on=On.SURE_OTHER))
    return Turn(interview, (Close("other"), Tell("closed_other")))


def drop(interview: Interview, _rest: str, _context: Context) -> Turn:
    """Close a note of one's own that was begun by mistake; what a coordinator asked for has exits with a reason."""
    if interview.version:
        return _too_late(interview)
    if not interview.own:
        return stay(interview, Tell("drop_owed"))
    return Turn(interview, (Close("dropped"), Tell("closed_dropped")))


def write_together(interview: Interview, rest: str, _context: Context) -> Turn:
    """Join the note of a colleague on the same event; one's own ends with that."""
    if interview.version:
        return _too_late(interview)
    found = [name for name in interview.company if normal(name).startswith(normal(rest))]
    if len(found) != 1:
        names = list(interview.company)
        return stay(
            interview,
            Tell("together_which", {"names": names, "first": names[0]}) if names else Tell("together_nobody"),
        )
    name, joined = found[0], Tell("closed_joined", {"colleague": found[0]})
    return Turn(interview, (Want("together", reason=name), Close("joined", name), joined))


def close(word: Word) -> Handler:
    """Return what a reason does: it ends the note without a draft."""

    def handle(interview: Interview, _rest: str, _context: Context) -> Turn:
        if interview.version:
            return _too_late(interview)
        why = REASONS[word]
        return Turn(interview, (Close(why), Tell(f"closed_{why}")))

    return handle


def _too_late(interview: Interview) -> Turn:
    return Turn(interview, (Tell("already_submitted", {"version": interview.version}),))


def go_back(interview: Interview, _rest: str, _context: Context) -> Turn:
    """Leave an exit as it is, and go on."""
    return onward(interview)


ASKS = frozenset({On.AWAY, On.NEEDING, On.STOPPING, On.HANDING, On.PAUSED, On.OPENING, On.WHEN})
"""Screens that take a moment or words of their own."""

TYPED = {
    On.AWAY: until_typed(Word.AWAY),
    On.NEEDING: until_typed(Word.NEED),
    On.STOPPING: stop_typed,
    On.HANDING: hand_over_typed,
}
"""What a reply to each of them does."""

BY_EXIT = {
    Word.TOMORROW: snooze(Word.TOMORROW),
    **{day: snooze(day) for day in WEEKDAYS},
    Word.AWAY: until(Word.AWAY),
    Word.NEED: until(Word.NEED),
    Word.HAND_OVER: hand_over,
    Word.STOP: stop,
    Word.DROP: drop,
}
"""What the exits do, on whichever screen they are offered."""

ON_EXIT = {
    **{(On.SURE_ABSENT, word): close(word) for word in REASONS},
    **{(on, Word.COLLEAGUE): a_colleague_went for on in (On.OPENING, On.FACTS, On.SURE_ABSENT)},
    (On.SURE_ABSENT, Word.PART): part,
    (On.SURE_OTHER, Word.CLOSE): someone_else,
    (On.STOPPING, Word.NO_REASON): stop_unsaid,
    **{
        (on, word): go_back
        for on in (On.SURE_ABSENT, On.SURE_OTHER, On.AWAY, On.NEEDING, On.STOPPING, On.HANDING)
        for word in STAY
    },
}
"""What the screens of an exit offer."""
