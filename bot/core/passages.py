"""A passage of a note in which words are looked for: what is quoted in it is somebody else's and stays."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

# Each can be entered only where a quotation, a link or an address begins: one pass over the text.
_LINK = re.compile(r'(?<!\w)https?://[^\s<>"]{1,2000}')
_ADDRESS = re.compile(rf"{_LINK.pattern}|(?<![\w.+-])[\w.+-]{{1,64}}@[\w.-]{{1,255}}")
_FOREIGN = re.compile(rf'"[^"\n]{{1,400}}"|{_ADDRESS.pattern}')
HIDDEN = "\0"
"""Stands for each character that is not to be looked at, so that places stay the same."""


@dataclass(frozen=True, slots=True)
class Passage:
    """The answer to a question as it is shown, whether it is `prose`, and with parts of it hidden.

    `plain` is without quotations, links and addresses, `unlinked` without links alone.
    """

    key: str
    text: str
    prose: bool
    plain: str
    unlinked: str

    def hit(self, start: int, end: int, fix: str = "") -> Hit:
        """Return the words from here to there as a hit."""
        return Hit(self.key, start, end, self.text[start:end], fix)


@dataclass(frozen=True, slots=True)
class Hit:
    """Words that a rule found, and what would stand in their place."""

    key: str
    start: int
    end: int
    words: str
    fix: str = ""


def called(key: str) -> str:
    """Return how the note type calls a question; in a repeat group the key also holds its number."""
    return key.rpartition(".")[2]


def passage(key: str, text: str, *, prose: bool) -> Passage:
    """Return the answer, ready to be looked through."""
    return Passage(key, text, prose, _FOREIGN.sub(_hide, text), _LINK.sub(_hide, text))


def without_addresses(text: str) -> str:
    """Return a text with its links and addresses hidden, and what it quotes in it."""
    return _ADDRESS.sub(_hide, text)


def _hide(found: re.Match[str]) -> str:
    return HIDDEN * len(found[0])


def matches(pattern: str, texts: Iterable[Passage]) -> Iterator[tuple[Passage, re.Match[str]]]:
    """Give every match in what is the author's own words."""
    compiled = re.compile(pattern)
    return ((each, found) for each in texts for found in compiled.finditer(each.plain))


def any_of(words: Iterable[str]) -> str:
    """Return a pattern for one of these words as they stand, the longest first; without words it fits nowhere.

    An apostrophe fits in both of its forms. Each word stands in it once: one that fits in two ways makes a search for
    a row of them slow.
    """
    return _any_of(tuple(words))


def folded(text: str) -> str:
    """Return words so that they can be compared: in small letters, and with a straight apostrophe."""
    return _straight(text).casefold()


def _straight(text: str) -> str:
    return text.replace("’", "'")  # noqa: RUF001  as typed


@lru_cache(maxsize=64)
def _any_of(words: tuple[str, ...]) -> str:
    each = dict.fromkeys(re.escape(_straight(word)) for word in words if word)
    known = [word.replace("'", "['’]") for word in sorted(each, key=len, reverse=True)]  # noqa: RUF001  as typed
    return f"(?:{'|'.join(known)})" if known else r"(?!)"


BESIDE = 120
"""Characters that are shown before and after words, so that they can be judged."""


def around(text: str, start: int, length: int) -> str:
    """Return some words with what stands beside them in their paragraph."""
    begin, end = max(start - BESIDE, 0), min(start + length + BESIDE, len(text))
    begin = text.rfind("\n", begin, start) + 1 or begin
    stop = text.find("\n", start + length, end)
    end = stop if stop >= 0 else end
    before = "…" if begin and text[begin - 1] != "\n" else ""
    after = "" if end == len(text) or text[end] == "\n" else "…"
    return f"{before}{text[begin:end].strip()}{after}"
