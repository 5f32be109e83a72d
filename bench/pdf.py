"""What a PDF costs: ours from the text of the draft, against typst alone on the same source and like data, warm."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import count
from statistics import median

import typst

from bench.docx import NOTE, paper
from bench.lines import Line, alternating, ms, p99, ratios
from bench.note_render import seconds
from bench.sizes import Size
from bot.render.papers import pdf
from bot.render.papers.pdf import SOURCE, _data, _fonts


def measure(size: Size) -> Iterator[Line]:
    """Yield what a PDF costs. Each is of another note, since typst remembers what it has set before."""
    drafts = new_drafts()
    fonts = _fonts(None)
    data = json.dumps(_data(paper(next(drafts)), fonts))
    compiler = typst.Compiler(SOURCE, font_paths=fonts, ignore_system_fonts=True, sys_inputs={"paper": data})
    compiler.compile(SOURCE, format="pdf", pdf_standards="ua-1")
    pdf(paper(next(drafts)))
    ours, plain = alternating(
        size.renders, lambda: time_ours(next(drafts)), lambda: time_bare(compiler, fonts, next(drafts))
    )
    yield Line(
        name="pdf_ratio",
        value=median(ratios(ours, plain)),
        p99=p99(ours) / p99(plain),
        goal=1.5,
        more={"bare_ms": ms(plain), "ours_ms": ms(ours), "pairs": size.renders},
    )


def new_drafts() -> Iterator[str]:
    """Give drafts of which no two have a paragraph in common."""
    draft = NOTE.read_text(encoding="utf-8")
    for number in count():
        yield draft.replace(" of ", f" of {number} ").replace(" the ", f" the {number} ")


def time_ours(draft: str) -> float:
    """Measure from the text of the draft to the PDF."""
    return seconds(lambda: pdf(paper(draft)))


def time_bare(compiler: typst.Compiler, fonts: typst.Fonts, draft: str) -> float:
    """Measure typst alone, with its data ready."""
    data = {"paper": json.dumps(_data(paper(draft), fonts))}
    return seconds(lambda: compiler.compile(SOURCE, format="pdf", pdf_standards="ua-1", sys_inputs=data))
