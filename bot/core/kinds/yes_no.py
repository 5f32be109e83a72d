"""The kind `yes_no`: true or false. A question may bring its own two words as choices, yes first."""

from __future__ import annotations

from bot.core.kinds.choice import fold
from bot.core.kinds.kind import Kind
from bot.core.questions import Question
from bot.core.replies import Clear, Context, Outcome, Reply, Shape, Unclear, Value
from bot.core.text import excerpt

# The lexicon knows what is understood, not which of its words is written.
_WRITTEN = ("yes", "no")


def _parse(reply: Reply, question: Question, context: Context) -> Outcome:
    said = fold(reply.text)
    if not said:
        return Unclear("empty")
    yes, no = (fold(word) for word in _words(question))
    if said == yes or said in context.lexicon.yes:
        return Clear(True)
    if said == no or said in context.lexicon.no:
        return Clear(False)
    return Unclear("yes_or_no", {"said": excerpt(reply.text)})


def _words(question: Question) -> tuple[str, str]:
    match question.choices:
        case (yes, no):
            return yes, no
        case _:
            return _WRITTEN


def _show(value: Value, question: Question, _context: Context) -> str:
    yes, no = _words(question)
    return yes if value else no


KIND = Kind(name="yes_no", shape=Shape.ONE, parse=_parse, show=_show)
