"""What is done to single lines of an answer: some are added, one is removed."""

from __future__ import annotations

from bot.core.answering import read, save
from bot.core.interview import Interview
from bot.core.kinds import KINDS
from bot.core.moves import On, Screen, Tell
from bot.core.replies import Clear, Context, Reply
from bot.core.turns import Turn, again, ask, stay


def ask_add(interview: Interview, rest: str, context: Context) -> Turn:
    """Ask what is to be added to the answer on the screen."""
    question = interview.question(interview.screen.key)
    if question is None or not KINDS[question.kind].adds:
        return again(interview, rest, context)
    return ask(interview, Screen(on=On.ADDING, key=question.key))


def remove(interview: Interview, rest: str, context: Context) -> Turn:
    """Take the line of this number out of the answer on the screen."""
    question = interview.question(interview.screen.key)
    items = interview.values.get(interview.screen.key)
    at = int(rest) - 1 if rest.isdecimal() else -1
    if question is None or not isinstance(items, list) or not 0 <= at < len(items):
        return stay(interview, Tell("remove_which"))
    left = [item for n, item in enumerate(items) if n != at]
    said = (Reply(KINDS[question.kind].show(left, question, context)),)
    if read(question, said, context) != Clear(left):
        return stay(interview, Tell("remove_which"))
    return save(interview, question, left, said)
