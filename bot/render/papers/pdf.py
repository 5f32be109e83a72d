"""A paper as PDF and as a picture of its first page. typst sets it, from data: nothing that is written is source."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from datetime import UTC
from functools import lru_cache
from itertools import accumulate, groupby
from pathlib import Path
from typing import Any, Literal

import fontpkg_noto_sans_arabic as arabic  # type: ignore[import-untyped]  # a font, and no types
import noto_cjk_sans_otc as chinese  # type: ignore[import-untyped]  # a font, and no types
import typst

from bot.render.papers.errors import PaperError
from bot.render.papers.glyphs import complaint
from bot.render.papers.model import Kind, PaperModel, Paragraph, Run, is_right_to_left, possible

SOURCE = Path(__file__).with_name("note.typ").read_bytes()
FAMILIES = (
    *("Libertinus Serif", "Noto Sans Arabic"),
    *("Noto Serif CJK SC", "Noto Serif SC", "Noto Sans CJK SC"),
)
"""The first that has a character draws it; where none has, typst looks through all fonts that there are."""

NOTHING = os.devnull
"""All of the disk that typst gets to see. It is no folder, so nothing can be in it, and always the same one:
of each that it is given typst keeps something in memory for ever."""

SHARPNESS = 110
PREVIEWED = 8_000
"""Characters that are more than enough for one page."""

# A word without a place to break it would run out of the page.
ENDLESS = re.compile(r"[^\s/\u2e80-\U0010ffff]{40,}")
PIECES = re.compile(r".{1,30}[\u0300-\u036f]*")


def pdf(paper: PaperModel, fonts: Path | None = None) -> bytes:
    """Return the paper as a tagged PDF (PDF/UA-1); `fonts` is a folder with more fonts.

    The same paper gives the same bytes. Raises PaperError for a character that no font draws.
    """
    return _set(paper, fonts, "pdf")[0]


def png(paper: PaperModel, fonts: Path | None = None) -> bytes:
    """Return a picture of the first page. Raises PaperError for a character on it that no font draws."""
    sizes = accumulate(len(one.text) for one in paper.body)
    start = [one for one, size in zip(paper.body, sizes, strict=True) if size - len(one.text) < PREVIEWED]
    first = replace(paper, body=tuple(start))
    _set(
        first, fonts, "pdf"
    )  # a picture alone would show a box where a character is missing, and say nothing
    return _set(first, fonts, "png")[0]


def _set(paper: PaperModel, folder: Path | None, form: Literal["pdf", "png"]) -> list[bytes]:
    fonts = _fonts(folder)
    compiler = typst.Compiler(
        SOURCE,
        root=NOTHING,
        font_paths=fonts,
        ignore_system_fonts=True,
        sys_inputs={"paper": json.dumps(_data(paper, fonts))},
        package_path=NOTHING,
        package_cache_path=NOTHING,
    )
    try:
        made = compiler.compile(format=form, ppi=SHARPNESS, pdf_standards="ua-1" if form == "pdf" else None)
    except typst.TypstError as error:
        raise PaperError(complaint(paper, error.diagnostic)) from error
    assert made is not None, "it is None only when it was written to a file"
    return made if isinstance(made, list) else [made]


@lru_cache(maxsize=4)
def _fonts(folder: Path | None) -> typst.Fonts:
    """Find the fonts once; those of the system are left out, so that a paper is the same wherever it is made."""
    ours = (str(arabic.ROOT / "files"), str(chinese.FONT_PATH.parent))
    places = [*ours, *([str(folder)] if folder else [])]
    return typst.Fonts(include_system_fonts=False, font_paths=places)


def _data(paper: PaperModel, fonts: typst.Fonts) -> dict[str, Any]:
    language, _, region = paper.language.partition("-")
    known = set(fonts.families())
    at = paper.at.astimezone(UTC)
    return {
        "title": possible(paper.title),
        "author": [possible(paper.author)] if paper.author else [],
        "at": {unit: getattr(at, unit) for unit in ("year", "month", "day", "hour", "minute", "second")},
        "language": language,
        "region": region or None,
        "reference": paper.reference,
        "header": paper.header,
        "fonts": [family for family in FAMILIES if family in known],
        "body": list(_blocks(paper.body)),
        "turned": [int(mark.text) for mark in _marks(paper) if is_right_to_left(mark.footnote)],
    }


def _marks(paper: PaperModel) -> Iterator[Run]:
    return (run for one in paper.body for run in one.runs if run.footnote)


def _blocks(paragraphs: Iterable[Paragraph]) -> Iterator[dict[str, Any]]:
    """Give each paragraph, and what follows each other as bullets as one list.

    Where the bullets turn the other way another list begins: in typst all markers of a list stand on one side.
    """
    for (kind, rtl), group in groupby(map(_block, paragraphs), lambda one: (one["kind"], one["rtl"])):
        blocks = list(group)
        if kind is Kind.BULLET:
            yield {"kind": "list", "items": blocks, "rtl": rtl}
        else:
            yield from blocks


def _block(one: Paragraph) -> dict[str, Any]:
    return {
        "kind": one.kind,
        "level": one.level,
        "rtl": one.right_to_left,
        "runs": [asdict(_breakable(run)) for run in one.runs],
    }


def _breakable(run: Run) -> Run:
    text = ENDLESS.sub(lambda found: "\u200b".join(PIECES.findall(found[0])), run.text)
    return replace(run, text=text, footnote=tuple(map(_breakable, run.footnote)))
