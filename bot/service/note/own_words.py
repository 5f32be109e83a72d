"""What somebody writes of their own in a form, where nobody can be asked whether it was meant so."""

from __future__ import annotations

from bot.core.kinds import KINDS
from bot.core.moves import On, Screen
from bot.core.questions import Question
from bot.core.replies import Context, Doubt, Outcome, Reply, Unclear
from bot.core.words import find, is_nothing


def own_words(text: str, question: Question, context: Context) -> Outcome:
    """Read the words; a command, a word for nothing and what is too short are no words of their own."""
    screen = Screen(on=On.QUESTION, key=question.key)
    if text and (is_nothing(text, context.lexicon) or find(text, context.lexicon, screen)):
        return Unclear("no_own_words")
    outcome = KINDS[question.kind].parse(Reply(text), question, context)
    if isinstance(outcome, Doubt) and outcome.key == "short":
        return Unclear("too_short", outcome.facts)
    return outcome
