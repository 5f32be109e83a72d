"""Where each sentence of a draft comes from: an answer is written in other letters, and what changes is its.

So a stored draft never meets a mark, and a filter of the template need not know that it is watched.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from types import SimpleNamespace
from typing import Any

from jinja2 import TemplateError

from bot.core.interview import Interview
from bot.core.questions import AUTHORS
from bot.core.replies import Context
from bot.render.drafts import Gap, filling, write
from bot.render.library import Folder
from bot.render.markdown import blocks

OTHERS = {"Lu": ("Q", "Z"), "Ll": ("q", "z"), "Lo": ("א", "ב"), "Nd": ("5", "6")}
"""By kind of character, the one that stands for all of them, and the one that stands for that one."""

TITLES = "".join(rf"(?<!\b{re.escape(title)}\.)" for title in ("Mr", "Mrs", "Ms", "Dr", "Prof", "H.E"))
# A sentence ends at a stop that a blank and no small letter follow; in Chinese the stop is enough.
END = re.compile(rf"(?<=[.!?؟]){TITLES}\s+(?=[^\W\d_a-z]|[\d\"“«(\[•])|(?<=[。！？；])|\n+")  # noqa: RUF001 - Chinese stops


@dataclass(frozen=True, slots=True, kw_only=True)
class Traced:
    """A sentence, the keys of the questions whose answers are in it or decide about it, and constants that are in it.

    What the first, second ... of the others wrote to a question has its key with `+1`, `+2` ... behind it.
    Of a sentence that was `edited` after the draft was made from the answers neither is known. Without any it is
    the note type's own.
    """

    sentence: str
    keys: tuple[str, ...] = ()
    constants: tuple[str, ...] = ()
    edited: bool = False


def trace(sheet: str, folder: Folder, interview: Interview, context: Context) -> Sequence[Traced]:
    """Return the sentences of a draft, in order; the interview is the one that it was made from."""
    values = filling(interview, context)
    told = sentences(sheet)
    plain = sentences(write(folder, values))
    keys: list[list[str]] = [[] for _ in plain]
    constants: list[list[str]] = [[] for _ in plain]
    for key, other in _others(values, interview, context):
        for at in _changed(plain, _written(folder, other) or plain):
            (constants if key in interview.type.constants else keys)[at].append(key)
    made = dict(_kept(told, plain))
    return [
        Traced(sentence=sentence, keys=tuple(keys[made[at]]), constants=tuple(constants[made[at]]))
        if at in made
        else Traced(sentence=sentence, edited=True)
        for at, sentence in enumerate(told)
    ]


def sentences(sheet: str) -> list[str]:
    """Return the sentences of a sheet, as they are read; a heading is one."""
    found = ([block.shown] if block.level else END.split(block.shown) for block in blocks(sheet))
    return [part.strip() for parts in found for part in parts if part.strip()]


def _written(folder: Folder, values: Mapping[str, Any]) -> list[str] | None:
    """Return the sentences; None where the template can not do with a value that nobody would give."""
    try:
        return sentences(write(folder, values))
    except TemplateError:
        return None


def _others(
    values: Mapping[str, Any], interview: Interview, context: Context
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Give each key with the values among which its own is written in other letters."""
    for key, value in values.items():
        if key == AUTHORS:  # how many there are, which no answer says
            continue
        if key == interview.type.each and interview.others and key in interview.values:
            yield from ((one, {**values, key: other}) for one, other in _each(interview, context))
            continue
        if key not in interview.type.groups:
            yield key, {**values, key: _other(value)}
            continue
        for number, item in enumerate(value):
            for name, inner in vars(item).items():
                items = list(value)
                items[number] = SimpleNamespace(**{**vars(item), name: _other(inner)})
                yield f"{key}.{number + 1}.{name}", {**values, key: items}


def _each(interview: Interview, context: Context) -> Iterator[tuple[str, Any]]:
    """Give what the authors wrote side by side, in turn with the words of one of them in other letters."""
    key, others = interview.type.each, interview.others
    own = replace(interview, answers={**interview.answers, key: _other(interview.values[key])})
    yield key, filling(own, context)[key]
    for at, (name, text) in enumerate(others):
        changed = (*others[:at], (name, _other(text)), *others[at + 1 :])
        yield f"{key}+{at + 1}", filling(replace(interview, others=changed), context)[key]


def _other(value: Any) -> Any:  # noqa: ANN401  whatever a template sees
    if isinstance(value, str):
        other = "".join(map(_other_character, value))
        return other if other != value else f"{value}q"
    if isinstance(value, Gap):
        return Gap(_other(value.label))
    if isinstance(value, Mapping):
        return {key: _other(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_other(inner) for inner in value]
    return not value if isinstance(value, bool) else value + 1


def _other_character(character: str) -> str:
    others = OTHERS.get(unicodedata.category(character))
    if others is None:
        return character
    usual, instead = others
    return usual if character != usual else instead


def _changed(before: Sequence[str], after: Sequence[str]) -> set[int]:
    """Return the places of the sentences that are not there any more."""
    return set(range(len(before))) - {at for at, _ in _kept(before, after)}


def _kept(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Give the places of each sentence that is in both."""
    for at, other, length in SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks():
        yield from ((at + n, other + n) for n in range(length))
