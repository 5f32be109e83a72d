"""The kind `lines`: a list, one item per line, without the bullets it was pasted with."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.core.kinds.kind import Kind
from bot.core.kinds.sizes import count_fault, length_fault
from bot.core.lexicon import Lexicon
from bot.core.questions import Question
from bot.core.replies import Clear, Context, Doubt, Outcome, Reply, Shape, Unclear, Value
from bot.core.text import NARROW, clean, excerpt, straighten, unhyphenated, unmarked

_ENDS = ";.；。؛"  # noqa: RUF001 - the full stops of Chinese and Arabic
FULL = 0.8
"""How full a line is, of the widest, where the next word had no room: letters differ in width."""

_INITIALS = re.compile(r"\w\.\w")
_SHORT_NAME = re.compile(r"[^\W\d_]{2,4}\.")


def _parse(reply: Reply, question: Question, context: Context) -> Outcome:
    verb = bool(question.extra.get("verb"))
    lines = _unwrapped(straighten(unhyphenated(clean(reply.text))).split("\n"))
    items = [item for item in (_item(line, verb=verb) for line in lines) if item]
    items = [_uncapitalized(item, context.lexicon.verbs) for item in items] if verb else items
    fault = count_fault(items, question.least, question.most) or _item_fault(items, question)
    several = not verb and len(items) == 1 and _several(items[0], context.lexicon)
    return fault or (Doubt(items, "one_or_several", {"item": excerpt(items[0])}) if several else Clear(items))


def _several(line: str, lexicon: Lexicon) -> bool:
    """Say whether one line may be several names: a semicolon parts them, or all are initials: "IAEA, OSCE and UNODA".

    Commas alone do not tell: "Ministry of Trade, Industry and Energy" is one.
    """
    words = [word for word in line.replace(",", " ").split() if word.casefold() not in lexicon.ands]
    return ";" in line or ("," in line and all(word.isupper() for word in words))


def _unwrapped(lines: list[str]) -> list[str]:
    """Join lines that a PDF broke, in a list that begins with a bullet: elsewhere each line is an item.

    A line goes on with the one above if it begins small, without a bullet, and that one was full.
    """
    first = next((line for line in lines if line), "")
    if unmarked(first) == first:
        return lines
    full = max(NARROW, FULL * max(map(len, lines)))
    groups: list[list[str]] = []
    for before, line in zip(["", *lines], lines, strict=False):
        room = len(before) + 1 + len(line.split(" ", 1)[0]) <= full
        small = line[:1].islower() and unmarked(line) == line
        if before and small and not room and before[-1] not in _ENDS + ":!?":
            groups[-1].append(line)
        else:
            groups.append([line])
    return [" ".join(group) for group in groups]


def _item(line: str, *, verb: bool) -> str:
    """Strip the marker before and the stop after, and join a word that was broken behind one, until none is left."""
    before, item = "", line
    while before != item:
        before = item
        item = unhyphenated(_unstopped(unmarked(item), verb=verb).strip())
    return item


def _unstopped(item: str, *, verb: bool) -> str:
    """Drop final stops, but not those of "U.S." or, in a list of names, of "Acme Ltd."."""
    bare = item.rstrip(_ENDS + " ")
    if item[len(bare) : len(bare) + 1] != ".":
        return bare
    last = bare.rpartition(" ")[2] + "."
    name = bool(_SHORT_NAME.fullmatch(last)) and last[0].isupper() and last[1:].islower()
    return bare + "." if _INITIALS.search(last) or (name and not verb) else bare


def _uncapitalized(item: str, verbs: frozenset[str]) -> str:
    """Make the first letter small if the word is a verb that is known: "Share", but no name: "Kenya", "EU"."""
    first, rest = item[:1].lower(), item[1:]
    return first + rest if (first + rest).split(" ", 1)[0].rstrip(",") in verbs else item


def _item_fault(items: list[str], question: Question) -> Unclear | None:
    return next(_faults(items, question), None)


def _faults(items: list[str], question: Question) -> Iterator[Unclear]:
    seen: set[str] = set()
    for item in items:
        fault = length_fault(item, question.extra.get("item_least"), question.extra.get("item_most"))
        if fault:
            yield Unclear(f"item_{fault.key}", {"item": excerpt(item), **fault.facts})
        if item.casefold() in seen:
            yield Unclear("duplicate", {"item": excerpt(item)})
        seen.add(item.casefold())


def _show(value: Value, _question: Question, _context: Context) -> str:
    return "\n".join(value)


KIND = Kind(
    name="lines",
    shape=Shape.LINES,
    parse=_parse,
    show=_show,
    settings=frozenset({"verb", "item_least", "item_most"}),
    adds=True,
    own_words=True,
)
