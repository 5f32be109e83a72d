"""What an expert does with readers' remarks: answers them, or keeps what stands there; the last hands the draft in."""

from __future__ import annotations

from bot.core.interview import Interview
from bot.core.kinds import KINDS
from bot.core.moves import Ask, On, Pass, Save, Show, Tell
from bot.core.replies import Context, Reply
from bot.core.turns import Handler, Turn, ask, onward

_AFTER = frozenset({On.MORE, On.REASON, On.WHEN})
"""Screens that come after the answer to a question, and belong to it."""


def keep_as_it_is(interview: Interview, _rest: str, context: Context) -> Turn:
    """Leave the answer and go on; one that a reader asks about is saved once more, which answers them."""
    key = interview.screen.key
    question = interview.question(key)
    if question is None or key not in interview.remarks or key not in interview.answers:
        return onward(interview)
    value = interview.answers[key]
    said = interview.said.get(key) or (Reply(KINDS[question.kind].show(value, question, context)),)
    return onward(interview.saved(key, value, said), Save(key, value, said), Tell("as_it_was", {"key": key}))


def remarks_first(interview: Interview) -> Turn | None:
    """Ask what readers wait for, before the next version is handed in; None where they wait for nothing."""
    if not interview.asked:
        return None
    return ask(interview, interview.onward(), Tell("remarks_first", {"n": len(interview.asked)}))


def completed(before: Interview, turn: Turn, submit: Handler, context: Context) -> Turn:
    """Hand the next version in when this turn gave the last answer that a reader asked for."""
    if not _completes(before, turn):
        return turn
    done = submit(turn.interview, "", context)
    return Turn(done.interview, (*turn.effects[:-1], *done.effects))


def _completes(before: Interview, turn: Turn) -> bool:
    *effects, last = turn.effects
    goes_on = isinstance(last, Ask) and last.screen == turn.interview.onward()
    settled = before.screen.on in _AFTER or any(isinstance(effect, (Save, Pass)) for effect in effects)
    shows = any(isinstance(effect, Show) for effect in effects) or before.screen.on is On.FINDING
    return turn.interview.answers_all and goes_on and settled and not shows
