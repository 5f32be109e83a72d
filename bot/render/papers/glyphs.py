"""What typst says about characters that no font draws, told in words: which they are, and where they stand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from bot.render.papers.model import Kind, PaperModel, Run

MISSING = re.compile(r"the text `\"(.+?)\"` could not be displayed|disallowed codepoint `\"(.+?)\"`")
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
MOST = 3
JOINERS = frozenset("\u200c\u200d\ufe0e\ufe0f")


def complaint(paper: PaperModel, diagnostic: str) -> str:
    """Say why typst did not make the paper, and what helps."""
    texts = [ESCAPED.sub(_character, one or other) for one, other in MISSING.findall(diagnostic)]
    characters = list(dict.fromkeys(c for text in texts for c in text if c not in JOINERS))
    if not characters:
        return f"The PDF can not be made: {diagnostic.strip().splitlines()[0]}."
    named = "; ".join(f"{_name(character)} in {_place(paper, character)}" for character in characters[:MOST])
    more = f"; and {len(characters) - MOST} more" if len(characters) > MOST else ""
    return (
        f"The PDF can not be made: no font here draws {named}{more}. "
        "Write it in other words, or ask whoever runs the bot to add a font that has it."
    )


def _character(found: re.Match[str]) -> str:
    return chr(int(found[1], 16))


def _name(character: str) -> str:
    code = f"U+{ord(character):04X}"
    name = unicodedata.name(character, "")
    return f'"{character}" ({name}, {code})' if name else code


def _place(paper: PaperModel, character: str) -> str:
    return next((place for place, text in _texts(paper) if character in text), "the head of the page")


def _texts(paper: PaperModel) -> Iterator[tuple[str, str]]:
    """Give the words with the heading or the label by which people know where they stand."""
    section = ""
    for one in paper.body:
        if one.kind is Kind.HEADING:
            section = one.text
        label = _label(one.runs) if one.kind is Kind.TEXT and not section else ""
        yield f'"{section or label or one.text[:40]}"', one.text
        for run in one.runs:
            yield f"footnote {run.text}", "".join(part.text for part in run.footnote)


def _label(runs: tuple[Run, ...]) -> str:
    return runs[0].text.rstrip(": ") if runs[0].bold else ""
