"""The kind `choice`: one of the question's choices, by its words, its number or its beginning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from functools import lru_cache

from bot.core.kinds.kind import Kind
from bot.core.questions import Question
from bot.core.replies import Clear, Context, Outcome, Reply, Shape, Unclear, Value
from bot.core.text import excerpt, one_line

_LONGEST_TYPO = 60


def find(said: str, choices: tuple[str, ...]) -> list[str]:
    """Return the choices that these words may mean: one is an answer, several are a question back."""
    wanted = fold(said)
    exact = [choice for choice in choices if fold(choice) == wanted]
    if exact or not wanted:
        return exact[:1]
    if wanted.isdecimal() and len(wanted) <= 3:
        number = int(wanted)
        return list(choices[number - 1 : number]) if number else []
    return [choice for choice in choices if fold(choice).startswith(wanted)]


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Return what counts when words are compared."""
    return one_line(text).replace("’", "'").strip(" .!)").casefold()  # noqa: RUF001 - the typed apostrophe


def unknown(said: str, found: list[str], choices: tuple[str, ...]) -> Unclear:
    """Say that the words name no choice, or more than one."""
    key = "ambiguous_choice" if found else "not_a_choice"
    near = found or _near(said, choices)
    return Unclear(key, {"said": excerpt(said), "choices": list(choices), "suggestions": near})


def _meant(said: str, words: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the choice for which the author gave this other word."""
    wanted = fold(said)
    return [choice for choice, others in words.items() if wanted in map(fold, others)]


def _near(said: str, choices: tuple[str, ...]) -> list[str]:
    if len(said) > _LONGEST_TYPO:
        return []
    folded = {fold(choice): choice for choice in choices}
    return [folded[match] for match in get_close_matches(fold(said), folded, cutoff=0.7)]


def _parse(reply: Reply, question: Question, _context: Context) -> Outcome:
    said = one_line(reply.text)
    if not said:
        return Unclear("empty")
    found = _meant(said, question.extra.get("words", {})) or find(said, question.choices)
    return Clear(found[0]) if len(found) == 1 else unknown(said, found, question.choices)


def _show(value: Value, _question: Question, _context: Context) -> str:
    return str(value)


KIND = Kind(name="choice", shape=Shape.ONE, parse=_parse, show=_show, settings=frozenset({"words"}))
