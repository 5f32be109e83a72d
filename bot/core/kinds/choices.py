"""The kind `choices`: several of the question's choices, in the order of the question."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.core.kinds.choice import find, fold, unknown
from bot.core.kinds.kind import Kind
from bot.core.kinds.sizes import count_fault
from bot.core.questions import Question
from bot.core.replies import Clear, Context, Outcome, Reply, Shape, Unclear, Value
from bot.core.text import clean, unmarked

_COMMAS = re.compile("[,，،、]")  # noqa: RUF001 - the commas of Chinese and Arabic
_NUMBERS = re.compile(r"[\d\s]+")


def _parse(reply: Reply, question: Question, context: Context) -> Outcome:
    text = clean(reply.text)
    if not text:
        return Unclear("empty")
    chosen: set[str] = set()
    for piece in _pieces(text, question.choices, context.lexicon.ands):
        found = find(piece, question.choices)
        if len(found) != 1:
            return unknown(piece, found, question.choices)
        chosen.add(found[0])
    value = [choice for choice in question.choices if choice in chosen]
    return count_fault(value, question.least, question.most) or Clear(value)


def _pieces(text: str, choices: tuple[str, ...], ands: frozenset[str]) -> Iterator[str]:
    """Split no further than needed: the words of one choice may hold a comma or an "and"."""
    for line in filter(None, text.split("\n")):
        if _is_one(line, choices):
            yield line
            continue
        for part in _split(line, ";", choices):
            for piece in _split(_COMMAS.sub(",", part), ",", choices):
                yield from _split_at_words(piece, choices, ands)


def _split(text: str, mark: str, choices: tuple[str, ...]) -> list[str]:
    if _is_one(text, choices):
        return [text]
    return [piece for piece in text.split(mark) if fold(piece)]


def _split_at_words(piece: str, choices: tuple[str, ...], ands: frozenset[str]) -> list[str]:
    bare = unmarked(piece.strip())
    if _is_one(piece, choices):
        return [piece]
    if _NUMBERS.fullmatch(piece):
        return piece.split()
    groups: list[list[str]] = [[]]
    for word in (bare if fold(bare) else piece).split():
        if word.casefold() in ands:
            groups.append([])
        else:
            groups[-1].append(word)
    return [" ".join(group) for group in groups if group]


def _is_one(text: str, choices: tuple[str, ...]) -> bool:
    return len(find(text, choices)) == 1


def _show(value: Value, question: Question, _context: Context) -> str:
    plain = not any(_COMMAS.search(choice) or ";" in choice for choice in question.choices)
    return (", " if plain else "\n").join(value)


KIND = Kind(name="choices", shape=Shape.MANY, parse=_parse, show=_show)
