"""What a kind of answer is: how a reply is read, how a value is shown, and how it is drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.core.questions import Question
from bot.core.replies import Context, Outcome, Reply, Shape, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of answer. `parse` never raises; `parse(show(value))` gives the value back.

    `settings` names what a question of this kind may say beyond the fields of every question.
    `adds` says that a second message to the same question is added to the first instead of replacing it;
    `goes_on` that this is so only while the next question was not seen yet. `own_words` says that whatever is
    typed fits, so that only its sense can tell whether it is an answer.
    """

    name: str
    shape: Shape
    parse: Callable[[Reply, Question, Context], Outcome]
    show: Callable[[Value, Question, Context], str]
    settings: frozenset[str] = frozenset()
    adds: bool = False
    goes_on: bool = False
    own_words: bool = False
