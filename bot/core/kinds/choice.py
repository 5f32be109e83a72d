"""The kind `choice`: one of the question's choices, by its words, its number or its beginning."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from functools import lru_cache

from bot.core.kinds.kind import Kind
from bot.core.questions import Question
from bot.core.replies import Clear, Context, Doubt, Outcome, Reply, Shape, Unclear, Value
from bot.core.text import excerpt, one_line

_LONGEST_TYPO = 60
_HYPHEN = re.compile(r"(?<=\w)[-\u2010\u2011](?=\w)")


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
    """Return what counts when words are compared: not whether compounds are written with a hyphen."""
    return _HYPHEN.sub(" ", one_line(text)).replace("’", "'").strip(" .!)").casefold()  # noqa: RUF001 - the typed apostrophe


def unknown(said: str, found: list[str], choices: tuple[str, ...]) -> Unclear:
    """Say that the words name no choice, or more than one."""
    key = "ambiguous_choice" if found else "not_a_choice"
    near = found or _near(said, choices)
    return Unclear(key, {"said": excerpt(said), "choices": list(choices), "suggestions": near})


def _meant(said: str, words: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the choice for which the author gave this other word."""
    wanted = fold(said)
    return [choice for choice, others in words.items() if wanted in map(fold, others)]


def _named(said: str, choices: Sequence[str], words: Mapping[str, Sequence[str]]) -> str:
    """Return the choice that a longer reply names: the one with which it begins, or else the only one."""
    names = {fold(name): choice for choice in choices for name in (choice, *words.get(choice, ()))}
    longest = sorted(filter(None, names), key=len, reverse=True)
    one = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)")
    found = [(match.start(), names[match[0]]) for match in one.finditer(fold(said))] if longest else []
    if found and (found[0][0] == 0 or len({choice for _, choice in found}) == 1):
        return found[0][1]
    return ""


def _near(said: str, choices: tuple[str, ...]) -> list[str]:
    if len(said) > _LONGEST_TYPO:
        return []
    folded = {fold(choice): choice for choice in choices}
    return [folded[match] for match in get_close_matches(fold(said), folded, cutoff=0.7)]


def _parse(reply: Reply, question: Question, _context: Context) -> Outcome:
    said = one_line(reply.text)
    if not said:
        return Unclear("empty")
    words = question.extra.get("words", {})
    found = _meant(said, words) or find(said, question.choices)
    if not found and (named := _named(said, question.choices, words)):
        return Doubt(named, "choice_read", {"reading": named})
    return Clear(found[0]) if len(found) == 1 else unknown(said, found, question.choices)


def _show(value: Value, _question: Question, _context: Context) -> str:
    return str(value)


KIND = Kind(name="choice", shape=Shape.ONE, parse=_parse, show=_show, settings=frozenset({"words"}))
