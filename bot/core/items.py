"""What is done to an answer that stands: it is replaced, some lines are added, one is removed, or it is left."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.answering import read, save
from bot.core.interview import Interview
from bot.core.kinds import KINDS
from bot.core.listening import not_understood
from bot.core.moves import On, Screen, Tell, Word
from bot.core.replies import Context, Reply, Shape, Unclear
from bot.core.reviewing import keep_as_it_is
from bot.core.turns import Handler, Turn, again, ask, stay
from bot.core.words import normal

LEAST = 2
"""Lines of which one can go: the last one can not."""


def ask_add(interview: Interview, rest: str, context: Context) -> Turn:
    """Ask what is to be added to the answer on the screen."""
    question = interview.question(interview.screen.key)
    if question is None or not KINDS[question.kind].adds:
        return again(interview, rest, context)
    return ask(interview, Screen(on=On.ADDING, key=question.key))


def ask_replace(interview: Interview, rest: str, context: Context) -> Turn:
    """Ask for what is to stand there instead; without an answer there is nothing to replace."""
    key = interview.screen.key
    if key not in interview.values:
        return again(interview, rest, context)
    return ask(interview, Screen(on=On.REPLACING, key=key))


def lines_of(interview: Interview, key: str, context: Context) -> tuple[str, ...]:
    """Return the lines of an answer of which one may go; none where it has no lines, or one alone."""
    question, value = interview.question(key), interview.values.get(key)
    if question is None or not isinstance(value, list) or len(value) < LEAST:
        return ()
    kind = KINDS[question.kind]
    return tuple(kind.show([item], question, context) for item in value) if kind.shape is Shape.LINES else ()


def remove(interview: Interview, rest: str, context: Context) -> Turn:
    """Take the line of this number out of the answer on the screen; without a number, ask which."""
    key = interview.screen.key
    lines = lines_of(interview, key, context)
    if lines and not rest:
        return ask(interview, Screen(on=On.REMOVING, key=key))
    question, items = interview.question(key), interview.values.get(key)
    at = int(rest) - 1 if rest.isdecimal() else -1
    if question is None or not 0 <= at < len(lines):
        told = "remove_which" if isinstance(items, list) else "remove_none"
        return stay(interview, Tell(told, {"key": key}))
    left = [item for n, item in enumerate(items or ()) if n != at]
    said = (Reply(KINDS[question.kind].show(left, question, context)),)
    outcome = read(question, said, context)
    if isinstance(outcome, Unclear) or outcome.value != left:
        return stay(interview, Tell("remove_which"))
    return save(interview, question, left, said)


def to_removing(interview: Interview, reply: Reply, context: Context) -> Turn:
    """Take the number of the line that is to go, or its words."""
    lines = lines_of(interview, interview.screen.key, context)
    said = normal(reply.text)
    numbers = [str(n) for n, line in enumerate(lines, 1) if said in {str(n), normal(line)}]
    if reply.files or len(numbers) != 1:
        return not_understood(interview, reply, context)
    return remove(interview, numbers[0], context)


ON_ITEMS: Mapping[tuple[On, Word], Handler] = {
    (On.EDITING, Word.KEEP): keep_as_it_is,
    (On.EDITING, Word.CANCEL): keep_as_it_is,
    (On.EDITING, Word.REPLACE): ask_replace,
    (On.EDITING, Word.ADD): ask_add,
    (On.EDITING, Word.REMOVE): remove,
    (On.REMOVING, Word.REMOVE): remove,
    **{
        (on, word): keep_as_it_is
        for on in (On.ADDING, On.REPLACING, On.REMOVING)
        for word in (Word.KEEP, Word.CANCEL)
    },
}
