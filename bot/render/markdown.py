"""Markdown out and in: a value is escaped to read as typed, and a sheet is read back as blocks of text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html.entities import html5
from itertools import pairwise
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from markdown_it.token import Token


class Safe(str):
    """Markdown that is meant as Markdown: the escaper leaves it alone."""

    __slots__ = ()


ALWAYS = re.compile(r"[\\`*\[\]<|~]")
UNDERSCORE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
# At the end of a value a semicolon may follow in the template, as after a bullet.
ENTITY = re.compile(r"&(?=(#?\w+)(?:;|\Z))")
# What makes a line a numbered or other list, a quote, a heading, a rule or the head of a table.
LINE_START = re.compile(r"^([ \t]*)(?:(\d{1,9})(?=[.)])|(?=>|#(?![^\s#])|[-+=](?![^\W_])|:-))", re.MULTILINE)
ADDRESS = re.compile(r"(?<![^\W_])https?://[^\s<>|\"]*[^\s<>|\".,:;!?'()\[\]]")


def escape(text: str) -> str:
    """Return the text as Markdown that reads exactly as typed.

    Only what Markdown would act on is escaped, so that names such as a_b_c and plain links stay readable:
    CommonMark 0.31 has no emphasis inside a word for `_`. A backslash within an address would break it for
    whoever copies it, so an address that needs one is put between angle brackets instead.
    """
    pieces: list[str] = []
    at = 0
    for found in ADDRESS.finditer(text):
        pieces += [_words(text[at : found.start()]), _address(found[0])]
        at = found.end()
    return LINE_START.sub(r"\1\2\\", "".join([*pieces, _words(text[at:])]))


def _address(address: str) -> str:
    """Write an address as it is, or else in angle brackets where readers agree on what stands in them."""
    escaped, bracketed = _words(address), f"<{address}>"
    agreed = ";" not in address and plain(bracketed) == address
    return bracketed if escaped != address and agreed else escaped


def _words(text: str) -> str:
    text = ALWAYS.sub(r"\\\g<0>", text)
    text = UNDERSCORE.sub(r"\\\g<0>", text)
    return ENTITY.sub(_entity, text)


def _entity(found: re.Match[str]) -> str:
    """Escape what is an entity and no "R&D;": HTML names them all, and a number always is one."""
    return r"\&" if found[1].startswith("#") or f"{found[1]};" in html5 else "&"


RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text of one look."""

    text: str
    bold: bool = False
    raised: bool = False
    link: str = ""

    @property
    def shown(self) -> str:
        """The text where nothing can be raised: digits have raised forms of their own."""
        return self.text.translate(RAISED) if self.raised else self.text


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or a heading: then its level is 1 or more."""

    runs: tuple[Run, ...]
    level: int = 0

    @property
    def heading(self) -> bool:
        return self.level > 0

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(run.text for run in self.runs)

    @property
    def shown(self) -> str:
        """The words as plain text."""
        return "".join(run.shown for run in self.runs)


@lru_cache(maxsize=1)
def _reader() -> MarkdownIt:
    return MarkdownIt("commonmark")


def blocks(sheet: str) -> tuple[Block, ...]:
    """Read a sheet as an independent Markdown reader sees it."""
    return tuple(
        Block(tuple(_runs(inline.children or ())), _level(opening))
        for opening, inline in pairwise(_reader().parse(sheet))
        if inline.type == "inline"
    )


def _level(opening: Token) -> int:
    return int(opening.tag[1:]) if opening.type == "heading_open" else 0


def _runs(tokens: Sequence[Token]) -> Iterator[Run]:
    bold = raised = False
    link = ""
    for token in tokens:
        match token.type:
            case "strong_open" | "strong_close":
                bold = token.type == "strong_open"
            case "html_inline" if token.content in {"<sup>", "</sup>"}:
                raised = token.content == "<sup>"
            case "link_open" | "link_close":
                link = str(token.attrs.get("href", ""))
            case "softbreak" | "hardbreak":
                yield Run("\n", bold, raised, link)
            case _ if token.content:
                yield Run(token.content, bold, raised, link)


def plain(sheet: str) -> str:
    """Return the words of a sheet, one block a paragraph."""
    return "\n\n".join(block.shown for block in blocks(sheet))
