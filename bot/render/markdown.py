"""Markdown out and in: a value is escaped so that it reads as typed, and a sheet is read back as blocks of text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from markdown_it.token import Token


class Safe(str):
    """Markdown that is meant as Markdown: the escaper leaves it alone."""

    __slots__ = ()


ALWAYS = re.compile(r"[\\`*\[\]<|~]")
UNDERSCORE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
ENTITY = re.compile(r"&(?=#?\w+;)")
LINE_START = re.compile(r"^(\s*)([#>+=-]|\d{1,9}(?=[.)]))", re.MULTILINE)


def escape(text: str) -> str:
    """Return the text as Markdown that reads exactly as typed.

    Only what Markdown would act on is escaped, so that names such as a_b_c and plain links stay readable:
    CommonMark 0.31 has no emphasis inside a word for `_`, and no entity without its semicolon.
    """
    text = ALWAYS.sub(r"\\\g<0>", text)
    text = UNDERSCORE.sub(r"\\\g<0>", text)
    text = ENTITY.sub(r"\\&", text)
    return LINE_START.sub(_shield, text)


def _shield(found: re.Match[str]) -> str:
    blank, mark = found.groups()
    following = found.string[found.end() : found.end() + 1]
    if mark.isdecimal():
        return f"{blank}{mark}\\"
    return f"{blank}\\{mark}" if mark in ">#=" or following in {" ", "", mark} else f"{blank}{mark}"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text of one look."""

    text: str
    bold: bool = False
    raised: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A heading or a paragraph."""

    runs: tuple[Run, ...]
    heading: bool = False

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(run.text for run in self.runs)


@lru_cache(maxsize=1)
def _reader() -> MarkdownIt:
    return MarkdownIt("commonmark")


def blocks(sheet: str) -> tuple[Block, ...]:
    """Read a sheet as an independent Markdown reader sees it."""
    tokens = _reader().parse(sheet)
    return tuple(
        Block(tuple(_runs(inline.children or ())), heading=opening.type == "heading_open")
        for opening, inline in zip(tokens, tokens[1:], strict=False)
        if inline.type == "inline"
    )


def _runs(tokens: Sequence[Token]) -> Iterator[Run]:
    bold = raised = False
    for token in tokens:
        match token.type:
            case "strong_open" | "strong_close":
                bold = token.type == "strong_open"
            case "html_inline" if token.content in {"<sup>", "</sup>"}:
                raised = token.content == "<sup>"
            case "softbreak" | "hardbreak":
                yield Run("\n", bold, raised)
            case _ if token.content:
                yield Run(token.content, bold, raised)


def plain(sheet: str) -> str:
    """Return the words of a sheet, one block a paragraph."""
    return "\n\n".join(block.text for block in blocks(sheet))
