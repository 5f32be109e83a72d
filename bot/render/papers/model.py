"""A note as papers see it: paragraphs with their looks, read from the Markdown of a draft; knows no file format."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.render import markdown
from bot.render.markdown import ADDRESS, Block


class Kind(StrEnum):
    """What a paragraph is."""

    TITLE = "title"
    HEADING = "heading"
    TEXT = "text"
    BULLET = "bullet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of text of one look. One with a footnote is its mark, and `text` the mark's number."""

    text: str
    bold: bool = False
    raised: bool = False
    link: str = ""
    footnote: tuple[Run, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """`level` counts from 1 for headings and never skips one, as screen readers want it; it is 0 for the rest."""

    kind: Kind
    runs: tuple[Run, ...]
    level: int = 0

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(run.text for run in self.runs)

    @property
    def right_to_left(self) -> bool:
        """Which way the paragraph runs."""
        return is_right_to_left(self.runs)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperModel:
    """A paper. `title`, `author` and `language` (as "en-GB") are its properties, `at` the moment of its version.

    `reference` and `header` stand at the head of each page: by which name it is filed, and that it is a draft.
    """

    title: str
    author: str
    at: datetime
    language: str
    reference: str
    version: int
    header: str = ""
    body: tuple[Paragraph, ...]


BULLET = "• "
LINKED = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
LONGEST_LINK = 2_000
"""Word takes an address of 2,083 characters, typst one of 8,000; what is longer is text."""

EMAIL = re.compile(
    r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}(?![\w@-])"
)
WWW = re.compile(
    r"(?<![\w.@/:-])(?i:www\.(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,24})(?![\w@-]|[.:?#]\w)"
    r"(?:/(?:[^\s<>|\"]*[^\s<>|\".,:;!?'()\[\]])?)?"
)
"""An address as people say it, without https: one that begins with www and can be nothing else."""

LIVE = re.compile(f"(?P<web>{ADDRESS.pattern})|(?P<www>{WWW.pattern})|(?P<mail>{EMAIL.pattern})")

# What XML or PDF can not hold: controls, halves of characters, the byte order mark and what is no character.
_IMPOSSIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]")


def read(draft: str) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a draft.

    A raised number that stands again before a later paragraph is a footnote, if footnotes that count
    themselves would give it this very number.
    """
    blocks = [block for block in markdown.blocks(possible(draft)) if block.text.strip()]
    notes = {block.runs[0].text: at for at, block in enumerate(blocks) if _begins_raised(block)}
    others = [block for at, block in enumerate(blocks) if at not in notes.values()]
    footnotes = {mark: notes[mark] for mark in _marks(others, notes)}
    left = [block for at, block in enumerate(blocks) if at not in footnotes.values()]
    return tuple(_paragraphs(left, {mark: _note(blocks[at]) for mark, at in footnotes.items()}))


def possible(text: str) -> str:
    """Return the text without what no paper can hold."""
    return _IMPOSSIBLE.sub("", text).replace("\t", " ")


def is_right_to_left(runs: Iterable[Run], *, otherwise: bool = False) -> bool:
    """Say which way a text runs: as its first letter does; `otherwise` where there is none."""
    ways = (unicodedata.bidirectional(character) for run in runs for character in run.text)
    return next((way != "L" for way in ways if way in {"L", "R", "AL"}), otherwise)


def _begins_raised(block: Block) -> bool:
    return not block.heading and len(block.runs) > 1 and block.runs[0].raised


def _marks(blocks: Iterable[Block], notes: Container[str]) -> list[str]:
    """Return the numbers of the footnotes: 1, 2 and so on, as far as text and notes agree on them."""
    marks: list[str] = []
    for number in (run.text for block in blocks for run in block.runs if run.raised):
        if number == str(len(marks) + 1) and number in notes:
            marks.append(number)
    return marks


def _note(block: Block) -> tuple[Run, ...]:
    first, *others = block.runs[1:]
    return tuple(_runs([replace(first, text=first.text.lstrip()), *others]))


def _paragraphs(blocks: Iterable[Block], notes: dict[str, tuple[Run, ...]]) -> Iterator[Paragraph]:
    outline: list[int] = []
    unused = dict(notes)
    for number, block in enumerate(blocks):
        runs = [_marked(run, unused) for run in _runs(block.runs)]
        if block.heading:
            while outline and outline[-1] >= block.level:
                outline.pop()
            outline.append(block.level)
            kind = Kind.HEADING if number else Kind.TITLE
            plain = tuple(replace(run, bold=False) for run in runs)  # the style of headings says what is bold
            yield Paragraph(kind=kind, runs=plain, level=len(outline))
        else:
            yield from (_paragraph(lines) for lines in _split(runs))


def _marked(run: Run, unused: dict[str, tuple[Run, ...]]) -> Run:
    return replace(run, footnote=unused.pop(run.text)) if run.raised and run.text in unused else run


def _split(runs: Sequence[Run]) -> Iterator[list[Run]]:
    """A line that begins with a bullet begins a paragraph, whatever stands before it."""
    lines: list[Run] = []
    for run in runs:
        if run.text.startswith(BULLET) and lines and lines[-1].text == "\n":
            yield lines[:-1]
            lines = []
        lines.append(run)
    yield lines


def _paragraph(runs: list[Run]) -> Paragraph:
    first, *others = runs
    if not first.text.startswith(BULLET):
        return Paragraph(kind=Kind.TEXT, runs=tuple(runs))
    item = [replace(first, text=first.text.removeprefix(BULLET)), *others]
    return Paragraph(kind=Kind.BULLET, runs=tuple(run for run in item if run.text))


def _runs(runs: Iterable[markdown.Run]) -> Iterator[Run]:
    """Give each address a run of its own, and join what looks the same."""
    held: Run | None = None
    for run in (piece for whole in runs for piece in _linked(whole) if piece.text):
        if held and run.text != "\n" and held.text != "\n" and _looks(held) == _looks(run):
            held = replace(held, text=held.text + run.text)
        else:
            if held:
                yield held
            held = run
    if held:
        yield held


def _looks(run: Run) -> tuple[bool, bool, str]:
    return run.bold, run.raised, run.link


def _linked(run: markdown.Run) -> Iterator[Run]:
    link = run.link if LINKED.match(run.link) and len(run.link) <= LONGEST_LINK else ""
    whole = Run(text=run.text, bold=run.bold, raised=run.raised, link=link)
    if run.link:
        yield whole
        return
    at = 0
    for found in LIVE.finditer(run.text):
        yield replace(whole, text=run.text[at : found.start()])
        target = {"web": found[0], "www": f"https://{found[0]}"}.get(
            found.lastgroup or "", f"mailto:{found[0]}"
        )
        yield replace(whole, text=found[0], link=target if len(target) <= LONGEST_LINK else "")
        at = found.end()
    yield replace(whole, text=run.text[at:])
